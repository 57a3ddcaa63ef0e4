"""Scores of items meant as one scale, from published counts alone: whoever has those can work them out again.

The mean of whole persons' scores would undo a merge of rare answers, whatever it is rounded to, and how well the items
hang together (alpha, omega) tells joint counts. So neither leaves.
"""

import numpy as np

from coprod.codebook import Codebook, Indicator
from coprod.private.disclosure.all_staff import AllStaff
from coprod.record import FEWEST_STAFF, Score
from coprod.stats import round_half_up

_Z = 1.959963984540054  # 95 %


def score_means(everybody: AllStaff, book: Codebook, eligible: int) -> tuple[Score, ...]:
    """The mean score (0 to 100, whole numbers) of each score indicator whose items are all shown.

    Each item's mean is of those who rated it, merged answers at the commonest of them; the score is the mean of its
    items. Low and high: the mean ± 1.96 standard errors with the finite correction (Cochran 1977, section 2.6), the
    spread the mean of the items' standard deviations, which no correlation of the items makes too small.
    """
    made = [_score(everybody, book, i, eligible) for i in book.indicators.values()
            if i.rule.score and all(everybody.shown(item) for item in i.items)]
    return tuple(score for score in made if score)


def _score(everybody: AllStaff, book: Codebook, indicator: Indicator, eligible: int) -> Score | None:
    means, spreads, bases = np.array([_item(everybody, book, item) for item in indicator.items]).T
    people = bases.min()
    if people < FEWEST_STAFF:
        return None
    mean = means.mean()
    error = spreads.mean() * np.sqrt(max(1 - people / eligible, 0) / people)
    ends = max(mean - _Z * error, 0), min(mean + _Z * error, 100)
    low, high = (_whole(end) for end in ends)
    return Score(indicator.name, indicator.label, tuple(indicator.items), None, _whole(mean), low, high, None, None)


def _item(everybody: AllStaff, book: Codebook, item: str) -> tuple[float, float, int]:
    """Mean and standard deviation (0 to 100) of an item, and how many rated it."""
    places, counts = everybody.places(item)
    last = sum(not answer.missing for answer in book.answers(item)) - 1
    steps = 100 / last * (last - places if book.items[item].better == "lower" else places)
    mean = np.average(steps, weights=counts)
    spread = np.sqrt(np.average((steps - mean) ** 2, weights=counts))
    return mean, spread, counts.sum()


def _whole(points: float) -> int:
    return int(round(round_half_up(points / 100, 2) * 100))
