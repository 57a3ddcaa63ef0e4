"""What gets in the way: the questions about barriers, then and now, and the themes of what people wrote."""

import pandas as pd

from coprod.analysis import context
from coprod.analysis.changes import COMPARABLE, MOVED, changes
from coprod.analysis.shares import shares
from coprod.analysis.vision_lines import BARRIERS
from coprod.record import Survey
from coprod.record.themes import Commented, read_themes
from coprod.report import charts, tables
from coprod.report.blocks import Finding, Notice, Paragraph, Points
from coprod.report.messages import counted, own_words, say
from coprod.report.pages import small_survey
from coprod.report.pages.question_words import bases, heading_of_question, positive_words, question_sets, source
from coprod.report.pages.what_has_changed import set_of_changes
from coprod.report.tables import Table
from coprod.report.wording import verdicts_of


def barriers(survey: Survey) -> list[Finding | Notice | Paragraph]:
    """The questions about barriers: beside the baseline where both asked alike, of this wave alone where not."""
    now = _of_barriers(shares(survey))
    if now.empty:
        return [Notice(say("barriers.none_asked"))]
    if survey.record.is_small:
        return small_survey.other_questions(survey, BARRIERS) or [Notice(say("survey.too_few"))]
    made = [Paragraph(say("barriers.how_to_read"))]
    if survey.before is None or survey.any_small:
        return made + _alone(survey, now)
    alike = _of_barriers(changes(survey))
    alike = alike[alike["comparable"].eq(COMPARABLE)]
    for rows in question_sets(survey, alike):
        told = counted("barriers.counted", verdicts_of(_by_size(rows)))
        made += [Paragraph(say("barriers.verdicts", count=len(rows), told=told)), set_of_changes(survey, rows)]
    others = now[~now["item"].isin(alike["item"])]
    return made + ([Paragraph(say("barriers.not_alike")), *_alone(survey, others)] if len(others) else [])


def themes_of_comments(survey: Survey) -> list[Finding | Notice | Paragraph]:
    """How many people named each theme, a finding a question; a sentence where a wave has no themes."""
    made = [block for question in _questions(survey) for block in _themes(survey, question)]
    return made or [Notice(say("barriers.no_themes"))]


def in_their_words(survey: Survey) -> list[Paragraph | Points]:
    """What some comments mean in other words, by theme, each signed off."""
    signed = [paraphrase for question in _questions(survey) for paraphrase in question.paraphrases]
    if not signed:
        return [Paragraph(say("barriers.no_paraphrases"))]
    told = [Paragraph(say("barriers.paraphrases"))]
    for theme in dict.fromkeys(one.theme for one in signed):
        texts = tuple(say("barriers.signed", text=own_words(one.text), role=own_words(one.role)) for one in signed
                      if one.theme == theme)
        told += [Paragraph(say("barriers.theme_heading", theme=own_words(theme))), Points(texts)]
    return told


def theme_note(survey: Survey) -> list[Paragraph]:
    """The technical note on how themes were made, with the field's own names; nothing where there are none."""
    agreed = [say("barriers.agreement", question=own_words(question.label), alpha=question.alpha, kappa=question.kappa)
              for question in _questions(survey)]
    return [Paragraph(text) for text in (*say("barriers.note"), *agreed)] if agreed else []


def _of_barriers(frame: pd.DataFrame) -> pd.DataFrame:
    return frame[frame["construct"].eq(BARRIERS)]


def _by_size(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of a `changes` in which what moved has got bigger or smaller, whichever of it is better."""
    way = rows["change"].gt(0).map({True: "bigger", False: "smaller"})
    return rows.assign(verdict=rows["verdict"].mask(rows["verdict"].isin(MOVED), way))


def _alone(survey: Survey, frame: pd.DataFrame) -> list[Finding]:
    """Questions in shares of this wave; frame: of `shares`."""
    made = []
    for rows in question_sets(survey, frame):
        title = rows["label"].iloc[0] if len(rows) == 1 else heading_of_question(rows)
        table = tables.shares_table(rows, title, source(survey, bases(rows)))
        alt = f"{title} {charts.dots_alt(rows, say('barriers.most'), say('barriers.least'))}"
        made.append(Finding(title, positive_words(survey, rows), charts.dots(rows), alt, table.source, table))
    return made


def _themes(survey: Survey, question: Commented) -> list[Finding | Paragraph]:
    title = own_words(question.label)
    rows = context.themes(survey)
    rows = rows[rows["item"].eq(question.item)]
    rows = rows.assign(label=[say("barriers.rest") if rest else own_words(theme)
                              for theme, rest in zip(rows["theme"], rows["rest"], strict=True)])
    named = rows[~rows["rest"]].assign(low=rows["share"], high=rows["share"])
    most = named[named["count"].eq(named["count"].max())]
    headline = say("barriers.first", count=len(most), themes=list(most["label"]), people=most["count"].iloc[0],
                   base=question.base)
    columns = {"label": say("barriers.theme"), "count": say("barriers.people"), "share": say("barriers.share")}
    table = Table(title, columns, rows, source(survey, say("barriers.base", base=question.base, question=title)),
                  {"count": "whole", "share": "percent"})
    wrote = say("barriers.wrote", base=question.base, coders=question.coders, count=len(named), alike=question.alike)
    return [Paragraph(wrote), Finding(headline, say("barriers.themes_words"), charts.dots(named, columns["share"]),
                                      f"{title} {charts.dots_alt(named)}", table.source, table)]


def _questions(survey: Survey) -> tuple[Commented, ...]:
    """The questions whose comments have themes."""
    themes = read_themes(survey.wave)
    return themes.questions if themes else ()
