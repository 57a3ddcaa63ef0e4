"""One team beside all staff: where its whole range is higher or lower, and what stands out. Made of ranges alone."""

import math

import numpy as np
import pandas as pd

from coprod.analysis.changes import comparable
from coprod.analysis.shares import beside_groups, ranges_of, shares
from coprod.errors import BadInput
from coprod.record import RESPONSE, TEAM, Group, Survey, cached
from coprod.stats import expected_apart, round_half_up

HIGHER, LOWER, CANNOT_TELL, NOT_SHOWN = "higher", "lower", "cannot tell", "not shown"
APART, HALF, NOTHING = "apart from all staff", "by half of the team", "nothing"
_HALF = 0.5
_PARTS = (3, 4, 5, 10, 20)  # into how many a band may cut 0 to 1


def group_of(survey: Survey, label: str) -> Group:
    """What the record says of a team, or of teams shown as one; raises BadInput if there is none of that name."""
    if label not in _teams(survey):
        raise BadInput(f'{survey.wave}: no team named "{label}" is shown. The index of team pages has them all.')
    return _teams(survey)[label]


def team_response(survey: Survey, label: str) -> pd.DataFrame:
    """Who of a team answered, in one row or none. Columns as of `team_measures`; the share is of all usable answers."""
    rows = _compared(survey, label)
    return _then(rows[rows["item"].eq(RESPONSE)], survey, label)


@cached
def team_measures(survey: Survey, label: str) -> pd.DataFrame:
    """Every measure shown for a team, in the order of the survey.

    Columns: item, kind, headline, better, range and then (pairs of shares 0 to 1; then is the range of the wave before,
    None where it cannot be put beside this one), share (all staff), compared (higher, lower, cannot tell, not shown),
    gap (from the range's near end to the share; 0 where it cannot be told), good (how the range lies to all staff: 1
    better, -1 worse, 0 neither), half (1 where half of the team or more gave the answer hoped for, -1 where half or
    fewer, else 0), from_half (how far the range's near end is from a half).
    """
    rows = _compared(survey, label)
    return _then(rows[rows["item"].ne(RESPONSE)], survey, label)


@cached
def standing_out(survey: Survey, label: str, good: bool) -> tuple[str, pd.DataFrame]:
    """What goes well in a team (`good`) or is to work on: why it was chosen, and its rows, the clearest first.

    Rows as of `team_measures`. First choice: the whole range lies on the better (worse) side of all staff, and not
    wholly on the other side of a half. Second choice, only if there is none of the first: the whole range lies on this
    side of a half, while the range holds the all-staff share. Ties stay in the order of the survey.
    """
    frame, side = team_measures(survey, label), 1 if good else -1
    apart = frame[frame["good"].eq(side) & ~frame["half"].eq(-side)]
    if len(apart):
        return APART, apart.sort_values("gap", ascending=False, kind="stable")
    half = frame[frame["half"].eq(side) & frame["compared"].eq(CANNOT_TELL)]
    if half.empty:
        return NOTHING, half
    return HALF, half.sort_values("from_half", ascending=False, kind="stable")


@cached
def expected(survey: Survey, label: str, good: bool) -> tuple[int, float]:
    """How many measures of a team have a better direction, and how many chance alone would put on the good (or other)
    side of all staff: `stats.expected_apart`, from public numbers only."""
    frame, staff = team_measures(survey, label), shares(survey).set_index("item")
    frame = frame[frame["better"].isin(["higher", "lower"]) & frame["compared"].ne(NOT_SHOWN)]
    parts = [round(1 / (high - low)) for low, high in frame["range"]]
    frame = frame.assign(parts=parts, count=staff["count"].reindex(frame["item"]).to_numpy(),
                         base=staff["base"].reindex(frame["item"]).to_numpy())
    most, total = _most_answers(survey, label), 0.0
    for better, rows in frame[frame["parts"].isin(_PARTS)].groupby("better"):
        above, below = expected_apart(rows["count"].astype(int), rows["base"].astype(int), rows["parts"], most)
        total += above if good == (better == "higher") else below
    return len(frame), total


