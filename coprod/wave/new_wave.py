"""Makes the folder of a new wave out of an earlier one, with everything that is left to fill in."""

import csv
import re
import shutil
from importlib.resources import files
from pathlib import Path

from coprod.errors import BadInput
from coprod.opening import harmless
from coprod.paths import data_folder, project_root, whole_folder
from coprod.plan import plan_folder
from coprod.wave.roster import COLUMNS
from coprod.wave.settings import Wave, read_wave

BOM = "\ufeff"  # so that spreadsheet programs read the file as UTF-8
_PLANS = ("plan", "review")
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def new_wave(name: str, source: str) -> Path:
    """Make `data/raw/<name>` of the wave `source`: its codebook.xlsx, and roster.csv, wave.toml, README.md to fill in.

    Also the files of its learning plan, each with a filled example beside it: `sessions.csv`, and `data/plan/<name>`.
    Raises BadInput for a name that cannot be a folder, a wave that is there, and all that is wrong with `source`.
    """
    if not _NAME.fullmatch(name):
        raise BadInput("A wave's name has letters, digits and hyphens only, such as 2028-repeat.")
    target = data_folder("raw", name)
    _refuse_taken(name)
    wave = read_wave(source)
    with whole_folder(target) as folder, whole_folder(plan_folder(name)) as plans:
        shutil.copyfile(wave.folder / "codebook.xlsx", folder / "codebook.xlsx")
        _write_roster(folder / "roster.csv", wave)
        for file in ("wave.toml", "README.md"):
            text = (files("coprod.wave") / "templates" / file).read_text("utf-8").format(name=name, source=wave)
            (folder / file).write_text(text, "utf-8", newline="\n")
        for place, names in ((folder, ("sessions",)), (plans, _PLANS)):
            for file, text in _to_fill_in(names).items():
                (place / file).write_bytes(text)
    return target


def _refuse_taken(name: str) -> None:
    """Raise BadInput where a wave has this name, or one that Windows and macOS take for the same."""
    for kind in ("raw", "processed", "plan"):
        for there in sorted(data_folder(kind, name).parent.glob("*")):
            if there.name.casefold() == name.casefold() and not (kind == "plan" and _is_untouched(there)):
                raise BadInput(f"{there.relative_to(project_root()).as_posix()}: this wave is there already, and "
                               "nothing is overwritten. Choose another name.")


def _is_untouched(folder: Path) -> bool:
    """Whether a folder of plans is as it is made: of a run that was killed before the rest was there."""
    return {path.name: path.read_bytes() for path in folder.glob("*") if path.is_file()} == _to_fill_in(_PLANS)


def _to_fill_in(names: tuple[str, ...]) -> dict[str, bytes]:
    """For each table a file with headings alone, and beside it a filled example to look at, which is never read."""
    made = {}
    for name in names:
        example = (files("coprod.plan") / "templates" / f"{name}-example.csv").read_text("utf-8")
        made |= {f"{name}-example.csv": (BOM + example).encode(),
                 f"{name}.csv": f"{BOM}{example.partition(chr(10))[0]}\n".encode()}
    return made


def _write_roster(path: Path, wave: Wave) -> None:
    """The teams without head counts, which must be counted again; the old ones stand in the note."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for team in wave.roster:
            report_as = "" if team.report_as == team.label else team.report_as
            words = (team.label, team.parent, "", "", report_as, f"{team.headcount} in {wave.name}")
            writer.writerow(map(harmless, words))
