"""The first page, for everybody: the main findings in plain sentences, then what happens next, and other ways to read."""

import pandas as pd

from coprod.analysis import changes as compare
from coprod.record.safe import SafeTally
from coprod.report import charts, tables
from coprod.report import messages as words
from coprod.report.blocks import Finding, Notice, Points, Steps
from coprod.report.messages import of_change
from coprod.report.pages import small_survey as few
from coprod.report.pages.findings import headlines


def at_a_glance(record: SafeTally, baseline: SafeTally | None = None) -> list[Finding | Notice]:
    """A finding for each headline indicator, at most five; with a baseline it also says what changed since."""
    if record.few:
        made = few.headlines(record)
    elif baseline is None or baseline.few:
        made = headlines(record)
    else:
        made = [_then_and_now(baseline, record, one) for _, one in _changes(baseline, record).iterrows()]
    return made or [Notice(words.NOTHING)]


def what_happens_next(baseline: SafeTally | None = None) -> list[Steps]:
    """Who reads the results, and what follows."""
    return [Steps(words.NEXT if baseline is None else of_change.NEXT_AFTER_REPEAT)]


def protected(record: SafeTally) -> list[Points]:
    """How people are protected."""
    return [Points(tuple(words.protection(record.about["floor"])))]


def other_formats() -> list[Points]:
    """How to read the pages in another way."""
    return [Points(words.FORMATS)]


def _changes(baseline: SafeTally, record: SafeTally) -> pd.DataFrame:
    frame = compare.changes(baseline, record)
    return frame[frame["headline"] & frame["kind"].eq("indicator")]


def _then_and_now(baseline: SafeTally, record: SafeTally, one: pd.Series) -> Finding:
    """Both waves where they may be put side by side, else this one alone; the words say why."""
    alike = one["comparable"] == compare.COMPARABLE and one[["share_1", "share_2"]].notna().all()
    waves = [(baseline, 1), (record, 2)] if alike else [(record, 2)]
    rows = pd.DataFrame([{"item": one["item"], "label": one["label"], "wave": wave.about["title"]}
                         | {name: one[f"{name}_{n}"] for name in ("share", "low", "high", "base")} for wave, n in waves])
    numbers = one[["count_2", "base_2"]].fillna(0).astype(int)
    now = words.share_with_range(one["share_2"], one["low_2"], one["high_2"], *numbers)
    since = of_change.since(one["share_1"], one["comparable"] or one["verdict"])
    caption = words.source(record.about["title"], of_change.compared_with(baseline.about["title"]) if alike else "")
    table = tables.waves_table(rows, one["label"], caption.strip())
    return Finding(words.said(one["share_2"], one["phrase"]), f"{now} {since}", charts.over_time(rows),
                   charts.over_time_alt(rows), table.source, table)
