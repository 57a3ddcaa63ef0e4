"""Which files of a wave are its exports, and what opens each kind: first rows as text, and the body in parts."""

import errno
import os
import re
from collections.abc import Collection
from pathlib import Path

from coprod.errors import BadInput, refuse
from coprod.private.readers.delimited import Delimited, open_delimited
from coprod.private.readers.platforms.spss import open_sav
from coprod.private.readers.sheets import Sheet, open_sheet

Table = Delimited | Sheet
_OPEN = (dict.fromkeys((".csv", ".tsv", ".txt"), open_delimited) | dict.fromkeys((".xlsx", ".xls", ".ods"), open_sheet)
         | {".sav": open_sav})
_KEY = 4  # so many columns has a key, and an export has more
_SAVE = "Export the answers as CSV or XLSX."
_HELP = {".zip": "Unpack it, and put the file in it here.", ".xlsm": "Save it as XLSX.", ".xlsb": "Save it as XLSX.",
         ".numbers": "Save it as XLSX.", ".json": _SAVE, ".xml": _SAVE, ".pdf": _SAVE, ".gz": "Unpack it."}
_KNOWN = frozenset(["wave.toml", "codebook.xlsx", "roster.csv", "roster.xlsx", "comments.xlsx", "sessions.csv",
                    "sessions.xlsx", "sessions-example.csv", "mapping.csv", "reading.xlsx", "reading.txt",
                    "reading-columns.csv", "reading-cells.csv", "readme.md"])


def export_files(folder: Path) -> list[Path]:
    """The files `responses*` of a wave's folder. Raises BadInput where there is none, or one that cannot be read."""
    named = [file for file in _entries(folder) if file.name.casefold().startswith("responses")]
    refuse([f"data/raw/{folder.name}/{file.name}: this kind of file is not read. {_HELP[file.suffix.lower()]}"
            for file in named if file.suffix.lower() in _HELP])
    named = [file for file in named if file.suffix.lower() in _OPEN]
    _refuse_no_files(named)
    if not named:
        raise BadInput(f"data/raw/{folder.name}: no file responses*.csv or responses*.xlsx. Put the platform's export "
                       f"there (also read: {', '.join(ending[1:] for ending in _OPEN)}).")
    return named


def key_file(folder: Path) -> Path | None:
    """The file that says in words what the codes of an export mean, where the platform writes one: a narrow table."""
    keys = [file for file in _files(folder) if file.suffix.lower() in _OPEN and _is_key(file)]
    return next((file for file in keys if max(map(len, open_table(file).top), default=0) <= _KEY), None)


def not_read(folder: Path, read: Collection[str]) -> dict[str, str]:
    """The files of a wave's folder that are neither known nor among those `read`, by name, and why."""
    others = [file for file in _files(folder) if file.name not in read and file.name.casefold() not in _KNOWN]
    return {file.name: "not a file of a wave" if file.suffix.lower() not in {*_OPEN, *_HELP}
            else "read by nothing here" if file.name.casefold().startswith("responses")
            else "its name does not begin with responses" for file in others}


def open_table(path: Path) -> Table:
    """Open an export. Raises BadInput with the name of the file where it is not what its ending says."""
    return _OPEN[path.suffix.lower()](path)


def all_rows(path: Path) -> list[list[str]]:
    """Every row of a small file as text, such as a key or a mapping."""
    return open_table(path).every_row()


def _files(folder: Path) -> list[Path]:
    """What lies in a folder, but for what programs hide there; on any system in the same order."""
    return [file for file in _entries(folder) if file.is_file()]


def _entries(folder: Path) -> list[Path]:
    """The same, with folders, and links that lead to no file."""
    return sorted(file for file in folder.glob("*") if not file.name.startswith((".", "~$")))


def _refuse_no_files(named: list[Path]) -> None:
    """Raise OSError that names it where one is a folder, or a link to nothing or to itself."""
    for file in named:
        if file.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
        file.stat()


def _is_key(file: Path) -> bool:
    """Whether "key" is a word of the file's name: the key of a survey, not a SurveyMonkey."""
    return "key" in re.split(r"[^a-z]+", file.stem.lower())
