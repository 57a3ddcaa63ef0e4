"""Two waves as frames: what changed, what did not clearly change, and what cannot be compared."""

import numpy as np
import pandas as pd

from coprod.analysis.shares import answers, groups, shares
from coprod.record import INDICATOR, ITEM, Measure, Record, Survey, Verdict, cached
from coprod.stats import (
    benjamini_hochberg,
    change,
    change_p_value,
    decimals_that_agree,
    holm,
    judge,
    minimum_detectable_change,
    ordered_change,
    same_out_of_reach,
)

COMPARABLE, REWORDED, RESCALED, REROUTED, NEW = "", "reworded", "rescaled", "asked of others", "asked once"
NO_POSITIVE, HIDDEN, HIDDEN_THEN = "no_positive", "hidden", "hidden_then"  # why one is not tested
MOVED = (Verdict.IMPROVED, Verdict.DECLINED, Verdict.RISEN, Verdict.FALLEN)
_AMONG_MANY = 0.99  # the level that stands for one change among many
_SHARES = (0.05, 0.1, 0.2, 0.3, 0.5)


@cached
def changes(survey: Survey) -> pd.DataFrame:
    """One row a measure of this wave: both shares, the change (this wave minus the one before) and its verdict.

    An item that an indicator of its own stands for is left out, for its answers would be tested twice.

    Columns: item, kind, construct, better, headline, count, base, share, low and high with _1 (the wave before) and _2
    (this one), change, low, high (the likely range), decimals (of points, at which the range as printed says the same),
    p, adjusted_p, among (how many were tested together), verdict (`Verdict`), within_margin (it moved, but by less than
    the margin), held_back (only the adjustment for many tests stands in the way of a verdict), fact (everybody answered
    both times), comparable ("" or why not), why ("" where tested, else why not: as `comparable`, or NO_POSITIVE,
    HIDDEN, HIDDEN_THEN). Shares 0 to 1, changes -1 to 1.

    Headline indicators are adjusted by Holm, all others by Benjamini and Hochberg; facts need no test, and have no p.
    """
    both = shares(survey)
    both = both[~both["item"].isin(survey.record.stands_for)]
    earlier = shares(survey.before)[["item", "share", "low", "high", "count", "base"]]
    both = both.merge(earlier, on="item", how="left", suffixes=("_2", "_1"))
    both = both.assign(comparable=comparable(survey, both["item"]))
    tested = both["comparable"].eq(COMPARABLE) & both[["share_1", "share_2"]].notna().all(axis=1)
    both = both.join(_tests(both[tested], survey))
    flags = {name: both[name].eq(True) for name in ("within_margin", "held_back", "fact", "headline")}
    both = both.assign(verdict=both["verdict"].fillna(Verdict.NOT_TESTED.value), **flags)
    both = both.assign(**{name: both[name].fillna(0).astype(int) for name in ("decimals", "among")})
    return both.assign(
        why=[_why_not_tested(one, survey) for one in both.itertuples()])


def comparable(survey: Survey, items: pd.Series) -> list[str]:
    """For each measure "" if both waves asked the same, else why not: REWORDED, RESCALED, REROUTED, NEW."""
    asked = survey.before.record.by_name, survey.record.by_name
    return [_why_not(*(names.get(item) for names in asked), survey) for item in items]


def same_groups(survey: Survey) -> pd.DataFrame:
    """The ranges of both waves for groups of the same teams, or of the same answers to another breakdown's item.

    None where a group's share is of all who answered in one of the records only.

    Columns: item, headline, breakdown, group, low_1, high_1 (the wave before), low_2, high_2 (0 to 1).
    """
    made_of = [{group.label: (group.breakdown, group.teams) for group in record.groups}
               for record in (survey.before.record, survey.record)]
    same = [label for label, members in made_of[1].items() if made_of[0].get(label) == members]
    earlier = groups(survey.before)[["item", "group", "low", "high"]]
    both = groups(survey).merge(earlier, on=["item", "group"], suffixes=("_2", "_1"))
    alike = survey.before.record.group_base == survey.record.group_base
    both = both[both["group"].isin(same) & alike].reset_index(drop=True)
    return both[np.array([why == COMPARABLE for why in comparable(survey, both["item"])], dtype=bool)]


@cached
def ordered(survey: Survey) -> pd.DataFrame:
    """All ordered answers at once: how often a colleague now gives a higher answer than one of the wave before.

    One row a comparable item with three or more answers that both records show. Columns: item, theta (0 to 1, 0.5 = no
    difference), low, high.
    """
    both = [_ratings(one) for one in (survey.before, survey)]
    items = [item for item in both[1] if item in both[0]]
    items = [item for item, why in zip(items, comparable(survey, items), strict=True) if why == COMPARABLE]
    rows = []
    for item in items:
        counts = _on_common_answers(both[0][item], both[1][item])
        if len(counts[0]) > 2:
            theta, low, high, _ = ordered_change(*counts)
            rows.append((item, theta, low, high))
    return pd.DataFrame(rows, columns=["item", "theta", "low", "high"])


def smallest_changes(survey: Survey) -> pd.DataFrame:
    """The smallest changes that so many answers find 4 times in 5, by the share from which one starts.

    Columns: share (from 0 to 0.5; those above are their mirror), alone, among_many (0 to 1).
    """
    sizes, share = _sizes(survey), np.array(_SHARES)
    alone, among_many = (minimum_detectable_change(*sizes, share, level=level) for level in (0.95, _AMONG_MANY))
    return pd.DataFrame({"share": share, "alone": alone, "among_many": among_many})


