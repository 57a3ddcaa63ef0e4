"""A change in one word that agrees with its range as it is printed."""

from typing import NamedTuple

import numpy as np

from .arguments import fractions_of, plain, refuse
from .change_ranges import change
from .contrasts import waves_of
from .rounding import round_half_up

_UP = {"higher": "improved", "lower": "declined", "neither": "risen"}
_DOWN = {"higher": "declined", "lower": "improved", "neither": "fallen"}
_MOST_DECIMALS = 6
_HAIR = 1e-9  # an end this close to the margin is at it


class Judgement(NamedTuple):
    """One word for a change, and three things a page must say with it (True or False)."""

    verdict: str
    within_margin: bool
    held_back: bool
    fact: bool


def judge(count_1, base_1, count_2, base_2, population_1=None, population_2=None, better="higher", adjusted_p=None,
          margin=0.10, level=0.95, fewest=10):
    """Say of each change in one word what two waves allow to be said, judged on the unrounded ends of `change`.

    verdict: "improved" or "declined" ("risen" or "fallen" where `better` is "neither", not "higher" or "lower"): the
    range leaves out 0, and the p-value adjusted for many tests, if one is given, is below 1 - level. "about the same":
    the range holds 0 and lies inside -margin to margin. "cannot tell": all else. "not tested": fewer than `fewest`
    answers in a wave, or a missing adjusted_p. Everybody answered both times: no test but a fact, "risen", "fallen" or
    "exactly the same", whatever is better, and whatever adjusted_p.
    within_margin: it moved, but by less than the margin, so it is not among the changes worth acting on. held_back:
    only the adjustment stands in the way; alone it would count. fact: everybody answered both times.

    margin: the smallest change worth acting on, set before the results, never by what is within reach. Arrays of one
    shape, or plain values for plain numbers. ValueError on impossible counts or another word for better.
    """
    refuse("judge", "margin to lie between 0 and 1", not 0 < margin < 1)
    waves = waves_of("judge", (count_1, base_1, population_1), (count_2, base_2, population_2))
    _, low, high = map(np.asarray, change(count_1, base_1, count_2, base_2, population_1, population_2, level))
    adjusted = np.asarray(0.0 if adjusted_p is None else fractions_of("judge", "adjusted p", adjusted_p, missing=True))
    fact = waves.complete.all(axis=0) & ~waves.blank
    tested = ~fact & ~waves.blank & (waves.base >= fewest).all(axis=0) & ~np.isnan(adjusted)
    apart, inside = (low > 0) | (high < 0), within(low, high, margin)
    moved = fact & apart | tested & apart & (adjusted < 1 - level)
    ways = np.where(fact, "neither", better)
    word = np.where(low > 0, _words(ways, _UP), _words(ways, _DOWN))
    still = np.where(inside & ~apart, "about the same", "cannot tell")
    word = np.where(moved, word, np.where(fact, "exactly the same", np.where(tested, still, "not tested")))
    flags = (moved & inside, tested & apart & ~moved, fact)
    return Judgement(plain(word), *(plain(np.broadcast_to(flag, word.shape)) for flag in flags))


def within(low, high, margin):
    """Say where a range lies inside -margin to margin, ends not at it."""
    return (low > _HAIR - margin) & (high < margin - _HAIR)


def decimals_that_agree(low, high, margin=0.10):
    """Give the fewest decimals of points (0, 1, 2 …) at which a range as printed says the same as unrounded.

    Holds 0 or not; each end below, at or above the margin on either side. So +0.4 to +21 points is not printed as
    "0 to +21" beside "improved", nor -8 to +10.3 as "-8 to +10" beside "cannot tell". More than 2 are needed only
    where an end lies within a hundredth of a point of 0 or the margin. low, high: shares, -1 to 1, as of `change`; a
    missing one needs none. Print the change itself with as many.
    """
    low, high = np.broadcast_arrays(np.asarray(low, float), np.asarray(high, float))
    decimals = np.full(low.shape, _MOST_DECIMALS)
    for digits in range(_MOST_DECIMALS - 1, -1, -1):
        printed = [np.asarray(round_half_up(end, digits + 2)) for end in (low, high)]
        agree = np.isnan(low) | np.isnan(high) | (_places(*printed, margin) == _places(low, high, margin)).all(axis=0)
        decimals = np.where(agree, digits, decimals)
    return plain(decimals)


def _places(low, high, margin):
    past = [end - at for end in (low, high) for at in (-margin, margin)]
    return np.stack([low > 0, high < 0, *(np.sign(np.where(np.abs(gap) < _HAIR, 0, gap)) for gap in past)])


def _words(better, words):
    refuse("judge", 'better to be "higher", "lower" or "neither"', ~np.isin(better, list(words)))
    return np.select([better == key for key in words], list(words.values()), default="")
