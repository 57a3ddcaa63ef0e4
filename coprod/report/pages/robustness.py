"""What could make the true figures differ: those who did not answer, and the mix of teams; as findings."""

import pandas as pd

from coprod.analysis import changes as compare
from coprod.analysis import shares as estimate
from coprod.record.safe import MOST_LISTED, SafeTally
from coprod.report import messages as words
from coprod.report import tables
from coprod.report.blocks import Finding, Notice, Paragraph
from coprod.report.messages import of_change
from coprod.report.messages.language import say, sentences
from coprod.report.messages.of_numbers import points
from coprod.report.tables import Table
from coprod.stats import nonresponse_bounds, response_rates, tipping_point


def who_is_silent(record: SafeTally) -> list[Paragraph | Table]:
    """The headline shares beside the weighted ones and the lowest and highest that those who did not answer allow."""
    frame = _headlines(estimate.shares(record)).dropna(subset="share").reset_index(drop=True)
    if frame.empty:
        return [Paragraph(words.FEW if record.few else words.TOO_FEW)]
    low, high = nonresponse_bounds(frame["share"], frame["base"] / record.about["eligible"])
    weighted = {item["name"]: item["adjusted"] for item in record.about["items"]}
    rows = pd.DataFrame({"label": frame["label"], "share": tables.rounded(frame["share"]),
                         "weighted": frame["item"].map(weighted).astype(float), "low": tables.rounded(low),
                         "high": tables.rounded(high)})
    columns = {"label": say("findings.staff_who"), "share": say("doubts.of_those"), "weighted": say("doubts.weighted"),
               "low": say("doubts.lowest"), "high": say("doubts.highest")}
    kinds = dict.fromkeys(("share", "weighted", "low", "high"), "percent")
    if rows["weighted"].isna().all():
        columns.pop("weighted")
    eligible = words.could_answer(record.about["eligible"])
    table = Table(say("doubts.silent"), columns, rows, words.source(record.about["title"], eligible), kinds)
    return [Paragraph(words.SILENT), *([Paragraph(words.WEIGHTED)] if "weighted" in columns else []), table]


def response_note(record: SafeTally) -> list[Paragraph]:
    """The technical note on who answered."""
    if record.few:
        return [Paragraph(words.FEW)]
    people = estimate.response(record).set_index("answer")["count"]
    silent = record.about["eligible"] - people["usable"]
    rates = response_rates(people["complete"], people["usable"] - people["complete"], noncontact=silent)
    return [Paragraph(text) for text in words.response_note(rates["RR2"], rates["RR1"], record.about["kish"])]


def what_it_takes_to_vanish(baseline: SafeTally, repeat: SafeTally) -> Finding | Notice:
    """For each headline change, how much the silence of some would have to explain."""
    frame = _headlines(compare.changes(baseline, repeat)).dropna(subset="change").reset_index(drop=True)
    if frame.empty:
        return Notice(of_change.FEW_COMPARED if baseline.few or repeat.few else words.TOO_FEW)
    answered = (frame["base_1"] / baseline.about["eligible"] + frame["base_2"] / repeat.about["eligible"]) / 2
    needed = pd.Series(tipping_point(frame["change"].to_numpy(float), answered.to_numpy(float)), index=frame.index)
    rows = pd.DataFrame({"label": frame["label"], "change": tables.rounded(frame["change"]),
                         "needed": [of_change.CANNOT_VANISH if abs(gap) > 1 else points(gap) for gap in needed]})
    title = say("doubts.would_differ")
    columns = {"label": say("findings.staff_who"), "change": say("doubts.change"), "needed": say("doubts.gap")}
    table = Table(title, columns, rows, _caption(baseline, repeat), {"change": "points"})
    return Finding(title, of_change.TIPPING, None, "", table.source, table)


def mix_of_teams(baseline: SafeTally, repeat: SafeTally) -> list[Finding | Notice]:
    """How the teams' sizes changed, and the headline shares with the teams as large as in the baseline."""
    mix = repeat.about["mix"]
    if mix is None or mix["baseline"] != baseline.wave:
        return [Notice(of_change.NO_MIX)]
    return [_sizes(baseline, repeat, pd.DataFrame(mix["parts"])), _at_fixed_mix(baseline, repeat)]


def change_note(repeat: SafeTally) -> list[Paragraph]:
    """The technical note on changes."""
    return [Paragraph(text) for text in of_change.change_note(repeat.about["margin"])]


def _sizes(baseline: SafeTally, repeat: SafeTally, parts: pd.DataFrame) -> Finding:
    if len(parts) > MOST_LISTED:
        return _sizes_counted(baseline, repeat, parts)
    shares = {wave: tables.rounded(parts[wave] / parts[wave].sum()) for wave in ("then", "now")}
    columns = {"label": say("findings.team"), "then": baseline.about["title"], "now": repeat.about["title"]}
    table = Table(say("doubts.sizes"), columns,
                  pd.DataFrame({"label": parts["label"], **shares}), _caption(baseline, repeat),
                  dict.fromkeys(shares, "percent"))
    return Finding(say("doubts.mix_changed"), of_change.BY_HEADCOUNT, None, "", table.source, table)


def _sizes_counted(baseline: SafeTally, repeat: SafeTally, parts: pd.DataFrame) -> Finding:
    """How many of many teams have more staff than then, as many, or fewer."""
    more, fewer = (parts["now"] > parts["then"]).sum(), (parts["now"] < parts["then"]).sum()
    rows = pd.DataFrame({"label": sentences("many.sizes"), "teams": [more, len(parts) - more - fewer, fewer]})
    table = Table(say("many.sizes_table"), {"label": say("many.size"), "teams": say("many.number")}, rows,
                  _caption(baseline, repeat), {"teams": "whole"})
    return Finding(say("doubts.mix_changed"), say("many.sizes_about"), None, "", table.source, table)


def _at_fixed_mix(baseline: SafeTally, repeat: SafeTally) -> Finding:
    frame = _headlines(estimate.shares(repeat)).dropna(subset="share").reset_index(drop=True)
    held = {item["name"]: item["fixed_mix"] for item in repeat.about["items"]}
    rows = pd.DataFrame({"label": frame["label"], "share": tables.rounded(frame["share"]),
                         "held": frame["item"].map(held).astype(float)})
    title = say("doubts.fixed_mix")
    columns = {"label": say("findings.staff_who"), "share": say("doubts.now"), "held": say("doubts.teams_as_then")}
    table = Table(title, columns, rows,
                  _caption(baseline, repeat), {"share": "percent", "held": "percent"})
    return Finding(title, of_change.SAME_MIX, None, "", table.source, table)


def _headlines(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["headline"] & frame["kind"].eq("indicator")]


def _caption(baseline: SafeTally, repeat: SafeTally) -> str:
    return words.source(repeat.about["title"], of_change.compared_with(baseline.about["title"]))
