"""Names and notes of the files beside the pages: spreadsheet, CSV, PDF, zip."""

from coprod.report.messages import protection
from coprod.report.messages.language import entries_of, say

__getattr__ = entries_of("files")


def all_numbers(title: str) -> str:
    """What the spreadsheet is called."""
    return say("files.all_numbers", title=title)


def workbook_cover(about: dict) -> list[str]:
    """What stands on the first sheet: what it is, how to use it, how people are protected."""
    marks = [say("survey.draft")] * about["draft"] + [say("survey.invented")] * about["invented"]
    return [*marks, about["intro"], about["who"], say("files.how_to_use"), *protection(about["floor"])]


def tables_of(page: str) -> str:
    """What the files of a page's tables are called together."""
    return say("files.tables_of", page=page)


def as_pdf(title: str) -> str:
    """The name of a page as a PDF file."""
    return say("files.as_pdf", title=title)


def as_notebook(title: str) -> str:
    """The name of a page as a notebook."""
    return say("files.as_notebook", title=title)


def table_number(number: int) -> str:
    """What a sheet is called: "Table 3"."""
    return say("files.table_number", number=number)


def table_named(number: int, title: str) -> str:
    """What the file of a table is called: "Table 3: Who answered"."""
    return say("files.table_named", table=table_number(number), title=title)


def note_mark(number: int) -> str:
    """What points to a note: " [note 2]"."""
    return say("files.note_mark", number=number)


def again(heading: str, number: int) -> str:
    """A heading that stands in a table more than once: "Share (2)"."""
    return say("files.again", heading=heading, number=number)
