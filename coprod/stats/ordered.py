"""Ordered answers of two waves: does a random person now stand higher than one then?"""

from typing import NamedTuple

import numpy as np

from .arguments import critical_value, plain, refuse, whole_numbers
from .brunner_munzel import limits, permuted, placements, separated_p_value, statistic

# With fewer answers than this in a wave Student's t is not to be trusted, and all rearrangements are counted.
_FEW = 10
_HALVINGS = 60


class OrderedChange(NamedTuple):
    """theta = P(then < now) + half P(then = now), its likely range, and the two-sided p-value of theta = 1/2."""

    theta: float
    low: float
    high: float
    p: float


class CliffsDelta(NamedTuple):
    """2 theta - 1, from -1 to 1, and its likely range."""

    delta: float
    low: float
    high: float


def ordered_change(counts_1, counts_2, scale="logit", level=0.95):
    """Compare the ordered answers of baseline (1) and repeat (2): counts, lowest answer first on the last axis.

    Brunner and Munzel 2000, with Satterthwaite's degrees of freedom; scale "logit" keeps the range inside 0 to 1
    (Brunner, Bathke and Konietschke 2018, chapter 3), "identity" is their own. Where a wave has fewer than 10
    answers the same statistic is ranked among all rearrangements of the answers (Neubert and Brunner 2007).
    Waves that do not overlap at all get an exact p-value, and they and waves of one single answer a range after
    Newcombe 2006, method 5. Range and p-value agree: p < 1 - level where the range leaves out 1/2.
    A wave of one answer gives the range 0 to 1 and p 1; of none, a missing theta too.
    ValueError on impossible counts or another word for scale.
    """
    critical_value(level)
    if scale not in ("logit", "identity"):
        raise ValueError('scale is expected to be "logit" or "identity".')
    first, second = _pair("ordered_change", counts_1, counts_2)
    shape = first.shape[:-1]
    first, second = (counts.reshape(-1, counts.shape[-1]) for counts in (first, second))
    parts = placements(first, second)
    low, high, p = _by_t(parts, scale, level)
    enough = np.minimum(parts.n_1, parts.n_2)
    # Few comparisons come here, and each has its own set of rearrangements: the one loop of this module.
    for row in np.flatnonzero((enough > 1) & (enough < _FEW) & (parts.variance > 0)):
        p[row], times = permuted(first[row], second[row], scale, level)
        low[row], high[row] = limits(parts.theta[row], parts.variance[row], times, scale)
    flat = np.flatnonzero((enough > 1) & (parts.variance == 0))
    low[flat], high[flat], p[flat] = _without_spread(first[flat], second[flat], parts.theta[flat], level)
    return OrderedChange(*(plain(column.reshape(shape)) for column in (parts.theta, low, high, p)))


def cliffs_delta(counts_1, counts_2, level=0.95):
    """Give Cliff's delta = P(now higher) - P(now lower) with its range: counts, lowest answer first on the last axis.

    Unbiased variance, t with n1 + n2 - 2 degrees of freedom, asymmetric limits (Cliff 1996; Feng and Cliff 2004;
    as R effsize 0.8.1). Without overlap or spread the range is that of ordered_change. A wave without answers
    gives a missing delta and the range -1 to 1. ValueError on impossible counts.
    """
    from scipy.special import stdtrit

    first, second = _pair("cliffs_delta", counts_1, counts_2)
    theta, low, high, _ = (np.asarray(part) for part in ordered_change(first, second, level=level))
    n_1, n_2 = first.sum(axis=-1), second.sum(axis=-1)
    delta, variance = 2 * theta - 1, _variance_of_delta(first, second)
    usable = (n_1 > 1) & (n_2 > 1) & (variance > 0) & (np.abs(delta) < 1)
    d, v = np.where(usable, delta, 0.0), np.where(usable, variance, 1.0)
    t = stdtrit(np.where(usable, n_1 + n_2 - 2, 1), 0.5 + level / 2)
    half, below = t * np.sqrt(v * ((1 - d**2) ** 2 + t**2 * v)), 1 - d**2 + t**2 * v
    low = np.where(usable, (d - d**3 - half) / below, 2 * low - 1)
    high = np.where(usable, (d - d**3 + half) / below, 2 * high - 1)
    return CliffsDelta(plain(delta), plain(np.clip(low, -1, 1)), plain(np.clip(high, -1, 1)))


