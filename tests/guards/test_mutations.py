"""Ten thousand damaged files of every kind that coprod reads: each is read, or refused in a sentence; nothing else."""

import datetime
import os
import random
import shutil
import traceback
from contextlib import chdir

import pytest

from coprod.codebook import read_codebook
from coprod.errors import BadInput
from coprod.plan import read_plan, read_review
from coprod.plan.review import COLUMNS as REVIEW
from coprod.private import sessions
from coprod.private.comments.coding_workbook import read_coding
from coprod.record import read_record
from coprod.record.pooled_sessions import read_pools
from coprod.record.themes import read_themes
from coprod.site.cache import PageCache, read_manifest
from coprod.site.home import write_home
from coprod.wave.settings import Wave, read_roster, read_wave
from tests.guards.faults import run
from tests.guards.mutations import Packed, mutated, mutated_json
from tests.guards.stages import CANARY, fresh
from tests.invented import write_book
from tests.plans import write_rows

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")


@pytest.fixture(scope="module")
def whole(stages, tmp_path_factory):
    """A project with one file of every kind."""
    project = fresh(stages["coded"], tmp_path_factory.mktemp("damaged").resolve() / "project")
    for words in (("comments", "small", "--release"), ("sessions", "small")):
        assert run(project, words).code == 0
    shutil.copytree(stages["published"] / "notebooks/published", project / "notebooks/published")
    lines = [dict(zip(REVIEW, ("learned", "Ask early", "Ask", "done", "", ""), strict=True))]
    write_rows(project / "data/plan/small/review.csv", REVIEW, lines)
    rows = [list(sessions.COLUMNS), ["2017-01-10", "a", 20, 18, 16, 6, 10, ""]]
    write_book(project / "table.xlsx", {"sessions": rows})
    return project


def _table(path):
    return sessions.read_filled(path, sessions.COLUMNS, [])


def _lines(path):
    for line in _table(path):
        line.day("date"), line.whole("places"), line.number("places"), line.points("places"), line.month("date")


@pytest.fixture(scope="module")
def kinds(whole):
    """Kind -> (its file, what reads it, how many mutations); codebook and settings are read once for the roster."""
    raw, done, plan = whole / "data/raw/small", whole / "data/processed/small", whole / "data/plan/small"
    with chdir(whole):
        wave = read_wave("small")
    assert isinstance(wave, Wave) and wave.opened == datetime.date(2020, 1, 6)
    home = whole / "notebooks/published"
    return {
        "wave.toml": (raw / "wave.toml", lambda: _settings(raw), 2000),
        "roster.csv": (raw / "roster.csv", lambda: read_roster(raw / "roster.csv", wave.codebook), 1500),
        "codebook.xlsx": (raw / "codebook.xlsx", lambda: read_codebook(raw / "codebook.xlsx"), 500),
        "comments.xlsx": (raw / "comments.xlsx", lambda: read_coding(raw / "comments.xlsx", ["onething"]), 400),
        "table.xlsx": (whole / "table.xlsx", lambda: _lines(whole / "table.xlsx"), 700),
        "plan.csv": (plan / "plan.csv", lambda: read_plan("small"), 1000),
        "review.csv": (plan / "review.csv", lambda: read_review("small"), 1000),
        "sessions.csv": (raw / "sessions.csv", lambda: sessions.read_sessions(wave), 800),
        "wave.json": (done / "wave.json", lambda: read_record("small"), 300),
        "tallies.csv": (done / "tallies.csv", lambda: read_record("small"), 200),
        "themes.json": (done / "themes.json", lambda: read_themes("small"), 600),
        "pools": (done / "sessions.csv", lambda: read_pools("small"), 700),
        "manifest.json": (home / "small/manifest.json", lambda: _published(home), 300),
    }


def _settings(folder):
    from coprod.wave import settings

    settings._read_settings(folder / "wave.toml")


def _published(home):
    told, pages = read_manifest(home / "small"), PageCache(home / "small")
    pages.unchanged("x"), pages.same_file("index.html")
    assert told or not pages.old
    write_home(home)


KINDS = ("wave.toml", "roster.csv", "codebook.xlsx", "comments.xlsx", "table.xlsx", "plan.csv", "review.csv",
         "sessions.csv", "wave.json", "tallies.csv", "themes.json", "pools", "manifest.json")


@pytest.mark.parametrize("kind", KINDS)
def test_a_damaged_file_is_read_or_refused_in_a_sentence(kind, whole, kinds):
    path, read, number = kinds[kind]
    good = path.read_bytes()
    make = {".json": mutated_json, ".xlsx": None}.get(path.suffix, mutated)
    damage = (lambda rng: make(good, rng)) if make else Packed(good).mutated
    told = whole.parent / f"told-{kind}"
    pid = os.fork()
    if not pid:  # what would end the process ends this one alone
        wrong, refused = [], 0
        with chdir(whole):
            for seed in range(number):
                data = damage(random.Random(f"{kind} {seed}"))
                path.write_bytes(data)
                told.write_text(f"seed {seed} ended the process", "utf-8")
                said, is_refused = _said(read)
                refused += is_refused
                wrong += [f"seed {seed}: {said}"] if said else []
        told.write_text("\n".join(wrong[:5]) or f"fine {refused}", "utf-8", errors="replace")
        os._exit(0)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    path.write_bytes(good)
    said = told.read_text("utf-8")
    assert code == 0 and said.startswith("fine"), f"{code}: {said}"
    assert int(said.split()[1]) > number * 0.1 or kind == "manifest.json"  # and most damage is seen


def test_ten_thousand_are_tried(kinds):
    assert tuple(kinds) == KINDS and sum(number for *_, number in kinds.values()) == 10_000


def _said(read) -> tuple[str, bool]:
    """What is wrong with how a file was read, and whether it was refused."""
    try:
        read()
    except BadInput as error:
        told = "\n".join(error.problems)
        bad = CANARY in told or not told.strip() or ".making-" in told
        return (f"not a good sentence: {told[:300]}" if bad else ""), True
    except BaseException:
        return traceback.format_exc()[-700:], False
    return "", False
