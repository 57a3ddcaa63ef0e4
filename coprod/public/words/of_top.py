"""Sentences of the page above all surveys."""

from coprod.public.words.language import entries_of

__getattr__ = entries_of("top")
