"""Turns answers as written into codes by scale, keeps missing reasons apart, and applies the routing."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from coprod.codebook import Codebook, Item
from coprod.codebook.expressions import band_of
from coprod.errors import refuse
from coprod.private.coding.categorical import FIRST, NO, NOT_ANSWERED, NOT_ASKED, YES, YES_NO, Coded
from coprod.private.matching.intake import Responses
from coprod.private.readers.columns import Column
from coprod.private.readers.labels import fold, names_by_words, split_options
from coprod.wave.settings import Wave

_UNKNOWN = -1
_NAMED = 40  # so many of an item's answers an error names


@dataclass(frozen=True)
class Cleaned:
    """The coded answers of everybody who counts, and what was left out or recoded: (what, how many); `counts`: which of the
    responses these are (boolean); `notes`: in words."""

    coded: Coded
    not_counted: Counter
    recoded: Counter
    counts: np.ndarray
    notes: tuple[str, ...] = ()


def clean(responses: Responses, wave: Wave) -> Cleaned:
    """Code every answer by its scale; leave out break-offs; count what was recoded.

    Raises BadInput where a cell is none of an item's answers: file, column and lines, never the cell itself.
    """
    book, problems, recoded, notes = wave.codebook, [], Counter(), []
    columns: dict[str, np.ndarray] = {}
    for item in book.asked:
        if item.kind == "one":
            columns[item.name] = _code(item, book, responses, problems, notes)
        elif item.kind == "several":
            columns |= _code_options(item, book, responses, problems, recoded)
    refuse(problems)
    _route(columns, book, recoded)
    answered_share = _answered_share(columns, book)
    counts = answered_share >= wave.usable
    answers = {name: book.answers(name) if name in book.items else YES_NO for name in columns}
    codes = np.column_stack(list(columns.values()))[counts]
    not_counted = responses.not_counted.copy()
    if left := int((~counts).sum()):
        not_counted[f"broken off: fewer than {wave.usable:.0%} of the questions answered"] = left
    return Cleaned(Coded(answers, codes, answered_share[counts] >= wave.complete), not_counted, recoded, counts, tuple(notes))


def chosen(coded: Coded) -> dict[str, int]:
    """How many people chose each option of several-choice items."""
    return {name: int((coded.codes[:, n] == YES).sum()) for n, name in enumerate(coded.answers) if "/" in name}


def fold_rare_options(coded: Coded, book: Codebook, fewest: int, of_all: Mapping[str, int] | None = None) -> Coded:
    """Count options of a several-choice item that fewer than `fewest` people chose as "other"; it needs an option `other`.

    Somebody who chose two rare options counts once. `of_all`: as of `chosen`, where these are not all people of the wave.
    """
    codes, times = coded.codes.copy(), chosen(coded) if of_all is None else of_all
    names = list(coded.answers)
    for item in book.asked:
        options = [n for n, name in enumerate(names) if name.startswith(f"{item.name}/")]
        other = next((n for n in options if names[n] == f"{item.name}/other"), None)
        rare = [n for n in options if n != other and times[names[n]] < fewest]
        if other is not None and rare:
            codes[(codes[:, rare] == YES).any(axis=1), other] = YES
            codes[:, rare] = NOT_ASKED
    return replace(coded, codes=codes)


def _code(item: Item, book: Codebook, responses: Responses, problems: list[str], notes: list[str]) -> np.ndarray:
    answers, column = book.answers(item.name), responses.columns[item.name, ""]
    if len({fold(answer.label) for answer in answers}) < len(answers):
        problems.append(f'codebook.xlsx, sheet choices, list "{item.scale}": two answers differ in capitals, spaces or dashes '
                        "only, so exports cannot tell them apart. Give each its own words.")
    name_of = _reader(item, book, responses.platform.stands_for)
    code_of = {answer.name: code for code, answer in enumerate(answers, FIRST)} | {"": _UNKNOWN}
    texts = column.distinct()
    table = [code_of[name_of(text)] if text.strip() else NOT_ANSWERED for text in texts]
    codes = np.array(table, _dtype(answers))[column.codes] if texts else np.array([], _dtype(answers))
    if (wrong := np.flatnonzero(codes == _UNKNOWN)).size:
        problems.append(_unknown(item, book, responses.where(wrong)))
    if not item.bands and any(number > 1 for code, number in Counter(table).items() if code >= FIRST):
        notes.append(f'"{item.name}": one answer is written in more than one way in the export, and was read as one answer. '
                     "If these were two answers, give each its own words.")
    return codes


def _reader(item: Item, book: Codebook, stands_for):
    """What finds the answer's name for a cell: its words, its number, or what the platform writes for yes and no; or ""."""
    names = names_by_words(book.answers(item.name))
    if {"yes", "no"} <= set(names.values()):
        names = dict(stands_for) | names

    def name_of(text: str) -> str:
        words = fold(text)
        return names.get(words) or band_of(text, item.bands) or names.get(_whole_number(words), "")

    return name_of


