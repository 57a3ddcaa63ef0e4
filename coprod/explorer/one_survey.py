"""What all staff said in one survey: shares, all answers, room to gain, grids side by side."""

from dataclasses import replace

import numpy as np
import pandas as pd

from coprod.analysis import shares as one_wave
from coprod.explorer.choices import ALL, ANSWERS, ASKED, GAIN, NAME, SHARE, TOGETHER, Choices, one_of, topics
from coprod.explorer.result import UNNAMED, Result, ends, from_to, in_order, labelled, same_order, what_counts, yes_only
from coprod.record import INDICATOR, Survey
from coprod.report import charts, tables
from coprod.report.messages import say, shown
from coprod.report.order import by_item, positive_share
from coprod.report.pages.question_words import bases
from coprod.report.tables import Table
from coprod.report.wording import label_of


def one_survey(survey: Survey, choices: Choices, items: dict[str, str], in_full: bool) -> Result:
    """The shares of these items, room to gain, or grids side by side; in_full: all answers."""
    if in_full:
        return _answers(survey, choices, items)
    notes, why = _left_out(survey, choices, items)
    if why:
        return Result(why=why, notes=notes)
    whole = choices.topic == TOGETHER and choices.line == ALL
    found = (_side_by_side if whole else _room if choices.topic == GAIN else _shares)(survey, choices, items)
    return replace(found, notes=[*found.notes, *notes])


def _left_out(survey: Survey, choices: Choices, items: dict[str, str]) -> tuple[list[str], str]:
    """Notes on the chosen items that have no share in a survey, and why nothing is shown if none has one."""
    known = one_wave.shares(one_of(survey, choices.survey)).set_index("item")["share"]
    absent = [label for item, label in items.items() if item not in known.index]
    few = [label for item, label in items.items() if item in known.index and pd.isna(known[item])]
    notes = [say(f"explore.{key}", labels=labels) for key, labels in (("too_few", few), ("not_asked", absent))
             if labels]
    if len(absent) + len(few) < len(items):
        return notes, ""
    return notes, say("explore.why_too_few" if few else "explore.why_not_asked")


def _shares(survey: Survey, choices: Choices, items: dict[str, str]) -> Result:
    """The share of each item with its likely range."""
    one = one_of(survey, choices.survey)
    frame = in_order(labelled(one, one_wave.shares(one), items), items, choices.sort, "share")
    table = same_order(tables.shares_table(frame, UNNAMED, UNNAMED), list(frame["label"]))
    notes = [*what_counts(one, items), *yes_only(choices), say("explore.ranges_each"), say("survey.not_everyone")]
    return Result(SHARE, charts.dots_in(frame), table, from_to(frame), charts.dots_alt(frame), bases(frame), notes)


def _room(survey: Survey, choices: Choices, items: dict[str, str]) -> Result:
    """How far each share is from all staff giving the answer that is hoped for."""
    one = one_of(survey, choices.survey)
    frame = labelled(one, one_wave.shares(one), items)
    fewer = frame["better"].eq("lower")
    frame = frame.assign(**{name: frame[name].where(fewer, 1 - frame[other])
                            for name, other in (("share", "share"), ("low", "high"), ("high", "low"))})
    frame = in_order(frame, items, choices.sort, "share")
    table = same_order(tables.shares_table(frame, UNNAMED, UNNAMED), list(frame["label"]))
    table = replace(table, columns=dict(table.columns) | {"share": say("explore.column_room")})
    picture = charts.dots_in(frame, say("explore.room_axis"))
    alt = charts.dots_alt(frame, say("explore.most_room"), say("explore.least_room"))
    notes = [say("explore.room"), say("explore.ranges_each"), say("survey.not_everyone")]
    return Result("room", picture, table, from_to(frame), alt, bases(frame), notes)


def _side_by_side(survey: Survey, choices: Choices, items: dict[str, str]) -> Result:
    """The grids that ask about the same things, one row a thing."""
    one, parts = one_of(survey, choices.survey), topics(survey)[TOGETHER].parts
    known = labelled(one, one_wave.shares(one), items)
    frame = _in_parts(survey, known, parts)
    frame = in_order(frame, dict.fromkeys(frame["item"], ""), choices.sort, "gap")
    table, joint = _side_by_side_table(one, frame, list(parts))
    notes = [say("explore.side_by_side"), *what_counts(one, items), *joint, say("explore.ranges_elsewhere"),
             say("survey.not_everyone")]
    alt = ". ".join(f"{part}: {charts.dots_alt(frame.assign(share=frame[part].str[0]))}" for part in parts)
    told = _widest(frame, list(parts)) or from_to(known)
    picture = charts.side_by_side_in(frame, list(parts))
    return Result("gap", picture, table, told, alt.replace("..", "."), bases(known), notes)


