"""Did the plan work: each agreed aim beside what came of it, how the sessions went, and what it all took; as findings."""

import pandas as pd

from coprod.analysis import evaluation as expectations
from coprod.plan.learning_plan import Plan
from coprod.record.pooled_sessions import SMALLEST, read_pools
from coprod.record.safe import SafeTally
from coprod.report import charts, tables
from coprod.report import messages as words
from coprod.report.blocks import Finding, Notice, Paragraph
from coprod.report.messages import of_change, of_plan
from coprod.report.order import in_order
from coprod.report.pages import plan as findings_of_plan
from coprod.report.plan_checks import names_of, plan_of
from coprod.report.tables import Table


def plan_judged(record: SafeTally, then: SafeTally | None = None) -> Plan | None:
    """The plan a page looks back on: that of the baseline where there is one, for the repeat judges it; else the wave's own."""
    return plan_of(then or record)


def what_came_of_it(plan: Plan | None, record: SafeTally, then: SafeTally | None = None) -> list[Finding | Notice | Paragraph]:
    """Each signed aim: met, partly met, not met, cannot tell; before the repeat what is expected."""
    if plan is None or then is None:
        return [Notice(of_plan.word("not_asked_again")), *findings_of_plan.plan_expects(plan, record)]
    if record.few or then.few:
        return [Notice(of_plan.word("few_compared"))]
    unsigned = [names_of(then)[one.indicator] for one in plan.expectations if not one.signed]
    last = [Paragraph(of_plan.left_out(unsigned))] if unsigned else []
    frame = expectations.judged(plan, then, record)
    if frame.empty:
        return [Notice(of_plan.word("nothing_agreed")), *last]
    frame = frame.assign(label=frame["item"].map(names_of(then)))
    return [_came(frame, then), *last, *_then_and_now(frame.dropna(subset=["share_1", "share_2"]), record, then)]


def how_sessions_went(plan: Plan | None, record: SafeTally, then: SafeTally | None = None) -> list[Finding | Notice | Paragraph]:
    """How sure people felt before and after, and how many places were taken; a pool of sessions a point."""
    pools = read_pools((then or record).wave)
    if plan is None or pools is None or pools.empty:
        return [Notice(of_plan.word("no_sessions"))]
    names = {activity.id: activity.activity for activity in plan.activities}
    rows = pools.assign(activity=pools["activity"].map(names).fillna(pools["activity"]), number=pools["pool"].map(str),
                        held=[of_plan.months(*ends) for ends in zip(pools["first"], pools["last"], strict=True)])
    return [_felt(rows), _filled(rows), Paragraph(of_plan.word("feeling"))]


def what_it_took(plan: Plan | None, record: SafeTally, then: SafeTally | None = None) -> list[Finding]:
    """Hours, cost, places, and the cost of a place and of a place taken."""
    if plan is None:
        return []
    rows = expectations.investment(plan, read_pools((then or record).wave))
    rows.loc[len(rows) - 1, "label"] = of_plan.word("all_activities")
    missing = of_plan.word("not_shown")
    money = {name: [missing if value != value else of_plan.pounds(value) for value in rows[name]]
             for name in ("cost", "cost_place", "cost_taken")}
    shown = rows.assign(hours=[of_plan.hours(value) for value in rows["hours"]],
                        taken=[missing if value != value else f"{int(value):,}" for value in rows["taken"]],
                        places=[f"{int(value):,}" for value in rows["places"]], **money)
    heads = {"label": of_plan.word("activity")} | {name: of_plan.word(key) for name, key in (
        ("hours", "all_hours"), ("cost", "cost"), ("places", "places"), ("cost_place", "cost_place"), ("taken", "taken"),
        ("cost_taken", "cost_taken"))}
    title = of_plan.word("took")
    table = Table(title, heads, shown, of_plan.source((then or record).about["title"]))
    total, told = rows.iloc[-1], f"{of_plan.word('took_about')} {of_plan.word('took_taken')}"
    return [Finding(of_plan.took(total["cost"], total["hours"]), told, None, "", table.source, table)]


