"""Did the plan work, as findings: each agreed aim beside what came of it, how the sessions went, what it all took."""

import pandas as pd

from coprod.analysis import evaluation
from coprod.analysis.plan_checks import plan_of
from coprod.plan import Plan
from coprod.record import Survey
from coprod.record.pooled_sessions import SMALLEST, read_pools
from coprod.report import charts, tables
from coprod.report.blocks import Finding, Notice, Paragraph
from coprod.report.messages import counted, own_words, say, shown
from coprod.report.order import in_order
from coprod.report.pages.what_is_planned import names_of, plan_expects, plan_summary
from coprod.report.tables import Table
from coprod.report.wording import title_of

_MONEY = ("cost", "cost_place", "cost_taken")


def plan_judged(survey: Survey) -> Plan | None:
    """The plan a page looks back on: that of the baseline, for the repeat judges it; else that of the wave itself."""
    return plan_of(_planned(survey))


def plan_looked_back_on(survey: Survey) -> list[Paragraph | Notice]:
    """How much was planned, from when to when, at what cost."""
    return plan_summary(_planned(survey))


def what_came_of_it(survey: Survey) -> list[Finding | Notice | Paragraph]:
    """Each signed aim: met, partly met, not met, cannot tell; before the repeat what is expected."""
    plan = plan_judged(survey)
    if plan is None or survey.before is None:
        return [Notice(say("plan.not_asked_again")), *plan_expects(_planned(survey))]
    if survey.any_small:
        return [Notice(say("plan.few_compared"))]
    names = names_of(survey.before)
    unsigned = [names[one.indicator] for one in plan.expectations if not one.signed]
    last = [Paragraph(say("plan.left_out", measures=unsigned))] if unsigned else []
    frame = evaluation.judged(survey, plan)
    if frame.empty:
        return [Notice(say("plan.nothing_agreed")), *last]
    frame = frame.assign(label=frame["item"].map(names))
    return [_came(survey, frame), *last, *_then_and_now(survey, frame.dropna(subset=["share_1", "share_2"]))]


def how_sessions_went(survey: Survey) -> list[Finding | Notice | Paragraph]:
    """How sure people felt before and after, and how many places were taken; a pool of sessions a point."""
    plan, pools = plan_judged(survey), read_pools(_planned(survey).wave)
    if plan is None or pools is None or pools.empty:
        return [Notice(say("plan.no_sessions"))]
    rows = pools.assign(activity=pools["activity"].map(_activities(plan)).fillna(pools["activity"]),
                        number=pools["pool"].map(str),
                        held=[shown(ends, "months") for ends in zip(pools["first"], pools["last"], strict=True)])
    return [_felt(rows), _filled(rows), Paragraph(say("plan.feeling"))]


def what_it_took(survey: Survey) -> list[Finding]:
    """Hours, cost, places, and the cost of a place and of a place taken."""
    plan, planned = plan_judged(survey), _planned(survey)
    if plan is None:
        return []
    rows = evaluation.investment(plan, read_pools(planned.wave))
    cells = rows.assign(
        activity=rows["activity"].map(_activities(plan) | {"": say("plan.all_activities")}),
        hours=[shown(value, "hours") for value in rows["hours"]], taken=_shown_yet(rows["taken"], "people"),
        **{name: _shown_yet(rows[name], "money") for name in _MONEY})
    heads = {"activity": "activity", "hours": "all_hours"} | {
        name: name for name in ("cost", "places", "cost_place", "taken", "cost_taken")}
    table = Table(say("plan.took"), {name: say(f"plan.{key}") for name, key in heads.items()}, cells,
                  say("plan.source", title=title_of(planned)), {"places": "whole"})
    headline = say("plan.took_headline", cost=rows["cost"].iloc[-1], hours=rows["hours"].iloc[-1])
    told = f"{say('plan.took_about')} {say('plan.took_taken')}"
    return [Finding(headline, told, None, "", table.source, table)]


def no_cause(survey: Survey) -> list[Notice]:
    """That an aim was met does not show why."""
    return [Notice(say("plan.no_cause"))]


