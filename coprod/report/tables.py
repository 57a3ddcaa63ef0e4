"""Tables of published numbers: every cell keeps its type from frame to page, CSV file and data resource."""

from base64 import b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Self

import numpy as np
import pandas as pd
from markupsafe import Markup

from coprod.report.cells import KINDS, is_there, is_withheld, whole
from coprod.report.data_resource import BOM, columns_of, csv_text, resource_of
from coprod.report.display import Block, rendered
from coprod.report.messages import say
from coprod.report.order import by_item, in_order, names_of_waves, scale
from coprod.stats import round_half_up


@dataclass(frozen=True, eq=False)
class Table(Block):
    """A titled table whose `rows` hold typed values; the first column heads the rows.

    Two are equal if all they show is. `columns`: id -> heading. `kinds`: id -> a kind of `cells.KINDS`, text if it has
    none; shares are 0-1, a range is a pair (low, high). A share that is NaN is withheld, None is an empty cell. `bar`:
    the id of a range (drawn as a bar in its cell), `dot`: of a share on it. Raises ValueError without a title or a
    source, or for a column or a kind that is unknown.
    """

    title: str
    columns: Mapping[str, str]
    rows: pd.DataFrame
    source: str
    kinds: Mapping[str, str] = field(default_factory=dict)
    bar: str = ""
    dot: str = ""

    def __post_init__(self):
        if not (self.title.strip() and self.source.strip()):
            raise ValueError("a table needs a title and a source")
        unknown = (set(self.columns) - set(self.rows)) | (set(self.kinds.values()) - set(KINDS))
        if unknown := unknown | ({self.bar, self.dot} - {*self.columns, ""}):
            raise ValueError(f"expected columns of the rows and kinds among {sorted(KINDS)}, found {sorted(unknown)}")

    def __eq__(self, other):
        return self.resource() == other.resource() if isinstance(other, Table) else NotImplemented

    __hash__ = None

    def cells(self) -> pd.DataFrame:
        """The shown text of every cell; one column for each of `columns`, headed as readers see it."""
        return pd.DataFrame({self.columns[name]: texts for name, texts in self._texts.items()}, dtype=object)

    def plain(self) -> str:
        """Its title and how many rows it has."""
        return f"{self.title} ({len(self.rows)})"

    def csv(self) -> str:
        """The table as CSV text (`data_resource.csv_text`): numbers as numbers with their unit in the heading."""
        return csv_text(self.resource())

    def resource(self) -> dict:
        """All of the table as a Frictionless data resource (`data_resource.resource_of`); see `from_resource`."""
        columns = {name: (heading, self._kind(name), self.rows[name].tolist())
                   for name, heading in self.columns.items()}
        own = {"bar": self.bar, "dot": self.dot, "marks": list(self.marks)}
        return resource_of(self.title, self.source, columns) | own

    @classmethod
    def from_resource(cls, resource: dict) -> Self:
        """The table that a `resource` was made of."""
        columns = columns_of(resource)
        rows = pd.DataFrame({name: pd.Series(values, dtype=object) for name, (_, _, values) in columns.items()})
        return cls(resource["title"], {name: heading for name, (heading, _, _) in columns.items()}, rows,
                   resource["sources"][0]["title"], {name: kind for name, (_, kind, _) in columns.items()},
                   resource["bar"], resource["dot"], marks=tuple(resource["marks"]))

    def html(self) -> str:
        """The table with caption and scoped headers, and under it the link to its CSV (a data address)."""
        others = len(self.columns) - 1
        size = "one" if others < 2 else "few" if others <= 3 and not self.bar else "many"  # a bar needs room
        heads = [(Markup.escape(text), _look(self._kind(name)), name == self.bar)
                 for name, text in self.columns.items()]
        resource = self.resource()
        return rendered(
            "table", table=self, size=size, heads=heads, rows=self._shown(heads),
            parts=" ".join("5fr" if "range" in look else "3fr" for _, look, _ in heads[1:]),
            file=f"{resource['name']}.csv", data=b64encode((BOM + csv_text(resource)).encode()).decode(),
            download=say("tables.download", title=self.title))

    @cached_property
    def _texts(self):
        """The shown texts of each column, by its id."""
        return {name: [_said(self._kind(name), value) for value in self.rows[name].tolist()] for name in self.columns}

    def _kind(self, column):
        return self.kinds.get(column, "text")

    def _shown(self, heads) -> Iterator[tuple]:
        """(first text, its other cells as (heading, text, how many columns wide or 0), its bar) of each row."""
        for (first, *texts), bar in zip(zip(*self._texts.values(), strict=True), self._drawn(), strict=True):
            cells = [(head, text, 0) for head, text in zip(heads[1:], texts, strict=True)]
            if texts and texts[0] == say("numbers.withheld") and not any(texts[1:]):
                cells = [(heads[1], texts[0], len(texts))]  # said once, across the row
            yield first, cells, bar

    def _drawn(self):
        """(low, how long, dot or None) of each row's bar in whole per cents, or nothing."""
        if not self.bar:
            return [None] * len(self.rows)
        dots = self.rows[self.dot].tolist() if self.dot else [None] * len(self.rows)
        return [(whole(pair[0]), max(whole(pair[1]) - whole(pair[0]), 1), whole(dot) if is_there(dot) else None)
                if is_there(pair) else None
                for pair, dot in zip(self.rows[self.bar].tolist(), dots, strict=True)]


