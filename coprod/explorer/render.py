"""What a choice shows: status, picture, numbers and their meaning, from the safe record alone. One function from choice to view."""

from base64 import b64encode
from dataclasses import dataclass, replace
from html import escape

from coprod.explorer.by_group import by_group, few
from coprod.explorer.choices import ALL, ANSWERS, BOTH, CHANGE, GAIN, TOGETHER, Choices, Surveys, settled, text_of
from coprod.explorer.one_survey import answers, room, shares, side_by_side
from coprod.explorer.result import Seen, chosen_items, has_scales
from coprod.explorer.two_surveys import changes, two_answers, two_shares
from coprod.report import messages as words
from coprod.report.blocks import Finding, Notice
from coprod.report.charts.drawing import PAGE, SCREEN, Picture
from coprod.report.data_resource import BOM
from coprod.report.messages import of_explore
from coprod.report.tables import Table


@dataclass(frozen=True)
class View:
    """What is shown for a choice. `status`: one sentence that says what is chosen and what comes of it; `alt`: the picture in
    words; `meaning`: how to read it. Without numbers `table` and `picture` are None, and `why` says why."""

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

    def chart(self) -> str:
        """The picture with its alt text and source, or why there is none, as HTML."""
        if self.picture is None:
            return _block(self.title, f'<p class="few">{escape(self.why)}</p>')
        return _block(self.title, f"<figure>{self.picture.svg(self.alt)}<figcaption>{escape(self.caption)}</figcaption></figure>")

    def numbers(self) -> str:
        """The table with the link to its CSV file, or why there is none, as HTML."""
        if self.table is None:
            return _block(self.title, f'<p class="few">{escape(self.why)}</p>')
        return f'<div class="coprod-view">{self.table.html()}<p class="source">{escape(self.caption)}</p></div>'

    def explained(self) -> str:
        """What the view means, as HTML."""
        return _block(of_explore.MEANING, "<ul>" + "".join(f"<li>{escape(text)}</li>" for text in self.meaning) + "</ul>")

    def finding(self, headline: str) -> Finding | Notice:
        """The view as a block of a published page, its picture narrow enough for a phone."""
        if self.picture is None:
            return Notice(f"{headline} {self.why}")
        picture = replace(self.picture, wide=PAGE)
        return Finding(headline, self.status, picture, self.alt, self.caption, replace(self.table, title=headline))

    def downloads(self) -> str:
        """Links to exactly what is shown, as files that lie in the page: numbers, picture, picture to print large; as HTML."""
        if self.picture is None:
            return ""
        name = "-".join("".join(c if c.isalnum() else " " for c in self.title.lower()).split())[:50].strip("-")
        made = (("csv", "text/csv;charset=utf-8", (BOM + self.table.csv()).encode()), ("png", "image/png", self.picture.png()),
                ("svg", "image/svg+xml", self.picture.svg_file().encode()))
        links = (f'<li><a download="{name}.{kind}" href="data:{mime};base64,{b64encode(data).decode()}">'
                 f"{escape(of_explore.download(kind))}</a></li>" for kind, mime, data in made)
        return f'<ul class="coprod-downloads">{"".join(links)}</ul>'


def look(surveys: Surveys, choices: Choices) -> View:
    """The view of a choice, whatever it is; a choice that cannot be is settled first."""
    choices = settled(surveys, choices, choices)
    topic = surveys.topics[choices.topic]
    seen = _find(surveys, choices)
    one = topic.labels.get(choices.line)
    name = one or topic.name
    title = one or topic.title
    survey = _survey(surveys, choices, of_explore.quoted)
    status = of_explore.tidy(of_explore.status(name, _who(surveys, choices), seen.what, survey,
                               of_explore.order(choices.sort, seen.what), seen.result))
    picture = replace(seen.picture, wide=SCREEN) if seen.picture and seen.why == "" else None
    caption = words.source(_survey(surveys, choices), seen.base)
    table = None if seen.table is None or picture is None else replace(seen.table, title=title, source=caption)
    alt = of_explore.tidy(f"{title}. {seen.alt}") if picture else ""
    return View(choices, text_of(surveys, choices), title, status, picture, alt, table,
                caption, tuple(dict.fromkeys(map(of_explore.tidy, filter(None, seen.notes)))), of_explore.tidy(seen.why))


def _find(surveys: Surveys, choices: Choices) -> Seen:
    """What the records say to a choice."""
    records = surveys.records if choices.survey == BOTH else [surveys.record(choices.survey)]
    if any(record.few for record in records):
        return few(surveys, choices)
    if choices.by != ALL:
        return by_group(surveys, choices)
    items = chosen_items(surveys, choices)
    in_full = choices.show == ANSWERS and has_scales(surveys, items)
    if choices.survey == BOTH:
        return (two_answers if in_full else changes if choices.show == CHANGE else two_shares)(surveys, choices, items)
    if choices.line == ALL and choices.topic == TOGETHER and not in_full:
        return side_by_side(surveys, choices, items)
    return (answers if in_full else room if choices.topic == GAIN else shares)(surveys, choices, items)


def _who(surveys: Surveys, choices: Choices) -> str:
    if choices.by == ALL:
        return of_explore.WHO_ALL
    return of_explore.who(choices.by, surveys.breakdowns[choices.by])


def _survey(surveys: Surveys, choices: Choices, said=str) -> str:
    if choices.survey == BOTH:
        return of_explore.both(said(surveys.then.about["title"]), said(surveys.now.about["title"]))
    return said(surveys.record(choices.survey).about["title"])


def _block(heading: str, inside: str) -> str:
    return f'<div class="coprod-view"><h3>{escape(heading)}</h3>{inside}</div>'
