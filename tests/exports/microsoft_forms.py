"""An invented export of Microsoft Forms."""

from collections import Counter

from coprod.codebook import Codebook
from tests.exports.crowd import Person
from tests.exports.shapes import Export, Shape, one_cell_each, traced


def microsoft_forms(book: Codebook, people: list[Person]) -> Export:
    """Grids by their statements alone, with a digit where one stands there again; spaces that cannot break."""
    seen: Counter[str] = Counter()
    heads = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time", "Language"]
    for item in book.asked:
        seen[item.label] += 1
        heads.append(item.label.replace(" ", "\u00a0", 1) + (str(seen[item.label]) if seen[item.label] > 1 else ""))
    return Export([heads, *([str(t.number), f"1/{t.day}/20 9:00:01", f"1/{t.day}/20 9:05:02", t.email, t.first, "",
                             "en-GB", *one_cell_each(book, person, ";", ";")] for t, person in traced(people))])


SHAPES = {
    "microsoft-forms": Shape("microsoft-forms", microsoft_forms, encoding="utf-8-sig"),
    "microsoft-forms-windows": Shape("microsoft-forms", microsoft_forms, encoding="cp1252"),
}
