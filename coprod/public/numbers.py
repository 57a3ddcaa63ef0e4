"""The tables of a page, read out of what was published: nothing in them is worked out again."""

from base64 import b64decode
from dataclasses import dataclass, field
from html.parser import HTMLParser

from coprod.public.show import is_published


@dataclass
class Shown:
    """A table as readers meet it. Every text is the page's; `name` and `file` are those of its download link.

    rows: the texts of the cells, without the headings; the first of each row is its heading.
    """

    source: str
    title: str = ""
    headings: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)
    name: str = ""
    file: bytes = b""


def tables_of(notebook) -> list[Shown]:
    """The tables that came through the tagged door of an executed notebook, in its order."""
    reader = _Reader()
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if is_published(output):
                reader.feed(output["data"]["text/html"])
    return reader.found


class _Reader(HTMLParser):
    """Collects what `Table.html` writes."""

    def __init__(self):
        super().__init__()
        self.found, self.text, self.wide = [], None, 1

    def handle_starttag(self, tag, attrs):
        has = dict(attrs)
        if tag == "div" and "data-source" in has:
            self.found.append(Shown(has["data-source"]))
        elif tag == "tr":
            self.found[-1].rows.append([])
        elif tag in ("caption", "th", "td"):
            self.text, self.wide = "", int(has.get("colspan", 1))
        elif tag == "a" and has.get("href", "").startswith("data:text/csv"):
            self.found[-1].name, self.found[-1].file = has["download"], b64decode(has["href"].partition(",")[2])

    def handle_data(self, data):
        if self.text is not None:
            self.text += data

    def handle_endtag(self, tag):
        if tag == "caption":
            self.found[-1].title = self.text
        elif tag in ("th", "td"):
            self.found[-1].rows[-1] += [self.text, *[""] * (self.wide - 1)]
        elif tag == "thead":
            self.found[-1].headings = self.found[-1].rows.pop()
        self.text = None if tag in ("caption", "th", "td") else self.text
