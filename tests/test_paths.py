"""Folders appear whole or not at all, and a killed run leaves nothing behind that matters."""

import re
import subprocess
import sys

import pytest

from coprod.errors import BadInput
from coprod.paths import (
    data_folder,
    processed_folder,
    project_lock,
    project_root,
    published_folder,
    raw_folder,
    whole_file,
    whole_folder,
)
from coprod.plan import plan_folder
from tests.conftest import tree


@pytest.fixture
def target(tmp_path):
    """A folder with one file in it, to be replaced."""
    folder = tmp_path / "wave"
    folder.mkdir()
    (folder / "page.html").write_text("old")
    return folder


def test_a_new_folder_appears_with_what_was_written(tmp_path):
    with whole_folder(tmp_path / "deep" / "wave") as work:
        (work / "page.html").write_text("new")
    assert tree(tmp_path / "deep") == {"wave": b"", "wave/page.html": b"new"}


def test_a_folder_is_replaced_not_added_to(target):
    with whole_folder(target) as work:
        (work / "other.html").write_text("new")
    assert tree(target) == {"other.html": b"new"}
    assert [path.name for path in target.parent.iterdir()] == ["wave"]


def test_an_error_leaves_the_old_folder_and_nothing_else(target):
    with pytest.raises(ZeroDivisionError), whole_folder(target) as work:
        (work / "page.html").write_text("half")
        raise ZeroDivisionError
    assert tree(target.parent) == {"wave": b"", "wave/page.html": b"old"}


def test_an_error_leaves_no_folder_where_there_was_none(tmp_path):
    with pytest.raises(ZeroDivisionError), whole_folder(tmp_path / "wave"):
        raise ZeroDivisionError
    assert tree(tmp_path) == {}


def test_the_old_folder_comes_back_if_the_new_one_cannot_move(target, monkeypatch):
    rename = type(target).rename

    def fails_for_the_new_one(self, new):
        if self.name.startswith(".making-") and not self.name.endswith("-old"):
            raise OSError("disk trouble")
        return rename(self, new)

    monkeypatch.setattr(type(target), "rename", fails_for_the_new_one)
    with pytest.raises(OSError, match="disk trouble"), whole_folder(target):
        pass
    assert tree(target.parent) == {"wave": b"", "wave/page.html": b"old"}


def test_what_a_killed_run_left_is_tidied_up(target):
    (target.parent / ".making-wave-abcd1234").mkdir()
    (target.parent / ".making-wave-abcd1234" / "page.html").write_text("half")
    (target.parent / ".making-wave-wxyz5678-old").mkdir()
    with whole_folder(target):
        pass
    assert tree(target.parent) == {"wave": b""}


def test_a_run_killed_between_the_two_renames_gives_the_old_folder_back(target):
    target.rename(target.parent / ".making-wave-abcd1234-old")
    (target.parent / ".making-wave-abcd1234").mkdir()
    with pytest.raises(ZeroDivisionError), whole_folder(target):
        raise ZeroDivisionError
    assert tree(target.parent) == {"wave": b"", "wave/page.html": b"old"}


def test_what_another_wave_left_is_not_touched(target):
    left = target.parent / ".making-wave-2-abcd1234-old"
    left.mkdir()
    target.rename(target.parent / "elsewhere")
    with whole_folder(target):
        pass
    assert left.is_dir()
    assert tree(target) == {}


def test_the_project_is_found_from_a_folder_inside_it(project, monkeypatch):
    (project / "notebooks" / "deep").mkdir(parents=True)
    monkeypatch.chdir(project / "notebooks" / "deep")
    assert project_root() == project
    assert published_folder("a") == project / "notebooks" / "published" / "a"


