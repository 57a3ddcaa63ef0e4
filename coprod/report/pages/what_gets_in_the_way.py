"""What gets in the way: the questions about barriers, then and now, and the themes of what people wrote in their own words."""

import pandas as pd

from coprod.analysis import changes as compare
from coprod.analysis import shares as estimate
from coprod.record.safe import SafeTally
from coprod.record.themes import Themes
from coprod.report import charts, tables
from coprod.report import messages as words
from coprod.report.blocks import Finding, Notice, Paragraph, Points
from coprod.report.messages import of_barriers
from coprod.report.messages.language import say, sentences
from coprod.report.pages import findings
from coprod.report.pages import small_survey as few
from coprod.report.pages import what_changed as findings_of_change
from coprod.report.pages.vision import BARRIERS
from coprod.report.tables import Table


def barriers(record: SafeTally, baseline: SafeTally | None = None) -> list[Finding | Notice | Paragraph]:
    """The questions about barriers: beside the baseline where both asked alike, in shares of this wave alone where not."""
    if not any(item["construct"] == BARRIERS for item in record.about["items"]):
        return [Notice(say("barriers.none_asked"))]
    if record.few:
        return few.other_questions(record, BARRIERS) or [Notice(words.TOO_FEW)]
    now = estimate.shares(record)
    now = now[now["construct"] == BARRIERS]
    if baseline is None or baseline.few:
        return [Paragraph(say("barriers.how_to_read")), *(_now(record, rows) for rows in findings.question_sets(now))]
    changes = compare.changes(baseline, record)
    alike = changes[changes["item"].isin(now["item"]) & changes["comparable"].eq(compare.COMPARABLE)]
    alone = now[~now["item"].isin(alike["item"])]
    made = [Paragraph(say("barriers.how_to_read"))]
    for rows in findings.question_sets(alike):
        made += [Paragraph(of_barriers.verdicts(rows)), findings_of_change.set_of_changes(baseline, record, rows)]
    if len(alone):
        made += [Paragraph(say("barriers.not_alike")), *(_now(record, rows) for rows in findings.question_sets(alone))]
    return made


def themes_of_comments(record: SafeTally, themes: Themes | None) -> list[Finding | Notice | Paragraph]:
    """How many people named each theme, a finding a question; a sentence where a wave has no themes."""
    if themes is None or not themes.about["questions"]:
        return [Notice(say("barriers.no_themes"))]
    return [block for question in themes.about["questions"] for block in _themes(record, question)]


def in_their_words(themes: Themes | None) -> list[Paragraph | Points]:
    """What some comments mean in other words, by theme, each signed off."""
    signed = [p for question in (themes.about["questions"] if themes else []) for p in question["paraphrases"]]
    if not signed:
        return [Paragraph(say("barriers.no_paraphrases"))]
    told = [Paragraph(say("barriers.paraphrases"))]
    for theme in dict.fromkeys(p["theme"] for p in signed):
        texts = tuple(of_barriers.paraphrase(p["text"], p["role"]) for p in signed if p["theme"] == theme)
        told += [Paragraph(say("barriers.theme_heading", theme=theme)), Points(texts)]
    return told


def theme_note(themes: Themes | None) -> list[Paragraph]:
    """The technical note on how themes were made, with the field's own names; nothing where there are none."""
    questions = themes.about["questions"] if themes else []
    if not questions:
        return []
    return [Paragraph(text) for text in (*sentences("barriers.note"), *map(of_barriers.agreement, questions))]


def _now(record: SafeTally, rows: pd.DataFrame) -> Finding:
    title = rows["label"].iloc[0] if len(rows) == 1 else findings.title_of(rows)
    shown = rows.dropna(subset="share")
    caption = words.source(record.about["title"], words.bases(shown["base"].astype(int).tolist()))
    table = tables.shares_table(rows, title, caption)
    return Finding(title, findings.positive_words(record, rows), charts.dots(rows),
                   f"{title} {charts.dots_alt(rows, say('barriers.most'), say('barriers.least'))}", caption, table)


def _themes(record: SafeTally, question: dict) -> list[Finding | Paragraph]:
    base, named = question["base"], [theme for theme in question["themes"] if not theme["rest"]]
    frame = pd.DataFrame([{"label": say("barriers.rest") if theme["rest"] else theme["label"], "people": theme["count"],
                           "share": theme["count"] / base, "rest": theme["rest"]} for theme in question["themes"]])
    rows = frame.assign(share=tables.rounded(frame["share"]))
    columns = {"label": say("barriers.theme"), "people": say("barriers.people"), "share": say("barriers.share")}
    caption = words.source(record.about["title"], say("barriers.base", base=base, question=question["label"]))
    table = Table(question["label"], columns, rows, caption, {"people": "whole", "share": "percent"})
    chart = frame[~frame["rest"]].assign(low=lambda f: f["share"], high=lambda f: f["share"])
    return [Paragraph(of_barriers.who_coded(question, base, themes_shown=len(named))),
            Finding(of_barriers.first_theme(named, base), say("barriers.themes_words"), charts.dots(chart, columns["share"]),
                    f"{question['label']} {charts.dots_alt(chart)}", caption, table)]
