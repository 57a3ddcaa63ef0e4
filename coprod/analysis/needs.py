"""What staff need to learn: for each way of working the gap in knowledge, skill and experience, and which help they want.

It goes by the codebook's `construct`: items of "knowledge", "skill" and "experience", several answers of "help".
"""

import pandas as pd

from coprod.analysis.shares import bands, shares
from coprod.record.safe import SafeTally
from coprod.stats import chance_in_top

KNOWLEDGE, SKILL, EXPERIENCE, HELP = "knowledge", "skill", "experience", "help"
GAPS = (KNOWLEDGE, SKILL, EXPERIENCE)
UNUSED, UNSURE = "unused", "unsure"  # known but never used; used but not skilled
_PAIRS = {UNUSED: (KNOWLEDGE, EXPERIENCE), UNSURE: (EXPERIENCE, SKILL)}
_OTHER = "other"  # the answer for what no other answer names: nobody can plan for it
TOP = 3
LIKELY = 0.5  # in the top three at least this often: a need that a plan should serve


def gaps(record: SafeTally) -> pd.DataFrame:
    """How many staff do not yet know, cannot yet do or have not done each way; in the order of the codebook.

    Columns: item, kind (knowledge, skill, experience), label, stem, count, base, share, low, high (of those who lack it), chance (0
    to 1, how often it is among the three largest gaps of its kind). Where too few answered, count to chance are missing.
    """
    frame = shares(record)
    frame = frame[frame["construct"].isin(GAPS) & frame["kind"].eq("item")]
    return _with_chance(_lacking(frame.assign(kind=frame["construct"])), record.about["eligible"])


def wanted_help(record: SafeTally) -> pd.DataFrame:
    """How many staff would find each kind of help useful. Columns as of `gaps`; kind: "help".

    Whoever was not asked is not counted, so the chance goes by those who answered alone.
    """
    frame = shares(record)
    frame = frame[frame["construct"].eq(HELP) & frame["kind"].eq("option") & ~frame["item"].str.endswith(f"/{_OTHER}")]
    routed = any(item["relevant"] for item in record.about["items"] if item["name"] in set(frame["item"]))
    return _with_chance(frame.assign(kind=HELP), None if routed else record.about["eligible"])


def two_at_once(record: SafeTally) -> pd.DataFrame:
    """What staff know but never used, and what they used but cannot yet do alone: measures that the codebook declares.

    Columns as of `gaps`; kind: "unused" (known but never used) or "unsure" (used but not skilled). Both are shares of all who
    answered.
    """
    items = {item["name"]: item for item in record.about["items"]}
    kinds = {name: _kind(item, items) for name, item in items.items()}
    frame = shares(record)
    frame = frame.assign(kind=frame["item"].map(kinds))[frame["item"].map(kinds).ne("")]
    labels = [items[items[name]["from"][0]]["label"] for name in frame["item"]]
    return _with_chance(frame.assign(label=pd.Series(labels, index=frame.index, dtype=object)), record.about["eligible"])


def gaps_by_group(record: SafeTally) -> pd.DataFrame:
    """The bands of groups for the gaps that may be shown by group.

    Columns as of `estimate.bands`, and kind; low and high are the ends of the band of those who lack it.
    """
    frame = bands(record)
    about = {item["name"]: item for item in record.about["items"]}
    kinds = frame["item"].map({name: item["construct"] for name, item in about.items() if item["kind"] == "item"})
    better = frame["item"].map({name: item["better"] for name, item in about.items()})
    return _lacking(frame.assign(kind=kinds, better=better)[kinds.isin(GAPS)])


def all_needs(record: SafeTally) -> pd.DataFrame:
    """Every need a plan can name, by its measure. Columns as of `gaps`."""
    parts = [part for part in (gaps(record), two_at_once(record), wanted_help(record)) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else gaps(record)


def largest_first(frame: pd.DataFrame) -> pd.DataFrame:
    """The needs that can be shown, largest share first, equal ones by name."""
    return frame.dropna(subset="share").sort_values(["share", "label"], ascending=[False, True], ignore_index=True)


def _lacking(frame: pd.DataFrame) -> pd.DataFrame:
    """Those who do not give a positive answer; where less is better, a positive answer is the gap already."""
    turned = frame["better"].ne("lower")
    low, high = frame["low"].where(~turned, 1 - frame["high"]), frame["high"].where(~turned, 1 - frame["low"])
    frame = frame.assign(low=low, high=high)
    if "count" in frame:
        frame = frame.assign(count=frame["count"].where(~turned, frame["base"] - frame["count"]),
                             share=frame["share"].where(~turned, 1 - frame["share"]))
    return frame.reset_index(drop=True)


def _with_chance(frame: pd.DataFrame, eligible: int | None) -> pd.DataFrame:
    frame = frame[["item", "kind", "label", "stem", "count", "base", "share", "low", "high"]].reset_index(drop=True)
    chance = pd.Series(float("nan"), index=frame.index)
    for _, rows in frame.dropna(subset="share").groupby("kind"):
        chance[rows.index] = chance_in_top(rows["count"].to_numpy(float), rows["base"].to_numpy(float), eligible, TOP)
    return frame.assign(chance=chance)


def _kind(item: dict, items: dict) -> str:
    """Which of the two kinds an indicator of two items is, by what its rule joins; "" if neither."""
    if item["kind"] != "indicator" or len(item["from"]) != 2:
        return ""
    parts = [set(part.removeprefix("in ").split()) for part in item["rule"].split(", ")]
    sources = [items.get(name) for name in item["from"]]
    if len(parts) != 2 or None in sources:
        return ""
    has = {source["construct"]: _says_yes(source, answers) for source, answers in zip(sources, parts, strict=True)}
    wanted = {kind: {first: True, second: False} for kind, (first, second) in _PAIRS.items()}
    return next((kind for kind, pair in wanted.items() if pair == has), "")


def _says_yes(source: dict, answers: set[str]) -> bool | None:
    """Whether answers of an item are those it counts as a yes (True), or none of them (False)."""
    sides = {answer["positive"] for answer in source["answers"] if answers & set(answer["name"].split("+"))}
    return sides.pop() if len(sides) == 1 else None
