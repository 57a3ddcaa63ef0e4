"""An invented export of SmartSurvey."""

from coprod.codebook import Codebook
from tests.exports.crowd import Person, nobody
from tests.exports.shapes import Export, Shape, cell, columns_of, label, numbers_of, place, traced


def smartsurvey(book: Codebook, people: list[Person]) -> Export:
    """Three header rows, numbered questions and grid rows, a column an option, a dot where nothing was said."""
    numbers = numbers_of(book)
    own = ["UserID", "UserNo", "Name", "Email", "IP Address", "Unique ID", "Started", "Ended", "Tracking Link"]
    heads = [own, [""] * len(own), [""] * len(own)]
    columns = columns_of(book)
    for item, option in columns:
        heads[0].append(f"{numbers[item.name]}. {item.stem or item.label}")
        heads[1].append(f"{place(book, item, '')}. {item.label}" if item.stem else label(book, item.name, option))
        heads[2].append("Other" if option == "other" else "Answer")
    rows = [[str(t.number), str(n), f"{t.first} {t.last}", t.email, t.ip, t.token, f"{t.day:02}/01/2020 09:00:01",
             f"{t.day:02}/01/2020 09:05:02", t.token, *(cell(book, person, *column) or "." for column in columns)]
            for n, (t, person) in enumerate(traced([*people, nobody(book)]), 1)]
    return Export([*heads, *rows], {"empty": 1})


SHAPES = {"smartsurvey": Shape("smartsurvey", smartsurvey)}
