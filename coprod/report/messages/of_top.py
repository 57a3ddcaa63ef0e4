"""Sentences of the page above all surveys."""

from coprod.report.messages.language import entries_of

__getattr__ = entries_of("top")
