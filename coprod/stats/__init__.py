"""Pure arithmetic on arrays: shares, changes, ordered answers, many tests, scales, rates, agreement and rounding.

Counts, bases and populations go in as numbers or arrays of one shape; shares from 0 to 1 come out in that shape, and
plain numbers for plain numbers. Impossible input raises ValueError, which says what was expected and where.
"""

from .agreement import cohens_kappa, krippendorffs_alpha
from .counts import count_answers
from .differences import change, change_p_value, detectable_change, tipping_point
from .multiple_testing import benjamini_hochberg, holm
from .ordered import cliffs_delta, ordered_change
from .proportions import effective_base, likely_range, nonresponse_bounds
from .ranking import chance_in_top
from .rates import end_rate, group_rate, response_rates
from .rounding import round_half_up
from .scales import alpha, alpha_of, alpha_range, covariance_of, index, moments, omega, omega_of, score
from .verdicts import held_back_by_adjustment, margin_within_reach, verdict
from .weights import adjusted_share, at_fixed_mix

__all__ = [
    "adjusted_share", "alpha", "alpha_of", "alpha_range", "at_fixed_mix", "benjamini_hochberg", "chance_in_top",
    "change", "change_p_value", "cliffs_delta", "cohens_kappa", "count_answers", "covariance_of",
    "detectable_change", "effective_base", "end_rate", "group_rate", "held_back_by_adjustment", "holm", "index",
    "krippendorffs_alpha", "likely_range", "margin_within_reach", "moments", "nonresponse_bounds", "omega",
    "omega_of", "ordered_change", "response_rates", "round_half_up", "score", "tipping_point", "verdict",
]
