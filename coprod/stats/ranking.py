"""Which of several shares of one wave are surely the largest, counting those that may not be shown."""

from typing import NamedTuple

import numpy as np

from .arguments import counts_of, plain, refuse
from .contrasts import Waves, against, arms, p_where, precision

SURELY = 0.05

_CELLS = 2000  # of an endless population, whose shares are told apart by a twentieth of a point


class Largest(NamedTuple):
    """Which rows are named as the largest, whether surely so, and what hidden rows may change; masks are boolean."""

    named: np.ndarray
    doubt: float
    surely: bool
    may_be_larger: np.ndarray
    at_least_as_large: np.ndarray


def largest(count, base, population=None, top=3, withheld=None, most=None, smallest=None):
    """Name the `top` largest of several shares of one wave, and say whether they surely are.

    count, base: one-dimensional, one a row; population: eligible people, one number, or None (not known, or put to some
    only). withheld: rows that may not be named, with what can be worked out of them (`joint_bounds`): count is their
    fewest, base their largest base, most and smallest (base) the other ends; ends of rows shown are their own. named:
    rows shown with a share as large as that at place `top`; at a tie for it all of them, so there may be more. surely:
    `rank_doubt` up to 0.05, and one more row than `top` and than named. may_be_larger, at_least_as_large: withheld rows
    whose most, or fewest, reaches the last one named. ValueError on impossible counts.
    """
    count, base, most, smallest = _rows("largest", count, base, most, smallest)
    hidden = np.zeros(count.shape, bool) if withheld is None else np.asarray(withheld, bool)
    share, ceiling = _share(count, base, 0.0), _share(most, smallest, 1.0)
    shown = np.sort(share[~hidden])[::-1]
    last = shown[min(top, len(shown)) - 1] if len(shown) else np.inf
    named = ~hidden & (share >= last)
    doubt = rank_doubt(named, count, base, population, most, smallest)
    surely = bool(doubt <= SURELY and named.any() and len(count) > max(top, named.sum()))
    return Largest(named, doubt, surely, hidden & (ceiling >= last), hidden & (share >= last))


def rank_doubt(inside, count, base, population=None, most=None, smallest=None):
    """Give the doubt (0 to 1) that the rows `inside` are the largest: up to 0.05 they surely are.

    Sum over all pairs of one row inside and one outside of the two-sided p-value that their true shares are in the
    other order, at most 1; a share outside as large as one inside gives 1. Two-sided, for the answers chose the rows.
    It holds whatever one answer has to do with another: Cov >= -min(P Q, (1-P)(1-Q)). A withheld row stands at its
    most outside, and at its fewest inside. Arguments as in `largest`; inside: one True or False a row.
    """
    count, base, most, smallest = _rows("rank_doubt", count, base, most, smallest)
    inside = np.asarray(inside, bool)
    refuse("rank_doubt", "one True or False for each row", inside.shape != count.shape)
    staff = np.inf if population is None else population
    rows = (count[inside, None], base[inside, None], 0.0), (most[~inside], smallest[~inside], 1.0)
    refuse("rank_doubt", "base to be no larger than population", np.append(base, smallest) > staff)
    share = [_share(*row) for row in rows]
    parts = [precision(Waves(x, n, np.full(n.shape, float(staff)))) for x, n, _ in rows]
    with np.errstate(divide="ignore", invalid="ignore"):
        r = against(*((n - x) / x for x, n, _ in rows))

    def apart(z):
        down, up = arms(share[0], *parts[0], z)[0], arms(share[1], *parts[1], z)[1]
        return share[0] - share[1] > np.sqrt(down**2 + up**2 + 2 * r * down * up)

    return float(min(p_where(apart, r.shape).sum(), 1.0))


def joint_bounds(count_1, base_1, count_2, base_2, answers):
    """Give the fewest and most who say both of two things, and the smallest and largest number asked both.

    From the counts and bases of each, and all who answered: the count from max(0, k + u - n) to min(k, u), the base
    likewise. Arrays of one shape; ValueError on impossible counts. Source: Frechet 1951.
    """
    count_1, base_1, answers = counts_of("joint_bounds", count_1, base_1, answers)
    count_2, base_2, answers = counts_of("joint_bounds", count_2, base_2, answers)
    ends = [(np.maximum(one + two - answers, 0), np.minimum(one, two))
            for one, two in ((count_1, count_2), (base_1, base_2))]
    return tuple(plain(end) for pair in ends for end in pair)


