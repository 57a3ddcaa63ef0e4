"""A record as the files `wave.json` and `tallies.csv` of `data/processed/<wave>/`: read, checked, sealed, written."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import fields, replace
from functools import lru_cache
from pathlib import Path

import pandas as pd

from coprod.errors import BadInput, refuse
from coprod.paths import processed_folder
from coprod.record import format1
from coprod.record.checks import COLUMNS, problems
from coprod.record.model import Record
from coprod.record.shape import Misfit, plain, shaped

FORMAT = 2
ABOUT, TALLIES = FILES = ("wave.json", "tallies.csv")
_PART = 1 << 15  # rows of a record that are text at the same time
_READY = 4  # so many records stay read in a process that makes many pages of them


def read_record(wave: str) -> Record:
    """Read the record of a wave from `data/processed/<wave>`.

    Raises BadInput if it is not there, not readable, not of the form of a record, of another wave than its folder's
    name says, or was changed after its release.
    """
    folder = processed_folder(wave)
    try:
        return _read(folder, stamp_of(folder))
    except OSError as error:
        raise _unreadable(wave) from error


def stamp_of(folder: Path) -> tuple:
    """What changes if the files of a record do."""
    seen = [(folder / name).stat() for name in FILES]
    return tuple((one.st_dev, one.st_ino, one.st_size, one.st_mtime_ns, one.st_ctime_ns) for one in seen)


def checked(record: Record) -> Record:
    """The same record; raises BadInput if it holds what could not have passed disclosure control."""
    refuse([f"data/processed/{record.wave}: {problem}." for problem in problems(record)])
    return record


def sealed(record: Record) -> Record:
    """A copy that carries its own fingerprint as seal."""
    return replace(record, seal=digest(record))


def digest(record: Record) -> str:
    """The fingerprint (SHA-256) of everything in a record but the seal itself."""
    return _digest(_about(replace(record, seal=None)), record.tallies)


def forget_records() -> None:
    """Keep no record in memory that was read for those to come."""
    _read.cache_clear()


def write_record(record: Record, folder: Path) -> None:
    """Write `wave.json` and `tallies.csv` into an existing folder."""
    (folder / ABOUT).write_text(_text(_about(record)), "utf-8", newline="\n")
    with (folder / TALLIES).open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(_tallies_text(record.tallies))


@lru_cache(_READY)
def _read(folder: Path, stamp: tuple) -> Record:
    wave = folder.name
    try:
        about = json.loads((folder / ABOUT).read_text("utf-8"))
        tallies = _read_tallies(folder / TALLIES)
        record = _typed(about, tallies, wave)
    except Misfit as error:
        raise BadInput(f"data/processed/{wave}/{ABOUT}: {error}. Bring back the file as it was, or run "
                       f"`coprod process {wave}` again.") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, BadInput):
            raise
        raise _unreadable(wave) from error
    if record.wave != wave:
        raise BadInput(f"data/processed/{wave}: expected the record of this wave, found that of another. A record's "
                       "folder bears its wave's name: give the folder that name, or keep the copy outside "
                       "data/processed.")
    if record.sealed and record.seal != _digest(about | {"seal": None}, tallies):
        raise BadInput(f"data/processed/{wave}: the record was changed after its release. Bring back the released "
                       "files; a released record never changes.")
    return checked(record)


def _typed(about: dict, tallies: pd.DataFrame, wave: str) -> Record:
    form = about.get("format")
    if form not in (format1.FORMAT, FORMAT):
        raise BadInput(f"data/processed/{wave}: {ABOUT} is of another format. Run `coprod process {wave}` again with "
                       "this version.")
    about = format1.upgraded(about) if form == format1.FORMAT else about
    return shaped(Record, {name: value for name, value in about.items() if name != "format"}, tallies=tallies)


def _read_tallies(path: Path) -> pd.DataFrame:
    numbers = [name for name, kind in COLUMNS.items() if kind is not str]
    return pd.read_csv(path, keep_default_na=False, na_values=dict.fromkeys(numbers, [""]), dtype=COLUMNS)


def _unreadable(wave: str) -> BadInput:
    return BadInput(f"data/processed/{wave}: the record cannot be read. Run `coprod process {wave}` again.")


def _about(record: Record) -> dict:
    return {"format": FORMAT} | {field.name: plain(getattr(record, field.name)) for field in fields(Record)
                                 if field.name != "tallies"}


def _digest(about: dict, tallies: pd.DataFrame) -> str:
    seal = hashlib.sha256(_text(about).encode())
    for part in _tallies_text(tallies):
        seal.update(part.encode())
    return seal.hexdigest()


def _text(about: dict) -> str:
    return json.dumps(about, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _tallies_text(tallies: pd.DataFrame) -> Iterator[str]:
    """As pandas writes it, part after part, but each distinct cell of a part is written once: ten times as fast."""
    yield ",".join(tallies.columns) + "\n"
    for start in range(0, len(tallies), _PART):
        part = tallies.iloc[start:start + _PART]
        rows = zip(*(_cells_text(part[name]) for name in part.columns), strict=True)
        yield "\n".join([*map(",".join, rows), ""])


def _cells_text(column: pd.Series) -> list[str]:
    place, cells = pd.factorize(column, use_na_sentinel=False)
    texts = ["" if pd.isna(cell) else _quoted(cell) if isinstance(cell, str) else repr(cell) for cell in cells.tolist()]
    return [texts[n] for n in place.tolist()]


def _quoted(cell: str) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([cell, ""])
    return line.getvalue()[:-2]
