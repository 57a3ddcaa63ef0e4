"""One file to send: a whole folder in a zip, the same bytes for the same files."""

from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def zipped(folder: Path, name: str, dated: str, target: Path) -> None:
    """Put everything in a folder into the file `target`, under the folder `name`, each file dated by the day `dated`
    ("2016-11-04"). One file at a time is in memory."""
    moment, paths = (*map(int, dated.split("-")), 0, 0, 0), sorted(path for path in folder.rglob("*") if path.is_file())
    with ZipFile(target, "w") as box:
        for path in paths:
            member = ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", moment)
            member.create_system, member.external_attr = 3, 0o644 << 16  # as on any machine
            box.writestr(member, path.read_bytes(), ZIP_DEFLATED)
