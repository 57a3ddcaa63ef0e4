"""What is said where a breakdown has many groups: how many lie above or below all staff, instead of a row a group."""

import numpy as np
import pandas as pd

from coprod.analysis import changes as compare
from coprod.analysis import shares as estimate
from coprod.record.safe import MOST_LISTED, RESPONSE, SafeTally
from coprod.report import charts
from coprod.report import messages as words
from coprod.report.blocks import Finding
from coprod.report.messages import of_many
from coprod.report.messages.language import say
from coprod.report.tables import Table, rounded

COMPARED = ("higher", "cannot_tell", "lower")
KINDS = (*COMPARED, "not_shown")


def number(record: SafeTally, breakdown: str) -> int:
    """How many groups of a breakdown the record shows."""
    return sum(group["breakdown"] == breakdown for group in record.about["groups"])


def is_many(record: SafeTally, breakdown: str) -> bool:
    """Whether a breakdown has too many groups to be listed one by one."""
    return number(record, breakdown) > MOST_LISTED


def are_listed(record: SafeTally) -> set[str]:
    """The breakdowns whose groups are listed one by one."""
    return {name for name in {group["breakdown"] for group in record.about["groups"]} if not is_many(record, name)}


def counts(record: SafeTally, breakdown: str, items: list[str]) -> pd.DataFrame:
    """How many groups of a breakdown lie beside all staff in which way; one row a measure shown by it, in the order given.

    Columns: item, label, groups (how many there are), higher (whose whole range lies above all staff), lower, cannot_tell,
    not_shown. Each group is compared as on its own page (`beside`): in whole per cents, and a touch is no difference. So this
    is made of published ranges and shares alone: whoever has the pages of all teams can count the same, and it discloses
    nothing that they do not.
    """
    labels = [group["label"] for group in record.about["groups"] if group["breakdown"] == breakdown]
    rows = record.tallies[record.tallies["item"].isin(items)]
    rows = rows[rows["group"].isin(labels)]
    everybody, named = _everybody(record)
    low, high, share = (rounded(ends.to_numpy(float)) for ends in (rows["low"], rows["high"], rows["item"].map(everybody)))
    told = {"higher": low > share, "lower": high < share, "not_shown": np.isnan(share)}
    told["cannot_tell"] = ~(told["higher"] | told["lower"] | told["not_shown"])
    found = pd.DataFrame(told).groupby(rows["item"].to_numpy()).sum().reindex(columns=list(KINDS))
    found = found.loc[[item for item in items if item in found.index]].reset_index(names="item")
    found["not_shown"] += len(labels) - found[list(KINDS)].sum(axis=1)  # a group without a range here
    return found.assign(label=found["item"].map(named), groups=len(labels))


def turned(frame: pd.DataFrame, which: pd.Series) -> pd.DataFrame:
    """The same `counts` with those rows seen from the other answer: who is higher in one is lower in the other."""
    higher, lower = frame["higher"], frame["lower"]
    return frame.assign(higher=higher.where(~which, lower), lower=lower.where(~which, higher))


def beside_all_staff(record: SafeTally, breakdown: dict, frame: pd.DataFrame, key: str, heading: str) -> Finding:
    """The `counts` of a breakdown of the record as one finding; key: of its headline in words, heading: of the measures."""
    headline, told = of_many.headline(key, breakdown, frame["groups"].iloc[0]), of_many.told(frame)
    caption = words.source(record.about["title"], words.ranges(breakdown["label"]))
    return Finding(headline, f"{told} {of_many.about(breakdown)}", charts.parts(*as_shares(frame), of_many.axis(breakdown)),
                   f"{headline}. {told}", caption, table(frame, headline, caption, heading))


def table(frame: pd.DataFrame, title: str, source: str, heading: str) -> Table:
    """The `counts` as a table; heading: of the measures. What is not shown has a column only if there is any."""
    kinds = KINDS if frame["not_shown"].any() else COMPARED
    return Table(title, {"label": heading} | {kind: of_many.kind(kind) for kind in kinds}, frame.reset_index(drop=True),
                 source, dict.fromkeys(kinds, "whole"))


def as_shares(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """The `counts` to be drawn: shares of all groups (0 to 1), the counts in words as `value`, and what each column is called."""
    kinds = list(COMPARED)
    values = [of_many.value(row) for row in frame[kinds].to_numpy().tolist()]
    shares = frame[kinds].div(frame["groups"], axis=0).assign(label=frame["label"], value=values)
    return shares, {kind: of_many.kind(kind) for kind in kinds}


def in_both(baseline: SafeTally, repeat: SafeTally, breakdown: str, items: list[str]) -> int:
    """How many groups of a breakdown are the same in both waves and have both ranges of at least one of the items.

    The same, as for `compare.same_groups`: of one name and made of the same teams.
    """
    made_of = [{group["label"]: group["teams"] for group in record.about["groups"] if group["breakdown"] == breakdown}
               for record in (baseline, repeat)]
    same = [label for label, teams in made_of[1].items() if made_of[0].get(label) == teams]
    why_not = compare.comparable(baseline, repeat, pd.Series(items, dtype=str))
    alike = [item for item, why in zip(items, why_not, strict=True) if why == compare.COMPARABLE]
    there = []
    for record in (baseline, repeat):
        rows = record.tallies[record.tallies["item"].isin(alike)]
        there.append(rows.loc[rows["group"].isin(same), ["item", "group"]])
    return there[0].merge(there[1])["group"].nunique()


def headlines(record: SafeTally) -> list[str]:
    """The headline measures by name."""
    return [item["name"] for item in record.about["items"] if item["headline"]]


def _everybody(record: SafeTally) -> tuple[dict[str, float], dict[str, str]]:
    """The share of all staff and the label of each measure, who answered included."""
    frame, rate = estimate.shares(record), estimate.response(record).set_index("answer")["share"]
    share = dict(zip(frame["item"], frame["share"].astype(float), strict=True))
    return share | {RESPONSE: rate["usable"]}, dict(zip(frame["item"], frame["label"], strict=True)) | {
        RESPONSE: say("findings.survey_answered")}
