"""Invented tables of tools that are not known by name: one row of headings, nothing else is sure."""

from coprod.codebook import Codebook
from tests.exports.crowd import Person
from tests.exports.shapes import Export, Shape, cell, columns_of, label


def plain(book: Codebook, people: list[Person]) -> Export:
    """As Sogolytics and others join headings: question, a dash, row or option; a chosen option says its words."""
    columns = columns_of(book)
    heads = [f"{item.label} - {label(book, item.name, option)}" if option else
             f"{item.stem} - {item.label}" if item.stem else item.label for item, option in columns]
    return Export([heads, *([cell(book, person, *column) for column in columns] for person in people)])


SHAPES = {"plain": Shape("plain", plain)}
