"""What can be chosen when exploring: surveys, questions, groups, order; and the short text that keeps a choice."""

import re
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property

import pandas as pd

from coprod.analysis import changes as compare
from coprod.analysis import shares as estimate
from coprod.errors import BadInput
from coprod.record.safe import SafeTally
from coprod.report import messages as words
from coprod.report.messages import of_explore

NOW, THEN, BOTH = "now", "then", "both"
SHARE, ANSWERS, CHANGE = "share", "answers", "change"
SIZE, ASKED, NAME = "size", "asked", "name"
ALL = "all"
MAIN, TOGETHER, GAIN, MEASURES = "main", "together", "gain", "measures"
SHOWS, SORTS = (SHARE, ANSWERS, CHANGE), (SIZE, ASKED, NAME)
_PART = re.compile(r"\s*(\w+)\s*[:=]\s*(.*?)\s*")


@dataclass(frozen=True)
class Choices:
    """One choice of everything. `topic`: the key of a Topic; `line`: one of its items, or "all"; `by`: a breakdown, or "all"."""

    survey: str = NOW
    topic: str = MAIN
    line: str = ALL
    show: str = SHARE
    by: str = ALL
    sort: str = SIZE


@dataclass(frozen=True)
class Topic:
    """A question, a grid, or measures that belong together. `labels`: item -> its label; `parts`: heading -> items of a grid
    that asks about the same things as another one."""

    key: str
    title: str
    name: str
    labels: dict[str, str]
    parts: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Surveys:
    """The safe records that are explored: the later one, and the one it is compared with if there is one."""

    now: SafeTally
    then: SafeTally | None = None

    @cached_property
    def topics(self) -> dict[str, Topic]:
        """All topics by key, in the order of the menu: what belongs together first, then the questions as asked."""
        items = [item for record in self.records for item in record.about["items"]]
        items = list({item["name"]: item for item in reversed(items)}.values())[::-1]
        made = [*_chosen(items), *_grids(items)]
        return {topic.key: topic for topic in made if topic.labels}

    @cached_property
    def breakdowns(self) -> dict[str, str]:
        """The declared ways of showing groups: name -> label."""
        return {one["name"]: one["label"] for record in self.records for one in record.about["breakdowns"]}

    @cached_property
    def same_groups(self) -> pd.DataFrame:
        """The ranges of both surveys for groups that are the same in both (`compare.same_groups`)."""
        return compare.same_groups(self.then, self.now)

    @cached_property
    def _bands(self) -> dict[str, pd.DataFrame]:
        return {name: estimate.bands(record) for name, record in zip((NOW, THEN), self.records, strict=False)}

    def bands(self, survey: str, breakdown: str = "") -> pd.DataFrame:
        """The ranges of groups (`estimate.bands`) of "now" or "then", of one breakdown or of all."""
        frame = self._bands[survey]
        return frame[frame["breakdown"] == breakdown].reset_index(drop=True) if breakdown else frame

    @property
    def records(self) -> list[SafeTally]:
        """The records there are, the later one first."""
        return [self.now] if self.then is None else [self.now, self.then]

    @cached_property
    def changes(self) -> pd.DataFrame:
        """The changes of every measure (`compare.changes`), those included that another measure stands for."""
        return compare.changes(self.then, self.now)

    @cached_property
    def shares(self) -> dict[str, pd.DataFrame]:
        """`estimate.shares` of each record, by "now" and "then"."""
        return {name: estimate.shares(record) for name, record in zip((NOW, THEN), self.records, strict=False)}

    @cached_property
    def answers(self) -> dict[str, pd.DataFrame]:
        """`estimate.answers` of each record, by "now" and "then"."""
        return {name: estimate.answers(record) for name, record in zip((NOW, THEN), self.records, strict=False)}

    def record(self, survey: str) -> SafeTally:
        """The record of "now" or "then"."""
        return self.then if survey == THEN else self.now


def settled(surveys: Surveys, wanted: Choices, before: Choices = Choices()) -> Choices:
    """The choice as it can be: what changed needs both surveys, a line belongs to its question; the last wish wins."""
    if surveys.then is None:
        wanted = replace(wanted, survey=NOW, show=SHARE if wanted.show == CHANGE else wanted.show)
    if wanted.show == CHANGE and wanted.survey != BOTH:
        left = before.show == CHANGE and before.survey == BOTH
        wanted = replace(wanted, show=SHARE) if left else replace(wanted, survey=BOTH)
    return wanted if wanted.line in surveys.topics[wanted.topic].labels else replace(wanted, line=ALL)


def shortcuts(surveys: Surveys) -> dict[str, Choices]:
    """The questions people ask most, in words -> the choice that answers them."""
    asked = {}
    if surveys.breakdowns:
        asked["groups"] = Choices(by=next(iter(surveys.breakdowns)))
    if TOGETHER in surveys.topics:
        asked["unused"] = Choices(topic=TOGETHER)
    if surveys.then is not None:
        asked["changed"] = Choices(survey=BOTH, show=CHANGE)
    if GAIN in surveys.topics:
        asked["gain"] = Choices(topic=GAIN)
    return {of_explore.shortcut(key): choices for key, choices in asked.items() if choices.topic in surveys.topics}


