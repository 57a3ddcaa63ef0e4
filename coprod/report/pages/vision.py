"""The vision scorecard: each line of the staff vision with its question and what came of it; and what things are like now."""

import pandas as pd

from coprod.analysis import changes as compare
from coprod.analysis import shares as estimate
from coprod.record.safe import SafeTally
from coprod.report import messages as words
from coprod.report import tables
from coprod.report.blocks import Finding, Notice
from coprod.report.messages import of_change, of_vision
from coprod.report.messages.language import written
from coprod.report.tables import Table

BARRIERS = "barriers"  # the construct of lines on what things are like now; all other lines are the vision
NOT_ASKED, ASKED, TOO_FEW = "not asked", "asked", "too few"


def scorecard(record: SafeTally, baseline: SafeTally | None = None) -> list[Finding | Notice]:
    """The vision line by line, and what things are like now; each line in words of the codebook (`source_line`)."""
    frame = lines(record, baseline)
    if frame.empty:
        return [Notice(of_vision.NO_VISION)]
    sides = ((False, of_vision.VISION), (True, of_vision.BARRIERS))
    return [_card(record, baseline, frame[frame["barrier"].eq(side)], title) for side, title in sides
            if frame["barrier"].eq(side).any()]


def lines(record: SafeTally, baseline: SafeTally | None = None) -> pd.DataFrame:
    """One row a line and question, asked lines first, each line's questions together.

    Columns: line, barrier, item, label, better, then, now (a share, or a pair of shares where few answered; NaN where too few
    did, None where it was not asked or its answers differ), verdict (of `compare.changes`; or why it is not compared; or, of
    one wave alone: asked, too few; or: not asked).
    """
    rows = _asked(record, True) + _bank(record)
    known = {row["item"] for row in rows}
    if baseline is not None:
        before = {row["item"]: row for row in _asked(baseline, False) + _bank(baseline)}
        rows += [row for item, row in before.items() if item not in known]
    frame = pd.DataFrame(rows, columns=["line", "barrier", "item", "label", "better", "asked", "measure"])
    frame = frame.sort_values("asked", ascending=False, kind="stable", ignore_index=True)
    frame = frame.iloc[pd.Series(pd.factorize(frame["line"])[0]).argsort(kind="stable")].reset_index(drop=True)
    return _with_results(frame, record, baseline).drop(columns=["asked", "measure"])


def _asked(record: SafeTally, now: bool) -> list[dict]:
    """The questions of a wave that serve a line. A measure of its own stands for a question: it is what waves are compared on."""
    items = [item for item in record.about["items"] if item["source_line"]]
    alone = {item["from"][0]: item["name"] for item in record.about["items"]
             if item["kind"] == "indicator" and len(item["from"]) == 1}
    return [_row(item, item["better"], now, alone.get(item["name"], item["name"])) for item in items]


def _bank(record: SafeTally) -> list[dict]:
    return [_row(item, "neither", False, item["name"]) for item in record.about["bank"] if item["source_line"]]


def _row(item: dict, better: str, asked: bool, measure: str) -> dict:
    return {"line": written(item["source_line"]), "barrier": item["construct"] == BARRIERS, "item": item["name"],
            "label": written(item["label"]), "better": better, "asked": asked, "measure": measure}


def _with_results(frame: pd.DataFrame, record: SafeTally, baseline: SafeTally | None) -> pd.DataFrame:
    now = _results(record)
    if baseline is None:
        state = [NOT_ASKED if m not in now else TOO_FEW if now[m] != now[m] else ASKED for m in frame["measure"]]
        return frame.assign(then=None, now=_column(frame, now), verdict=state)
    then, changes = _results(baseline), compare.changes(baseline, record).set_index("item")
    reasons = [_verdict(measure, then, now, changes) for measure in frame["measure"]]
    frame = frame.assign(then=_column(frame, then), now=_column(frame, now), verdict=reasons)
    refused = frame["verdict"].isin([compare.RESCALED, compare.REROUTED])
    return frame.assign(then=frame["then"].where(~refused, None))


def _verdict(measure: str, then: dict, now: dict, changes: pd.DataFrame) -> str:
    if measure not in then and measure not in now:
        return NOT_ASKED
    if measure not in then or measure not in now:
        return compare.NEW
    return changes.loc[measure, "comparable"] or changes.loc[measure, "verdict"]


def _results(record: SafeTally) -> dict:
    """The share of each measure (NaN: too few), or where few answered its range."""
    if not record.few:
        frame = estimate.shares(record)
        return dict(zip(frame["item"], tables.rounded(frame["share"]), strict=True))
    shown = estimate.bands(record)
    pairs = dict(zip(shown["item"], zip(shown["low"], shown["high"], strict=True), strict=True))
    return {item["name"]: pairs.get(item["name"], float("nan")) for item in record.about["items"]}


def _column(frame: pd.DataFrame, results: dict) -> pd.Series:
    return pd.Series([results.get(measure) for measure in frame["measure"]], index=frame.index, dtype=object)


def _card(record: SafeTally, baseline: SafeTally | None, frame: pd.DataFrame, title: str) -> Finding:
    waves = [(name, wave) for name, wave in (("then", baseline), ("now", record)) if wave is not None]
    less = frame.loc[frame["better"].ne("neither"), "better"].eq("lower")
    rows = frame.assign(
        label=[of_vision.question(label, not less.all() and better == "lower")
               for label, better in zip(frame["label"], frame["better"], strict=True)],
        verdict=frame["verdict"].map(of_change.in_short))
    titles = {name: wave.about["title"] for name, wave in waves}
    columns = {"line": of_vision.LINE, "label": of_vision.QUESTION} | titles | {"verdict": of_vision.IN_SHORT}
    kinds = {name: "range" if wave.few else "percent" for name, wave in waves}
    caption = words.source(record.about["title"], of_change.compared_with(baseline.about["title"]) if baseline else "").strip()
    table = Table(title, columns, rows, caption, kinds)
    told = [of_vision.AS_WRITTEN, _asked_words(frame), _answers_words(record, frame),
            of_vision.LESS_IS_BETTER if len(less) and less.all() else "",
            of_change.verdict_counts(frame["verdict"].value_counts().to_dict()) if baseline else ""]
    return Finding(title, " ".join(filter(None, told)), None, "", caption, table)


def _asked_words(frame: pd.DataFrame) -> str:
    asked = frame.loc[frame["verdict"].ne(NOT_ASKED), "line"].nunique()
    return of_vision.lines_asked(asked, frame["line"].nunique())


def _answers_words(record: SafeTally, frame: pd.DataFrame) -> str:
    """Which answers the shares count, in the order of the scales."""
    shown = estimate.answers(record).query("positive == True and item in @frame['item']")
    labels = list(dict.fromkeys(shown.loc[~shown["answer"].str.contains("+", regex=False), "answer_label"]))
    return words.positive_words(labels) if labels else ""
