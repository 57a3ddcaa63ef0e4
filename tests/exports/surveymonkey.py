"""An invented export of SurveyMonkey, condensed and expanded."""

from coprod.codebook import Codebook
from tests.exports.crowd import Person, nobody
from tests.exports.shapes import Export, Shape, cell, columns_of, label, traced


def surveymonkey(book: Codebook, people: list[Person], expanded: bool = False) -> Export:
    """Two header rows; who opened the form and left is there too. Expanded: a column for every answer."""
    heads = [["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
              "Last Name", "Custom Data 1"], [""] * 9]
    columns = columns_of(book, ("several", "one") if expanded else ("several",))
    above = ""
    for item, option in columns:
        question = item.stem or item.label
        whole = "Open-Ended Response" if item.kind == "text" else "Response"
        part = label(book, item.name, option) if option else whole
        if item.stem:
            part = f"{item.label} - {part}" if option else item.label
        heads[0].append("" if question == above else question)
        heads[1].append("Other (please specify)" if option == "other" else part)
        above = question
    rows = [[str(t.number), "90210777", f"01/{t.day:02}/2020 09:00:01 AM", f"01/{t.day:02}/2020 09:05:02 AM", t.ip,
             t.email, t.first, t.last, t.token, *(cell(book, person, *column) for column in columns)]
            for t, person in traced([*people, nobody(book), nobody(book)])]
    return Export([*heads, *rows], {"empty": 2})


def surveymonkey_expanded(book: Codebook, people: list[Person]) -> Export:
    """The same with a column for every answer."""
    return surveymonkey(book, people, expanded=True)


SHAPES = {
    "surveymonkey": Shape("surveymonkey", surveymonkey, encoding="utf-8-sig"),
    "surveymonkey-expanded": Shape("surveymonkey", surveymonkey_expanded),
}
