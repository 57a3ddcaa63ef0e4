"""What a choice brings up, and the small steps every kind of view shares: which items, in which order, what is left out and why."""

from dataclasses import dataclass, replace

import pandas as pd

from coprod.explorer.choices import ALL, ANSWERS, ASKED, NAME, SHARE, Choices, Surveys
from coprod.report import messages as words
from coprod.report.charts.drawing import Picture
from coprod.report.messages import of_explore
from coprod.report.messages.of_numbers import percent
from coprod.report.tables import Table

UNNAMED = "."  # title and source of a table are written where the view is put together


@dataclass(frozen=True)
class Seen:
    """`what` is shown; `result`: it in a few words; `base`: of how many; `why`: why nothing is shown."""

    what: str = SHARE
    picture: Picture | None = None
    table: Table | None = None
    result: str = ""
    alt: str = ""
    base: str = ""
    notes: tuple[str, ...] = ()
    why: str = ""


def chosen_items(surveys: Surveys, choices: Choices) -> dict[str, str]:
    """The items of a choice: name -> label."""
    labels = surveys.topics[choices.topic].labels
    return labels if choices.line == ALL else {choices.line: labels[choices.line]}


def in_order(frame: pd.DataFrame, items: dict[str, str], sort: str, by: str) -> pd.DataFrame:
    """The rows as chosen: highest `by` first, as asked, or by label. Columns: item, label, and `by`."""
    place = frame["item"].map({item: n for n, item in enumerate(items)})
    frame = frame.assign(place=place).sort_values("place", kind="stable")
    if sort == NAME:
        frame = frame.sort_values("label", kind="stable", key=lambda labels: labels.str.casefold())
    elif sort != ASKED:
        frame = frame.sort_values(by, ascending=False, kind="stable", na_position="last")
    return frame.drop(columns="place").reset_index(drop=True)


def same_order(table: Table, labels: list[str]) -> Table:
    """The table with its rows in the order of these labels."""
    head = next(iter(table.columns))
    place = table.rows[head].map({label: n for n, label in reversed(list(enumerate(labels)))})
    return replace(table, rows=table.rows.loc[place.sort_values(kind="stable").index].reset_index(drop=True))


def left_out(surveys: Surveys, choices: Choices, items: dict[str, str]) -> tuple[list[str], str]:
    """Notes on the chosen items that have no share in a survey, and why nothing is shown if none has one."""
    frame = surveys.shares[choices.survey].set_index("item")["share"]
    absent = [label for item, label in items.items() if item not in frame.index]
    few = [label for item, label in items.items() if item in frame.index and frame[item] != frame[item]]
    notes = [of_explore.text(key, labels=words.listed(labels)) for key, labels in (("too_few", few), ("not_asked", absent))
             if labels]
    if len(absent) + len(few) < len(items):
        return notes, ""
    return notes, of_explore.text("why_too_few" if few else "why_not_asked")


def counted(surveys: Surveys, survey: str, items: dict[str, str]) -> list[str]:
    """Which answers the shares of these items count, in words."""
    frame = surveys.shares[survey]
    rows = frame[frame["item"].isin(list(items)) & frame["share"].notna()]
    sets = [part for _, part in rows.groupby(rows["stem"].where(rows["stem"] != "", rows["construct"]), sort=False)]
    return [_positive(surveys.answers[survey], part) for part in sets]


def _positive(answers: pd.DataFrame, rows: pd.DataFrame) -> str:
    kind = rows["kind"].iloc[0]
    if kind != "item":
        return words.CHOSE if kind == "option" else words.FITS
    wanted = answers[answers["positive"].eq(True) & answers["item"].isin(rows["item"])]
    return words.positive_words(max((list(part["answer_label"]) for _, part in wanted.groupby("item")), key=len))


def yes_only(choices: Choices) -> list[str]:
    """A note where all answers were wished for and there are only two."""
    return [of_explore.text("only_yes")] if choices.show == ANSWERS else []


def shares_of(surveys: Surveys, survey: str, items: dict[str, str]) -> pd.DataFrame:
    """The shares of these items in a survey, by their labels."""
    frame = surveys.shares[survey]
    frame = frame[frame["item"].isin(list(items))]
    return frame.assign(label=frame["item"].map(items))


def from_to(frame: pd.DataFrame, share: str = "share") -> str:
    """The highest and the lowest share in a few words, whatever the order of the rows."""
    shown = frame.dropna(subset=share).sort_values(share, ascending=False, kind="stable")
    return of_explore.from_to(list(zip(shown["label"], shown[share].map(percent), strict=True)))


def has_scales(surveys: Surveys, items: dict[str, str]) -> bool:
    """Whether any of the items has more answers than yes and no."""
    kinds = pd.concat(surveys.shares.values())
    return bool(kinds.loc[kinds["item"].isin(list(items)), "kind"].eq("item").any())
