"""Brunner and Munzel's statistic of two waves' ordered answers, and its rank among all rearrangements of few."""

import math
from typing import NamedTuple

import numpy as np

# More rearrangements than this (few answers spread over many steps) are drawn by chance, always the same ones.
_COUNT_UP_TO = 200_000
_DRAWS = 20_000
_SEED = 2016
_EQUAL = 1e-9


class Placements(NamedTuple):
    """One number a comparison: the answers of each wave, theta, its variance, and the degrees of freedom."""

    n_1: np.ndarray
    n_2: np.ndarray
    theta: np.ndarray
    variance: np.ndarray
    freedom: np.ndarray


def placements(first, second):
    """Give the parts from two count arrays (rows x answers, lowest answer first), as in Brunner and Munzel 2000.

    No answer in a wave: theta missing. One answer: variance as if the other wave alone varied.
    """
    n_1, n_2 = first.sum(axis=-1), second.sum(axis=-1)
    # Twice the number of the other wave below each answer, those level with it counted half: whole numbers,
    # so that waves without overlap or without spread come out as exactly that.
    under_1, under_2 = 2 * np.cumsum(first, axis=-1) - first, 2 * np.cumsum(second, axis=-1) - second
    pairs = np.maximum(2 * n_1 * n_2, 1)
    theta = np.where(n_1 * n_2 > 0, (second * under_1).sum(axis=-1) / pairs, np.nan)
    part_1, part_2 = _part(first, under_2, n_1) / pairs**2, _part(second, under_1, n_2) / pairs**2
    below = part_1**2 / np.maximum(n_1 - 1, 1) + part_2**2 / np.maximum(n_2 - 1, 1)
    freedom = np.where(below > 0, (part_1 + part_2) ** 2 / np.where(below > 0, below, 1), 1.0)
    return Placements(n_1, n_2, theta, part_1 + part_2, freedom)


def statistic(theta, variance, scale):
    """Give the studentised distance of theta from 1/2 on a scale; infinite for waves that do not overlap at all."""
    gap, inside, spread = theta - 0.5, (theta > 0) & (theta < 1), variance > 0
    if scale == "logit":
        theta = np.where(inside, theta, 0.5)
        gap = np.where(inside, np.log(theta / (1 - theta)) * theta * (1 - theta), gap)
    without = np.where(gap == 0, 0.0, np.copysign(np.inf, gap))
    return np.where(spread, gap / np.sqrt(np.where(spread, variance, 1)), without)


def limits(theta, variance, times, scale):
    """Give the range of theta, `times` standard errors either way on a scale, never outside 0 to 1."""
    error = np.sqrt(variance)
    if scale == "identity":
        return np.clip(theta - times * error, 0, 1), np.clip(theta + times * error, 0, 1)
    odds, reach = theta / (1 - theta), times * error / (theta * (1 - theta))
    # Written with the smaller power, so that a range over everything overflows nowhere.
    shrink = np.exp(-reach)
    return odds * shrink / (1 + odds * shrink), odds / (odds + shrink)


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


def _part(counts, under, n):
    # Sum of c (a n - sum(c a))^2 / (n^2 (n - 1)), times n^2 for the division by (2 n1 n2)^2 that follows,
    # and over n: the variance of the mean placement.
    distance = under * n[..., None] - (counts * under).sum(axis=-1, keepdims=True)
    return (counts * distance**2).sum(axis=-1) / np.maximum(n * (n - 1), 1)


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
