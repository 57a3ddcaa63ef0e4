"""What groups said, in ranges: of one survey or two, and of a survey so small that everybody is one group."""

from dataclasses import replace

import pandas as pd

from coprod.analysis.changes import same_groups
from coprod.analysis.group_counts import group_counts, groups_in_both
from coprod.analysis.shares import groups
from coprod.explorer.choices import ANSWERS, ASKED, BOTH, CHANGE, NAME, NOW, THEN, Choices, breakdowns, one_of
from coprod.explorer.result import UNNAMED, Result, ends, in_order, labelled, same_order, what_counts
from coprod.explorer.two_surveys import titles_of
from coprod.record import MOST_LISTED, Record, Survey
from coprod.report import charts, tables
from coprod.report.messages import say, shown
from coprod.report.pages import many_groups
from coprod.report.pages.who_answered import ON_RANGES
from coprod.report.tables import Table
from coprod.report.wording import notes_of

RANGES, COUNTS = "ranges", "counts"


def by_group(survey: Survey, choices: Choices, items: dict[str, str]) -> Result:
    """The range of each group, or of both surveys side by side where a group is the same in both."""
    if choices.survey == BOTH:
        return _both(survey, choices, items)
    one, by = one_of(survey, choices.survey), _named(survey, choices)
    if one.record.is_long(choices.by):
        return _counted(survey, choices, items)
    frame, notes = labelled(one, groups(one, choices.by), items), notes_of(one.record, choices.by, ON_RANGES)
    if frame.empty:
        return Result(RANGES, why=" ".join([say("explore.why_by_group", who=say("explore.who", **by)), *notes]))
    panels = _panels(frame, items, choices.sort, ["low", "high"], one.record)
    notes = [" ".join([say("survey.about_groups", **by), *notes]), *_notes(survey, choices, items, frame)]
    return Result(RANGES, charts.bands_in(panels, say("explore.axis_groups")), _table(panels, by["group"]),
                  _told(panels, ["low", "high"]), charts.bands_alt(frame), say("survey.ranges", **by), notes)


def small_survey(survey: Survey, choices: Choices, items: dict[str, str]) -> Result:
    """The ranges of a survey with few answers; two surveys of which one is so small are not compared."""
    if choices.survey == BOTH:
        return Result(RANGES, why=say("change.few_compared"))
    one = one_of(survey, choices.survey)
    frame = labelled(one, groups(one), items)
    if frame.empty:
        return Result(RANGES, why=say("explore.why_too_few"))
    missing = [label for label in items.values() if label not in set(frame["label"])]
    frame = frame.assign(group_label=frame["label"], label=UNNAMED, item=UNNAMED)
    frame = _sorted(frame, choices.sort, ["low", "high"], list(items.values()))
    table = same_order(tables.bands_table(frame, UNNAMED, UNNAMED, say("tables.asked_about")),
                       list(frame["group_label"]))
    notes = [say("survey.few"), say("survey.somewhere"), *([say("explore.too_few", labels=missing)] if missing else [])]
    panels = [(UNNAMED, frame)]
    return Result(RANGES, charts.bands_in(panels, say("explore.axis_groups")), table, _told(panels, ["low", "high"]),
                  charts.bands_alt(frame), say("survey.everybody"), notes)


def _counted(survey: Survey, choices: Choices, items: dict[str, str]) -> Result:
    """How many groups lie above and below all staff, where they are too many to be listed."""
    by, frame = _named(survey, choices), group_counts(one_of(survey, choices.survey), choices.by, list(items))
    if frame.empty:
        return Result(COUNTS, why=say("explore.why_by_group", who=say("explore.who", **by)))
    frame = in_order(frame.assign(label=frame["item"].map(items)), items, choices.sort, "higher")
    told, about = many_groups.told(frame), say("many.about", **by)
    result = say("explore.counted", questions=say("many.questions", count=len(frame)),
                 groups=say("many.groups", count=frame["groups"].iloc[0], **by))
    return Result(COUNTS, charts.parts(*many_groups.as_shares(frame), say("many.axis", **by)),
                  many_groups.table(frame, UNNAMED, UNNAMED, say("tables.asked_about")), result, told,
                  f"{say('survey.ranges', **by)} {about}", [about, *_notes(survey, choices, items, frame)])