def test_outside_a_project_the_message_says_where_to_go(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(BadInput, match="Run the command inside the project's folder"):
        project_root()


@pytest.mark.parametrize("folder", [raw_folder, processed_folder, published_folder, plan_folder])
@pytest.mark.parametrize("name",
                         ["", " ", ".", "..", "../raw", "small/..", "small/", "/etc", "C:small", r"small\..", "small\n",
                                  "small\0", "small ", "small.", ".making-small-abcd1234", "a" * 300, "\ud800",
                                  "-small"])
def test_what_is_no_plain_name_of_a_folder_is_no_wave(small, folder, name):
    (small.parent / ".making-small-abcd1234").mkdir()
    with pytest.raises(BadInput,
                       match="cannot be the name of a wave. It is the plain name of a folder, such as 2018-repeat"):
        folder(name)


@pytest.mark.parametrize("name", ["2018-repeat", "2018 repeat", "arolwg-2016_tîm", "v1.2", "1"])
def test_what_people_call_a_folder_can_be_a_wave(project, name):
    (project / "data" / "raw" / name).mkdir()
    assert raw_folder(name) == data_folder("raw", name) == project / "data" / "raw" / name


def test_a_wave_that_is_not_there_is_told_which_are(small):
    (small.parent / ".making-small-abcd1234").mkdir()
    with pytest.raises(BadInput, match=r'data/raw: no wave named "nowhere"\. The waves there are: small\.'):
        raw_folder("nowhere")


def test_a_wave_without_a_record_is_told_how_to_get_one(small):
    with pytest.raises(BadInput, match="none yet. Run `coprod process small` first"):
        processed_folder("small")


def test_a_clone_without_raw_data_says_so(project):
    (project / "data" / "raw").rmdir()
    with pytest.raises(BadInput, match="data/raw: no wave"):
        raw_folder("small")


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path):
    (tmp_path / "index.html").write_text("old")
    (tmp_path / ".making-index.html").write_text("half, of a run that was killed")
    whole_file(tmp_path / "index.html", "new\n")
    assert tree(tmp_path) == {"index.html": b"new\n"}


def test_files_of_another_record_come_along_when_a_folder_is_made_anew(tmp_path):
    target = tmp_path / "wave"
    target.mkdir()
    (target / "sessions.csv").write_text("kept")
    (target / "old.csv").write_text("gone")
    with whole_folder(target, keep=("sessions.csv", "not-there.csv")) as work:
        (work / "new.csv").write_text("new")
    assert {path.name: path.read_text() for path in target.iterdir()} == {"new.csv": "new", "sessions.csv": "kept"}


def test_a_second_command_is_told_who_is_at_work_and_since_when(project):
    asked = [sys.executable, "-c",
             "from coprod.paths import project_lock\nwith project_lock('coprod map'): print('in')"]
    with project_lock("coprod process"), project_lock("again, by the same"):
        done = subprocess.run(asked, capture_output=True, text=True, check=False, cwd=project)
        assert re.search(r"Another coprod command is at work in this project "
                         r"\(since \d\d:\d\d on \d+ \w+ \d{4}: coprod process\)", done.stderr)
    assert subprocess.run(asked, capture_output=True, text=True, check=True, cwd=project).stdout == "in\n"
    assert tree(project / "data") == {"processed": b"", "raw": b""}


def test_who_reads_waits_a_little_for_a_folder_that_is_just_being_replaced(project):
    (project / "data/processed/.making-small-abcdefgh-old").mkdir()
    with project_lock("coprod process", patience=0):
        pass
    assert (project / "data/processed/small").is_dir()
    (project / "data/processed/small").rename(project / "data/processed/.making-small-abcdefgh-old")
    assert processed_folder("small").is_dir()


def test_a_file_that_cannot_be_written_is_named_and_leaves_the_old_one(tmp_path, monkeypatch):
    (tmp_path / "a.csv").write_text("old")

    def full(self, data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(type(tmp_path), "write_bytes", full)
    with pytest.raises(OSError, match="a.csv"):
        whole_file(tmp_path / "a.csv", "new")
    assert tree(tmp_path) == {"a.csv": b"old"}


@pytest.mark.parametrize("name", ["con", "NUL", "Com1", "lpt9.csv", "aux.2016"])
def test_names_that_windows_keeps_for_itself_are_no_waves(project, name):
    with pytest.raises(BadInput, match="Windows keeps it for itself"):
        data_folder("raw", name)
