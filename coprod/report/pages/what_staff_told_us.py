"""What one wave says, as findings: a headline, a sentence, a picture, a table. One call a notebook cell."""

import pandas as pd

from coprod.analysis import shares as estimate
from coprod.record.safe import RESPONSE, TEAM, SafeTally
from coprod.report import charts, tables
from coprod.report import messages as words
from coprod.report.blocks import Finding, Notice, Paragraph
from coprod.report.messages import of_teams
from coprod.report.messages.language import say, written
from coprod.report.pages import many_groups as many
from coprod.report.pages import small_survey as few
from coprod.report.tables import Table

_MAIN = 3


def summary(record: SafeTally) -> list[Paragraph]:
    """Who was asked, when, and how many answered."""
    about = record.about
    if record.few:
        return few.summary(record)
    usable = estimate.response(record).set_index("answer").loc["usable", "count"]
    return [Paragraph(words.who_answered(int(usable), about["eligible"], about["opened"], about["closed"])),
            Paragraph(words.EVERYBODY_REPLIED if usable >= about["eligible"] else words.NOT_EVERYONE)]


def main_findings(record: SafeTally) -> list[Finding]:
    """How many answered, and the first three headline indicators of the codebook."""
    return [response(record), *headlines(record)[:_MAIN]]


def headlines(record: SafeTally) -> list[Finding]:
    """A finding for each headline indicator, in the order of the codebook."""
    if record.few:
        return few.headlines(record)
    frame = estimate.shares(record)
    frame = frame[frame["headline"] & frame["kind"].eq("indicator")]
    return [_headline(record, frame.iloc[[n]]) for n in range(len(frame))]


def response(record: SafeTally) -> Finding | Paragraph:
    """How many answered: all usable answers and finished ones."""
    if record.few:
        return few.response(record)
    frame = estimate.response(record).set_index("answer")
    usable, complete = (int(frame.loc[name, "count"]) for name in ("usable", "complete"))
    eligible = record.about["eligible"]
    rows = pd.DataFrame({"label": [say("findings.all_usable"), say("findings.finished_answers")], "people": [usable, complete],
                         "share": tables.rounded(frame.loc[["usable", "complete"], "share"].to_numpy())})
    columns = {"label": say("findings.answers"), "people": say("findings.people"), "share": say("findings.share_of_all_staff")}
    table = Table(say("findings.who_answered"), columns, rows,
                  words.source(record.about["title"], words.could_answer(eligible)), {"people": "whole", "share": "percent"})
    chart = frame.reset_index().assign(label=rows["label"], low=frame["share"].to_numpy(), high=frame["share"].to_numpy())
    return Finding(words.said(usable / eligible, say("findings.answered_the_survey")), words.complete_words(usable, complete),
                   charts.dots(chart, say("findings.share_of_all_staff")),
                   charts.dots_alt(chart, say("findings.share_of_staff"), say("findings.finished")), table.source, table)


def response_by_group(record: SafeTally) -> list[Finding | Notice]:
    """In which range each group's response rate lies."""
    if many.is_many(record, TEAM):
        return _counted(record, {"name": TEAM, "label": "Team"}, [RESPONSE], "response") or _no_groups(record)
    frame = estimate.response_bands(record)
    if record.few or frame.empty:
        return _no_groups(record)
    return [_by_group(record, frame, say("findings.answered_by_team"), "Team")]


def by_group(record: SafeTally) -> list[Finding | Notice]:
    """The headline indicators by team, and by what else was declared, in ranges."""
    made = []
    for breakdown in record.about["breakdowns"]:
        if many.is_many(record, breakdown["name"]):
            made += _counted(record, breakdown, many.headlines(record), "by_group")
            continue
        frame = estimate.bands(record, breakdown["name"])
        made += [_by_group(record, rows, words.by(rows["phrase"].iloc[0], breakdown), breakdown["label"])
                 for _, rows in frame[frame["headline"]].groupby("item", sort=False)]
    return made or _no_groups(record)


def every_question(record: SafeTally) -> list[Finding]:
    """All answers of all staff, a finding a question or grid, in the order of the questionnaire."""
    if record.few:
        return few.other_questions(record)
    frame = estimate.answers(record).merge(estimate.shares(record)[["item", "kind"]], on="item")
    items = frame[frame["kind"] == "item"]
    made = [_answers(record, rows) for _, rows in items.groupby(_question(items), sort=False)]
    return made + [_shares(record, rows) for rows in question_sets(estimate.shares(record)) if rows["kind"].iloc[0] != "item"]


