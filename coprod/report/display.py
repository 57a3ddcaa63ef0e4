"""How a block shows itself: HTML by templates, with its marks, and the tag by which the publisher knows it."""

import re
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Self

from coprod.report.messages import speaking, spoken

TAG = {"coprod": {"publish": True}}
RESOURCE = "application/vnd.dataresource+json"
_STYLE = re.compile('<style class="coprod">.*?</style>', re.S)


@dataclass(frozen=True)
class Block:
    """Something a notebook shows and a page publishes; as the last line of a cell it shows itself.

    marks: sentences that hold for its numbers, such as that they are a draft; they stand above it wherever it is shown,
    but not on a page, whose banner says them. language: the one that was spoken when it was made, in which it is shown.
    """

    marks: tuple[str, ...] = field(default=(), kw_only=True)
    language: str = field(default_factory=spoken, kw_only=True, compare=False, repr=False)

    def html(self) -> str:
        """The block on a page."""
        raise NotImplementedError

    def plain(self) -> str:
        """The block in a line or a few."""
        raise NotImplementedError

    def resource(self) -> dict | None:
        """Its numbers as a Frictionless data resource; None where it has none."""
        return None

    def with_marks(self, marks) -> Self:
        """A copy with these marks."""
        return replace(self, marks=tuple(marks))

    def _repr_mimebundle_(self, include=None, exclude=None):
        with speaking(self.language):
            resource = self.resource()
            bundle = {"text/html": rendered("style") + self.html(), "text/plain": self.plain()}
        return bundle | ({RESOURCE: resource} if resource else {}), TAG


def is_published(output) -> bool:
    """Whether an output of an executed notebook (a mapping of nbformat) is a block that was shown."""
    return output.get("metadata", {}).get("coprod", {}).get("publish") is True


def published_html(output) -> str:
    """A published output as its page has it: without the style that only a notebook needs."""
    html = output.get("data", {}).get("text/html", "")
    return _STYLE.sub("", html if isinstance(html, str) else "".join(html))


def resources_in(notebook) -> list[dict]:
    """The tables that an executed notebook (of nbformat) published, in order, as data resources."""
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", []) if is_published(output)]
    return [output["data"][RESOURCE] for output in outputs if RESOURCE in output["data"]]


def rendered(template: str, **values) -> str:
    """A template of this package as HTML; every value in it is escaped."""
    return _templates().get_template(f"{template}.html").render(values)


@cache
def _templates():
    import jinja2

    return jinja2.Environment(loader=jinja2.PackageLoader("coprod.report", "templates"), autoescape=True,
                              trim_blocks=True, lstrip_blocks=True, undefined=jinja2.StrictUndefined)
