"""The ranges in which a group's share is shown, wide enough that no range tells a count."""

import numpy as np

_PARTS = ((61, 20), (31, 10), (16, 5), (13, 4), (10, 3))  # smallest base: equal parts of 0 to 1
LEVELS = tuple(parts for _, parts in _PARTS)


def parts_for(base: np.ndarray, most: int = 20) -> np.ndarray:
    """Into how many equal parts 0 to 1 is cut for a base (10 or more), `most` at the most.

    Inner parts can then hold at least three counts, the two at the ends at least four.
    """
    base = np.asarray(base)
    return np.minimum(np.select([base >= least for least, _ in _PARTS], [parts for _, parts in _PARTS], 0), most)


def band(count: np.ndarray, base: np.ndarray, parts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The two ends (shares, 0 to 1) of the part in which count / base lies."""
    place = _place(count, base, parts)
    return place / parts, (place + 1) / parts


def counts_in_band(count: np.ndarray, base: np.ndarray, parts: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The smallest and the largest count that would be shown in the same band as `count`."""
    place = _place(count, base, parts)
    lowest = -(-place * base // parts)
    above = -(-(place + 1) * base // parts) - 1
    return lowest, np.where(place == parts - 1, base, above)


def _place(count, base, parts):
    return np.minimum(np.asarray(count) * parts // base, parts - 1)
