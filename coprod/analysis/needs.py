"""What staff need to learn: the gap in knowledge, skill and experience of each way of working, and the help they want.

It goes by the codebook's `construct`: items of "knowledge", "skill" and "experience", several answers of "help".
"""

import numpy as np
import pandas as pd

from coprod.analysis.group_counts import group_counts, turned
from coprod.analysis.shares import groups, shares
from coprod.record import INDICATOR, ITEM, OPTION, Measure, Survey, cached
from coprod.stats import Largest, chance_in_top, joint_bounds, largest

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
    Columns: item, kind (knowledge, skill, experience), way (the item that names it), count, base, share, low, high (of
    those who lack it, 0 to 1); fewest, most (who may lack it), smallest, largest (what the base may be: of a row shown
    its own), staff (how many could answer, missing where that is not known), chance (0 to 1, how often it is at least
    among the three largest gaps of its kind, withheld rows included). Where it may not be shown, count to high are
    missing.
    """
    frame = shares(survey)
    frame = frame[frame["construct"].isin(GAPS) & frame["kind"].eq(ITEM)]
    return _ranked(survey, _lacking(frame.assign(kind=frame["construct"], way=frame["item"])))


@cached
def wanted_help(survey: Survey) -> pd.DataFrame:
    """How many staff would find each kind of help useful. Columns as of `gaps`; kind: "help".

    Whoever was not asked is not counted, so the chance goes by those who answered alone.
    """
    frame = shares(survey)
    frame = frame[frame["construct"].eq(HELP) & frame["kind"].eq(OPTION) & ~frame["item"].str.endswith(f"/{_OTHER}")]
    routed = any(survey.record.measure(item).relevant for item in frame["item"])
    return _ranked(survey, frame.assign(kind=HELP, way=frame["item"]), routed=routed)


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
    frame = frame.assign(way=pd.Series(ways, index=frame.index, dtype=object))
    return _ranked(survey, frame, _joint_bounds(survey, frame))


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
    """How many of these needs more than half of those who answered have."""
    return int((2 * rows["count"] > rows["base"]).sum())


def top_of(rows: pd.DataFrame, top: int = TOP) -> Largest:
    """Of needs of one kind the largest, whether surely so, and what withheld ones may change: `stats.largest`."""
    staff = rows["staff"].dropna().astype(int).tolist()
    counts = (rows[name].to_numpy(float) for name in ("fewest", "largest", "most", "smallest"))
    count, base, most, smallest = counts
    return largest(count, base, staff[0] if staff else None, top, rows["share"].isna().to_numpy(), most, smallest)


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


def _ranked(survey: Survey, frame: pd.DataFrame, hidden: pd.DataFrame | None = None, routed=False) -> pd.DataFrame:
    """The needs with what each may be, and its chance; hidden: ends of rows that may not be shown, where known."""
    columns = ["item", "kind", "way", "count", "base", "share", "low", "high"]
    frame = frame[columns].join(_ends(survey, frame, hidden)).reset_index(drop=True)
    eligible = None if routed else survey.record.eligible
    chance = pd.Series(float("nan"), index=frame.index)
    for _, rows in frame.groupby("kind") if not survey.record.is_small else ():
        count, base, most, smallest = (rows[name].to_numpy(float) for name in ("fewest", "largest", "most", "smallest"))
        chance[rows.index] = chance_in_top(count, base, eligible, TOP, most, smallest)
    return frame.assign(staff=np.nan if eligible is None else eligible, chance=chance)


def _ends(survey: Survey, frame: pd.DataFrame, hidden: pd.DataFrame | None) -> pd.DataFrame:
    """fewest, most, smallest, largest: a row's own numbers, else what is known of it, else all that can be."""
    people = survey.record.usable or 0
    asked = frame.groupby("kind")["base"].transform("max").where(frame["kind"].eq(HELP)).fillna(people)
    ends = pd.DataFrame({"fewest": frame["count"], "most": frame["count"], "smallest": frame["base"],
                         "largest": frame["base"]})
    otherwise = pd.DataFrame({"fewest": 0.0, "most": asked, "smallest": asked, "largest": asked})
    return (ends if hidden is None else ends.fillna(hidden)).fillna(otherwise)


def _joint_bounds(survey: Survey, frame: pd.DataFrame) -> pd.DataFrame:
    """What the published numbers of two items tell of how many say yes to the one and no to the other."""
    single, items = shares(survey).set_index("item"), survey.record.by_name
    found = {}
    for index, (item, kind) in zip(frame.index, frame[["item", "kind"]].itertuples(index=False), strict=True):
        sources = {items[name].construct: single.loc[name] for name in items[item].sources}
        yes, no = (sources[construct] for construct in _PAIRS[kind])
        if yes["share"] == yes["share"] and no["share"] == no["share"]:
            counts = map(int, (yes["count"], yes["base"], no["base"] - no["count"], no["base"]))
            found[index] = dict(zip(("fewest", "most", "smallest", "largest"),
                                    joint_bounds(*counts, survey.record.usable), strict=True))
    return pd.DataFrame(found, index=["fewest", "most", "smallest", "largest"], dtype=float).T


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
