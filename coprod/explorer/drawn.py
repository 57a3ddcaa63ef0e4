"""From frames to pictures: which rows and marks each kind of view has, in the order of the frame."""

import pandas as pd

from coprod.explorer.board import SERIES, Mark, Picture, Row
from coprod.report.charts.sheet import ramp_of
from coprod.report.messages import of_explore
from coprod.report.tables import between, percent, scale


def shares(frame: pd.DataFrame) -> Picture | None:
    """Shares on their likely ranges. Columns: label, share, low, high (0-1)."""
    rows = tuple(Row(one.label, percent(one.share), (Mark(one.low, one.high, one.share),))
                 for one in frame.dropna(subset="share").itertuples())
    return Picture(rows, of_explore.AXIS) if rows else None


def waves(frame: pd.DataFrame, titles: tuple[str, str]) -> Picture | None:
    """Two surveys, the earlier one above. Columns: label, share_1, low_1, high_1, share_2, low_2, high_2 (0-1)."""
    rows = tuple(Row(one.label, f"{percent(one.share_1)} → {percent(one.share_2)}",
                     (Mark(one.low_1, one.high_1, one.share_1, 1), Mark(one.low_2, one.high_2, one.share_2, 0)))
                 for one in frame.dropna(subset=["share_1", "share_2"]).itertuples())
    return Picture(rows, of_explore.AXIS, (_key(titles[0], 1), _key(titles[1], 0))) if rows else None


def side_by_side(frame: pd.DataFrame, headings: list[str]) -> Picture | None:
    """One row a thing, one mark a grid. Columns: label, and for each heading a (share, low, high)."""
    rows = []
    for _, one in frame.iterrows():
        shown = [(n % len(SERIES), *one[name]) for n, name in enumerate(headings)]
        marks = tuple(Mark(low, high, share, n) for n, share, low, high in shown if share == share)
        values = " · ".join(percent(share) if share == share else "–" for _, share, _, _ in shown)
        rows += [Row(one["label"], values, marks)] * bool(marks)
    key = tuple(_key(name, n % len(SERIES)) for n, name in enumerate(headings))
    return Picture(tuple(rows), of_explore.AXIS, key) if rows else None


def bands(panels: list[tuple[str, pd.DataFrame]]) -> Picture | None:
    """Bands of groups, under a heading an item. Columns: group_label, low, high (0-1)."""
    rows = []
    for label, part in panels:
        rows += [Row(label)] * (len(panels) > 1)
        rows += [Row(one.group_label, between((one.low, one.high)), (Mark(one.low, one.high),)) for one in part.itertuples()]
    return Picture(tuple(rows), of_explore.AXIS_GROUPS) if rows else None


def counts(frame: pd.DataFrame, names: dict[str, str], axis: str) -> Picture | None:
    """How many of all groups, a bar each of `names` (column -> what it is called). Columns: label, value (words), and those
    (shares, 0-1)."""
    rows = tuple(Row(one["label"], one["value"], tuple(Mark(0.0, one[name], series=n) for n, name in enumerate(names)))
                 for _, one in frame.iterrows())
    key = tuple((words, SERIES[n][0], "s") for n, words in enumerate(names.values()))
    return Picture(rows, axis, key) if rows else None


def two_bands(panels: list[tuple[str, pd.DataFrame]], titles: tuple[str, str]) -> Picture | None:
    """The same of two surveys. Columns: group_label, low_1, high_1, low_2, high_2 (0-1)."""
    rows = []
    for label, part in panels:
        rows += [Row(label)] * (len(panels) > 1)
        rows += [Row(one.group_label, f"{between((one.low_1, one.high_1))} → {between((one.low_2, one.high_2))}",
                     (Mark(one.low_1, one.high_1, series=1), Mark(one.low_2, one.high_2, series=0)))
                 for one in part.itertuples()]
    return Picture(tuple(rows), of_explore.AXIS_GROUPS, (_key(titles[0], 1), _key(titles[1], 0))) if rows else None


def answers(items: list[tuple[str, pd.DataFrame]]) -> Picture | None:
    """All answers as bars of 100%. Columns: answer_label, share (0-1), positive; rows in scale order."""
    if not items:
        return None
    frame = pd.concat([rows.assign(item=f"{n} {label}", label=label) for n, (label, rows) in enumerate(items)])
    full = max((list(rows["answer_label"]) for _, rows in items), key=lambda names: (len(names), names))
    ramp, tones = ramp_of(len(full)), {}
    for name in scale(frame):  # a merged answer takes the tone of the part next to its neighbour
        tones[name] = ramp[full.index(name)] if name in full else list(tones.values())[-1] if tones else ramp[0]
    bars = [(label, zip(part["share"], part["answer_label"].map(tones), strict=True)) for label, part in items]
    rows = tuple(Row(label, parts=tuple(parts)) for label, parts in bars)
    return Picture(rows, of_explore.AXIS, tuple((name, tone, "s") for name, tone in tones.items()))


def _key(words: str, series: int) -> tuple[str, str, str]:
    return words, *SERIES[series]
