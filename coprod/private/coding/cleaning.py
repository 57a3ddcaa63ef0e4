"""Turns answers as written into codes by scale, keeps missing reasons apart, and applies the routing."""

import re
from collections import Counter
from dataclasses import dataclass, field, replace

import numpy as np

from coprod.codebook import Codebook, Item
from coprod.errors import refuse
from coprod.private.coding.categorical import FIRST, NO, NOT_ANSWERED, NOT_ASKED, YES, YES_NO, Coded
from coprod.private.matching import Responses
from coprod.private.matching.cell_meanings import BLANK, NONE, OPEN
from coprod.private.matching.cell_meanings import NO as NO_TEXT
from coprod.private.matching.cell_meanings import NOT_ASKED as UNASKED_TEXT
from coprod.private.matching.cell_meanings import YES as YES_TEXT
from coprod.private.matching.own_words import OTHER, pairs
from coprod.private.readers import Column, fold
from coprod.wave.settings import Wave

_UNKNOWN = -1
_NO_ANSWER = {BLANK: NOT_ANSWERED, UNASKED_TEXT: NOT_ASKED, OPEN: _UNKNOWN}
REFUSED = "refused: did not agree to take part"
_CONSENT = re.compile(r"\b(consent|agree to take part|take part in this (survey|study|research))", re.I)
_NAMED = 40  # so many of an item's answers an error names


@dataclass(frozen=True)
class Cleaned:
    """The coded answers of everybody who counts, and what was left out or recoded.

    `not_counted`, `recoded`: what, and how many; `counts`: which of the responses count (boolean); `notes`: in words;
    `broken_off_after`: of each person who broke off the last item answered, "" for none.
    """

    coded: Coded
    not_counted: Counter
    recoded: Counter
    counts: np.ndarray
    notes: tuple[str, ...]
    broken_off_after: tuple[str, ...] = ()


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


def clean(responses: Responses, wave: Wave, only_who: bool = False) -> Cleaned:
    """Code every answer by its scale; leave out break-offs; count what was recoded.

    `only_who`: who answered is all that is wanted, so that nobody has to explain cells. Raises BadInput where a
    cell is none of an item's answers: file, column and lines, never the cell itself.
    """
    made = _Coding(responses, wave.codebook)
    for item in wave.codebook.asked:
        if item.kind == "one":
            _code(item, made)
        elif item.kind == "several":
            _code_options(item, made)
    refuse([] if only_who else made.problems)
    _route(made)
    answered, refused = _answered_share(made), _refused(made)
    counts = ((answered >= wave.usable) | _reached_end(made)) & ~refused
    answers = {name: made.book.answers(name) if name in made.book.items else YES_NO for name in made.columns}
    coded = Coded(answers, np.column_stack(list(made.columns.values()))[counts], answered[counts] >= wave.complete)
    early = f"broken off: fewer than {wave.usable:.0%} of the questions answered"
    reasons = Counter({early: int((~counts & ~refused).sum()),
                       REFUSED: int(refused.sum())})
    return Cleaned(coded, responses.not_counted + reasons, made.recoded, counts, tuple(made.notes),
                   _last_answered(made, ~counts & ~refused))


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
    code_of = {answer.name: code for code, answer in enumerate(answers, FIRST)} | _NO_ANSWER
    kind = np.int8 if len(answers) + FIRST <= np.iinfo(np.int8).max else np.int16
    codes = np.array([code_of[text] for text in column.distinct()], kind)[column.codes]
    _note_unknown(item, codes == _UNKNOWN, made)
    if not item.bands and _spellings(made.responses.written.get((item.name, "")), column):
        made.notes.append(f'"{item.name}": answers stand there in more than one spelling, and each was read as the '
                          f'answer it '
                          "spells. The reading page lists them.")
    made.columns[item.name] = np.where(codes == _UNKNOWN, kind(FIRST), codes)


def _spellings(written: Column | None, read: Column) -> bool:
    """Whether an answer stands there in two ways."""
    times = Counter(means for _,
                    means in pairs(written, read)) if written and len(written.texts) > len(read.texts) else {}
    return any(number > 1 and means.strip() and means not in (OPEN, OTHER) for means, number in times.items())


