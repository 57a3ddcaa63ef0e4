"""Which rows tables and charts show and in which order, the same however the rows came."""

import pandas as pd

from coprod.report.messages import say

_MOST_POOLS = 16  # so many stand side by side on a phone


def names_of_waves() -> tuple[str, str]:
    """What two waves are called that have no names of their own."""
    return say("tables.baseline"), say("tables.repeat")


def in_order(frame: pd.DataFrame, by: list[str], label: str = "label") -> pd.DataFrame:
    """The rows highest first by the columns `by`, ties by `label`, missing last: the same however they came."""
    return frame.sort_values([*by, label], ascending=[False] * len(by) + [True], kind="stable", ignore_index=True)


def by_item(frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """(label, rows) of each item with shares, most positive answers first. Columns: item, label, positive, share."""
    groups = [(rows["label"].iloc[0], rows) for _, rows in frame.dropna(subset="share").groupby("item")]
    return sorted(groups, key=lambda group: (-positive_share(group[1]), group[0]))


def positive_share(rows: pd.DataFrame) -> float:
    """The share (0-1) of an item's positive answers together."""
    return float(rows.loc[rows["positive"].eq(True), "share"].sum())


def scale(frame: pd.DataFrame) -> list[str]:
    """All answer labels in scale order: those of the longest scale, merged answers just before what follows them."""
    scales = [list(rows["answer_label"]) for _, rows in by_item(frame)]
    order = list(max(scales, key=lambda names: (len(names), names), default=[]))
    for names in scales:
        for place, name in enumerate(names):
            if name not in order:
                order.insert(next((order.index(after) for after in names[place:] if after in order), len(order)), name)
    return order


def compared(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows that have both shares, with their difference as `step`, largest first."""
    frame = frame.dropna(subset=["share_1", "share_2"])
    return in_order(frame.assign(step=frame["share_2"] - frame["share_1"]), ["step"])


def items_of(frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """(label, answers) of each item, most positive first, without the reasons for giving none."""
    return by_item(frame[frame["missing"].fillna("").eq("")])


def panels_of(frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """(label, groups) of each item, highest band first."""
    groups = [(rows["label"].iloc[0], in_order(rows, ["low", "high"], "group_label"))
              for _, rows in frame.dropna(subset=["low", "high"]).groupby("item")]
    return sorted(groups, key=lambda group: group[0])


def measures_of(frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """(label, waves) of each measure that has a share, as given."""
    return [(rows["label"].iloc[0], rows) for _, rows in frame.dropna(subset="share").groupby("item", sort=False)]


def shares_taken(frame: pd.DataFrame) -> pd.Series:
    """The share (0-1, above 1 where more came than there were places) of each pool's places that were taken."""
    return frame["attended"] / frame["places"].clip(lower=1)


def latest(frame: pd.DataFrame) -> pd.DataFrame:
    """Of pools in time the latest, as many as a chart has room for."""
    return frame.tail(_MOST_POOLS)
