"""Return on expectations: what came of each agreed aim, and what the plan took. No cost is divided into a change."""

import math

import pandas as pd

from coprod.analysis.changes import MOVED, changes
from coprod.analysis.shares import shares
from coprod.plan import Activity, Expectation, Plan
from coprod.record import Survey
from coprod.stats import minimum_detectable_change, round_half_up

MET, PARTLY, MISSED, UNKNOWN = "met", "partly", "missed", "unknown"


def outcome(expected: float, change: float, low: float, high: float, moved: bool) -> str:
    """What came of an expectation: met, partly, missed or unknown, from changes as shares (-1 to 1).
    `moved`: the change is clear, by the verdict of `changes.changes`, so that no two pages disagree. Met: clear in the
    expected direction, and the best estimate, in the whole points a reader sees, is as large as expected. Partly: clear
    but smaller. Missed: not clear in that direction, and what was expected lies outside the likely range [low, high].
    All else is unknown. To ask that the whole range lie beyond what was expected would call hardly anything met: with
    120 answers a wave it reaches 9 points either way, and what senior staff sign is what they hope to see, not its
    lower end. So "met" says that the change is clear and its best estimate as large; the range beside it says how small
    the true one may be.
    """
    if math.isnan(change):
        return UNKNOWN
    way = 1 if expected > 0 else -1
    if moved and way * change > 0:
        return MET if round_half_up(way * change) >= way * expected - 1e-9 else PARTLY
    furthest = high if way > 0 else -low
    return MISSED if furthest < way * expected else UNKNOWN


def expected(survey: Survey, plan: Plan) -> pd.DataFrame:
    """One row an expectation of the survey's own plan, signed or not, in the order of the plan.
    Columns: item, share (now, 0 to 1), expected (-1 to 1), signed (bool), agreed_by (a role), agreed_on (date or None),
    seen (the smallest change that can be seen, 0 to 1).
    """
    share = shares(survey).set_index("item")["share"]
    rows = [(one.indicator, share[one.indicator], one.points / 100, one.signed, one.agreed_by, one.agreed_on,
             smallest_seen(one, survey)) for one in plan.expectations]
    return pd.DataFrame(rows, columns=["item", "share", "expected", "signed", "agreed_by", "agreed_on", "seen"])


def judged(survey: Survey, plan: Plan) -> pd.DataFrame:
    """One row a signed expectation of the plan of the wave before, in the order of the plan.
    Columns: as of `changes.changes`, and expected (-1 to 1), outcome, seen (the smallest change that can be seen, 0 to
    1), agreed_by (a role). A measure that this wave does not have, or that cannot be compared, is unknown and has no
    change.
    """
    signed = [one for one in plan.expectations if one.signed]
    frame = _changes_of(survey).reindex([one.indicator for one in signed]).rename_axis("item").reset_index()
    aims = pd.Series([one.points / 100 for one in signed], index=frame.index, dtype=float)
    rows = zip(aims, frame["change"].astype(float), frame["low"].astype(float), frame["high"].astype(float),
               frame["verdict"].isin(MOVED), strict=True)
    return frame.assign(expected=aims, outcome=[outcome(*row) for row in rows],
                        seen=[smallest_seen(one, survey.before, survey) for one in signed],
                        agreed_by=[one.agreed_by for one in signed])


def smallest_seen(expectation: Expectation, before: Survey, after: Survey | None = None) -> float:
    """The smallest change (a share) of an expectation's measure that is seen with 80% power; missing without a share.
    Before the repeat (`after` None), with as many answers as the first wave has. At the share half way between then and
    what is expected, for the spread of both counts.
    """
    waves = (before, after or before)
    then, now = (shares(wave).set_index("item").reindex([expectation.indicator]).iloc[0] for wave in waves)
    if pd.isna(then["share"]) or pd.isna(now["base"]):
        return math.nan
    halfway = min(max(then["share"] + expectation.points / 200, 0.0), 1.0)
    people = int(then["base"]), waves[0].record.eligible, int(now["base"]), waves[1].record.eligible
    return float(minimum_detectable_change(*people, share=halfway))


def investment(plan: Plan, pools: pd.DataFrame | None) -> pd.DataFrame:
    """One row an activity, then the sum.
    Columns: activity (its id in the plan, "" of the sum), hours (in all), cost (pounds), places, cost_place, taken,
    cost_taken. taken: people who came, of pools that may be shown (missing where there are none yet); pounds are not
    rounded. The sum divides only the cost of activities whose places taken are shown.
    """
    came = pools.groupby("activity")["attended"].sum() if pools is not None else pd.Series(dtype=float)
    rows = pd.DataFrame([_took(activity, came.get(activity.id, math.nan)) for activity in plan.activities])
    seen = rows[rows["taken"].notna()]
    total = {name: rows[name].sum() for name in ("hours", "cost", "places")} | {"taken": seen["taken"].sum(min_count=1)}
    total |= {"activity": "", "cost_place": _each(total["cost"], total["places"]),
              "cost_taken": _each(seen["cost"].sum(), total["taken"])}
    return pd.concat([rows, pd.DataFrame([total])], ignore_index=True)


def _took(activity: Activity, taken: float) -> dict:
    cost, places = activity.cost, activity.places
    return {"activity": activity.id, "hours": activity.hours * places, "cost": cost, "places": places,
            "cost_place": _each(cost, places), "taken": taken, "cost_taken": _each(cost, taken)}


def _each(cost: float, number: float) -> float:
    return cost / number if number and number == number else math.nan


def _changes_of(survey: Survey) -> pd.DataFrame:
    """All changes by measure; an item that an indicator of its own stands for has that indicator's."""
    frame = changes(survey).set_index("item")
    twins = [frame.loc[[name]].rename(index={name: item})
             for item, name in survey.record.stands_for.items() if name in frame.index]
    return pd.concat([frame, *twins])
