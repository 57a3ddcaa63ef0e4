"""The first page, for everybody: the main findings in plain sentences, what happens next, and other ways to read."""

import pandas as pd

from coprod.analysis.changes import COMPARABLE, changes
from coprod.analysis.robustness import headline_rows
from coprod.analysis.shares import response
from coprod.record import Survey
from coprod.report import charts, tables
from coprod.report.blocks import Finding, Notice, Paragraph, Points, Steps
from coprod.report.messages import say
from coprod.report.pages import small_survey
from coprod.report.pages.question_words import source, source_of_both
from coprod.report.pages.what_staff_told_us import bounds, headlines, said
from coprod.report.wording import title_of, verdict_of, worded


def summary(survey: Survey) -> list[Paragraph]:
    """Who was asked, when, and how many answered."""
    record = survey.record
    if record.is_small:
        return small_survey.summary(survey)
    usable = response(survey).set_index("answer").loc["usable"]
    who = say("survey.who_answered", count=int(usable["count"]), eligible=record.eligible, share=usable["share"],
              opened=record.opened, closed=record.closed)
    if usable["count"] >= record.eligible:
        return [Paragraph(who), Paragraph(say("survey.everybody_replied"))]
    return [Paragraph(who), Paragraph(say("survey.not_everyone")), Paragraph(say("survey.in_plain"))]


def at_a_glance(survey: Survey) -> list[Finding | Notice]:
    """A finding for each headline indicator, at most five; with a baseline it also says what changed since."""
    if survey.before is None or survey.any_small:
        made = headlines(survey)
    else:
        made = [_then_and_now(survey, one) for _, one in worded(survey, headline_rows(changes(survey))).iterrows()]
    return made or [Notice(say("survey.nothing"))]


def what_happens_next(survey: Survey) -> Steps:
    """Who reads the results, and what follows."""
    return Steps(say("survey.next" if survey.before is None else "change.next_after_repeat"))


def protected(survey: Survey) -> Points:
    """How people are protected."""
    return Points(say("survey.protection", floor=survey.record.floor))


def other_formats(survey: Survey) -> Points:
    """How to read the pages in another way."""
    return Points(say("survey.formats"))


def _then_and_now(survey: Survey, one: pd.Series) -> Finding:
    """Both waves where they may be put side by side, else this one alone; the words say why."""
    alike = one["comparable"] == COMPARABLE and one[["share_1", "share_2"]].notna().all()
    waves = [(survey.before, 1), (survey, 2)] if alike else [(survey, 2)]
    numbers = ["share", "low", "high", "base"]
    rows = pd.DataFrame([{"item": one["item"], "label": one["label"], "wave": title_of(wave)}
                         | {name: one[f"{name}_{n}"] for name in numbers} for wave, n in waves])
    count, base = one[["count_2", "base_2"]].fillna(0).astype(int)
    now = say("survey.share_with_range", share=one["share_2"], range=(one["low_2"], one["high_2"]), count=count,
              base=base)
    since = verdict_of(survey, one, "change.since")
    table = tables.waves_table(rows, one["label"], source_of_both(survey) if alike else source(survey, ""))
    told = " ".join(filter(None, [now, bounds(survey, one["item"], one["share_2"], one["base_2"]), since]))
    return Finding(said(one["share_2"], one["low_2"], one["high_2"], base, one["phrase"]), told,
                   charts.over_time(rows), charts.over_time_alt(rows), table.source, table)
