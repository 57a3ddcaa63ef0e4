"""Opens the export files of a wave, whatever their kind, as one shape: first rows as text, and the body in parts."""

import re
from pathlib import Path

from coprod.errors import BadInput
from coprod.private.readers.delimited import Delimited, open_delimited
from coprod.private.readers.sheets import Sheet, open_sav, open_sheet

Table = Delimited | Sheet
_OPEN = {".csv": open_delimited, ".tsv": open_delimited, ".txt": open_delimited, ".xlsx": open_sheet, ".xls": open_sheet,
         ".ods": open_sheet, ".sav": open_sav}


def export_files(folder: Path) -> list[Path]:
    """The files `responses*` of a wave's folder, without the key that explains one. Raises BadInput where there is none."""
    found = sorted(file for file in folder.glob("responses*") if file.suffix.lower() in _OPEN and not _is_key(file))
    if not found:
        raise BadInput(f"data/raw/{folder.name}: no file responses*.csv or responses*.xlsx. Put the platform's export there "
                       f"(also read: {', '.join(ending[1:] for ending in _OPEN)}).")
    return found


def key_file(folder: Path) -> Path | None:
    """The file that says in words what the codes of an export mean, where the platform writes one."""
    return next((file for file in sorted(folder.iterdir()) if file.suffix.lower() in _OPEN and _is_key(file)), None)


def open_table(path: Path) -> Table:
    """Open an export. Raises BadInput with the name of the file where it is not what its ending says."""
    return _OPEN[path.suffix.lower()](path)


def all_rows(path: Path) -> list[list[str]]:
    """Every row of a small file as text, such as a key or a mapping."""
    return open_table(path).every_row()


def _is_key(file: Path) -> bool:
    """Whether "key" is a word of the file's name: the key of a survey, not a SurveyMonkey."""
    return "key" in re.split(r"[^a-z]+", file.stem.lower())
