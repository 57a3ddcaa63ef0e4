"""What a wave with few answers says: everybody who answered is one group, so there are ranges and no counts."""

import pandas as pd

from coprod.analysis.shares import groups, response_by_group
from coprod.record import Survey
from coprod.report import charts, tables
from coprod.report.blocks import Finding, Paragraph
from coprod.report.messages import say
from coprod.report.pages.question_words import source
from coprod.report.wording import worded


def summary(survey: Survey) -> list[Paragraph]:
    """When the survey ran, and between which shares of staff answered."""
    record, frame = survey.record, response_by_group(survey)
    low, high = (None, None) if frame.empty else frame[["low", "high"]].iloc[0]
    return [Paragraph(say("survey.few_answered", opened=record.opened, closed=record.closed, eligible=record.eligible,
                          low=low, high=high))]


def response(survey: Survey) -> Finding | Paragraph:
    """Between which shares of staff answered."""
    rows = worded(survey, response_by_group(survey))
    if rows.empty:
        return Paragraph(say("survey.few"))
    return _one(survey, rows.assign(group_label=say("survey.all_staff")), say("findings.how_many_answered"))


def headlines(survey: Survey) -> list[Finding]:
    """A finding for each headline indicator that may be shown, in the order of the codebook."""
    frame = worded(survey, groups(survey)).assign(group_label=say("survey.all_staff"))
    return [_one(survey, rows, say("survey.said_between", **rows[["low", "high", "phrase"]].iloc[0]))
            for _, rows in frame[frame["headline"]].groupby("item", sort=False)]


def other_questions(survey: Survey, construct: str = "") -> list[Finding]:
    """All other measures that may be shown, a finding a question or grid; `construct`: those of one construct only."""
    frame = worded(survey, groups(survey))
    within = [item for item, measure in survey.record.by_name.items() if construct in ("", measure.construct)]
    frame = frame[~frame["headline"] & frame["item"].isin(within)]
    question = frame["stem"].where(frame["stem"] != "", say("survey.other_questions"))
    return [_one(survey, rows.assign(item=title, group_label=rows["label"], label=title), title)
            for title, rows in frame.groupby(question, sort=False)]


def _one(survey: Survey, rows: pd.DataFrame, title: str) -> Finding:
    table = tables.bands_table(rows, title, source(survey, say("survey.everybody")), say("tables.asked_about"))
    told = say("findings.few_alt", title=title, told=charts.bands_alt(rows))
    return Finding(title, say("survey.somewhere"), charts.bands(rows), told, table.source, table)