def clear_of_all(low, high):
    """Say which of several ranges (along the last axis) lie wholly above all others, and which wholly below: two masks.

    Ranges that touch are not clear of each other, and a single one is neither. Nothing else is highest or lowest.
    """
    low, high = np.broadcast_arrays(np.asarray(low, float), np.asarray(high, float))
    if low.shape[-1] < 2:
        return np.zeros(low.shape, bool), np.zeros(low.shape, bool)
    second_high, second_low = np.sort(high, axis=-1)[..., -2:-1], np.sort(low, axis=-1)[..., 1:2]
    top, bottom = high.argmax(axis=-1)[..., None], low.argmin(axis=-1)[..., None]
    place = np.arange(low.shape[-1])
    return (place == top) & (low > second_high), (place == bottom) & (high < second_low)


def chance_in_top(count, base, population=None, top=3, most=None, smallest=None):
    """Give for each of several shares the least chance (0-1) that fewer than `top` of the others are truly larger.

    count and base: one-dimensional; population: eligible people, one number, or None where it is not known. Each true
    share follows what its answers leave open, with every number of people equally likely before: M = x +
    BetaBinomial(N - n, x + 1, n - x + 1), which is the hypergeometric likelihood made a distribution;
    Beta(x + 1, n - x + 1) without a population. The shares are taken as independent. Worked out exactly, by counting
    the larger ones (Poisson binomial), so nothing is drawn. Shares that are equal are both in. Withheld rows, as in
    `largest`, stand at their most against others, and at their fewest themselves. ValueError on impossible counts.
    A chance to print beside a row; whether rows are surely the largest is for `largest` to say.
    """
    count, base, population = counts_of("chance_in_top", count, base, population)
    people = None if population is None else int(population.max(initial=0))
    count, base, most, smallest = _rows("chance_in_top", count, base, most, smallest)
    chances, above = (_chances(x, n, people) for x, n in ((count, base), (most, smallest)))
    above = 1 - np.cumsum(above, axis=1)  # that a share is larger than each value
    return np.array([_fewer_than(top, np.delete(above, n, axis=0)) @ chances[n] for n in range(len(count))]).clip(0, 1)


def _rows(name, count, base, most, smallest):
    """Both ends of each row as float arrays: those given, or for rows shown the count and base itself."""
    count, base, _ = counts_of(name, count, base)
    refuse(name, "counts one-dimensional, one a row", count.ndim != 1)
    most = count if most is None else np.broadcast_to(np.asarray(most, float), count.shape)
    smallest = base if smallest is None else np.broadcast_to(np.asarray(smallest, float), count.shape)
    refuse(name, "most and smallest base on the far side of count and base", (most < count) | (smallest > base))
    return count, base, most, np.maximum(smallest, most)


def _share(count, base, otherwise):
    return np.where(base > 0, count / np.maximum(base, 1), otherwise)


def _chances(count, base, people):
    likelihood = _of_endless(count, base) if people is None else _of_people(count, base, people)
    return likelihood / likelihood.sum(axis=1, keepdims=True)


def _of_people(count, base, population):
    """Share × number of people who may hold the answer, 0 to population: how likely."""
    from scipy.special import betaln, gammaln

    x, n, people = count[:, None], base[:, None], np.arange(population + 1.0)
    rest, more = population - n, people - x
    inside = (more >= 0) & (more <= rest)
    more = np.where(inside, more, 0)
    log = (gammaln(rest + 1) - gammaln(more + 1) - gammaln(rest - more + 1)
           + betaln(x + more + 1, n - x + rest - more + 1) - betaln(x + 1, n - x + 1))
    return np.where(inside, np.exp(log), 0)


def _of_endless(count, base):
    from scipy.special import betainc

    edges = np.linspace(0, 1, _CELLS + 1)
    return np.diff(betainc(count[:, None] + 1, (base - count)[:, None] + 1, edges), axis=1)


def _fewer_than(top, above):
    """For each value the chance that fewer than `top` of the others lie above it; above: other × value."""
    exactly = np.zeros((top, above.shape[1]))
    exactly[:1] = 1
    for chance in above:
        more = np.vstack([np.zeros_like(exactly[:1]), exactly[:-1]])
        exactly = exactly * (1 - chance) + more * chance
    return exactly.sum(axis=0)
