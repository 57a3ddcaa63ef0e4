"""What a choice shows: status, picture, numbers and their meaning, from the record alone."""

import re
from base64 import b64encode
from dataclasses import dataclass, replace

from coprod.explorer.by_group import by_group, small_survey
from coprod.explorer.choices import ALL, ANSWERS, BOTH, Choices, breakdowns, one_of, settled, text_of, topics
from coprod.explorer.one_survey import one_survey
from coprod.explorer.result import Result, chosen_items
from coprod.explorer.two_surveys import titles_of, two_surveys
from coprod.record import ITEM, Survey
from coprod.report.blocks import Finding, Notice
from coprod.report.charts.drawing import PAGE, SCREEN, Picture
from coprod.report.data_resource import BOM
from coprod.report.display import rendered
from coprod.report.messages import say
from coprod.report.tables import Table
from coprod.report.wording import title_of


@dataclass(frozen=True)
class View:
    """What is shown for a choice.

    `status`: one sentence that says what is chosen and what comes of it; `alt`: the picture in words; `meaning`: how to
    read it. Without numbers `table` and `picture` are None, and `why` says why.
    """

    choices: Choices
    code: str
    title: str
    status: str
    picture: Picture | None
    alt: str
    table: Table | None
    caption: str
    meaning: tuple[str, ...]
    why: str = ""

    def html(self, part: str) -> str:
        """A part of it as HTML: chart or numbers (or why there are none), meaning, files, status, keep.

        files: links to exactly what is shown, which lie in the page: numbers, picture, picture to print large.
        """
        heading, files = say("explore.keep" if part == "keep" else "explore.meaning"), part == "files" and self._files()
        return rendered("explorer", part=part, view=self, heading=heading, help=say("explore.keep_help"), files=files)

    def finding(self, headline: str) -> Finding | Notice:
        """The view as a block of a published page, its picture narrow enough for a phone."""
        if self.picture is None:
            return Notice(f"{headline} {self.why}")
        picture = replace(self.picture, wide=PAGE)
        return Finding(headline, self.status, picture, self.alt, self.caption, replace(self.table, title=headline))

    def _files(self) -> list[tuple[str, str, str]]:
        """(name, address, what it is called) of each file."""
        if self.picture is None:
            return []
        name = "-".join("".join(c if c.isalnum() else " " for c in self.title.lower()).split())[:50].strip("-")
        made = (("csv", "text/csv;charset=utf-8", (BOM + self.table.csv()).encode()),
                ("png", "image/png", self.picture.png()),
                ("svg", "image/svg+xml", self.picture.svg_file().encode()))
        return [(f"{name}.{kind}", f"data:{mime};base64,{b64encode(data).decode()}", say(f"explore.download_{kind}"))
                for kind, mime, data in made]


def render(survey: Survey, choices: Choices) -> View:
    """The view of a choice, whatever it is, in the language spoken; a choice that cannot be is settled first."""
    choices = settled(survey, choices, choices)
    topic, found = topics(survey)[choices.topic], _find(survey, choices)
    one = topic.labels.get(choices.line)
    title, titles = one or topic.title, _titles(survey, choices)
    status = say("explore.status", topic=one or topic.name, who=_who(survey, choices), what=found.what,
                 survey=_joined([say("explore.quoted", title=title) for title in titles]), sort=choices.sort,
                 result=found.result)
    picture = replace(found.picture, wide=SCREEN) if found.picture and not found.why else None
    caption = say("survey.source", title=_joined(titles), base=found.base)
    table = replace(found.table, title=title, source=caption) if found.table is not None and picture else None
    meaning = tuple(dict.fromkeys(map(_tidy, filter(None, found.notes))))
    alt = _tidy(f"{title}. {found.alt}") if picture else ""
    return View(choices, text_of(survey, choices), title, _tidy(status), picture, alt, table, caption, meaning,
                _tidy(found.why))


def _find(survey: Survey, choices: Choices) -> Result:
    """What the records say to a choice."""
    both, items = choices.survey == BOTH, chosen_items(survey, choices)
    records = survey.records if both else [one_of(survey, choices.survey).record]
    if any(record.is_small for record in records):
        return small_survey(survey, choices, items)
    if choices.by != ALL:
        return by_group(survey, choices, items)
    kinds = {record.by_name[item].kind for record in survey.records for item in items if item in record.by_name}
    in_full = choices.show == ANSWERS and ITEM in kinds  # else there are no more answers than yes and no
    return (two_surveys if both else one_survey)(survey, choices, items, in_full)


def _who(survey: Survey, choices: Choices) -> str:
    if choices.by == ALL:
        return say("explore.who_all")
    return say("explore.who", breakdown=choices.by, group=breakdowns(survey)[choices.by])


def _titles(survey: Survey, choices: Choices) -> tuple[str, ...]:
    return titles_of(survey) if choices.survey == BOTH else (title_of(one_of(survey, choices.survey)),)


def _joined(titles) -> str:
    return say("explore.both", then=titles[0], now=titles[1]) if len(titles) > 1 else titles[0]


def _tidy(words: str) -> str:
    """Without the second full stop where a label that ends in one stands in a sentence."""
    return re.sub(r"\.(?=,| and )", "", re.sub(r"([.?!])\.", r"\1", words))
