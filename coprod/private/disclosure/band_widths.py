"""Band widths: the ranges in which a group's share is shown, and how wide they must be.

Whether the ranges of a wave let somebody be found depends on its answers, so widening them only then would tell that
they did. The width is chosen before any group's answers are looked at: narrow enough to be of use, wide enough that the
audit, which looks at the answers and can only refuse, will hardly ever have to.
"""

from functools import cache

import numpy as np

_PARTS = ((61, 20), (31, 10), (16, 5), (13, 4), (10, 3))  # smallest base: equal parts of 0 to 1
LEVELS = tuple(parts for _, parts in _PARTS)
_LARGE = 1000  # from here each range holds 50 counts or more: the chance is under one in a hundred thousand
_MANY = 20  # with more groups the chance is under one in a hundred, for totals of 3 and more


def parts_for(base: np.ndarray, most: int = 20) -> np.ndarray:
    """Into how many equal parts 0 to 1 is cut for a base (10 or more), `most` at the most.

    Inner parts can then hold at least three counts, the two at the ends at least four.
    """
    base = np.asarray(base)
    return np.minimum(np.select([base >= least for least, _ in _PARTS], LEVELS, 0), most)


def place_of(count: np.ndarray, base: np.ndarray, parts: np.ndarray) -> np.ndarray:
    """In which of the parts count / base lies, the lowest 0."""
    return np.minimum(np.asarray(count) * parts // base, parts - 1)


def band(count: np.ndarray, base: np.ndarray, parts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The two ends (shares, 0 to 1) of the part in which count / base lies."""
    place = place_of(count, base, parts)
    return place / parts, (place + 1) / parts


def counts_at(place: np.ndarray, base: np.ndarray, parts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The smallest and the largest count of a part."""
    return -(-place * base // parts), np.where(place == parts - 1, base, -(-(place + 1) * base // parts) - 1)


def counts_in_band(count: np.ndarray, base: np.ndarray, parts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The smallest and the largest count that would be shown in the same band as `count`."""
    return counts_at(place_of(count, base, parts), base, parts)


def chance_of_refusal(bases: np.ndarray, total: int, most: int) -> float:
    """How likely ranges of `most` parts at the most would tell a group's count (0 to 1), one item of one breakdown.

    `bases`: answers in each group; `total`: positive answers in all. The ranges tell a count if the groups' counts lie
    so near the lower ends of their ranges, or the upper ends, that the total leaves one or none to spare
    (`audit.feasible`). The larger of two shares of all tables with this total: each table weighed alike, and each
    weighed as if answers had nothing to do with groups (hypergeometric). Both are sums of products, found by adding one
    group after the other.
    """
    if len(bases) > _MANY or bases.min() >= _LARGE or not 0 < total < bases.sum():
        return 0.0
    return max(_share_of_tables(bases, total, most, weigh) for weigh in (_alike, _at_random))


def _share_of_tables(bases: np.ndarray, total: int, most: int, weigh) -> float:
    near, rate = 0.0, total / bases.sum()
    for end in (0, 1):
        none, one = np.eye(1, total + 1)[0], np.zeros(total + 1)  # by the sum so far: tables that spare nobody, and one
        for base in bases:
            at_end, next_to_it = _sparing(int(base), most)[end]
            weights = weigh(int(base), rate)
            one = _added(one, at_end, weights) + _added(none, next_to_it, weights)
            none = _added(none, at_end, weights)
        near += none[total] + one[total]
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
    total = min(total, int(bases.sum()) - total)  # as many tables as of the others; of small sums no digits are lost
    ways = np.eye(1, total + 1)[0]
    for base in bases:  # sums of base + 1 neighbours at a time
        sums = np.cumsum(ways)
        ways = (sums - np.concatenate([np.zeros(min(base + 1, total + 1)), sums[:max(total - base, 0)]])) / (base + 1)
    return ways[total]


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
