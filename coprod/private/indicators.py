"""Derives each person's yes or no for every indicator of the codebook."""

import numpy as np

from coprod.codebook import Codebook, Indicator
from coprod.private.coded import FIRST, NO, NOT_ANSWERED, YES, YES_NO, Coded, rated


def add_indicators(coded: Coded, book: Codebook) -> Coded:
    """A copy of `coded` with a yes/no column for each indicator.

    Somebody who left items out is counted only where the answers given decide it whatever the others would have been
    (three-valued logic, Kleene 1952); otherwise the indicator is "not answered" for that person.
    """
    indicators = book.indicators.values()
    return coded.with_columns({i.name: YES_NO for i in indicators}, [_derive(coded, i) for i in indicators])


def _derive(coded: Coded, indicator: Indicator) -> np.ndarray:
    rule = indicator.rule
    sets = rule.answers * len(indicator.items) if rule.limit else rule.answers
    fits = np.column_stack([_fits(coded, item, answers) for item, answers in zip(indicator.items, sets, strict=True)])
    known = np.column_stack([rated(coded.column(item), coded.answers[item]) for item in indicator.items])
    surely, possibly = fits.sum(axis=1), (fits | ~known).sum(axis=1)
    if rule.limit == "most":
        yes, no = possibly <= rule.number, surely > rule.number
    else:
        needed = rule.number if rule.limit else len(indicator.items)
        yes, no = surely >= needed, possibly < needed
    return np.select([yes, no], [YES, NO], NOT_ANSWERED).astype(np.int8)


def _fits(coded: Coded, item: str, answers: frozenset[str]) -> np.ndarray:
    names = [answer.name for answer in coded.answers[item]]
    table = np.zeros(FIRST + len(names), bool)
    table[[FIRST + names.index(answer) for answer in answers]] = True
    return table[coded.column(item)]
