"""The one tagged door out of a notebook: only what passes here is published."""

from base64 import b64encode
from dataclasses import dataclass
from html import escape

from coprod.report.tables import Table

TAG = {"coprod": {"publish": True}}


def show(*blocks) -> None:
    """Publish each block (a Finding, Paragraph, Notice, Points, Steps, Table or plain string) as one tagged HTML output.

    The tag arrives at `output.metadata["coprod"]["publish"]` of the executed notebook; anything else a cell prints or
    returns carries none and is dropped by the publisher. Raises TypeError for something that is no block.
    """
    from IPython.display import publish_display_data

    pages = [_page(block) for block in blocks]  # all or none: a wrong block publishes nothing of its cell
    for page in pages:
        publish_display_data({"text/html": page}, metadata=TAG)


def is_published(output) -> bool:
    """Whether an output of an executed notebook (a mapping of nbformat) came through this door."""
    return output.get("metadata", {}).get("coprod", {}).get("publish") is True


@dataclass(frozen=True)
class Finding:
    """One finding: what it says, in a headline and a sentence, then the picture and the numbers behind it.

    `chart` is SVG (bytes) or None; `alt` says in words what the chart shows; `caption` names source and base.
    """

    headline: str
    summary: str
    chart: bytes | None
    alt: str
    caption: str
    table: Table

    def __post_init__(self):
        if self.chart is not None and len(self.alt) <= 20:
            raise ValueError("a chart needs an alt text that tells its finding, longer than 20 characters")

    def html(self) -> str:
        """The finding block: headline, summary, figure with its caption, the table and its CSV link."""
        caption = escape(self.caption)
        if self.chart is None:
            picture = f'<p class="source">{caption}</p>'
        else:
            data = b64encode(self.chart).decode()
            picture = (f'<figure><img alt="{escape(self.alt)}" src="data:image/svg+xml;base64,{data}">'
                       f"<figcaption>{caption}</figcaption></figure>")
        parts = (self.table.html(), picture) if self.chart is None else (picture, self.table.html())
        return (f'<section class="finding"><h3>{escape(self.headline)}</h3>'
                f'<p class="summary">{escape(self.summary)}</p>'
                f'<div class="pair {self._shape()}">{"".join(parts)}</div></section>')

    def _shape(self):
        return "stacked" if self.chart is None or len(self.table.columns) > 4 else "beside"


@dataclass(frozen=True)
class Paragraph:
    """A plain sentence or more."""

    text: str

    def html(self) -> str:
        """The text as one paragraph."""
        return f"<p>{escape(self.text)}</p>"


@dataclass(frozen=True)
class Notice:
    """Something readers must know before they read on."""

    text: str

    def html(self) -> str:
        """The text, set apart."""
        return f'<div class="notice" role="note"><p>{escape(self.text)}</p></div>'


@dataclass(frozen=True)
class Steps:
    """Things to do, one after the other."""

    texts: tuple[str, ...]

    def html(self) -> str:
        """The steps as a numbered list."""
        return f'<ol class="steps">{"".join(f"<li>{escape(text)}</li>" for text in self.texts)}</ol>'


@dataclass(frozen=True)
class Points:
    """Short things to know, in no order that matters."""

    texts: tuple[str, ...]

    def html(self) -> str:
        """The points as a list."""
        return f'<ul>{"".join(f"<li>{escape(text)}</li>" for text in self.texts)}</ul>'


def _page(block):
    if isinstance(block, str):
        return Paragraph(block).html()
    if isinstance(block, Finding | Paragraph | Notice | Points | Steps | Table):
        return block.html()
    raise TypeError(f"expected a Finding, Paragraph, Notice, Points, Steps, Table or text to show, found {type(block).__name__}")
