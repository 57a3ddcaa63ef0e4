"""Tables of published numbers: rounded once, shown on the page and in the CSV with the very same text."""

import csv
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from html import escape
from io import StringIO

import numpy as np
import pandas as pd

from coprod.report.messages.language import say, without_marks
from coprod.report.messages.of_numbers import between, open_between, people, percent, points, points_between, withheld
from coprod.stats import round_half_up

BOM = "\ufeff"  # so that spreadsheet programs read the file as UTF-8


@dataclass(frozen=True)
class Table:
    """A titled table whose `rows` hold rounded values; the first column heads the rows.

    `columns`: id -> heading. `kinds`: id -> text (default), percent, range, points, points range or whole; shares are
    0-1, a range is a pair (low, high). `bar`: the id of a range (drawn as a bar in its cell), `dot`: of a share on it.
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
        if unknown := (set(self.columns) - set(self.rows)) | (set(self.kinds.values()) - set(KINDS)):
            raise ValueError(f"expected columns of the rows and kinds among {sorted(KINDS)}, found {sorted(unknown)}")

    def cells(self) -> pd.DataFrame:
        """The shown text of every cell; one column for each of `columns`, headed as readers see it."""
        return pd.DataFrame({self.columns[name]: texts for name, texts in self._texts.items()}, dtype=object)

    def csv(self) -> str:
        """The cells as CSV text, headings first."""
        text = StringIO()
        rows = [self.columns.values(), *zip(*self._texts.values(), strict=True)]
        csv.writer(text, lineterminator="\r\n").writerows([harmless(without_marks(cell)) for cell in row] for row in rows)
        return text.getvalue()

    def html(self) -> str:
        """The table with caption and scoped headers, and under it the link to its CSV (a data address)."""
        head, *others = self.columns.values()
        first = "".join(f'<th scope="col"{self._tag(name)} role="columnheader">{escape(h)}</th>'
                        for name, h in self.columns.items())
        drawn = self._drawn()
        body = "".join(self._row(texts, bar) for texts, bar in zip(zip(*self._texts.values(), strict=True), drawn, strict=True))
        size = "one" if len(others) < 2 else "few" if len(others) <= 3 and not self.bar else "many"  # a bar needs room
        parts = " ".join("5fr" if "range" in self.kinds.get(name, "") else "3fr" for name in list(self.columns)[1:])
        return (f'<div class="data {size}" data-source="{escape(self.source)}"><table role="table" style="--parts:{parts}">'
                f'<caption>{escape(self.title)}</caption>'
                f'<thead role="rowgroup"><tr role="row">{first}</tr></thead>'
                f'<tbody role="rowgroup">{body}</tbody></table>'
                f"{self._link()}</div>")

    @cached_property
    def _texts(self):
        """The shown texts of each column, by its id."""
        kinds = {name: KINDS[self.kinds.get(name, "text")] for name in self.columns}
        return {name: [show(v) if _there(v) or show is percent and v is not None else "" for v in self.rows[name].tolist()]
                for name, show in kinds.items()}

    def _row(self, texts, bar):
        (_, head), *others = zip(self.columns.items(), texts, strict=True)
        wide = ""
        if others and others[0][1] == withheld() and not any(text for _, text in others[1:]):
            wide, others = f' colspan="{len(others)}"', others[:1]  # said once, across the row
        cells = "".join(
            f'<td role="cell"{wide}{self._tag(name)} data-label="{escape(heading)}"><span>{escape(text)}</span>'
            f"{bar if name == self.bar else ''}</td>"
            for (name, heading), text in others)
        # The style is for JupyterLab, which would set words flush right; the page's own style sheet agrees.
        first = f'<th scope="row" role="rowheader" style="text-align:start">{escape(head)}</th>'
        return f'<tr role="row">{first}{cells}</tr>'

    def _tag(self, name):
        kind = self.kinds.get(name, "text")
        return "" if kind == "text" else f' class="number {kind.split()[-1]}"'

    def _drawn(self):
        """The bar of each row, or nothing."""
        if not self.bar:
            return [""] * len(self.rows)
        dots = self.rows[self.dot].tolist() if self.dot else [None] * len(self.rows)
        return [_bar(pair, dot) if _there(pair) else "" for pair, dot in zip(self.rows[self.bar].tolist(), dots, strict=True)]

    def _link(self):
        name = "-".join("".join(c if c.isalnum() else " " for c in self.title.lower()).split())
        name = (name if len(name) <= 60 else name[:60].rpartition("-")[0]) + ".csv"
        data = b64encode((BOM + self.csv()).encode()).decode()
        return (f'<p class="csv"><a download="{name}" href="data:text/csv;charset=utf-8;base64,{data}">'
                f"{escape(say('tables.download', title=self.title))}</a></p>")


def _bar(pair, share):
    (low, high), dot = pair, ""
    if _there(share):
        dot = f'<rect class="dot" x="{share * 100 - 1:.0f}" width="2" height="10"/>'
    return ('<svg class="bar" viewBox="0 0 100 10" width="100" height="10" preserveAspectRatio="none" '
            'aria-hidden="true"><rect class="track" width="100" height="10" fill="#e6ebf0"/>'
            f'<rect class="range" x="{low * 100:.0f}" width="{max((high - low) * 100, 1):.0f}" y="2" height="6" '
            f'fill="#12436D"/>{dot}</svg>')


def shares_table(frame: pd.DataFrame, title: str, source: str, heading: str = "", bar: bool = False) -> Table:
    """Shares with likely ranges, highest first. Columns: label, share, low, high, base (as `estimate.shares`)."""
    frame = in_order(frame, ["share"])
    rows = pd.DataFrame({"label": frame["label"], "share": rounded(frame["share"]),
                         "range": _pairs(frame, "low", "high"), "base": frame["base"]})
    columns = {"label": heading or say("tables.asked_about")} | _share_headings()
    kinds = {"share": "percent", "range": "range", "base": "whole"}
    return Table(title, columns, rows, source, kinds, *(("range", "share") if bar else ()))


def waves_table(frame: pd.DataFrame, title: str, source: str, heading: str = "") -> Table:
    """Shares of one measure in one wave after another. Columns: wave, share, low, high, base; rows in the order given."""
    rows = pd.DataFrame({"label": frame["wave"], "share": rounded(frame["share"]), "range": _pairs(frame, "low", "high"),
                         "base": frame["base"]})
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


def changes_table(frame: pd.DataFrame, title: str, source: str, waves=(), heading: str = "", sharp: bool = False) -> Table:
    """Two waves and the change with its safe range. Columns as of `compare.changes`; largest change first.

    sharp: also the narrower range, of these staff only.
    """
    frame = in_order(frame, ["change"])
    rows = frame[["label", "verdict"]].assign(
        share_1=rounded(frame["share_1"]), share_2=rounded(frame["share_2"]), change=rounded(frame["change"]),
        range=_pairs(frame, "low", "high"))
    narrower = {"sharp": say("tables.narrower")} if sharp else {}
    rows = rows.assign(sharp=_pairs(frame, "sharp_low", "sharp_high")) if sharp else rows
    first, second = waves or names_of_waves()
    columns = {"label": heading or say("tables.asked_about"), "share_1": first, "share_2": second, "change": say("tables.change"),
               "range": say("tables.range_of_change")} | narrower | {"verdict": say("tables.in_short")}
    kinds = {"share_1": "percent", "share_2": "percent", "change": "points", "range": "points range"}
    kinds |= dict.fromkeys(narrower, "points range")
    return Table(title, columns, rows, source, kinds)


def bands_table(frame: pd.DataFrame, title: str, source: str, heading: str = "", bar: bool = False) -> Table:
    """Banded shares of groups. Columns: item, label, group_label, low, high (`estimate.bands`); highest band first."""
    frame = in_order(frame, ["low", "high"], "group_label").assign(band=lambda f: _pairs(f, "low", "high"))
    labels, heading = sorted(set(frame["label"])), heading or say("findings.team")
    if len(labels) == 1:
        rows = frame[["group_label", "band"]]
        columns = {"group_label": heading, "band": say("tables.between")}
        return Table(title, columns, rows, source, {"band": "range"}, "band" if bar else "")
    wide = frame.pivot(index="group_label", columns="label", values="band").reset_index()
    columns = {"group_label": heading} | {name: name for name in labels}
    return Table(title, columns, wide, source, dict.fromkeys(labels, "range"))


def names_of_waves() -> tuple[str, str]:
    """What two waves are called that have no names of their own."""
    return say("tables.baseline"), say("tables.repeat")


def in_order(frame: pd.DataFrame, by: list[str], label: str = "label") -> pd.DataFrame:
    """The rows highest first by the columns `by`, ties by `label`, missing last: the same however they came."""
    return frame.sort_values([*by, label], ascending=[False] * len(by) + [True], kind="stable", ignore_index=True)


def by_item(frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """(label, rows) of each item with shares, most positive answers first. Columns: item, label, positive, share."""
    groups = [(rows["label"].iloc[0], rows) for _, rows in frame.dropna(subset="share").groupby("item")]
    return sorted(groups, key=lambda group: (-positive_share(group[1]), group[0]))


def positive_share(rows: pd.DataFrame) -> float:
    """The share (0-1) of an item's positive answers together."""
    return float(rows.loc[rows["positive"].eq(True), "share"].sum())


