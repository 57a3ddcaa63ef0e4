"""Scores of items meant as one scale: the mean of all staff, and how well the items hang together, rounded."""

import numpy as np

from coprod.codebook import Codebook, Indicator
from coprod.private.coding.categorical import FIRST, Coded
from coprod.record.model import FEWEST_STAFF, Score
from coprod.stats import alpha_of, covariance_of, moments, omega_of, round_half_up

_Z = 1.959963984540054  # 95 %


def moments_of_scores(coded: Coded, book: Codebook) -> dict[str, np.ndarray]:
    """For each score indicator the moments (`formulas.moments`) of its items, of those who rated all of them.

    Whole numbers, so those of parts of a file add up to those of the whole. Items whose low end is the good one are turned
    round first.
    """
    return {i.name: moments(np.column_stack([_steps(coded, book, item) for item in i.items])) for i in _scored(book)}


def scores(moments: dict[str, np.ndarray], book: Codebook, eligible: int) -> tuple[Score, ...]:
    """The mean score (0 to 100, whole numbers) of each score indicator, of those who answered all its items.

    moments: of `moments_of_scores`. Low and high: mean ± 1.96 standard errors with the
    finite correction (Cochran 1977, section 2.6). Alpha and omega: two decimals ( None where nothing varies). A score of too few
    people is left out.
    """
    made = [_score(moments[i.name], book, i, eligible) for i in _scored(book)]
    return tuple(one for one in made if one.people >= FEWEST_STAFF)


def _scored(book: Codebook) -> list[Indicator]:
    return [indicator for indicator in book.indicators.values() if indicator.rule.score]


def _score(moments: np.ndarray, book: Codebook, indicator: Indicator, eligible: int) -> Score:
    people, covariance = int(moments[0, 0]), covariance_of(moments)
    points = 100 / ((_longest(book, indicator.items[0]) - 1) * len(indicator.items))  # of a person's score for each step
    mean = points * int(moments[0, 1:].sum()) / people if people else 0.0
    spread = points * np.sqrt(max(covariance.sum(), 0))
    error = float(spread * np.sqrt((1 - people / eligible) / people)) if people > 1 else 0.0
    return Score(indicator.name, indicator.label, tuple(indicator.items), people, mean=_whole(mean),
                 low=_whole(max(mean - _Z * error, 0)), high=_whole(min(mean + _Z * error, 100)),
                 alpha=_rounded(alpha_of(covariance)), omega=_rounded(omega_of(covariance)))


def _longest(book: Codebook, item: str) -> int:
    """How many steps the scale of an item has."""
    return sum(not answer.missing for answer in book.answers(item))


def _steps(coded: Coded, book: Codebook, item: str) -> np.ndarray:
    """Each person's place on the item's scale, counted from its bad end; NaN without a rating."""
    places, step = [np.nan] * FIRST, 0.0
    for answer in book.answers(item):
        places.append(np.nan if answer.missing else step)
        step += not answer.missing
    facing = _longest(book, item) - 1 - np.array(places) if book.items[item].better == "lower" else np.array(places)
    return facing[coded.column(item)]


def _whole(points: float) -> int:
    return int(round(round_half_up(points / 100, 2) * 100))


def _rounded(value: float) -> float | None:
    return None if np.isnan(value) else round_half_up(value, 2)
