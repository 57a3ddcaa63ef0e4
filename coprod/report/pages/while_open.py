"""The page while a survey is open: replies so far, where it may end, team by team, and who to ask again."""

from collections import Counter
from html import escape
from pathlib import Path

import numpy as np
import pandas as pd

from coprod.paths import published_folder, whole_file
from coprod.record.replies import Replies
from coprod.record.safe import MOST_LISTED
from coprod.report import charts
from coprod.report.blocks import Finding, Notice, Paragraph, Points
from coprod.report.data_resource import BOM
from coprod.report.messages import day, of_fieldwork, of_many
from coprod.report.messages.language import say, sentences
from coprod.report.messages.of_numbers import open_between
from coprod.report.tables import Table, rounded
from coprod.site.templates import render_alone
from coprod.stats import end_rate

_SPEEDS = (0.5, 1.0, 2.0)


def write_fieldwork(replies: Replies) -> Path:
    """Write the page of an open survey; returns its path, which lies beside the waves' own folders, where publishing leaves it.

    Where there are too many teams to be listed, a file of their ranges lies beside the page.
    """
    target = published_folder("fieldwork") / f"{replies.wave}.html"
    target.parent.mkdir(parents=True, exist_ok=True)
    about = {"title": replies.title, "heading": say("fieldwork.heading"), "invented": replies.invented}
    file = target.with_name(f"{replies.wave}-teams.csv")
    many = len(replies.groups) > MOST_LISTED
    whole_file(file, BOM + _league(replies).csv()) if many else file.unlink(missing_ok=True)
    link = f'<p class="csv"><a href="{escape(file.name)}" download>{escape(say("many.team_file"))}</a></p>' if many else ""
    whole_file(target, render_alone(about, "".join(_parts(replies, link))))
    return target


def standing(replies: Replies) -> list[Finding | Notice]:
    """How many of all staff have replied, week by week."""
    if not replies.points:
        return [Notice(say("fieldwork.none_yet"))]
    weeks, people = zip(*replies.points, strict=True)
    shares = np.array(people) / replies.eligible
    rows = pd.DataFrame({"week": [day(week.isoformat()) for week in weeks], "people": people, "share": rounded(shares)})
    columns = {name: say(f"fieldwork.{name}") for name in ("week", "people", "share")}
    table = Table(say("fieldwork.table"), columns, rows, of_fieldwork.source(replies.title, replies.eligible),
                  {"people": "whole", "share": "percent"})
    chart = pd.DataFrame({"item": "replies", "label": columns["share"], "wave": rows["week"], "share": shares, "low": shares,
                          "high": shares})
    alt = say("fieldwork.all_staff_alt", told=charts.over_time_alt(chart))
    return [Finding(of_fieldwork.replied(people[-1], replies.eligible), say("fieldwork.when"),
                    charts.over_time(chart, columns["share"]), alt, table.source, table)]


def likely_end(replies: Replies) -> list[Finding]:
    """Where the survey may end, from the figures shown; nothing before the first."""
    if not replies.points:
        return []
    (before, then), (week, people) = [(replies.opened, 0), *replies.points][-2:]
    # A figure counts to the end of its Sunday, and days are counted from the morning.
    start, now, end = (np.datetime64(one, "D") + later for one, later in ((before, then > 0), (week, 1), (replies.closed, 1)))
    past, left = max(1, np.busday_count(start, now)), max(0, np.busday_count(now, end))
    rates = [end_rate(people, then, past, left, replies.eligible, speed) for speed in _SPEEDS]
    rows = pd.DataFrame({"pace": of_fieldwork.paces(), "share": [of_fieldwork.rate_words(rate) for rate in rates]})
    table = Table(say("fieldwork.end_table"), {"pace": say("fieldwork.end_pace"), "share": say("fieldwork.end_share")}, rows,
                  of_fieldwork.source(replies.title, replies.eligible))
    return [Finding(of_fieldwork.end_headline(rates[1]), say("fieldwork.end_words"), None, "", table.source, table)]


def league(replies: Replies) -> list[Finding | Notice]:
    """The groups by the band of their reply rate, highest first."""
    if not replies.groups:
        return [Notice(say("fieldwork.no_teams"))]
    if len(replies.groups) > MOST_LISTED:
        return [_counted(replies)]
    return [Finding(say("fieldwork.teams_headline"), say("fieldwork.teams_words"), None, "", _source(replies), _league(replies))]


def to_ask_again(replies: Replies) -> list[Paragraph | Points]:
    """The groups in the lowest band, for their managers; none where all are alike or nothing is shown."""
    lows = {(group.low, group.high) for group in replies.groups}
    if len(lows) < 2:
        return [Paragraph(say("fieldwork.same"))] if lows else []
    if len(replies.groups) > MOST_LISTED:
        lowest = sum((group.low, group.high) == min(lows) for group in replies.groups)
        return [Paragraph(of_many.to_ask_again(lowest, min(lows)))]
    return [Paragraph(say("fieldwork.chase_words")),
            Points(tuple(sorted(g.label for g in replies.groups if (g.low, g.high) == min(lows))))]


def _league(replies: Replies) -> Table:
    """The groups with their services, highest band first."""
    groups = sorted(replies.groups, key=lambda group: (-group.low, -group.high, group.label))
    rows = pd.DataFrame([{"team": g.label, "service": g.parent, "between": (g.low, g.high)} for g in groups])
    columns = {name: say(f"fieldwork.{name}") for name in ("team", "between", "service")}
    if not any(g.parent for g in groups):
        columns.pop("service")
    return Table(say("fieldwork.teams_table"), columns, rows, _source(replies), {"between": "open range"}, "between")


def _source(replies: Replies) -> str:
    return say("fieldwork.teams_source", title=replies.title)


def _counted(replies: Replies) -> Finding:
    """How many of many groups are in each band, highest first."""
    bands = Counter((group.low, group.high) for group in replies.groups)
    rows = pd.DataFrame({"between": sorted(bands, key=lambda band: (-band[0], -band[1]))})
    rows = rows.assign(teams=rows["between"].map(bands), between=rows["between"].map(open_between))
    table = Table(say("fieldwork.teams_table"), {"between": say("fieldwork.between"), "teams": say("many.number")}, rows,
                  _source(replies), {"teams": "whole"})
    return Finding(of_many.bands(len(replies.groups)), say("many.bands_about"), None, "", table.source, table)


def _parts(replies: Replies, link: str):
    opening = [Paragraph(of_fieldwork.asked(replies.opened, replies.closed, replies.eligible, replies.days_left)),
               Paragraph(say("fieldwork.what"))]
    yield from (block.html() for block in opening)
    for name, blocks in (("all_staff", standing(replies)), ("end", likely_end(replies)), ("teams", league(replies)),
                         ("chase", to_ask_again(replies)), ("protection", [Points(sentences("fieldwork.protected"))])):
        if blocks:
            yield f"<h2>{say(f'fieldwork.{name}')}</h2>{''.join(block.html() for block in blocks)}{link * (name == 'teams')}"
