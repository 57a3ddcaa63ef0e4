"""Charts: one function a kind, each frame in, SVG bytes out, with a companion that tells its finding as alt text.

The same numbers give the same bytes, in whatever order the rows come; waves alone stand as given, in time. Frames without any
share give None and "".
"""

import pandas as pd

from coprod.report.charts.sheet import BLUE, PURPLE, TEAL, ramp_of, sheet_of
from coprod.report.messages.language import say
from coprod.report.messages.of_numbers import any_of, between, listed, percent
from coprod.report.tables import by_item, in_order, names_of_waves, positive_share, scale


def dots(frame: pd.DataFrame, axis: str = "") -> bytes | None:
    """Shares as dots on their likely ranges, highest first. Columns: label, share, low, high (0-1)."""
    frame = in_order(frame.dropna(subset="share"), ["share"])
    if frame.empty:
        return None
    with sheet_of(axis or say("charts.share_of_answers")) as sheet:
        ys = [sheet.row(label, percent(share), 16) for label, share in zip(frame["label"], frame["share"], strict=True)]
        sheet.track(ys, 9)
        sheet.lines(ys, frame["low"], frame["high"], BLUE)
        sheet.marks(ys, frame["share"], BLUE)
    return sheet.svg


def dots_alt(frame: pd.DataFrame, most: str = "", least: str = "") -> str:
    """What `dots` shows, in words: "Most often known: surveys (86%). Least often known: peer research (21%)."."""
    shown = frame.dropna(subset="share")
    told = list(zip(shown["label"], shown["share"], shown["share"].map(percent), strict=True))
    return _extremes(told, most, least)


def stacked(frame: pd.DataFrame, axis: str = "") -> bytes | None:
    """All answers of all staff as bars of 100%, most positive answers first.

    Columns as `estimate.answers`: item, label, answer_label, missing, positive, share; an item's rows in scale order.
    """
    items = _items(frame)
    if not items:
        return None
    tones = _tones(items)
    with sheet_of(axis or say("charts.share_of_answers")) as sheet:
        sheet.key([(name, tone, "s") for name, tone in tones.items()])
        for label, rows in items:
            sheet.bar(sheet.row(label, "", 26), rows["share"], [tones[name] for name in rows["answer_label"]])
    return sheet.svg


def stacked_alt(frame: pd.DataFrame) -> str:
    """What `stacked` shows, in words: for which item the positive answers are most and least common."""
    items = _items(frame)
    liked = {name for _, rows in items for name in rows.loc[rows["positive"].eq(True), "answer_label"]}
    if not liked:
        return " ".join(_commonest(label, rows) for label, rows in items)
    named = [name for name in scale(frame) if name in liked]
    sums = [(label, positive_share(rows), percent(positive_share(rows))) for label, rows in items]
    answers = any_of(named)
    if len(sums) == 1:
        return say("charts.answered_only", share=sums[0][2], answers=answers)
    return f"{say('charts.answered', answers=answers)} {_extremes(sums, say('charts.most'), say('charts.least'))}"


def dumbbell(frame: pd.DataFrame, waves=(), axis: str = "") -> bytes | None:
    """Two waves, one above the other, with their likely ranges; largest change first.

    Columns: label, share_1, low_1, high_1, share_2, low_2, high_2 (0-1).
    """
    frame = _compared(frame)
    if frame.empty:
        return None
    waves = waves or names_of_waves()
    with sheet_of(axis or say("charts.share_of_answers")) as sheet:
        sheet.key([(waves[0], TEAL, "o"), (waves[1], BLUE, "D")])
        values = [say("charts.then_now", then=percent(a), now=percent(b))
                  for a, b in zip(frame["share_1"], frame["share_2"], strict=True)]
        ys = [sheet.row(label, value, 28) for label, value in zip(frame["label"], values, strict=True)]
        sheet.track(ys, 24)
        for wave, colour, shape, shift in ((1, TEAL, "o", -5.5), (2, BLUE, "D", 5.5)):
            moved = [y + shift for y in ys]
            sheet.lines(moved, frame[f"low_{wave}"], frame[f"high_{wave}"], colour)
            sheet.marks(moved, frame[f"share_{wave}"], colour, shape)
    return sheet.svg


def dumbbell_alt(frame: pd.DataFrame, waves=()) -> str:
    """What `dumbbell` shows, in words: the item that rose most and the one that fell most."""
    frame = _compared(frame)
    told = [say("charts.from_to", then=percent(a), now=percent(b)) for a, b in zip(frame["share_1"], frame["share_2"], strict=True)]
    rows = list(zip(frame["label"], frame["step"], told, strict=True))
    rose = _extremes([row for row in rows if row[1] > 0][:1], say("charts.largest_rise"), "")
    fell = _extremes([row for row in rows if row[1] < 0][-1:], say("charts.largest_fall"), "")
    words = " ".join(filter(None, (rose, fell))) or (say("charts.neither") if rows else "")
    first, second = waves or names_of_waves()
    return words and say("charts.side_by_side", first=first, second=second, told=words)


