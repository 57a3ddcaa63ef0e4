"""What the page says while a survey is open: replies so far, where it may end, team by team, and who to ask again."""

import pandas as pd

from coprod.analysis.reply_rates import SPEEDS, groups_by_band, likely_ends, so_far
from coprod.record import MOST_LISTED
from coprod.record.replies import Replies
from coprod.report import charts
from coprod.report.blocks import Blocks, Finding, Notice, Paragraph, Points
from coprod.report.messages import own_words, say, shown
from coprod.report.tables import Table, rounded


def sections(replies: Replies) -> dict[str, Blocks]:
    """All of the page by the key of its heading, in the section [fieldwork]; under "" what stands above the first."""
    asked = say("fieldwork.asked", opened=replies.opened, closed=replies.closed, eligible=replies.eligible,
                left=replies.days_left)
    made = {"": [asked, say("fieldwork.what")], "all_staff": [standing(replies)], "end": likely_end(replies),
            "teams": [league(replies)], "chase": to_ask_again(replies),
            "protection": [Points(say("fieldwork.protected"))]}
    return {name: Blocks(blocks) for name, blocks in made.items() if blocks}


def are_many(replies: Replies) -> bool:
    """Whether there are too many groups to be listed one by one."""
    return len(replies.groups) > MOST_LISTED


def standing(replies: Replies) -> Finding | Notice:
    """How many of all staff have replied, week by week."""
    frame = so_far(replies)
    if frame.empty:
        return Notice(say("fieldwork.none_yet"))
    week = [shown(day, "day") for day in frame["week"]]
    columns = {name: say(f"fieldwork.{name}") for name in ("week", "people", "share")}
    rows = frame.assign(week=week, share=rounded(frame["share"]))
    table = Table(say("fieldwork.table"), columns, rows, _source(replies), {"people": "whole", "share": "percent"})
    chart = frame.assign(item="replies", label=columns["share"], wave=week, low=frame["share"], high=frame["share"])
    alt = say("fieldwork.all_staff_alt", told=charts.over_time_alt(chart))
    last = frame.iloc[-1]
    headline = say("fieldwork.replied", count=last["people"], eligible=replies.eligible, share=last["share"])
    return Finding(headline, say("fieldwork.when"), charts.over_time(chart, columns["share"]), alt, table.source, table)


def likely_end(replies: Replies) -> list[Finding]:
    """Where the survey may end, from the figures shown; nothing before the first."""
    rates = likely_ends(replies)
    if not rates:
        return []
    rows = pd.DataFrame({"pace": say("fieldwork.paces"), "share": [shown(rate, "foretold") for rate in rates]})
    columns = {"pace": say("fieldwork.end_pace"), "share": say("fieldwork.end_share")}
    table = Table(say("fieldwork.end_table"), columns, rows, _source(replies))
    headline = say("fieldwork.end_headline", share=rates[SPEEDS.index(1)])
    return [Finding(headline, say("fieldwork.end_words"), None, "", table.source, table)]


def league(replies: Replies) -> Finding | Notice:
    """The groups by the band of their reply rate, highest first; of many groups how many are in each."""
    if not replies.groups:
        return Notice(say("fieldwork.no_teams"))
    if are_many(replies):
        table, headline = _counted(replies), say("many.bands", count=len(replies.groups))
        return Finding(headline, say("many.bands_about"), None, "", table.source, table)
    table = table_of_groups(replies)
    return Finding(say("fieldwork.teams_headline"), say("fieldwork.teams_words"), None, "", table.source, table)


def to_ask_again(replies: Replies) -> list[Paragraph | Points]:
    """The groups in the lowest band, for their managers; none where all are alike or nothing is shown."""
    bands = groups_by_band(replies)
    if len(bands) < 2:
        return [Paragraph(say("fieldwork.same"))] if len(bands) else []
    low, high, groups = bands.iloc[-1]
    if are_many(replies):
        return [Paragraph(say("many.to_ask_again", count=int(groups), band=(low, high)))]
    named = sorted(group.label for group in replies.groups if (group.low, group.high) == (low, high))
    return [Paragraph(say("fieldwork.chase_words")), Points(tuple(named))]


def table_of_groups(replies: Replies) -> Table:
    """The groups with their services, highest band first."""
    groups = sorted(replies.groups, key=lambda group: (-group.low, -group.high, group.label))
    rows = pd.DataFrame([{"team": g.label, "service": g.parent, "between": (g.low, g.high)} for g in groups])
    columns = {name: say(f"fieldwork.{name}") for name in ("team", "between", "service")}
    if not any(group.parent for group in groups):
        columns.pop("service")
    return Table(say("fieldwork.teams_table"), columns, rows, _source_of_groups(replies), {"between": "open range"},
                 bar="between")


def _counted(replies: Replies) -> Table:
    """How many of many groups are in each band, highest first."""
    frame = groups_by_band(replies)
    rows = frame.assign(between=list(zip(frame["low"], frame["high"], strict=True)))
    columns = {"between": say("fieldwork.between"), "groups": say("many.number")}
    return Table(say("fieldwork.teams_table"), columns, rows, _source_of_groups(replies),
                 {"between": "open range", "groups": "whole"})


def _source(replies: Replies) -> str:
    return say("fieldwork.source", title=own_words(replies.title), eligible=replies.eligible)


def _source_of_groups(replies: Replies) -> str:
    return say("fieldwork.teams_source", title=own_words(replies.title))
