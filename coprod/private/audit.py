"""What a reader could work out about a group from its band, the head counts and the all-staff counts."""

import numpy as np


def feasible(low: np.ndarray, high: np.ndarray, total: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The counts each group can have, given its own limits and the sum of all groups.

    `low`, `high`: group × item, the smallest and largest count a group's band allows; `total`: one per item. With one
    partition the two bounds are exact: any value between them can be completed to the total.
    """
    lowest = np.maximum(low, total - (high.sum(axis=0) - high))
    highest = np.minimum(high, total - (low.sum(axis=0) - low))
    return lowest, highest


def feasible_given(low: np.ndarray, high: np.ndarray, total: int, figures: list[tuple[np.ndarray, float]], near: float):
    """The counts each group can have, one item, where weighted sums of the groups' counts are published as well.

    `figures`: weights (one a group) and the published sum, each true to within `near`. Whole numbers only, so the bounds are
    those of a reader who tries every table (scipy `milp`; Land and Doig 1960). Where the sums leave no value between the two
    bounds, the group has two possible counts only, and the upper bound is given as the lower one plus 1.
    """
    from scipy.optimize import LinearConstraint

    rules = [LinearConstraint(np.ones(len(low)), total, total)]
    rules += [LinearConstraint(weights, shown - near - 1e-9, shown + near + 1e-9) for weights, shown in figures]
    lowest, highest = (np.array([_end(group, sign, low, high, rules) for group in range(len(low))]) for sign in (1, -1))
    for group in np.flatnonzero(highest - lowest >= 2):
        inside = low.copy(), high.copy()
        inside[0][group], inside[1][group] = lowest[group] + 1, highest[group] - 1
        if _end(group, 1, *inside, rules) is None:
            highest[group] = lowest[group] + 1
    return lowest, highest


def _end(group: int, sign: int, low: np.ndarray, high: np.ndarray, rules: list) -> int | None:
    """The smallest (sign 1) or largest (-1) count of a group under the rules; None if there is no table at all."""
    from scipy.optimize import Bounds, milp

    aim = np.zeros(len(low))
    aim[group] = sign
    found = milp(aim, constraints=rules, bounds=Bounds(low, high), integrality=np.ones(len(low)))
    return round(sign * found.fun) if found.success else None


def pinned(rules: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Which of the whole numbers `counts` a reader knows to within one, who knows `rules @ counts` (boolean, one a count)."""
    from scipy.optimize import LinearConstraint

    known = [LinearConstraint(rules, rules @ counts, rules @ counts)]
    low, high = np.zeros(len(counts)), np.full(len(counts), counts.sum())
    ends = [[_end(n, sign, low, high, known) for n in range(len(counts))] for sign in (1, -1)]
    return np.array(ends[1]) - np.array(ends[0]) < 2


def too_narrow(low: np.ndarray, high: np.ndarray, bases: np.ndarray, answers: np.ndarray, positive: np.ndarray) -> np.ndarray:
    """Which items would let a reader pin down a group's answers (boolean, one per item).

    `low`, `high`: group × item, from the bands; `bases`: group × item, known to the reader; `answers`: item × answer, the
    all-staff counts as published; `positive`: item × answer, which answers make the share. Every count (group × positive
    answers, group × single answer) must keep at least three possible values, or all it has if there are fewer.
    """
    return narrow(*feasible(low, high, (answers * positive).sum(axis=1)), bases, answers, positive)


def narrow(lowest: np.ndarray, highest: np.ndarray, bases: np.ndarray, answers: np.ndarray, positive: np.ndarray) -> np.ndarray:
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
