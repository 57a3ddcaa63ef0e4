"""What people and disks do to a project, each in a sentence that says what to do: exit code 1, nothing half-made."""

import errno
import io
import os
import pty
import shutil
import subprocess
import sys
import zipfile
from contextlib import chdir

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from coprod.__main__ import main
from coprod.errors import in_words
from coprod.opening import as_typed, harmless
from coprod.paths import mend
from tests import ROOT
from tests.conftest import edit, tree
from tests.guards.faults import CHANGES, fails, run
from tests.guards.stages import CANARY, fresh
from tests.invented import write_book

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")
FAR, ODD = b'r="XFD1048576"', b'r="A99999999999999999999"'


def refused(project, *words):
    """What a command says that must be refused, with everything else left as it was."""
    before = tree(project)
    done = run(project, words)
    assert done.code == 1 and "Traceback" not in done.said and CANARY not in done.said, done.said
    assert "does not expect" not in done.said, done.said
    assert {name: data for name, data in tree(project).items() if ".making-" not in name} == before
    return done.said


@pytest.fixture
def project(stages, place):
    return fresh(stages["raw"], place)


def spoil(path, old: bytes, new: bytes, part="worksheets/sheet1.xml"):
    """Replace something in a part of a workbook."""
    with zipfile.ZipFile(path) as box:
        parts = {name: box.read(name) for name in box.namelist()}
    name = next(name for name in parts if part in name)
    assert old in parts[name]
    parts[name] = parts[name].replace(old, new)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as box:
        for one, content in parts.items():
            box.writestr(one, content)


WORKBOOKS = {  # every workbook that a person fills in, where it lies, and the command that reads it
    "codebook.xlsx": ("raw", "check"), "sessions.xlsx": ("raw", "sessions"), "plan.xlsx": ("plan", "plan"),
    "comments.xlsx": ("raw", "comments")}


def workbook(project, file):
    """The path of a workbook; tables are written as one."""
    path = project / "data" / WORKBOOKS[file][0] / "small" / file
    if not path.exists():
        path.with_suffix(".csv").unlink()
        write_book(path, {"a": [["date", "activity"], ["2017-01-10", "a"]]})
    return path


TRICKS = [(FAR, "too far apart"), (ODD, "too far apart"), (b'r=""', "opened as a spreadsheet"),
          (b'r="\xc3\xa9"', "opened as a spreadsheet"),
          (b'r="A1"><!DOCTYPE x [<!ENTITY a "b">]>', "no spreadsheet program writes")]
BOMB = b">" + b"A" * 70_000_000


@pytest.mark.parametrize(("file", "new", "said"), [
    *((file, *trick) for file in WORKBOOKS for trick in TRICKS),
    *((file, BOMB, "too big") for file in WORKBOOKS if file != "comments.xlsx")])  # of them there may be very many
def test_a_workbook_that_would_end_the_program_or_fill_the_memory_is_a_sentence(stages, place, file, new, said):
    project = fresh(stages["coded"], place)
    spoil(workbook(project, file), b'r="A1"', new)
    told = refused(project, WORKBOOKS[file][1], "small")
    assert said in told and told.startswith(file) and len(told) < 1000
    assert "Export" not in told


def test_a_coder_s_formula_is_named_by_its_cell_with_advice_for_coders(stages, place):
    project = fresh(stages["coded"], place)
    spoil(project / "data/raw/small/comments.xlsx", b'<v>', b'<f>1+1</f><v>', "worksheets/sheet2.xml")
    assert "comments.xlsx, cell A1: a formula stands there" in refused(project, "comments", "small")


@pytest.mark.parametrize(("file", "words"), [
    ("data/raw/small/roster.csv", "check small"), ("data/plan/small/plan.csv", "plan small"),
    ("data/raw/small/sessions.csv", "sessions small")])
@pytest.mark.parametrize(("text", "said"), [
    (b'"' + b"x" * 200_000, "line 1: a cell of this line does not end"),
    (b"PK\x03\x04rest", "is a spreadsheet that bears"),
    (b"<html>", "holds no table of cells"), (b"a\0b", "holds no table of cells"), (b"a,\x81\x8d", "CSV UTF-8"),
    ("a,b".encode("utf-32"), "CSV UTF-8"), (b"", "is missing")])
def test_a_table_that_is_none_is_a_sentence(stages, place, file, words, text, said):
    project = fresh(stages["released"], place)
    (project / file).write_bytes(text)
    assert said in refused(project, *words.split())


@pytest.mark.parametrize("separator", [";", "\t", "|"])
def test_tables_may_have_other_separators_and_headings_in_capitals(project, separator):
    path = project / "data/raw/small/roster.csv"
    heads, rows = path.read_text("utf-8").replace(",", separator).split("\n", 1)
    path.write_text(f"{heads.upper()}\n{rows}", "utf-8")
    assert run(project, ("check", "small")).code == 0


