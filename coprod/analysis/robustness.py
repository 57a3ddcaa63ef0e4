"""What could make the true figures differ: those who did not answer, and the mix of teams."""

import math

import pandas as pd

from coprod.analysis.changes import MOVED, changes, is_routed, populations
from coprod.analysis.shares import response, shares
from coprod.record import INDICATOR, Survey
from coprod.stats import nonresponse_bounds, response_rates, undone_by


def headline_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """The rows of a `shares` or `changes` that are headline indicators."""
    return frame[frame["headline"] & frame["kind"].eq(INDICATOR)]


def silent(survey: Survey) -> pd.DataFrame:
    """The headline shares beside the weighted ones and the lowest and highest that those who did not answer allow.

    Columns: item, share, adjusted (weighted by team; missing where it is not shown), low, high (0 to 1).
    """
    frame = _shown(shares(survey), "share")
    low, high = nonresponse_bounds(frame["share"], frame["base"] / survey.record.eligible)
    adjusted = [survey.record.measure(item).adjusted for item in frame["item"]]
    return frame[["item", "share"]].assign(adjusted=pd.Series(adjusted, dtype=float), low=low, high=high)


def headline_bounds(survey: Survey, item: str, share: float, base: float) -> tuple[float, float]:
    """The lowest and highest share of all staff that those who did not answer allow.

    Missing without a share, and where only some staff were asked.
    """
    if share != share or is_routed(survey.record, item):
        return math.nan, math.nan
    return nonresponse_bounds(share, base / survey.record.eligible)


def rates(survey: Survey) -> dict[str, float]:
    """The response rates of AAPOR by name ("RR1": complete answers only, "RR2": usable ones), 0 to 1."""
    people = response(survey).set_index("answer")["count"]
    quiet = survey.record.eligible - people["usable"]
    return response_rates(people["complete"], people["usable"] - people["complete"], noncontact=quiet)


def vanish(survey: Survey) -> pd.DataFrame:
    """For each headline change, what those who did not answer would have to think for it to be none.

    Columns: item, change, decimals, fact and moved (as of `changes`), known (how many could answer), and as of
    `stats.undone_by`: possible, less (-2 to 2), silent_1, silent_2 (0 to 1; missing where nobody was silent).
    """
    frame = _shown(changes(survey), "change")
    return frame[["item", "change", "decimals", "fact"]].assign(moved=frame["verdict"].isin(MOVED)).join(
        undoing(survey, frame))


def undoing(survey: Survey, rows: pd.DataFrame) -> pd.DataFrame:
    """`stats.undone_by` of each row of a `changes`, in their order: known, possible, less, silent_1, silent_2."""
    counts = [rows[name].fillna(0).astype(int).to_numpy() for name in ("count_1", "base_1", "count_2", "base_2")]
    staff = populations(rows, survey)
    return pd.DataFrame(undone_by(*counts, *staff)._asdict(), index=rows.index).assign(known=~pd.isna(staff[0]))


def mix_of_teams(survey: Survey) -> pd.DataFrame:
    """The teams that both waves have in common, if there are any. Columns: group, then, now (head counts)."""
    mix = survey.record.mix
    parts = mix.parts if mix is not None and mix.baseline == survey.before.wave else ()
    return pd.DataFrame([(part.label, part.then, part.now) for part in parts], columns=["group", "then", "now"])


def at_fixed_mix(survey: Survey) -> pd.DataFrame:
    """The headline shares, and those with the teams as large as then. Columns: item, share, fixed_mix (0 to 1)."""
    frame = _shown(shares(survey), "share")
    held = [survey.record.measure(item).fixed_mix for item in frame["item"]]
    return frame[["item", "share"]].assign(fixed_mix=pd.Series(held, dtype=float))


def _shown(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    return headline_rows(frame).dropna(subset=column).reset_index(drop=True)
