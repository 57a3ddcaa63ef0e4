"""Reads a codebook and says all that is wrong with it at once."""

from pathlib import Path

from coprod.codebook.definitions import Codebook
from coprod.codebook.indicators import read_breakdowns, read_indicators
from coprod.codebook.questions import read_questions
from coprod.codebook.sheets_of_codebook import Problems, read_workbook
from coprod.errors import refuse


def read_codebook(path: Path, language: str = "") -> Codebook:
    """Read `codebook.xlsx` (XLSForm sheets survey, choices, settings, and ours: indicators, breakdowns).

    `language`: that of the labels, as named in the workbook; without it the one the workbook starts in. Raises BadInput
    with sheet and row for every problem found.
    """
    book, problems = read_workbook(path), Problems(path.name)
    language = language or next(iter(book.languages), "")
    asked = read_questions(book.rows["survey"], book.rows["choices"], language, problems)
    indicators = read_indicators(book.rows["indicators"], asked, problems)
    breakdowns = read_breakdowns(book.rows["breakdowns"], asked, indicators, problems)
    refuse(problems.found)
    return Codebook(book.rows["settings"][0].words("form_title", language), asked.items, asked.scales, indicators,
                    breakdowns, tuple(asked.notes), language, book.languages)
