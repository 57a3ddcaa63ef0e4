"""Two waves: what changed, what did not clearly change, and what cannot be compared."""

import numpy as np
import pandas as pd

from coprod.analysis.shares import answers, bands, shares
from coprod.record.safe import SafeTally
from coprod.stats import (
    benjamini_hochberg,
    change,
    change_p_value,
    held_back_by_adjustment,
    holm,
    ordered_change,
    verdict,
)

COMPARABLE, REWORDED, RESCALED, REROUTED, NEW = "", "reworded", "rescaled", "asked of others", "asked once"


def changes(baseline: SafeTally, repeat: SafeTally) -> pd.DataFrame:
    """One row a measure of the repeat: both shares, the change (repeat minus baseline) and its verdict.

    An item that an indicator of its own stands for is left out, for its answers would be tested twice.

    Columns: item, label, stem, construct, kind, better, headline, phrase, share_1, low_1, high_1, base_1 (baseline),
    share_2 … (repeat), change, low, high (the safe range), sharp_low, sharp_high, p, adjusted_p, verdict, held_back (only
    the adjustment for many tests stands in the way of a verdict), comparable ("" or the reason why not), label_1, label_2.
    Shares 0 to 1. Headline indicators are adjusted by Holm, all others by Benjamini and Hochberg at 5 %.
    """
    keys = ["item", "share", "low", "high", "count", "base", "label"]
    both = shares(repeat)
    both = both[~both["item"].isin(_told_by_an_indicator(repeat))]
    both = both.merge(shares(baseline)[keys], on="item", how="left", suffixes=("_2", "_1"))
    both = both.assign(label=both["label_2"], comparable=comparable(baseline, repeat, both["item"]))
    tested = both["comparable"].eq(COMPARABLE) & both[["share_1", "share_2"]].notna().all(axis=1)
    both = both.join(_tests(both[tested], repeat, (baseline.about["eligible"], repeat.about["eligible"])))
    return both.assign(verdict=both["verdict"].fillna("not tested"), held_back=both["held_back"].eq(True),
                       headline=both["headline"].eq(True))


def comparable(baseline: SafeTally, repeat: SafeTally, items: pd.Series) -> list[str]:
    """For each item "" if both waves asked the same, else why not: reworded, rescaled, asked of others, asked once."""
    asked = [{item["name"]: item for item in record.about["items"]} for record in (baseline, repeat)]
    return [_why_not(*(names.get(item) for names in asked), baseline, repeat) for item in items]


def same_groups(baseline: SafeTally, repeat: SafeTally) -> pd.DataFrame:
    """The bands of both waves for groups of the same teams, or of the same answers to another breakdown's item.

    Columns: item, label, breakdown, group_label, low_1 … high_2.
    """
    made_of = [{group["label"]: (group["breakdown"], group["teams"]) for group in record.about["groups"]}
               for record in (baseline, repeat)]
    same = [label for label, members in made_of[1].items() if made_of[0].get(label) == members]
    both = bands(repeat).merge(bands(baseline)[["item", "group", "low", "high"]], on=["item", "group"], suffixes=("_2", "_1"))
    both = both[both["group"].isin(same)].reset_index(drop=True)
    return both[np.array([why == COMPARABLE for why in comparable(baseline, repeat, both["item"])], dtype=bool)]


def ordered(baseline: SafeTally, repeat: SafeTally) -> pd.DataFrame:
    """All ordered answers at once: how often a colleague of the repeat gives a higher answer than one of the baseline.

    One row a comparable item with three or more answers that both records show. Columns: item, label, stem, theta (0 to 1,
    0.5 = no difference), low, high.
    """
    both = [_ratings(record) for record in (baseline, repeat)]
    items = [item for item in both[1] if item in both[0]]
    items = [i for i, why in zip(items, comparable(baseline, repeat, pd.Series(items, dtype=str)), strict=True) if not why]
    wording = answers(repeat).drop_duplicates("item").set_index("item")
    rows = []
    for item in items:
        counts = _on_common_answers(both[0][item], both[1][item])
        if len(counts[0]) > 2:
            theta, low, high, _ = ordered_change(*counts)
            rows.append((item, wording.loc[item, "label"], wording.loc[item, "stem"], theta, low, high))
    return pd.DataFrame(rows, columns=["item", "label", "stem", "theta", "low", "high"])


def _ratings(record: SafeTally) -> dict[str, list[tuple[frozenset[str], int]]]:
    """By item, the answers shown in scale order: (the answers of the scale merged in it, count)."""
    rows = answers(record).query("missing == ''")
    items = {item["name"] for item in record.about["items"] if item["kind"] == "item"}
    return {item: [(frozenset(answer.split("+")), count) for answer, count in zip(part["answer"], part["count"], strict=True)]
            for item, part in rows.groupby("item", sort=False) if item in items}


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


def _told_by_an_indicator(record: SafeTally) -> list[str]:
    """Items whose share is that of an indicator made of them alone."""
    return [i["from"][0] for i in record.about["items"] if i["kind"] == "indicator" and len(i["from"]) == 1]


def _tests(rows: pd.DataFrame, repeat: SafeTally, eligible: tuple[int, int]) -> pd.DataFrame:
    counts = [rows[name].astype(int).to_numpy() for name in ("count_1", "base_1", "count_2", "base_2")]
    difference, low, high = change(*counts)
    _, sharp_low, sharp_high = change(*counts, *eligible)
    p = np.asarray(change_p_value(*counts), dtype=float)
    adjusted = np.empty(len(rows))
    headline = rows["headline"].eq(True).to_numpy()
    adjusted[headline], adjusted[~headline] = holm(p[headline]), benjamini_hochberg(p[~headline])
    margin = repeat.about["margin"]
    return pd.DataFrame({
        "change": difference, "low": low, "high": high, "sharp_low": sharp_low, "sharp_high": sharp_high, "p": p,
        "adjusted_p": adjusted, "verdict": verdict(*counts, rows["better"].to_numpy(str), adjusted, margin),
        "held_back": held_back_by_adjustment(*counts, adjusted, margin),
    }, index=rows.index)


def _why_not(one: dict | None, two: dict | None, baseline: SafeTally, repeat: SafeTally) -> str:
    if one is None or two is None:
        return NEW
    if one["scale"] != two["scale"]:
        return RESCALED
    if one["relevant"] != two["relevant"]:
        return REROUTED
    if _words(one) != _words(two):
        return REWORDED
    return _sources_differ(one, two, baseline, repeat)


def _sources_differ(one: dict, two: dict, baseline: SafeTally, repeat: SafeTally) -> str:
    """An indicator is compared only if the items it is made of are."""
    if two["kind"] != "indicator":
        return COMPARABLE
    if one["from"] != two["from"] or one["rule"] != two["rule"]:
        return RESCALED
    reasons = comparable(baseline, repeat, pd.Series(two["from"]))
    return next((reason for reason in reasons if reason), COMPARABLE)


def _words(item: dict) -> str:
    return " ".join(f"{item['stem']} {item['label']}".split()).casefold()
