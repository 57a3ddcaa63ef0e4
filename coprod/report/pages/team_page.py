"""What a team's own page says: reply rate, what goes well, what to work on, next step. Ranges only, all staff beside them."""

import pandas as pd

from coprod.analysis import benchmark as beside
from coprod.analysis import shares as estimate
from coprod.analysis.cached import once
from coprod.record.safe import TEAM, SafeTally
from coprod.report import messages as words
from coprod.report.blocks import Finding, Notice, Paragraph, Steps
from coprod.report.messages import of_teams
from coprod.report.messages.language import say
from coprod.report.pages.findings import positive_words, title_of
from coprod.report.tables import Table

_MOST = 5  # so many questions are named first


def team_page(record: SafeTally, group: str) -> list[Paragraph]:
    """Whom the page is about, and how to read it."""
    teams = len(beside.group_of(record, group)["teams"])
    return [Paragraph(of_teams.about_team(teams)), Paragraph(f"{of_teams.RANGES} {of_teams.SMALL}")]


def team_response(record: SafeTally, group: str, baseline: SafeTally | None = None) -> Finding | Notice:
    """In which range the team's reply rate lies, beside all staff."""
    frame = beside.response(record, group, baseline)
    if frame.empty:
        return Notice(of_teams.RATE_NOT_SHOWN)
    one = frame.iloc[0]
    return _finding(record, frame, of_teams.answered(*one["band"]), of_teams.beside_all_staff(one["compared"], one["share"]),
                    of_teams.RATE, both=bool(frame["then"].notna().all()))


def team_goes_well(record: SafeTally, group: str) -> Finding | Notice:
    """Up to five questions on which the team does well, or a plain word that none stands out."""
    return _standing_out(record, group, good=True)


def team_to_work_on(record: SafeTally, group: str) -> Finding | Notice:
    """Up to five questions for the team to work on, or a plain word that none stands out."""
    return _standing_out(record, group, good=False)


def team_next_step(record: SafeTally, group: str) -> Steps:
    """From looking to doing."""
    why, _ = _standing(record, group, False)
    return Steps((of_teams.FIRST_STEP, of_teams.what_to_choose(why != beside.NOTHING), *of_teams.NEXT_STEPS))


def team_questions(record: SafeTally, group: str, baseline: SafeTally | None = None) -> list[Paragraph | Notice | Table]:
    """Every question shown by team, a table a grid; with a baseline the team's ranges of both waves."""
    frame = beside.questions(record, group, baseline)
    if frame.empty:
        return [Notice(of_teams.NOTHING_SHOWN)]
    both = baseline is not None and beside.same_team(baseline, record, group)
    about = ""
    if baseline is not None:
        titles, gaps = (baseline.about["title"], record.about["title"]), bool(frame["then"].isna().any())
        about = of_teams.then_and_now(*titles, gaps) if both else of_teams.THEN_DIFFERS
    return [Paragraph(f"{of_teams.CANNOT_TELL} {about}".strip()),
            *(_table(record, rows, title, both) for title, rows in _sets(record, frame)), Paragraph(_source(record))]


def rehearse(record: SafeTally, baseline: SafeTally | None = None) -> None:
    """Say everything about one team and throw it away: what comes after goes faster, for every step has been done once."""
    for group in [group["label"] for group in record.about["groups"] if group["breakdown"] == TEAM][:1]:
        for blocks in (team_page(record, group), team_questions(record, group, baseline), [
                team_response(record, group, baseline), team_goes_well(record, group), team_to_work_on(record, group),
                team_next_step(record, group)]):
            for block in blocks:
                block.html()


def _standing_out(record: SafeTally, group: str, good: bool) -> Finding | Notice:
    why, rows = _standing(record, group, good)
    if why == beside.NOTHING:
        return Notice(of_teams.NOTHING_GOOD if good else of_teams.NOTHING_TO_WORK_ON)
    apart, half = (len(rows), 0) if why == beside.APART else (0, len(rows))
    first = rows.head(_MOST)
    return _finding(record, first.assign(label=_in_one_line(record, first)), of_teams.stands_out(good, apart),
                    of_teams.why_chosen(good, apart, half, _MOST), of_teams.GOES_WELL if good else of_teams.TO_WORK_ON)


@once
def _standing(record: SafeTally, group: str, good: bool) -> tuple[str, pd.DataFrame]:
    return beside.standing_out(beside.questions(record, group), good)


def _sets(record: SafeTally, frame: pd.DataFrame) -> list[tuple[str, pd.DataFrame]]:
    """The rows by table: headlines and what else was asked on its own, then each grid."""
    alone = (frame["headline"] & frame["kind"].eq("indicator") | frame["stem"].eq("")).tolist()
    parts = {}
    for place, (one, kind, stem) in enumerate(zip(alone, frame["kind"], frame["stem"], strict=True)):
        parts.setdefault("" if one else (kind == "indicator" or stem,), []).append(place)
    made, first = [], frame.take(parts.pop("", []))
    if len(first):
        made.append((of_teams.ON_THEIR_OWN, first.assign(label=_in_one_line(record, first))))
    for rows in map(frame.take, parts.values()):
        made.append((f"{title_of(rows)} {positive_words(record, rows)}", rows))
    return made


def _in_one_line(record: SafeTally, rows: pd.DataFrame) -> list[str]:
    """Each measure with its answers, so that it can stand out of its place."""
    lines = _lines(record)
    return [lines[item] for item in rows["item"]]


@once
def _lines(record: SafeTally) -> dict[str, str]:
    positive, told = estimate.positive_answers(record), estimate.shares(record)[["item", "stem", "label", "kind", "phrase"]]
    return {item: of_teams.asked_about(stem, label, kind, phrase, positive.get(item, []))
            for item, stem, label, kind, phrase in told.itertuples(index=False)}


def _finding(record: SafeTally, rows: pd.DataFrame, headline: str, summary: str, title: str, both: bool = False) -> Finding:
    return Finding(headline, summary, None, "", _source(record), _table(record, rows, title, both))


def _table(record: SafeTally, rows: pd.DataFrame, title: str, both: bool) -> Table:
    """A team's ranges as bars, marked with the all-staff share; `both`: beside its ranges of the baseline."""
    told = [of_teams.compared(how, good) for how, good in zip(rows["compared"], rows["good"], strict=True)]
    columns = {"label": say("tables.asked_about")} | ({"then": of_teams.TEAM_THEN} if both else {})
    columns |= {"band": of_teams.TEAM_NOW if both else of_teams.THIS_TEAM, "share": of_teams.ALL_STAFF,
                "told": of_teams.BESIDE_ALL_STAFF}
    kinds = {"then": "range", "band": "range", "share": "percent"}
    return Table(title, columns, rows.assign(told=told), _source(record),
                 {name: kind for name, kind in kinds.items() if name in columns}, bar="band", dot="share")


def _source(record: SafeTally) -> str:
    return words.source(record.about["title"], of_teams.SOURCE)
