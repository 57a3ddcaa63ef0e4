"""What staff told us: the headline indicators, those by group, and all answers to every question."""

import pandas as pd

from coprod.analysis.robustness import headline_bounds, headline_rows
from coprod.analysis.shares import answers, groups, shares
from coprod.record import ITEM, Survey
from coprod.report import charts, tables
from coprod.report.blocks import Finding, Notice, Paragraph
from coprod.report.messages import say
from coprod.report.pages import many_groups, small_survey
from coprod.report.pages.question_words import bases, heading_of_question, question_sets, source
from coprod.report.pages.who_answered import no_groups, ranges, response
from coprod.report.wording import heading_of, worded

_MAIN = 3


def main_findings(survey: Survey) -> list[Finding | Paragraph]:
    """How many answered, and the first three headline indicators of the codebook."""
    return [response(survey), *headlines(survey)[:_MAIN]]


def headlines(survey: Survey) -> list[Finding]:
    """A finding for each headline indicator, in the order of the codebook."""
    if survey.record.is_small:
        return small_survey.headlines(survey)
    frame = worded(survey, headline_rows(shares(survey)))
    return [_headline(survey, frame.iloc[[n]]) for n in range(len(frame))]


def said(share: float, low: float, high: float, base: int, phrase: str) -> str:
    """A share in words, if its likely range holds the fraction that they name."""
    return say("survey.said", share=None if share != share else (share, low, high), base=base, phrase=phrase)


def bounds(survey: Survey, item: str, share: float, base: float) -> str:
    """How many gave no rating, and the lowest and highest share of all staff that those who did not answer allow.

    "" where nothing is open.
    """
    low, high = headline_bounds(survey, item, share, base)
    if not low < high:
        return ""
    more = survey.record.usable - int(base)
    return " ".join([*[say("survey.unanswered", count=more)] * (more > 0), say("survey.bounds", low=low, high=high)])


def by_group(survey: Survey) -> list[Finding | Notice]:
    """The headline indicators by team, and by what else was declared, in ranges."""
    made, main = [], [measure.name for measure in survey.record.measures if measure.headline]
    for breakdown in survey.record.breakdowns:
        if survey.record.is_long(breakdown.name):
            made += many_groups.counted(survey, breakdown, main, "by_group")
            continue
        frame = worded(survey, groups(survey, breakdown.name))
        for _, rows in frame[frame["headline"]].groupby("item", sort=False):
            title = say("survey.by_group", phrase=rows["phrase"].iloc[0], breakdown=breakdown.name,
                        group=heading_of(breakdown))
            made.append(ranges(survey, rows, title, breakdown))
    return made or no_groups(survey)


def every_question(survey: Survey) -> list[Finding]:
    """All answers of all staff, a finding a question or grid, in the order of the questionnaire."""
    if survey.record.is_small:
        return small_survey.other_questions(survey)
    items, others = answers(survey), shares(survey)
    return [*(_answers(survey, rows) for rows in question_sets(survey, items[items["kind"].eq(ITEM)])),
            *(_shares(survey, rows) for rows in question_sets(survey, others[others["kind"].ne(ITEM)]))]


def _headline(survey: Survey, row: pd.DataFrame) -> Finding:
    one, (count, base) = row.iloc[0], row[["count", "base"]].fillna(0).astype(int).iloc[0]
    table = tables.shares_table(row, one["label"], source(survey, bases(row)), say("findings.staff_who"))
    told = say("survey.share_with_range", share=one["share"], range=(one["low"], one["high"]), count=count, base=base)
    told = " ".join(filter(None, [told, bounds(survey, one["item"], one["share"], base)]))
    return Finding(said(one["share"], one["low"], one["high"], base, one["phrase"]), told,
                   charts.dots(row), charts.dots_alt(row, say("findings.share_of_staff")), table.source, table)


def _answers(survey: Survey, rows: pd.DataFrame) -> Finding:
    title = heading_of_question(rows)
    if rows["item"].nunique() == 1:
        rows = rows.assign(label=say("survey.all_staff"))  # the heading is the question already
    rated = rows[rows["missing"] == ""]
    table = tables.answers_table(rated, title, source(survey, bases(rated)))
    told = charts.stacked_alt(rows)
    return Finding(title, told, charts.stacked(rows), say("findings.most_alt", title=title, told=told), table.source,
                   table)


def _shares(survey: Survey, rows: pd.DataFrame) -> Finding:
    title = heading_of_question(rows)
    table = tables.shares_table(rows, title, source(survey, bases(rows)))
    told = charts.dots_alt(rows, say("findings.most_often"), say("findings.least_often"))
    return Finding(title, told, charts.dots(rows), say("findings.most_alt", title=title, told=told), table.source,
                   table)
