"""An invented export of REDCap, raw and with labels."""

from coprod.codebook import Codebook
from tests.exports.crowd import Person
from tests.exports.shapes import Export, Shape, columns_of, label, traced


def redcap(book: Codebook, people: list[Person]) -> Export:
    """Names and codes; an option's column is field___code with 0 and 1."""
    columns = columns_of(book)
    heads = ["record_id", "redcap_survey_identifier", "staff_survey_timestamp",
             *(f"{item.name}___{option}" if option else item.name for item, option in columns), "staff_survey_complete"]
    rows = [[str(t.number), t.email, f"2020-01-{t.day:02} 09:05:02",
             *(str(int(option in person[item.name])) if option else person[item.name] for item, option in columns), "2"]
            for t, person in traced(people)]
    return Export([heads, *rows])


def redcap_labels(book: Codebook, people: list[Person]) -> Export:
    """Words; an option's column says Checked or Unchecked."""
    columns = columns_of(book)
    heads = ["Record ID", "Survey Identifier", "Survey Timestamp",
             *(f"{item.label} (choice={label(book, item.name, option)})" if option else item.label
               for item, option in columns), "Complete?"]
    rows = [[str(t.number), t.email, f"2020-01-{t.day:02} 09:05:02",
             *(("Checked" if option in person[item.name] else "Unchecked") if option
               else label(book, item.name, person[item.name]) or person[item.name] for item, option in columns),
             "Complete"] for t, person in traced(people)]
    return Export([heads, *rows])


SHAPES = {"redcap": Shape("redcap", redcap), "redcap-labels": Shape("redcap", redcap_labels)}
