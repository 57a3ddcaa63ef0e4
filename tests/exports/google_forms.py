"""An invented export of Google Forms, directly and through Google Sheets."""

from coprod.codebook import Codebook
from tests.exports.crowd import Person
from tests.exports.shapes import Export, Shape, one_cell_each, traced


def google_forms(book: Codebook, people: list[Person], separator: str = ";") -> Export:
    """A grid as "Stem [Row]", every other one with two spaces."""
    heads = ["Timestamp", "Email Address", "Username"]
    heads += [f"{i.stem}{' ' * (1 + n % 2)}[{i.label}]" if i.stem else i.label for n, i in enumerate(book.asked)]
    return Export([heads, *([f"2020/01/{t.day:02} 9:05:{t.number % 60:02} am GMT", t.email, t.first,
                             *one_cell_each(book, person, separator)] for t, person in traced(people))])


def google_sheets(book: Codebook, people: list[Person]) -> Export:
    """The same, through Google Sheets."""
    return google_forms(book, people, ", ")


SHAPES = {
    "google-forms": Shape("google-forms", google_forms),
    "google-forms-sheets": Shape("google-forms", google_sheets),
}
