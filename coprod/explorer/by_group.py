"""What groups said, in ranges: of one survey or two; and the ranges of a survey so small that everybody is one group."""

from dataclasses import replace

import pandas as pd

from coprod.explorer.choices import ANSWERS, ASKED, BOTH, CHANGE, NAME, Choices, Surveys
from coprod.explorer.result import UNNAMED, Seen, chosen_items, counted, in_order, same_order
from coprod.explorer.two_surveys import titles_of
from coprod.record.safe import MOST_LISTED, SafeTally
from coprod.report import charts, tables
from coprod.report import messages as words
from coprod.report.messages import of_change, of_explore, of_many
from coprod.report.messages.language import say
from coprod.report.messages.of_numbers import between
from coprod.report.pages import many_groups as many
from coprod.report.tables import Table

RANGES, COUNTS = "ranges", "counts"


def by_group(surveys: Surveys, choices: Choices) -> Seen:
    """The range of each group, or of both surveys side by side where a group is the same in both."""
    items = chosen_items(surveys, choices)
    if choices.survey == BOTH:
        return _both(surveys, choices, items)
    record, label = surveys.record(choices.survey), surveys.breakdowns[choices.by]
    if many.is_many(record, choices.by):
        return _counted(surveys, choices, items)
    frame = _labelled(surveys.bands(choices.survey, choices.by), items)
    notes = [note for note in record.about["notes"] if note.startswith(f"By {label.lower()},")]
    if frame.empty:
        return Seen(RANGES, why=" ".join([of_explore.text("why_by_group", who=_who(surveys, choices)), *notes]))
    panels = _panels(frame, items, choices.sort, ["low", "high"], record)
    notes = [words.about_groups(label, notes), *_notes(surveys, choices, items, frame)]
    return Seen(RANGES, charts.bands_in(panels, of_explore.AXIS_GROUPS), _table(panels, label), _result(panels, ("low", "high")),
                charts.bands_alt(frame), words.ranges(label), tuple(notes))


def few(surveys: Surveys, choices: Choices) -> Seen:
    """The ranges of a survey with few answers; two surveys of which one is so small are not compared."""
    if choices.survey == BOTH:
        return Seen(RANGES, why=of_change.FEW_COMPARED)
    items = chosen_items(surveys, choices)
    frame = _labelled(surveys.bands(choices.survey), items)
    if frame.empty:
        return Seen(RANGES, why=of_explore.text("why_too_few"))
    frame = frame.assign(group_label=frame["label"], label=".", item=".")
    frame = _sorted(frame, choices.sort, ["low", "high"], list(items.values()))
    table = same_order(tables.bands_table(frame, UNNAMED, UNNAMED, say("tables.asked_about")), list(frame["group_label"]))
    missing = [label for label in items.values() if label not in set(frame["group_label"])]
    notes = [words.FEW, words.SOMEWHERE, *([of_explore.text("too_few", labels=words.listed(missing))] if missing else [])]
    panels = [(".", frame)]
    return Seen(RANGES, charts.bands_in(panels, of_explore.AXIS_GROUPS), table, _result(panels, ("low", "high")),
                charts.bands_alt(frame), words.EVERYBODY, tuple(notes))


def _counted(surveys: Surveys, choices: Choices, items: dict[str, str]) -> Seen:
    """How many groups lie above and below all staff, where they are too many to be listed."""
    record, breakdown = surveys.record(choices.survey), {"name": choices.by, "label": surveys.breakdowns[choices.by]}
    frame = many.counts(record, choices.by, list(items))
    if frame.empty:
        return Seen(COUNTS, why=of_explore.text("why_by_group", who=_who(surveys, choices)))
    frame = in_order(frame.assign(label=frame["item"].map(items)), items, choices.sort, "higher")
    told, groups = of_many.told(frame), of_many.groups(breakdown, frame["groups"].iloc[0])
    about, notes = of_many.about(breakdown), _notes(surveys, choices, items, frame)
    return Seen(COUNTS, charts.parts(*many.as_shares(frame), of_many.axis(breakdown)),
                many.table(frame, UNNAMED, UNNAMED, say("tables.asked_about")),
                of_explore.text("counted", questions=of_many.questions(len(frame)), groups=groups), told,
                f"{words.ranges(breakdown['label'])} {about}", (about, *notes))


