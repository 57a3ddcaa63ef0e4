"""What was asked: items, scales, indicators and declared breakdowns, read from an XLSForm workbook."""

from coprod.codebook.expressions import Band, Rule, Universe, band_of, parse_rule
from coprod.codebook.model import Answer, Breakdown, Codebook, Indicator, Item, Note
from coprod.codebook.read import read_codebook
from coprod.codebook.workbook import language_code

__all__ = [
    "Answer", "Band", "Breakdown", "Codebook", "Indicator", "Item", "Note", "Rule", "Universe", "band_of",
    "language_code", "parse_rule", "read_codebook",
]
