"""What two waves say together, as findings; nothing here claims a cause."""

import pandas as pd

from coprod.analysis import changes as compare
from coprod.analysis import shares as estimate
from coprod.record.safe import MOST_LISTED, SafeTally
from coprod.report import charts, tables
from coprod.report import messages as words
from coprod.report.blocks import Finding, Notice, Paragraph
from coprod.report.messages import of_change, of_many
from coprod.report.messages.language import say, written
from coprod.report.messages.of_numbers import in_hundred_between
from coprod.report.order import in_order
from coprod.report.pages import many_groups as many
from coprod.report.pages.findings import positive_words, question_sets, title_of
from coprod.report.tables import Table
from coprod.stats import detectable_change, margin_within_reach, round_half_up


def what_could_be_seen(baseline: SafeTally, repeat: SafeTally) -> list[Notice]:
    """The smallest change that these numbers of answers can show."""
    if baseline.few or repeat.few:
        return [Notice(of_change.FEW_COMPARED)]
    people = [(int(estimate.response(r).set_index("answer").loc["usable", "count"]), r.about["eligible"])
              for r in (baseline, repeat)]
    safe, _ = detectable_change(*people[0], *people[1])
    margin = repeat.about["margin"]
    notices = [Notice(of_change.detectable(_points(safe)))]
    if not margin_within_reach(people[0][0], people[1][0], margin):
        notices.append(Notice(of_change.out_of_reach(_points(margin))))
    return notices


def headline_changes(baseline: SafeTally, repeat: SafeTally) -> list[Finding | Paragraph]:
    """A finding for each headline indicator: then, now, and what may be said of the difference."""
    if baseline.few or repeat.few:
        return [Paragraph(of_change.FEW_COMPARED)]
    frame = compare.changes(baseline, repeat)
    frame = frame[frame["headline"] & frame["kind"].eq("indicator")]
    return [*(_one_change(baseline, repeat, frame.iloc[[n]]) for n in range(len(frame))), Paragraph(of_change.SHARP)]


def other_changes(baseline: SafeTally, repeat: SafeTally) -> list[Finding | Paragraph]:
    """All other questions, a finding a question or grid."""
    if baseline.few or repeat.few:
        return [Paragraph(of_change.FEW_COMPARED)]
    frame = compare.changes(baseline, repeat)
    frame = frame[frame["comparable"] == compare.COMPARABLE]
    sets = question_sets(frame)
    counts = pd.concat(sets)["verdict"].value_counts().to_dict() if sets else {}
    return [Paragraph(of_change.verdict_counts(counts)), *(set_of_changes(baseline, repeat, rows) for rows in sets)]


def not_compared(baseline: SafeTally, repeat: SafeTally) -> list[Table | Paragraph]:
    """The questions that cannot be compared, each with both wordings and the reason."""
    if baseline.few or repeat.few:
        return [Paragraph(of_change.FEW_COMPARED)]
    frame = compare.changes(baseline, repeat)
    frame = frame[frame["comparable"] != compare.COMPARABLE]
    if frame.empty:
        return [Paragraph(of_change.SAME_QUESTIONS)]
    rows = pd.DataFrame({"now": frame["label_2"], "then": frame["label_1"].fillna(of_change.WAS_NOT_ASKED),
                         "why": frame["comparable"].map(of_change.why_not)})
    columns = {"now": of_change.ASKED_NOW, "then": of_change.ASKED_THEN, "why": of_change.WHY_NOT_HEADING}
    return [Table(of_change.NOT_COMPARED, columns, rows,
                  words.source(repeat.about["title"], of_change.compared_with(baseline.about["title"])))]


def groups_side_by_side(baseline: SafeTally, repeat: SafeTally) -> list[Finding | Notice]:
    """Ranges of both waves for groups made of the same teams; no verdict, for ranges this wide show no small change."""
    both = {one["name"]: many.in_both(baseline, repeat, one["name"], many.headlines(repeat))
            for one in repeat.about["breakdowns"] if many.is_many(repeat, one["name"])}
    counted = [Notice(of_many.in_both(one, both[one["name"]])) for one in repeat.about["breakdowns"]
               if both.get(one["name"], 0) > MOST_LISTED]
    listed = many.are_listed(repeat) | {name for name, number in both.items() if 0 < number <= MOST_LISTED}
    return counted + (_side_by_side(baseline, repeat, listed) if listed else []) or [Notice(of_change.TEAMS_DIFFER)]


def all_answers(baseline: SafeTally, repeat: SafeTally) -> list[Table | Paragraph]:
    """All ordered answers at once, not only the positive ones; and the scores."""
    if baseline.few or repeat.few:
        return [Paragraph(of_change.FEW_COMPARED)]
    frame = compare.ordered(baseline, repeat)
    question = frame["stem"].where(frame["stem"] != "", frame["label"])
    made = [_ordered_table(baseline, repeat, rows, title) for title, rows in frame.groupby(question, sort=False)]
    return [Paragraph(of_change.ALL_ANSWERS), *made, *_scores(baseline, repeat)]