def protection(record: SafeTally) -> list[Paragraph]:
    """How people are protected."""
    return [Paragraph(text) for text in words.protection(record.about["floor"])]


def question_sets(frame: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows of an `estimate.shares` or `compare.changes` by question or grid, headline indicators left out."""
    frame = frame[~(frame["headline"] & frame["kind"].eq("indicator"))]
    return [rows for _, rows in frame.groupby(_question(frame), sort=False)]


def title_of(rows: pd.DataFrame) -> str:
    """The heading of a question or grid."""
    first = rows.iloc[0]
    return words.SEVERAL_ANSWERS if first.get("kind") == "indicator" else first["stem"] or first["label"]


def positive_words(record: SafeTally, rows: pd.DataFrame) -> str:
    """Which answers the shares of a grid count."""
    known = estimate.positive_answers(record)
    longest = max((known[item] for item in sorted(set(rows["item"])) if item in known), key=len, default=[])
    return {"item": words.positive_words(longest), "option": words.CHOSE, "indicator": words.FITS}[rows["kind"].iloc[0]]


def _question(frame: pd.DataFrame) -> pd.Series:
    question = frame["stem"].where(frame["stem"] != "", frame["label"])
    return question.mask(frame["kind"].eq("indicator"), words.SEVERAL_ANSWERS) if "kind" in frame else question


def _headline(record: SafeTally, row: pd.DataFrame) -> Finding:
    one = row.iloc[0]
    told = words.share_with_range(one["share"], one["low"], one["high"], *row[["count", "base"]].fillna(0).astype(int).iloc[0])
    table = tables.shares_table(row, one["label"], words.source(record.about["title"], words.bases([int(one["base"])]
                                if one["base"] == one["base"] else [])), say("findings.staff_who"))
    return Finding(words.said(one["share"], one["phrase"]), told, charts.dots(row),
                   charts.dots_alt(row, say("findings.share_of_staff")), table.source, table)


def _answers(record: SafeTally, rows: pd.DataFrame) -> Finding:
    title = title_of(rows)
    if rows["item"].nunique() == 1:
        rows = rows.assign(label=words.ALL_STAFF)  # the heading is the question already
    rated = rows[rows["missing"] == ""]
    caption = words.source(record.about["title"], words.bases(rated["base"].tolist()))
    table = tables.answers_table(rated, title, caption)
    told = charts.stacked_alt(rows)
    return Finding(title, told, charts.stacked(rows), say("findings.most_alt", title=title, told=told), caption, table)


def _shares(record: SafeTally, rows: pd.DataFrame) -> Finding:
    title = title_of(rows)
    shown = rows.dropna(subset="share")
    caption = words.source(record.about["title"], words.bases(shown["base"].astype(int).tolist()))
    table = tables.shares_table(rows, title, caption)
    told = charts.dots_alt(rows, say("findings.most_often"), say("findings.least_often"))
    return Finding(title, told, charts.dots(rows), say("findings.most_alt", title=title, told=told), caption, table)


def _counted(record: SafeTally, breakdown: dict, items: list[str], key: str) -> list[Finding]:
    """The groups of a breakdown that are too many to be listed, counted."""
    frame = many.counts(record, breakdown["name"], items)
    heading = say("tables.asked_about" if key == "response" else "findings.staff_who")
    return [many.beside_all_staff(record, breakdown, frame, key, heading)] if len(frame) else []


def _by_group(record: SafeTally, rows: pd.DataFrame, title: str, heading: str) -> Finding:
    caption = words.source(record.about["title"], words.ranges(heading))
    table = tables.bands_table(rows, title, caption, written(heading))
    told = charts.bands_alt(rows)
    notes = [note for note in record.about["notes"] if note.startswith(f"By {heading.lower()},")]
    return Finding(title, f"{told} {words.about_groups(heading, notes)}", charts.bands(rows), told, caption, table)


def _no_groups(record: SafeTally) -> list[Notice]:
    return [Notice(" ".join(map(written, record.about["notes"])) or of_teams.NO_TEAMS)]
