"""Pure arithmetic on arrays: shares, changes, trends, ranks, ordered answers, many tests, scales, rates and agreement.

Counts, bases and populations go in as numbers or arrays of one shape; shares from 0 to 1 come out in that shape, and
plain numbers for plain numbers. Impossible input raises ValueError, which says what was expected and where.
"""

from .agreement import cohens_kappa, krippendorffs_alpha
from .change_ranges import Change, change, change_p_value, minimum_detectable_change, same_out_of_reach
from .counts import count_answers
from .judgements import Judgement, decimals_that_agree, judge
from .multiple_testing import benjamini_hochberg, holm
from .ordered import cliffs_delta, ordered_change
from .proportions import effective_base, likely_range, nonresponse_bounds
from .ranking import Largest, chance_in_top, clear_of_all, joint_bounds, largest, rank_doubt
from .rates import end_rate, group_rate, response_rates
from .rounding import round_half_up
from .scales import alpha, alpha_of, alpha_range, covariance_of, index, moments, omega, omega_of, score
from .silence import Undoing, undone_by
from .team_chance import Apart, expected_apart, stands_apart
from .trends import Trend, trend, trend_p_value
from .weights import adjusted_share, at_fixed_mix

__all__ = [
    "Apart", "Change", "Judgement", "Largest", "Trend", "Undoing", "adjusted_share", "alpha", "alpha_of",
    "alpha_range", "at_fixed_mix", "benjamini_hochberg", "chance_in_top", "change", "change_p_value",
    "clear_of_all", "cliffs_delta", "cohens_kappa", "count_answers", "covariance_of", "decimals_that_agree",
    "effective_base", "end_rate", "expected_apart", "group_rate", "holm", "index", "joint_bounds", "judge",
    "krippendorffs_alpha", "largest", "likely_range", "minimum_detectable_change", "moments", "nonresponse_bounds",
    "omega", "omega_of", "ordered_change", "rank_doubt", "response_rates", "round_half_up", "same_out_of_reach",
    "score", "stands_apart", "trend", "trend_p_value", "undone_by",
]
