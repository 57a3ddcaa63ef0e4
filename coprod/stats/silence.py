"""Those who did not answer: what they would have to think for a change to be none."""

from typing import NamedTuple

import numpy as np

from .arguments import plain
from .contrasts import waves_of


class Undoing(NamedTuple):
    """Whether those who did not answer can undo a change, by how much less they moved, and their share in each wave."""

    possible: bool
    less: float
    silent_1: float
    silent_2: float


def undone_by(count_1, base_1, count_2, base_2, population_1, population_2):
    """Give what those who did not answer would have to think for the true change of all staff to be none.

    possible: the worst cases of both waves, [f p, f p + 1 - f], meet; if not, no silence can undo the change.
    silent_1, silent_2: the mildest shares of those silent that undo it, as far from those who answered in one wave as
    in the other, in opposite directions (further in one where a share of 0 or 1 stops it in the other).
    less: by how much less than those who answered they then moved (negative: more). At equal response that is
    change/(1 - f) for any shares that undo it, so it can stand alone; at unequal response it belongs to these two
    shares, and all three must be said.

    Shares of 0 to 1, less from -2 to 2; missing where there is nothing to say (not possible, nobody silent in that
    wave, a population None or NaN, a wave without answers). ValueError on impossible counts.
    Source: Manski 1989; Cochran 1977, section 13.2.
    """
    waves = waves_of("undone_by", (count_1, base_1, population_1), (count_2, base_2, population_2))
    known = np.isfinite(waves.staff).all(axis=0) & ~waves.blank
    staff = np.where(np.isfinite(waves.staff), np.maximum(waves.staff, 1), 1)
    silent = np.where(known, staff - waves.base, 0)
    (low_1, low_2), (high_1, high_2) = waves.count, waves.count + silent
    possible = ~known | ((low_2 * staff[0] <= high_1 * staff[1]) & (low_1 * staff[1] <= high_2 * staff[0]))
    share, part = waves.share, silent / staff
    rise = share[1] - share[0]
    # How far those silent may move towards the other wave's: up at first and down at last for a rise.
    room = np.where(rise > 0, [1 - share[0], share[1]], [share[0], 1 - share[1]])
    steps = _mildest(np.abs(rise), part, np.where(part > 0, room, 0.0))
    said, way = known & possible, np.sign(rise)
    shares = [np.where(said & (part[t] > 0), share[t] + (1 - 2 * t) * way * steps[t], np.nan) for t in (0, 1)]
    less = np.where(said, way * (steps[0] + steps[1]), np.nan)
    return Undoing(plain(possible), plain(less), *(plain(np.clip(value, 0, 1)) for value in shares))


def _mildest(needed, part, room):
    # Steps a, b with part_1 a + part_2 b = needed and the larger as small as can be, none above its room.
    total = part.sum(axis=0)
    even = np.minimum(needed / np.where(total > 0, total, 1), room)
    left = needed - (part * even).sum(axis=0)
    more = np.where(part > 0, left / np.where(part > 0, part, 1), 0.0)
    return np.minimum(even + np.where(even < room, more, 0.0), room)
