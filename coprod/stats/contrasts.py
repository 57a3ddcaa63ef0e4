"""Weighted sums of several waves' shares, such as a change or a slope: the range that holds whoever answers twice."""

from typing import NamedTuple

import numpy as np

from .arguments import counts_of, refuse
from .proportions import wilson_at

# A z no real survey reaches: the chance beyond it is smaller than a float can hold.
_BEYOND = 40.0
_HALVINGS = 56
_HAIR = 1e-14  # nearer to 0 than this is 0: the rest is the computer's, not the formula's


class Waves(NamedTuple):
    """Counts, answers and staff of waves (first axis) as float arrays of one shape; staff infinite where not known."""

    count: np.ndarray
    base: np.ndarray
    staff: np.ndarray

    @property
    def complete(self):
        """Where everybody answered."""
        return self.base == self.staff

    @property
    def blank(self):
        """Where a wave has no answer (without the wave axis)."""
        return (self.base == 0).any(axis=0)

    @property
    def share(self):
        """Shares of those who answered, 0 where nobody did."""
        return self.count / np.maximum(self.base, 1)


def waves_of(name, *waves):
    """Check (count, base, population) of each wave, and stack them; a population of None or NaN is not known.

    Raises ValueError on impossible counts, as `arguments.counts_of`.
    """
    stacked = []
    for count, base, population in waves:
        count, base, _ = counts_of(name, count, base)
        staff = np.asarray(np.nan if population is None else population, float)
        known = np.where(np.isnan(staff), base, staff)
        counts_of(name, count, base, known)
        stacked += np.broadcast_arrays(count, base, np.where(np.isnan(staff), np.inf, staff))
    arrays = np.broadcast_arrays(*stacked)
    return Waves(*(np.stack(arrays[part::3]) for part in range(3)))


def arms(share, inverse, half, z):
    """Give how far down and up the true share may lie from `share`: Wilson's limits, and half a person further.

    inverse: one over the effective base; half: half a person as a share. Never below 0 or above 1.
    """
    low, high = wilson_at(share, inverse, z)
    return np.minimum(share - low + half, share), np.minimum(high - share + half, 1 - share)


def precision(waves):
    """Give one over the effective base, (N - n)/(n (N - 1)), and half a person as a share; both 0 if all answered."""
    asked, known = np.maximum(waves.base, 1), np.isfinite(waves.staff)
    staff = np.where(known, waves.staff, asked + 1)
    inverse = np.where(known, (staff - waves.base) / (asked * np.maximum(staff - 1, 1)), 1 / asked)
    return inverse, np.where(known & ~waves.complete, 0.5 / np.maximum(staff, 1), 0.0)


def against(odds_1, odds_2):
    """Give the largest r for which two shares may be correlated by -r: min(sqrt(o1 o2), 1/sqrt(o1 o2)), else 0.

    From the odds of silence of two waves, (N - n)/n, or the odds of "no" of two shares of one wave, (n - x)/x.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        root = np.sqrt(odds_1) * np.sqrt(odds_2)
        bound = np.minimum(root, 1 / root)
    return np.where((root > 0) & np.isfinite(root), bound, 0.0)


def together(odds_1, odds_2, base_1, base_2):
    """Give the largest r for which two waves' shares may be correlated by +r: the same people answer, if they can.

    sqrt(min(o1, o2)/max(o1, o2)), and sqrt(min(n1, n2)/max(n1, n2)) where a number of staff is not known.
    """
    known = np.isfinite(odds_1) & np.isfinite(odds_2)
    one, two = np.where(known, odds_1, base_1), np.where(known, odds_2, base_2)
    most = np.maximum(one, two)
    return np.sqrt(np.minimum(one, two) / np.where(most > 0, most, 1))


def odds_of_silence(waves):
    """Give those who did not answer for each who did; infinite where the number of staff is not known."""
    return (waves.staff - waves.base) / np.maximum(waves.base, 1)


class Contrast:
    """Sum of `weights` (one a wave, adding up to 0) times the true shares, with ranges at any z.

    value: from the answers; least, most: what is certain, whatever those think who did not answer. Source: MOVER
    (Zou and Donner 2008) on Wilson's limits with the finite correction and half a person, for the least favourable
    correlation of every two waves: the same people answer where weights agree in sign, others where they do not.
    """

    def __init__(self, waves, weights, halves=True):
        odds, share = odds_of_silence(waves), waves.share
        self.weights, self.share = np.reshape(weights, (-1,) + (1,) * (share.ndim - 1)), share
        self.inverse, self.half = precision(waves)
        self.half = np.where(halves, self.half, 0.0)
        self.pairs = {(s, u): _pair(s, u, odds, waves.base, weights)
                      for u in range(len(weights)) for s in range(u)}
        self.value, self.blank = (self.weights * share).sum(axis=0), waves.blank
        answered = np.where(np.isfinite(waves.staff), waves.base / np.maximum(waves.staff, 1), 0.0)
        fewest, most = answered * share, answered * share + 1 - answered
        self.least = np.minimum(self._sum(fewest, most), self.value)
        self.most = np.maximum(self._sum(most, fewest), self.value)

    def range_at(self, z):
        """Give low and high at a z, a number or one for each contrast; clipped to what is certain."""
        down, up = arms(self.share, self.inverse, self.half, z)
        low, high = self.value - self._joined(down, up), self.value + self._joined(up, down)
        low = np.where(self.blank, self.least, np.clip(low, self.least, self.value))
        high = np.where(self.blank, self.most, np.clip(high, self.value, self.most))
        return touching(low), touching(high)

    def p_value(self):
        """Give the two-sided p-value: one less the level at which the range first touches 0; 1 if it always does."""

        def apart(z):
            low, high = self.range_at(z)
            return (low > 0) | (high < 0)

        return p_where(apart, self.value.shape)

    def _sum(self, up, down):
        return (self.weights * np.where(self.weights > 0, up, down)).sum(axis=0)

    def _joined(self, down, up):
        arm = np.abs(self.weights) * np.where(self.weights > 0, down, up)
        return np.sqrt((arm**2).sum(axis=0) + sum(2 * r * arm[s] * arm[u] for (s, u), r in self.pairs.items()))


def touching(end):
    """Give the end of a range, and 0 for one that only the computer's last digit keeps from 0."""
    return np.where(np.abs(end) < _HAIR, 0.0, end)


def p_where(apart, shape):
    """Give 2 Phi(-z) with the largest z at which `apart(z)` still holds, by bisection; 1 where it never does.

    apart: takes and gives arrays of this shape, and once false stays so for every larger z.
    """
    from scipy.special import ndtr

    below, above = np.zeros(shape), np.full(shape, _BEYOND)
    for _ in range(_HALVINGS):
        middle = (below + above) / 2
        holds = apart(middle)
        below, above = np.where(holds, middle, below), np.where(holds, above, middle)
    return np.where(below == 0, 1.0, 2 * ndtr(-below))


def slope_weights(times):
    """Give the weights of a straight line's slope, per unit of time: (t - mean)/sum((t - mean)^2).

    Raises ValueError unless three times or more, one a wave, rise.
    """
    times = np.asarray(times, float)
    refuse("trend", "three times or more, one a wave", times.ndim != 1 or len(times) < 3)
    refuse("trend", "times to be numbers, each later than the one before", ~(np.diff(times) > 0))
    distance = times - times.mean()
    return distance / (distance**2).sum()


def _pair(s, u, odds, base, weights):
    if weights[s] * weights[u] > 0:
        return together(odds[s], odds[u], base[s], base[u])
    return against(odds[s], odds[u])
