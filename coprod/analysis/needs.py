"""What staff need to learn: the gap in knowledge, skill and experience of each way of working, and the help they want.

It goes by the codebook's `construct`: items of "knowledge", "skill" and "experience", several answers of "help".
"""

import pandas as pd

from coprod.analysis.group_counts import group_counts, turned
from coprod.analysis.shares import groups, shares
from coprod.record import INDICATOR, ITEM, OPTION, Measure, Survey, cached
from coprod.stats import chance_in_top, round_half_up

KNOWLEDGE, SKILL, EXPERIENCE, HELP = "knowledge", "skill", "experience", "help"
GAPS = (KNOWLEDGE, SKILL, EXPERIENCE)
UNUSED, UNSURE = "unused", "unsure"  # known but never used; used but not skilled
_PAIRS = {UNUSED: (KNOWLEDGE, EXPERIENCE), UNSURE: (EXPERIENCE, SKILL)}
_OTHER = "other"  # the answer for what no other answer names: nobody can plan for it
TOP = 3
LIKELY = 0.5  # in the top three at least this often: a need that a plan should serve
_SURE = 0.95


@cached
def gaps(survey: Survey) -> pd.DataFrame:
    """How many staff do not yet know, cannot yet do or have not done each way; in the order of the codebook.
    Columns: item, kind (knowledge, skill, experience), way (the item that names it), count, base, share, low, high (of
    those who lack it, 0 to 1), chance (0 to 1, how often it is among the three largest gaps of its kind). Where too few
    answered, count to chance are missing.
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
    Columns as of `gaps`; kind: "unused" (known but never used) or "unsure" (used but not skilled). Both are shares of
    all who answered.
    """
    items = survey.record.by_name
    kinds = {name: _kind(measure, items) for name, measure in items.items()}
    frame = shares(survey)
    frame = frame.assign(kind=frame["item"].map(kinds))[frame["item"].map(kinds).ne("")]
    ways = [items[name].sources[0] for name in frame["item"]]
    return _with_chance(frame.assign(way=pd.Series(ways, index=frame.index, dtype=object)), survey.record.eligible)


def largest_gaps(survey: Survey) -> pd.DataFrame:
    """The three largest gaps of each kind, kind by kind, the largest first. Columns as of `gaps`."""
    frame = gaps(survey).sort_values("share", ascending=False, kind="stable")
    frame = frame.sort_values("kind", key=lambda kinds: kinds.map(GAPS.index), kind="stable")
    return frame.groupby("kind").head(TOP).reset_index(drop=True)


def gaps_by_group(survey: Survey) -> pd.DataFrame:
    """The ranges of groups for the gaps that may be shown by group.

    Columns as of `shares.groups`, kind and way; low and high are the ends of the range of those who lack it (0 to 1).
    """
    frame, items = groups(survey), survey.record.by_name
    kinds = frame["item"].map({name: measure.construct for name, measure in items.items() if measure.kind == ITEM})
    return _lacking(frame.assign(kind=kinds, way=frame["item"], better=_better(survey, frame))[kinds.isin(GAPS)])


def gaps_counted(survey: Survey, by: str) -> pd.DataFrame:
    """How many groups of a breakdown lack each of the largest gaps more or less often than all staff.

    Columns as of `group_counts.group_counts` (higher: a group lacks it more often), kind and way.
    """
    largest = largest_gaps(survey).set_index("item")
    frame = group_counts(survey, by, list(largest.index))
    return turned(frame, _better(survey, frame).ne("lower")).join(largest[["kind", "way"]], on="item")


def lacked_by_most(rows: pd.DataFrame) -> int:
    """How many of these needs more than half of the staff have, in the whole per cents that readers see."""
    return int((round_half_up(rows["share"].to_numpy(float), 2) > 0.5).sum())


def top_three(rows: pd.DataFrame) -> tuple[pd.DataFrame, bool]:
    """Of needs of one kind those most often among the three largest, and whether it is sure that they are.

    Chances that differ in the last digit of the machine are the same: what comes first in `rows` then stands first.
    """
    top = rows.loc[rows["chance"].round(9).sort_values(ascending=False, kind="stable").index].head(TOP)
    return top, bool((top["chance"] > _SURE).all())


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


def _better(survey: Survey, frame: pd.DataFrame) -> pd.Series:
    """Which way each row's measure is better."""
    return frame["item"].map({measure.name: measure.better for measure in survey.record.measures})


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
