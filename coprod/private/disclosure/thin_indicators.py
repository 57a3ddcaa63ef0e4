"""Indicators whose share for all staff would tell too small a count, with what else is shown."""

import numpy as np

from coprod.codebook import Codebook, Indicator
from coprod.private.coding.categorical import Coded
from coprod.private.coding.derived import fits, yes_or_no
from coprod.stats.integer_programs import pinned


def thin(coded: Coded, book: Codebook, fewest: int) -> frozenset[str]:
    """Indicators whose share would tell, with those of their items or of another indicator, a count under `fewest`.

    Joined items make a table of all their yes and no answers: whoever knows the items and the indicator knows every
    cell, so each must hold `fewest`. Limits on the same items and answers cut people into cells by number; what the
    items' totals and all cuts tell of each number is worked out. Indicators that share two items in any other way are
    not shown together.
    """
    found, kept = set(), []
    for indicator in yes_or_no(book):
        inside, whole = fits(coded, indicator)
        family = [other for other in kept if _same_limit(indicator, other)]
        crossing = [other for other in kept if other not in family and len({*other.items} & {*indicator.items}) > 1]
        told = (_numbers_told(inside[whole], [indicator, *family], fewest) if indicator.rule.limit
                else _cells(inside[whole]).min() < fewest)
        if crossing or told:
            found.add(indicator.name)
        else:
            kept.append(indicator)
    return frozenset(found)


def _same_limit(one: Indicator, two: Indicator) -> bool:
    return bool(one.rule.limit and two.rule.limit) and (one.items, one.rule.answers) == (two.items, two.rule.answers)


def _cells(inside: np.ndarray) -> np.ndarray:
    """People in each cell of the table of all items' yes and no."""
    return np.bincount(inside @ (1 << np.arange(inside.shape[1])), minlength=1 << inside.shape[1])


def _numbers_told(inside: np.ndarray, indicators: list[Indicator], fewest: int) -> bool:
    """Whether the items' totals and the limits tell that fewer than `fewest` people, and how many, fit some number."""
    counts = np.bincount(inside.sum(axis=1), minlength=inside.shape[1] + 1)
    numbers = np.arange(len(counts))
    cuts = [numbers < i.rule.number + (i.rule.limit == "most") for i in indicators]
    edges = [bool(cut @ counts < fewest or counts.sum() - cut @ counts < fewest) for cut in cuts]
    rules = np.array([np.ones(len(counts)), numbers, *cuts], float)
    return any(edges) or bool((pinned(rules, counts) & (counts < fewest)).any())
