"""An invented export of Moodle Feedback."""

from coprod.codebook import Codebook
from tests.exports.crowd import Person
from tests.exports.shapes import Export, Shape, one_cell_each, traced


def moodle(book: Codebook, people: list[Person]) -> Export:
    """Several choices in one cell, a line each."""
    heads = ["ID", "Full name", "Email address", "Groups", "Date",
             *(f"({item.name}) {item.label}" for item in book.asked)]
    rows = [[str(t.number), f"{t.first} {t.last}", t.email, t.token, f"{t.day} January 2020, 9:05 AM",
             *one_cell_each(book, person, "\n", "\n")] for t, person in traced(people)]
    return Export([heads, *rows])


SHAPES = {"moodle": Shape("moodle", moodle)}
