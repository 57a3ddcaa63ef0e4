"""What follows from a safe record alone is worked out once and kept with it: a page of one team need not work out all staff."""

from functools import wraps

from coprod.report.messages.language import spoken


def once(function):
    """A function of a record (and of plain values) that is worked out once for each record, which never changes, and language.

    Frames are handed out as copies that share their memory until somebody changes one.
    """

    @wraps(function)
    def known(record, *values):
        kept = record.__dict__.setdefault("_known", {})
        key = (function.__module__, function.__qualname__, spoken(), *values)
        if key not in kept:
            kept[key] = function(record, *values)
        return kept[key].copy(deep=False) if hasattr(kept[key], "iloc") else kept[key]

    return known
