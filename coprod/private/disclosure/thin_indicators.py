"""Indicators whose share for all staff would tell too small a count, with what else is shown."""

import numpy as np

from coprod.codebook import Codebook, Indicator
from coprod.private.coding.categorical import Coded
from coprod.private.coding.derived import fits, yes_or_no
from coprod.stats.integer_programs import pinned

_BY_GROUP = 5  # people in each cell of a joint indicator that is shown by group
_EDGE = 4  # people


def thin(coded: Coded, book: Codebook, fewest: int) -> frozenset[str]:
    """Indicators whose share would tell, with those of their items or of another indicator, a count under `fewest`.

    Joined items make a table of all their yes and no answers: whoever knows the items and the indicator knows every
    cell, so each must hold `fewest`, and `_BY_GROUP` where it is shown by group. Limits on the same items and answers
    cut people into cells by number; what the items' totals and all cuts tell of each number is worked out. Indicators
    that share two items in any other way are not shown together, nor joined ones that close a circle, each sharing an
    item with the next, in the codebook's order: three that share their items in pairs pin all cells.
    """
    found, kept, linked = set(), [], _Linked()
    for indicator in yes_or_no(book):
        inside, whole = fits(coded, indicator)
        family = [other for other in kept if _same_limit(indicator, other)]
        crossing = [other for other in kept if other not in family and len({*other.items} & {*indicator.items}) > 1]
        few = max(fewest, _BY_GROUP) if indicator.headline and len(indicator.items) > 1 else fewest
        told = (_numbers_told(inside[whole], [indicator, *family], fewest) or _near_the_edge(inside[whole], indicator)
                if indicator.rule.limit else _cells(inside[whole]).min() < few)
        if told or crossing or not indicator.rule.limit and linked.closes(indicator.items):
            found.add(indicator.name)
            continue
        kept.append(indicator)
        if not indicator.rule.limit:
            linked.join(indicator.items)
    return frozenset(found)


class _Linked:
    """Sets of items that joined indicators link."""

    def __init__(self):
        self.set_of: dict[str, frozenset[str]] = {}

    def closes(self, items: tuple[str, ...]) -> bool:
        """Whether two of the items are linked already, so that one more figure of both would close a circle."""
        sets = [self.set_of.get(item, frozenset({item})) for item in items]
        return len(set(sets)) < len(sets)

    def join(self, items: tuple[str, ...]) -> None:
        """Link the items, and all that is linked to one of them."""
        whole = frozenset().union(*(self.set_of.get(item, frozenset({item})) for item in items))
        self.set_of |= dict.fromkeys(whole, whole)


def _near_the_edge(inside: np.ndarray, indicator: Indicator) -> bool:
    """Whether "at least one of these" is so near the sum of its items, or the largest, that it pins who did two."""
    if (indicator.rule.limit, indicator.rule.number) != ("least", 1):
        return False
    any_of, each = int(inside.any(axis=1).sum()), inside.sum(axis=0)
    return each.sum() - any_of < _EDGE or any_of - each.max() < _EDGE


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
