"""Everything a language has: `say` for sentences, `shown` for values in cells, `own_words` for codebooks and notebooks.

The sentences stand in a file a language (`en.toml`, `ur.toml` …), each under its key, with how each value is written.
"""

from coprod.report.messages.catalogue import (
    ENGLISH,
    direction,
    languages,
    missing_in,
    own_words,
    speaking,
    spoken,
    without_marks,
)
from coprod.report.messages.sentences import counted, say
from coprod.report.messages.values import shown

__all__ = ["ENGLISH", "counted", "direction", "languages", "missing_in", "own_words", "say", "shown", "speaking",
           "spoken", "without_marks"]
