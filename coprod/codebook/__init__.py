"""What was asked: items, scales, indicators and declared breakdowns, read from an XLSForm workbook."""

from coprod.codebook.definitions import Answer, Breakdown, Codebook, Indicator, Item, Note
from coprod.codebook.expressions import Band, Rule, Universe, band_of, parse_rule
from coprod.codebook.read import read_codebook
from coprod.codebook.sheets_of_codebook import language_code

__all__ = [
    "Answer", "Band", "Breakdown", "Codebook", "Indicator", "Item", "Note", "Rule", "Universe", "band_of",
    "language_code", "parse_rule", "read_codebook",
]
