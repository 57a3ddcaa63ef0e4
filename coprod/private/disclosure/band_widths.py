"""How wide the ranges of a breakdown must be, worked out from sizes and all-staff counts alone.

Whether the ranges of a wave let somebody be found depends on its answers, so widening them only then would tell that they
did. The width is chosen before any group's answers are looked at: narrow enough to be of use, wide enough that the audit,
which looks at the answers and can only refuse, will hardly ever have to.
"""

from functools import cache

import numpy as np

from coprod.private.disclosure.bands import counts_in_band, parts_for

_LARGE = 1000  # answers from which each range holds 50 counts or more, so that the chance is under one in a hundred thousand
_MANY = 20  # with more groups the chance is under one in a hundred, for totals of 3 and more


def chance_of_refusal(bases: np.ndarray, total: int, most: int) -> float:
    """How likely ranges of `most` parts at the most would tell a group's count (0 to 1), one item of one breakdown.

    `bases`: answers in each group; `total`: positive answers in all. The ranges tell a count if the groups' counts lie so
    near the lower ends of their ranges, or the upper ends, that the total leaves one or none to spare (`audit.feasible`).
    The larger of two shares of all tables with this total: each table weighed alike, and each weighed as if answers had
    nothing to do with groups (hypergeometric). Both are sums of products, found by adding one group after the other.
    """
    if len(bases) > _MANY or bases.min() >= _LARGE or not 0 < total < bases.sum():
        return 0.0
    return max(_share_of_tables(bases, total, most, weigh) for weigh in (_alike, _at_random))


def _share_of_tables(bases: np.ndarray, total: int, most: int, weigh) -> float:
    near, rate = 0.0, total / bases.sum()
    for end in (0, 1):
        ways = [_start(total), np.zeros(total + 1)]  # by the sum so far: tables that spare nobody, tables that spare one
        for base in bases:
            sparing, weights = _sparing(int(base), most)[end], weigh(int(base), rate)
            none, one = (_added(ways[0], sparing[n], weights) for n in (0, 1))
            ways = [none, _added(ways[1], sparing[0], weights) + one]
        near += ways[0][total] + ways[1][total]
    return near / _all_tables(bases, total, weigh)


@cache
def _sparing(base: int, most: int) -> tuple[tuple[list[int], list[int]], tuple[list[int], list[int]]]:
    """For the lower and the upper ends of a group's bands, the counts at the end itself and one away from it."""
    counts = np.arange(base + 1)
    low, high = counts_in_band(counts, base, parts_for(base, most))
    return tuple(tuple(np.flatnonzero(spare == n).tolist() for n in (0, 1)) for spare in (counts - low, high - counts))


def _all_tables(bases: np.ndarray, total: int, weigh) -> float:
    if weigh is _at_random:
        return float(weigh(int(bases.sum()), total / bases.sum())[total])
    total = min(total, int(bases.sum()) - total)  # there are as many tables of the others; of small sums no digits are lost
    ways = _start(total)
    for base in bases:  # sums of base + 1 neighbours at a time
        sums = np.cumsum(ways)
        ways = (sums - np.concatenate([np.zeros(min(base + 1, total + 1)), sums[:max(total - base, 0)]])) / (base + 1)
    return ways[total]


def _start(total: int) -> np.ndarray:
    return np.concatenate([[1.0], np.zeros(total)])


def _added(ways: np.ndarray, counts: list[int], weights: np.ndarray) -> np.ndarray:
    """The ways to reach each sum when one more group has one of these counts."""
    made = np.zeros(len(ways))
    for count in counts:
        if count < len(ways):
            made[count:] += ways[:len(ways) - count] * weights[count]
    return made


def _alike(base: int, rate: float) -> np.ndarray:
    return np.full(base + 1, 1 / (base + 1))


def _at_random(base: int, rate: float) -> np.ndarray:
    """Binomial; given the sum of all groups it is the hypergeometric, whatever the rate."""
    logs = np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, base + 1)))])  # of factorials
    ways = logs[-1] - logs - logs[::-1]
    return np.exp(ways + np.arange(base + 1) * np.log(rate) + np.arange(base, -1, -1) * np.log1p(-rate))