def never_the_same(survey: Survey) -> tuple[float, float] | None:
    """Between which shares so many answers cannot show that one stayed about the same; None where they always can."""
    low, high = same_out_of_reach(*_sizes(survey), survey.record.margin)
    return None if low != low else (float(low), float(high))


def scores_of_both(survey: Survey) -> pd.DataFrame:
    """Scores of both waves whose items are all comparable. Columns: item, then, now (mean, low and high, 0 to 100)."""
    then = {score.name: score for score in survey.before.record.scores}
    both = [(then[now.name], now) for now in survey.record.scores
            if now.name in then and then[now.name].items == now.items and not any(comparable(survey, now.items))]
    rows = [(now.name, *((score.mean, score.low, score.high) for score in (old, now))) for old, now in both]
    return pd.DataFrame(rows, columns=["item", "then", "now"])


def _ratings(survey: Survey) -> dict[str, list[tuple[frozenset[str], int]]]:
    """By item, the answers shown in scale order: (the answers of the scale merged in it, count)."""
    rows = answers(survey)
    rows = rows[rows["missing"].eq("") & rows["kind"].eq(ITEM)]
    answered = zip(rows["answer"], rows["count"], strict=True)
    rows = rows.assign(cell=[(frozenset(answer.split("+")), count) for answer, count in answered])
    return {item: part["cell"].tolist() for item, part in rows.groupby("item", sort=False)}


def _on_common_answers(one: list, two: list) -> tuple[list[int], list[int]]:
    """Counts of both waves on the finest answers that both show: cells are joined until their ends meet."""
    counts, open_1, open_2 = ([], []), set(), set()
    first, second = iter(one), iter(two)
    here, there = 0, 0
    while True:
        if open_1 == open_2:
            if open_1:
                counts[0].append(here), counts[1].append(there)
            step = next(first, None), next(second, None)
            if None in step:
                return counts
            (open_1, here), (open_2, there) = step
        elif open_1 < open_2:
            more, n = next(first)
            open_1, here = open_1 | more, here + n
        else:
            more, n = next(second)
            open_2, there = open_2 | more, there + n


def populations(rows: pd.DataFrame, survey: Survey) -> tuple[np.ndarray, np.ndarray]:
    """How many staff each row of measures could be answered by, then and now; NaN where it is put to some staff only,
    or made of an item that is."""
    routed = np.array([is_routed(survey.record, item) for item in rows["item"]], dtype=bool)
    return tuple(np.where(routed, np.nan, record.eligible) for record in survey.records[::-1])


def is_routed(record: Record, item: str) -> bool:
    """Whether a measure was put to some staff only, by its own rule or by that of an item it is made of."""
    measure = record.by_name[item]
    parts = [record.by_name.get(name) for name in measure.sources]
    return bool(measure.relevant) or any(part is not None and part.relevant for part in parts)


def _tests(rows: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    counts = [rows[name].astype(int).to_numpy() for name in ("count_1", "base_1", "count_2", "base_2")]
    counts += populations(rows, survey)
    difference, low, high = change(*counts)
    fact = (counts[1] == counts[4]) & (counts[3] == counts[5])
    p = np.where(fact, np.nan, np.asarray(change_p_value(*counts), dtype=float))
    adjusted, among = np.full(len(rows), np.nan), np.zeros(len(rows), dtype=int)
    headline = rows["headline"].eq(True).to_numpy()
    for family, adjust in ((headline & ~fact, holm), (~headline & ~fact, benjamini_hochberg)):
        adjusted[family], among[family] = adjust(p[family]), family.sum()
    told = judge(*counts, rows["better"].to_numpy(str), adjusted, survey.record.margin)
    return pd.DataFrame({
        "change": difference, "low": low, "high": high, "p": p, "adjusted_p": adjusted, "among": among,
        "decimals": decimals_that_agree(low, high, survey.record.margin), **told._asdict()}, index=rows.index)


def _sizes(survey: Survey) -> list[int]:
    """Answers and staff of both waves."""
    return [number for one in (survey.before, survey) for number in (one.record.usable, one.record.eligible)]


def _why_not_tested(row, survey: Survey) -> str:
    """Why a row has no verdict, the true reason; "" where it has one. No record shows a base of under 10."""
    if row.comparable or row.verdict != Verdict.NOT_TESTED:
        return row.comparable
    waves = (survey.before.record.by_name[row.item], row.share_1), (survey.record.by_name[row.item], row.share_2)
    hidden = [share != share and bool(measure.withheld) for measure, share in waves]
    if any(hidden):
        return HIDDEN if hidden[1] else HIDDEN_THEN
    return NO_POSITIVE


def _why_not(one: Measure | None, two: Measure | None, survey: Survey) -> str:
    if one is None or two is None:
        return NEW
    if one.scale != two.scale:
        return RESCALED
    if one.relevant != two.relevant:
        return REROUTED
    if _words(one) != _words(two) and (one.stem and two.stem or _label(one) != _label(two)):
        return REWORDED
    return _sources_differ(one, two, survey)


def _sources_differ(one: Measure, two: Measure, survey: Survey) -> str:
    """An indicator is compared only if the items it is made of are."""
    if two.kind != INDICATOR:
        return COMPARABLE
    if one.sources != two.sources or one.rule != two.rule:
        return RESCALED
    return next(filter(None, comparable(survey, two.sources)), COMPARABLE)


def _label(measure: Measure) -> str:
    """Its own words: where it stands in a grid in one wave only, these decide."""
    return " ".join(measure.label.split()).casefold()


def _words(measure: Measure) -> str:
    return " ".join(f"{measure.stem} {measure.label}".split()).casefold()