def _said(kind: str, value) -> str:
    """A cell as it is shown; nothing where it is empty."""
    if is_withheld(kind, value):
        return say("numbers.withheld")
    return KINDS[kind].said(value) if is_there(value) else ""


def _look(kind):
    return Markup("" if kind == "text" else f' class="number {kind.split()[-1]}"')


def shares_table(frame: pd.DataFrame, title: str, source: str, heading: str = "", bar: bool = False) -> Table:
    """Shares with likely ranges, highest first. Columns: label, share, low, high, base (as `estimate.shares`)."""
    frame = in_order(frame, ["share"])
    rows = pd.DataFrame({"label": frame["label"], "share": frame["share"],
                         "range": _together(frame.where(frame["share"].notna()), "low", "high"), "base": frame["base"]})
    columns = {"label": heading or say("tables.asked_about")} | _share_headings()
    kinds = {"share": "percent", "range": "range", "base": "whole"}
    return Table(title, columns, rows, source, kinds, *(("range", "share") if bar else ()))


def waves_table(frame: pd.DataFrame, title: str, source: str, heading: str = "") -> Table:
    """Shares of one measure in one wave after another, in the order given. Columns: wave, share, low, high, base."""
    rows = pd.DataFrame({"label": frame["wave"], "share": frame["share"],
                         "range": _together(frame.where(frame["share"].notna()), "low", "high"), "base": frame["base"]})
    columns = {"label": heading or say("tables.survey")} | _share_headings()
    return Table(title, columns, rows, source, {"share": "percent", "range": "range", "base": "whole"})


def answers_table(frame: pd.DataFrame, title: str, source: str, heading: str = "") -> Table:
    """All answers, one row an item, one column an answer; empty where an item's answer is merged with its neighbour.

    Columns as `estimate.answers`: item, label, answer_label, positive, share; an item's rows in scale order.
    """
    asked, answers = by_item(frame), scale(frame)
    rows = pd.DataFrame([{"label": label} | dict(zip(part["answer_label"], rounded(part["share"]), strict=True))
                         for label, part in asked], columns=["label", *answers]).astype(object)
    columns = {"label": heading or say("tables.asked_about")} | {name: name for name in answers}
    return Table(title, columns, rows.where(rows.notna(), None), source, dict.fromkeys(answers, "percent"))


def changes_table(frame: pd.DataFrame, title: str, source: str, waves=(), heading: str = "") -> Table:
    """Two waves and the change with its likely range, to as many decimals as keep words and range in agreement.

    Columns as of `changes.changes`, verdict and undone (left out where all are empty) in words; largest change first.
    """
    frame = in_order(frame, ["change"])
    rows = frame[["label", "verdict"]].assign(
        share_1=rounded(frame["share_1"]), share_2=rounded(frame["share_2"]),
        **{name: as_fine(frame[name], frame["decimals"]) for name in ("change", "low", "high")})
    rows = rows.assign(range=_together(rows, "low", "high"), undone=frame.get("undone", ""))
    undone = {"undone": say("tables.undone")} if rows["undone"].ne("").any() else {}
    first, second = waves or names_of_waves()
    columns = {"label": heading or say("tables.asked_about"), "share_1": first, "share_2": second,
               "change": say("tables.change"), "range": say("tables.range_of_change")}
    columns |= {"verdict": say("tables.in_short")} | undone
    kinds = {"share_1": "percent", "share_2": "percent", "change": "points", "range": "points range"}
    return Table(title, columns, rows, source, kinds)


def bands_table(frame: pd.DataFrame, title: str, source: str, heading: str = "", bar: bool = False) -> Table:
    """Banded shares of groups, highest band first.

    Columns: item, label, group_label, low, high (`shares.groups`); perhaps told, other words for a band of one item.
    """
    frame = in_order(frame, ["low", "high"], "group_label").assign(band=lambda f: _pairs(f, "low", "high"))
    labels, heading = sorted(set(frame["label"])), heading or say("findings.team")
    if "told" in frame:
        columns = {"group_label": heading, "told": say("findings.how_many_answered")}
        return Table(title, columns, frame[["group_label", "told"]], source)
    if len(labels) == 1:
        rows = frame[["group_label", "band"]]
        columns = {"group_label": heading, "band": say("tables.between")}
        return Table(title, columns, rows, source, {"band": "range"}, "band" if bar else "")
    wide = frame.pivot(index="group_label", columns="label", values="band").reset_index()
    columns = {"group_label": heading} | {name: name for name in labels}
    return Table(title, columns, wide, source, dict.fromkeys(labels, "range"))


def rounded(values):
    """Shares or changes (0-1) rounded to whole per cents, halves away from zero."""
    return round_half_up(values, 2)


def as_fine(values: pd.Series, decimals: pd.Series) -> pd.Series:
    """Changes (-1 to 1) rounded to so many decimals of points each."""
    made = [round_half_up(value, 2 + digits) for value, digits in zip(values, decimals, strict=True)]
    return pd.Series(made, index=values.index, dtype=float)


def _share_headings():
    return {"share": say("tables.share"), "range": say("tables.range"), "base": say("tables.base")}


def _pairs(frame, low, high):
    return _together(frame.assign(**{name: rounded(frame[name]) for name in (low, high)}), low, high)


def _together(frame, low, high):
    pairs = zip(frame[low], frame[high], strict=True)
    return pd.Series([None if np.isnan(pair[0]) else pair for pair in pairs], index=frame.index, dtype=object)
