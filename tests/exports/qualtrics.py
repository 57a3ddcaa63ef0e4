"""An invented export of Qualtrics, with three header rows and with two."""

import json

from coprod.codebook import Codebook, Item
from tests.exports.crowd import Person, trace
from tests.exports.shapes import Export, Shape, cell, columns_of, label, numbers_of, one_cell_each, place, traced

_OWN = {
    "StartDate": "Start Date", "EndDate": "End Date", "Status": "Response Type", "IPAddress": "IP Address",
    "Progress": "Progress", "Duration (in seconds)": "Duration (in seconds)", "Finished": "Finished",
    "RecordedDate": "Recorded Date", "ResponseId": "Response ID", "RecipientLastName": "Recipient Last Name",
    "RecipientFirstName": "Recipient First Name", "RecipientEmail": "Recipient Email",
    "ExternalReference": "External Data Reference", "LocationLatitude": "Location Latitude",
    "DistributionChannel": "Distribution Channel", "UserLanguage": "User Language",
}
_IMPORTS = ["startDate", "endDate", "status", "ipAddress", "progress", "duration", "finished", "recordedDate",
            "_recordId", "recipientLastName", "recipientFirstName", "recipientEmail", "externalDataReference",
            "locationLatitude", "distributionChannel", "userLanguage"]


def qualtrics(book: Codebook, people: list[Person]) -> Export:
    """Names, texts, import ids; options in columns of their own, words beside "other" too; tests and previews."""
    columns = [c for item, option in columns_of(book)
               for c in [(item, option), (item, option, "TEXT")][: 1 + (option == "other")]]
    numbers = numbers_of(book)
    names, texts = list(_OWN), list(_OWN.values())
    for item, option, *text in columns:
        names.append("_".join(filter(None, [numbers[item.name], place(book, item, option), *text])))
        parts = [item.stem or item.label, *(["Selected Choice"] if option and not text else []),
                 item.label if item.stem else "", label(book, item.name, option), *(["Text"] if text else [])]
        texts.append(" - ".join(filter(None, parts)))
    imports = [*_IMPORTS, *(f"QID{n}" for n in range(len(columns)))]
    ids = [json.dumps({"ImportId": name} | ({"timeZone": "Europe/London"} if "Date" in name else {}))
           for name in imports]
    kinds = {"IP Address": people, "Survey Preview": people[:1], "Survey Test": people[:1], "Spam": people[:2]}
    rows = []
    for n, (kind, person) in enumerate((kind, person) for kind, some in kinds.items() for person in some):
        t = trace(n)
        rows.append([f"2020-01-{t.day:02} 09:00:01", f"2020-01-{t.day:02} 09:05:02", kind, t.ip, "100", "301", "True",
                     f"2020-01-{t.day:02} 09:05:03", f"R_{t.number}", t.last, t.first, t.email, t.token, t.latitude,
                     "email", "EN", *(_cell(book, person, *column) for column in columns)])
    return Export([names, texts, ids, *rows], {"a preview": 1, "a test answer": 1, "spam": 2})


def qualtrics_legacy(book: Codebook, people: list[Person]) -> Export:
    """Two header rows, the tool's columns as V1 to V10, several choices in one cell by comma."""
    own = ["ResponseID", "ResponseSet", "Name", "ExternalDataReference", "EmailAddress", "IPAddress", "Status",
           "StartDate", "EndDate", "Finished"]
    numbers = numbers_of(book)
    names = [f"V{n}" for n in range(1, 11)] + [
        "_".join(filter(None, [numbers[i.name], place(book, i, "")])) for i in book.asked]
    texts = own + [f"{item.stem} - {item.label}" if item.stem else item.label for item in book.asked]
    rows = [[f"R_{t.number}", "Default Response Set", t.last, t.token, t.email, t.ip, "1" if n == len(people) else "0",
             f"2020-01-{t.day:02} 09:00:01", f"2020-01-{t.day:02} 09:05:02", "1", *one_cell_each(book, person, ",")]
            for n, (t, person) in enumerate(traced([*people, *people[:1]]))]
    return Export([names, texts, *rows], {"a preview": 1})


def _cell(book: Codebook, person: Person, item: Item, option: str, text: str = "") -> str:
    if text or option != "other":
        return cell(book, person, item, option)
    return "Other" if option in person[item.name] else ""


SHAPES = {
    "qualtrics": Shape("qualtrics", qualtrics),
    "qualtrics-utf-16": Shape("qualtrics", qualtrics, "\t", "utf-16"),
    "qualtrics-legacy": Shape("qualtrics", qualtrics_legacy),
}
