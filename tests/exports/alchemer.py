"""An invented export of Alchemer."""

from coprod.codebook import Codebook, Item
from tests.exports.crowd import Person, nobody, typed
from tests.exports.shapes import Export, Shape, cell, columns_of, label, traced


def alchemer(book: Codebook, people: list[Person], split: tuple[str, ...] = ("several",)) -> Export:
    """"Row:Question" for grids and options; the words beside "other" once more; empty partial rows; one turned away."""
    columns = [c for c in columns_of(book, split) for c in [c] * (1 + (c[1] == "other"))]
    heads = ["Response ID", "Time Started", "Date Submitted", "Status", "Contact ID", "Legacy Comments", "Language",
             "Referer", "SessionID", "User Agent", "IP Address", "Longitude", "Latitude", "Country", "City",
             "State/Region", "Postal"]
    for item, option in columns:
        part = "Other - Write In" if option == "other" else label(book, item.name, option)
        heads.append(f"{item.label}:{item.stem}" if item.stem else f"{part}:{item.label}" if option else item.label)
    kinds = ["Complete"] * len(people) + ["Partial"] * 3 + ["Disqualified"] * len(people[:1])
    rows = []
    for kind, (t, person) in zip(kinds, traced([*people, *[nobody(book)] * 3, *people[:1]]), strict=True):
        day = f"2020-01-{t.day:02}"
        rows.append([str(t.number), f"{day} 09:00:01", f"{day} 09:05:02", kind, t.token, "", "English",
                     f"https://x.example/{t.token}", t.token, "Mozilla", t.ip, "-1.9", t.latitude, "United Kingdom",
                     "Ashby", "ENG", "AA1", *(_cell(book, person, *column) for column in columns)])
    return Export([heads, *rows], {"empty": 3, "turned away by the form": 1})


def alchemer_one_cell(book: Codebook, people: list[Person]) -> Export:
    """The same with several choices in one cell."""
    return alchemer(book, people, ())


def _cell(book: Codebook, person: Person, item: Item, option: str) -> str:
    if item.kind != "several" or option:
        return cell(book, person, item, option)
    words = {"other": f"Other - Write In: {typed(person)}"}
    return ";".join(words.get(name, label(book, item.name, name)) for name in person[item.name])


SHAPES = {"alchemer": Shape("alchemer", alchemer, encoding="mac_roman"),
          "alchemer-one-cell": Shape("alchemer", alchemer_one_cell)}
