"""Turns answers as written into codes by scale, keeps missing reasons apart, and applies the routing."""

from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np

from coprod.codebook import Codebook, Item
from coprod.codebook.expressions import band_of
from coprod.errors import refuse
from coprod.private.coding.categorical import FIRST, NO, NOT_ANSWERED, NOT_ASKED, YES, YES_NO, Coded
from coprod.private.matching import Responses
from coprod.private.readers import Column, fold, names_by_words, split_options
from coprod.wave.settings import Wave

_UNKNOWN = -1
_NAMED = 40  # so many of an item's answers an error names


@dataclass(frozen=True)
class Cleaned:
    """The coded answers of everybody who counts, and what was left out or recoded.

    `not_counted`, `recoded`: what, and how many; `counts`: which of the responses count (boolean); `notes`: in words.
    """

    coded: Coded
    not_counted: Counter
    recoded: Counter
    counts: np.ndarray
    notes: tuple[str, ...]


@dataclass(frozen=True)
class _Coding:
    """Answers on their way to codes: columns by name, and what is found on the way."""

    responses: Responses
    book: Codebook
    columns: dict[str, np.ndarray] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)
    recoded: Counter = field(default_factory=Counter)
    notes: list[str] = field(default_factory=list)

    def of(self, item: Item) -> list[str]:
        """The names of an item's columns."""
        return [name for name in self.columns if name == item.name or name.startswith(f"{item.name}/")]


def clean(responses: Responses, wave: Wave) -> Cleaned:
    """Code every answer by its scale; leave out break-offs; count what was recoded.

    Raises BadInput where a cell is none of an item's answers: file, column and lines, never the cell itself.
    """
    made = _Coding(responses, wave.codebook)
    for item in wave.codebook.asked:
        if item.kind == "one":
            _code(item, made)
        elif item.kind == "several":
            _code_options(item, made)
    refuse(made.problems)
    _route(made)
    answered = _answered_share(made)
    counts = answered >= wave.usable
    answers = {name: made.book.answers(name) if name in made.book.items else YES_NO for name in made.columns}
    coded = Coded(answers, np.column_stack(list(made.columns.values()))[counts], answered[counts] >= wave.complete)
    broken_off = Counter({f"broken off: fewer than {wave.usable:.0%} of the questions answered": int((~counts).sum())})
    return Cleaned(coded, responses.not_counted + broken_off, made.recoded, counts, tuple(made.notes))


def fold_rare_options(coded: Coded, book: Codebook, fewest: int) -> Coded:
    """Count options that fewer than `fewest` people chose as "other", where the item has an option `other`.

    Somebody who chose two rare options counts once.
    """
    codes, names = coded.codes.copy(), list(coded.answers)
    for item in book.asked:
        options = {name: n for n, name in enumerate(names) if name.startswith(f"{item.name}/")}
        other = options.pop(f"{item.name}/other", None)
        rare = [n for n in options.values() if (codes[:, n] == YES).sum() < fewest]
        if other is not None and rare:
            codes[(codes[:, rare] == YES).any(axis=1), other] = YES
            codes[:, rare] = NOT_ASKED
    return replace(coded, codes=codes)


def _code(item: Item, made: _Coding) -> None:
    answers, column = made.book.answers(item.name), made.responses.columns[item.name, ""]
    if len({fold(answer.label) for answer in answers}) < len(answers):
        made.problems.append(
            f'codebook.xlsx, sheet choices, list "{item.scale}": two answers differ in capitals, spaces or dashes '
            "only, so exports cannot tell them apart. Give each its own words.")
    read = _reader(item, made)
    code_of = {answer.name: code for code, answer in enumerate(answers, FIRST)} | {"": _UNKNOWN}
    table = [code_of[read(text)] if text.strip() else NOT_ANSWERED for text in column.distinct()]
    codes = np.array(table, np.int8 if len(answers) + FIRST <= np.iinfo(np.int8).max else np.int16)[column.codes]
    _refuse_unknown(item, codes == _UNKNOWN, made)
    if not item.bands and any(number > 1 for code, number in Counter(table).items() if code >= FIRST):
        made.notes.append(f'"{item.name}": one answer is written in more than one way in the export, and was read as '
                          "one answer. If these were two answers, give each its own words.")
    made.columns[item.name] = codes


