"""Derives each person's yes or no for every indicator of the codebook."""

import numpy as np

from coprod.codebook import Codebook, Indicator
from coprod.private.coding.categorical import FIRST, NO, NOT_ANSWERED, YES, YES_NO, Coded, rated
from coprod.stats.integer_programs import pinned


def add_indicators(coded: Coded, book: Codebook) -> Coded:
    """A copy of `coded` with a yes/no column for each indicator that is no score.

    Only people who rated all of an indicator's items count. Where the answers given decide it already, the rest might be
    guessed, but then the number of people would tell what somebody who left an item out had answered.
    """
    indicators = [indicator for indicator in book.indicators.values() if not indicator.rule.score]
    return coded.with_columns({i.name: YES_NO for i in indicators}, [_derive(coded, i) for i in indicators])


def fitting(coded: Coded, book: Codebook) -> dict[str, np.ndarray]:
    """For each indicator that is no score, how many people who rated all its items fit them: by their number where the rule has
    a limit, else each cell of the table of all items' yes and no. Those of parts of a file add up."""
    found = {}
    for indicator in (i for i in book.indicators.values() if not i.rule.score):
        fits, known = _fit(coded, indicator)
        whole = fits[known.all(axis=1)]
        found[indicator.name] = (np.bincount(whole.sum(axis=1), minlength=whole.shape[1] + 1) if indicator.rule.limit
                                 else _cells(whole))
    return found


def thin(fitting: dict[str, np.ndarray], book: Codebook, fewest: int) -> frozenset[str]:
    """Indicators whose share would tell, with the shares of their items or of another indicator, a count under `fewest`.

    Joined items make a table of all their yes and no answers: whoever knows the items and the indicator knows every cell, so
    each must hold `fewest`. Limits on the same items and answers cut people into cells by number; what the items' totals and
    all cuts tell of each number is worked out. Indicators that share two items in any other way are not shown together.
    """
    found, kept = set(), []
    for indicator in (i for i in book.indicators.values() if not i.rule.score):
        family = [other for other in kept if _same_limit(indicator, other)]
        crossing = [other for other in kept if other not in family and len({*other.items} & {*indicator.items}) > 1]
        counts = fitting[indicator.name]
        told = _numbers_told(counts, [indicator, *family], fewest) if indicator.rule.limit else counts.min() < fewest
        if crossing or told:
            found.add(indicator.name)
        else:
            kept.append(indicator)
    return frozenset(found)


def _same_limit(one: Indicator, two: Indicator) -> bool:
    return bool(one.rule.limit and two.rule.limit) and (one.items, one.rule.answers) == (two.items, two.rule.answers)


def _cells(fits: np.ndarray) -> np.ndarray:
    """People in each cell of the table of all items' yes and no."""
    return np.bincount(fits @ (1 << np.arange(fits.shape[1])), minlength=1 << fits.shape[1])


def _numbers_told(counts: np.ndarray, indicators: list[Indicator], fewest: int) -> bool:
    """Whether the items' totals and the limits tell that fewer than `fewest` people, and how many, fit some number of items."""
    most = len(counts) - 1
    numbers = np.arange(most + 1)
    rules = [np.ones(most + 1), numbers]
    rules += [numbers < i.rule.number + (i.rule.limit == "most") for i in indicators]
    edges = [bool(rule @ counts < fewest or counts.sum() - rule @ counts < fewest) for rule in rules[2:]]
    return any(edges) or bool((pinned(np.array(rules, float), counts) & (counts < fewest)).any())


def _derive(coded: Coded, indicator: Indicator) -> np.ndarray:
    rule = indicator.rule
    fits, known = _fit(coded, indicator)
    number = fits.sum(axis=1)
    yes = number <= rule.number if rule.limit == "most" else number >= (rule.number if rule.limit else len(indicator.items))
    return np.where(known.all(axis=1), np.where(yes, YES, NO), NOT_ANSWERED).astype(np.int8)


def _fit(coded: Coded, indicator: Indicator) -> tuple[np.ndarray, np.ndarray]:
    """People × items: whose answer is in the rule's set, and whose answer is a rating at all."""
    rule = indicator.rule
    sets = rule.answers * len(indicator.items) if rule.limit else rule.answers
    fits = np.column_stack([_fits(coded, item, answers) for item, answers in zip(indicator.items, sets, strict=True)])
    return fits, np.column_stack([rated(coded.column(item), coded.answers[item]) for item in indicator.items])


def _fits(coded: Coded, item: str, answers: frozenset[str]) -> np.ndarray:
    names = [answer.name for answer in coded.answers[item]]
    table = np.zeros(FIRST + len(names), bool)
    table[[FIRST + names.index(answer) for answer in answers]] = True
    return table[coded.column(item)]