def caution() -> list[Notice]:
    """The one sentence about causes that stands on every page that compares."""
    return [Notice(of_change.NO_CAUSE)]


def _side_by_side(baseline: SafeTally, repeat: SafeTally, breakdowns: set[str]) -> list[Finding]:
    """Ranges of both waves for the groups of these breakdowns, a finding a headline measure."""
    frame = compare.same_groups(baseline, repeat)
    frame = frame[frame["headline"] & frame["breakdown"].isin(breakdowns)]
    labels = {breakdown["name"]: breakdown["label"] for breakdown in repeat.about["breakdowns"]}
    return [_two_bands(baseline, repeat, rows, {"name": name, "label": labels.get(name, words.ALL_STAFF)})
            for (name, _), rows in frame.groupby(["breakdown", "item"], sort=False)]


def _ordered_table(baseline: SafeTally, repeat: SafeTally, rows: pd.DataFrame, title: str) -> Table:
    shown = in_order(rows, ["theta"])
    label = shown["label"].where(shown["stem"] != "", words.ALL_STAFF)
    ranges = [in_hundred_between(*ends) for ends in zip(shown["low"], shown["high"], strict=True)]
    shown = pd.DataFrame({"label": label, "theta": shown["theta"].map(of_change.in_hundred), "range": ranges})
    waves = _waves(baseline, repeat)
    columns = {"label": say("tables.asked_about"), "theta": of_change.HIGHER_NOW, "range": say("tables.range")}
    return Table(say("change.all_answers_of", title=title), columns, shown,
                 words.source(waves[1], of_change.compared_with(waves[0])))


def _scores(baseline: SafeTally, repeat: SafeTally) -> list[Table | Paragraph]:
    """Scores of both waves whose items are all comparable, side by side."""
    then = {score["name"]: score for score in baseline.about["scores"]}
    both = [(then[s["name"]], s) for s in repeat.about["scores"] if s["name"] in then and then[s["name"]]["items"] == s["items"]
            and not any(compare.comparable(baseline, repeat, pd.Series(s["items"])))]
    if not both:
        return []
    waves = _waves(baseline, repeat)
    rows = pd.DataFrame([{"label": written(now["label"]), "then": of_change.score(old), "now": of_change.score(now)}
                         for old, now in both])
    table = Table(of_change.SCORES_THEN_AND_NOW, {"label": of_change.SCORE, "then": waves[0], "now": waves[1]}, rows,
                  words.source(waves[1], of_change.compared_with(waves[0])))
    return [Paragraph(of_change.SCORES), table]


def _points(share: float) -> int:
    return round(float(round_half_up(share, 2)) * 100)


def _waves(baseline: SafeTally, repeat: SafeTally) -> tuple[str, str]:
    return baseline.about["title"], repeat.about["title"]


def _one_change(baseline: SafeTally, repeat: SafeTally, row: pd.DataFrame) -> Finding:
    one, waves = row.iloc[0], _waves(baseline, repeat)
    told = of_change.verdict_words(one["verdict"], one["held_back"])
    caption = words.source(waves[1], of_change.compared_with(waves[0]))
    table = tables.changes_table(row, one["label"], caption, waves, sharp=True)
    return Finding(of_change.changed(one["phrase"], one["share_1"], one["share_2"], one["verdict"]), told,
                   charts.dumbbell(row, waves), charts.dumbbell_alt(row, waves), caption, table)


def set_of_changes(baseline: SafeTally, repeat: SafeTally, rows: pd.DataFrame) -> Finding:
    """One question or grid in both waves; rows: those of a `compare.changes`."""
    title, waves = title_of(rows), _waves(baseline, repeat)
    caption = words.source(waves[1], of_change.compared_with(waves[0]))
    table = tables.changes_table(rows, title, caption, waves)
    return Finding(title, positive_words(repeat, rows), charts.dumbbell(rows, waves),
                   say("findings.most_alt", title=title, told=charts.dumbbell_alt(rows, waves)), caption, table)


def _two_bands(baseline: SafeTally, repeat: SafeTally, rows: pd.DataFrame, breakdown: dict) -> Finding:
    title, waves = words.by(rows["phrase"].iloc[0], breakdown), _waves(baseline, repeat)
    shown = pd.DataFrame({"label": rows["group_label"], "then": list(zip(rows["low_1"], rows["high_1"], strict=True)),
                          "now": list(zip(rows["low_2"], rows["high_2"], strict=True))}).sort_values("label")
    table = Table(title, {"label": written(breakdown["label"]), "then": waves[0], "now": waves[1]}, shown.reset_index(drop=True),
                  words.source(waves[1], of_change.compared_with(waves[0])), {"then": "range", "now": "range"})
    return Finding(title, of_change.TWO_RANGES, None, "", table.source, table)