@pytest.mark.parametrize("count", ["9" * 30, "9" * 5000])
def test_numbers_that_nobody_means_are_a_sentence(project, count):
    edit(project / "data/raw/small/roster.csv", "Ash,North,16", f"Ash,North,{count}")
    assert "headcount must be a whole number" in refused(project, "check", "small")


@pytest.mark.parametrize("count", ["9" * 30, "9" * 5000])
def test_numbers_of_a_plan_that_nobody_means_are_a_sentence(stages, place, count):
    project = fresh(stages["released"], place)
    edit(project / "data/raw/small/sessions.csv", ",20,", f",{count},")
    assert '"places": must be a whole number' in refused(project, "sessions", "small")
    edit(project / "data/plan/small/plan.csv", ",40,", f",{count},")
    assert '"places": must be a whole number' in refused(project, "plan", "small")


def test_services_in_services_without_end_are_a_sentence(project):
    edit(project / "data/raw/small/roster.csv", "Ash,North", f"Ash,{' > '.join(['North'] * 500)}")
    assert "more than 20 levels" in refused(project, "check", "small")


@pytest.mark.parametrize("words", ["check", "map", "process", "release", "comments", "sessions", "plan", "publish",
                                   "form", "fieldwork"])
@pytest.mark.parametrize("name", ["", "a" * 300, "con", "NUL.txt", "a\x1b[31m"])
def test_what_can_be_no_name_is_a_sentence(project, words, name):
    assert "cannot be the name of a wave" in refused(project, words, name)


@pytest.mark.parametrize("name", ["SMALL", "Small"])
def test_a_name_that_other_systems_take_for_the_same_is_refused(project, name):
    assert "data/raw/small: this wave is there already" in refused(project, "new-wave", name, "--from", "small")


STRANGE = {
    "folder": (lambda path: path.mkdir(), "is a folder"),
    "link to nothing": (lambda path: path.symlink_to("nowhere"), "is not there"),
    "link to itself": (lambda path: path.symlink_to(path.name), "leads back to itself"),
}


@pytest.mark.parametrize("what", STRANGE)
def test_answers_that_are_no_file_are_a_sentence(project, what):
    path = project / "data/raw/small/responses.csv"
    path.unlink()
    how, said = STRANGE[what]
    how(path)
    told = refused(project, "process", "small")
    assert said in told and "data/raw/small/responses.csv" in told and told.count("\n") == 1


@pytest.mark.parametrize(("file", "words"), [("data/raw/small/reading.xlsx", "map"),
                                             ("data/raw/ledger.json", "process"),
                                             ("data/raw/small/comments.xlsx", "comments")])
def test_a_folder_where_a_file_should_be_is_a_sentence(stages, place, file, words):
    project = fresh(stages["draft"], place)
    (project / file).mkdir()
    assert "is a folder" in refused(project, words, "small")


@pytest.mark.parametrize("words", [("check", "small"), ("plan", "small")])
def test_a_project_that_can_only_be_read_is_read(stages, place, words):
    project = fresh(stages["released"], place)
    assert run(project, words, at=CHANGES, do=fails(errno.EROFS)).code == 0
    done = run(project, ("process", "small"), at=CHANGES, do=fails(errno.EROFS))
    assert done.code == 1 and "its disk can only be read" in done.said


@pytest.mark.parametrize("left", ["w1-abcdefgh-old", "small-abcdefgh-old"])
def test_a_command_that_meets_a_half_done_exchange_mends_it(stages, place, left):
    project = fresh(stages["released"], place)
    name = left.split("-")[0]
    shutil.copytree(project / "data/processed/small", project / f"data/processed/.making-{left}")
    if name == "small":
        shutil.rmtree(project / "data/processed/small")
    assert run(project, ("plan", "small")).code == 0
    assert (project / "data/processed" / name / "wave.json").is_file()
    assert not list((project / "data/processed").glob(".making-*"))


def test_mending_where_there_is_no_project_does_nothing(tmp_path):
    with chdir(tmp_path):
        mend()
    assert list(tmp_path.iterdir()) == []


def test_a_copy_of_a_record_s_folder_stops_nobody_else(stages, place):
    project = fresh(stages["published"], place)
    shutil.copytree(project / "data/processed/small", project / "data/processed/copy")
    assert "found that of another" in refused(project, "publish", "copy", "--no-pdf")
    shutil.copytree(project / "notebooks/published/small", project / "notebooks/published/copy")
    (project / "notebooks/published/copy/manifest.json").write_text('{"wave": 5}')
    assert run(project, ("publish", "small", "--no-pdf")).code == 0


