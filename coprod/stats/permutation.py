"""Ordered answers of few people: the statistic among all ways to share the answers out between the waves."""

import math

import numpy as np

from .placements import placements, statistic

# More rearrangements than this (few answers spread over many steps) are drawn by chance, always the same ones.
_COUNT_UP_TO = 200_000
_DRAWS = 20_000
_SEED = 2016
_EQUAL = 1e-9


def permuted(first, second, scale, level):
    """Give the p-value of two waves' counts (one-dimensional) and how many standard errors their range takes.

    Every rearrangement of the pooled answers weighs as often as it can happen (studentised permutation test,
    Neubert and Brunner 2007). The number of standard errors is the largest statistic that is still no
    surprise at the level, so p-value and range agree; it is infinite where the answers are too few to tell.
    """
    pooled = first + second
    first, second, pooled = first[pooled > 0], second[pooled > 0], pooled[pooled > 0]
    swap = first.sum() > second.sum()
    tables, weights = _tables(pooled, second if swap else first)
    others = pooled - tables
    parts = placements(others, tables) if swap else placements(tables, others)
    sizes = np.abs(statistic(parts.theta, parts.variance, scale))
    own = placements(first[None], second[None])
    observed = abs(statistic(own.theta, own.variance, scale)[0])
    p_value = weights[sizes >= observed - _EQUAL * (1 + min(observed, 1e6))].sum()
    return min(p_value, 1.0), _critical(sizes, weights, 1 - level)


def separated_p_value(first, second):
    """Give the exact two-sided p-value of waves that do not overlap (rows x answers): the few ways to be as far apart.

    Each way is one of C(n1 + n2, n1) equally likely ones; the mirrored way is possible only where the answers allow it.
    """
    from scipy.special import gammaln

    pooled = np.cumsum(first + second, axis=-1)
    n_1, n_2 = first.sum(axis=-1), second.sum(axis=-1)
    ways = (pooled == n_1[:, None]).any(axis=-1) * 1 + (pooled == n_2[:, None]).any(axis=-1)
    log_all = gammaln(n_1 + n_2 + 1) - gammaln(n_1 + 1) - gammaln(n_2 + 1)
    return np.minimum(ways * np.exp(-log_all), 1.0)


def _critical(sizes, weights, alpha):
    order = np.argsort(-sizes)
    sizes, reached = sizes[order], np.cumsum(weights[order])
    # Statistics equal on paper must be passed together, whatever their last digit.
    following = np.append(sizes[1:], -1.0)
    last = following < sizes - _EQUAL * (1 + np.minimum(sizes, 1e6))
    return sizes[last][np.argmax(reached[last] >= alpha - 1e-12)] * (1 + _EQUAL)


def _tables(pooled, observed):
    size, steps = int(observed.sum()), len(pooled)
    if math.comb(size + steps - 1, steps - 1) <= _COUNT_UP_TO:
        return _all_tables(pooled, size)
    draw = np.random.default_rng(_SEED).multivariate_hypergeometric(
        pooled.astype(np.int64), size, size=_DRAWS, method="marginals"
    )
    tables = np.vstack([observed, draw]).astype(float)
    return tables, np.full(len(tables), 1 / len(tables))


def _all_tables(pooled, size):
    # Every way to take `size` people out of the pooled answers, step by step, with how often it happens.
    from scipy.special import gammaln

    tables, left, logs = np.zeros((1, 0)), np.array([float(size)]), np.zeros(1)
    after = pooled.sum() - np.cumsum(pooled)
    for step, here in enumerate(pooled):
        least, most = np.maximum(left - after[step], 0), np.minimum(left, here)
        times = (most - least + 1).astype(int)
        taken = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times) + np.repeat(least, times)
        tables = np.column_stack([np.repeat(tables, times, axis=0), taken])
        left = np.repeat(left, times) - taken
        logs = np.repeat(logs, times) + gammaln(here + 1) - gammaln(taken + 1) - gammaln(here - taken + 1)
    weights = np.exp(logs - logs.max())
    return tables, weights / weights.sum()
