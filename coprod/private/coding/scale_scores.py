"""Scores of items meant as one scale: the mean of all staff, and how well the items hang together, rounded."""

import numpy as np

from coprod.codebook import Codebook, Indicator
from coprod.private.coding.categorical import FIRST, Coded
from coprod.record import FEWEST_STAFF, Score
from coprod.stats import alpha_of, covariance_of, moments, omega_of, round_half_up

_Z = 1.959963984540054  # 95 %


def scores(coded: Coded, book: Codebook, eligible: int) -> tuple[Score, ...]:
    """The mean score (0 to 100, whole numbers) of each score indicator, of those who answered all its items.

    Low and high: the mean ± 1.96 standard errors with the finite correction (Cochran
    1977, section 2.6). Alpha and omega: two decimals; None where nothing varies. A score of too few people is left out.
    """
    made = [_score(coded, book, i, eligible) for i in book.indicators.values() if i.rule.score]
    return tuple(one for one in made if one.people >= FEWEST_STAFF)


def _score(coded: Coded, book: Codebook, indicator: Indicator, eligible: int) -> Score:
    sums = moments(np.column_stack([_steps(coded, book, item) for item in indicator.items]))
    people, covariance = int(sums[0, 0]), covariance_of(sums)
    points = 100 / (_last_step(book, indicator.items[0]) * len(indicator.items))  # of a person's score for each step
    mean = points * int(sums[0, 1:].sum()) / people if people else 0.0
    spread = points * np.sqrt(max(covariance.sum(), 0))
    error = float(spread * np.sqrt((1 - people / eligible) / people)) if people > 1 else 0.0
    return Score(indicator.name, indicator.label, tuple(indicator.items), people, mean=_whole(mean),
                 low=_whole(max(mean - _Z * error, 0)), high=_whole(min(mean + _Z * error, 100)),
                 alpha=_rounded(alpha_of(covariance)), omega=_rounded(omega_of(covariance)))


def _last_step(book: Codebook, item: str) -> int:
    """The place of the good end of an item's scale, counted from its bad end."""
    return sum(not answer.missing for answer in book.answers(item)) - 1


def _steps(coded: Coded, book: Codebook, item: str) -> np.ndarray:
    """Each person's place on the item's scale, counted from its bad end; NaN without a rating."""
    ratings = np.array([not answer.missing for answer in book.answers(item)])
    places = np.where(ratings, np.cumsum(ratings) - 1, np.nan)
    if book.items[item].better == "lower":
        places = _last_step(book, item) - places
    return np.array([np.nan] * FIRST + places.tolist())[coded.column(item)]


def _whole(points: float) -> int:
    return int(round(round_half_up(points / 100, 2) * 100))


def _rounded(value: float) -> float | None:
    return None if np.isnan(value) else round_half_up(value, 2)