def _both(survey: Survey, choices: Choices, items: dict[str, str]) -> Result:
    by, titles = _named(survey, choices), titles_of(survey)
    if survey.record.is_long(choices.by):
        same = groups_in_both(survey, choices.by, list(items))
        if same > MOST_LISTED:
            return Result(RANGES, why=f"{say('many.in_both', count=same, **by)} {say('explore.choose_one')}")
    frame = same_groups(survey)
    frame = labelled(survey, frame[frame["breakdown"] == choices.by], items)
    if frame.empty:
        return Result(RANGES, why=say("explore.why_same_groups"))
    panels = _panels(frame, items, choices.sort, ["low_2", "high_2"], survey.record)
    notes = [say("change.two_ranges"), say("explore.change_by_group"), *_notes(survey, choices, items, frame),
             say("change.no_cause")]
    alt = f"{titles[1]}: {charts.bands_alt(frame.rename(columns={'low_2': 'low', 'high_2': 'high'}))}"
    return Result(RANGES, charts.two_bands_in(panels, titles, say("explore.axis_groups")),
                  _table_of_both(panels, by["group"], titles),
                  _told(panels, ["low_2", "high_2"]), alt, say("survey.ranges", **by), notes)


def _named(survey: Survey, choices: Choices) -> dict[str, str]:
    """What sentences need to know of the breakdown chosen: its name and its heading."""
    return {"breakdown": choices.by, "group": breakdowns(survey)[choices.by]}


def _panels(frame: pd.DataFrame, items: dict[str, str], sort: str, by: list[str],
            record: Record) -> list[tuple[str, pd.DataFrame]]:
    """The rows of each item in the order asked, its groups as chosen: by their ranges, never by more."""
    asked = [group.shown_as for group in record.groups]
    return [(label, _sorted(frame[frame["item"] == item], sort, by, asked)) for item, label in items.items()
            if item in set(frame["item"])]


def _sorted(rows: pd.DataFrame, sort: str, by: list[str], asked: list[str]) -> pd.DataFrame:
    if sort == ASKED:
        return rows.iloc[rows["group_label"].map(asked.index).argsort(kind="stable")].reset_index(drop=True)
    rows = rows.sort_values("group_label", kind="stable", key=lambda labels: labels.str.casefold())
    rows = rows if sort == NAME else rows.sort_values(by, ascending=False, kind="stable")
    return rows.reset_index(drop=True)


def _table(panels: list[tuple[str, pd.DataFrame]], label: str) -> Table:
    table = tables.bands_table(pd.concat([part for _, part in panels]), UNNAMED, UNNAMED, label)
    if len(panels) > 1:  # one column a question, as asked
        table = replace(table, columns={"group_label": label} | {name: name for name, _ in panels})
    return same_order(table, list(panels[0][1]["group_label"]))


def _table_of_both(panels: list[tuple[str, pd.DataFrame]], label: str, titles: tuple[str, str]) -> Table:
    rows = pd.concat([part.assign(asked=name) for name, part in panels], ignore_index=True)
    rows = rows[["group_label", "asked"]].assign(**{
        f"wave_{n}": list(zip(rows[f"low_{n}"], rows[f"high_{n}"], strict=True)) for n in (1, 2)})
    columns = {"group_label": label} | ({"asked": say("tables.asked_about")} if len(panels) > 1 else {})
    columns |= {"wave_1": titles[0], "wave_2": titles[1]}
    return Table(UNNAMED, columns, rows, UNNAMED, {"wave_1": "range", "wave_2": "range"})


def _told(panels: list[tuple[str, pd.DataFrame]], range_in: list[str]) -> str:
    if len(panels) > 1:
        return say("explore.panels", questions=len(panels), groups=panels[0][1]["group_label"].nunique())
    rows = panels[0][1].sort_values([*range_in, "group_label"], ascending=[False, False, True])
    pairs = rows[range_in].itertuples(index=False, name=None)
    return ends([(label, shown(pair, "range")) for label, pair in zip(rows["group_label"], pairs, strict=True)])


def _notes(survey: Survey, choices: Choices, items: dict[str, str], frame: pd.DataFrame) -> list[str]:
    there = set(frame["item"])
    notes = what_counts(one_of(survey, THEN if choices.survey == THEN else NOW),
                        {item: "" for item in items if item in there})
    notes += [say("explore.answers_by_group")] * (choices.show == ANSWERS)
    notes += [say("explore.change_by_group")] * (choices.show == CHANGE)
    hidden = [label for item, label in items.items() if item not in there]
    who = say("explore.who", **_named(survey, choices))
    return [*notes, say("explore.few_by_group", who=who, labels=hidden)] if hidden else notes
