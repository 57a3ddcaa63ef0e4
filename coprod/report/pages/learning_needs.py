"""What staff need to learn, as findings: largest gaps first, with how sure that order is."""

import pandas as pd

from coprod.analysis import needs
from coprod.record import Breakdown, Survey
from coprod.report import charts, tables
from coprod.report.blocks import Finding, Notice, Paragraph
from coprod.report.messages import say, shown
from coprod.report.order import in_order
from coprod.report.pages.many_groups import beside_all_staff
from coprod.report.tables import Table
from coprod.report.wording import heading_of, title_of, worded
from coprod.stats import Largest


def what_is_missing(survey: Survey) -> list[Finding | Notice]:
    """What staff do not know, cannot do and have not done, way by way, side by side."""
    frame = worded(survey, needs.gaps(survey))
    if frame.empty or survey.record.is_small:
        return [_none(frame)]
    kinds = [kind for kind in needs.GAPS if kind in set(frame["kind"])]
    shares = frame.assign(share=tables.rounded(frame["share"])).pivot_table(
        index="label", columns="kind", values="share", sort=False, dropna=False)
    rows = shares.sort_values(kinds[0], ascending=False, kind="stable").reset_index()
    headline = title = say("needs.by_way")
    first = frame[frame["kind"].eq(needs.KNOWLEDGE)].dropna(subset="share")
    if len(first):
        headline = say("needs.most", count=needs.lacked_by_most(first), all=len(first))
    table = Table(title, {"label": say("needs.way")} | {kind: say(f"needs.{kind}") for kind in kinds}, rows,
                  _source(survey, frame), dict.fromkeys(kinds, "percent"))
    return [Finding(headline, say("needs.about"), None, "", table.source, table)]


def largest_needs(survey: Survey) -> list[Finding | Notice | Paragraph]:
    """The gaps in knowledge, in skill and in experience, each a finding."""
    frame = needs.gaps(survey)
    found = [_ranked(survey, frame[frame["kind"].eq(kind)]) for kind in needs.GAPS]
    found = [finding for finding in found if finding]
    return [Paragraph(say("needs.how_sure")), *found] if found else [_none(frame)]


def two_kinds_of_practice(survey: Survey) -> list[Finding | Notice]:
    """What is known but never used, and what is used but not yet mastered: they call for different learning."""
    frame = needs.two_at_once(survey)
    found = []
    for kind in (needs.UNUSED, needs.UNSURE):
        rows = frame[frame["kind"].eq(kind)]
        if len(rows):
            none = f"{say('needs.title', kind=kind)}. {_withheld(worded(survey, rows))}"
            found.append(_ranked(survey, rows) or Notice(none))
    return found or [Notice(say("needs.not_declared"))]


def help_wanted(survey: Survey) -> list[Finding | Notice]:
    """The kinds of help staff would like."""
    frame = needs.wanted_help(survey)
    return [_ranked(survey, frame) or Notice(say("needs.no_help" if frame.empty else "needs.few"))]


def needs_by_group(survey: Survey) -> list[Finding | Notice]:
    """The largest gaps by team, and by what else was declared, in ranges."""
    record = survey.record
    made = [_counted(survey, breakdown) for breakdown in record.breakdowns if record.is_long(breakdown.name)]
    made = [finding for finding in made if finding]
    listed = {name for name in {group.breakdown for group in record.groups} if not record.is_long(name)}
    return made + (_listed(survey, listed) if listed else []) or [Notice(say("needs.no_groups"))]


def needs_note(survey: Survey) -> list[Paragraph]:
    """The technical note on the order of needs."""
    return [Paragraph(text) for text in say("needs.note")]


def named(survey: Survey, frame: pd.DataFrame) -> list[str]:
    """What each need is called by itself: its way with what is lacking. Columns: item, kind, way."""
    rows = worded(survey, frame)
    return [say("needs.named", kind=kind, way=way) for kind, way in zip(rows["kind"], rows["label"], strict=True)]


def _none(frame: pd.DataFrame) -> Notice:
    """Why nothing is said of gaps: nothing was asked, or too few answered."""
    return Notice(say("needs.none" if frame.empty else "needs.few"))