def _note_unknown(item: Item, wrong: np.ndarray, made: _Coding) -> None:
    """A problem for cells that nobody has explained. Its advice never leads to a person's words among the answers."""
    if wrong.any():
        answers = made.book.answers(item.name)
        expected = ", ".join(f'"{answer.label}"' for answer in answers[:_NAMED])
        more = f" and {len(answers) - _NAMED} more" if len(answers) > _NAMED else ""
        made.problems.append(
            f"{made.responses.where(np.flatnonzero(wrong))}, item \"{item.name}\": the cell is none of the item's "
            f"answers. "
            f"Expected: {expected}{more}. Run `coprod map`, and say in reading.xlsx what such cells mean.")


def _code_options(item: Item, made: _Coding) -> None:
    names, given = [answer.name for answer in made.book.answers(item.name)], made.responses.columns
    chosen = np.zeros((len(made.responses), len(names)), bool)
    said, asked, wrong = (np.full(len(made.responses), value) for value in (False, True, False))
    for (held, option), column in given.items():
        if held == item.name and option:
            ticks = column.each(YES_TEXT.__eq__, bool)
            if option in names:
                chosen[:, names.index(option)] |= ticks
            said |= ticks | column.each(NO_TEXT.__eq__, bool)  # whoever said no, or chose what was left out, answered
            wrong |= column.each(OPEN.__eq__, bool)
            asked &= ~column.each(UNASKED_TEXT.__eq__, bool)
    if cells := given.get((item.name, "")):
        parts = [text.split() for text in cells.distinct()]
        chosen |= np.array([[name in part for name in names] for part in parts], bool)[cells.codes]
        said |= np.array([NONE in part for part in parts], bool)[cells.codes]
        wrong |= np.array([OPEN in part for part in parts], bool)[cells.codes]
        asked &= ~cells.each(UNASKED_TEXT.__eq__, bool)
        _note_own_words(item, cells, made)
    _note_unknown(item, wrong, made)
    answered = chosen.any(axis=1) | said | wrong
    if_not = np.where(answered, NO, np.where(asked, NOT_ANSWERED, NOT_ASKED)).astype(np.int8)
    for n, name in enumerate(names):
        made.columns[f"{item.name}/{name}"] = np.where(chosen[:, n], np.int8(YES), if_not)


def _note_own_words(item: Item, cells: Column, made: _Coding) -> None:
    """Count who is read as `other` without having written it: they wrote words of their own."""
    written = made.responses.written[item.name, ""]
    labels = {fold(text) for answer in made.book.answers(item.name) if answer.name == OTHER
              for text in (answer.label, answer.name, *answer.others)}
    typed = cells.each(lambda text: OTHER in text.split(), bool) & written.each(lambda text: not any(
        label in fold(text) for label in labels), bool)
    if typed.any():
        made.recoded[f'"{item.name}": own words counted as "other"'] += int(typed.sum())


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


def _reached_end(made: _Coding) -> np.ndarray:
    """Who answered the last question with answers to choose from that was put to them: they did not break off."""
    reached, last = (np.zeros(len(made.responses), bool) for _ in range(2))
    for item in reversed(made.book.asked):
        if names := made.of(item):
            column = made.columns[names[0]]
            reached |= ~last & (column > NOT_ANSWERED)
            last |= column != NOT_ASKED
    return reached


def _last_answered(made: _Coding, who: np.ndarray) -> tuple[str, ...]:
    """The last item with answers to choose from that each of some people answered, "" for none."""
    people = np.flatnonzero(who)
    last = np.full(len(people), "", object)
    for item in made.book.asked:
        if names := made.of(item):
            last[made.columns[names[0]][people] > NOT_ANSWERED] = item.name
    return tuple(last.tolist())


def _refused(made: _Coding) -> np.ndarray:
    """Who said no where they were asked whether they take part: that is no answer to the survey."""
    refused = np.zeros(len(made.responses), bool)
    for item in made.book.asked:
        if is_consent(item) and {"yes", "no"} == {answer.name for answer in made.book.answers(item.name)}:
            refused |= _chose(made, item.name, "no")
    return refused


def is_consent(item: Item) -> bool:
    """Whether an item asks if somebody takes part at all."""
    return item.kind == "one" and bool(_CONSENT.search(f"{item.name} {item.construct} {item.label}"))
