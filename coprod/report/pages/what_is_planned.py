"""The learning plan as findings: its calendar, what each activity is for, what is expected, what is still to do."""

import datetime

import pandas as pd

from coprod.analysis import evaluation, needs
from coprod.analysis.plan_checks import place, plan_of, still_open
from coprod.plan import MONTHS, Activity, Plan, months_between
from coprod.record import Survey
from coprod.report import tables
from coprod.report.blocks import Finding, Notice, Paragraph, Points
from coprod.report.charts import calendar
from coprod.report.messages import own_words, say, shown
from coprod.report.pages.learning_needs import named
from coprod.report.tables import Table
from coprod.report.wording import title_of


def plan_summary(survey: Survey) -> list[Paragraph | Notice]:
    """How much is planned, from when to when, at what cost."""
    plan = plan_of(survey)
    if plan is None:
        return [Notice(say("plan.none"))]
    last = max(activity.end for activity in plan.activities)
    places, cost = (sum(getattr(activity, name) for activity in plan.activities) for name in ("places", "cost"))
    told = say("plan.summary", count=len(plan.activities), start=plan.start, end=last, places=places, cost=cost)
    return [Paragraph(told)]


def plan_calendar(survey: Survey) -> list[Finding]:
    """What happens when, for whom, and what it takes."""
    plan = plan_of(survey)
    if plan is None:
        return []
    rows = pd.DataFrame([_row(plan, activity) for activity in sorted(plan.activities, key=lambda a: (a.start, a.end))])
    long = max(MONTHS, plan.months)
    marks = [(n / 4, shown(_later(plan.start, n * long // 4), "short_month"), "start") for n in range(4)]
    title = say("plan.calendar")
    heads = {name: say(f"plan.{name}") for name in ("activity", "for_whom", "months", "hours", "places", "cost")}
    table = Table(title, heads, rows, _source(survey), {"places": "whole"})
    first, last = (f"{row['activity']} ({row['months']})." for row in (
        rows.iloc[0], rows.sort_values("last", kind="stable").iloc[-1]))
    told = say("plan.calendar_alt", count=len(rows), first=first, last=last)
    chart = calendar(rows.assign(label=rows["activity"], when=rows["months"]), marks, long)
    return [Finding(title, say("plan.calendar_about"), chart, told, table.source, table)]


def plan_serves(survey: Survey) -> list[Finding]:
    """Which need each activity serves."""
    plan = plan_of(survey)
    if plan is None:
        return []
    names = names_of(survey)
    rows = pd.DataFrame([{
        "activity": own_words(one.activity),
        "need": shown([names[name] for name in one.needs], "semicolons") or say("plan.no_need"),
        "owner": own_words(one.owner)} for one in plan.activities])
    return [_finding(survey, "serves", rows)]


def plan_expects(survey: Survey) -> list[Finding | Notice]:
    """By how much each measure should move, who agreed to it, and how large a change could be seen at all."""
    plan = plan_of(survey)
    if plan is None:
        return []
    if not plan.expectations:
        return [Notice(say("plan.no_expectations"))]
    frame, names = evaluation.expected(survey, plan), names_of(survey)
    rows = pd.DataFrame({
        "measure": frame["item"].map(names), "now": tables.rounded(frame["share"].astype(float)),
        "by": frame["expected"],
        "agreed": [say("plan.agreed_with", who=own_words(one.agreed_by), on=one.agreed_on) if one.signed
                   else say("plan.not_agreed") for one in frame.itertuples()],
        "seen": [shown(seen, "distance") for seen in frame["seen"]]})
    return [_finding(survey, "expected", rows, {"now": "percent", "by": "points"})]


def plan_to_do(survey: Survey) -> list[Paragraph | Points]:
    """What the plan leaves open, in words."""
    plan = plan_of(survey)
    if plan is None:
        return []
    frame, names = still_open(survey, plan), {"": ""} | names_of(survey)
    found = tuple(
        say(f"plan.{one.code}", measure=names[one.item], need=names[one.item], activity=own_words(one.activity))
        for one in frame.itertuples())
    return [Points(found) if found else Paragraph(say("plan.nothing_to_do"))]


def open_by_line(survey: Survey, plan: Plan) -> list[str]:
    """What the plan leaves open, by file, line and column, for whoever mends it there."""
    return [f"{place(plan, one.line, one.column)}: " + say(
        f"plan.in_file.{one.code}", need=one.item, least=one.least, months=plan.months, most=MONTHS)
        for one in still_open(survey, plan).itertuples()]


def names_of(survey: Survey) -> dict[str, str]:
    """What each measure is called in a plan: needs with what is lacking, all others by their label."""
    rows = needs.all_needs(survey)
    return {measure.name: own_words(measure.label) for measure in survey.record.measures} | dict(
        zip(rows["item"], named(survey, rows), strict=True))


def _finding(survey: Survey, key: str, rows: pd.DataFrame, kinds: dict[str, str] | None = None) -> Finding:
    """Rows of the plan under a title of their own; each column is called what the plan calls it."""
    title = say(f"plan.{key}")
    table = Table(title, {name: say(f"plan.{name}") for name in rows}, rows, _source(survey), kinds or {})
    return Finding(title, say(f"plan.{key}_about"), None, "", table.source, table)


def _source(survey: Survey) -> str:
    return say("plan.source", title=title_of(survey))


def _row(plan: Plan, activity: Activity) -> dict:
    return {"activity": own_words(activity.activity), "for_whom": own_words(activity.for_whom),
            "months": shown((activity.start, activity.end), "months"), "hours": shown(activity.hours, "hours"),
            "places": activity.places, "cost": shown(activity.cost, "money"),
            "first": months_between(plan.start, activity.start), "last": months_between(plan.start, activity.end)}


def _later(start: datetime.date, months: int) -> datetime.date:
    years, month = divmod(start.month - 1 + months, 12)
    return start.replace(year=start.year + years, month=month + 1)
