"""Kinds of charts: one function each, a frame in, a `Picture` out, or None where no row has a share.

The same numbers give the same picture in whatever order the rows come; waves stand as given, in time. What ends in
`_in` draws in the order given, for those who have chosen one. Shares and the ends of ranges lie between 0 and 1.
"""

import pandas as pd

from coprod.report.charts.drawing import ChartRow, Mark, Panel, Picture
from coprod.report.charts.tones import BLUE, SERIES, TEAL, ramp_of
from coprod.report.messages import say, shown
from coprod.report.order import (
    compared,
    in_order,
    items_of,
    latest,
    measures_of,
    names_of_waves,
    panels_of,
    scale,
    shares_taken,
)

_LEFT = 0.14  # where the first pool of a run chart may stand: beside the words of its scale
_Panels = list[tuple[str, pd.DataFrame]]


def dots(frame: pd.DataFrame, axis: str = "") -> Picture | None:
    """Shares as dots on their likely ranges, highest first. Columns: label, share, low, high."""
    return dots_in(in_order(frame.dropna(subset="share"), ["share"]), axis)


def dots_in(frame: pd.DataFrame, axis: str = "") -> Picture | None:
    """As `dots`, in the order given."""
    return _picture([ChartRow(one.label, shown(one.share, "percent"), (Mark(one.low, one.high, one.share),))
                     for one in frame.dropna(subset="share").itertuples()], axis)


def stacked(frame: pd.DataFrame, axis: str = "") -> Picture | None:
    """All answers of all staff as bars of 100%, most positive answers first.

    Columns: item, label, answer_label, missing, positive, share; an item's rows in scale order.
    """
    return stacked_in(items_of(frame), axis)


def stacked_in(items: _Panels, axis: str = "") -> Picture | None:
    """As `stacked`, the items (label, their rows) in the order given."""
    if not items:
        return None
    tones = _tones(items)
    rows = [ChartRow(label, parts=tuple(zip(part["share"], part["answer_label"].map(tones), strict=True)))
            for label, part in items]
    return _picture(rows, axis, tuple((name, tone, "s") for name, tone in tones.items()))


def dumbbell(frame: pd.DataFrame, waves=(), axis: str = "") -> Picture | None:
    """Two waves, one above the other, with their likely ranges; largest change first.

    Columns: label, share_1, low_1, high_1, share_2, low_2, high_2. waves: their names.
    """
    return dumbbell_in(compared(frame), waves, axis)


def dumbbell_in(frame: pd.DataFrame, waves=(), axis: str = "") -> Picture | None:
    """As `dumbbell`, in the order given."""
    rows = [ChartRow(one.label, _then_now(shown(one.share_1, "percent"), shown(one.share_2, "percent")),
                (Mark(one.low_1, one.high_1, one.share_1, 1), Mark(one.low_2, one.high_2, one.share_2)))
            for one in frame.dropna(subset=["share_1", "share_2"]).itertuples()]
    return _picture(rows, axis, _key_of_waves(waves))


def over_time(frame: pd.DataFrame, axis: str = "") -> Picture | None:
    """Shares in one wave after another with their likely ranges, under a heading a measure; the last wave stands out.

    Columns: item, label, wave, share, low, high.
    """
    return _picture(_under_headings(measures_of(frame), lambda rows: [
        ChartRow(one.wave, shown(one.share, "percent"), (Mark(one.low, one.high, one.share, int(n < len(rows))),))
        for n, one in enumerate(rows.itertuples(), 1)]), axis)


def bands(frame: pd.DataFrame, axis: str = "") -> Picture | None:
    """Bands of groups, under a heading an item, highest band first. Columns: item, label, group_label, low, high.

    Place, length and order come from the band alone: there is nothing finer in the frame. A column told holds other
    words for a band.
    """
    return bands_in(panels_of(frame), axis)


def bands_in(panels: _Panels, axis: str = "") -> Picture | None:
    """As `bands`, items (label, their rows) and groups in the order given."""
    return _picture(_under_headings(panels, lambda rows: [
        ChartRow(one.group_label, getattr(one, "told", None) or shown((one.low, one.high), "range"),
            (Mark(one.low, one.high),))
        for one in rows.itertuples()]), axis)


def two_bands_in(panels: _Panels, waves, axis: str = "") -> Picture | None:
    """Bands of groups in two waves. Columns: group_label, low_1, high_1, low_2, high_2."""
    return _picture(_under_headings(panels, lambda rows: [
        ChartRow(one.group_label,
            _then_now(shown((one.low_1, one.high_1), "range"), shown((one.low_2, one.high_2), "range")),
            (Mark(one.low_1, one.high_1, series=1), Mark(one.low_2, one.high_2))) for one in rows.itertuples()]),
        axis, _key_of_waves(waves))


