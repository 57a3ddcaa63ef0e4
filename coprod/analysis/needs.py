"""What staff need to learn: for each way of working the gap in knowledge, skill and experience, and which help they want.

It goes by the codebook's `construct`: items of "knowledge", "skill" and "experience", several answers of "help".
"""

import pandas as pd

from coprod.analysis.shares import groups, shares
from coprod.record import INDICATOR, ITEM, OPTION, Measure, Survey, cached
from coprod.stats import chance_in_top

KNOWLEDGE, SKILL, EXPERIENCE, HELP = "knowledge", "skill", "experience", "help"
GAPS = (KNOWLEDGE, SKILL, EXPERIENCE)
UNUSED, UNSURE = "unused", "unsure"  # known but never used; used but not skilled
_PAIRS = {UNUSED: (KNOWLEDGE, EXPERIENCE), UNSURE: (EXPERIENCE, SKILL)}
_OTHER = "other"  # the answer for what no other answer names: nobody can plan for it
TOP = 3
LIKELY = 0.5  # in the top three at least this often: a need that a plan should serve


@cached
def gaps(survey: Survey) -> pd.DataFrame:
    """How many staff do not yet know, cannot yet do or have not done each way; in the order of the codebook.

    Columns: item, kind (knowledge, skill, experience), way (the item that names it), count, base, share, low, high (of those who
    lack it, 0 to 1), chance (0 to 1, how often it is among the three largest gaps of its kind). Where too few answered, count to
    chance are missing.
    """
    frame = shares(survey)
    frame = frame[frame["construct"].isin(GAPS) & frame["kind"].eq(ITEM)]
    return _with_chance(_lacking(frame.assign(kind=frame["construct"], way=frame["item"])), survey.record.eligible)


@cached
def wanted_help(survey: Survey) -> pd.DataFrame:
    """How many staff would find each kind of help useful. Columns as of `gaps`; kind: "help".

    Whoever was not asked is not counted, so the chance goes by those who answered alone.
    """
    frame = shares(survey)
    frame = frame[frame["construct"].eq(HELP) & frame["kind"].eq(OPTION) & ~frame["item"].str.endswith(f"/{_OTHER}")]
    routed = any(survey.record.measure(item).relevant for item in frame["item"])
    return _with_chance(frame.assign(kind=HELP, way=frame["item"]), None if routed else survey.record.eligible)


@cached
def two_at_once(survey: Survey) -> pd.DataFrame:
    """What staff know but never used, and what they used but cannot yet do alone: measures that the codebook declares.

    Columns as of `gaps`; kind: "unused" (known but never used) or "unsure" (used but not skilled). Both are shares of all who
    answered.
    """
    items = survey.record.by_name
    kinds = {name: _kind(measure, items) for name, measure in items.items()}
    frame = shares(survey)
    frame = frame.assign(kind=frame["item"].map(kinds))[frame["item"].map(kinds).ne("")]
    ways = [items[name].sources[0] for name in frame["item"]]
    return _with_chance(frame.assign(way=pd.Series(ways, index=frame.index, dtype=object)), survey.record.eligible)


def gaps_by_group(survey: Survey) -> pd.DataFrame:
    """The ranges of groups for the gaps that may be shown by group.

    Columns as of `shares.groups`, kind and way; low and high are the ends of the range of those who lack it (0 to 1).
    """
    frame, items = groups(survey), survey.record.by_name
    kinds = frame["item"].map({name: measure.construct for name, measure in items.items() if measure.kind == ITEM})
    better = frame["item"].map({name: measure.better for name, measure in items.items()})
    return _lacking(frame.assign(kind=kinds, way=frame["item"], better=better)[kinds.isin(GAPS)])


@cached
def all_needs(survey: Survey) -> pd.DataFrame:
    """Every need a plan can name, by its measure. Columns as of `gaps`."""
    parts = [part for part in (gaps(survey), two_at_once(survey), wanted_help(survey)) if len(part)]
    return pd.concat(parts, ignore_index=True) if parts else gaps(survey)


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
    frame = frame[["item", "kind", "way", "count", "base", "share", "low", "high"]].reset_index(drop=True)
    chance = pd.Series(float("nan"), index=frame.index)
    for _, rows in frame.dropna(subset="share").groupby("kind"):
        chance[rows.index] = chance_in_top(rows["count"].to_numpy(float), rows["base"].to_numpy(float), eligible, TOP)
    return frame.assign(chance=chance)


def _kind(measure: Measure, items: dict[str, Measure]) -> str:
    """Which of the two kinds an indicator of two items is, by what its rule joins; "" if neither."""
    if measure.kind != INDICATOR or len(measure.sources) != 2:
        return ""
    parts = [set(part.removeprefix("in ").split()) for part in measure.rule.split(", ")]
    sources = [items.get(name) for name in measure.sources]
    if len(parts) != 2 or None in sources:
        return ""
    has = {source.construct: _says_yes(source, answers) for source, answers in zip(sources, parts, strict=True)}
    wanted = {kind: {first: True, second: False} for kind, (first, second) in _PAIRS.items()}
    return next((kind for kind, pair in wanted.items() if pair == has), "")


def _says_yes(source: Measure, answers: set[str]) -> bool | None:
    """Whether answers of an item are those it counts as a yes (True), or none of them (False)."""
    sides = {answer.positive for answer in source.answers if answers & set(answer.name.split("+"))}
    return sides.pop() if len(sides) == 1 else None
