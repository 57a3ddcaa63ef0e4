"""What was asked: items, scales, indicators and declared breakdowns, read from an XLSForm workbook."""

from coprod.codebook.model import Answer, Breakdown, Codebook, Indicator, Item, Note
from coprod.codebook.read import read_codebook

__all__ = ["Answer", "Breakdown", "Codebook", "Indicator", "Item", "Note", "read_codebook"]
