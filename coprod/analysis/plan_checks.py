"""What a plan leaves open, measured against the survey it follows from: for `coprod plan`, and in words for its page."""

from dataclasses import dataclass

from coprod.analysis.evaluation import smallest_seen
from coprod.analysis.needs import LIKELY, all_needs
from coprod.errors import refuse
from coprod.plan.learning_plan import MONTHS, OPEN, Plan, read_plan
from coprod.record.safe import SafeTally
from coprod.report.messages import of_needs, of_plan
from coprod.report.messages.of_numbers import whole


@dataclass(frozen=True)
class Open:
    """One thing that is still to do: `where` in the plan's file, what is wrong there, and the same in `words` for a page."""

    where: str
    what: str
    words: str

    def __str__(self):
        return f"{self.where}: {self.what}"


def plan_of(record: SafeTally) -> Plan | None:
    """The plan of a wave, or None; raises BadInput, by file, line and column, also for a measure that the survey does not have."""
    plan = read_plan(record.wave)
    if plan is None:
        return None
    known = {item["name"] for item in record.about["items"]}
    refuse([_at(plan, activity.line, column) + ": is no measure of this survey. Take its name from the codebook."
            for activity in plan.activities
            for column, names in (("needs", activity.needs), ("indicator", filter(None, [activity.indicator])))
            for name in names if name not in known])
    return plan


def still_open(plan: Plan, record: SafeTally) -> list[Open]:
    """Needs without an activity, activities without a need, aims too small to be seen, aims nobody signed, a plan too long."""
    found = [_open(plan, activity.line, "needs", "activity_open", activity=activity.activity)
             for activity in plan.activities if not activity.needs]
    found += _unserved(plan, record)
    for one in plan.expectations:
        found += _of_aim(plan, one, record)
    if plan.months > MONTHS:
        last = max(plan.activities, key=lambda activity: activity.end)
        found.append(_open(plan, last.line, "end", "too_long", months=plan.months, most=MONTHS))
    return found


def names_of(record: SafeTally) -> dict[str, str]:
    """What each measure is called in a plan: needs with what is lacking, all others by their label."""
    named = {item["name"]: item["label"] for item in record.about["items"]}
    rows = all_needs(record)
    return named | {item: of_needs.named(kind, label)
                    for item, kind, label in zip(rows["item"], rows["kind"], rows["label"], strict=True)}


def _unserved(plan: Plan, record: SafeTally) -> list[Open]:
    """Needs that are more likely than not in the top three of their kind, and that no activity names."""
    served = {name for activity in plan.activities for name in activity.needs}
    rows = all_needs(record)

    rows = rows[(rows["chance"] >= LIKELY) & ~rows["item"].isin(served)]
    names = names_of(record)
    where = f'{plan.file}, column "needs"'
    return [Open(where, OPEN["need_open"].format(need=item), of_plan.open_point("need_open", need=names[item]))
            for item in rows["item"]]


def _of_aim(plan: Plan, one, record: SafeTally) -> list[Open]:
    line, label = one.activities[0].line, names_of(record)[one.indicator]
    found = []
    if not one.signed:
        column = "agreed_on" if one.agreed_by else "agreed_by"
        found.append(_open(plan, line, column, "unsigned", measure=label))
    seen = smallest_seen(one, record)
    if seen != seen:
        return [*found, _open(plan, line, "indicator", "no_measure", measure=label)]
    if abs(one.points) < seen * 100 - 0.5:
        found.append(_open(plan, line, "points", "too_small", measure=label, least=whole(seen)))
    return found


def _open(plan: Plan, line: int, column: str, key: str, **values) -> Open:
    return Open(_at(plan, line, column), OPEN[key].format(**values), of_plan.open_point(key, **values))


def _at(plan: Plan, line: int, column: str) -> str:
    return f'{plan.file}, line {line}, column "{column}"'


