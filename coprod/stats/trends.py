"""Three anonymous waves or more: the straight trend of a share, in a range that holds whoever answered twice."""

from typing import NamedTuple

import numpy as np

from .arguments import critical_value, plain, refuse
from .contrasts import Contrast, slope_weights, waves_of


class Trend(NamedTuple):
    """Slope of the straight line through the shares, per unit of time, and its likely range."""

    slope: float
    low: float
    high: float


def trend(count, base, population, times, level=0.95):
    """Give the straight trend of a share over three waves or more, with its likely range.

    count, base, population: one entry a wave, in the order of times (numbers, or arrays of one shape, such as one
    a question); population None, or None or NaN for a wave: not known. The slope is the sum of w p with
    w = (t - mean)/sum((t - mean)^2), in shares per unit of times; three evenly spaced waves: half the change from
    first to last. Arms as in `change`; waves on different sides of the middle are taken as answered by different people
    as far as possible, waves on one side by the same ones: independent ranges would be too narrow from four waves on.
    Clipped to what is certain. A wave without answers: slope missing. It holds under the conditions of `change`.
    ValueError on impossible counts or times. Source: as for `change`; all bounds on correlations are reached at once.
    """
    contrast = _contrast(count, base, population, times)
    low, high = contrast.range_at(critical_value(level))
    slope = np.where(contrast.blank, np.nan, contrast.value)
    # The last digit of the machine must not put a slope beside a range that is a point.
    return Trend(plain(slope), plain(np.fmin(low, slope)), plain(np.fmax(high, slope)))


def trend_p_value(count, base, population, times):
    """Give the two-sided p-value of a trend: one less the level at which its range first touches 0; as `trend`.

    Several trends told together are one family: adjust them by `holm`. A wave without answers gives 1.
    """
    contrast = _contrast(count, base, population, times)
    return plain(np.where(contrast.blank, 1.0, contrast.p_value()))


def _contrast(count, base, population, times):
    weights = slope_weights(times)
    population = [None] * len(weights) if population is None else population
    uneven = any(len(part) != len(weights) for part in (count, base, population))
    refuse("trend", "counts, bases and populations for each of the times", uneven)
    return Contrast(waves_of("trend", *zip(count, base, population, strict=True)), weights)
