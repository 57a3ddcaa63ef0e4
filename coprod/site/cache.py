"""Pages that need not be made again: those published last time, and those an interrupted run has finished."""

import json
import shutil
from pathlib import Path

from coprod.site.fingerprints import file_digest
from coprod.site.job import Job


class Kept:
    """The finished pages of one wave, each under the fingerprint of what it was made of.

    target: the wave's published folder, whose manifest says of what its pages were made. What was finished since lies in a
    folder beside it that only its owner can read, until all is published.
    """

    def __init__(self, target: Path):
        self.target, self.folder = target, target.with_name(f".made-{target.name}")
        self.manifest = _manifest(target)
        self.old = {key: file for file, key in self.manifest.get("made_of", {}).get("pages", {}).items()}

    def has(self, key: str, job: Job) -> bool:
        """Whether the page of a job is there, and everything that belongs to it."""
        return all(self._found(key, suffix) for suffix in suffixes(job))

    def keep(self, key: str, files: dict[str, bytes]) -> None:
        """Keep the files of a page."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, content in files.items():
            path = self.folder / f"{key}{Path(name).suffix}"
            half = path.with_name(f"{path.name}-half")
            half.write_bytes(content)
            half.replace(path)

    def lay_out(self, work: Path, job: Job, key: str) -> None:
        """Put a page, and what belongs to it, into its place in the folder that will be published."""
        for suffix in suffixes(job):
            place = (work / job.file).with_suffix(suffix)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._found(key, suffix), place)

    def unchanged(self, key: str) -> bool:
        """Whether the whole folder was made of this, and is as it was made."""
        if self.manifest.get("made_of", {}).get("everything") != key:
            return False
        there = {path.relative_to(self.target).as_posix() for path in self.target.rglob("*") if path.is_file()}
        files = self.manifest["files"]
        return there == {*files, "manifest.json"} and all(file_digest(self.target / name) == told for name, told in files.items())

    def same_file(self, name: str) -> Path | None:
        """A file of the published folder, if it is as it was published."""
        path, told = self.target / name, self.manifest.get("files", {}).get(name)
        return path if told and path.is_file() and file_digest(path) == told else None

    def forget(self) -> None:
        """Remove what was kept; it is published now."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _found(self, key: str, suffix: str) -> Path | None:
        path = self.folder / f"{key}{suffix}"
        if path.is_file():
            return path
        return self.same_file(str(Path(self.old[key]).with_suffix(suffix).as_posix())) if key in self.old else None


def suffixes(job: Job) -> tuple[str, ...]:
    """The endings of the files that a job makes."""
    return (".html", ".ipynb") if job.shared else (".html",)


def _manifest(target: Path) -> dict:
    try:
        return json.loads((target / "manifest.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
