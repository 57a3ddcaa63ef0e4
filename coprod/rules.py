"""The two small languages of a codebook: who is asked an item (`relevant`), who counts for an indicator (`rule`)."""

import re
from dataclasses import dataclass

_TEST = re.compile(r"""(?:\$\{(\w+)\}\s*=\s*|selected\(\s*\$\{(\w+)\}\s*,\s*)['"](\w+)['"]\s*\)?""")
_LIMIT = re.compile(r"at (most|least) (\d+) in (.+)")


@dataclass(frozen=True)
class Universe:
    """Who is asked: everybody if `any_of` is empty, else whoever fits all tests (item, answer) of one of its parts."""

    any_of: tuple[tuple[tuple[str, str], ...], ...] = ()
    nobody: bool = False


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


def _test(text: str) -> tuple[str, str]:
    found = _TEST.fullmatch(text.strip())
    if not found:
        raise ValueError("expected ${item} = 'answer' or selected(${item}, 'answer'), joined by \"and\" or \"or\"")
    return found[1] or found[2], found[3]