def _whole_number(words: str) -> str:
    """5 for 5.0, as spreadsheets and statistics programs write it."""
    return words.rstrip("0").removesuffix(".") if "." in words and words.replace(".", "", 1).isdecimal() else words


def _dtype(answers) -> type:
    return np.int8 if len(answers) + FIRST <= np.iinfo(np.int8).max else np.int16


def _unknown(item: Item, book: Codebook, where: str) -> str:
    answers = book.answers(item.name)
    expected = ", ".join(f'"{answer.label}"' for answer in answers[:_NAMED])
    more = f" and {len(answers) - _NAMED} more" if len(answers) > _NAMED else ""
    return (f'{where}, item "{item.name}": the cell is none of the item\'s answers. '
            f"Expected: {expected}{more}. Correct the cells, or add the answer to the choices sheet of codebook.xlsx.")


def _code_options(item: Item, book: Codebook, responses: Responses, problems, recoded: Counter) -> dict[str, np.ndarray]:
    names = [answer.name for answer in book.answers(item.name)]
    chosen = np.zeros((len(responses), len(names)), bool)
    for n, name in enumerate(names):
        if ticks := responses.columns.get((item.name, name)):
            chosen[:, n] |= ticks.each(bool, bool)
    if cells := responses.columns.get((item.name, "")):
        table, typed = _split(cells, names_by_words(book.answers(item.name)), names, responses.platform.separators)
        if typed.any() and "other" not in names:
            problems.append(_unknown(item, book, responses.where(np.flatnonzero(typed))))
        elif typed.any():
            recoded[f'"{item.name}": own words counted as "other"'] += int(typed.sum())
        chosen |= table
    some = chosen.any(axis=1)
    return {f"{item.name}/{name}": np.where(chosen[:, n], YES, np.where(some, NO, NOT_ANSWERED)).astype(np.int8)
            for n, name in enumerate(names)}


def _split(cells: Column, known: dict[str, str], names: list[str], separators: str) -> tuple[np.ndarray, np.ndarray]:
    """Which options each person's cell holds (people × options), and who wrote words of their own, which count as "other"."""
    found = [split_options(text, known, separators) for text in cells.distinct()]
    typed = np.array(["" in options for options in found], bool)
    table = np.array([[name in options or (name == "other" and "" in options) for name in names] for options in found], bool)
    return table.reshape(-1, len(names))[cells.codes], typed[cells.codes]


def _route(columns: dict[str, np.ndarray], book: Codebook, recoded: Counter) -> None:
    """Who was not asked an item has no answer to it, whatever the export holds."""
    for item in book.asked:
        if not item.universe.any_of:
            continue
        asked = np.logical_or.reduce([np.logical_and.reduce([_chose(columns, book, *test) for test in way])
                                      for way in item.universe.any_of])
        stray = np.zeros(len(asked), bool)
        for name in _columns_of(item, columns):
            stray |= ~asked & (columns[name] > NOT_ANSWERED)
            columns[name][~asked] = NOT_ASKED
        if stray.any():
            recoded[f'"{item.name}": answered though not asked, left out'] += int(stray.sum())


def _chose(columns: dict[str, np.ndarray], book: Codebook, item: str, answer: str) -> np.ndarray:
    if f"{item}/{answer}" in columns:
        return columns[f"{item}/{answer}"] == YES
    return columns[item] == FIRST + [a.name for a in book.answers(item)].index(answer)


def _columns_of(item: Item, columns: dict[str, np.ndarray]) -> list[str]:
    return [name for name in columns if name == item.name or name.startswith(f"{item.name}/")]


def _answered_share(columns: dict[str, np.ndarray], book: Codebook) -> np.ndarray:
    """For each person the share of the questions put to them that they answered; comments do not count."""
    firsts = [columns[names[0]] for item in book.asked if (names := _columns_of(item, columns))]
    answered, asked = (sum((column > code for column in firsts), np.zeros(len(firsts[0]), np.int32))
                       for code in (NOT_ANSWERED, NOT_ASKED))
    return answered / np.maximum(asked, 1)
