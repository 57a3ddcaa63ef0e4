"""What two waves say together, as findings; nothing here claims a cause."""

import pandas as pd

from coprod.formulas import detectable_change, round_half_up
from coprod.public import charts, compare, estimate, tables, words
from coprod.public.findings import positive_words, question_sets, title_of
from coprod.public.show import Finding, Notice, Paragraph
from coprod.public.tables import Table
from coprod.safe import SafeTally


def what_could_be_seen(baseline: SafeTally, repeat: SafeTally) -> list[Notice]:
    """The smallest change that these numbers of answers can show."""
    people = [(int(estimate.response(r).set_index("answer").loc["usable", "count"]), r.about["eligible"])
              for r in (baseline, repeat)]
    safe, _ = detectable_change(*people[0], *people[1])
    return [Notice(words.detectable(round(float(round_half_up(safe, 2)) * 100)))]


def headline_changes(baseline: SafeTally, repeat: SafeTally) -> list[Finding]:
    """A finding for each headline indicator: then, now, and what may be said of the difference."""
    frame = compare.changes(baseline, repeat)
    frame = frame[frame["headline"] & frame["kind"].eq("indicator")]
    return [_one_change(baseline, repeat, frame.iloc[[n]]) for n in range(len(frame))]


def other_changes(baseline: SafeTally, repeat: SafeTally) -> list[Finding | Paragraph]:
    """All other questions, a finding a question or grid."""
    frame = compare.changes(baseline, repeat)
    frame = frame[frame["comparable"] == compare.COMPARABLE]
    sets = question_sets(frame)
    counts = pd.concat(sets)["verdict"].value_counts().to_dict() if sets else {}
    return [Paragraph(words.verdict_counts(counts)), *(_set_of_changes(baseline, repeat, rows) for rows in sets)]


def not_compared(baseline: SafeTally, repeat: SafeTally) -> list[Table | Paragraph]:
    """The questions that cannot be compared, each with both wordings and the reason."""
    frame = compare.changes(baseline, repeat)
    frame = frame[frame["comparable"] != compare.COMPARABLE]
    if frame.empty:
        return [Paragraph(words.SAME_QUESTIONS)]
    rows = pd.DataFrame({"now": frame["label_2"], "then": frame["label_1"].fillna("not asked"),
                         "why": frame["comparable"].map(words.why_not)})
    return [Table("Questions that cannot be compared", {"now": "Asked now", "then": "Asked then", "why": "Why not"}, rows,
                  words.source(repeat.about["title"], f"Compared with: {baseline.about['title']}."))]


def groups_side_by_side(baseline: SafeTally, repeat: SafeTally) -> list[Finding | Notice]:
    """Ranges of both waves for groups made of the same teams; no verdict, for ranges this wide show no small change."""
    frame = compare.same_groups(baseline, repeat)
    frame = frame[frame["headline"]]
    if frame.empty:
        return [Notice(words.TEAMS_DIFFER)]
    return [_two_bands(baseline, repeat, rows) for _, rows in frame.groupby("item", sort=False)]


def caution() -> list[Notice]:
    """The one sentence about causes that stands on every page that compares."""
    return [Notice(words.NO_CAUSE)]


def _waves(baseline: SafeTally, repeat: SafeTally) -> tuple[str, str]:
    return baseline.about["title"], repeat.about["title"]


def _one_change(baseline: SafeTally, repeat: SafeTally, row: pd.DataFrame) -> Finding:
    one, waves = row.iloc[0], _waves(baseline, repeat)
    told = words.verdict_words(one["verdict"], one["held_back"])
    caption = words.source(waves[1], f"Compared with: {waves[0]}.")
    table = tables.changes_table(row, one["label"], caption, waves)
    return Finding(words.changed(one["phrase"], one["share_1"], one["share_2"], one["verdict"]), told,
                   charts.dumbbell(row, waves), charts.dumbbell_alt(row, waves), caption, table)


def _set_of_changes(baseline: SafeTally, repeat: SafeTally, rows: pd.DataFrame) -> Finding:
    title, waves = title_of(rows), _waves(baseline, repeat)
    caption = words.source(waves[1], f"Compared with: {waves[0]}.")
    table = tables.changes_table(rows, title, caption, waves)
    return Finding(title, positive_words(repeat, rows), charts.dumbbell(rows, waves),
                   f"{title} {charts.dumbbell_alt(rows, waves)}", caption, table)


def _two_bands(baseline: SafeTally, repeat: SafeTally, rows: pd.DataFrame) -> Finding:
    title, waves = f"Staff who {rows['phrase'].iloc[0]}: team by team", _waves(baseline, repeat)
    shown = pd.DataFrame({"label": rows["group_label"], "then": list(zip(rows["low_1"], rows["high_1"], strict=True)),
                          "now": list(zip(rows["low_2"], rows["high_2"], strict=True))}).sort_values("label")
    table = Table(title, {"label": "Team", "then": waves[0], "now": waves[1]}, shown.reset_index(drop=True),
                  words.source(waves[1], f"Compared with: {waves[0]}."), {"then": "range", "now": "range"})
    return Finding(title, words.TWO_RANGES, None, "", table.source, table)
