"""The record, typed: what may be known of a wave."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Note:
    """What disclosure control decided: `code` says what, `breakdown` for which one ("": for the whole wave)."""

    code: str
    breakdown: str = ""
