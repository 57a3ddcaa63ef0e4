"""An open survey in numbers: replies so far, where it may end, and how many groups have come how far."""

import numpy as np
import pandas as pd

from coprod.record.replies import Replies
from coprod.stats import end_rate

SPEEDS = (0.5, 1.0, 2.0)  # how fast replies may come from now on, where 1 is as fast as lately


def so_far(replies: Replies) -> pd.DataFrame:
    """How many of all staff have replied at least. Columns: week (the Sunday at its end), people, share (0 to 1)."""
    frame = pd.DataFrame(replies.points, columns=["week", "people"])
    return frame.assign(share=frame["people"] / replies.eligible)


def likely_ends(replies: Replies) -> list[float]:
    """The reply rates (0 to 1) the survey may end with at each of `SPEEDS`; none before the first figure."""
    if not replies.points:
        return []
    (before, then), (week, people) = [(replies.opened, 0), *replies.points][-2:]
    # A figure counts to the end of its Sunday, and days are counted from the morning.
    moments = (before, then > 0), (week, 1), (replies.closed, 1)
    start, now, end = (np.datetime64(day, "D") + later for day, later in moments)
    past, left = max(1, np.busday_count(start, now)), max(0, np.busday_count(now, end))
    return [float(end_rate(people, then, past, left, replies.eligible, speed)) for speed in SPEEDS]


def groups_by_band(replies: Replies) -> pd.DataFrame:
    """How many groups are in each band, highest first. Columns: low, high (0 to 1), groups (how many)."""
    frame = pd.DataFrame([(group.low, group.high) for group in replies.groups], columns=["low", "high"])
    frame = frame.value_counts(sort=False).reset_index(name="groups")
    return frame.sort_values(["low", "high"], ascending=False, ignore_index=True)
