"""Who seems not to have been asked a question: a pattern of blanks behind an earlier answer, proposed as `relevant`."""

from itertools import groupby

import numpy as np

from coprod.codebook import Codebook
from coprod.private.coding.categorical import FIRST, NOT_ANSWERED, Coded
from coprod.private.coding.cleaning import Cleaned

_FEWEST, _MOST_BLANK, _LOOK = 10, 0.1, 2000


def proposed(cleaned: Cleaned, book: Codebook) -> list[str]:
    """A sentence for each earlier answer after which nobody answered some questions, which nearly all others did."""
    coded, found = cleaned.coded, []
    asked = [item for item in book.asked if item.kind != "text"]
    first = {item.name: next(name for name in coded.answers if name == item.name or name.startswith(f"{item.name}/"))
             for item in asked}
    for place, item in enumerate(asked):
        if not item.universe.any_of and (blank := coded.column(first[item.name]) <= NOT_ANSWERED).sum() >= _FEWEST:
            earlier = [other for other in asked[:place] if other.kind == "one"
                       and 2 <= len(book.answers(other.name)) <= 12]
            why = next((why for other in reversed(earlier) if (why := _decides(coded, other.name, book, blank))), None)
            found.append((item.name, why)) if why else None
    return [_sentence([name for name, _ in group], *why) for why, group in groupby(found, key=lambda pair: pair[1])]


def _decides(coded: Coded, name: str, book: Codebook, blank: np.ndarray) -> tuple[str, tuple[str, ...]] | None:
    """The answers of an earlier item after which hardly anybody left a question blank, where after all others
    everybody did.

    A look at a few people says first whether there is anything to find.
    """
    column, answers = coded.column(name), book.answers(name)
    for step in (max(len(blank) // _LOOK, 1), 1):
        counts = np.bincount(column[::step] * 2 + blank[::step], minlength=2 * (FIRST + len(answers))).reshape(-1, 2)
        said, silent = counts[FIRST:].T
        asked = said > 0
        if not asked.any() or asked.all() or silent[asked].sum() > _MOST_BLANK * (said + silent)[asked].sum():
            return None
    if silent[~asked].sum() < _FEWEST:
        return None
    return name, tuple(answer.name for answer, is_asked in zip(answers, asked, strict=True) if is_asked)


def _sentence(items: list[str], name: str, answers: tuple[str, ...]) -> str:
    who = items[0] if len(items) == 1 else f"{items[0]} … {items[-1]} ({len(items)} questions)"
    relevant = " or ".join(f"${{{name}}} = '{answer}'" for answer in answers)
    return (f"{who}: left blank by all who gave other answers to {name}. If the form did not put it to them, write "
            f"under relevant "
            f"in codebook.xlsx: {relevant}")
