"""A small survey of real people at each stage of its way, and the commands that are run there."""

import os
import shutil
from contextlib import chdir
from datetime import date, timedelta
from pathlib import Path

from click.testing import CliRunner

from coprod.__main__ import main
from coprod.private.comments.coding_workbook import CodingWorkbook, SheetLine, read_coding, write_coding
from tests import ROOT
from tests.conftest import edit
from tests.invented import people, write_answers, write_small
from tests.plans import write_plan, write_sessions

CANARY = "Quillworthing"  # stands in every comment
COMMANDS = {  # words -> the stage at which they are run
    ("new-wave", "next", "--from", "small"): "raw",
    ("form", "small"): "raw",
    ("check", "small"): "raw",
    ("map", "small"): "raw",
    ("fieldwork", "small"): "open",
    ("process", "small"): "raw",
    ("release", "small"): "draft",
    ("plan", "small"): "released",
    ("sessions", "small"): "released",
    ("comments", "small"): "released",
    ("comments", "small", "--release"): "coded",
    ("publish", "small", "--no-pdf"): "published",
}


def make_stages(home: Path) -> dict[str, Path]:
    """The project at each stage, a folder each."""
    stages = {name: home / name for name in ("raw", "open", "draft", "released", "coded", "published")}
    _raw(stages["raw"])
    shutil.copytree(stages["raw"], stages["open"])
    _open(stages["open"] / "data/raw/small/wave.toml")
    for name, before, words in (("draft", "raw", "process small"), ("released", "draft", "release small"),
                                ("coded", "released", "comments small"),
                                ("published", "released", "publish small --no-pdf")):
        shutil.copytree(stages[before], stages[name])
        _run(stages[name], words)
    _code(stages["coded"] / "data/raw/small/comments.xlsx")
    next(stages["published"].glob("notebooks/published/small/*.xlsx")).unlink()  # so that all is put together again
    return stages


def fresh(stage: Path, place: Path) -> Path:
    """A copy of a stage, as the only thing in a place."""
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(stage, place)
    return place


def _raw(project: Path) -> None:
    (project / "data" / "processed").mkdir(parents=True)
    folder = write_small(project / "data" / "raw", toml=(
        'title = "A small wave"\nopened = 2020-01-06\nclosed = 2020-01-31\n'))
    crowd = people()
    for n, person in enumerate(crowd[:30]):
        person["Anything else?"] = f"Thought {n} of {CANARY}"
    write_answers(folder / "responses.csv", crowd)
    write_plan(project, {"needs": "help/training", "indicator": "confident", "points": "+30"}, wave="small")
    write_sessions(folder, {})
    (project / "notebooks").mkdir()
    shutil.copyfile(ROOT / "notebooks" / "0-start-here.ipynb", project / "notebooks" / "0-start-here.ipynb")


def _open(settings: Path) -> None:
    """A survey that opened a month ago and is open for some months more."""
    today = date.today()
    opened = today - timedelta(30)
    edit(settings, "opened = 2020-01-06", f"opened = {opened}")
    roster = settings.with_name("roster.csv")  # heads are counted when a survey opens
    roster.write_text(roster.read_text("utf-8").replace("2020-01-06", str(opened)), "utf-8")
    edit(settings, "closed = 2020-01-31", f"closed = {today + timedelta(200)}")


def _code(path: Path) -> None:
    """Everybody who wrote something is counted under one theme."""
    old = read_coding(path, ["onething"])
    lines = [SheetLine(line.cells | {"coder_1": "training", "coder_2": "training"}) for line in old.lines["onething"]]
    made = CodingWorkbook({"onething": lines}, old.themes, old.roles, old.heads, old.aside)
    write_coding(path, made, date(2020, 2, 3))


def _run(project: Path, words: str) -> None:
    with chdir(project):
        done = CliRunner().invoke(main, words.split())
    assert done.exit_code == 0, done.output
    assert os.getcwd() != str(project)
