"""One wave: the likely range of a share, and what those who did not answer could change."""

import numpy as np

from .arguments import counts_of, critical_value, fractions_of, plain

EXACT_UP_TO = 500
# Above EXACT_UP_TO people the exact range is still used where fewer than this many did not answer:
# there the Wilson range with the finite correction covers the truth as seldom as 8 times in 10.
NEARLY_ALL = 100
_ROWS = 512
# Two tails that are equal on paper may differ by rounding; a tail this close to the limit counts as equal to it.
_TIE = 1e-11


def likely_range(count, base, population=None, level=0.95):
    """Give the likely range (low, high) of a share, 0 to 1, from counts and bases.

    population: eligible people. Up to 500 of them, or where fewer than 100 of more did not answer, the exact
    hypergeometric range (Cochran 1977, section 3.6; Wright 1991); above, Wilson (1927) with the finite
    correction n(N-1)/(N-n) for n; without a population, plain Wilson. Base 0 gives 0 to 1; where everyone
    answered, low and high are the share itself. The share always lies inside.
    Raises ValueError on impossible counts.
    """
    count, base, population = counts_of("likely_range", count, base, population)
    low, high = wilson_at(count / np.maximum(base, 1), inverse_base(base, population), critical_value(level))
    low, high = np.where(base > 0, low, 0.0), np.where(base > 0, high, 1.0)
    if population is None:
        return plain(low), plain(high)
    exact = (base > 0) & is_exact(base, population)
    if exact.any():
        x, n, people = count[exact], base[exact], population[exact]
        fewest, most = _exact_range(x, n, people, 1 - level)
        # A share of the answers need not be a whole number of people, so it is let in.
        low[exact], high[exact] = np.minimum(fewest / people, x / n), np.maximum(most / people, x / n)
    return plain(low), plain(high)


def effective_base(base, population=None):
    """Give the number of answers that would tell as much in an endless population: n(N-1)/(N-n).

    Infinite where everyone answered; the base itself without a population. Source: Cochran 1977, section 2.6.
    """
    _, base, population = counts_of("effective_base", 0, base, population)
    with np.errstate(divide="ignore"):
        return plain(np.where(base == 0, 0.0, 1 / inverse_base(base, population)))


def nonresponse_bounds(share, response_rate):
    """Give the lowest and highest share (0-1) of all staff, whatever those who did not answer think.

    share of those who answered and response rate, both 0-1: f p and f p + 1 - f. Source: Manski 1989;
    Cochran 1977, section 13.2.
    """
    share = fractions_of("nonresponse_bounds", "share", share)
    rate = fractions_of("nonresponse_bounds", "response rate", response_rate)
    return plain(rate * share), plain(np.minimum(rate * share + (1 - rate), 1.0))


def is_exact(base, population):
    """Say where `likely_range` counts exactly: up to 500 eligible people, or fewer than 100 of them silent."""
    return (population <= EXACT_UP_TO) | (population - base < NEARLY_ALL)


def inverse_base(base, population=None):
    """Give one over the effective base, without checks: 0 where everyone answered, 1 where nobody did."""
    asked = np.maximum(base, 1)
    if population is None:
        return 1 / asked
    return np.where(base < population, (population - base) / (asked * np.maximum(population - 1, 1)), 0.0)


def wilson_at(share, one_over_n, z):
    """Give Wilson's (1927) score range of a share (0-1) at a given z, without checks.

    one_over_n: one over the (effective) number of answers, so that 0, everyone, gives the share itself.
    """
    v = z * z * one_over_n
    centre = (share + v / 2) / (1 + v)
    half = np.sqrt(share * (1 - share) * v + v * v / 4) / (1 + v)
    low = np.minimum(np.clip(centre - half, 0, 1), share)
    return low, np.maximum(np.clip(centre + half, 0, 1), share)


def _exact_range(count, base, population, alpha):
    """Give the fewest and the most people of the population who may hold the answer (one-dimensional arrays).

    fewest = min{M : P(X >= x | M, N, n) > alpha/2}, most = max{M : P(X <= x | M, N, n) > alpha/2}.
    Source: Cochran, Sampling Techniques, 3rd ed., section 3.6; Wright 1991.
    By symmetry the most is the population less the fewest who do not hold the answer.
    """
    missing = population - base
    yes, no = count.astype(np.int64), (base - count).astype(np.int64)
    rest, size = missing.astype(np.int64), int(base.max(initial=0)) + 1
    both = np.concatenate([(rest * size + yes + no) * size + yes, (rest * size + yes + no) * size + no])
    key, place = np.unique(both, return_inverse=True)
    fewest = np.empty(len(key))
    for start in range(0, len(key), _ROWS):
        part = slice(start, start + _ROWS)
        head, x = np.divmod(key[part], size)
        r, n = np.divmod(head, size)
        fewest[part] = _fewest(x, n, r, alpha / 2)
    fewest_yes, fewest_no = fewest[place].reshape(2, -1)
    return fewest_yes, population - fewest_no


def _fewest(x, n, r, tail):
    # P(X >= x | M) summed over M: the x-th holder of the answer among those asked stands at place k of the
    # population with weight C(k-1, x-1) C(N-k, n-x), and k runs only from x to x + r, r being those who did
    # not answer. Ratios of neighbouring weights need no factorials, so no population is too large.
    x, n, r = (values[:, None].astype(float) for values in (x, n, r))
    j = np.arange(r.max())
    left = np.clip(r - j, 0, None)
    with np.errstate(divide="ignore"):
        steps = np.log((x + j) * left / ((j + 1) * np.maximum(left + n - x, 1)))
    weights = np.concatenate([np.zeros_like(x), np.cumsum(steps, axis=1)], axis=1)
    weights = np.exp(weights - weights.max(axis=1, keepdims=True))
    reached = np.cumsum(weights, axis=1)
    above = reached > (tail + _TIE) * reached[:, -1:]
    return np.where(x[:, 0] == 0, 0, x[:, 0] + above.argmax(axis=1))
