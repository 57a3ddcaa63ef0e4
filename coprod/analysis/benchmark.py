"""One team beside all staff: where its whole range is higher or lower, and what stands out. Made of ranges alone."""

import numpy as np
import pandas as pd

from coprod.analysis import changes as compare
from coprod.analysis import shares as estimate
from coprod.analysis.cached import once
from coprod.errors import BadInput
from coprod.record.safe import RESPONSE, TEAM, SafeTally
from coprod.report.messages.language import say
from coprod.report.tables import rounded

HIGHER, LOWER, CANNOT_TELL, NOT_SHOWN = "higher", "lower", "cannot tell", "not shown"
APART, HALF, NOTHING = "apart from all staff", "by half of the team", "nothing"
_HALF = 0.5


def group_of(record: SafeTally, label: str) -> dict:
    """What the record says of a team, or of teams shown as one; raises BadInput if there is none of that name."""
    if label not in _teams(record):
        raise BadInput(f'{record.wave}: no team named "{label}" is shown. The index of team pages has them all.')
    return _teams(record)[label]


def response(record: SafeTally, label: str, baseline: SafeTally | None = None) -> pd.DataFrame:
    """Who answered, in one row or none. Columns as of `questions`; the share is that of all usable answers."""
    rows = _compared(record, label)
    return _then(rows[rows["item"].eq(RESPONSE)], record, label, baseline)


def questions(record: SafeTally, label: str, baseline: SafeTally | None = None) -> pd.DataFrame:
    """Every measure shown for a team, in the order of the survey.

    Columns: item, label, stem, headline, phrase, kind, better, band and then (pairs of shares 0 to 1; then is the baseline's
    range, None where it cannot be put beside this one), share (all staff), compared (higher, lower, cannot tell, not shown),
    gap (from the range's near end to the share; 0 where it cannot be told), good (how the range lies to all staff: 1 better,
    -1 worse, 0 neither), half (1 where half of the team or more gave the answer hoped for, -1 where half or fewer, else 0).
    """
    rows = _compared(record, label)
    return _then(rows[rows["item"].ne(RESPONSE)], record, label, baseline)


def standing_out(frame: pd.DataFrame, good: bool) -> tuple[str, pd.DataFrame]:
    """What goes well (`good`) or is to work on, among `questions`: why it was chosen, and the rows, most telling first.

    First choice: the whole range lies on the better (worse) side of all staff, and not wholly on the other side of a half.
    Second choice, only if there is none of the first: the whole range lies on this side of a half, while the range holds the
    all-staff share. Ties stay in the order of the survey.
    """
    side = 1 if good else -1
    apart = frame[frame["good"].eq(side) & ~frame["half"].eq(-side)]
    if len(apart):
        return APART, apart.sort_values("gap", ascending=False, kind="stable")
    half = frame[frame["half"].eq(side) & frame["compared"].eq(CANNOT_TELL)]
    if half.empty:
        return NOTHING, half
    return HALF, half.sort_values("from_half", ascending=False, kind="stable")


def same_team(baseline: SafeTally, repeat: SafeTally, label: str) -> bool:
    """Whether a team of the repeat was shown in the baseline too, made of the same teams."""
    earlier = _teams(baseline).get(label)
    return bool(earlier) and earlier["teams"] == group_of(repeat, label)["teams"]


@once
def _teams(record: SafeTally) -> dict[str, dict]:
    return {group["label"]: group for group in record.about["groups"] if group["breakdown"] == TEAM}


@once
def _everybody(record: SafeTally) -> pd.DataFrame:
    """What the pages of all teams have in common: each measure with the share of all staff; last, who answered.

    wanted: whether more (1) or less (-1) is better, or neither (0).
    """
    usable = estimate.response(record).set_index("answer").loc["usable", "share"]
    answered = {"item": RESPONSE, "label": say("findings.survey_answered"), "stem": "", "headline": False, "better": "neither",
                "phrase": say("findings.answered_the_survey"), "kind": "response", "share": usable}
    measures = pd.concat([estimate.shares(record)[list(answered)], pd.DataFrame([answered])], ignore_index=True)
    words = measures.columns.difference(["headline", "share"])
    wanted = measures["better"].map({"higher": 1, "lower": -1}).fillna(0).astype(int)
    return measures.astype(dict.fromkeys(words, object)).assign(share=rounded(measures["share"].astype(float)), wanted=wanted)


@once
def _compared(record: SafeTally, label: str) -> pd.DataFrame:
    """Compared as readers see them, in whole per cents: so words and numbers cannot disagree, and a touch is no difference."""
    group_of(record, label)
    places, *ends = estimate.of_group(record, label)
    rows, (low, high) = _everybody(record).take(places).reset_index(drop=True), map(rounded, ends)
    share, wanted = (rows.pop(name).to_numpy() for name in ("share", "wanted"))
    above, below = low > share, high < share
    compared = np.select([np.isnan(share), above, below], [NOT_SHOWN, HIGHER, LOWER], CANNOT_TELL)
    return rows.assign(
        share=share, band=_pairs(low, high), compared=compared.astype(object),
        gap=np.where(above, low - share, np.where(below, share - high, 0)), good=(above.astype(int) - below) * wanted,
        half=((low >= _HALF).astype(int) - (high <= _HALF)) * wanted, from_half=np.where(low >= _HALF, low - _HALF, _HALF - high))


def _pairs(low: np.ndarray, high: np.ndarray) -> pd.Series:
    return pd.Series(list(zip(low.tolist(), high.tolist(), strict=True)), dtype=object)


def _then(rows: pd.DataFrame, record: SafeTally, label: str, baseline: SafeTally | None) -> pd.DataFrame:
    earlier = {}
    if baseline is not None and same_team(baseline, record, label):
        places, *ends = estimate.of_group(baseline, label)
        items = _everybody(baseline)["item"].to_numpy()[places]
        why_not = compare.comparable(baseline, record, items)
        earlier = {item: pair for item, pair, why in zip(items, _pairs(*map(rounded, ends)), why_not, strict=True)
                   if item == RESPONSE or not why}
    return rows.assign(then=pd.Series([earlier.get(item) for item in rows["item"]], index=rows.index, dtype=object))
