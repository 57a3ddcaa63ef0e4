"""Who seems not to have been asked a question: a pattern of blanks behind an earlier answer, proposed as `relevant`."""

from itertools import groupby

import numpy as np

from coprod.codebook import Codebook
from coprod.private.coding.categorical import FIRST, NOT_ANSWERED, Coded
from coprod.private.coding.cleaning import Cleaned

_FEWEST, _MOST_BLANK = 10, 0.1


def proposed(cleaned: Cleaned, book: Codebook) -> list[str]:
    """A sentence for each earlier answer after which nobody answered some questions, which nearly all others did."""
    coded, found = cleaned.coded, []
    asked = [item for item in book.asked if item.kind != "text"]
    first = {item.name: next(name for name in coded.answers if name == item.name or name.startswith(f"{item.name}/"))
             for item in asked}
    for place, item in enumerate(asked):
        if not item.universe.any_of and (blank := coded.column(first[item.name]) <= NOT_ANSWERED).sum() >= _FEWEST:
            earlier = [other for other in asked[:place] if other.kind == "one" and 2 <= len(book.answers(other.name)) <= 12]
            why = next((why for other in reversed(earlier) if (why := _decides(coded, other.name, book, blank))), None)
            found.append((item.name, why)) if why else None
    return [_sentence([name for name, _ in group], *why) for why, group in groupby(found, key=lambda pair: pair[1])]


def _decides(coded: Coded, name: str, book: Codebook, blank: np.ndarray) -> tuple[str, tuple[str, ...]] | None:
    """The answers of an earlier item after which everybody left a question blank, and hardly anybody else did."""
    column, answers = coded.column(name), book.answers(name)
    here = [column == code for code, _ in enumerate(answers, FIRST)]
    silent = [one.any() and blank[one].all() for one in here]
    others = np.logical_or.reduce([one for one, is_silent in zip(here, silent, strict=True) if not is_silent] or [blank & False])
    people = sum(int(one.sum()) for one, is_silent in zip(here, silent, strict=True) if is_silent)
    if people < _FEWEST or not others.any() or blank[others].mean() > _MOST_BLANK:
        return None
    return name, tuple(answer.name for answer, is_silent in zip(answers, silent, strict=True) if not is_silent)


def _sentence(items: list[str], name: str, answers: tuple[str, ...]) -> str:
    who = items[0] if len(items) == 1 else f"{items[0]} … {items[-1]} ({len(items)} questions)"
    relevant = " or ".join(f"${{{name}}} = '{answer}'" for answer in answers)
    return (f"{who}: left blank by all who gave other answers to {name}. If the form did not put it to them, write under relevant "
            f"in codebook.xlsx: {relevant}")
