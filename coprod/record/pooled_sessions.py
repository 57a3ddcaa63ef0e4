"""The record of a plan's sessions: pools of at least 10 people, and what may be known of each; `sessions.csv`.

Made by `private/sessions.py`. It is a record of its own, for a released record of a survey never changes.
"""

import io

import pandas as pd

from coprod.errors import BadInput
from coprod.paths import processed_folder

FILE = "sessions.csv"
COLUMNS = ("pool", "activity", "first", "last", "sessions", "places", "attended", "before_low", "before_high",
           "after_low", "after_high")
SMALLEST = 10  # people
_NARROWEST = 0.05
_BANDS = list(COLUMNS[7:])


def read_pools(wave: str) -> pd.DataFrame | None:
    """The pools of a wave's sessions, in the order in which they closed; None where no session was counted yet.

    Columns: pool (its number), activity (its id in the plan), first, last (months, "2017-01"), sessions, places,
    attended, before_low, before_high, after_low, after_high (ends of the band, 0 to 1, of those who felt confident
    before and after). Raises BadInput where the file holds what could not have passed disclosure control.
    """
    path = processed_folder(wave) / FILE
    return parse_pools(path.read_bytes(), wave) if path.is_file() else None


def parse_pools(text: bytes, wave: str) -> pd.DataFrame:
    """The pools written as CSV; raises BadInput as `read_pools` does."""
    where = f"data/processed/{wave}/{FILE}"
    try:
        types = dict.fromkeys(("activity", "first", "last"), str) | dict.fromkeys(_BANDS, float)
        frame = pd.read_csv(io.BytesIO(text), dtype=types)
        safe = tuple(frame.columns) == COLUMNS and not _unsafe(frame)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        safe = False
    if not safe:
        raise BadInput(f"{where} is not as `coprod sessions` writes it. Bring back the file as it was.")
    return frame


def pools_text(frame: pd.DataFrame) -> str:
    """The pools as CSV text, always the same bytes."""
    return frame[list(COLUMNS)].to_csv(index=False, lineterminator="\n", float_format="%.4f")


def _unsafe(frame: pd.DataFrame) -> bool:
    low, high = frame[["before_low", "after_low"]].to_numpy(), frame[["before_high", "after_high"]].to_numpy()
    return bool((frame["attended"] < SMALLEST).any() or (high - low < _NARROWEST - 1e-6).any() or (low < 0).any()
                or (high > 1).any() or frame[list(COLUMNS)].isna().any(axis=None))
