"""The example waves, really processed, released and published once, and what is true of the people behind them."""

import os
import shutil
import time
from collections.abc import Callable
from contextlib import chdir
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from coprod.analysis.shares import groups
from coprod.private.coding.categorical import Coded
from coprod.private.coding.cleaning import clean, fold_rare_options
from coprod.private.coding.derived import add_indicators
from coprod.private.coding.tallies import Tally, tally
from coprod.private.comments.release_themes import release_themes
from coprod.private.fieldwork.open_survey import fieldwork
from coprod.private.matching.intake import read_responses
from coprod.private.process import process
from coprod.private.release import release
from coprod.private.sessions import pool_sessions
from coprod.record import ALL_STAFF, FEWEST, Measure, Record, Survey, read_record
from coprod.wave.settings import Wave, read_wave
from tests import EXAMPLES, ROOT

BASELINE, REPEAT = EXAMPLES
START = ("0-", "1-")  # the pages that are enough where a wave is harder


@dataclass(frozen=True)
class Truth:
    """What only the raw files know: the wave, each person's codes, and the counts of each team."""

    wave: Wave
    coded: Coded
    tally: Tally


@dataclass(frozen=True)
class Published:
    """A project in which both example waves are published."""

    project: Path

    def folder(self, wave: str) -> Path:
        """The published folder of a wave."""
        return self.project / "notebooks" / "published" / wave

    @cache  # noqa: B019
    def record(self, wave: str) -> Record:
        """The released record of a wave."""
        with chdir(self.project):
            return read_record(wave)

    @cache  # noqa: B019
    def truth(self, wave: str) -> Truth:
        """What is true of a wave's people."""
        with chdir(self.project):
            return truth_of(wave)


@pytest.fixture(scope="session")
def published(tmp_path_factory, example_raw) -> Published:
    """Both example waves processed, released and published as `make publish` does; to be read, not changed."""
    from coprod.site.fieldwork_page import write_fieldwork

    def make(folder):
        with chdir(new_project(folder, example_raw)):
            write_fieldwork(fieldwork(BASELINE, as_of=date(2016, 11, 4)))
            publish_examples()

    return Published(made_once(tmp_path_factory, "attacked", make))


@pytest.fixture(scope="session")
def published_teams(tmp_path_factory, published) -> Published:
    """The repeat, published again from the same records with the pages of its teams only; to be read, not changed."""
    from coprod.site.publish import publish

    def make(folder):
        project = new_project(folder, notebooks=("7-",))
        shutil.copytree(published.project / "data" / "processed", project / "data" / "processed", dirs_exist_ok=True)
        with chdir(project):
            publish(REPEAT, BASELINE, groups=True)

    return Published(made_once(tmp_path_factory, "teams", make))


def made_once(tmp_path_factory, name: str, make: Callable[[Path], None], patience: int = 600) -> Path:
    """A folder of this name, made by the first process that asks for it; others that run tests wait for it."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    whole, ended = folder.with_suffix(".whole"), folder.with_suffix(".ended")
    try:
        folder.mkdir()
    except FileExistsError:
        until = time.monotonic() + patience
        while not ended.exists() and time.monotonic() < until:
            time.sleep(0.1)
    else:
        try:
            make(folder)
            whole.touch()
        finally:
            ended.touch()
    assert whole.exists(), f"{name} could not be made; the process that tried says why"
    return folder


def publish_examples() -> None:
    """Take both example waves of the working project the whole way, as `make publish` does."""
    for wave, baseline in ((BASELINE, ""), (REPEAT, BASELINE)):
        publish_whole(wave, baseline)


def publish_whole(wave: str, baseline: str = "") -> None:
    """Take one example wave the whole way."""
    process(wave, baseline)
    release(wave)
    if (Path("data") / "raw" / wave / "comments.xlsx").exists():
        release_themes(wave)
    if (Path("data") / "raw" / wave / "sessions.csv").exists():
        pool_sessions(wave)
    from coprod.site.publish import publish

    publish(wave, baseline)


def new_project(project: Path, raw: Path | None = None, notebooks=("",)) -> Path:
    """A project folder with raw files and the notebooks whose names start so."""
    (project / "data" / "processed").mkdir(parents=True)
    (project / "notebooks").mkdir()
    if raw:
        shutil.copytree(raw, project / "data" / "raw")
        shutil.copytree(ROOT / "data" / "plan", project / "data" / "plan")
    (project / "data" / "raw").mkdir(exist_ok=True)
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        if path.name.startswith(tuple(notebooks)):
            shutil.copy(path, project / "notebooks")
    return project


def truth_of(name: str) -> Truth:
    """The people of a wave of the working project."""
    wave = read_wave(name)
    coded = fold_rare_options(clean(read_responses(wave), wave).coded, wave.codebook, FEWEST)
    coded = add_indicators(coded, wave.codebook)
    return Truth(wave, coded, tally(coded, wave))


def all_staff(record: Record) -> pd.DataFrame:
    """The all-staff rows of a record."""
    return record.tallies[record.tallies["group"] == ALL_STAFF]


def base_of(record: Record, item: str) -> int:
    """The published base of an item for all staff."""
    rows = all_staff(record)
    return int(rows.loc[(rows["item"] == item) & ~rows["answer"].isin(_reasons(record, item)), "base"].iloc[0])


def count_of(record: Record, item: str, answer: str = "yes") -> int:
    """The published number of all staff who gave an answer."""
    rows = all_staff(record)
    return int(rows.loc[(rows["item"] == item) & (rows["answer"] == answer), "count"].iloc[0])


def about(record: Record, item: str) -> Measure:
    """What the record says about an item."""
    return record.measure(item)


def _reasons(record: Record, item: str) -> list[str]:
    return [answer.name for answer in about(record, item).answers if answer.missing]


def bands(record: Record, by: str = "") -> pd.DataFrame:
    """The ranges a record shows by one breakdown, or by all (`coprod.analysis.shares.groups`)."""
    return groups(Survey(record), by)


def members(record: Record, counts: Tally) -> np.ndarray:
    """Group × unit: which units a reader finds in each group by its list of teams (those without a team in none)."""
    return np.array([[unit.label in group.teams for unit in counts.units] for group in record.groups], int)
