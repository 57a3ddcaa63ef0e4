"""How each survey platform writes its export: one small module a platform, one shared result.

A platform says what its file looks like and nothing about the codebook: which rows are headings, which columns are the tool's
own, and how each other column may be read. What a column then holds is decided by comparing its readings with the codebook.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from coprod.codebook import Codebook
from coprod.private.labels import fold

Rows = list[list[str]]
Target = tuple[str, str]


@dataclass(frozen=True)
class Heading:
    """One way to read the heading of a column; all words are as the tool wrote them, not folded.

    `code`: the tool's name for the question; `stem`: the question above a grid; `label`: the question itself, or the grid's row;
    `option`: where every option has a column of its own, its words or its code (with neither code nor label: an option whose
    question the tool does not name); `own_words`: the column holds what somebody wrote beside "other"; `nth`: the how-manieth
    of the questions that bear these same words.
    """

    code: str = ""
    stem: str = ""
    label: str = ""
    option: str = ""
    own_words: bool = False
    nth: int = 1


@dataclass(frozen=True)
class Platform:
    """What intake must know of a platform. Heads of columns are folded and may stand in any of the header rows.

    `recognise(rows)`: whether a file with these first rows (as text, up to five) is this platform's; `readings(rows)`: for each
    column of the header rows every way to read it, the plainest first, or () where the column is the tool's own;
    `header_rows`: how many rows stand above the answers, or what finds it from the first rows; `id_column`: which column tells
    one response from another; `started`: columns with the day of a response, the first one that is there counts; `dates`: how
    days are written: iso, us, uk, or either (the file must be asked); `status`: column, then folded cell, to the plain reason why
    such a row is no response; `finished`: a column and what tells from its folded cell whether the person reached the end;
    `separators`: what stands between several choices in one cell; `chosen`, `not_chosen`: folded cells of an option's own column
    that say yes and no (any other text in it means chosen); `missing`: folded cells that mean "not answered"; `stands_for`:
    folded cell to an answer's name, for cells that are none of the item's answers; `key(heads, key_rows)`: for a platform that
    writes its words into a second file `*key*`, the row of headings missing from the first and, by column, code to words.
    """

    name: str
    recognise: Callable[[Rows], bool]
    readings: Callable[[Rows], list[tuple[Heading, ...]]]
    header_rows: int | Callable[[Rows], int] = 1
    id_column: str = ""
    started: tuple[str, ...] = ()
    dates: str = "iso"
    status: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    finished: tuple[str, Callable[[str], bool]] | None = None
    separators: str = ";"
    chosen: frozenset[str] = frozenset()
    not_chosen: frozenset[str] = frozenset({""})
    missing: frozenset[str] = frozenset({""})
    stands_for: Mapping[str, str] = field(default_factory=dict)
    key: Callable[[list[str], Rows], tuple[list[str], dict[int, dict[str, str]]]] | None = None
    metadata: frozenset[str] = frozenset()
    targets: Callable[[Rows, Codebook], list[Target | None]] | None = None

    def top(self, rows: Rows) -> int:
        """How many of the first rows are headings."""
        return self.header_rows if isinstance(self.header_rows, int) else self.header_rows(rows)


def platforms() -> dict[str, Platform]:
    """All platforms by name."""
    from coprod.private.platforms import microsoft_forms, surveymonkey

    return {p.name: p for p in (surveymonkey.PLATFORM, microsoft_forms.PLATFORM)}


def heads(rows: Rows, row: int = 0) -> set[str]:
    """The folded cells of one of the first rows; empty where the file is shorter."""
    return {fold(cell) for cell in rows[row]} if len(rows) > row else set()


def numbered(labels: list[str]) -> list[int]:
    """For each label the how-manieth of its kind it is, capitals and spaces aside."""
    seen: Counter[str] = Counter()
    numbers = []
    for label in map(fold, labels):
        seen[label] += 1
        numbers.append(seen[label])
    return numbers


def splits(text: str, between: str) -> Iterator[tuple[str, str]]:
    """Every way to cut a text in two at `between`, which a question and its row may hold too: no cut is surely the right one."""
    parts = text.split(between)
    for cut in range(1, len(parts)):
        yield between.join(parts[:cut]).strip(), between.join(parts[cut:]).strip()


def row_or_option(question: str, part: str, code: str = "") -> tuple[Heading, ...]:
    """The two ways to read a question with a part below it: a row of a grid, or an option with its own column."""
    return Heading(code, stem=question, label=part), Heading(code, label=question, option=part)
