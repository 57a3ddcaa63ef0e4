"""The audit of one breakdown: what a reader could work out of a group from bands, head counts and all-staff counts."""

import numpy as np


def feasible(low: np.ndarray, high: np.ndarray, total: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The counts each group can have, given its own limits and the sum of all groups.

    `low`, `high`: group × item, the smallest and largest count a group's band allows; `total`: one per item. With one
    partition the two bounds are exact: any value between them can be completed to the total.
    """
    lowest = np.maximum(low, total - (high.sum(axis=0) - high))
    highest = np.minimum(high, total - (low.sum(axis=0) - low))
    return lowest, highest


def too_narrow(low: np.ndarray, high: np.ndarray, bases: np.ndarray, answers: np.ndarray,
               positive: np.ndarray) -> np.ndarray:
    """Which items would let a reader pin down a group's answers (boolean, one per item).

    `low`, `high`: group × item, from the bands; `bases`: group × item, known to the reader; `answers`: item × answer,
    the all-staff counts as published; `positive`: item × answer, which answers make the share. Every count (group ×
    positive answers, group × single answer) must keep at least three possible values, or all it has if there are fewer.
    """
    return narrow(*feasible(low, high, (answers * positive).sum(axis=1)), bases, answers, positive)


def narrow(lowest: np.ndarray, highest: np.ndarray, bases: np.ndarray, answers: np.ndarray,
           positive: np.ndarray) -> np.ndarray:
    """As `too_narrow`, for counts of positive answers that can lie from `lowest` to `highest` (group × item)."""
    total = (answers * positive).sum(axis=1)
    found = (highest - lowest) < np.minimum(2, np.minimum(bases, total))
    for answer, is_positive in zip(answers.T, positive.T, strict=True):
        near = np.where(is_positive, lowest, bases - highest)
        far = np.where(is_positive, highest, bases - lowest)
        side = np.where(is_positive, total, answers.sum(axis=1) - total)
        least = np.maximum(0, near - (side - answer))
        most = np.minimum(far, answer)
        found |= (answer > 0) & ((most - least) < np.minimum(2, np.minimum(bases, answer)))
    return found.any(axis=0)