def no_cause() -> list[Notice]:
    """That an aim was met does not show why."""
    return [Notice(of_plan.word("no_cause"))]


def judged_note() -> list[Paragraph]:
    """The technical note on how an aim is judged."""
    return [Paragraph(text) for text in of_plan.judged_note()]


def _came(frame: pd.DataFrame, then: SafeTally) -> Finding:
    ranges = [None if low != low else (low, high) for low, high in zip(
        tables.rounded(frame["low"].astype(float)), tables.rounded(frame["high"].astype(float)), strict=True)]
    rows = pd.DataFrame({"label": frame["label"], "by": frame["expected"], "change": _missing_is_blank(frame["change"]),
                         "range": pd.Series(ranges, dtype=object), "seen": frame["seen"].map(findings_of_plan.seen_from),
                         "outcome": frame["outcome"].map(of_plan.outcome)})
    heads = {"label": of_plan.word("measure")} | {name: of_plan.word(name) for name in ("by", "change", "range", "seen", "outcome")}
    title = of_plan.word("came_of_it")
    kinds = {"by": "points", "change": "points", "range": "points range"}
    table = Table(title, heads, rows, of_plan.source(then.about["title"]), kinds)
    told = f"{of_plan.outcomes(list(frame['outcome']))} {of_plan.word('how_judged')}"
    headline = of_plan.aims_met(int(frame["outcome"].eq(expectations.MET).sum()), len(frame))
    return Finding(headline, told, None, "", table.source, table)


def _then_and_now(frame: pd.DataFrame, record: SafeTally, then: SafeTally) -> list[Finding]:
    """The shares behind the changes, side by side."""
    if frame.empty:
        return []
    title, waves = of_plan.word("then_and_now"), (then.about["title"], record.about["title"])
    rows = in_order(frame, ["change"])[["label", "share_1", "share_2"]]
    rows = rows.assign(share_1=tables.rounded(rows["share_1"]), share_2=tables.rounded(rows["share_2"]))
    table = Table(title, dict(zip(rows, (of_plan.word("measure"), *waves), strict=True)), rows,
                  words.source(waves[1], of_change.compared_with(waves[0])), {"share_1": "percent", "share_2": "percent"})
    told = charts.dumbbell_alt(frame, waves)
    return [Finding(title, told, charts.dumbbell(frame, waves), f"{title}. {told}", table.source, table)]


def _felt(rows: pd.DataFrame) -> Finding:
    shown = rows.assign(before=list(zip(rows["before_low"], rows["before_high"], strict=True)),
                        after=list(zip(rows["after_low"], rows["after_high"], strict=True)))
    heads = {"number": of_plan.word("number"), "activity": of_plan.word("activity"), "held": of_plan.word("held"),
             "before": of_plan.word("felt_before"), "after": of_plan.word("felt_after")}
    title = of_plan.word("sessions")
    table = Table(title, heads, shown, of_plan.word("sessions_source"), {"before": "range", "after": "range"})
    told = charts.confidence_run_alt(rows)
    return Finding(title, f"{of_plan.pooled(SMALLEST)} {told}", charts.confidence_run(rows), told, table.source, table)


def _filled(rows: pd.DataFrame) -> Finding:
    shown = rows.assign(share=tables.rounded(charts.shares_taken(rows)))
    heads = {"number": of_plan.word("number"), "activity": of_plan.word("activity"), "held": of_plan.word("held"),
             "places": of_plan.word("places"), "attended": of_plan.word("came"), "share": of_plan.word("places_taken")}
    title = of_plan.word("run")
    table = Table(title, heads, shown, of_plan.word("sessions_source"),
                  {"places": "whole", "attended": "whole", "share": "percent"})
    told = charts.places_run_alt(rows)
    return Finding(title, told, charts.places_run(rows), f"{title}. {told}", table.source, table)


def _missing_is_blank(values: pd.Series) -> pd.Series:
    return pd.Series([None if value != value else value for value in tables.rounded(values.astype(float))], dtype=object)
