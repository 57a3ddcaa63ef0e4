"""Scores of items meant as one scale: the mean of all staff, and how well the items hang together, rounded."""

import numpy as np

from coprod.codebook import Codebook, Indicator
from coprod.formulas import alpha, omega, round_half_up, score
from coprod.private.coded import FIRST, Coded
from coprod.safe import FEWEST_STAFF

_Z = 1.959963984540054  # 95 %


def scores(coded: Coded, book: Codebook, eligible: int) -> list[dict]:
    """The mean score (0 to 100, whole numbers) of each score indicator, of those who answered all its items.

    Each: name, label, items, people, mean, low, high (mean ± 1.96 standard errors with the finite correction, Cochran 1977,
    section 2.6), alpha, omega (two decimals; None where nothing varies). Items whose low end is the good one are turned round
    first. A score of too few people is left out.
    """
    made = [_score(coded, book, i, eligible) for i in book.indicators.values() if i.rule.score]
    return [one for one in made if one["people"] >= FEWEST_STAFF]


def _score(coded: Coded, book: Codebook, indicator: Indicator, eligible: int) -> dict:
    steps = np.column_stack([_steps(coded, book, item) for item in indicator.items])
    longest = sum(not a.missing for a in book.answers(indicator.items[0]))
    turned = [book.items[item].better == "lower" for item in indicator.items]
    points = score(steps, longest, turned)
    people = int((~np.isnan(points)).sum())
    mean = float(np.nanmean(points)) if people else 0.0
    error = float(np.nanstd(points, ddof=1) * np.sqrt((1 - people / eligible) / people)) if people > 1 else 0.0
    facing = np.where(turned, longest - 1 - steps, steps)
    return {"name": indicator.name, "label": indicator.label, "items": list(indicator.items), "people": people,
            "mean": _whole(mean), "low": _whole(max(mean - _Z * error, 0)), "high": _whole(min(mean + _Z * error, 100)),
            "alpha": _rounded(alpha(facing)), "omega": _rounded(omega(facing))}


def _steps(coded: Coded, book: Codebook, item: str) -> np.ndarray:
    """Each person's place on the item's scale, NaN without a rating."""
    places, step = [np.nan] * FIRST, 0.0
    for answer in book.answers(item):
        places.append(np.nan if answer.missing else step)
        step += not answer.missing
    return np.array(places)[coded.column(item)]


def _whole(points: float) -> int:
    return int(round(round_half_up(points / 100, 2) * 100))


def _rounded(value: float) -> float | None:
    return None if np.isnan(value) else round_half_up(value, 2)
