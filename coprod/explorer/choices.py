"""What can be chosen when exploring: surveys, questions, groups, order; and the short text that keeps a choice."""

import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, replace

from coprod.errors import BadInput
from coprod.record import INDICATOR, ITEM, Measure, Survey, cached
from coprod.report.messages import own_words, say, shown
from coprod.report.wording import heading_of, label_of, stem_of, title_of

NOW, THEN, BOTH = "now", "then", "both"
SHARE, ANSWERS, CHANGE = "share", "answers", "change"
SIZE, ASKED, NAME = "size", "asked", "name"
ALL = "all"
MAIN, TOGETHER, GAIN, MEASURES = "main", "together", "gain", "measures"
SHOWS, SORTS = (SHARE, ANSWERS, CHANGE), (SIZE, ASKED, NAME)
_PART = re.compile(r"\s*(\w+)\s*[:=]\s*(.*?)\s*")


@dataclass(frozen=True)
class Choices:
    """One choice of everything. `topic`: the key of a Topic; `line`: one of its items; `by`: a breakdown; or "all"."""

    survey: str = NOW
    topic: str = MAIN
    line: str = ALL
    show: str = SHARE
    by: str = ALL
    sort: str = SIZE


@dataclass(frozen=True)
class Topic:
    """A question, a grid, or measures that belong together.

    `labels`: item -> its label; `parts`: heading -> items of a grid that asks about the same things as another one.
    """

    key: str
    title: str
    name: str
    labels: dict[str, str]
    parts: dict[str, list[str]] = field(default_factory=dict)


def one_of(survey: Survey, which: str) -> Survey:
    """The survey of "now" or "then"."""
    return survey.before if which == THEN else survey


def breakdowns(survey: Survey) -> dict[str, str]:
    """The declared ways of showing groups: name -> label."""
    return {one.name: heading_of(one) for record in survey.records for one in record.breakdowns}


def menus(survey: Survey, topic: str) -> dict[str, list[tuple[str, str]]]:
    """What each part of a choice offers while a topic is chosen: (words, value)."""
    before, labels = survey.before, topics(survey)[topic].labels
    waves = [(title_of(survey), NOW)]
    if before:
        waves = [(title_of(before), THEN), *waves, (say("explore.survey_both"), BOTH)]
    return {
        "survey": waves, "topic": [(one.title, key) for key, one in topics(survey).items()],
        "line": [(say("explore.all_lines"), ALL), *((label, item) for item, label in labels.items())],
        "show": [(say(f"explore.show_{name}"), name) for name in SHOWS if name != CHANGE or before],
        "by": [(say("explore.all_staff"), ALL), *((label, name) for name, label in breakdowns(survey).items())],
        "sort": [(say(f"explore.sort_{name}"), name) for name in SORTS]}


@cached
def topics(survey: Survey) -> dict[str, Topic]:
    """All topics by key, in the order of the menu: what belongs together first, then the questions as asked."""
    now, then = survey.record.by_name, survey.before.record.by_name if survey.before else {}
    measures = (now | then | now).values()
    made = [*_chosen(survey, measures), *_grids(survey, measures)]
    return {topic.key: topic for topic in made if topic.labels}


def settled(survey: Survey, wanted: Choices, before: Choices = Choices()) -> Choices:
    """The choice as it can be: what changed needs both surveys, a line belongs to its question; the last wish wins."""
    if survey.before is None:
        wanted = replace(wanted, survey=NOW, show=SHARE if wanted.show == CHANGE else wanted.show)
    if wanted.show == CHANGE and wanted.survey != BOTH:
        left = before.show == CHANGE and before.survey == BOTH
        wanted = replace(wanted, show=SHARE) if left else replace(wanted, survey=BOTH)
    return wanted if wanted.line in topics(survey)[wanted.topic].labels else replace(wanted, line=ALL)


def shortcuts(survey: Survey) -> dict[str, Choices]:
    """The questions people ask most, in words -> the choice that answers them."""
    asked = {"unused": Choices(topic=TOGETHER), "changed": Choices(BOTH, show=CHANGE), "gain": Choices(topic=GAIN)}
    if survey.before is None:
        asked.pop("changed")
    if by := list(breakdowns(survey)):
        asked = {"groups": Choices(by=by[0])} | asked
    return {say(f"explore.ask_{key}"): choices for key, choices in asked.items() if choices.topic in topics(survey)}


def start(survey: Survey) -> Choices:
    """What is shown first."""
    return Choices(topic=next(iter(topics(survey))))


