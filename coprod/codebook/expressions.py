"""The small languages of a codebook: who is asked (`relevant`), who counts (`rule`), how numbers are cut (`bands`)."""

import itertools
import re
from dataclasses import dataclass

_TEST = re.compile(r"""(?:\$\{(\w+)\}\s*=\s*|selected\(\s*\$\{(\w+)\}\s*,\s*)['"](\w+)['"]\s*\)?""")
_LIMIT = re.compile(r"at (most|least) (\d+) in (.+)")
_BAND = re.compile(r"(\d+(?:\.\d+)?)(?:[-\u2013](\d+(?:\.\d+)?)|(\+))?")
_NUMBER = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d*\.?\d+|\d+\.")


@dataclass(frozen=True)
class Universe:
    """Who is asked: everybody if `any_of` is empty, else whoever fits all tests (item, answer) of one of its parts."""

    any_of: tuple[tuple[tuple[str, str], ...], ...] = ()
    nobody: bool = False

    def within(self, outer: "Universe") -> "Universe":
        """Who fits both: an item in a group is asked of whom the group is asked."""
        if self.nobody or outer.nobody:
            return Universe(nobody=True)
        if not self.any_of or not outer.any_of:
            return Universe(self.any_of or outer.any_of)
        return Universe(tuple(there + here for there in outer.any_of for here in self.any_of))


@dataclass(frozen=True)
class Rule:
    """Who counts: `answers` holds the sets of answers that fit, one for each item.

    With a `limit` ("most" or "least") and a `number` there is one set, and the items whose answer is in it are counted.
    With `score` there is no set: the items are meant as one scale from 0 to 100. `text` is the rule as written.
    """

    text: str
    answers: tuple[frozenset[str], ...]
    limit: str = ""
    number: int = 0
    score: bool = False


@dataclass(frozen=True)
class Band:
    """Numbers that count as one answer: from `low` to `high`, which is None where the last band is open."""

    text: str
    low: float
    high: float | None

    @property
    def name(self) -> str:
        """The answer's name: "0", "2to4", "10plus" (a decimal point is written p)."""
        return self.text.replace("-", "to").replace("+", "plus").replace(".", "p")

    @property
    def label(self) -> str:
        """The answer's words: "0", "2 to 4", "10 or more"."""
        return self.text.replace("-", " to ").replace("+", " or more")


def parse_universe(text: str) -> Universe:
    """Read an XLSForm `relevant`: `${item} = 'answer'` or `selected(${item}, 'answer')`, joined by `and` and `or`.

    Brackets are not understood. Raises ValueError with what was expected.
    """
    text = text.strip()
    if not text:
        return Universe()
    if text.replace(" ", "") == "false()":
        return Universe(nobody=True)
    ways = re.split(r"\s+or\s+", text)
    return Universe(tuple(tuple(_test(part) for part in re.split(r"\s+and\s+", way)) for way in ways))


def parse_rule(text: str) -> Rule:
    """Read an indicator's rule: `in A B`, `in A B, in C`, `at most 1 in A B`, `at least 2 in A B` or `score`.

    Raises ValueError with what was expected.
    """
    text = " ".join(text.split())
    if text == "score":
        return Rule(text, (), score=True)
    if found := _LIMIT.fullmatch(text):
        return Rule(text, (frozenset(found[3].split()),), found[1], int(found[2]))
    parts = [part.strip() for part in text.split(",")]
    if not all(part.startswith("in ") for part in parts):
        raise ValueError('expected "in A B", "in A B, in C", "at most 1 in A B", "at least 1 in A B" or "score"')
    return Rule(text, tuple(frozenset(part.split()[1:]) for part in parts))


def parse_bands(text: str, whole: bool = True) -> tuple[Band, ...]:
    """Read a number's bands, lowest first: `0-1 2-4 5-9 10+`; the last may be open.

    `whole`: the numbers are whole, so each band starts one above the last. Raises ValueError with what was expected.
    """
    found = [_BAND.fullmatch(part) for part in text.split()]
    if len(found) < 2 or not all(found):
        raise ValueError('expected two or more bands such as "0-1 2-4 5-9 10+"')
    bands = tuple(Band(part[0].replace("\u2013", "-"), float(part[1]), None if part[3] else float(part[2] or part[1]))
                  for part in found)
    if any(band.high is None for band in bands[:-1]):
        raise ValueError("only the last band may be open (+)")
    if any(band.high is not None and band.high < band.low for band in bands):
        raise ValueError("a band must not end below its start")
    if whole and any("." in band.text for band in bands):
        raise ValueError("bands of whole numbers have no decimal point")
    for one, two in itertools.pairwise(bands):
        if two.low != one.high + 1 if whole else not one.low < two.low >= one.high:
            raise ValueError(f"there is a gap or an overlap between {one.text} and {two.text}")
    return bands


def band_of(text: str, bands: tuple[Band, ...]) -> str:
    """The name of the band of a number as written ("5", "5.0", "1,200"); "" if it is no number or in no band."""
    text = text.strip()
    if not _NUMBER.fullmatch(text):
        return ""
    number = float(text.replace(",", ""))
    # From the top: where two bands touch (0-0.5 0.5-1), the edge counts in the higher one.
    found = (band for band in reversed(bands) if band.low <= number and (band.high is None or number <= band.high))
    return next((band.name for band in found), "")


def _test(text: str) -> tuple[str, str]:
    found = _TEST.fullmatch(text.strip())
    if not found:
        raise ValueError("expected ${item} = 'answer' or selected(${item}, 'answer'), joined by \"and\" or \"or\"")
    return found[1] or found[2], found[3]
