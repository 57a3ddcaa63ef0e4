"""Finds responses that were exported more than once, within a file and across files, and keeps one of each."""

from dataclasses import dataclass

import numpy as np

from coprod.private.matching.exports import Export
from coprod.private.matching.rows import ExportRows
from coprod.private.readers import Column

_ENOUGH = 20  # conflicts are named up to here
_PRIME = np.uint64(0x9E3779B97F4A7C15)
_MANY_QUESTIONS, _MINUTE = 8, 16  # letters of 2020-01-06 09:05


@dataclass(frozen=True)
class Deduplicated:
    """`kept`: the rows that count, by number; `again`: how many more say the same; `conflicts`: pairs that differ;
    `edited`: how many were changed between two exports."""

    kept: np.ndarray
    again: int
    conflicts: list[tuple[int, int]]
    edited: int = 0


def one_each(rows: ExportRows, counted: np.ndarray, answered: np.ndarray, edits: bool = False) -> Deduplicated:
    """One row for each response among those `counted` (a mask): with most `answered` (a number a row), or the later.

    Two rows of one response in one file must be alike; in another file one of them may have been half finished.
    Where the tool `edits` answers under their old id, the later file counts.
    """
    told = counted & (rows.identity >= 0)
    order = np.flatnonzero(told)[np.argsort(rows.identity[told], kind="stable")]
    identity = rows.identity[order]
    new = np.ones(len(order), bool)
    new[1:] = identity[1:] != identity[:-1]
    group, starts = np.cumsum(new) - 1, np.flatnonzero(new)
    nth = np.arange(len(order)) - starts[group] if len(order) else order
    best, conflicts, edited = order[starts].copy(), [], 0
    for n in range(1, int(nth.max(initial=0)) + 1):
        here, later = group[nth == n], order[nth == n]
        wrong, changed = _conflicts(rows, best[here], later)
        if edits:
            wrong, edited = wrong & ~changed, edited + int(changed.sum())
        conflicts += zip(best[here][wrong].tolist(), later[wrong].tolist(), strict=True)
        if len(conflicts) > _ENOUGH:
            break
        better = (answered[later] >= answered[best[here]]) | (edits & changed)
        best[here[better]] = later[better]
    alone = np.flatnonzero(counted & (rows.identity < 0))
    first = np.concatenate([order[starts], alone])  # people stay in the order in which they were first met
    kept = np.concatenate([best, alone])[np.argsort(first, kind="stable")]
    return Deduplicated(kept, len(order) - len(starts), conflicts[:_ENOUGH], edited)


def _conflicts(rows: ExportRows, one: np.ndarray, two: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Which pairs of rows differ so that neither holds all that the other says, and which of them stand in two
    files.
    """
    alike, within, around = (np.ones(len(one), bool) for _ in range(3))
    for columns in rows.by_item().values():
        same = np.logical_and.reduce([column.codes[one] == column.codes[two] for column in columns])
        alike &= same
        within &= same | ~said(columns, one)
        around &= same | ~said(columns, two)
    same_file = rows.origin[one, 0] == rows.origin[two, 0]
    wrong = np.where(same_file, ~alike, ~(within | around))
    return wrong, wrong & ~same_file


def said(columns: list[Column], rows: np.ndarray | slice = slice(None)) -> np.ndarray:
    """Who said anything in any of an item's columns."""
    return np.logical_or.reduce([column.filled(rows) for column in columns])


def gone_since(rows: ExportRows, exports: list[Export]) -> list[str]:
    """A sentence for each file of which most stands in a later, longer one, on the people whom that one lacks: they
    count.
    """
    if len(exports) == 1:
        return []
    ids = [np.unique(rows.identity[(rows.origin[:, 0] == n) & (rows.identity >= 0)]) for n in range(len(exports))]
    notes = []
    for n, older in enumerate(ids):
        for m, newer in enumerate(ids):
            shared = len(np.intersect1d(older, newer)) if n != m and 0 < len(older) < len(newer) else 0
            if len(older) / 2 < shared < len(older):
                notes.append(f"{len(older) - shared} answers of {exports[n].name} are not in {exports[m].name}, "
                             f"which holds "
                             "the others. If they were deleted in the tool on purpose, take the older file away.")
    return notes


def handed_in_twice(rows: ExportRows, kept: np.ndarray) -> list[str]:
    """A sentence on people whose answers are all alike, at the same minute, under two ids: perhaps one who pressed
    twice.

    Said only of answers to many questions, in which two people are hardly ever alike; both count.
    """
    columns = [column for columns in rows.by_item().values() for column in columns]
    if rows.started is None or len(columns) < _MANY_QUESTIONS:
        return []
    minute = rows.started.with_texts(text[:_MINUTE] for text in rows.started.distinct())
    same = np.zeros(len(kept), np.uint64)
    for column in (minute, *columns):  # one number for all that a row says; 2 in 10**19 pairs share it by chance
        same = same * _PRIME + column.codes[kept].astype(np.uint64)
    number = len(same) - len(np.unique(same))
    if not number:
        return []
    return [f"{number} answers are the same as another, to the minute, under another id. Both count: perhaps "
            f"somebody pressed "
            "the button twice."]
