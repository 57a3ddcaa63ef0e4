"""What each kind of chart shows, in words; "" where no row has a share."""

import pandas as pd

from coprod.record import Verdict
from coprod.report.messages import say, shown
from coprod.report.order import (
    compared,
    items_of,
    latest,
    measures_of,
    names_of_waves,
    panels_of,
    positive_share,
    scale,
    shares_taken,
)
from coprod.stats import clear_of_all

_MOVED = (Verdict.IMPROVED, Verdict.DECLINED, Verdict.RISEN, Verdict.FALLEN)


def dots_alt(frame: pd.DataFrame, most: str = "", least: str = "") -> str:
    """"Most often known: surveys (86%). Least often known: peer research (21%).". Columns: label, share (0-1)."""
    rows = frame.dropna(subset="share")
    told = [(label, share, shown(share, "percent")) for label, share in zip(rows["label"], rows["share"], strict=True)]
    return _extremes(told, most, least)


def stacked_alt(frame: pd.DataFrame) -> str:
    """For which item the positive answers are most and least common. Columns as of `kinds.stacked`."""
    items = items_of(frame)
    liked = {name for _, rows in items for name in rows.loc[rows["positive"].eq(True), "answer_label"]}
    if not liked:
        return " ".join(_commonest(label, rows) for label, rows in items)
    sums = [(label, positive_share(rows), shown(positive_share(rows), "percent")) for label, rows in items]
    alone = liked - _merged(frame) or liked
    answers = shown([name for name in scale(frame) if name in alone], "any_of")
    if len(sums) == 1:
        return say("charts.answered_only", share=sums[0][2], answers=answers)
    return f"{say('charts.answered', answers=answers)} {_extremes(sums, say('charts.most'), say('charts.least'))}"


def dumbbell_alt(frame: pd.DataFrame, waves=()) -> str:
    """The item that rose most and the one that fell most, of those whose change is clear.

    Columns: label, share_1, share_2 (0-1), verdict (of `changes`).
    """
    frame = compared(frame)
    there = len(frame) > 0
    frame = frame[frame["verdict"].isin(_MOVED)]
    told = [_from_to(*ends) for ends in zip(frame["share_1"], frame["share_2"], strict=True)]
    rows = list(zip(frame["label"], frame["step"], told, strict=True))
    rose = _extremes([row for row in rows if row[1] > 0][:1], say("charts.largest_rise"), "")
    fell = _extremes([row for row in rows if row[1] < 0][-1:], say("charts.largest_fall"), "")
    words = " ".join(filter(None, (rose, fell))) or (say("charts.none_clear") if there else "")
    first, second = waves or names_of_waves()
    return words and say("charts.side_by_side", first=first, second=second, told=words)


def over_time_alt(frame: pd.DataFrame) -> str:
    """"Confident: 70% in “Baseline”, 80% in “Repeat”.". Columns: item, label, wave, share (0-1)."""
    told = []
    for label, rows in measures_of(frame):
        parts = [say("charts.in_wave", share=shown(share, "percent"), wave=wave)
                 for wave, share in zip(rows["wave"], rows["share"], strict=True)]
        told.append(say("charts.over_time", label=label, told=say("numbers.comma").join(parts)))
    return " ".join(told)


def bands_alt(frame: pd.DataFrame) -> str:
    """The group whose whole band lies above, and the one whose lies below, all others of each item; if there is one.

    Columns: item, label, group_label, low, high (0-1); perhaps told, other words for a band.
    """
    told = []
    for label, rows in panels_of(frame):
        told.append((label, _clear(rows)))
    if len(told) == 1:
        return told[0][1]
    return " ".join(say("charts.panel", label=label, told=words) for label, words in told)


def confidence_run_alt(frame: pd.DataFrame) -> str:
    """In how many pools the range after lies above the range before; ranges that touch do not.

    Columns as of `kinds.confidence_run`.
    """
    higher = int((frame["after_low"] > frame["before_high"] + 1e-6).sum())
    return f"{say('plan.confidence_told', higher=higher, count=len(frame))}{_only_latest(frame)}"


def places_run_alt(frame: pd.DataFrame) -> str:
    """The least, the most and the middle share of places taken in all pools.

    Columns as of `kinds.places_run`.
    """
    taken = shares_taken(frame)
    told = "" if taken.empty else say("plan.places_about", low=taken.min(), high=taken.max(), middle=taken.median())
    return f"{told}{_only_latest(frame)}"


def _only_latest(frame: pd.DataFrame) -> str:
    """That the picture leaves out the earlier of many pools."""
    drawn = latest(frame)
    return f" {say('plan.only_latest', count=len(drawn))}" if len(drawn) < len(frame) else ""


def _merged(frame):
    """The labels of answers shown as one; none where the frame has no codes of answers."""
    if "answer" not in frame:
        return set()
    return set(frame.loc[frame["answer"].str.contains("+", regex=False), "answer_label"])


def _from_to(then, now):
    ends = shown(then, "percent"), shown(now, "percent")
    key = "charts.less_than_a_point" if ends[0] == ends[1] else "charts.from_to"
    return say(key, then=ends[0], now=ends[1])


def _clear(rows):
    """Which band lies wholly above all others, and which below; that none does."""
    ends = zip((say("charts.highest"), say("charts.lowest")), clear_of_all(rows["low"], rows["high"]), strict=True)
    told = [say("charts.end", side=side, names=[one.group_label],
                value=getattr(one, "told", None) or shown((one.low, one.high), "range"))
            for side, mask in ends for one in rows[mask].itertuples()]
    return " ".join(told) or say("charts.overlap")


def _commonest(label, rows):
    top = rows.loc[rows["share"].idxmax()]
    return say("charts.commonest", label=label, answer=top["answer_label"], share=shown(top["share"], "percent"))


def _extremes(told, most, least):
    """"Most: surveys (86%). Least: peer research (21%)." from (label, value, its words); ties are named together."""
    if not told:
        return ""
    most, least = most or say("charts.highest"), least or say("charts.lowest")
    ends = [(most, max(told, key=lambda row: row[1])[2]), (least, min(told, key=lambda row: row[1])[2])]
    names = {words: sorted(label for label, _, value in told if value == words) for _, words in ends}
    ends = ends[:1] if ends[0][1] == ends[1][1] else ends
    return " ".join(say("charts.end", side=side, names=_named(names[words]), value=words) for side, words in ends)


def _named(names):
    return shown(names if len(names) <= 3 else [*names[:2], say("charts.others", count=len(names) - 2)], "list")
