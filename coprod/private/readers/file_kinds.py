"""Which files of a wave are its exports, and what opens each kind: first rows as text, and the body in parts."""

import re
from pathlib import Path

from coprod.errors import BadInput
from coprod.private.readers.delimited import Delimited, open_delimited
from coprod.private.readers.platforms.spss import open_sav
from coprod.private.readers.sheets import Sheet, open_sheet

Table = Delimited | Sheet
_OPEN = (dict.fromkeys((".csv", ".tsv", ".txt"), open_delimited) | dict.fromkeys((".xlsx", ".xls", ".ods"), open_sheet)
         | {".sav": open_sav})


def export_files(folder: Path) -> list[Path]:
    """The files `responses*` of a wave's folder, but for the key to one. Raises BadInput where there is none."""
    found = [file for file in _readable(folder) if file.name.startswith("responses") and not _is_key(file)]
    if not found:
        raise BadInput(f"data/raw/{folder.name}: no file responses*.csv or responses*.xlsx. Put the platform's export "
                       f"there (also read: {', '.join(ending[1:] for ending in _OPEN)}).")
    return found


def key_file(folder: Path) -> Path | None:
    """The file that says in words what the codes of an export mean, where the platform writes one."""
    return next(filter(_is_key, _readable(folder)), None)


def open_table(path: Path) -> Table:
    """Open an export. Raises BadInput with the name of the file where it is not what its ending says."""
    return _OPEN[path.suffix.lower()](path)


def all_rows(path: Path) -> list[list[str]]:
    """Every row of a small file as text, such as a key or a mapping."""
    return open_table(path).every_row()


def _readable(folder: Path) -> list[Path]:
    return sorted(file for file in folder.glob("*") if file.suffix.lower() in _OPEN)


def _is_key(file: Path) -> bool:
    """Whether "key" is a word of the file's name: the key of a survey, not a SurveyMonkey."""
    return "key" in re.split(r"[^a-z]+", file.stem.lower())