def _in_parts(survey: Survey, known: pd.DataFrame, parts: dict[str, list[str]]) -> pd.DataFrame:
    """One row a thing. Columns: item, label, for each part (share, low, high), and gap: from first to last share."""
    found = dict(zip(known["item"], known[["share", "low", "high"]].itertuples(index=False, name=None), strict=True))
    things = next(iter(parts.values()))
    frame = pd.DataFrame({"item": things, "label": [label_of(survey, item) for item in things]})
    for part, names in parts.items():
        frame[part] = pd.Series([found.get(name, (np.nan, 0.0, 1.0)) for name in names], dtype=object)
    first, *_, last = parts
    return frame.assign(gap=(frame[first].str[0] - frame[last].str[0]).astype(float))


def _widest(frame: pd.DataFrame, parts: list[str]) -> str:
    there = frame.dropna(subset="gap")
    if there.empty:
        return ""
    top = there.loc[there["gap"].idxmax()]
    return say("explore.widest", label=top["label"], share_1=top[parts[0]][0], share_2=top[parts[-1]][0],
               part_1=parts[0].lower(), part_2=parts[-1].lower())


def _side_by_side_table(one: Survey, frame: pd.DataFrame, parts: list[str]) -> tuple[Table, list[str]]:
    """The shares of each thing, the gap between first and last, and measures of both if the codebook declares them."""
    named = {f"part {n}": part for n, part in enumerate(parts)}
    shares_by_part = {name: tables.rounded(frame[part].str[0].astype(float)) for name, part in named.items()}
    rows = frame[["label"]].assign(**shares_by_part, gap=tables.rounded(frame["gap"]))
    columns = {"label": say("tables.asked_about")} | named | {"gap": say("explore.column_gap")}
    kinds = dict.fromkeys(named, "percent") | {"gap": "points"}
    found: dict[str, dict[str, float]] = {}
    known = one_wave.shares(one)
    for item, share in known.loc[known["kind"] == INDICATOR, ["item", "share"]].itertuples(index=False):
        thing, colon, rest = label_of(one, item).partition(": ")
        if colon and thing in set(frame["label"]):
            found.setdefault(shown(rest, "capital"), {})[thing] = share
    for heading, both in found.items():
        rows = rows.assign(**{heading: tables.rounded([both.get(label, np.nan) for label in rows["label"]])})
        columns[heading], kinds[heading] = heading, "percent"
    return Table(UNNAMED, columns, rows, UNNAMED, kinds), [say("explore.joint", heading=heading) for heading in found]


def _answers(survey: Survey, choices: Choices, items: dict[str, str]) -> Result:
    """All answers to each item."""
    one = one_of(survey, choices.survey)
    rows = labelled(one, one_wave.answers(one), items)
    rated = rows[rows["missing"] == ""]
    silent = {item: label for item, label in items.items() if item not in set(rated["item"])}
    notes, why = _left_out(survey, choices, silent) if silent else ([], "")
    if rated.empty:
        return Result(ANSWERS, why=why, notes=notes)
    away = [say("explore.missing", label=one.label, share=one.share, answer=one.answer_label)
            for one in rows[rows["missing"] != ""].itertuples()]
    return in_bars(rated, items, choices.sort, [say("explore.bar"), say("survey.not_everyone"), *away, *notes])


def in_bars(rated: pd.DataFrame, items: dict[str, str], sort: str, notes: list[str]) -> Result:
    """The answers to each item as a bar, the items as chosen. Columns as of `answers_of`."""
    best = by_item(rated)
    asked = list(dict.fromkeys(rated["label"]))
    names = {NAME: sorted(asked, key=str.casefold), ASKED: [label for label in items.values() if label in asked]}.get(
        sort, [label for label, _ in best])
    panels = sorted(best, key=lambda panel: names.index(panel[0]))
    table = same_order(tables.answers_table(rated, UNNAMED, UNNAMED), names)
    told = ends([(label, shown(positive_share(part), "percent")) for label, part in best])
    return Result(ANSWERS, charts.stacked_in(panels), table, told, charts.stacked_alt(rated), bases(rated), notes)
