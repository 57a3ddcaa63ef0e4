"""What two waves say together, and what could make it look so; nothing here claims a cause."""

from collections.abc import Mapping

import pandas as pd

from coprod.analysis import group_counts, robustness
from coprod.analysis.changes import (
    COMPARABLE,
    MOVED,
    changes,
    never_the_same,
    ordered,
    same_groups,
    scores_of_both,
    smallest_changes,
)
from coprod.record import ALL_STAFF, MOST_LISTED, Breakdown, Survey, Verdict
from coprod.report import charts, tables
from coprod.report.blocks import Finding, Notice, Paragraph
from coprod.report.messages import counted, own_words, say, shown
from coprod.report.order import in_order
from coprod.report.pages.question_words import heading_of_question, positive_words, question_sets, source_of_both
from coprod.report.tables import Table, rounded
from coprod.report.wording import heading_of, label_of, title_of, verdict_of, verdicts_of, worded

_MUCH, _HALF = 0.8, 0.5
_VERDICTS = (*MOVED, Verdict.ABOUT_THE_SAME, Verdict.EXACTLY_THE_SAME, Verdict.CANNOT_TELL)


def what_could_be_seen(survey: Survey) -> list[Notice | Table]:
    """The changes that these numbers of answers can show, and for which shares not that they stayed the same."""
    if _cannot_be_compared(survey):
        return [Notice(say("change.few_compared"))]
    worth = Notice(say("change.worth", margin=survey.record.margin))
    answered = [one.record.usable / one.record.eligible for one in (survey.before, survey)]
    if min(answered) == 1:
        return [Notice(say("change.all_answered")), worth]
    between = never_the_same(survey)
    last = [] if between is None else [Notice(say(
        "change.out_of_reach", all=between[0] == 0, low=between[0], high=between[1]))]
    last += [Notice(say("change.head_count"))] * (max(answered) > _MUCH)
    return [Notice(say("change.detectable")), _can_be_seen(survey), worth, *last]


def headline_changes(survey: Survey) -> list[Finding | Paragraph]:
    """A finding for each headline indicator: then, now, and what may be said of the difference."""
    if _cannot_be_compared(survey):
        return [Paragraph(say("change.few_compared"))]
    frame = worded(survey, robustness.headline_rows(changes(survey)))
    return [*(_one_change(survey, frame.iloc[[n]]) for n in range(len(frame))),
            *(Paragraph(text) for text in say("change.holds", margin=survey.record.margin))]


def other_changes(survey: Survey) -> list[Finding | Paragraph]:
    """All other questions, a finding a question or grid."""
    if _cannot_be_compared(survey):
        return [Paragraph(say("change.few_compared"))]
    frame = changes(survey)
    sets = question_sets(survey, frame[frame["comparable"] == COMPARABLE])
    counts = verdicts_of(pd.concat(sets)) if sets else {}
    return [Paragraph(of_these_questions(counts)), *(set_of_changes(survey, rows) for rows in sets)]


def of_these_questions(verdicts: Mapping[str, int]) -> str:
    """How many questions came out how; those without a verdict in a second sentence, if there are both."""
    judged = {name: count for name, count in verdicts.items() if name in _VERDICTS}
    others = {name: count for name, count in verdicts.items() if name not in _VERDICTS}
    first, second = counted("change.counted", judged), counted("change.counted", others)
    told = say("change.of_these_questions", told=first or second)
    return f"{told} {say('change.and_others', told=second)}" if first and second else told


def set_of_changes(survey: Survey, rows: pd.DataFrame) -> Finding:
    """One question or grid in both waves; rows: one of the `question_sets` of a `changes`."""
    title, waves = heading_of_question(rows), _waves(survey)
    caption, told = source_of_both(survey), charts.dumbbell_alt(rows, waves)
    return Finding(title, f"{positive_words(survey, rows)} {on_verdicts(survey, rows)}".strip(),
                   charts.dumbbell(rows, waves), say("findings.most_alt", title=title, told=told), caption,
                   tables.changes_table(in_short(survey, rows), title, caption, waves))


def on_verdicts(survey: Survey, rows: pd.DataFrame) -> str:
    """How many rows of a `changes` only the adjustment holds back, and how many moved by less than the margin."""
    counts = {"held_back_here": rows["held_back"].sum(), "undone_here": rows["within_margin"].sum()}
    return " ".join(say(f"change.{key}", count=int(count), margin=survey.record.margin)
                    for key, count in counts.items() if count)


def all_answers(survey: Survey) -> list[Table | Paragraph]:
    """All ordered answers at once, not only the positive ones; and the scores."""
    if _cannot_be_compared(survey):
        return [Paragraph(say("change.few_compared"))]
    made = [_ordered_table(survey, rows) for rows in question_sets(survey, ordered(survey))]
    return [Paragraph(say("change.all_answers")), *made, *_scores(survey)]


