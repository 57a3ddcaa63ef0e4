"""How each survey platform writes its export: one small module a platform, one shared result.

A platform says what its file looks like and nothing about the codebook: which rows are headings, which columns are the
tool's own, and how each other column may be read. Comparing these readings with the codebook decides what it holds.
"""

import importlib
import pkgutil
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from coprod.private.readers.labels import fold

Rows = list[list[str]]
_CUTS = 20  # no real heading has more


@dataclass(frozen=True)
class Heading:
    """One way to read the heading of a column; all words are as the tool wrote them, not folded.

    `code`: the tool's name for the question; `stem`: the question above a grid; `label`: the question itself, or the
    row of a grid; `option`: where every option has a column of its own, its words or its code (with neither code nor
    label: an option whose question the tool does not name); `own_words`: the column holds what somebody wrote beside
    "other"; `nth`: the how-manieth of the questions that bear these same words; `begins`: where words end in "..", only
    their beginning is given.
    """

    code: str = ""
    stem: str = ""
    label: str = ""
    option: str = ""
    own_words: bool = False
    nth: int = 1
    begins: bool = False


Ways = tuple[Heading, ...]  # to read one column


@dataclass(frozen=True)
class Platform:
    """What intake must know of a platform. Heads of columns are folded and may stand in any of the header rows.

    `recognise(rows)`: whether a file with these first rows (as text, up to five) is this platform's; `readings(rows)`:
    for each column of the header rows every way to read it, the plainest first, or () where it is the tool's own;
    `header_rows`: how many rows stand above the answers, or what finds it from the first rows; `ids`: columns that tell
    one response from another (none: all that the export says of it), and `started`: columns with its day, the first one
    that is there counts; `dates`: how days are written: iso, us, uk, or either (the file must be asked); `status`:
    column, then folded cell, to the plain reason why such a row is no response; `finished`: a column and what tells
    from its folded cell whether the person reached the end; `separators`: what stands between choices in one cell;
    `not_chosen`: folded cells of an option's own column that tell nothing, as the tool documents (a plain yes or no is
    known of every tool, and all else is asked of a person); `missing`: folded cells that mean "not answered", unless
    they are an answer of the item; `codes`: what it may write in place of an answer's words: "names" (those of the
    codebook, which made its form), "numbers" of its own, or "" (always words); `edited`: whether people may change an
    answer that was handed in, so that a later export holds it in other words under the same id;
    `guessed`: whether a file may be taken for its without a person saying so;
    `stands_for`: folded cell to an answer's name, in items whose answers are yes and no; `key(heads, key_rows)`: for a
    platform that writes its words into a second file `*key*`: the rows of headings to set below those of the export,
    and by column what each folded cell means in words.
    """

    name: str
    recognise: Callable[[Rows], bool]
    readings: Callable[[Rows], list[Ways]]
    header_rows: int | Callable[[Rows], int] = 1
    ids: tuple[str, ...] = ()
    started: tuple[str, ...] = ()
    dates: str = "iso"
    status: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    finished: tuple[str, Callable[[str], bool]] | None = None
    separators: str = ";"
    not_chosen: frozenset[str] = frozenset({"", "0"})
    missing: frozenset[str] = frozenset({""})
    stands_for: Mapping[str, str] = field(default_factory=dict)
    codes: str = ""
    edited: bool = False
    guessed: bool = True
    key: Callable[[list[str], Rows], tuple[Rows, dict[int, dict[str, str]]]] | None = None

    def top(self, rows: Rows) -> int:
        """How many of the first rows are headings."""
        return self.header_rows if isinstance(self.header_rows, int) else self.header_rows(rows)


def platforms() -> dict[str, Platform]:
    """All platforms by name: each module of this package is one."""
    modules = [importlib.import_module(f"{__name__}.{module.name}") for module in pkgutil.iter_modules(__path__)]
    return {module.PLATFORM.name: module.PLATFORM for module in modules}


def heads(rows: Rows, row: int = 0) -> set[str]:
    """The folded cells of one of the first rows; empty where the file is shorter."""
    return {fold(cell) for cell in rows[row]} if len(rows) > row else set()


def has_heads(*names: str) -> Callable[[Rows], bool]:
    """What recognises a file whose first row holds all these heads (folded)."""
    return lambda rows: heads(rows).issuperset(names)


def one_row(own: frozenset[str], read: Callable[[str], Ways]) -> Callable[[Rows], list[Ways]]:
    """How to read a single header row, in which the heads `own` (folded) are the tool's."""
    return lambda rows: [() if fold(head) in own or not head.strip() else read(head.strip()) for head in rows[0]]


def unnumbered(text: str) -> str:
    """A question without the number that the tool set before it."""
    return re.sub(r"^\s*(?:Q\s?)?\d+(?:\.?\d+|\.?[a-z])*[.):]\s+", "", text)


def splits(text: str, between: str) -> Iterator[tuple[str, str]]:
    """Every way to cut a text in two at `between`, which either side may hold too: no cut is surely the right one."""
    parts = text.split(between, _CUTS)
    for cut in range(1, len(parts)):
        before, after = between.join(parts[:cut]).strip(), between.join(parts[cut:]).strip()
        if before and after:
            yield before, after


def row_or_option(question: str, part: str, code: str = "") -> Ways:
    """The two ways to read a question with a part below it: a row of a grid, or an option with its own column."""
    return Heading(code, stem=question, label=part), Heading(code, label=question, option=part)