def side_by_side_in(frame: pd.DataFrame, headings: list[str], axis: str = "") -> Picture | None:
    """One row a thing, one mark a question. Columns: label, and for each heading a (share, low, high)."""
    rows = []
    for _, one in frame.iterrows():
        each = [(n % len(SERIES), *one[name]) for n, name in enumerate(headings)]
        marks = tuple(Mark(low, high, share, n) for n, share, low, high in each if share == share)
        values = " · ".join(shown(share, "percent") if share == share else "–" for _, share, _, _ in each)
        rows += [ChartRow(one["label"], values, marks)] * bool(marks)
    return _picture(rows, axis, tuple((name, *SERIES[n % len(SERIES)]) for n, name in enumerate(headings)))


def parts(frame: pd.DataFrame, names: dict[str, str], axis: str) -> Picture | None:
    """How a whole is parted, a bar a part, in the order given.

    Columns: label, value (words flush right), and those of `names` (column -> what it is called; shares).
    """
    rows = [ChartRow(one["label"], one["value"], tuple(Mark(0.0, one[name], series=n) for n, name in enumerate(names)))
            for _, one in frame.iterrows()]
    return _picture(rows, axis, tuple((words, SERIES[n][0], "s") for n, words in enumerate(names.values())))


def calendar(frame: pd.DataFrame, marks, months: int) -> Picture | None:
    """Activities as bars over the months, in the order given.

    Columns: label, when (in words), first, last (months from the start, 0 the first). marks: under the months, each
    (place from 0 to 1, words, start, middle or end).
    """
    rows = [ChartRow(one.label, one.when, (Mark(one.first / months, (one.last + 1) / months),))
            for one in frame.itertuples()]
    return _picture(rows, say("plan.calendar_axis"), scale=tuple(marks))


def confidence_run(frame: pd.DataFrame) -> Picture | None:
    """Pool by pool, in time, the range of those who felt confident before (left) and after (right) their session.

    Columns: pool, before_low, before_high, after_low, after_high.
    """
    frame = latest(frame)
    marks = tuple((Mark(one.before_low, one.before_high, series=1), Mark(one.after_low, one.after_high))
                  for one in frame.itertuples())
    return _run(frame, ((say("plan.before"), TEAL, "s"), (say("plan.after"), BLUE, "s")), marks=marks)


def places_run(frame: pd.DataFrame) -> Picture | None:
    """Pool by pool, in time, the share of places that were taken, with the middle one of all as a line.

    Columns: pool, places, attended.
    """
    frame = latest(frame)
    taken = shares_taken(frame)
    key = (say("plan.places_taken"), BLUE, "o"), (say("plan.middle"), TEAL, "_")
    return _run(frame, key, line=tuple(taken), middle=taken.median())


def _run(frame, key, **drawn):
    if frame.empty:
        return None
    step = (1 - _LEFT) / len(frame)
    places = tuple(_LEFT + (n + 0.5) * step for n in range(len(frame)))
    names = tuple((x, str(number), "middle") for x, number in zip(places, frame["pool"], strict=True))
    return Picture((Panel(places, left=_LEFT, **drawn),), say("plan.run_axis"), key, names)


def _picture(rows, axis, key=(), scale=()):
    return Picture(tuple(rows), axis or say("charts.share_of_answers"), key, scale) if rows else None


def _under_headings(panels, rows_of):
    """The rows of each panel, under its label if there are several."""
    return [row for label, part in panels for row in ([ChartRow(label)] if len(panels) > 1 else []) + rows_of(part)]


def _then_now(then, now):
    return say("charts.then_now", then=then, now=now)


def _key_of_waves(waves):
    first, second = waves or names_of_waves()
    return (first, *SERIES[1]), (second, *SERIES[0])


def _tones(items):
    """Answer -> tone, from the longest scale; a merged answer takes the tone of the part next to its neighbour."""
    full = max((list(rows["answer_label"]) for _, rows in items), key=lambda names: (len(names), names))
    ramp, tones = ramp_of(len(full)), {}
    frame = pd.concat([rows.assign(item=f"{n} {label}", label=label) for n, (label, rows) in enumerate(items)])
    for name in scale(frame):
        tones[name] = ramp[full.index(name)] if name in full else list(tones.values())[-1] if tones else ramp[0]
    return tones