def _reader(item: Item, made: _Coding):
    """What finds the name of a cell's answer: by words, by number, or as the platform writes yes and no; or ""."""
    names = names_by_words(made.book.answers(item.name))
    if {"yes", "no"} <= set(names.values()):
        names = dict(made.responses.platform.stands_for) | names

    def name_of(text: str) -> str:
        words = fold(text)
        return names.get(words) or band_of(text, item.bands) or names.get(_whole_number(words), "")

    return name_of


def _whole_number(words: str) -> str:
    """5 for 5.0, as spreadsheets and statistics programs write it."""
    return words.rstrip("0").removesuffix(".") if "." in words and words.replace(".", "", 1).isdecimal() else words


def _refuse_unknown(item: Item, wrong: np.ndarray, made: _Coding) -> None:
    if not wrong.any():
        return
    answers = made.book.answers(item.name)
    expected = ", ".join(f'"{answer.label}"' for answer in answers[:_NAMED])
    more = f" and {len(answers) - _NAMED} more" if len(answers) > _NAMED else ""
    made.problems.append(
        f"{made.responses.where(np.flatnonzero(wrong))}, item \"{item.name}\": the cell is none of the item's answers. "
        f"Expected: {expected}{more}. Correct the cells, or add the answer to the choices sheet of codebook.xlsx.")


def _code_options(item: Item, made: _Coding) -> None:
    answers, given = made.book.answers(item.name), made.responses.columns
    names = [answer.name for answer in answers]
    chosen = np.zeros((len(made.responses), len(names)), bool)
    for n, name in enumerate(names):
        if ticks := given.get((item.name, name)):
            chosen[:, n] |= ticks.each(bool, bool)
    if cells := given.get((item.name, "")):
        table, typed = _split(cells, names_by_words(answers), names, made.responses.platform.separators)
        if "other" not in names:
            _refuse_unknown(item, typed, made)
        elif typed.any():
            made.recoded[f'"{item.name}": own words counted as "other"'] += int(typed.sum())
        chosen |= table
    if_not = np.where(chosen.any(axis=1), NO, NOT_ANSWERED).astype(np.int8)
    for n, name in enumerate(names):
        made.columns[f"{item.name}/{name}"] = np.where(chosen[:, n], np.int8(YES), if_not)


def _split(cells: Column, known: dict[str, str], names: list[str], separators: str) -> tuple[np.ndarray, np.ndarray]:
    """Which options each cell holds (people × options), and who wrote words of their own, which count as "other"."""
    found = [split_options(text, known, separators) for text in cells.distinct()]
    typed = np.array(["" in options for options in found], bool)
    table = [[name in options or (name == "other" and "" in options) for name in names] for options in found]
    return np.array(table, bool).reshape(-1, len(names))[cells.codes], typed[cells.codes]


def _route(made: _Coding) -> None:
    """Who was not asked an item has no answer to it, whatever the export holds."""
    for item in made.book.asked:
        if not item.universe.any_of:
            continue
        ways = [np.logical_and.reduce([_chose(made, *test) for test in way]) for way in item.universe.any_of]
        asked = np.logical_or.reduce(ways)
        stray = np.zeros(len(asked), bool)
        for name in made.of(item):
            stray |= ~asked & (made.columns[name] > NOT_ANSWERED)
            made.columns[name][~asked] = NOT_ASKED
        if stray.any():
            made.recoded[f'"{item.name}": answered though not asked, left out'] += int(stray.sum())


def _chose(made: _Coding, item: str, answer: str) -> np.ndarray:
    if f"{item}/{answer}" in made.columns:
        return made.columns[f"{item}/{answer}"] == YES
    return made.columns[item] == FIRST + [a.name for a in made.book.answers(item)].index(answer)


def _answered_share(made: _Coding) -> np.ndarray:
    """For each person the share of the questions put to them that they answered; comments do not count."""
    firsts = [made.columns[names[0]] for item in made.book.asked if (names := made.of(item))]
    answered, asked = (sum(column > code for column in firsts) for code in (NOT_ANSWERED, NOT_ASKED))
    return answered / np.maximum(asked, 1)
