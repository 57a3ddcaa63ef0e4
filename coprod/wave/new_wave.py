"""Makes the folder of a new wave out of an earlier one, with everything that is left to fill in."""

import csv
import re
import shutil
from importlib.resources import files
from pathlib import Path

from coprod.errors import BadInput
from coprod.paths import data_folder, project_root, whole_folder
from coprod.plan import plan_folder
from coprod.wave.roster import COLUMNS
from coprod.wave.settings import Wave, read_wave

BOM = "\ufeff"  # so that spreadsheet programs read the file as UTF-8
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")


def new_wave(name: str, source: str) -> Path:
    """Make `data/raw/<name>` of the wave `source`: its codebook.xlsx, and roster.csv, wave.toml, README.md to fill in.

    Also the files of its learning plan, each with a filled example beside it: `sessions.csv`, and `data/plan/<name>`.
    Raises BadInput for a name that cannot be a folder, a wave that is there, and all that is wrong with `source`.
    """
    if not _NAME.fullmatch(name):
        raise BadInput("A wave's name has letters, digits and hyphens only, such as 2028-repeat.")
    target = data_folder("raw", name)
    for there in (target, data_folder("processed", name), plan_folder(name)):
        if there.exists():
            raise BadInput(f"{there.relative_to(project_root())}: this wave is there already, and nothing is "
                           "overwritten. Choose another name.")
    wave = read_wave(source)
    with whole_folder(target) as folder, whole_folder(plan_folder(name)) as plans:
        shutil.copyfile(wave.folder / "codebook.xlsx", folder / "codebook.xlsx")
        _write_roster(folder / "roster.csv", wave)
        for file in ("wave.toml", "README.md"):
            text = (files("coprod.wave") / "templates" / file).read_text("utf-8").format(name=name, source=wave)
            (folder / file).write_text(text, "utf-8", newline="\n")
        _write_to_fill_in(folder, ("sessions",))
        _write_to_fill_in(plans, ("plan", "review"))
    return target


def _write_to_fill_in(folder: Path, names: tuple[str, ...]) -> None:
    """For each table a file with headings alone, and beside it a filled example to look at, which is never read."""
    for name in names:
        example = (files("coprod.plan") / "templates" / f"{name}-example.csv").read_text("utf-8")
        (folder / f"{name}-example.csv").write_text(BOM + example, "utf-8", newline="\n")
        (folder / f"{name}.csv").write_text(BOM + example.partition("\n")[0] + "\n", "utf-8", newline="\n")


def _write_roster(path: Path, wave: Wave) -> None:
    """The teams without head counts, which must be counted again; the old ones stand in the note."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        for team in wave.roster:
            report_as = "" if team.report_as == team.label else team.report_as
            writer.writerow([team.label, team.parent, "", "", report_as, f"{team.headcount} in {wave.name}"])
