"""How many of some people hold an answer, if they were drawn by chance from a staff: its tails."""

import numpy as np

_FURTHEST = 16  # standard deviations from the mean: what lies further off has a chance below 1e-50


def chance_of_at_least(x, staff, holders, drawn):
    """Give P(X >= x) of drawing x or more holders when so many are drawn from a staff of whom so many hold it.

    Whole numbers, arrays of one shape; unchecked. By ratios of neighbouring chances, so no staff is too large; tails
    far below 1e-50 are 0.
    """
    x, staff, holders, drawn = np.broadcast_arrays(*(np.asarray(a, float) for a in (x, staff, holders, drawn)))
    mean = drawn * holders / np.maximum(staff, 1)
    reach = _FURTHEST * np.sqrt(mean * (1 - holders / np.maximum(staff, 1))) + _FURTHEST**2
    fewest = np.maximum(np.maximum(drawn + holders - staff, 0), np.floor(mean - reach))
    steps = (np.minimum(np.minimum(drawn, holders), np.ceil(mean + reach)) - fewest)[..., None]
    k = np.arange(steps.max(initial=0) + 1)
    here, inside = fewest[..., None] + k[:-1], k <= steps
    up = np.maximum(holders[..., None] - here, 0) * np.maximum(drawn[..., None] - here, 0)
    down = (here + 1) * np.maximum((staff - holders - drawn)[..., None] + here + 1, 1)
    logs = np.log(np.where(inside[..., 1:], up / down, 1.0))
    logs = np.concatenate([np.zeros((*fewest.shape, 1)), np.cumsum(logs, axis=-1)], axis=-1)
    logs = np.where(inside, logs, -np.inf)
    chances = np.exp(logs - logs.max(axis=-1, keepdims=True))
    wanted = fewest[..., None] + k >= x[..., None]
    return np.minimum((chances * wanted).sum(axis=-1) / chances.sum(axis=-1), 1.0)


def chance_of_at_most(x, staff, holders, drawn):
    """Give P(X <= x), as `chance_of_at_least`: so many who do not hold it or more."""
    x, staff, holders, drawn = (np.asarray(a, float) for a in (x, staff, holders, drawn))
    return chance_of_at_least(drawn - x, staff, staff - holders, drawn)
