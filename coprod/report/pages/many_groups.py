"""What is said where a breakdown has many groups: how many lie above or below all staff, instead of a row a group."""

import pandas as pd

from coprod.analysis.group_counts import CANNOT_TELL, HIGHER, LOWER, NOT_SHOWN, group_counts
from coprod.record import RESPONSE, Breakdown, Survey
from coprod.report import charts
from coprod.report.blocks import Finding
from coprod.report.messages import say, shown
from coprod.report.tables import Table
from coprod.report.wording import heading_of, title_of, worded

_COMPARED = (HIGHER, CANNOT_TELL, LOWER)


def counted(survey: Survey, breakdown: Breakdown, items: list[str], key: str) -> list[Finding]:
    """How many groups of a breakdown lie beside all staff in which way, by item: one finding, or none.

    key: of its headline, in the section [many]. There is none where no item is shown by this breakdown.
    """
    frame = worded(survey, group_counts(survey, breakdown.name, items))
    heading = say("tables.asked_about" if items == [RESPONSE] else "findings.staff_who")
    return [beside_all_staff(survey, breakdown, frame, key, heading)] if len(frame) else []


def beside_all_staff(survey: Survey, breakdown: Breakdown, frame: pd.DataFrame, key: str, heading: str) -> Finding:
    """The `group_counts` of a breakdown, with a label a row, as one finding.

    key: of its headline, in the section [many]; heading: of the labels.
    """
    said = {"breakdown": breakdown.name, "group": heading_of(breakdown)}
    headline, summary = say(f"many.{key}", count=int(frame["groups"].iloc[0]), **said), told(frame)
    caption = say("survey.source", title=title_of(survey), base=say("survey.ranges", **said))
    chart = charts.parts(*as_shares(frame), say("many.axis", **said))
    return Finding(headline, f"{summary} {say('many.about', **said)}", chart, f"{headline}. {summary}", caption,
                   table(frame, headline, caption, heading))


def told(frame: pd.DataFrame) -> str:
    """What `group_counts` with labels say: of one measure all of them, of several where most lie higher and lower."""
    if len(frame) == 1:
        return say("many.told", **frame[list(_COMPARED)].iloc[0])
    higher, lower = (frame.loc[frame[way].idxmax()] for way in (HIGHER, LOWER))
    return say("many.most", label_1=higher["label"], number_1=higher[HIGHER],
               label_2=lower["label"], number_2=lower[LOWER])


def table(frame: pd.DataFrame, title: str, source: str, heading: str) -> Table:
    """`group_counts` with labels as a table; heading: of the labels. "Not shown" has a column only if there is any."""
    ways = (*_COMPARED, NOT_SHOWN) if frame[NOT_SHOWN].any() else _COMPARED
    columns = {"label": heading} | {way: say(f"many.{way}") for way in ways}
    return Table(title, columns, frame.reset_index(drop=True), source, dict.fromkeys(ways, "whole"))


def as_shares(frame: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, str]]:
    """`group_counts` with labels to be drawn (`charts.parts`): shares of all groups (0 to 1), and `value`, in words.

    Second, what each column of shares is called.
    """
    ways = list(_COMPARED)
    values = [shown(row, "dots") for row in frame[ways].to_numpy().tolist()]
    shares = frame[ways].div(frame["groups"], axis=0).assign(label=frame["label"], value=values)
    return shares, {way: say(f"many.{way}") for way in ways}