def judged_note(survey: Survey) -> list[Paragraph]:
    """The technical note on how an aim is judged."""
    return [Paragraph(text) for text in say("plan.judged_note")]


def _planned(survey: Survey) -> Survey:
    """The survey whose plan is looked back on."""
    return survey.before or survey


def _activities(plan: Plan) -> dict[str, str]:
    return {activity.id: own_words(activity.activity) for activity in plan.activities}


def _shown_yet(values: pd.Series, form: str) -> list[str]:
    return [say("plan.not_shown") if value != value else shown(value, form) for value in values]


def _came(survey: Survey, frame: pd.DataFrame) -> Finding:
    decimals = frame["decimals"].fillna(0).astype(int)
    low, high, change = (tables.as_fine(frame[name], decimals) for name in ("low", "high", "change"))
    ranges = [None if ends[0] != ends[0] else ends for ends in zip(low, high, strict=True)]
    rows = pd.DataFrame({
        "measure": frame["label"], "by": frame["expected"], "change": change, "range": pd.Series(ranges, dtype=object),
        "seen": [shown(seen, "distance") for seen in frame["seen"]],
        "outcome": [say(f"plan.{outcome}") for outcome in frame["outcome"]]})
    table = Table(say("plan.came_of_it"), {name: say(f"plan.{name}") for name in rows}, rows,
                  say("plan.source", title=title_of(survey.before)),
                  {"by": "points", "change": "points", "range": "points range"})
    counts = frame["outcome"].value_counts().to_dict()
    told = f"{say('plan.counts', told=counted('plan.outcomes', counts))} {say('plan.how_judged')}"
    headline = say("plan.headline", met=counts.get(evaluation.MET, 0), count=len(frame))
    return Finding(headline, told, None, "", table.source, table)


def _then_and_now(survey: Survey, frame: pd.DataFrame) -> list[Finding]:
    """The shares behind the changes, side by side."""
    if frame.empty:
        return []
    title, waves = say("plan.then_and_now"), (title_of(survey.before), title_of(survey))
    rows = in_order(frame, ["change"])[["label", "share_1", "share_2"]]
    rows = rows.assign(share_1=tables.rounded(rows["share_1"]), share_2=tables.rounded(rows["share_2"]))
    table = Table(title, dict(zip(rows, (say("plan.measure"), *waves), strict=True)), rows,
                  say("survey.source", title=waves[1], base=say("change.compared_with", title=waves[0])),
                  {"share_1": "percent", "share_2": "percent"})
    told = charts.dumbbell_alt(frame, waves)
    return [Finding(title, told, charts.dumbbell(frame, waves), f"{title}. {told}", table.source, table)]


def _felt(rows: pd.DataFrame) -> Finding:
    cells = rows.assign(felt_before=list(zip(rows["before_low"], rows["before_high"], strict=True)),
                        felt_after=list(zip(rows["after_low"], rows["after_high"], strict=True)))
    heads = {name: say(f"plan.{name}") for name in ("number", "activity", "held", "felt_before", "felt_after")}
    title = say("plan.sessions")
    table = Table(title, heads, cells, say("plan.sessions_source"), {"felt_before": "range", "felt_after": "range"})
    told = charts.confidence_run_alt(rows)
    summary = f"{say('plan.sessions_about', enough=SMALLEST)} {told}"
    return Finding(title, summary, charts.confidence_run(rows), told, table.source, table)


def _filled(rows: pd.DataFrame) -> Finding:
    cells = rows.assign(came=rows["attended"], places_taken=tables.rounded(charts.shares_taken(rows)))
    heads = {name: say(f"plan.{name}") for name in ("number", "activity", "held", "places", "came", "places_taken")}
    title = say("plan.run")
    table = Table(title, heads, cells, say("plan.sessions_source"),
                  {"places": "whole", "came": "whole", "places_taken": "percent"})
    told = charts.places_run_alt(rows)
    return Finding(title, told, charts.places_run(rows), f"{title}. {told}", table.source, table)
