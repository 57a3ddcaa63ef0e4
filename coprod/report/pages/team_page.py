"""What a team's own page says: reply rate, what goes well, what to work on, next step; in ranges, beside all staff."""

import pandas as pd

from coprod.analysis import benchmark, shares
from coprod.record import EVERYONE, INDICATOR, RESPONSE, TEAM, Survey, cached
from coprod.report.blocks import Finding, Notice, Paragraph, Points, Steps
from coprod.report.messages import say, speaking
from coprod.report.pages.question_words import heading_of_question, positive_words, source
from coprod.report.tables import Table
from coprod.report.wording import label_of, phrase_of, positive_labels, stem_of, title_of

_MOST = 5  # so many questions are named first


def team_page(survey: Survey, group: str) -> list[Paragraph]:
    """Whom the page is about, and how to read it."""
    teams = len(benchmark.group_of(survey, group).teams)
    return [Paragraph(say("teams.about_team", count=max(teams, 1))),
            Paragraph(" ".join([say("teams.ranges"), *_whose_shares(survey), say("teams.small")]))]


def team_response(survey: Survey, group: str) -> Finding | Notice:
    """How many of the team answered, beside all staff."""
    frame, shown = _worded(survey, benchmark.team_response(survey, group)), benchmark.group_of(survey, group)
    if frame.empty:
        return Notice(say("teams.rate_not_shown"))
    one, (low, high) = frame.iloc[0], frame.iloc[0]["range"]
    summary = say("teams.than_all_staff", compared=one["compared"], share=one["share"])
    if shown.at_least is None:
        return _finding(survey, frame, say("teams.answered", low=low, high=high), summary, say("teams.rate"),
                        both=bool(frame["then"].notna().all()))
    people = {"low": shown.at_least, "high": shown.at_most, "staff": shown.headcount}
    columns = {"label": say("tables.asked_about"), "people": say("teams.this_team"), "share": say("teams.all_staff"),
               "told": say("teams.beside_all_staff")}
    rows = frame.assign(people=say("survey.people_of", **people),
                        told=say("teams.compared_cell", compared=one["compared"], good=one["good"]))
    table = Table(say("teams.rate"), columns, rows, _source(survey), {"share": "percent"})
    return Finding(say("teams.answered_of", **people), summary, None, "", table.source, table)


def team_goes_well(survey: Survey, group: str) -> Finding | Notice:
    """Up to five questions on which the team does well, or a plain word that none stands out."""
    return _standing_out(survey, group, good=True)


def team_to_work_on(survey: Survey, group: str) -> Finding | Notice:
    """Up to five questions for the team to work on, or a plain word that none stands out."""
    return _standing_out(survey, group, good=False)


def team_next_step(survey: Survey, group: str) -> Steps:
    """From looking to doing."""
    why, _ = benchmark.standing_out(survey, group, False)
    choose = say("teams.choose", some=why != benchmark.NOTHING)
    return Steps((say("teams.first_step"), choose, *say("teams.next_steps")))


def team_questions(survey: Survey, group: str) -> list[Paragraph | Points | Notice | Table]:
    """Every question shown by team, a table a grid; with a wave before the team's ranges of both."""
    frame = benchmark.team_measures(survey, group)
    if frame.empty:
        return [Notice(say("teams.nothing_shown"))]
    both, about = benchmark.same_team(survey, group), ""
    if survey.before:
        about = say("teams.then_and_now", then=title_of(survey.before), now=title_of(survey),
                    gaps=bool(frame["then"].isna().any())) if both else say("teams.then_differs")
    tables = [_table(survey, rows, title, both) for title, rows in _sets(survey, _worded(survey, frame))]
    return [*(_moved(survey, group) if both else []), Paragraph(f"{say('teams.cannot_tell')} {about}".strip()),
            *tables, Paragraph(_source(survey))]


def rehearse(survey: Survey) -> None:
    """Say everything about one team and throw it away: what comes after goes faster, for every step was done once."""
    shares.work_out(survey)
    with speaking(survey.language):
        for group in survey.record.groups_of(TEAM)[:1]:
            parts = [part(survey, group.label) for part in (
                team_response, team_goes_well, team_to_work_on, team_next_step)]
            for block in [*parts, *team_page(survey, group.label), *team_questions(survey, group.label)]:
                block.html()


def _whose_shares(survey: Survey) -> list[str]:
    if survey.record.group_base != EVERYONE:
        return []
    return [say("survey.of_everybody", breakdown=TEAM), say("survey.a_little_below", breakdown=TEAM)]


