"""What all staff said in one survey: shares, all answers, room to gain, grids side by side."""

from dataclasses import replace

import pandas as pd

from coprod.explorer.choices import ANSWERS, ASKED, NAME, SHARE, TOGETHER, Choices, Surveys
from coprod.explorer.result import UNNAMED, Seen, counted, from_to, in_order, left_out, same_order, shares_of, yes_only
from coprod.report import charts, tables
from coprod.report import messages as words
from coprod.report.messages import of_explore
from coprod.report.messages.language import say
from coprod.report.messages.of_numbers import percent
from coprod.report.order import by_item, positive_share
from coprod.report.tables import Table


def shares(surveys: Surveys, choices: Choices, items: dict[str, str]) -> Seen:
    """The share of each item with its likely range."""
    notes, why = left_out(surveys, choices, items)
    if why:
        return Seen(why=why, notes=tuple(notes))
    frame = in_order(shares_of(surveys, choices.survey, items), items, choices.sort, "share")
    shown = frame.dropna(subset="share")
    table = same_order(tables.shares_table(frame, UNNAMED, UNNAMED), list(frame["label"]))
    notes = [*counted(surveys, choices.survey, items), *yes_only(choices), of_explore.text("ranges_each"), words.NOT_EVERYONE,
             *notes]
    return Seen(SHARE, charts.dots_in(frame), table, from_to(frame), charts.dots_alt(frame),
                words.bases(shown["base"].astype(int).tolist()), tuple(notes))


def room(surveys: Surveys, choices: Choices, items: dict[str, str]) -> Seen:
    """How far each share is from all staff giving the answer that is hoped for."""
    notes, why = left_out(surveys, choices, items)
    if why:
        return Seen("room", why=why, notes=tuple(notes))
    frame = shares_of(surveys, choices.survey, items)
    fewer = frame["better"].eq("lower")
    frame = frame.assign(share=frame["share"].where(fewer, 1 - frame["share"]), low=frame["low"].where(fewer, 1 - frame["high"]),
                         high=frame["high"].where(fewer, 1 - frame["low"]))
    frame = in_order(frame, items, choices.sort, "share")
    table = same_order(tables.shares_table(frame, UNNAMED, UNNAMED), list(frame["label"]))
    table = replace(table, columns=dict(table.columns) | {"share": of_explore.text("column_room")})
    picture = charts.dots_in(frame, of_explore.text("room_axis"))
    notes = [of_explore.text("room"), of_explore.text("ranges_each"), words.NOT_EVERYONE, *notes]
    alt = charts.dots_alt(frame, of_explore.text("most_room"), of_explore.text("least_room"))
    return Seen("room", picture, table, from_to(frame), alt,
                words.bases(frame.dropna(subset="share")["base"].astype(int).tolist()), tuple(notes))


def side_by_side(surveys: Surveys, choices: Choices, items: dict[str, str]) -> Seen:
    """The grids that ask about the same things, one row a thing."""
    parts, record = surveys.topics[TOGETHER].parts, surveys.record(choices.survey)
    known = shares_of(surveys, choices.survey, items).set_index("item")
    plain = {item["name"]: item["label"] for item in record.about["items"]}
    rows = [{"item": names[0], "label": plain.get(names[0], items[names[0]])} | {
        part: tuple(known.loc[name, ["share", "low", "high"]]) if name in known.index else (float("nan"), 0.0, 1.0)
        for part, name in zip(parts, names, strict=True)} for names in zip(*parts.values(), strict=True)]
    first, last = list(parts)[0], list(parts)[-1]
    frame = pd.DataFrame(rows).assign(gap=lambda f: [a[0] - b[0] for a, b in zip(f[first], f[last], strict=True)])
    frame = in_order(frame, {row["item"]: "" for row in rows}, choices.sort, "gap")
    notes, why = left_out(surveys, choices, items)
    if why:
        return Seen("gap", why=why, notes=tuple(notes))
    table, joint = _side_by_side_table(surveys, choices.survey, frame, list(parts))
    notes = [of_explore.text("side_by_side"), *counted(surveys, choices.survey, items), *joint, of_explore.text("ranges_elsewhere"),
             words.NOT_EVERYONE, *notes]
    top = frame.dropna(subset="gap").sort_values("gap", ascending=False, kind="stable").head(1)
    result = "".join(of_explore.text("widest", label=one["label"], share_1=percent(one[first][0]), share_2=percent(one[last][0]),
                                     part_1=first.lower(), part_2=last.lower()) for _, one in top.iterrows())
    result = result or from_to(known.reset_index())
    alt = ". ".join(f"{part}: {charts.dots_alt(frame.assign(share=[s[0] for s in frame[part]]))}" for part in parts)
    return Seen("gap", charts.side_by_side_in(frame, list(parts)), table, result, alt.replace("..", "."),
                words.bases(known["base"].dropna().astype(int).tolist()), tuple(notes))


