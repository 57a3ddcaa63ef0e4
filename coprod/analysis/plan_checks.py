"""What a plan leaves open, measured against the survey it follows from: codes, and where each stands in its file."""

from math import nan

import pandas as pd

from coprod.analysis.evaluation import smallest_seen
from coprod.analysis.needs import LIKELY, all_needs
from coprod.errors import refuse
from coprod.plan import MONTHS, Expectation, Plan, read_plan
from coprod.record import Survey

_COLUMNS = ["code", "line", "column", "item", "activity", "least"]


def plan_of(survey: Survey) -> Plan | None:
    """The plan of a wave, or None where there is none.

    Raises BadInput, by file, line and column, also for a measure that the survey does not have.
    """
    plan = read_plan(survey.wave)
    if plan is None:
        return None
    known = survey.record.by_name
    refuse([place(plan, activity.line, column) + ": is no measure of this survey. Take its name from the codebook."
            for activity in plan.activities
            for column, names in (("needs", activity.needs), ("indicator", filter(None, [activity.indicator])))
            for name in names if name not in known])
    return plan


def still_open(survey: Survey, plan: Plan) -> pd.DataFrame:
    """One row a thing that is still to do.
    Columns: code (activity_open, need_open, unsigned, no_measure, too_small, too_long), line (of the plan's file; 0
    where a line is to be added), column (there), item (the measure, or ""), activity (its words, or ""), least (the
    smallest change that can be seen, 0 to 1; missing but for too_small).
    """
    rows = [("activity_open", one.line, "needs", "", one.activity, nan) for one in plan.activities if not one.needs]
    rows += [("need_open", 0, "needs", item, "", nan) for item in _unserved(survey, plan)]
    for one in plan.expectations:
        rows += _of_aim(survey, one)
    if plan.months > MONTHS:
        last = max(plan.activities, key=lambda activity: activity.end)
        rows.append(("too_long", last.line, "end", "", "", nan))
    return pd.DataFrame(rows, columns=_COLUMNS)


def place(plan: Plan, line: int, column: str) -> str:
    """A place in a plan's file as whoever mends it looks for it; line 0: the whole column."""
    return f'{plan.file}, line {line}, column "{column}"' if line else f'{plan.file}, column "{column}"'


def _unserved(survey: Survey, plan: Plan) -> list[str]:
    """Needs that are more likely than not in the top three of their kind, and that no activity names."""
    served = {name for activity in plan.activities for name in activity.needs}
    rows = all_needs(survey)
    return list(rows.loc[(rows["chance"] >= LIKELY) & ~rows["item"].isin(served), "item"])


def _of_aim(survey: Survey, one: Expectation) -> list[tuple]:
    line, seen = one.activities[0].line, smallest_seen(one, survey)
    blank = "agreed_on" if one.agreed_by else "agreed_by"
    found = [] if one.signed else [("unsigned", line, blank, one.indicator, "", nan)]
    if seen != seen:
        return [*found, ("no_measure", line, "indicator", one.indicator, "", nan)]
    if abs(one.points) < seen * 100 - 0.5:
        found.append(("too_small", line, "points", one.indicator, "", seen))
    return found