def over_time(frame: pd.DataFrame, axis: str = "") -> bytes | None:
    """Shares in one wave after another with their likely ranges, a panel a measure, in the order given; the last wave stands out.

    Columns: item, label, wave, share, low, high (0-1).
    """
    panels = _measures(frame)
    if not panels:
        return None
    with sheet_of(axis or say("charts.share_of_answers")) as sheet:
        for rows in _under_headings(sheet, panels):
            ys = [sheet.row(wave, percent(share), 14) for wave, share in zip(rows["wave"], rows["share"], strict=True)]
            sheet.track(ys, 9)
            for part, tone, shape in ((slice(-1), TEAL, "o"), (slice(-1, None), BLUE, "D")):
                sheet.lines(ys[part], rows["low"][part], rows["high"][part], tone)
                sheet.marks(ys[part], rows["share"][part], tone, shape)
    return sheet.svg


def over_time_alt(frame: pd.DataFrame) -> str:
    """What `over_time` shows, in words: "Confident: 70% in “Baseline”, 80% in “Repeat”."."""
    told = [(label, [say("charts.in_wave", share=percent(share), wave=wave)
                     for wave, share in zip(rows["wave"], rows["share"], strict=True)]) for label, rows in _measures(frame)]
    return " ".join(say("charts.over_time", label=label, told=say("numbers.comma").join(parts)) for label, parts in told)


def bands(frame: pd.DataFrame, axis: str = "") -> bytes | None:
    """Bands of groups, a panel an item, highest band first. Columns: item, label, group_label, low, high (0-1).

    Place, length and order come from the band alone: there is nothing finer in the frame.
    """
    panels = _panels(frame)
    if not panels:
        return None
    with sheet_of(axis or say("charts.share_of_answers")) as sheet:
        for rows in _under_headings(sheet, panels):
            pairs = list(zip(rows["low"], rows["high"], strict=True))
            ys = [sheet.row(name, between(pair), 12) for name, pair in zip(rows["group_label"], pairs, strict=True)]
            sheet.track(ys, 11)
            sheet.lines(ys, rows["low"], rows["high"], BLUE, 11)
    return sheet.svg


def bands_alt(frame: pd.DataFrame) -> str:
    """What `bands` shows, in words: the groups in the highest and in the lowest band of each item."""
    panels = _panels(frame)
    told = [(label, _extremes(list(zip(rows["group_label"], zip(rows["low"], rows["high"], strict=True),
                                       map(between, zip(rows["low"], rows["high"], strict=True)), strict=True)),
                              "", "")) for label, rows in panels]
    return told[0][1] if len(told) == 1 else " ".join(say("charts.panel", label=label, told=words) for label, words in told)


def parts(frame: pd.DataFrame, names: dict[str, str], axis: str) -> bytes | None:
    """How a whole is parted, a bar a part, in the order given. Columns: label, value (words flush right), and those of `names`
    (column -> what it is called; shares, 0 to 1)."""
    if frame.empty:
        return None
    tones, step = dict(zip(names, (BLUE, TEAL, PURPLE), strict=False)), 11
    with sheet_of(axis) as sheet:
        sheet.key([(words, tones[name], "s") for name, words in names.items()])
        ys = [sheet.row(label, value, step * len(names)) for label, value in zip(frame["label"], frame["value"], strict=True)]
        sheet.track(ys, step * len(names))
        for place, name in enumerate(names):
            moved = [y + step * (place - (len(names) - 1) / 2) for y in ys]
            sheet.lines(moved, 0, frame[name], tones[name], step - 2)
    return sheet.svg


def _under_headings(sheet, panels):
    """The rows of each panel, under its label if there are several."""
    for label, rows in panels:
        if len(panels) > 1:
            sheet.heading(label)
        yield rows


def _items(frame):
    return by_item(frame[frame["missing"].fillna("").eq("")])


def _commonest(label, rows):
    top = rows.loc[rows["share"].idxmax()]
    return say("charts.commonest", label=label, answer=top["answer_label"], share=percent(top["share"]))


def _tones(items):
    """Answer -> tone, from the longest scale; a merged answer takes the tone of the part next to its neighbour."""
    full = max((list(rows["answer_label"]) for _, rows in items), key=lambda names: (len(names), names))
    ramp = ramp_of(len(full))
    tones = {}
    for name in scale(pd.concat([rows for _, rows in items])):
        tones[name] = ramp[full.index(name)] if name in full else list(tones.values())[-1] if tones else ramp[0]
    return tones


def _compared(frame):
    frame = frame.dropna(subset=["share_1", "share_2"])
    return in_order(frame.assign(step=frame["share_2"] - frame["share_1"]), ["step"])


def _panels(frame):
    groups = [(rows["label"].iloc[0], in_order(rows, ["low", "high"], "group_label"))
              for _, rows in frame.dropna(subset=["low", "high"]).groupby("item")]
    return sorted(groups, key=lambda group: group[0])


def _measures(frame):
    return [(rows["label"].iloc[0], rows) for _, rows in frame.dropna(subset="share").groupby("item", sort=False)]


def _extremes(told, most, least):
    """"Most: surveys (86%). Least: peer research (21%)." from (label, value, its words); ties are named together."""
    if not told:
        return ""
    most, least = most or say("charts.highest"), least or say("charts.lowest")
    ends = [(most, max(told, key=lambda row: row[1])[2]), (least, min(told, key=lambda row: row[1])[2])]
    names = {words: sorted(label for label, _, shown in told if shown == words) for _, words in ends}
    ends = ends[:1] if ends[0][1] == ends[1][1] else ends
    return " ".join(say("charts.end", side=side, names=_named(names[words]), value=words) for side, words in ends)


def _named(names):
    return listed(names if len(names) <= 3 else [*names[:2], say("charts.others", count=len(names) - 2)])
