"""Fixtures for the tests of several packages: a project of its own, real example waves, a small one, a browser."""

import os
import shutil
import signal
from pathlib import Path

import pytest
from hypothesis import settings

from tests import EXAMPLES, ROOT
from tests.attacks.published import published, published_teams
from tests.frames import about, answers, bands, blocks, changes, notebook, page_file, shares, waves
from tests.invented import write_small

__all__ = [
    "published", "published_teams", "about", "answers", "bands", "blocks", "changes",
    "notebook", "page_file", "shares", "waves",
]

# The same cases on every machine, and a slow machine is no failure.
settings.register_profile("house", deadline=None, derandomize=True, max_examples=100 if os.environ.get("CI") else 25)
settings.load_profile("house")
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as behind nohup: what tests stop by Ctrl-C would not hear it
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def example_raw(tmp_path_factory) -> Path:
    """The raw folders of the example waves alone, whatever else lies in data/raw; to be read, not changed."""
    raw = tmp_path_factory.mktemp("examples") / "data" / "raw"
    for wave in EXAMPLES:
        shutil.copytree(ROOT / "data" / "raw" / wave, raw / wave)
    (raw.parent / "processed").mkdir()
    return raw


@pytest.fixture
def project(tmp_path, monkeypatch) -> Path:
    """An empty project folder that is also the working folder."""
    (tmp_path / "data" / "raw").mkdir(parents=True)
    (tmp_path / "data" / "processed").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def examples(project, example_raw) -> Path:
    """A project with its own copy of the example waves' raw files and of the notebooks, nothing processed yet."""
    shutil.copytree(example_raw, project / "data" / "raw", dirs_exist_ok=True)
    shutil.copytree(ROOT / "notebooks", project / "notebooks", ignore=shutil.ignore_patterns("published", ".*"))
    return project


@pytest.fixture
def small(project) -> Path:
    """The raw folder of the small invented wave "small" in a project of its own."""
    return write_small(project / "data" / "raw")


@pytest.fixture
def real(small) -> Path:
    """The small wave, no longer marked as invented."""
    edit(small / "wave.toml", "invented = true", "invented = false")
    return small


@pytest.fixture(scope="session")
def browser():
    """The system's Chromium. Without one the tests skip, or fail where COPROD_NO_SKIPS=1."""
    path = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome", "chrome"))), None)
    if path is None:
        missing = "no Chromium found: the tests of the pages in a browser did not run"
        pytest.fail(missing) if os.environ.get("COPROD_NO_SKIPS") == "1" else pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        chromium = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield chromium
        chromium.close()


def edit(path: Path, old: str, new: str) -> None:
    """Replace `old`, which must be there, in a text file."""
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8", newline="")


def tree(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder, by relative path; empty folders count too."""
    return {str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
            for path in sorted(folder.rglob("*"))}
