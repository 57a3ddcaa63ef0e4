"""Two anonymous waves by the first rule: what could have been seen, and what lead of the silent undoes a change."""

import numpy as np

from .arguments import counts_of, critical_value, fractions_of, plain, refuse
from .proportions import inverse_base


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
