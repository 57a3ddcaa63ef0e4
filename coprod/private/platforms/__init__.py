"""How each survey platform writes its export: one small module a platform, one shared result."""

from collections.abc import Callable
from dataclasses import dataclass

from coprod.codebook import Codebook

Target = tuple[str, str]  # item and option; the option is "" where the cell holds the answer itself


@dataclass(frozen=True)
class Platform:
    """What intake must know of a platform.

    `header_rows`: how many rows stand above the answers; `metadata`: folded heads of the tool's own columns; `id_column`:
    which of them tells one response from another; `recognise(rows)` says whether a file looks like this platform's;
    `targets(heads, codebook)` gives, for each column, what it holds, or None; `separators`: what stands between several
    choices in one cell.
    """

    name: str
    header_rows: int
    metadata: frozenset[str]
    id_column: str
    recognise: Callable[[list[list[str]]], bool]
    targets: Callable[[list[list[str]], Codebook], list[Target | None]]
    separators: str = ";"


def platforms() -> dict[str, Platform]:
    """All platforms by name."""
    from coprod.private.platforms import microsoft_forms, surveymonkey

    return {p.name: p for p in (surveymonkey.PLATFORM, microsoft_forms.PLATFORM)}