def _side_by_side_table(surveys: Surveys, survey: str, frame: pd.DataFrame, parts: list[str]) -> tuple[Table, list[str]]:
    """The shares of each thing, the gap between the first and the last, and measures of both where the codebook declares them."""
    rows = frame[["label"]].assign(**{f"part {n}": tables.rounded([s[0] for s in frame[part]]) for n, part in enumerate(parts)},
                                   gap=tables.rounded(frame["gap"]))
    columns = {"label": say("tables.asked_about")} | {f"part {n}": part for n, part in enumerate(parts)}
    kinds = dict.fromkeys(list(columns)[1:], "percent") | {"gap": "points"}
    columns["gap"] = of_explore.text("column_gap")
    measures = surveys.shares[survey].query("kind == 'indicator'")
    found: dict[str, dict[str, float]] = {}
    for _, one in measures.iterrows():
        thing, colon, rest = one["label"].partition(": ")
        if colon and thing in set(frame["label"]):
            found.setdefault(of_explore.heading(rest), {})[thing] = one["share"]
    for heading, both in found.items():
        rows = rows.assign(**{heading: tables.rounded([both.get(label, float("nan")) for label in rows["label"]])})
        columns[heading], kinds[heading] = heading, "percent"
    return Table(UNNAMED, columns, rows, UNNAMED, kinds), [of_explore.text("joint", heading=heading) for heading in found]


def answers(surveys: Surveys, choices: Choices, items: dict[str, str]) -> Seen:
    """All answers to each item."""
    rows = surveys.answers[choices.survey]
    rows = rows[rows["item"].isin(list(items))].assign(label=lambda f: f["item"].map(items))
    rated = rows[rows["missing"] == ""]
    silent = {item: label for item, label in items.items() if item not in set(rated["item"])}
    notes, why = left_out(surveys, choices, silent) if silent else ([], "")
    if rated.empty:
        return Seen(ANSWERS, why=why, notes=tuple(notes))
    panels, table, order = in_bars(rated, items, choices.sort)
    notes = [of_explore.text("bar"), words.NOT_EVERYONE, *_reasons(rows), *notes]
    shown = [(label, percent(positive_share(part))) for label, part in order]
    return Seen(ANSWERS, charts.stacked_in(panels), table, of_explore.from_to(shown), charts.stacked_alt(rated),
                words.bases(rated["base"].tolist()), tuple(notes))


def in_bars(rated: pd.DataFrame, items: dict[str, str], sort: str):
    """The rows of each item as chosen, their table, and the items with most positive answers first."""
    best = by_item(rated)
    asked = list(dict.fromkeys(rated["label"]))
    names = {NAME: sorted(asked, key=str.casefold), ASKED: [label for label in items.values() if label in asked] or asked}.get(
        sort, [label for label, _ in best])
    names += [label for label in asked if label not in names]
    panels = sorted(best, key=lambda panel: names.index(panel[0]))
    return panels, same_order(tables.answers_table(rated, UNNAMED, UNNAMED), names), best


def _reasons(rows: pd.DataFrame) -> list[str]:
    away = rows[rows["missing"] != ""]
    return [of_explore.text("missing", label=one.label.rstrip("."), share=percent(one.share), answer=one.answer_label)
            for one in away.itertuples()]
