"""One file to send: a whole folder in a zip, the same bytes for the same files."""

from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo


def zipped(folder: Path, name: str, dated: str) -> bytes:
    """Everything in a folder, under the folder `name`, each file dated by the day `dated` ("2016-11-04")."""
    moment = (*map(int, dated.split("-")), 0, 0, 0)
    made = BytesIO()
    with ZipFile(made, "w") as box:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            member = ZipInfo(f"{name}/{path.relative_to(folder).as_posix()}", moment)
            member.create_system, member.external_attr = 3, 0o644 << 16  # as on any machine
            box.writestr(member, path.read_bytes(), ZIP_DEFLATED)
    return made.getvalue()
