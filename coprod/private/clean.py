"""Turns answers as written into codes by scale, keeps missing reasons apart, and applies the routing."""

from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from coprod.codebook import Codebook, Item
from coprod.errors import refuse
from coprod.private.coded import FIRST, NO, NOT_ANSWERED, NOT_ASKED, YES, YES_NO, Coded
from coprod.private.intake import Responses
from coprod.private.labels import fold, split_options
from coprod.wave import Wave

_LINES_SHOWN = 5


@dataclass(frozen=True)
class Cleaned:
    """The coded answers of everybody who counts, and a log of what was left out or recoded: (what, how many)."""

    coded: Coded
    not_counted: Counter
    recoded: Counter


def clean(responses: Responses, wave: Wave) -> Cleaned:
    """Code every answer by its scale; leave out break-offs; count what was recoded.

    Raises BadInput where a cell is none of an item's answers: file, column and lines, never the cell itself.
    """
    book, problems, recoded = wave.codebook, [], Counter()
    columns: dict[str, np.ndarray] = {}
    for item in book.asked:
        if item.kind == "one":
            columns[item.name] = _code(item, book, responses, problems)
        elif item.kind == "several":
            columns |= _code_options(item, book, responses, problems, recoded)
    refuse(problems)
    _route(columns, book, recoded)
    answered_share = _answered_share(columns, book)
    counts = answered_share >= wave.usable
    answers = {name: book.answers(name) if name in book.items else YES_NO for name in columns}
    small = max(map(len, answers.values())) + FIRST <= np.iinfo(np.int8).max
    codes = np.column_stack(list(columns.values())).astype(np.int8 if small else np.int16)[counts]
    not_counted = responses.not_counted.copy()
    if left := int((~counts).sum()):
        not_counted[f"broken off: fewer than {wave.usable:.0%} of the questions answered"] = left
    return Cleaned(Coded(answers, codes, answered_share[counts] >= wave.complete), not_counted, recoded)


def fold_rare_options(coded: Coded, book: Codebook, fewest: int) -> Coded:
    """Count options of a several-choice item that fewer than `fewest` people chose as "other"; it needs an option `other`.

    Somebody who chose two rare options counts once.
    """
    codes = coded.codes.copy()
    names = list(coded.answers)
    for item in book.asked:
        options = [n for n, name in enumerate(names) if name.startswith(f"{item.name}/")]
        other = next((n for n in options if names[n] == f"{item.name}/other"), None)
        rare = [n for n in options if n != other and (codes[:, n] == YES).sum() < fewest]
        if other is not None and rare:
            codes[(codes[:, rare] == YES).any(axis=1), other] = YES
            codes[:, rare] = NOT_ASKED
    return replace(coded, codes=codes)


def _code(item: Item, book: Codebook, responses: Responses, problems: list[str]) -> np.ndarray:
    known = {fold(text): n for n, a in enumerate(book.answers(item.name), FIRST) for text in (a.name, a.label)}
    known |= {fold(a.label): n for n, a in enumerate(book.answers(item.name), FIRST)}  # a label goes before a name
    if len({fold(a.label) for a in book.answers(item.name)}) < len(book.answers(item.name)):
        problems.append(f'codebook.xlsx, sheet choices, list "{item.scale}": two answers differ in capitals, spaces or dashes '
                        "only, so exports cannot tell them apart. Give each its own words.")
    cells = responses.cells[item.name]
    codes_of = {text: known.get(fold(text), -1) for text in set(cells)}
    codes_of |= {text: NOT_ANSWERED for text in codes_of if not text.strip()}
    codes = np.array([codes_of[text] for text in cells], dtype=np.int16)
    if (wrong := np.flatnonzero(codes < 0)).size:
        problems.append(_unknown(item, book, [responses.places[n] for n in wrong]))
    return codes


def _unknown(item: Item, book: Codebook, places: list[tuple[str, int]]) -> str:
    file = places[0][0]
    lines = [str(line) for name, line in places if name == file]
    shown = ", ".join(lines[:_LINES_SHOWN]) + (f" and {len(lines) - _LINES_SHOWN} more" if len(lines) > _LINES_SHOWN else "")
    expected = ", ".join(f'"{answer.label}"' for answer in book.answers(item.name))
    return (f'{file}, line{"s" * (len(lines) > 1)} {shown}, item "{item.name}": the cell is none of the item\'s answers. '
            f"Expected: {expected}. Correct the cells, or add the answer to the choices sheet of codebook.xlsx.")


def _code_options(item: Item, book: Codebook, responses: Responses, problems, recoded: Counter) -> dict[str, np.ndarray]:
    answers = book.answers(item.name)
    known = {fold(a.label): a.name for a in answers}
    columns = {a.name: np.full(len(responses.places), NO, np.int8) for a in answers}
    wrong = []
    for person, cell in enumerate(responses.cells[item.name]):
        chosen = split_options(cell, known, responses.separators) if isinstance(cell, str) else cell
        if "" in chosen and "other" not in columns:
            wrong.append(responses.places[person])
        elif "" in chosen:
            recoded[f'"{item.name}": own words counted as "other"'] += 1
            chosen = ["other" if name == "" else name for name in chosen]
        for name, column in columns.items():
            column[person] = NOT_ANSWERED if not chosen else YES if name in chosen else NO
    if wrong:
        problems.append(_unknown(item, book, wrong))
    return {f"{item.name}/{name}": column for name, column in columns.items()}


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
    table = np.column_stack(firsts)
    return (table > NOT_ANSWERED).sum(axis=1) / np.maximum((table != NOT_ASKED).sum(axis=1), 1)