def _standing_out(survey: Survey, group: str, good: bool) -> Finding | Notice:
    why, rows = benchmark.standing_out(survey, group, good)
    if why == benchmark.NOTHING:
        return Notice(say("teams.nothing_good" if good else "teams.nothing_to_work_on"))
    apart, half = (len(rows), 0) if why == benchmark.APART else (0, len(rows))
    compared, chance = benchmark.expected(survey, group, good)
    told = say("teams.why_chosen", good=good, apart=apart, half=half, more=max(len(rows) - _MOST, 0), all=compared,
               expected=chance if compared else None)
    first = _in_one_line(_worded(survey, rows.head(_MOST)))
    return _finding(survey, first, say("teams.stands_out", good=good, count=apart), told,
                    say("teams.goes_well" if good else "teams.to_work_on"))


def _moved(survey: Survey, group: str) -> list[Paragraph | Points]:
    """Where the team's ranges then and now lie apart; the ranges themselves stand in the tables below."""
    rows = benchmark.moved(survey, group)
    headline = Paragraph(f"{say('teams.moved_headline', count=len(rows))}. {say('teams.moved_about')}")
    if rows.empty:
        return [Paragraph(f"{say('teams.moved_headline', count=0)}.")]
    first = _in_one_line(_worded(survey, rows.head(_MOST)))
    lines = [say("teams.moved_line", line=one.label, way=one.way) for one in first.itertuples()]
    more = say("teams.moved_more", count=len(rows) - len(first))
    return [headline, Points(tuple([*lines, more] if more else lines))]


def _sets(survey: Survey, frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The rows by table: headlines and what else was asked on its own, then each grid."""
    alone = (frame["headline"] & frame["kind"].eq(INDICATOR) | frame["stem"].eq("")).tolist()
    parts = {}
    for place, (one, kind, stem) in enumerate(zip(alone, frame["kind"], frame["stem"], strict=True)):
        parts.setdefault("" if one else (kind == INDICATOR or stem,), []).append(place)
    made, first = [], frame.take(parts.pop("", []))
    if len(first):
        made.append((say("teams.on_their_own"), _in_one_line(first)))
    for rows in map(frame.take, parts.values()):
        made.append((f"{heading_of_question(rows)} {positive_words(survey, rows)}", rows))
    return made


def _worded(survey: Survey, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with their words: label, stem, line."""
    words = _words(survey)
    told = [words[item] for item in rows["item"]]
    return rows.assign(**{name: [one[n] for one in told] for n, name in enumerate(("label", "stem", "line"))})


def _in_one_line(rows: pd.DataFrame) -> pd.DataFrame:
    """Each measure with its answers, so that it can stand out of its place."""
    return rows.assign(label=rows["line"])


@cached
def _words(survey: Survey) -> dict[str, tuple[str, str, str]]:
    """What the pages of all teams say of each measure: its label, its stem, and itself with its answers in one line."""
    known = {RESPONSE: (label_of(survey, RESPONSE), "", "")}
    for item, measure in survey.record.by_name.items():
        label, stem = label_of(survey, item), stem_of(survey, item)
        known[item] = label, stem, say("teams.asked_about", stem=stem, label=label, kind=measure.kind,
                                       phrase=phrase_of(survey, item), answers=positive_labels(survey, item))
    return known


def _finding(survey: Survey, rows: pd.DataFrame, headline: str, summary: str, title: str, both=False) -> Finding:
    return Finding(headline, summary, None, "", _source(survey), _table(survey, rows, title, both))


def _table(survey: Survey, rows: pd.DataFrame, title: str, both: bool) -> Table:
    """A team's ranges as bars, marked with the all-staff share; `both`: beside its ranges of the wave before."""
    told = [say("teams.compared_cell", compared=compared, good=good)
            for compared, good in zip(rows["compared"], rows["good"], strict=True)]
    columns = {"label": say("tables.asked_about")} | ({"then": say("teams.team_then")} if both else {})
    columns |= {"range": say("teams.team_now" if both else "teams.this_team"), "share": say("teams.all_staff"),
                "told": say("teams.beside_all_staff")}
    kinds = ({"then": "range"} if both else {}) | {"range": "range", "share": "percent"}
    return Table(title, columns, rows.assign(told=told), _source(survey), kinds, bar="range", dot="share")


def _source(survey: Survey) -> str:
    return source(survey, say("teams.source"))