def text_of(survey: Survey, choices: Choices) -> str:
    """The choice as a short text that can be kept, sent, and opened again with `choices_of`."""
    names = {which: name for name, which in _waves(survey).items()}
    parts = asdict(choices) | {"survey": names[choices.survey]}
    return "; ".join(f"{name}: {value}" for name, value in parts.items())


def choices_of(survey: Survey, text: str) -> Choices:
    """The choice that a text keeps. Raises BadInput, in words for readers, if it does not fit these surveys."""
    known = _known(survey)
    found = [_PART.fullmatch(part) for part in text.split(";") if part.strip()]
    if not found or not all(part and part[1].lower() in known for part in found):
        raise BadInput(say("explore.saved_not_one", example=text_of(survey, start(survey))))
    given = {part[1].lower(): part[2] for part in found}
    if lost := [name for name, value in given.items() if value not in known[name]]:
        raise BadInput(*(say(f"explore.saved_no_{name if name in ('survey', 'topic', 'line') else 'other'}", part=name,
                             value=given[name], known=", ".join(known[name])) for name in lost))
    given |= {"survey": known["survey"][given["survey"]]} if "survey" in given else {}
    choices = replace(start(survey), **given)
    return settled(survey, choices, choices)


def _known(survey: Survey) -> dict:
    """What each part of a text may say; for surveys with what it stands for."""
    lines = [ALL, *(item for topic in topics(survey).values() for item in topic.labels)]
    return {"survey": _waves(survey), "topic": list(topics(survey)), "line": lines, "show": SHOWS,
            "by": [ALL, *breakdowns(survey)], "sort": SORTS}


def _waves(survey: Survey) -> dict[str, str]:
    """What a text calls each survey."""
    now, then = survey.wave, survey.before and survey.before.wave
    return {now: NOW} | ({then: THEN, f"{then} + {now}": BOTH} if then else {})


def _chosen(survey: Survey, measures: Iterable[Measure]) -> list[Topic]:
    """Measures put together across questions: the main ones, grids about the same things, most to gain, the rest."""
    main = _labels(survey, (m for m in measures if m.kind == INDICATOR and m.headline))
    rest = _labels(survey, (m for m in measures if m.kind == INDICATOR and not m.headline))
    twins = _twins(survey, measures)
    part_of = {name: heading for heading, names in twins.items() for name in names}
    gain = _labels(survey, (m for m in measures if m.kind == ITEM and m.better != "neither" and m.name not in part_of))
    labels = {name: say("explore.part", label=label_of(survey, name), part=part) for name, part in part_of.items()}
    made = ((MAIN, say("explore.main"), main), (TOGETHER, say("explore.together", parts=list(twins)), labels, twins),
            (GAIN, say("explore.gain"), gain if len(gain) > 1 else {}), (MEASURES, say("survey.several_answers"), rest))
    return [Topic(key, title, title, *more) for key, title, *more in made]


def _grids(survey: Survey, measures: Iterable[Measure]) -> list[Topic]:
    """Each question or grid of the questionnaire; the one about a theme bears its name."""
    grids = _by(lambda m: m.stem or m.name, (m for m in measures if m.kind != INDICATOR))
    themes, made = [rows[0].construct for rows in grids.values()], []
    for rows in grids.values():
        first, theme = rows[0], rows[0].construct
        alone = theme and themes.count(theme) == 1 and theme not in (MAIN, TOGETHER, GAIN, MEASURES)
        title = stem_of(survey, first.name) or label_of(survey, first.name)
        made.append(Topic(theme if alone else first.name, title, _heading(first) if alone else title,
                          _labels(survey, rows)))
    return made


def _twins(survey: Survey, measures: Iterable[Measure]) -> dict[str, list[str]]:
    """Grids that ask about the very same things, the largest such family: heading -> items, all in the same order."""
    grids = _by(lambda m: m.stem, (m for m in measures if m.kind == ITEM and m.stem))
    families = _by(lambda rows: tuple(sorted(m.label for m in rows)), grids.values())
    best = max(families.values(), key=lambda family: (len(family), len(family[0])), default=[])
    if len(best) < 2 or len(best[0]) < 2:
        return {}
    order = [m.label for m in best[0]]
    return {_heading(rows[0]) or stem_of(survey, rows[0].name): [
        m.name for m in sorted(rows, key=lambda m: order.index(m.label))] for rows in best}


def _by(key, things: Iterable) -> dict:
    """Things by what `key` gives of each, in the order they come."""
    found = {}
    for one in things:
        found.setdefault(key(one), []).append(one)
    return found


def _labels(survey: Survey, measures: Iterable[Measure]) -> dict[str, str]:
    return {measure.name: label_of(survey, measure.name) for measure in measures}


def _heading(measure: Measure) -> str:
    return shown(own_words(measure.construct), "capital")
