"""Blocks: what pages are made of, each of which shows itself in a notebook; and the door for an own figure."""

import sys
from base64 import b64encode
from dataclasses import dataclass
from io import BytesIO
from typing import Self

from coprod.errors import BadInput
from coprod.report.charts.drawing import Picture
from coprod.report.display import Block, rendered
from coprod.report.messages import missing_in
from coprod.report.tables import Table

_SHORTEST_ALT = 20  # characters; less says that there is a chart and not what it shows


@dataclass(frozen=True)
class Finding(Block):
    """One finding: what it says, in a headline and a sentence, then the picture and the numbers behind it.

    `alt` says in words what the chart shows; `caption` names source and base. Raises ValueError for a chart without
    words; the mark of a sentence that a translation lacks stands for words.
    """

    headline: str
    summary: str
    chart: Picture | None
    alt: str
    caption: str
    table: Table

    def __post_init__(self):
        if self.chart is not None and len(self.alt) <= _SHORTEST_ALT and not missing_in(self.alt):
            raise ValueError("a chart needs an alt text that tells its finding, longer than 20 characters")

    def html(self) -> str:
        """The finding block: headline, summary, figure with its caption, the table and its CSV link."""
        shape = "stacked" if self.chart is None or len(self.table.columns) > 4 else "beside"
        return rendered("finding", block=self, shape=shape, table=self.table.html())

    def plain(self) -> str:
        """Headline and summary."""
        return f"{self.headline}. {self.summary}"

    def resource(self) -> dict:
        """That of its table, described by the finding's words."""
        said = " – ".join(filter(None, (self.headline, self.summary)))
        return self.table.resource() | {"description": said, "marks": list(self.marks)}


@dataclass(frozen=True)
class _Text(Block):
    text: str

    def html(self) -> str:
        """The text, escaped."""
        return rendered("words", block=self, kind=type(self).__name__)

    def plain(self) -> str:
        """The text."""
        return self.text


@dataclass(frozen=True)
class Paragraph(_Text):
    """A plain sentence or more."""


@dataclass(frozen=True)
class Notice(_Text):
    """Something readers must know before they read on."""


@dataclass(frozen=True)
class _List(Block):
    texts: tuple[str, ...]

    def html(self) -> str:
        """The texts as a list, escaped."""
        return rendered("words", block=self, kind=type(self).__name__)

    def plain(self) -> str:
        """The texts, a line each."""
        return "\n".join(f"- {text}" for text in self.texts)


@dataclass(frozen=True)
class Steps(_List):
    """Things to do, one after the other."""


@dataclass(frozen=True)
class Points(_List):
    """Short things to know, in no order that matters."""


@dataclass(frozen=True)
class Figure(Block):
    """An analyst's own chart (`figure` makes it): SVG, what it shows in words, a caption that names source and base."""

    svg: str
    alt: str
    caption: str

    def html(self) -> str:
        """The chart as a picture, for its names and styles must not meet those of others, with its caption."""
        return rendered("figure", block=self, data=b64encode(self.svg.encode()).decode())

    def plain(self) -> str:
        """What it shows."""
        return self.alt


class Blocks(tuple):
    """Several blocks in their order; texts among them become paragraphs. In a notebook each is an output of its own.

    Raises TypeError for something that is no block.
    """

    def __new__(cls, blocks=()):
        return super().__new__(cls, [Paragraph(one) if isinstance(one, str) else _checked(one) for one in blocks])

    def __add__(self, other):
        return Blocks([*self, *([other] if isinstance(other, Block | str) else other)])

    def __getitem__(self, place):
        found = super().__getitem__(place)
        return Blocks(found) if isinstance(place, slice) else found

    def __repr__(self):
        return "\n".join(block.plain() for block in self)

    def html(self) -> str:
        """One after the other."""
        return "".join(block.html() for block in self)

    def with_marks(self, marks) -> Self:
        """Copies with these marks."""
        return Blocks(block.with_marks(marks) for block in self)

    def _ipython_display_(self):
        from IPython.display import publish_display_data

        for data, metadata in [block._repr_mimebundle_() for block in self]:  # all or none
            publish_display_data(data, metadata=metadata)


def show(*things, alt: str = "", caption: str = "") -> None:
    """Publish blocks, `Blocks`, texts, or a matplotlib or seaborn figure with `alt` and `caption` (as `figure`).

    Each is one output, in this order, that carries the tag of publication; anything else a cell prints or returns has
    none and is dropped by the publisher. Raises TypeError for something else, BadInput for a figure without words.
    """
    blocks = Blocks()
    for thing in things:
        drawn = None if isinstance(thing, Block | str | Blocks) else _canvas(thing)
        blocks += thing if isinstance(thing, Blocks) else [thing if drawn is None else figure(thing, alt, caption)]
        if drawn is not None and "matplotlib.pyplot" in sys.modules:
            sys.modules["matplotlib.pyplot"].close(drawn)  # or the cell would show it once more
    blocks._ipython_display_()


def figure(fig_or_axes, alt: str, caption: str) -> Figure:
    """A matplotlib figure or axes, or a seaborn grid, as a block: SVG with real words, the same bytes each time.

    alt: what it shows, in more than 20 characters; caption: survey and base. Raises BadInput without them.
    """
    canvas = _canvas(fig_or_axes)
    if canvas is None:
        raise BadInput(f"Expected a matplotlib figure or axes, or a seaborn grid; found {type(fig_or_axes).__name__}.")
    if len(alt.strip()) <= _SHORTEST_ALT:
        raise BadInput("A figure needs an alt text that says what it shows, longer than 20 characters, for those who "
                       'cannot see it. Give it as alt="…".')
    if not caption.strip():
        raise BadInput("A figure needs a caption that names the survey and how many answered. "
                       'Give it as caption="…".')
    import matplotlib as mpl

    drawn = BytesIO()
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "coprod"}):
        canvas.savefig(drawn, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
    return Figure(drawn.getvalue().decode(), alt, caption)


def _canvas(thing):
    """The matplotlib figure of a thing, or None."""
    canvas = getattr(thing, "figure", thing)
    return canvas if hasattr(canvas, "savefig") else None


def _checked(block):
    if not isinstance(block, Block):
        raise TypeError("expected a Finding, Paragraph, Notice, Points, Steps, Table, figure or text to show, "
                        f"found {type(block).__name__}")
    return block