def moved(survey: Survey, label: str) -> pd.DataFrame:
    """The measures of a team whose ranges then and now lie apart, a touch is no difference. Columns as of
    `team_measures`, and way: 1 up, -1 down."""
    frame = team_measures(survey, label)
    frame = frame[frame["then"].notna()]
    ends = [(then, now) for then, now in zip(frame["then"], frame["range"], strict=True)]
    way = [int(now[0] > then[1]) - int(now[1] < then[0]) for then, now in ends]
    return frame.assign(way=pd.Series(way, index=frame.index, dtype=int)).query("way != 0")


def same_team(survey: Survey, label: str) -> bool:
    """Whether a team was shown in the wave before too, made of the same teams, in shares of the same people."""
    earlier = _teams(survey.before).get(label) if survey.before else None
    return (earlier is not None and earlier.teams == group_of(survey, label).teams
            and survey.before.record.group_base == survey.record.group_base)


def _most_answers(survey: Survey, label: str) -> int:
    """The most answers a team can have, by its head count and the range of its reply rate."""
    headcount, rows = group_of(survey, label).headcount, _compared(survey, label)
    ends = rows.loc[rows["item"].eq(RESPONSE), "range"]
    people = survey.record.usable if headcount is None else headcount
    return max(math.floor(people * ends.iloc[0][1] + 1e-9) if len(ends) else people, 1)


@cached
def _teams(survey: Survey) -> dict[str, Group]:
    return {group.label: group for group in survey.record.groups_of(TEAM)}


@cached
def _everybody(survey: Survey) -> pd.DataFrame:
    """What the pages of all teams have in common: each measure with the share of all staff; last, who answered.

    wanted: whether more (1) or less (-1) is better, or neither (0).
    """
    answered = {"item": RESPONSE, "kind": "response", "headline": False, "better": "neither"}
    measures = pd.concat([shares(survey)[list(answered)], pd.DataFrame([answered])], ignore_index=True)
    measures["share"] = measures["item"].map(beside_groups(survey))
    wanted = measures["better"].map({"higher": 1, "lower": -1}).fillna(0).astype(int)
    texts = dict.fromkeys(("item", "kind", "better"), object)
    return measures.astype(texts).assign(share=round_half_up(measures["share"].astype(float), 2), wanted=wanted)


@cached
def _compared(survey: Survey, label: str) -> pd.DataFrame:
    """Compared as readers see them, in whole per cents: so words and numbers agree, and a touch is no difference."""
    group_of(survey, label)
    places, *ends = ranges_of(survey, label)
    rows, (low, high) = _everybody(survey).take(places).reset_index(drop=True), (round_half_up(end, 2) for end in ends)
    share, wanted = (rows.pop(name).to_numpy() for name in ("share", "wanted"))
    above, below = low > share, high < share
    compared = np.select([np.isnan(share), above, below], [NOT_SHOWN, HIGHER, LOWER], CANNOT_TELL)
    return rows.assign(
        share=share, range=_pairs(low, high), compared=compared.astype(object),
        gap=np.where(above, low - share, np.where(below, share - high, 0)), good=(above.astype(int) - below) * wanted,
        half=((low >= _HALF).astype(int) - (high <= _HALF)) * wanted,
        from_half=np.where(low >= _HALF, low - _HALF, _HALF - high))


def _pairs(low: np.ndarray, high: np.ndarray) -> pd.Series:
    return pd.Series(list(zip(low.tolist(), high.tolist(), strict=True)), dtype=object)


def _then(rows: pd.DataFrame, survey: Survey, label: str) -> pd.DataFrame:
    earlier = {}
    if same_team(survey, label):
        places, *ends = ranges_of(survey.before, label)
        items = _everybody(survey.before)["item"].to_numpy()[places]
        pairs, why_not = _pairs(*(round_half_up(end, 2) for end in ends)), comparable(survey, items)
        both = zip(items, pairs, why_not, strict=True)
        earlier = {item: pair for item, pair, why in both if item == RESPONSE or not why}
    return rows.assign(then=pd.Series([earlier.get(item) for item in rows["item"]], index=rows.index, dtype=object))
