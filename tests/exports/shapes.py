"""What the writers of invented exports share: an export as rows of cells, and cells in words."""

from collections.abc import Callable
from dataclasses import dataclass, field

from coprod.codebook import Codebook, Item
from tests.exports.crowd import Person, Trace, trace, typed


@dataclass(frozen=True)
class Export:
    """`rows`: headings and answers; `odd`: rows of no response, by the start of the reason; `key`: a second file."""

    rows: list[list[str]]
    odd: dict[str, int] = field(default_factory=dict)
    key: list[list[str]] = field(default_factory=list)


@dataclass(frozen=True)
class Shape:
    """How a platform saves: its name; `make`: codebook and people to an export; `delimiter`, `encoding` of its CSV."""

    platform: str
    make: Callable[[Codebook, list[Person]], Export]
    delimiter: str = ","
    encoding: str = "utf-8"


def label(book: Codebook, item: str, name: str) -> str:
    """The words of an answer, by its name."""
    return next((answer.label for answer in book.scales.get(book.items[item].scale, ()) if answer.name == name), "")


def traced(people: list[Person]) -> list[tuple[Trace, Person]]:
    """People, each with what the tool knows of them."""
    return [(trace(n), person) for n, person in enumerate(people)]


def columns_of(book: Codebook, split: tuple[str, ...] = ("several",)) -> list[tuple[Item, str]]:
    """The columns of an export, as item and option; questions of the kinds `split` have one for each answer."""
    return [(i, name) for i in book.asked
            for name in ([a.name for a in book.answers(i.name)] if i.kind in split else [""])]


def cell(book: Codebook, person: Person, item: Item, option: str = "") -> str:
    """A cell in words; an option's column holds its words where it was chosen, that of "other" what was written."""
    given = person[item.name]
    if option:
        chosen = option in given if item.kind == "several" else option == given
        return (typed(person) if option == "other" else label(book, item.name, option)) if chosen else ""
    return label(book, item.name, given) if item.kind == "one" else given


def one_cell_each(book: Codebook, person: Person, separator: str, end: str = "") -> list[str]:
    """A cell a question; several choices are joined by `separator`."""
    cells = []
    for item in book.asked:
        if item.kind == "several":
            words = [cell(book, person, item, name) for name in person[item.name]]
            cells.append(separator.join(words) + end if words else "")
        else:
            cells.append(cell(book, person, item))
    return cells


def numbers_of(book: Codebook) -> dict[str, str]:
    """Item to the number of its question: a grid is one question."""
    numbers: dict[str, str] = {}
    for item in book.asked:
        numbers.setdefault(item.stem or item.name, f"Q{len(numbers) + 1}")
    return {item.name: numbers[item.stem or item.name] for item in book.asked}


def place(book: Codebook, item: Item, option: str) -> str:
    """The number of a row in its grid, or of an option among the options."""
    if option:
        return str([answer.name for answer in book.answers(item.name)].index(option) + 1)
    rows = [other.name for other in book.asked if item.stem and other.stem == item.stem]
    return str(rows.index(item.name) + 1) if rows else ""