def test_a_record_that_names_a_way_out_of_the_project_leads_nowhere(stages, place):
    project = fresh(stages["released"], place)
    edit(project / "data/processed/small/wave.json", '"wave": "small"', '"wave": "../../../../out"')
    for words in (("explore", "small", "--no-browser"), ("explore", "--no-browser"), ("plan", "small")):
        assert "expected the record of this wave" in refused(project, *words)
    assert not list(project.parent.glob("out*"))


@pytest.mark.parametrize("text", ["", "{}", "[]", "\ufeff{", '{"metadata": {}, "cells": []}', "[" * 10_000])
def test_a_notebook_that_is_none_is_a_sentence(stages, place, text):
    project = fresh(stages["released"], place)
    (project / "notebooks/1-own.ipynb").write_text(text, "utf-8")
    assert "notebooks/1-own.ipynb cannot be read as a notebook" in refused(project, "publish", "small", "--no-pdf")


def test_who_looks_on_sees_at_once_that_something_happens(project):
    """In a terminal only: what is kept in a file holds results and problems alone."""
    screen, inside = pty.openpty()
    done = subprocess.Popen([sys.executable, "-m", "coprod", "check", "nowhere"], cwd=project, stderr=inside,
                            env=os.environ | {"PYTHONPATH": str(ROOT)})
    try:
        assert os.read(screen, 100).decode().startswith("coprod check: at work")
    finally:
        done.wait(60)
        os.close(inside)
        os.close(screen)


def test_flags_are_checked_before_any_work(stages, place):
    project = fresh(stages["released"], place)
    for words, said in ((("--jobs", "-1"), "--jobs must be"), (("--engine", "x"), 'no engine "x"'),
                        (("--scheduler", "x"), "no address of a Dask scheduler")):
        told = refused(project, "publish", "small", *words)
        assert said in told and told.count("\n") == 1


@pytest.mark.parametrize("name", ["a b", "it's \"here\"", "tîm 调查", "x" * 120])
def test_a_project_may_lie_anywhere(stages, tmp_path, name):
    project = fresh(stages["raw"], tmp_path / name)
    (tmp_path / "link").symlink_to(project)
    environment = {"LC_ALL": "C", "PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "ascii"}
    for words in (["process", "small"], ["plan", "nowhere"]):
        done = subprocess.run([sys.executable, "-m", "coprod", *words], cwd=tmp_path / "link", env=environment,
                              capture_output=True, check=False)
        assert done.returncode == (0 if words[1] == "small" else 1) and b"Traceback" not in done.stderr, done.stderr
    assert (project / "data/processed/small/wave.json").is_file()


def test_a_mistake_of_our_own_shows_where_it_is_and_nothing_that_it_holds(project, monkeypatch):
    def wrong(*_):
        raise TypeError(CANARY)

    monkeypatch.setattr("coprod.wave.read_wave", wrong)
    with chdir(project):
        plain, shown = (CliRunner().invoke(main, ["check", "small", *more]) for more in ((), ("--debug",)))
    assert (plain.exit_code, shown.exit_code) == (1, 1)
    assert "TypeError" in plain.output and CANARY not in plain.output and "Traceback" not in plain.output
    assert "Traceback" in shown.output and CANARY in shown.output


@pytest.mark.parametrize(("error", "said"), [
    (KeyboardInterrupt(), "Stopped. Nothing was left half-made"), (MemoryError(), "memory of this computer"),
    (RecursionError(), "parts in parts"), (ModuleNotFoundError("x", name="pyreadstat"), '"pyreadstat"'),
    (OSError(errno.ENOSPC, "", "data/.making-w1-abcdefgh/a"), "data/w1/a could not be written: the disk is full"),
    (OSError(errno.EACCES, "", f"/x/{CANARY.lower()}.xlsx"), "open in another program"),
    (OSError(errno.ENAMETOOLONG, "", "x"), "shorter"), (OverflowError(CANARY), "OverflowError"),
    (ValueError(CANARY), "ValueError")])
def test_every_error_has_its_words(error, said):
    (told,) = in_words(error)
    assert said in told and CANARY not in told and told.endswith(".")


BAD = ["=1+1", "-2+3+cmd|' /C calc'!A1", "+44+cmd", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1+1", "－2+3", "＠x",
       "-1+HYPERLINK(1)", "\u200b=1", "-A1", "+(1)"]
GOOD = ["-15", "+15", "-1,200.5", "12%", "+12 points", "-5 points", "Agree", "a=b", "\u221215 to \u22123", "", "'tis"]


def test_no_text_that_a_spreadsheet_would_run_leaves():
    assert [harmless(text) for text in BAD] == [f"'{text}" for text in BAD]
    assert [harmless(text) for text in GOOD] == GOOD


@given(st.text(st.sampled_from("'=+-@ a1\t＝"), max_size=6))
def test_what_is_made_harmless_is_read_as_it_was_typed(text):
    made = harmless(text)
    assert as_typed(made) == text and harmless(io.StringIO(made).read()).startswith(made[:1])
