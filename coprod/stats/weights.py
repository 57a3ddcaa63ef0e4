"""Shares weighted by the head counts of groups: to all staff of one wave, or to the mix of another."""

from typing import NamedTuple

import numpy as np

from .arguments import counts_of, critical_value, plain, refuse, whole_numbers
from .proportions import inverse_base, wilson_at


class Adjusted(NamedTuple):
    """A weighted share (0-1), its standard error, its likely range, and Kish's loss by weighting (1 or more)."""

    share: float
    standard_error: float
    low: float
    high: float
    kish: float


def adjusted_share(count, base, headcount, level=0.95):
    """Weight the shares of groups (last axis) by head count, so that small response in a group does not bend the share.

    Weights N_h/n_h; V = sum of W_h^2 (1 - f_h) s_h^2 / n_h (Cochran 1977, section 5.6); kish = 1 + CV^2 of the
    weights (Kish 1965). A group without an answer is left out, and the others stand in for it: merge such
    groups first. One answer in a group has no spread to measure, so the widest, 1/4, is taken. The range is
    Wilson's on p(1-p)/V answers, and never on more than the same answers would be worth without groups.
    No answer at all gives a missing share and the range 0 to 1. ValueError on impossible counts.
    """
    count, base, people = counts_of("adjusted_share", count, base, headcount)
    refuse("adjusted_share", "groups along the last axis", base.ndim == 0)
    missing = 1 - base / np.maximum(people, 1)
    one_over_n = inverse_base(base.sum(axis=-1), np.where(base > 0, people, 0).sum(axis=-1))
    return _weighted(count, base, people, missing, one_over_n, level)


def at_fixed_mix(count, base, headcount, level=0.95):
    """Weight a wave's shares of groups (last axis) by another wave's head counts: the share had the mix not changed.

    headcount: the baseline's; a base may exceed it. Direct standardisation; the standard error has no finite
    correction, for the other wave's staff are not this wave's population. Fields and missing groups as in
    adjusted_share. Source: Cochran 1977, section 5.6; Kitagawa 1955.
    """
    count, base, _ = counts_of("at_fixed_mix", count, base)
    people = np.broadcast_to(whole_numbers("at_fixed_mix", "head counts", headcount), base.shape)
    return _weighted(count, base, people, np.ones_like(base), inverse_base(base.sum(axis=-1)), level)


def _weighted(count, base, people, missing, one_over_n, level):
    asked = base > 0
    people = np.where(asked, people, 0.0)
    total, n, answered = people.sum(axis=-1), np.maximum(base, 1), base.sum(axis=-1)
    weight = people / np.maximum(total, 1)[..., None]
    share_h = count / n
    spread_h = np.where(base > 1, share_h * (1 - share_h) * n / np.maximum(base - 1, 1), 0.25)
    share = np.clip((weight * share_h).sum(axis=-1), 0, 1)
    variance = (weight**2 * missing * asked * spread_h / n).sum(axis=-1)
    kish = np.maximum(answered * (weight**2 * asked / n).sum(axis=-1), 1.0)
    mixed = share * (1 - share)
    worth = np.where(mixed > 0, variance / np.where(mixed > 0, mixed, 1), 0)
    low, high = wilson_at(share, np.maximum(worth, one_over_n * kish), critical_value(level))
    fields = zip((share, np.sqrt(variance), low, high, kish), (np.nan, np.nan, 0.0, 1.0, 1.0), strict=True)
    return Adjusted(*(plain(np.where(total > 0, field, unknown)) for field, unknown in fields))
