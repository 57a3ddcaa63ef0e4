"""An invented export of Typeform."""

from coprod.codebook import Codebook
from tests.exports.crowd import Person, nobody
from tests.exports.shapes import Export, Shape, cell, columns_of, label, traced


def typeform(book: Codebook, people: list[Person]) -> Export:
    """An option's column bears the option alone; yes and no are 1 and 0; the tool's own columns stand at both ends."""
    columns = columns_of(book)
    heads = ["#", *(label(book, item.name, option) if option else item.label for item, option in columns),
             "Response Type", "Start Date (UTC)", "Stage Date (UTC)", "Submit Date (UTC)", "Network ID", "Tags"]
    rows = []
    for t, person in traced([*people, nobody(book)]):
        cells = [cell(book, person, *column) for column in columns]
        binary = [not option and {a.name for a in book.scales.get(item.scale, ())} == {"yes", "no"}
                  for item, option in columns]
        cells = [{"Yes": "1", "No": "0"}.get(cell, cell) if both else cell
                 for cell, both in zip(cells, binary, strict=True)]
        day = f"2020-01-{t.day:02}"
        rows.append([t.token, *cells, "completed", f"{day} 09:00:01", "", f"{day} 09:05:02", f"net{t.number}", ""])
    return Export([heads, *rows], {"empty": 1})


SHAPES = {"typeform": Shape("typeform", typeform)}
