"""Where a breakdown has many groups: how many lie above or below all staff, instead of a row a group."""

import numpy as np
import pandas as pd

from coprod.analysis.changes import COMPARABLE, comparable
from coprod.analysis.shares import beside_groups, group_rows
from coprod.record import Survey
from coprod.stats import round_half_up

HIGHER, CANNOT_TELL, LOWER, NOT_SHOWN = WAYS = ("higher", "cannot_tell", "lower", "not_shown")


def group_counts(survey: Survey, by: str, items: list[str]) -> pd.DataFrame:
    """How many groups of a breakdown lie beside all staff in which way; a row a measure shown by it, in their order.

    Columns: item, groups (how many there are), higher (whose whole range lies above all staff), cannot_tell, lower,
    not_shown. Each group is compared as on its own page (`benchmark`): in whole per cents, and a touch is no
    difference. So this is made of published ranges and shares alone: whoever has the pages of all teams can count the
    same, and it discloses nothing that they do not.
    """
    labels = [group.label for group in survey.record.groups_of(by)]
    rows = group_rows(survey)
    rows = rows[rows["item"].isin(items) & rows["group"].isin(labels)]
    ends = (rows["low"], rows["high"], rows["item"].map(beside_groups(survey)))
    low, high, share = (round_half_up(values.to_numpy(float), 2) for values in ends)
    told = {HIGHER: low > share, LOWER: high < share, NOT_SHOWN: np.isnan(share)}
    told[CANNOT_TELL] = ~(told[HIGHER] | told[LOWER] | told[NOT_SHOWN])
    found = pd.DataFrame(told).groupby(rows["item"].to_numpy()).sum().reindex(columns=list(WAYS))
    found = found.loc[[item for item in items if item in found.index]].reset_index(names="item")
    found[NOT_SHOWN] += len(labels) - found[list(WAYS)].sum(axis=1)  # a group without a range here
    return found.assign(groups=len(labels))


def turned(frame: pd.DataFrame, which: pd.Series) -> pd.DataFrame:
    """The same `group_counts` with some rows seen from the other answer: who is higher in one is lower in the other."""
    higher, lower = frame[HIGHER], frame[LOWER]
    return frame.assign(higher=higher.where(~which, lower), lower=lower.where(~which, higher))


def groups_in_both(survey: Survey, by: str, items: list[str]) -> int:
    """How many groups of a breakdown are the same in both waves and have both ranges of at least one of the items.

    The same, as for `changes.same_groups`: of one name and made of the same teams.
    """
    now, then = ({group.label: group.teams for group in record.groups_of(by)} for record in survey.records)
    if survey.before.record.group_base != survey.record.group_base:
        return 0
    same = [label for label, teams in now.items() if then.get(label) == teams]
    alike = [item for item, why in zip(items, comparable(survey, items), strict=True) if why == COMPARABLE]
    there = [_ranges_of(one, same, alike) for one in (survey.before, survey)]
    return there[0].merge(there[1])["group"].nunique()


def _ranges_of(survey: Survey, groups: list[str], items: list[str]) -> pd.DataFrame:
    rows = group_rows(survey)
    return rows.loc[rows["item"].isin(items) & rows["group"].isin(groups), ["item", "group"]]