def scale(frame: pd.DataFrame) -> list[str]:
    """All answer labels in scale order: those of the longest scale, merged answers just before what follows them."""
    scales = [list(rows["answer_label"]) for _, rows in by_item(frame)]
    order = list(max(scales, key=lambda names: (len(names), names), default=[]))
    for names in scales:
        for place, name in enumerate(names):
            if name not in order:
                order.insert(next((order.index(after) for after in names[place:] if after in order), len(order)), name)
    return order


def rounded(values):
    """Shares or changes (0-1) rounded to whole per cents, halves away from zero."""
    return round_half_up(values, 2)


def _share_headings():
    return {"share": say("tables.share"), "range": say("tables.range"), "base": say("tables.base")}


def _pairs(frame, low, high):
    pairs = zip(rounded(frame[low]), rounded(frame[high]), strict=True)
    return pd.Series([None if np.isnan(pair[0]) else pair for pair in pairs], index=frame.index, dtype=object)


def _there(value):
    return value is not None and value == value


def harmless(text: str) -> str:
    """Words that a spreadsheet program would run as a formula get an apostrophe; signed numbers stay as they are."""
    return f"'{text}" if text[:1] in ("=", "@", "\t") or (text[:1] in ("+", "-") and not text[1:2].isdigit()) else text


def as_shown(text: str) -> str:
    """What `harmless` was given."""
    return text[1:] if text[:1] == "'" and harmless(text[1:]) == text else text


KINDS = {
    "text": str,
    "percent": percent,
    "range": between,
    "open range": open_between,
    "points": points,
    "points range": points_between,
    "whole": people,
}
