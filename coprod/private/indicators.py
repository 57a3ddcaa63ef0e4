"""Derives each person's yes or no for every indicator of the codebook."""

import numpy as np

from coprod.codebook import Codebook, Indicator
from coprod.private.coded import FIRST, NO, NOT_ANSWERED, YES, YES_NO, Coded, rated


def add_indicators(coded: Coded, book: Codebook) -> Coded:
    """A copy of `coded` with a yes/no column for each indicator that is no score.

    Somebody who left items out is counted only where the answers given decide it whatever the others would have been
    (three-valued logic, Kleene 1952); otherwise the indicator is "not answered" for that person.
    """
    indicators = [indicator for indicator in book.indicators.values() if not indicator.rule.score]
    return coded.with_columns({i.name: YES_NO for i in indicators}, [_derive(coded, i) for i in indicators])


def thin(coded: Coded, book: Codebook, fewest: int) -> frozenset[str]:
    """Indicators whose share would tell, with the shares of the items or of another indicator, a count under `fewest`.

    Two joined items make a table of all their yes and no answers: whoever knows the two items and the indicator knows every
    cell. Limits on the same items and answers (at most 1, at least 3) cut people into cells by number, which are known by
    subtraction. A cell nobody is in counts as well.
    """
    found, cuts = set(), {}
    for indicator in book.indicators.values():
        rule = indicator.rule
        if rule.score:
            continue
        fits, known = _fit(coded, indicator)
        whole = fits[known.all(axis=1)]
        if rule.limit:
            same = cuts.setdefault((indicator.items, rule.answers), set())
            edges = same | {rule.number + (rule.limit == "most")}
            cells = np.bincount(np.searchsorted(sorted(edges), whole.sum(axis=1), side="right"), minlength=len(edges) + 1)
        else:
            cells = np.bincount(whole @ (1 << np.arange(fits.shape[1])), minlength=1 << fits.shape[1])
        if cells.min() < fewest:
            found.add(indicator.name)
        elif rule.limit:
            same |= edges
    return frozenset(found)


def _derive(coded: Coded, indicator: Indicator) -> np.ndarray:
    rule = indicator.rule
    fits, known = _fit(coded, indicator)
    surely, possibly = fits.sum(axis=1), (fits | ~known).sum(axis=1)
    if rule.limit == "most":
        yes, no = possibly <= rule.number, surely > rule.number
    else:
        needed = rule.number if rule.limit else len(indicator.items)
        yes, no = surely >= needed, possibly < needed
    return np.select([yes, no], [YES, NO], NOT_ANSWERED).astype(np.int8)


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
