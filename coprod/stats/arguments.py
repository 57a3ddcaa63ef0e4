"""What goes into a formula is possible; what comes out is plain for plain numbers."""

from statistics import NormalDist

import numpy as np


def counts_of(name, count, base, population=None):
    """Hand back count, base and population (or None) as float arrays of one shape.

    Raises ValueError, with the first position, where a number is missing, negative or not whole,
    where the count is above its base, or the base above its population.
    """
    given = [count, base] if population is None else [count, base, population]
    arrays = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in given))
    for word, array in zip(("count", "base", "population"), arrays, strict=False):
        refuse(name, f"{word} to be a whole number from 0 up", _not_whole(array))
    refuse(name, "count to be no larger than base", arrays[0] > arrays[1])
    if population is None:
        return arrays[0], arrays[1], None
    refuse(name, "base to be no larger than population", arrays[1] > arrays[2])
    return tuple(arrays)


def whole_numbers(name, word, values):
    """Hand back values as a float array; ValueError where one is missing, negative or not whole."""
    array = np.asarray(values, dtype=float)
    refuse(name, f"{word} to be whole numbers from 0 up", _not_whole(array))
    return array


def fractions_of(name, word, values, missing=False):
    """Hand back values as a float array; ValueError outside 0 to 1 (missing values only if allowed)."""
    array = np.asarray(values, dtype=float)
    inside = (array >= 0) & (array <= 1)
    refuse(name, f"{word} to be from 0 to 1", ~(inside | np.isnan(array)) if missing else ~inside)
    return array


def refuse(name, expected, wrong):
    """Raise ValueError saying what was expected and where it was not so; numbers are never repeated."""
    wrong = np.asarray(wrong)
    if wrong.any():
        place = tuple(int(index) for index in np.argwhere(wrong)[0])
        where = f" at position {place[0] if len(place) == 1 else place}" if place else ""
        raise ValueError(f"{name} expected {expected}; not so{where}.")


def critical_value(level):
    """Give the normal z of a two-sided level, such as 1.96 for 0.95; ValueError unless 0 < level < 1."""
    if not 0 < level < 1:
        raise ValueError("level is expected to lie between 0 and 1, such as 0.95.")
    return NormalDist().inv_cdf(0.5 + level / 2)


def plain(array):
    """Turn an array without dimensions into a plain Python number; leave others as they are."""
    return np.asarray(array)[()].item() if np.ndim(array) == 0 else array


def _not_whole(array):
    with np.errstate(invalid="ignore"):
        return ~np.isfinite(array) | (array < 0) | (array != np.floor(array))
