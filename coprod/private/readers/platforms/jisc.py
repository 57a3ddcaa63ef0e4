"""JISC Online Surveys: one header row of codes such as Q11_1_a; the words stand in a key file beside the export."""

import re

from coprod.private.readers.labels import fold
from coprod.private.readers.platforms import Heading, Platform, Rows, Ways, heads, row_or_option, unnumbered

_ID = ("urn", "unique response number")
_OWN = frozenset({*_ID, "started", "start time", "completed", "completion time", "submitted", "date", "ip address",
                  "username", "token", "email"})
_DEPTH = 4  # question, row, column, option


def _recognise(rows: Rows) -> bool:
    return not heads(rows).isdisjoint(_ID)


def _readings(rows: Rows) -> list[Ways]:
    return [() if fold(head) in _OWN or not head.strip() else _reading(head.strip(), words)
            for head, *words in zip(*rows, strict=True)]


def _reading(code: str, words: list[str]) -> Ways:
    """The words of the question come first, those of its row and option after them."""
    words = [unnumbered(part) for part in words if part]
    if len(words) < 2:
        return (Heading(code, label=words[0] if words else unnumbered(code)),)
    whole = () if len(words) == 2 else (Heading(code, stem=words[-3], label=words[-2], option=words[-1]),)
    return *whole, *row_or_option(words[-2], words[-1], code), Heading(code, label=words[-1])


def _key(codes: list[str], key: Rows) -> tuple[Rows, dict[int, dict[str, str]]]:
    """From lines `code, words` of a question, below it `number, words` of its answers; or `code, cell, words` of an
    answer.
    """
    words: dict[str, str] = {}
    answers: dict[str, dict[str, str]] = {}
    question = ""
    known = {part for code in codes for part in _parts(code)} | {fold(head) for head in _ID}
    for line in ([cell.strip() for cell in line if cell.strip()] for line in key):
        if len(line) == 2 and (fold(line[0]) in known or not question):
            question = fold(line[0])
            words[question] = unnumbered(line[1])
        elif len(line) == 2:  # the answers stand below their question, by number
            answers.setdefault(question, {})[fold(line[0])] = line[1]
        elif len(line) > 2:
            answers.setdefault(fold(line[0]), {})[fold(line[1])] = line[2]
    for code in map(fold, codes):  # where options have columns of their own, their words are the question's answers
        question, _, option = code.rpartition("_")
        if question in answers and option in answers[question] and code not in words:
            words[code] = answers[question][option]
    levels = [[words[part] for part in _parts(code) if part in words] for code in codes]
    rows = [[level[n] if n < len(level) else "" for level in levels] for n in range(_DEPTH)]
    return rows, {n: answers[part] for n, code in enumerate(codes) for part in _parts(code)[-1:] if part in answers}


def _parts(code: str) -> list[str]:
    """For Q11_1_a: q11, q11_1, q11_1_a."""
    cuts = [cut.start() for cut in re.finditer("_", code)]
    return [fold(code[:cut]) for cut in [*cuts, len(code)]]


PLATFORM = Platform("jisc", _recognise, _readings, ids=_ID, started=("started", "start time", "submitted", "date"),
                    dates="either", codes="numbers", key=_key)
