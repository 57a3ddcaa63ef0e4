"""Names and notes of the files beside the pages: spreadsheet, CSV, PDF, zip."""

from coprod.public.words import DRAFT, INVENTED, protection
from coprod.public.words.of_change import ALL_ANSWERS, SCORES

COVER, CONTENTS, NOTES = "Cover", "Contents", "Notes"
CONTENTS_HEADINGS, NOTE_HEADINGS = ["Sheet", "What it shows", "On these pages"], ["Note", "What it says"]
PARTS = {"range": [": from", ": to"], "points": [" (points)"], "points range": [": from (points)", ": to (points)"],
         "hundred": [" (in 100)"], "hundred range": [": from (in 100)", ": to (in 100)"],
         "score": ["", ", likely range: from", ", likely range: to"]}
ONE_TABLE = "This sheet has one table. Its notes are on the sheet “Notes”."
EMPTY_CELLS = "An empty cell: not asked, not shown, or so few people gave this answer that it is counted with the one next to it."
HOW_TO_USE = ("Each table of the pages has a sheet of its own. The sheet “Contents” lists them. The sheet “Notes” says how to read "
              "the columns. The numbers are those of the pages, and are rounded as they are there.")
COLUMN_NOTES = {
    "percent": "Shares are rounded to whole per cents. So the shares of one question may not add up to 100%.",
    "range": "The true figure lies somewhere between the two ends. For a team or group only such a range is shown.",
    "points": "A change is the later share minus the earlier one, in points. From 50% to 60% is 10 points.",
    "points range": "The true change lies somewhere between the two ends, in points.",
    "whole": "A number of people.",
    "hundred": ALL_ANSWERS,
    "hundred range": "The true figure lies somewhere between the two ends.",
    "score": SCORES,
}
# The files beside the pages.
ALL_TOGETHER, TO_PRINT, TEAMS_TO_PRINT = "All in one", "To print", "Team pages to print"
TO_CHECK = "To check these pages, or to make them again"
AS_ZIP = "Everything in one file, to send or to keep (ZIP file)"
AS_SPREADSHEET = "All numbers in one spreadsheet (Excel file)"
MANIFEST = "What these pages were made of, and how to check them"
TEAM_PAGES_TOGETHER = "Team pages"


def all_numbers(title: str) -> str:
    """What the spreadsheet is called."""
    return f"{title}: all numbers"


def workbook_cover(about: dict) -> list[str]:
    """What stands on the first sheet: what it is, how to use it, how people are protected."""
    marks = [DRAFT] * about["draft"] + [INVENTED] * about["invented"]
    return [*marks, about["intro"], about["who"], HOW_TO_USE, *protection(about["floor"])]


def tables_of(page: str) -> str:
    """What the files of a page's tables are called together."""
    return f"Tables of “{page}” (CSV files)"


def as_pdf(title: str) -> str:
    """The name of a page as a PDF file."""
    return f"{title} (PDF file)"


def as_notebook(title: str) -> str:
    """The name of a page as a notebook."""
    return f"{title} (notebook)"


def table_number(number: int) -> str:
    """What a sheet is called: "Table 3"."""
    return f"Table {number}"


def note_mark(number: int) -> str:
    """What points to a note: " [note 2]"."""
    return f" [note {number}]"
