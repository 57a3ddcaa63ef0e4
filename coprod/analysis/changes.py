"""Two waves as frames: what changed, what did not clearly change, and what cannot be compared."""

import numpy as np
import pandas as pd

from coprod.analysis.shares import answers, groups, response, shares
from coprod.record import INDICATOR, ITEM, Measure, Survey, Verdict, cached
from coprod.stats import (
    benjamini_hochberg,
    change,
    change_p_value,
    detectable_change,
    held_back_by_adjustment,
    holm,
    margin_within_reach,
    ordered_change,
    verdict,
)

COMPARABLE, REWORDED, RESCALED, REROUTED, NEW = "", "reworded", "rescaled", "asked of others", "asked once"


@cached
def changes(survey: Survey) -> pd.DataFrame:
    """One row a measure of this wave: both shares, the change (this wave minus the one before) and its verdict.

    An item that an indicator of its own stands for is left out, for its answers would be tested twice.

    Columns: item, kind, construct, better, headline, count_1, base_1, share_1, low_1, high_1 (the wave before), count_2
    … high_2 (this one), change, low, high (the safe range), sharp_low, sharp_high, p, adjusted_p, verdict (`Verdict`),
    held_back (only the adjustment for many tests stands in the way of a verdict), comparable ("" or the reason why
    not). Shares 0 to 1, changes -1 to 1. Headline indicators are adjusted by Holm, all others by Benjamini and Hochberg
    at 5 %.
    """
    both = shares(survey)
    both = both[~both["item"].isin(survey.record.stands_for)]
    earlier = shares(survey.before)[["item", "share", "low", "high", "count", "base"]]
    both = both.merge(earlier, on="item", how="left", suffixes=("_2", "_1"))
    both = both.assign(comparable=comparable(survey, both["item"]))
    tested = both["comparable"].eq(COMPARABLE) & both[["share_1", "share_2"]].notna().all(axis=1)
    both = both.join(_tests(both[tested], survey))
    return both.assign(verdict=both["verdict"].fillna(Verdict.NOT_TESTED.value), held_back=both["held_back"].eq(True),
                       headline=both["headline"].eq(True))


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


def smallest_change(survey: Survey) -> tuple[float, bool]:
    """The smallest change (0 to 1) that so many answers can show, and whether they can show "about the same"."""
    people = [int(response(one).set_index("answer").loc["usable", "count"]) for one in (survey.before, survey)]
    safe, _ = detectable_change(people[0], survey.before.record.eligible, people[1], survey.record.eligible)
    return float(safe), bool(margin_within_reach(*people, survey.record.margin))


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


def _tests(rows: pd.DataFrame, survey: Survey) -> pd.DataFrame:
    counts = [rows[name].astype(int).to_numpy() for name in ("count_1", "base_1", "count_2", "base_2")]
    difference, low, high = change(*counts)
    _, sharp_low, sharp_high = change(*counts, survey.before.record.eligible, survey.record.eligible)
    p = np.asarray(change_p_value(*counts), dtype=float)
    adjusted = np.empty(len(rows))
    headline = rows["headline"].eq(True).to_numpy()
    adjusted[headline], adjusted[~headline] = holm(p[headline]), benjamini_hochberg(p[~headline])
    margin = survey.record.margin
    return pd.DataFrame({
        "change": difference, "low": low, "high": high, "sharp_low": sharp_low, "sharp_high": sharp_high, "p": p,
        "adjusted_p": adjusted, "verdict": verdict(*counts, rows["better"].to_numpy(str), adjusted, margin),
        "held_back": held_back_by_adjustment(*counts, adjusted, margin),
    }, index=rows.index)


def _why_not(one: Measure | None, two: Measure | None, survey: Survey) -> str:
    if one is None or two is None:
        return NEW
    if one.scale != two.scale:
        return RESCALED
    if one.relevant != two.relevant:
        return REROUTED
    if _words(one) != _words(two):
        return REWORDED
    return _sources_differ(one, two, survey)


def _sources_differ(one: Measure, two: Measure, survey: Survey) -> str:
    """An indicator is compared only if the items it is made of are."""
    if two.kind != INDICATOR:
        return COMPARABLE
    if one.sources != two.sources or one.rule != two.rule:
        return RESCALED
    return next(filter(None, comparable(survey, two.sources)), COMPARABLE)


def _words(measure: Measure) -> str:
    return " ".join(f"{measure.stem} {measure.label}".split()).casefold()
