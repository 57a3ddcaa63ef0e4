"""Who answered, in all and group by group, and what those who did not answer could change."""

import pandas as pd

from coprod.analysis import robustness, shares
from coprod.record import EVERYONE, RESPONSE, TEAM, Breakdown, Survey
from coprod.report import charts, tables
from coprod.report.blocks import Finding, Notice, Paragraph
from coprod.report.messages import say
from coprod.report.pages import many_groups, small_survey
from coprod.report.pages.question_words import source
from coprod.report.tables import Table
from coprod.report.wording import heading_of, notes_of, worded

_NEAR = 0.015  # so far from a fraction a known share may be said as about that
ON_RANGES = ("wide_ranges", "divided_only")  # notes on the ranges that are shown, not on what is left out


def response(survey: Survey) -> Finding | Paragraph:
    """How many answered: all usable answers and finished ones."""
    if survey.record.is_small:
        return small_survey.response(survey)
    frame = shares.response(survey).set_index("answer").loc[["usable", "complete"]]
    usable, complete = frame["count"]
    rows = frame.assign(label=[say("findings.all_usable"), say("findings.finished_answers")], low=frame["share"],
                        high=frame["share"])
    columns = {"label": say("findings.answers"), "count": say("findings.people"),
               "share": say("findings.share_of_all_staff")}
    table = Table(say("findings.who_answered"), columns, rows, _of_all_staff(survey),
                  {"count": "whole", "share": "percent"})
    share = frame.loc["usable", "share"]
    return Finding(say("survey.said_of_staff", share=(share, share - _NEAR, share + _NEAR),
                       phrase=say("findings.answered_the_survey")),
                   say("survey.finished_or_not", complete=complete, partial=usable - complete),
                   charts.dots(rows, say("findings.share_of_all_staff")),
                   charts.dots_alt(rows, say("findings.share_of_all_staff"), say("findings.finished")), table.source,
                   table)


def response_by_group(survey: Survey) -> list[Finding | Notice]:
    """Between which numbers those of each group who answered lie."""
    teams = [one for one in survey.record.breakdowns if one.name == TEAM]
    if survey.record.is_long(TEAM):
        return many_groups.counted(survey, *teams, [RESPONSE], "response") or no_groups(survey)
    frame = shares.response_by_group(survey)
    if survey.record.is_small or frame.empty:
        return no_groups(survey)
    return [ranges(survey, said_of_people(worded(survey, frame)), say("findings.answered_by_team"), *teams)]


def who_is_silent(survey: Survey) -> list[Paragraph | Table]:
    """The headline shares beside the weighted ones and the lowest and highest that those who did not answer allow."""
    rows = worded(survey, robustness.silent(survey))
    if rows.empty:
        return [Paragraph(say("survey.few" if survey.record.is_small else "survey.too_few"))]
    columns = {"label": say("findings.staff_who"), "share": say("doubts.of_those"), "adjusted": say("doubts.weighted"),
               "low": say("doubts.lowest"), "high": say("doubts.highest")}
    if rows["adjusted"].isna().all():
        columns.pop("adjusted")
    kinds = dict.fromkeys(("share", "adjusted", "low", "high"), "percent")
    return [Paragraph(say("survey.silent")), *([Paragraph(say("survey.weighted"))] if "adjusted" in columns else []),
            Table(say("doubts.silent"), columns, rows, _of_all_staff(survey), kinds)]


def response_note(survey: Survey) -> list[Paragraph]:
    """The technical note on who answered."""
    if survey.record.is_small:
        return [Paragraph(say("survey.few"))]
    rates = robustness.rates(survey)
    told = (say("survey.response_rates", usable=rates["RR2"], complete=rates["RR1"]), say("survey.likely_ranges"),
            say("survey.kish", factor=survey.record.kish))
    return [Paragraph(text) for text in told if text]


def ranges(survey: Survey, rows: pd.DataFrame, title: str, breakdown: Breakdown) -> Finding:
    """The range of each group of a breakdown; rows: of `shares.groups`, of one measure, in words."""
    caption = source(survey, say("survey.ranges", breakdown=breakdown.name, group=heading_of(breakdown)))
    table = tables.bands_table(rows, title, caption, heading_of(breakdown))
    told = charts.bands_alt(rows)
    notes = [*whose_shares(survey, breakdown, rows), *notes_of(survey.record, breakdown.name, ON_RANGES)]
    about = " ".join([told, say("survey.about_groups", breakdown=breakdown.name), *notes])
    alt = say("findings.few_alt", title=title, told=told)
    return Finding(title, about, charts.bands(rows), alt, caption, table)


def whose_shares(survey: Survey, breakdown: Breakdown, rows: pd.DataFrame) -> list[str]:
    """Of whom the shares of groups in these rows are, in sentences; none for who answered."""
    if survey.record.group_base != EVERYONE or rows["item"].eq(RESPONSE).all():
        return []
    return [say(f"survey.{key}", breakdown=breakdown.name) for key in ("of_everybody", "a_little_below")]


def said_of_people(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `shares.response_by_group` with a column told ("16 to 22 of 34"), unless no people are told."""
    if rows["at_least"].isna().any():
        return rows
    people = rows[["at_least", "at_most", "staff"]].astype(object).itertuples(index=False)
    return rows.assign(told=[say("survey.people_of", low=low, high=None if pd.isna(high) else high, staff=staff)
                             for low, high, staff in people])


def no_groups(survey: Survey) -> list[Notice]:
    """Why nothing is shown by group."""
    return [Notice(" ".join(notes_of(survey.record)) or say("teams.no_teams"))]


def _of_all_staff(survey: Survey) -> str:
    return source(survey, say("survey.could_answer", count=survey.record.eligible))
