"""Integer programs: which whole-number counts are possible where sums of them are known."""

import numpy as np


def solve(aim: np.ndarray, rules: list, most: np.ndarray):
    """The counts (whole numbers from 0 to `most`) under scipy's linear `rules` with the smallest `aim @ counts`.

    Returns scipy's result. The linear program is tried first: where its corner is whole it is the answer.
    """
    from scipy.optimize import Bounds, milp

    bounds = Bounds(np.zeros(len(most)), most)
    found = milp(aim, constraints=rules, bounds=bounds)
    if found.success and np.abs(found.x - np.round(found.x)).max() > 1e-6:
        found = milp(aim, constraints=rules, bounds=bounds, integrality=np.ones(len(most)))
    return found


def smallest(aim: np.ndarray, rules: list, most: np.ndarray) -> int | None:
    """The smallest value of `aim @ counts`, as `solve`; None if no counts fit the rules."""
    found = solve(aim, rules, most)
    return round(found.fun) if found.success else None


def pinned(rules: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """Which of `counts` somebody who knows `rules @ counts` knows to within one (boolean, one a count)."""
    from scipy.optimize import LinearConstraint

    known = [LinearConstraint(rules, rules @ counts, rules @ counts)]
    most = np.full(len(counts), counts.sum())
    low, high = ([sign * smallest(sign * aim, known, most) for aim in np.eye(len(counts))] for sign in (1, -1))
    return np.subtract(high, low) < 2