def not_compared(survey: Survey) -> list[Table | Paragraph]:
    """The questions that cannot be compared, each with both wordings and the reason."""
    if _cannot_be_compared(survey):
        return [Paragraph(say("change.few_compared"))]
    frame = changes(survey)
    frame = frame[frame["comparable"] != COMPARABLE]
    if frame.empty:
        return [Paragraph(say("change.same_questions"))]
    then = [label_of(survey.before, item) if item in survey.baseline.by_name else say("change.was_not_asked")
            for item in frame["item"]]
    rows = pd.DataFrame({"now": [label_of(survey, item) for item in frame["item"]], "then": then,
                         "why": [say("change.why_not", verdict=reason) for reason in frame["comparable"]]})
    columns = {"now": say("change.asked_now"), "then": say("change.asked_then"), "why": say("change.why_not_heading")}
    return [Table(say("change.not_compared"), columns, rows, source_of_both(survey))]


def what_it_takes_to_vanish(survey: Survey) -> Finding | Notice:
    """For each headline change, how much the silence of some would have to explain."""
    survey.needs_baseline()
    frame = robustness.vanish(survey)
    if frame.empty:
        return Notice(say("change.few_compared" if survey.any_small else "survey.too_few"))
    frame = worded(survey, frame)
    rows = pd.DataFrame({"label": frame["label"], "change": tables.as_fine(frame["change"], frame["decimals"]),
                         "needed": [_undone(one) for _, one in frame.iterrows()]})
    columns = {"label": say("findings.staff_who"), "change": say("doubts.change"), "needed": say("tables.undone")}
    return _doubt(survey, say("doubts.would_differ"), say("change.tipping"), columns, rows, {"change": "points"})


def mix_of_teams(survey: Survey) -> list[Finding | Notice]:
    """How the teams' sizes changed, and the headline shares with the teams as large as in the wave before."""
    survey.needs_baseline()
    mix = robustness.mix_of_teams(survey)
    if mix.empty:
        return [Notice(say("change.no_mix"))]
    sizes = _sizes_counted(survey, mix) if len(mix) > MOST_LISTED else _sizes(survey, mix)
    held = worded(survey, robustness.at_fixed_mix(survey)).assign(share=lambda frame: rounded(frame["share"]))
    columns = {"label": say("findings.staff_who"), "share": say("doubts.now"), "fixed_mix": say("doubts.teams_as_then")}
    kinds = dict.fromkeys(("share", "fixed_mix"), "percent")
    return [sizes, _doubt(survey, say("doubts.fixed_mix"), say("change.same_mix"), columns, held, kinds)]


def groups_side_by_side(survey: Survey) -> list[Finding | Notice]:
    """The headline indicators by group, in the ranges of both waves; of many groups only how many are the same."""
    survey.needs_baseline()
    items = [measure.name for measure in survey.record.measures if measure.headline]
    long = {one.name: one for one in survey.record.breakdowns if survey.record.is_long(one.name)}
    same = {name: group_counts.groups_in_both(survey, name, items) for name in long}
    many = [Notice(say("many.in_both", count=same[name], breakdown=name, group=heading_of(one)))
            for name, one in long.items() if same[name] > MOST_LISTED]
    left_out = {name for name in long if not 0 < same[name] <= MOST_LISTED}
    listed = {group.breakdown for group in survey.record.groups} - left_out
    return many + (_side_by_side(survey, listed) if listed else []) or [Notice(say("change.teams_differ"))]


def caution(survey: Survey) -> list[Notice]:
    """The one sentence about causes that stands on every page that compares."""
    return [Notice(say("change.no_cause"))]


def change_note(survey: Survey) -> list[Paragraph]:
    """The technical note on changes."""
    return [Paragraph(text) for text in say("change.note", margin=survey.record.margin)]


def _cannot_be_compared(survey: Survey) -> bool:
    survey.needs_baseline()
    return survey.any_small


def _waves(survey: Survey) -> tuple[str, str]:
    return title_of(survey.before), title_of(survey)


def _then_and_now(survey: Survey, first: str) -> dict[str, str]:
    """The columns of a table of both waves; first: the heading of its rows."""
    return dict(zip(("label", "then", "now"), (first, *_waves(survey)), strict=True))


def _pairs(rows: pd.DataFrame, low: str, high: str) -> list[tuple[float, float]]:
    return list(zip(rows[low], rows[high], strict=True))


