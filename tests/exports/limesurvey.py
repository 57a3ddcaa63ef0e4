"""An invented export of LimeSurvey in its styles of headings."""

from coprod.codebook import Codebook, Item
from tests.exports.crowd import Person, nobody
from tests.exports.shapes import Export, Shape, cell, columns_of, label, traced

_OWN = {
    "id": "Response ID", "submitdate": "Date submitted", "lastpage": "Last page", "startlanguage": "Start language",
    "seed": "Seed", "token": "Access code", "startdate": "Date started", "datestamp": "Date last action",
    "ipaddr": "IP address", "refurl": "Referrer URL",
}


def limesurvey(book: Codebook, people: list[Person], style: str = "code") -> Export:
    """Styles: `code` Q1[SQ001], short answers; `both` Q1[SQ001]. Question [Row]; `text` as that; `short` cut off."""
    columns = columns_of(book)
    coded, worded = [*_OWN], [*_OWN.values()]
    for item, option in columns:
        part = option or (item.name if item.stem else "")
        coded.append((f"grid[{part}]" if item.stem else f"{item.name}[{part}]") if part else item.name)
        row = label(book, item.name, option) or (item.label if item.stem else "")
        cut = _short if style == "short" else str
        worded.append(cut(item.stem or item.label) + (f" [{cut(row)}]" if row else ""))
    both = [f"{code}. {words}" for code, words in zip(coded, worded, strict=True)]
    heads = {"code": coded, "both": both}.get(style, worded)
    rows = []
    for t, person in traced([*people, nobody(book)]):
        done = "" if person == nobody(book) else f"2020-01-{t.day:02} 09:05:02"
        cells = (_cell(book, person, style, *column) for column in columns)
        day = f"2020-01-{t.day:02}"
        rows.append([str(t.number), done, "3", "en", t.token, t.token, f"{day} 09:00:01", f"{day} 09:05:02", t.ip,
                     f"https://intranet.example/{t.token}", *cells])
    return Export([heads, *rows], {"empty": 1})


def limesurvey_both(book: Codebook, people: list[Person]) -> Export:
    """The full headings: code and words."""
    return limesurvey(book, people, "both")


def limesurvey_text(book: Codebook, people: list[Person]) -> Export:
    """The words alone."""
    return limesurvey(book, people, "text")


def limesurvey_short(book: Codebook, people: list[Person]) -> Export:
    """The first 15 letters of the words."""
    return limesurvey(book, people, "short")


def _cell(book: Codebook, person: Person, style: str, item: Item, option: str) -> str:
    if style == "code" and item.kind == "one":
        return person[item.name]
    if item.kind == "several" and option != "other":
        chosen = option in person[item.name]
        return ("Y" if chosen else "") if style == "code" else "Yes" if chosen else "No" if person[item.name] else "N/A"
    return cell(book, person, item, option)


def _short(words: str) -> str:
    return f"{words[:15]}.. " if len(words) > 18 else words


SHAPES = {
    "limesurvey-code": Shape("limesurvey", limesurvey, encoding="utf-8-sig"),
    "limesurvey-both": Shape("limesurvey", limesurvey_both, encoding="utf-8-sig"),
    "limesurvey-text": Shape("limesurvey", limesurvey_text, ";", "utf-8-sig"),
    "limesurvey-short": Shape("limesurvey", limesurvey_short),
}
