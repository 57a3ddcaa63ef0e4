"""Two anonymous waves: how much a share changed, how sure that is, and what could have been seen at all."""

from typing import NamedTuple

import numpy as np

from .arguments import counts_of, critical_value, fractions_of, plain, refuse
from .proportions import inverse_base, wilson_at

# A z no real survey reaches: the chance beyond it is smaller than a float can hold.
_BEYOND = 40.0
_HALVINGS = 64


class Change(NamedTuple):
    """Repeat minus baseline, and its likely range; shares, so from -1 to 1."""

    change: float
    low: float
    high: float


def change(count_1, base_1, count_2, base_2, population_1=None, population_2=None, level=0.95):
    """Give the change of a share from baseline (1) to repeat (2) with its likely range.

    Newcombe's hybrid score range (Newcombe 1998b, method 10; MOVER on Wilson limits). Without populations it is
    the safe range: people who answer twice cannot be linked, and for any overlap and any correlation from 0 to 1
    Var(D) <= S1^2/n1 + S2^2/n2 (Kish 1965, section 12.4; Tam 1984). With populations it is the sharp range:
    n(N-1)/(N-n) stands for n, and a wave that everyone answered adds nothing to the range.
    A wave without answers gives a missing change and the range -1 to 1. ValueError on impossible counts.
    """
    waves = _waves("change", count_1, base_1, count_2, base_2, population_1, population_2)
    (share_1, *_), (share_2, *_), known = waves
    low, high = _mover(waves, critical_value(level))
    difference = np.where(known, share_2 - share_1, np.nan)
    return Change(plain(difference), plain(np.where(known, low, -1.0)), plain(np.where(known, high, 1.0)))


def change_p_value(count_1, base_1, count_2, base_2, population_1=None, population_2=None):
    """Give the two-sided p-value of a change: one less the level at which its Newcombe range just touches no change.

    So `p < 1 - level` says the same as "the range of `change` at that level leaves out 0", at every level.
    A wave without answers gives 1. Two waves that everyone answered give 0, or 1 where the shares are equal.
    """
    from scipy.special import ndtr

    waves = _waves("change_p_value", count_1, base_1, count_2, base_2, population_1, population_2)
    (share_1, *_), (share_2, *_), known = waves
    rise = share_2 > share_1
    below, above = np.zeros(rise.shape), np.full(rise.shape, _BEYOND)
    for _ in range(_HALVINGS):
        middle = (below + above) / 2
        low, high = _mover(waves, middle)
        apart = np.where(rise, low > 0, high < 0)
        below, above = np.where(apart, middle, below), np.where(apart, above, middle)
    p_value = np.where(below == 0, 1.0, 2 * ndtr(-below))
    return plain(np.where(known & (share_1 != share_2), p_value, 1.0))


def detectable_change(base_1, population_1, base_2, population_2, share=0.5, power=0.8, level=0.95):
    """Give the smallest change that is seen with the wished-for power: (safe, sharp), as shares.

    (z_level + z_power) sqrt(share (1 - share) (1/n1 + 1/n2)), with n(N-1)/(N-n) for n in the sharp one
    (Fleiss, Levin and Paik 2003, section 4.2, with the spread of the expected share in both waves).
    120 of 200 in each wave: 0.181 and 0.115. Never above 1, which is also what a wave without answers gives.
    """
    _, base_1, population_1 = counts_of("detectable_change", 0, base_1, population_1)
    _, base_2, population_2 = counts_of("detectable_change", 0, base_2, population_2)
    share = fractions_of("detectable_change", "share", share)
    reach = critical_value(level) + critical_value(2 * power - 1)
    known = (base_1 > 0) & (base_2 > 0)
    safe = inverse_base(base_1) + inverse_base(base_2)
    sharp = inverse_base(base_1, population_1) + inverse_base(base_2, population_2)
    sizes = (np.minimum(reach * np.sqrt(share * (1 - share) * v), 1) for v in (safe, sharp))
    return tuple(plain(np.where(known, size, 1.0)) for size in sizes)


def tipping_point(change, response_rate):
    """Give by how much the lead of those who answered over those who did not must grow for a change to vanish.

    change / (1 - response rate), both shares; values beyond 2 or -2 cannot happen, for a lead lies between -1
    and 1. Where everyone answered nothing can make a change vanish: infinite, or 0 for no change. A missing
    change stays missing. From P = p - (1 - f) lead in each wave (Cochran 1977, section 13.2), at equal f.
    """
    change = np.asarray(change, dtype=float)
    refuse("tipping_point", "change to be from -1 to 1", np.abs(change) > 1)
    silent = 1 - fractions_of("tipping_point", "response rate", response_rate)
    with np.errstate(divide="ignore", invalid="ignore"):
        return plain(np.where(change == 0, 0.0, change / silent))


def _waves(name, count_1, base_1, count_2, base_2, population_1, population_2):
    # Each wave as its share, its base and one over its effective base, all of one shape.
    first, second = counts_of(name, count_1, base_1, population_1), counts_of(name, count_2, base_2, population_2)
    parts = [(x / np.maximum(n, 1), n, inverse_base(n, people)) for x, n, people in (first, second)]
    parts = np.broadcast_arrays(*parts[0], *parts[1])
    return parts[:3], parts[3:], (parts[1] > 0) & (parts[4] > 0)


def _mover(waves, z):
    (share_1, _, v_1), (share_2, _, v_2), _ = waves
    low_1, high_1 = wilson_at(share_1, v_1, z)
    low_2, high_2 = wilson_at(share_2, v_2, z)
    difference = share_2 - share_1
    low = difference - np.hypot(share_2 - low_2, high_1 - share_1)
    high = difference + np.hypot(high_2 - share_2, share_1 - low_1)
    return np.clip(low, -1, 1), np.clip(high, -1, 1)
