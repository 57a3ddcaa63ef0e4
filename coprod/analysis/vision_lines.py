"""The lines of the staff vision and of what things are like now: which was asked about, and what came of it."""

from collections.abc import Iterator
from math import nan

import pandas as pd

from coprod.analysis.changes import NEW, REROUTED, RESCALED, changes
from coprod.analysis.shares import groups, shares
from coprod.record import Record, Survey

BARRIERS = "barriers"  # the construct of lines on what things are like now; all other lines are the vision
NOT_ASKED, ASKED, TOO_FEW = "not asked", "asked", "too few"


def lines(survey: Survey) -> pd.DataFrame:
    """One row a line and question, asked lines first, each line's questions together.

    Columns: line (its words in the codebook), barrier (bool), item, better (higher, lower, neither), then, now (a share
    or, of a small survey, a pair of shares, 0 to 1; NaN where too few answered, None where not asked or of other
    answers), verdict (`Verdict`; or why it is not compared, `why` of `changes`; or, of one wave: asked, too
    few; or: not asked), within_margin, held_back, among (as of `changes`).
    """
    rows = {row["item"]: row for row in (*_asked(survey.record), *_bank(survey.record))}
    if survey.before is not None:
        before = (row | {"asked": False} for row in (*_asked(survey.baseline), *_bank(survey.baseline)))
        rows |= {row["item"]: row for row in before if row["item"] not in rows}
    frame = pd.DataFrame(rows.values(), columns=["line", "barrier", "item", "better", "asked", "measure"])
    frame = frame.sort_values("asked", ascending=False, kind="stable", ignore_index=True)
    frame = frame.iloc[pd.Series(pd.factorize(frame["line"])[0]).argsort(kind="stable")].reset_index(drop=True)
    return _with_results(frame, survey).drop(columns=["asked", "measure"])


def _asked(record: Record) -> Iterator[dict]:
    """The questions of a wave that serve a line; waves are compared on the measure that stands for a question."""
    for one in record.measures:
        if one.source_line:
            measure = record.stands_for.get(one.name, one.name)
            yield _row(one) | {"better": one.better, "asked": True, "measure": measure}


def _bank(record: Record) -> Iterator[dict]:
    for one in record.unasked:
        if one.source_line:
            yield _row(one) | {"better": "neither", "asked": False, "measure": one.name}


def _row(one) -> dict:
    return {"line": one.source_line, "barrier": one.construct == BARRIERS, "item": one.name}


def _with_results(frame: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    now, then = _results(survey), {}
    flags = pd.DataFrame(0, index=frame.index, columns=["within_margin", "held_back", "among"])
    if survey.before is None:
        states = [NOT_ASKED if m not in now else TOO_FEW if now[m] != now[m] else ASKED for m in frame["measure"]]
    else:
        then, tested = _results(survey.before), changes(survey).set_index("item")
        states = [_verdict(measure, then, now, tested) for measure in frame["measure"]]
        flags = tested[list(flags)].astype(int).reindex(frame["measure"], fill_value=0).set_axis(frame.index)
    frame = frame.join(flags).assign(then=_column(frame, then), now=_column(frame, now))
    frame = frame.assign(verdict=pd.Series(states, dtype=object))
    return frame.assign(then=frame["then"].where(~frame["verdict"].isin([RESCALED, REROUTED]), None))


def _verdict(measure: str, then: dict, now: dict, tested: pd.DataFrame) -> str:
    if measure not in then and measure not in now:
        return NOT_ASKED
    if measure not in then or measure not in now:
        return NEW
    return tested.loc[measure, "why"] or tested.loc[measure, "verdict"]


def _results(survey: Survey) -> dict:
    """The share of each measure (NaN: too few), or in a small survey its range."""
    if not survey.record.is_small:
        frame = shares(survey)
        return dict(zip(frame["item"], frame["share"], strict=True))
    pairs = {item: (low, high) for item, low, high in groups(survey)[["item", "low", "high"]].itertuples(index=False)}
    return {item: pairs.get(item, nan) for item in survey.record.by_name}


def _column(frame: pd.DataFrame, results: dict) -> pd.Series:
    return pd.Series([results.get(measure) for measure in frame["measure"]], index=frame.index, dtype=object)
