"""What a page is made of, as one fingerprint: if it is the same, so are the bytes of the page."""

import hashlib
import json
import sys
from functools import cache
from importlib.metadata import version
from pathlib import Path

import coprod
from coprod.paths import project_root
from coprod.report.messages.language import spoken
from coprod.site.job import Job

TOLD = ("coprod", "matplotlib", "nbformat", "pandas", "papermill", "scipy", "seaborn")  # versions that the manifest names
_OTHERS = ("ipykernel", "ipython", "jinja2", "mistune", "numpy", "xlsxwriter")


def ground_of(waves: list[str]) -> str:
    """The fingerprint of all that every page of these waves rests on: records, plans, our code and templates, other packages."""
    data = {name: folder_digest(project_root() / "data" / kind / wave)
            for kind in ("processed", "plan") for wave in waves for name in [f"{kind}/{wave}"]}
    return digest(data, _code(), _versions(), spoken())


def page_of(job: Job, ground: str) -> str:
    """The fingerprint of one page. Which engine runs its notebook makes no difference, and neither does where the project lies."""
    return digest(ground, job.file, job.notebook.name, file_digest(job.notebook), job.parameters, job.about, job.name, job.shared)


def versions() -> dict[str, str]:
    """The versions of the packages that the pages' numbers and pictures depend on most."""
    return {name: version(name) for name in TOLD}


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


@cache
def _code() -> str:
    return folder_digest(Path(coprod.__file__).parent)


@cache
def _versions() -> dict[str, str]:
    return versions() | {name: version(name) for name in _OTHERS} | {"python": ".".join(map(str, sys.version_info[:2]))}