def start(surveys: Surveys) -> Choices:
    """What is shown first."""
    return Choices(topic=next(iter(surveys.topics)))


def text_of(surveys: Surveys, choices: Choices) -> str:
    """The choice as a short text that can be kept, sent, and opened again with `choices_of`."""
    names = {NOW: surveys.now.wave, THEN: surveys.then and surveys.then.wave}
    names[BOTH] = f"{names[THEN]} + {names[NOW]}"
    parts = asdict(choices) | {"survey": names[choices.survey]}
    return "; ".join(f"{name}: {value}" for name, value in parts.items())


def choices_of(surveys: Surveys, text: str) -> Choices:
    """The choice that a text keeps. Raises BadInput, in words for readers, if it does not fit these surveys."""
    found = [_PART.fullmatch(part) for part in re.split(r"[;\n]", text) if part.strip()]
    known = _known(surveys)
    if not found or not all(found) or any(part[1].lower() not in known for part in found):
        raise BadInput(of_explore.saved("not_one", example=text_of(surveys, start(surveys))))
    given = {part[1].lower(): part[2] for part in found}
    lost = [name for name, value in given.items() if value not in known[name]]
    if lost:
        raise BadInput(*(of_explore.saved(f"no_{name}" if name in ("survey", "topic", "line") else "no_other", part=name,
                                          value=given[name], known=", ".join(map(str, known[name]))) for name in lost))
    given |= {"survey": known["survey"][given["survey"]]} if "survey" in given else {}
    choices = replace(start(surveys), **given)
    return settled(surveys, choices, choices)


def _known(surveys: Surveys) -> dict:
    """What each part of a text may say; for surveys with what it stands for."""
    now = surveys.now.wave
    waves = {now: NOW} if surveys.then is None else {
        now: NOW, surveys.then.wave: THEN, f"{surveys.then.wave} + {now}": BOTH}
    lines = [ALL, *(item for topic in surveys.topics.values() for item in topic.labels)]
    return {"survey": waves, "topic": list(surveys.topics), "line": lines, "show": list(SHOWS),
            "by": [ALL, *surveys.breakdowns], "sort": list(SORTS)}


def _chosen(items: list[dict]) -> list[Topic]:
    """Measures put together across questions: the main ones, grids about the same things, where most is to gain, the rest."""
    main = {i["name"]: i["label"] for i in items if i["kind"] == "indicator" and i["headline"]}
    rest = {i["name"]: i["label"] for i in items if i["kind"] == "indicator" and not i["headline"]}
    twins = _twins(items)
    side_by_side = {name for part in twins.values() for name in part}
    gain = {i["name"]: i["label"] for i in items
            if i["kind"] == "item" and i["better"] != "neither" and i["name"] not in side_by_side}
    labels = {i["name"]: of_explore.of_part(i["label"], heading) for heading, part in twins.items() for i in items
              if i["name"] in part}
    return [Topic(MAIN, of_explore.topic(MAIN), of_explore.topic(MAIN), main),
            Topic(TOGETHER, of_explore.together(list(twins)), of_explore.together(list(twins)), labels, twins),
            Topic(GAIN, of_explore.topic(GAIN), of_explore.topic(GAIN), gain if len(gain) > 1 else {}),
            Topic(MEASURES, words.SEVERAL_ANSWERS, words.SEVERAL_ANSWERS, rest)]


def _grids(items: list[dict]) -> list[Topic]:
    """Each question or grid of the questionnaire."""
    grids: dict[str, list[dict]] = {}
    for item in items:
        if item["kind"] != "indicator":
            grids.setdefault(item["stem"] or item["name"], []).append(item)
    constructs = [rows[0]["construct"] for rows in grids.values()]
    made = []
    for rows in grids.values():
        first = rows[0]
        alone = first["construct"] and constructs.count(first["construct"]) == 1 and first["construct"] not in (
            MAIN, TOGETHER, GAIN, MEASURES)
        title = first["stem"] or first["label"]
        made.append(Topic(first["construct"] if alone else first["name"], title,
                          of_explore.heading(first["construct"]) if alone else title, {i["name"]: i["label"] for i in rows}))
    return made


def _twins(items: list[dict]) -> dict[str, list[str]]:
    """Grids that ask about the very same things, the largest such family: heading -> items, all in the same order."""
    grids: dict[str, list[dict]] = {}
    for item in items:
        if item["kind"] == "item" and item["stem"]:
            grids.setdefault(item["stem"], []).append(item)
    families: dict[tuple, list[list[dict]]] = {}
    for rows in grids.values():
        families.setdefault(tuple(sorted(i["label"] for i in rows)), []).append(rows)
    best = max(families.values(), key=lambda family: (len(family), len(family[0])), default=[])
    if len(best) < 2 or len(best[0]) < 2:
        return {}
    order = [i["label"] for i in best[0]]
    return {of_explore.heading(rows[0]["construct"]) or rows[0]["stem"]: [
        i["name"] for i in sorted(rows, key=lambda i: order.index(i["label"]))] for rows in best}
