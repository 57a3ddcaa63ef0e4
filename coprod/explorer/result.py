"""What a choice brings up, and the steps every kind of view shares: which items, in which order, in which words."""

from dataclasses import dataclass, field, replace

import pandas as pd

from coprod.analysis.shares import shares
from coprod.explorer.choices import ALL, ANSWERS, ASKED, NAME, SHARE, Choices, topics
from coprod.record import Survey
from coprod.report.charts.drawing import Picture
from coprod.report.messages import say, shown
from coprod.report.pages.question_words import positive_words
from coprod.report.tables import Table
from coprod.report.wording import worded

UNNAMED = "."  # title and source of a table are written where the view is put together


@dataclass(frozen=True)
class Result:
    """`what` is shown; `result`: it in a few words; `base`: of how many; `why`: why nothing is shown."""

    what: str = SHARE
    picture: Picture | None = None
    table: Table | None = None
    result: str = ""
    alt: str = ""
    base: str = ""
    notes: list[str] = field(default_factory=list)
    why: str = ""


def chosen_items(survey: Survey, choices: Choices) -> dict[str, str]:
    """The items of a choice: name -> label."""
    labels = topics(survey)[choices.topic].labels
    return labels if choices.line == ALL else {choices.line: labels[choices.line]}


def in_order(frame: pd.DataFrame, items: dict[str, str], sort: str, by: str) -> pd.DataFrame:
    """The rows as chosen: highest `by` first, as asked, or by label. Columns: item, label, and `by`."""
    place = frame["item"].map({item: n for n, item in enumerate(items)})
    frame = frame.iloc[place.argsort(kind="stable")]
    if sort == NAME:
        frame = frame.sort_values("label", kind="stable", key=lambda labels: labels.str.casefold())
    elif sort != ASKED:
        frame = frame.sort_values(by, ascending=False, kind="stable", na_position="last")
    return frame.reset_index(drop=True)


def same_order(table: Table, labels: list[str]) -> Table:
    """The table with its rows in the order of these labels."""
    head = next(iter(table.columns))
    place = table.rows[head].map({label: n for n, label in reversed(list(enumerate(labels)))})
    return replace(table, rows=table.rows.loc[place.sort_values(kind="stable").index].reset_index(drop=True))


def labelled(one: Survey, frame: pd.DataFrame, items: dict[str, str]) -> pd.DataFrame:
    """The rows of these items in words (`wording.worded`), by the labels they are chosen by."""
    frame = frame[frame["item"].isin(list(items))]
    return worded(one, frame).assign(label=frame["item"].map(items))


def what_counts(one: Survey, items: dict[str, str]) -> list[str]:
    """Which answers the shares of these items count in a survey, in words: a sentence a question."""
    rows = shares(one)
    rows = rows[rows["item"].isin(list(items)) & rows["share"].notna()]
    asked = [measure.stem or measure.construct for measure in map(one.record.measure, rows["item"])]
    return [positive_words(one, part) for _, part in rows.groupby(asked, sort=False)]


def yes_only(choices: Choices) -> list[str]:
    """A note where all answers were wished for and there are only two."""
    return [say("explore.only_yes")] if choices.show == ANSWERS else []


def from_to(frame: pd.DataFrame, share: str = "share") -> str:
    """The highest and the lowest share in a few words, in whatever order rows come. Columns: label, `share` (0-1)."""
    rows = frame.dropna(subset=share).sort_values(share, ascending=False, kind="stable")
    return ends([(label, shown(value, "percent")) for label, value in zip(rows["label"], rows[share], strict=True)])


def ends(rows: list[tuple[str, str]]) -> str:
    """The first and the last of (label, its share in words)."""
    (label_1, share_1), (label_2, share_2) = rows[0], rows[-1]
    if len(rows) == 1:
        return share_1
    if len({share for _, share in rows}) == 1:
        return say("explore.same_all", share=share_1, count=len(rows))
    return say("explore.from_to", label_1=label_1, share_1=share_1, label_2=label_2, share_2=share_2)