def _both(surveys: Surveys, choices: Choices, items: dict[str, str]) -> Seen:
    if many.is_many(surveys.now, choices.by):
        same = many.in_both(surveys.then, surveys.now, choices.by, list(items))
        if same > MOST_LISTED:
            breakdown = {"name": choices.by, "label": surveys.breakdowns[choices.by]}
            return Seen(RANGES, why=f"{of_many.in_both(breakdown, same)} {of_explore.text('choose_one')}")
    label, titles = surveys.breakdowns[choices.by], titles_of(surveys)
    frame = surveys.same_groups
    frame = _labelled(frame[frame["breakdown"] == choices.by], items)
    if frame.empty:
        return Seen(RANGES, why=of_explore.text("why_same_groups"))
    panels = _panels(frame, items, choices.sort, ["low_2", "high_2"], surveys.now)
    rows = pd.concat([part.assign(asked=name) for name, part in panels])
    rows = pd.DataFrame({"group": rows["group_label"], "asked": rows["asked"], **{
        f"wave_{n}": list(zip(rows[f"low_{n}"], rows[f"high_{n}"], strict=True)) for n in (1, 2)}}).reset_index(drop=True)
    columns = {"group": label} | ({"asked": say("tables.asked_about")} if len(panels) > 1 else {})
    columns |= {"wave_1": titles[0], "wave_2": titles[1]}
    table = Table(UNNAMED, columns, rows, UNNAMED, {"wave_1": "range", "wave_2": "range"})
    notes = [of_change.TWO_RANGES, of_explore.text("change_by_group"), *_notes(surveys, choices, items, frame), of_change.NO_CAUSE]
    alt = f"{titles[1]}: {charts.bands_alt(frame.rename(columns={'low_2': 'low', 'high_2': 'high'}))}"
    return Seen(RANGES, charts.two_bands_in(panels, titles, of_explore.AXIS_GROUPS), table,
                _result(panels, ("low_2", "high_2")), alt, words.ranges(label),
                tuple(notes))


def _labelled(frame: pd.DataFrame, items: dict[str, str]) -> pd.DataFrame:
    frame = frame[frame["item"].isin(list(items))]
    return frame.assign(label=frame["item"].map(items))


def _panels(frame: pd.DataFrame, items: dict[str, str], sort: str, by: list[str],
            record: SafeTally) -> list[tuple[str, pd.DataFrame]]:
    """The rows of each item in the order asked, its groups as chosen. The order comes from the ranges, never from more."""
    asked = [group["shown_as"] for group in record.about["groups"]]
    return [(items[item], _sorted(frame[frame["item"] == item], sort, by, asked)) for item in items if item in set(frame["item"])]


def _sorted(rows: pd.DataFrame, sort: str, by: list[str], asked: list[str]) -> pd.DataFrame:
    if sort == ASKED:
        return rows.iloc[rows["group_label"].map(asked.index).argsort(kind="stable")].reset_index(drop=True)
    rows = rows.sort_values("group_label", kind="stable", key=lambda labels: labels.str.casefold())
    return rows.reset_index(drop=True) if sort == NAME else rows.sort_values(by, ascending=False, kind="stable", ignore_index=True)


def _table(panels: list[tuple[str, pd.DataFrame]], label: str) -> Table:
    table = tables.bands_table(pd.concat([part for _, part in panels]), UNNAMED, UNNAMED, label)
    if len(panels) > 1:  # one column a question, as asked
        table = replace(table, columns={"group_label": label} | {name: name for name, _ in panels})
    return same_order(table, list(panels[0][1]["group_label"]))


def _result(panels: list[tuple[str, pd.DataFrame]], ends: tuple[str, str]) -> str:
    if len(panels) > 1:
        return of_explore.text("panels", questions=len(panels), groups=panels[0][1]["group_label"].nunique())
    rows = panels[0][1].sort_values([*ends, "group_label"], ascending=[False, False, True])
    pairs = zip(*(rows[end] for end in ends), strict=True)
    return of_explore.from_to(list(zip(rows["group_label"], map(between, pairs), strict=True)))


def _notes(surveys: Surveys, choices: Choices, items: dict[str, str], frame: pd.DataFrame) -> list[str]:
    shown = {item: label for item, label in items.items() if item in set(frame["item"])}
    hidden = [label for item, label in items.items() if item not in shown]
    notes = counted(surveys, "then" if choices.survey == "then" else "now", shown)
    notes += [of_explore.text("answers_by_group")] * (choices.show == ANSWERS)
    notes += [of_explore.text("change_by_group")] * (choices.show == CHANGE)
    return [*notes, of_explore.text("few_by_group", who=_who(surveys, choices), labels=words.listed(hidden))] if hidden else notes


def _who(surveys: Surveys, choices: Choices) -> str:
    return of_explore.who(choices.by, surveys.breakdowns[choices.by])