def in_short(survey: Survey, rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of a `changes` with their verdicts in words, and what would undo each that moved."""
    undoing = robustness.undoing(survey, rows).assign(change=rows["change"], fact=rows["fact"])
    undone = [_undone(one) if verdict in MOVED else ""
              for verdict, (_, one) in zip(rows["verdict"], undoing.iterrows(), strict=True)]
    return rows.assign(verdict=[verdict_of(survey, one, "change.in_short") for _, one in rows.iterrows()],
                       undone=undone)


def _undone(one: pd.Series) -> str:
    """What those who did not answer would have to think for a change to be none; one: of `robustness.vanish`."""
    if one["fact"] or not one["known"]:
        return say("change.cannot_vanish_fact" if one["fact"] else "change.cannot_vanish_unknown")
    if not one["possible"]:
        return say("change.cannot_vanish")
    if one["change"] == 0:
        return say("change.no_change_to_undo")
    return say("change.undone", less=one["less"], silent_1=one["silent_1"], silent_2=one["silent_2"])


def _can_be_seen(survey: Survey) -> Table:
    """The smallest changes that are found 4 times in 5, by the share they start from."""
    rows = smallest_changes(survey)
    rows = rows.assign(label=[say("change.detectable_mirror", low=share, high=1 - share) if share < _HALF
                              else shown(share, "percent") for share in rows["share"]],
                       **{name: [shown(change, "distance") for change in rows[name]]
                          for name in ("alone", "among_many")})
    columns = {"label": say("change.detectable_share"), "alone": say("change.detectable_alone"),
               "among_many": say("change.detectable_among")}
    return Table(say("change.detectable_table"), columns, rows, source_of_both(survey))


def _one_change(survey: Survey, row: pd.DataFrame) -> Finding:
    one, waves, caption = row.iloc[0], _waves(survey), source_of_both(survey)
    headline = say("change.changed", phrase=one["phrase"], then=one["share_1"], now=one["share_2"],
                   change=one["share_2"] - one["share_1"], verdict=one["verdict"])
    alt = say("findings.few_alt", title=headline, told=charts.dumbbell_alt(row, waves))
    return Finding(headline, verdict_of(survey, one, "change.told"), charts.dumbbell(row, waves), alt, caption,
                   tables.changes_table(in_short(survey, row), one["label"], caption, waves))


def _ordered_table(survey: Survey, rows: pd.DataFrame) -> Table:
    title, rows = heading_of_question(rows), in_order(rows, ["theta"])
    labels = rows["label"].where(rows["stem"] != "", say("survey.all_staff"))
    rows = rows.assign(label=labels, range=_pairs(rows, "low", "high"))
    columns = {"label": say("tables.asked_about"), "theta": say("change.higher_now"), "range": say("tables.range")}
    return Table(say("change.all_answers_of", title=title), columns, rows, source_of_both(survey),
                 {"theta": "hundred", "range": "hundred range"})


def _scores(survey: Survey) -> list[Table | Paragraph]:
    """Scores of both waves, side by side."""
    both = scores_of_both(survey)
    if both.empty:
        return []
    labels = {score.name: own_words(score.label) for score in survey.record.scores}
    columns, rows = _then_and_now(survey, say("change.score")), both.assign(label=both["item"].map(labels))
    table = Table(say("change.scores_then_and_now"), columns, rows, source_of_both(survey),
                  {"then": "score", "now": "score"})
    return [Paragraph(say("change.scores")), table]


def _side_by_side(survey: Survey, breakdowns: set[str]) -> list[Finding]:
    """Ranges of both waves for the groups of these breakdowns, a finding a headline measure."""
    frame = same_groups(survey)
    frame = worded(survey, frame[frame["headline"] & frame["breakdown"].isin(breakdowns)])
    known = {one.name: one for one in survey.record.breakdowns}
    return [_two_bands(survey, rows, known.get(name))
            for (name, _), rows in frame.groupby(["breakdown", "item"], sort=False)]


def _two_bands(survey: Survey, rows: pd.DataFrame, breakdown: Breakdown | None) -> Finding:
    name, group = (breakdown.name, heading_of(breakdown)) if breakdown else (ALL_STAFF, say("survey.all_staff"))
    title = say("survey.by_group", phrase=rows["phrase"].iloc[0], breakdown=name, group=group)
    then, now = _pairs(rows, "low_1", "high_1"), _pairs(rows, "low_2", "high_2")
    rows = rows.assign(label=rows["group_label"], then=then, now=now).sort_values("label", ignore_index=True)
    return _doubt(survey, title, say("change.two_ranges"), _then_and_now(survey, group), rows,
                  {"then": "range", "now": "range"})


def _sizes(survey: Survey, mix: pd.DataFrame) -> Finding:
    shares = {wave: rounded(mix[wave] / mix[wave].sum()) for wave in ("then", "now")}
    columns, rows = _then_and_now(survey, say("findings.team")), mix.assign(label=mix["group"], **shares)
    return _doubt(survey, say("doubts.mix_changed"), say("change.by_headcount"), columns, rows,
                  dict.fromkeys(shares, "percent"), say("doubts.sizes"))


def _sizes_counted(survey: Survey, mix: pd.DataFrame) -> Finding:
    """How many of many teams have more staff than then, as many, or fewer."""
    more, fewer = (mix["now"] > mix["then"]).sum(), (mix["now"] < mix["then"]).sum()
    rows = pd.DataFrame({"label": say("many.sizes"), "teams": [more, len(mix) - more - fewer, fewer]})
    columns = {"label": say("many.size"), "teams": say("many.number")}
    return _doubt(survey, say("doubts.mix_changed"), say("many.sizes_about"), columns, rows, {"teams": "whole"},
                  say("many.sizes_table"))


def _doubt(survey: Survey, headline: str, summary: str, columns: dict, rows: pd.DataFrame, kinds: dict,
           title: str = "") -> Finding:
    """A finding of both waves without a picture; title: of its table, if it is not the headline."""
    table = Table(title or headline, columns, rows, source_of_both(survey), kinds)
    return Finding(headline, summary, None, "", table.source, table)
