"""One team beside all staff: where its whole range is higher or lower, and what stands out. Made of ranges alone."""

import pandas as pd

from coprod.errors import BadInput
from coprod.public import compare, estimate
from coprod.public.once import once
from coprod.public.tables import rounded
from coprod.safe import RESPONSE, TEAM, SafeTally

HIGHER, LOWER, CANNOT_TELL, NOT_SHOWN = "higher", "lower", "cannot tell", "not shown"
APART, HALF, NOTHING = "apart from all staff", "by half of the team", "nothing"
_HALF = 0.5


def group_of(record: SafeTally, label: str) -> dict:
    """What the record says of a team, or of teams shown as one; raises BadInput if there is none of that name."""
    for group in record.about["groups"]:
        if (group["breakdown"], group["label"]) == (TEAM, label):
            return group
    raise BadInput(f'{record.wave}: no team named "{label}" is shown. The index of team pages has them all.')


def response(record: SafeTally, label: str, baseline: SafeTally | None = None) -> pd.DataFrame:
    """Who answered, in one row or none. Columns as of `questions`; the share is that of all usable answers."""
    rates = estimate.response(record).set_index("answer")["share"]
    rows = _bands(record, label)
    rows = rows[rows["item"].eq(RESPONSE)].assign(share=rates["usable"], kind="response", better="neither")
    return _then(_compared(rows), record, label, baseline)


def questions(record: SafeTally, label: str, baseline: SafeTally | None = None) -> pd.DataFrame:
    """Every measure shown for a team, in the order of the survey.

    Columns: item, label, stem, headline, phrase, kind, better, band and then (pairs of shares 0 to 1; then is the baseline's
    range, None where it cannot be put beside this one), share (all staff), compared (higher, lower, cannot tell, not shown),
    gap (from the range's near end to the share; 0 where it cannot be told), good (how the range lies to all staff: 1 better,
    -1 worse, 0 neither), half (1 where half of the team or more gave the answer hoped for, -1 where half or fewer, else 0).
    """
    return _then(_questions(record, label), record, label, baseline)


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
    return any(group["teams"] == group_of(repeat, label)["teams"] and group["label"] == label
               for group in baseline.about["groups"] if group["breakdown"] == TEAM)


@once
def _questions(record: SafeTally, label: str) -> pd.DataFrame:
    everybody = estimate.shares(record)[["item", "kind", "better", "share"]].reset_index(names="place")
    return _compared(_bands(record, label).merge(everybody, on="item").sort_values("place", ignore_index=True))


def _bands(record: SafeTally, label: str) -> pd.DataFrame:
    group_of(record, label)
    rows = estimate.of_group(record, label)
    return rows.assign(band=_pairs(rows)).drop(columns=["group", "group_label", "breakdown", "low", "high"])


def _pairs(rows: pd.DataFrame) -> pd.Series:
    pairs = zip(rounded(rows["low"]), rounded(rows["high"]), strict=True)
    return pd.Series(list(pairs), index=rows.index, dtype=object)


def _compared(rows: pd.DataFrame) -> pd.DataFrame:
    """Compared as readers see them, in whole per cents: so words and numbers cannot disagree, and a touch is no difference."""
    low, high = (rows["band"].str[end].astype(float) for end in (0, 1))
    share = pd.Series(rounded(rows["share"].astype(float)), index=rows.index)
    compared = pd.Series(CANNOT_TELL, rows.index).mask(low > share, HIGHER).mask(high < share, LOWER).mask(share.isna(), NOT_SHOWN)
    wanted = rows["better"].map({"higher": 1, "lower": -1}).fillna(0).astype(int)
    above, below = (low >= _HALF).astype(int), (high <= _HALF).astype(int)
    near = (low - _HALF).where(low >= _HALF, _HALF - high)
    return rows.assign(
        compared=compared, gap=(low - share).clip(lower=0).fillna(0) + (share - high).clip(lower=0).fillna(0),
        good=compared.map({HIGHER: 1, LOWER: -1}).fillna(0).astype(int) * wanted, half=(above - below) * wanted, from_half=near)


def _then(rows: pd.DataFrame, record: SafeTally, label: str, baseline: SafeTally | None) -> pd.DataFrame:
    earlier = {}
    if baseline is not None and same_team(baseline, record, label):
        old = estimate.of_group(baseline, label)
        why_not = compare.comparable(baseline, record, old["item"])
        earlier = {item: pair for item, pair, why in zip(old["item"], _pairs(old), why_not, strict=True)
                   if item == RESPONSE or not why}
    return rows.assign(then=pd.Series([earlier.get(item) for item in rows["item"]], index=rows.index, dtype=object))
