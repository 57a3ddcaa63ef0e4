"""The questionnaire in the order people meet it (notes, headings, numbered questions, grids), and how long it takes."""

import itertools
from dataclasses import dataclass, replace
from math import ceil

from coprod.codebook import Answer, Codebook, Item, Universe

WORDS_A_MINUTE = 200
SECONDS = {"one": 3, "grid": 3, "several": 1, "number": 5, "text": 45}


@dataclass(frozen=True)
class Screen:
    """One thing on the form. `kind`: note, heading, one, several, number, text or grid.

    `label`: the note, the heading, the question, or what stands above a grid; `items`: what is asked (none in a note);
    `number`: of the question, 0 where nothing is asked; `only_if`: in words, who is asked ("" for everybody).
    """

    kind: str
    label: str
    items: tuple[Item, ...] = ()
    answers: tuple[Answer, ...] = ()
    number: int = 0
    only_if: str = ""


def blocks(book: Codebook) -> tuple[Screen, ...]:
    """The form of a codebook; the bank is left out. Rows of one group with the same answers make a grid."""
    made, number, place = [], 0, {}
    for block in _in_order(book):
        if block.items:
            number += 1
            place |= {item.name: (number, item.label if block.kind == "grid" else "") for item in block.items}
            block = replace(block, number=number, only_if=_only_if(block.items[0].universe, book, place))
        made.append(block)
    return tuple(made)


def introduction(form: tuple[Screen, ...]) -> tuple[Screen, ...]:
    """The notes before the first question."""
    return tuple(itertools.takewhile(lambda block: block.kind == "note", form))


def minutes(form: tuple[Screen, ...]) -> int:
    """Whole minutes, rounded up, for somebody who is asked everything.

    words ÷ 200 a minute + 3 seconds for each choice (also in each row of a grid) + 1 second for each option of several
    + 5 seconds for a number + 45 seconds for a comment. The reading speed is slower than the 238 words of the average
    adult (Brysbaert 2019, J. Memory and Language 109), since everybody should be able to finish; the seconds are our
    own assumption. An ordinary question then takes about 10 seconds, as Pew Research Center found (Decoded, 8 December
    2022).
    """
    seconds = sum(60 * words(block) / WORDS_A_MINUTE + _answering(block) for block in form)
    return max(1, ceil(seconds / 60))


def words(block: Screen) -> int:
    """The number of words that somebody reads; the answers above a grid are read once."""
    texts = [block.label, *(answer.label for answer in block.answers)]
    texts += [item.label for item in block.items] if block.kind == "grid" else [item.hint for item in block.items]
    return sum(len(text.split()) for text in texts)


def _in_order(book: Codebook):
    """Blocks without numbers, in the order of the survey sheet."""
    notes = {note.row: note for note in book.notes}
    parts = sorted([*((item.row, item) for item in book.asked), *notes.items()], key=lambda part: part[0])
    headed = 0
    for key, run in itertools.groupby(parts, key=lambda part: _grid_key(part[1]) or part[0]):
        things = [thing for _, thing in run]
        if not isinstance(things[0], Item):
            yield Screen("note", things[0].label)
        elif isinstance(key, tuple) and len(things) > 1:
            yield Screen("grid", things[0].stem, tuple(things), book.scales[things[0].scale])
        else:
            if things[0].stem and things[0].stem_row != headed:
                headed = things[0].stem_row
                yield Screen("heading", things[0].stem)
            yield from (_question(item, book) for item in things)


def _grid_key(thing) -> tuple | None:
    """What the rows of a grid have in common; None for what cannot stand in one."""
    if isinstance(thing, Item) and thing.stem and thing.kind == "one" and not thing.bands:
        return thing.stem_row, thing.scale, thing.universe
    return None


def _question(item: Item, book: Codebook) -> Screen:
    kind = "number" if item.bands else item.kind
    return Screen(kind, item.label, (item,), () if kind in ("number", "text") else book.answers(item.name))


def _only_if(universe: Universe, book: Codebook, place: dict[str, tuple[int, str]]) -> str:
    """Who is asked: 'Only if you chose "Yes" or "Not sure" in question 4.'"""
    if not universe.any_of:
        return ""
    single = {way[0][0] for way in universe.any_of if len(way) == 1}
    if len(single) == 1 and all(len(way) == 1 for way in universe.any_of):
        chosen = " or ".join(_label(book, *way[0]) for way in universe.any_of)
        return f"Only if you chose {chosen} in {_place(place[single.pop()])}."
    ways = (" and ".join(f"{_label(book, item, answer)} in {_place(place[item])}" for item, answer in way)
            for way in universe.any_of)
    return f"Only if you chose {', or '.join(ways)}."


def _label(book: Codebook, item: str, answer: str) -> str:
    return "\u201c" + next(a.label for a in book.answers(item) if a.name == answer) + "\u201d"


def _place(where: tuple[int, str]) -> str:
    number, row = where
    return f"question {number}" + (f", row \u201c{row}\u201d" if row else "")


def _answering(block: Screen) -> int:
    each = len(block.items) if block.kind == "grid" else len(block.answers) if block.kind == "several" else 1
    return SECONDS.get(block.kind, 0) * each
