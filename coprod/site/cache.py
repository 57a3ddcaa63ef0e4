"""The page cache: what each page is made of, as a fingerprint, and the pages that need not be made again.

If the fingerprint of a page is the same, so are its bytes.
"""

import hashlib
import json
import shutil
import sys
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from coprod.paths import project_root
from coprod.record.shape import Misfit, parsed, shaped
from coprod.site.job import TABLES, Job, unpacked

_TOLD = ("coprod", "nbformat", "numpy", "pandas", "papermill", "scipy")  # the manifest names these
_OTHERS = ("ipykernel", "ipython", "jinja2", "matplotlib", "mistune", "seaborn", "xlsxwriter")


@dataclass(frozen=True)
class _MadeOf:
    everything: str
    pages: dict[str, str]


_MANIFEST = {"wave": str, "title": str, "draft": bool, "invented": bool, "records": dict[str, str],
             "files": dict[str, str], "made_of": _MadeOf}
_NEEDED = ("wave", "draft", "records")  # earlier versions wrote no more


def shared_digest(waves: list[str]) -> str:
    """The fingerprint of all that every page of these waves rests on: records, plans, our code, other packages."""
    data = {f"{kind}/{wave}": folder_digest(project_root() / "data" / kind / wave)
            for kind in ("processed", "plan") for wave in waves}
    return digest(data, _code(), _versions())


def page_digest(job: Job, shared: str) -> str:
    """The fingerprint of one page. Neither the engine that runs its notebook nor where the project lies changes it."""
    return digest(shared, job.file, job.notebook.name, file_digest(job.notebook), job.parameters, job.about, job.name,
                  job.shared, job.language)


def versions() -> dict[str, str]:
    """The versions of the packages that the pages' numbers depend on most."""
    return {name: version(name) for name in _TOLD}


def digest(*things) -> str:
    """The fingerprint (SHA-256) of values that JSON can hold."""
    return hashlib.sha256(json.dumps(things, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def file_digest(path: Path) -> str:
    """The fingerprint of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def folder_digest(folder: Path) -> str:
    """The fingerprint of all files below a folder, by their names in it; of none where there is no folder."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return digest([(path.relative_to(folder).as_posix(), file_digest(path)) for path in paths])


class PageCache:
    """The finished pages of one wave, each under the fingerprint of what it was made of.

    target: the wave's published folder, whose manifest says of what its pages were made. What was finished since, also
    by a run that was interrupted, lies in a folder beside it that only its owner can read, until all is published; the
    tables of pages stay there.
    """

    def __init__(self, target: Path):
        self.target, self.folder = target, target.with_name(f".made-{target.name}")
        self.manifest = read_manifest(target)
        self.old = {key: file for file, key in self.manifest.get("made_of", {}).get("pages", {}).items()}

    def has(self, key: str, job: Job) -> bool:
        """Whether the page of a job is there, and everything that belongs to it."""
        return all(self._found(key, ending) for ending in (*job.endings, TABLES))

    def store(self, key: str, files: dict[str, bytes]) -> None:
        """Keep the files of a page until all is published."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, content in files.items():
            path = self.folder / f"{key}{Path(name).suffix}"
            half = path.with_name(f"{path.name}-half")
            half.write_bytes(content)
            half.replace(path)

    def copy_to(self, work: Path, job: Job, key: str) -> None:
        """Put a page, and what belongs to it, into its place in the folder that will be published."""
        for ending in job.endings:
            place = work / job.named(ending)
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._found(key, ending), place)

    def tables(self, key: str) -> list[dict]:
        """The tables of a page, as data resources, in its order."""
        return unpacked((self.folder / f"{key}{TABLES}").read_bytes())

    def unchanged(self, key: str) -> bool:
        """Whether the whole folder was made of this, and is as it was made."""
        if self.manifest.get("made_of", {}).get("everything") != key:
            return False
        there = {path.relative_to(self.target).as_posix() for path in self.target.rglob("*") if path.is_file()}
        files = self.manifest.get("files", {})
        return there == {*files, "manifest.json"} and all(map(self.same_file, files))

    def same_file(self, name: str) -> Path | None:
        """A file of the published folder, if it is as it was published."""
        path, told = self.target / name, self.manifest.get("files", {}).get(name)
        return path if told and path.is_file() and file_digest(path) == told else None

    def clear(self) -> None:
        """Remove what was stored, but for the tables of the pages that are published now."""
        kept = {f"{key}{TABLES}" for key in read_manifest(self.target)["made_of"]["pages"].values()}
        for path in [*self.folder.glob("*")]:
            if path.name not in kept:
                path.unlink()

    def _found(self, key: str, ending: str) -> Path | None:
        path = self.folder / f"{key}{ending}"
        if path.is_file():
            return path
        return self.same_file(Path(self.old[key]).with_suffix(ending).as_posix()) if key in self.old else None


@cache
def _code() -> str:
    return folder_digest(Path(__file__).parents[1])


@cache
def _versions() -> dict[str, str]:
    return versions() | {name: version(name) for name in _OTHERS} | {"python": ".".join(map(str, sys.version_info[:2]))}


def read_manifest(folder: Path) -> dict:
    """The manifest of a published folder; empty where there is none, or none as publishing writes it."""
    try:
        told = parsed((folder / "manifest.json").read_bytes(), dict[str, object])
        for name, kind in _MANIFEST.items():
            if name in told or name in _NEEDED:
                shaped(kind, told.get(name), name)
    except (OSError, Misfit):
        return {}
    return told
