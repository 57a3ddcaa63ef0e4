"""Old names of what `messages` has, for call sites that are not converted yet."""

import re

from coprod.errors import BadInput
from coprod.report.messages.catalogue import (
    BY,
    ENGLISH,
    WRITTEN,
    direction,
    entry,
    languages,
    missing_in,
    own_words,
    speaking,
    spoken,
    without_marks,
)
from coprod.report.messages.sentences import say

__all__ = ["ENGLISH", "WRITTEN", "direction", "languages", "missing_in", "say", "speaking", "spoken", "without_marks"]
written, sentences = own_words, say


def shape(key: str, **patterns: str) -> str:
    """A pattern for what `say` makes of a key, in any of its forms, with a pattern in each place."""
    found = entry(key)
    forms = dict.fromkeys(found.values() if isinstance(found, dict) else [found])
    filled = (re.sub(r"\\{(\w+)\\}", lambda place: patterns[place[1]], re.escape(form)) for form in forms)
    return f"(?:{'|'.join(filled)})"


def entries_of(section: str):
    """A module's `__getattr__`: the name TOO_FEW is what stands in the section under too_few."""
    def found(name: str):
        if not name.isupper():
            raise AttributeError(f"[{section}] has no name {name!r}: sentences without a value have names in capitals")
        try:
            held = entry(key := f"{section}.{name.lower()}")
        except BadInput as error:
            raise AttributeError(*error.problems) from None
        return {kind: one for kind, one in held.items() if kind not in (BY, "other")} if isinstance(held, dict) else say(key)

    return found
