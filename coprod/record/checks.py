"""What can be seen in a record itself that could not have passed disclosure control."""

from collections.abc import Iterator

import pandas as pd

from coprod.record.model import ALL_STAFF, FEWEST, ITEM, RESPONSE, Record

COLUMNS = {"item": str, "group": str, "answer": str, "count": "Int64", "base": "Int64", "low": float, "high": float}
_NARROWEST = 0.05  # of a band, 0 to 1


def problems(record: Record) -> Iterator[str]:
    """What is wrong with a record, a sentence each: what was expected, and in which file."""
    yield from _about(record)
    yield from _labels(record)
    yield from _answered(record)
    if list(record.tallies.columns) != list(COLUMNS):
        yield f"tallies.csv must have the columns {', '.join(COLUMNS)}"
        return
    of_all = record.tallies["group"].eq(ALL_STAFF)
    everybody, groups = record.tallies[of_all], record.tallies[~of_all]
    yield from _all_staff(record, everybody)
    yield from _groups(record, groups)


def _about(record: Record) -> Iterator[str]:
    if record.opened > record.closed:
        yield "wave.json: the survey closed before it opened"
    if record.eligible < 1 or record.floor < FEWEST:
        yield f"wave.json: expected at least one eligible person and a floor of {FEWEST} or more"
    shares = [record.margin, *(s for m in record.measures for s in (m.adjusted, m.fixed_mix) if s is not None)]
    if not all(0 <= share <= 1 for share in shares):
        yield "wave.json: a margin, an adjusted or a fixed_mix share is not between 0 and 1"
    if not {m.better for m in record.measures} <= {"higher", "lower", "neither"}:
        yield 'wave.json: a measure\'s better is not "higher", "lower" or "neither"'
    if len(record.by_name) < len(record.measures):
        yield "wave.json: two measures have the same name"


def _labels(record: Record) -> Iterator[str]:
    labels = [group.label for group in record.groups]
    if len(set(labels)) < len(labels) or ALL_STAFF in labels:
        yield "two groups have the same name. Give teams and other answers names of their own"


def _all_staff(record: Record, rows: pd.DataFrame) -> Iterator[str]:
    if rows[["count", "base"]].isna().any(axis=None) or rows[["low", "high"]].notna().any(axis=None):
        yield "tallies.csv has an all-staff row without count and base, or with a band"
        return
    answered = rows["item"].eq(RESPONSE)
    answers = rows[~answered]
    if (answers["count"] < FEWEST).any() or (answers["base"] < record.floor).any():
        yield f"tallies.csv has an answer of fewer than {FEWEST} people or a base under {record.floor}"
    if (rows["count"] > rows["base"]).any() or (rows.loc[answered, "base"] != record.eligible).any():
        yield "tallies.csv has a count larger than its base, or a base of replies that is not the number of staff"
    shown = [(m.name, a.name) for m in record.measures for a in m.answers]
    if sorted(zip(answers["item"], answers["answer"], strict=True)) != sorted(shown):
        yield "tallies.csv and wave.json do not hold the same answers"
        return
    yield from _sums(record, answers)


def _sums(record: Record, answers: pd.DataFrame) -> Iterator[str]:
    """The ratings of an item that has one answer a person are its base."""
    rated = {(m.name, a.name) for m in record.measures if m.kind == ITEM for a in m.answers if not a.missing}
    pairs = list(zip(answers["item"], answers["answer"], strict=True))
    rows = answers[pd.Series([pair in rated for pair in pairs], answers.index, bool)]
    sums = rows.groupby("item").agg(count=("count", "sum"), low=("base", "min"), high=("base", "max"))
    for item in sums.index[(sums["count"] != sums["low"]) | (sums["low"] != sums["high"])]:
        yield f"tallies.csv: the answers to {item} do not add up to its base"


def _answered(record: Record) -> Iterator[str]:
    """Between which numbers those of a group who answered lie: never under the floor, and three numbers or more."""
    for group in record.groups:
        if group.at_least is None:
            continue
        most = group.headcount if group.at_most is None else group.at_most
        if group.at_least < record.floor or most and most - group.at_least < FEWEST - 1:
            yield f"wave.json: it says too little or too much of how many of {group.label} answered"


def _groups(record: Record, rows: pd.DataFrame) -> Iterator[str]:
    if rows[["count", "base"]].notna().any(axis=None) or rows[["low", "high"]].isna().any(axis=None):
        yield "tallies.csv has a group with counts. Groups have a band only"
    if (rows["high"] - rows["low"] < _NARROWEST - 1e-6).any():
        yield "tallies.csv has a band narrower than 5 points"
    if (rows["low"] < 0).any() or (rows["high"] > 1).any():
        yield "tallies.csv has a band that is not between 0 and 1"
    if not set(rows["group"].unique()) <= {group.label for group in record.groups}:
        yield "tallies.csv has a group that wave.json does not name"
    if not set(rows["item"].unique()) <= {*record.by_name, RESPONSE}:
        yield "tallies.csv has a measure that wave.json does not name"