def _pair(name, counts_1, counts_2):
    first, second = whole_numbers(name, "counts", counts_1), whole_numbers(name, "counts", counts_2)
    for counts in (first, second):
        refuse(name, "two or more answers along the last axis", counts.ndim == 0 or counts.shape[-1] < 2)
    refuse(name, "the same answers in both waves", first.shape[-1] != second.shape[-1])
    return np.broadcast_arrays(first, second)


def _by_t(parts, scale, level):
    from scipy.special import stdtr, stdtrit

    usable = (np.minimum(parts.n_1, parts.n_2) > 1) & (parts.variance > 0)
    theta, variance = np.where(usable, parts.theta, 0.5), np.where(usable, parts.variance, 1.0)
    low, high = limits(theta, variance, stdtrit(parts.freedom, 0.5 + level / 2), scale)
    p = 2 * stdtr(parts.freedom, -np.abs(statistic(theta, variance, scale)))
    return np.where(usable, low, 0.0), np.where(usable, high, 1.0), np.where(usable, p, 1.0)


def _without_spread(first, second, theta, level):
    # Either no overlap at all (theta 0 or 1) or one and the same answer from everyone (theta 1/2).
    apart = theta != 0.5
    p = np.where(apart, separated_p_value(first, second), 1.0)
    n_1, n_2, z = first.sum(axis=-1), second.sum(axis=-1), critical_value(level)
    low, high = _newcombe(theta, n_1, n_2, z), 1 - _newcombe(1 - theta, n_1, n_2, z)
    sure, unsure = apart & (p < 1 - level), apart & (p >= 1 - level)
    low = np.where(sure & (theta == 1), np.maximum(low, np.nextafter(0.5, 1)), np.where(unsure, 0.0, low))
    high = np.where(sure & (theta == 0), np.minimum(high, np.nextafter(0.5, 0)), np.where(unsure, 1.0, high))
    return low, high, p


def _newcombe(theta, n_1, n_2, z):
    # The lower end t of {t : |theta - t| <= z sd(t)}, with Hanley and McNeil's variance and (n1 + n2) / 2 for either n.
    extra = (n_1 + n_2) / 2 - 1
    below, above = np.zeros_like(theta), theta.copy()
    for _ in range(_HALVINGS):
        t = (below + above) / 2
        variance = t * (1 - t) * (1 + extra * ((1 - t) / (2 - t) + t / (1 + t))) / (n_1 * n_2)
        out = (theta - t) ** 2 > z * z * variance
        below, above = np.where(out, t, below), np.where(out, above, t)
    return below


def _variance_of_delta(first, second):
    n_1, n_2 = first.sum(axis=-1), second.sum(axis=-1)
    sign = np.sign(np.subtract.outer(np.arange(first.shape[-1]), np.arange(first.shape[-1])))
    pairs = np.maximum(n_1 * n_2, 1)
    delta = (second * (first @ sign.T)).sum(axis=-1) / pairs
    rows = (first * ((second @ sign) / np.maximum(n_2, 1)[..., None] - delta[..., None]) ** 2).sum(axis=-1)
    columns = (second * ((first @ sign.T) / np.maximum(n_1, 1)[..., None] - delta[..., None]) ** 2).sum(axis=-1)
    untied = (second * (first @ np.abs(sign).T)).sum(axis=-1)
    whole = untied - pairs * delta**2
    unbiased = (n_2**2 * rows + n_1**2 * columns - whole) / np.maximum(pairs * (n_1 - 1) * (n_2 - 1), 1)
    return np.maximum(unbiased, (1 - delta**2) / np.maximum(pairs - 1, 1))
