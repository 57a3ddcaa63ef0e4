"""A change in one word: improved, declined, about the same, cannot tell, or not tested."""

import numpy as np

from .arguments import counts_of, critical_value, fractions_of, plain, refuse
from .change_ranges import change, change_p_value
from .proportions import inverse_base, wilson_at

_UP = {"higher": "improved", "lower": "declined", "neither": "risen"}
_DOWN = {"higher": "declined", "lower": "improved", "neither": "fallen"}
FEWEST = 10


def verdict(count_1, base_1, count_2, base_2, better="higher", adjusted_p=None, margin=0.15, alpha=0.05, fewest=FEWEST):
    """Say of each change in one word what the answers of two waves allow to be said.

    "improved" or "declined": the p-value, adjusted for many tests, is below alpha (without adjusted_p, the
    change's own). `better` says which way is good: "higher", "lower", or "neither", which gives "risen" and
    "fallen". "about the same": neither, and two one-sided tests at alpha put the change inside -margin to
    margin (Schuirmann 1987), that is, the safe range at level 1 - 2 alpha lies inside. "not tested": fewer
    than `fewest` answers in a wave, or a missing adjusted_p. All else: "cannot tell". Words, or one word for
    plain numbers. ValueError on impossible counts or another word for better.
    """
    counts = _checked(count_1, base_1, count_2, base_2)
    own = change_p_value(*counts)
    p_value = own if adjusted_p is None else fractions_of("verdict", "adjusted p", adjusted_p, missing=True)
    difference, *_ = change(*counts)
    _, low, high = change(*counts, level=1 - 2 * alpha)
    bases = np.minimum(counts[1], counts[3])
    tested = (bases >= max(fewest, 1)) & ~np.isnan(p_value)
    with np.errstate(invalid="ignore"):
        moved, rise = p_value < alpha, difference > 0
    same = (low > -margin) & (high < margin)
    word = np.where(rise, _words(better, _UP), _words(better, _DOWN))
    word = np.where(moved, word, np.where(same, "about the same", "cannot tell"))
    return plain(np.where(tested, word, "not tested"))


def held_back_by_adjustment(count_1, base_1, count_2, base_2, adjusted_p, margin=0.15, alpha=0.05, fewest=FEWEST):
    """Say whether only the adjustment for many tests stands between "cannot tell" and a change (True or False).

    True where the change's own p-value is below alpha, the adjusted one is not, and the verdict is "cannot tell".
    """
    word = verdict(count_1, base_1, count_2, base_2, "neither", adjusted_p, margin, alpha, fewest)
    own = change_p_value(*_checked(count_1, base_1, count_2, base_2))
    return plain((np.asarray(word) == "cannot tell") & (np.asarray(own) < alpha))


def margin_within_reach(base_1, base_2, margin=0.15, share=0.5, alpha=0.05):
    """Say whether "about the same" could be reached at all if the share did not change a bit (True or False).

    With 120 and 126 answers a share of one half never gets inside a margin of 0.10. A share near 0 or 1 is
    measured more closely, so 0.5, the hardest, is what a warning before the results should use.
    """
    _, base_1, _ = counts_of("margin_within_reach", 0, base_1)
    _, base_2, _ = counts_of("margin_within_reach", 0, base_2)
    share = fractions_of("margin_within_reach", "share", share)
    z = critical_value(1 - 2 * alpha)
    low_1, high_1 = wilson_at(share, inverse_base(base_1), z)
    low_2, high_2 = wilson_at(share, inverse_base(base_2), z)
    below, above = np.hypot(share - low_2, high_1 - share), np.hypot(high_2 - share, share - low_1)
    return plain((np.maximum(below, above) < margin) & (base_1 > 0) & (base_2 > 0))


def _checked(count_1, base_1, count_2, base_2):
    first, second = counts_of("verdict", count_1, base_1), counts_of("verdict", count_2, base_2)
    return *first[:2], *second[:2]


def _words(better, words):
    better = np.asarray(better)
    refuse("verdict", 'better to be "higher", "lower" or "neither"', ~np.isin(better, list(words)))
    return np.select([better == key for key in words], list(words.values()), default="")
