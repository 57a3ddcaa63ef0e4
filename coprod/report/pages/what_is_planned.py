"""The learning plan as findings: its calendar, what each activity is for, what is expected of it, and what is still to do."""

import datetime

import pandas as pd

from coprod.analysis import shares as estimate
from coprod.analysis.evaluation import smallest_seen
from coprod.plan.learning_plan import MONTHS, Plan, months_between
from coprod.record.safe import SafeTally
from coprod.report import tables
from coprod.report.blocks import Finding, Notice, Paragraph, Points
from coprod.report.charts import calendar
from coprod.report.messages import of_plan
from coprod.report.messages.of_numbers import points, withheld
from coprod.report.plan_checks import names_of, still_open
from coprod.report.tables import Table


def plan_summary(plan: Plan | None) -> list[Paragraph | Notice]:
    """How much is planned, from when to when, at what cost."""
    if plan is None:
        return [Notice(of_plan.word("none"))]
    last = max(activity.end for activity in plan.activities)
    places, cost = (sum(getattr(activity, name) for activity in plan.activities) for name in ("places", "cost"))
    return [Paragraph(of_plan.summary(len(plan.activities), plan.start, last, places, cost))]


def plan_calendar(plan: Plan | None, record: SafeTally) -> list[Finding]:
    """What happens when, for whom, and what it takes."""
    if plan is None:
        return []
    rows = pd.DataFrame([_row(plan, activity) for activity in sorted(plan.activities, key=lambda a: (a.start, a.end))])
    long = max(MONTHS, plan.months)
    marks = [(n / 4, of_plan.month(_later(plan.start, n * long // 4)), "start") for n in range(4)]
    heads = {name: of_plan.word(name) for name in ("activity", "for_whom", "months", "hours", "places", "cost")}
    table = Table(of_plan.word("calendar"), heads, rows, of_plan.source(record.about["title"]))
    by_end = rows.sort_values("last", kind="stable")
    told = of_plan.calendar_told(len(rows), *(f"{row['activity']} ({row['months']})." for row in (rows.iloc[0], by_end.iloc[-1])))
    chart = calendar(rows.assign(label=rows["activity"], when=rows["months"]), marks, long)
    return [Finding(of_plan.word("calendar"), of_plan.word("calendar_about"), chart, told, table.source, table)]


def plan_serves(plan: Plan | None, record: SafeTally) -> list[Finding]:
    """Which need each activity serves."""
    if plan is None:
        return []
    names = names_of(record)
    rows = pd.DataFrame({"activity": [activity.activity for activity in plan.activities],
                         "need": ["; ".join(names[name] for name in activity.needs) or of_plan.word("no_need")
                                  for activity in plan.activities],
                         "owner": [activity.owner for activity in plan.activities]})
    title = of_plan.word("serves")
    table = Table(title, {name: of_plan.word(name) for name in rows}, rows, of_plan.source(record.about["title"]))
    return [Finding(title, of_plan.word("serves_about"), None, "", table.source, table)]


def plan_expects(plan: Plan | None, record: SafeTally) -> list[Finding | Notice]:
    """By how much each measure should move, who agreed to it, and how large a change could be seen at all."""
    if plan is None:
        return []
    if not plan.expectations:
        return [Notice(of_plan.word("no_expectations"))]
    shares, names = estimate.shares(record).set_index("item")["share"], names_of(record)
    rows = pd.DataFrame([{
        "measure": names[one.indicator], "now": float(tables.rounded(shares[one.indicator])), "by": one.points / 100,
        "agreed": f"{one.agreed_by}, {of_plan.day(one.agreed_on)}" if one.signed else of_plan.word("not_agreed"),
        "seen": seen_from(smallest_seen(one, record))} for one in plan.expectations])
    title = of_plan.word("expected")
    table = Table(title, {name: of_plan.word(name) for name in rows}, rows, of_plan.source(record.about["title"]),
                  {"now": "percent", "by": "points"})
    return [Finding(title, of_plan.word("expected_about"), None, "", table.source, table)]


def plan_to_do(plan: Plan | None, record: SafeTally) -> list[Paragraph | Points]:
    """What the plan leaves open, in words."""
    if plan is None:
        return []
    found = tuple(one.words for one in still_open(plan, record))
    return [Points(found) if found else Paragraph(of_plan.word("nothing_to_do"))]


def seen_from(share: float) -> str:
    """The smallest change that can be seen, as a cell: "18 points"."""
    return withheld() if share != share else points(share).removeprefix("+")


def _row(plan: Plan, activity) -> dict:
    return {"activity": activity.activity, "for_whom": activity.for_whom, "months": of_plan.when(activity.start, activity.end),
            "hours": of_plan.hours(activity.hours), "places": f"{activity.places:,}", "cost": of_plan.pounds(activity.cost),
            "first": months_between(plan.start, activity.start),
            "last": months_between(plan.start, activity.end)}


def _later(start: datetime.date, months: int) -> datetime.date:
    years, month = divmod(start.month - 1 + months, 12)
    return start.replace(year=start.year + years, month=month + 1)