def _listed(survey: Survey, listed: set[str]) -> list[Finding]:
    """The groups' ranges of the largest needs, a finding a kind and breakdown; of all needs where few answered."""
    frame = needs.gaps_by_group(survey)
    frame = frame[frame["breakdown"].isin(listed)]
    if not survey.record.is_small:
        frame = frame[frame["item"].isin(needs.largest_gaps(survey)["item"])]
    known = {one.name: one for one in survey.record.breakdowns}
    return [_ranges(survey, rows, kind, name, known.get(name))
            for (kind, name), rows in worded(survey, frame).groupby(["kind", "breakdown"], sort=False)]


def _ranges(survey: Survey, rows: pd.DataFrame, kind: str, name: str, breakdown: Breakdown | None) -> Finding:
    """The ranges of one kind of need by one breakdown; None is that of everybody in a small survey."""
    of = {"breakdown": breakdown and name, "group": breakdown and heading_of(breakdown)}
    title = say("needs.by_group", kind=kind, **of)
    base = say("survey.ranges", **of) if breakdown else say("survey.everybody")
    source = say("survey.source", title=title_of(survey), base=base)
    table = tables.bands_table(rows, title, source, of["group"] or say("survey.all_staff"))
    return Finding(title, say("needs.about_groups", breakdown=name), None, "", source, table)


def _counted(survey: Survey, breakdown: Breakdown) -> Finding | None:
    """The groups of a breakdown that are too many to be listed, counted by how many lack each of the largest needs."""
    frame = needs.gaps_counted(survey, breakdown.name)
    if frame.empty:
        return None
    return beside_all_staff(survey, breakdown, frame.assign(label=named(survey, frame)), "needs", say("needs.way"))


def _ranked(survey: Survey, frame: pd.DataFrame) -> Finding | None:
    """Needs of one kind, largest first, with how often each is in the top three; None where none can be shown."""
    frame = worded(survey, frame)
    rows = in_order(frame.dropna(subset="share"), ["share"])
    if rows.empty:
        return None
    kind = rows["kind"].iloc[0]
    cells = pd.DataFrame({"label": rows["label"], "share": tables.rounded(rows["share"]),
                          "range": list(zip(tables.rounded(rows["low"]), tables.rounded(rows["high"]), strict=True)),
                          "chance": [shown(chance, "chance") for chance in rows["chance"]]})
    heads = {"label": say("needs.help" if kind == needs.HELP else "needs.way"), "share": say("needs.share"),
             "range": say("needs.range"), "chance": say("needs.in_top")}
    title = say("needs.title", kind=kind)
    table = Table(title, heads, cells, _source(survey, rows), {"share": "percent", "range": "range"})
    first = needs.top_of(frame, 1)
    headline = say("needs.headline", kind=kind, ways=list(frame["label"][first.named]))
    return Finding(f"{headline}{_beside(frame, first, 'needs.hidden')}", _told(survey, rows, frame), charts.dots(rows),
                   f"{title}. {charts.dots_alt(rows)}", table.source, table)


def _beside(frame: pd.DataFrame, top: Largest, key: str) -> str:
    """Which needs that are not shown are, or may be, as large as those named; key: of the sentence."""
    return say(key, sure=list(frame["label"][top.at_least_as_large]),
               maybe=list(frame["label"][top.may_be_larger & ~top.at_least_as_large]))


def _told(survey: Survey, rows: pd.DataFrame, frame: pd.DataFrame) -> str:
    """Which are the largest and how sure that is, what learning they call for, and what is not shown."""
    first, top = rows.iloc[0], needs.top_of(frame)
    named = in_order(frame[top.named], ["share"])
    parts = [say("needs.order", ways=list(named["label"]), count=len(named), sure=top.surely,
                 more=len(frame) > max(len(named), needs.TOP)),
             _beside(frame, top, "needs.beside_last"),
             say("needs.learning", kind=first["kind"]),
             say("needs.asked_some") if survey.record.measure(first["item"]).relevant else "",
             say("needs.asked", stem=first["stem"]), _withheld(frame)]
    return " ".join(filter(None, parts))


def _withheld(frame: pd.DataFrame) -> str:
    """Which of these needs may not be shown."""
    return say("needs.withheld", ways=list(frame.loc[frame["share"].isna(), "label"]))


def _source(survey: Survey, rows: pd.DataFrame) -> str:
    bases = say("survey.bases", bases=rows["base"].dropna().astype(int).tolist())
    return say("survey.source", title=title_of(survey), base=bases)
