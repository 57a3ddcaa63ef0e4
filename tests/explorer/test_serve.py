"""The copy that is served: notebooks and safe records only, nothing raw in reach, nothing a person saved is lost."""

import json
import shutil
import tempfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from coprod.__main__ import main
from coprod.errors import BadInput
from coprod.explorer.serve import copied, keep_own, refuse_raw, waves_of
from coprod.record import read_record
from tests import EXAMPLES, ROOT

BASELINE, REPEAT = EXAMPLES


@pytest.fixture
def home(examples):
    """A project with raw files, released records and notebooks."""
    shutil.copytree(ROOT / "data" / "processed", examples / "data" / "processed", dirs_exist_ok=True)
    shutil.copytree(ROOT / "data" / "plan", examples / "data" / "plan")
    return examples


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def read(path):
    return json.loads(path.read_text("utf-8"))


def test_the_copy_holds_notebooks_and_records_and_is_gone_afterwards(home):
    (home / "notebooks" / "answers.csv").write_text("name,answer\n", "utf-8")
    (home / "data" / "processed" / REPEAT / "notes.txt").write_text("raw", "utf-8")
    with copied(home, REPEAT, BASELINE) as copy:
        held = [name for name in files(copy) if not name.endswith(".ipynb")]
        assert held == sorted([
            *(f"data/processed/{wave}/{name}" for wave in EXAMPLES for name in ("tallies.csv", "wave.json")),
            *(f"data/processed/{BASELINE}/{name}" for name in ("sessions.csv", "themes.json")),
            *(f"data/plan/{BASELINE}/{name}" for name in ("plan.csv", "review.csv"))])
        assert all((copy / name).read_bytes() == (home / name).read_bytes() for name in held)
        assert not any(folder.is_relative_to(home) for folder in (copy, *copy.parents))
    assert not copy.exists()


def test_the_copy_of_the_explorer_starts_by_a_button_and_has_only_widgets(home):
    with copied(home, BASELINE, "") as copy:
        cells = read(copy / "notebooks" / "8-explore.ipynb")["cells"]
    assert 'data-commandlinker-command="notebook:run-all-cells"' in "".join(cells[1]["source"])
    assert f'wave = "{BASELINE}"\nbaseline = ""\nlanguage = "en"' in ["".join(cell["source"]) for cell in cells]
    assert not [cell for cell in cells if "most_asked" in "".join(cell["source"])]


def test_outputs_and_attachments_do_not_come_along(home):
    own = home / "notebooks" / "my-explorations" / "mine.ipynb"
    own.parent.mkdir()
    output = {"output_type": "stream", "name": "stdout", "text": "Bertram Quillfeather"}
    cells = [{"cell_type": "code", "id": "a", "metadata": {}, "source": "1", "outputs": [output], "execution_count": 1},
             {"cell_type": "markdown", "id": "b", "metadata": {}, "source": "x",
              "attachments": {"Quillfeather.png": {}}}]
    notebook = {"cells": cells, "metadata": {"widgets": "Quillfeather"}, "nbformat": 4, "nbformat_minor": 5}
    own.write_text(json.dumps(notebook), "utf-8")
    with copied(home, REPEAT, "") as copy:
        assert "Quillfeather" not in (copy / "notebooks" / "my-explorations" / "mine.ipynb").read_text("utf-8")


def test_a_record_that_could_not_have_passed_is_refused_and_nothing_is_left(home, monkeypatch, tmp_path_factory):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path_factory.mktemp("temporary")))
    tallies = home / "data" / "processed" / REPEAT / "tallies.csv"
    tallies.write_text(tallies.read_text("utf-8").replace(",78,126", ",1,126"), "utf-8")
    with pytest.raises(BadInput), copied(home, BASELINE, ""):
        pass
    assert list(Path(tempfile.gettempdir()).iterdir()) == []


def test_a_copy_below_raw_data_is_refused(home, monkeypatch):
    """A relative path would lead from it to people's answers."""
    (home / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(home / "temporary"))
    with pytest.raises(BadInput, match="data/raw lies in or above the copy"), copied(home, REPEAT, ""):
        pass
    assert list((home / "temporary").iterdir()) == []


@pytest.mark.parametrize("name", ["data/raw/wave/responses.csv", "responses.csv", "data/processed/w/responses.csv",
                                  "notebooks/export.xlsx", "data/ledger.json", "other/1.ipynb"])
def test_a_folder_with_anything_else_in_it_is_refused(tmp_path, name):
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("", "utf-8")
    with pytest.raises(BadInput):
        refuse_raw(tmp_path)


def test_what_a_person_saved_comes_home_and_nothing_is_written_over(home):
    with copied(home, REPEAT, BASELINE) as copy:
        notebooks = copy / "notebooks"
        (notebooks / "mine.ipynb").write_text('{"cells": [], "metadata": {}}', "utf-8")
        (notebooks / "numbers.csv").write_text("1", "utf-8")
        changed = read(notebooks / "1-who-answered.ipynb")
        changed["cells"][0]["source"] = "# My words"
        (notebooks / "1-who-answered.ipynb").write_text(json.dumps(changed), "utf-8")
        ran = read(notebooks / "8-explore.ipynb")  # saved with outputs: that alone is no change
        ran["cells"][-1]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x"}]
        (notebooks / "8-explore.ipynb").write_text(json.dumps(ran), "utf-8")
        (notebooks / ".ipynb_checkpoints").mkdir()
        (notebooks / ".ipynb_checkpoints" / "mine-checkpoint.ipynb").write_text("{}", "utf-8")
        first = keep_own(notebooks, home / "notebooks")
        again = keep_own(notebooks, home / "notebooks")
    assert [path.name for path in first] == ["1-who-answered.ipynb", "mine.ipynb", "numbers.csv"]
    assert [path.name for path in again] == ["1-who-answered-2.ipynb", "mine-2.ipynb", "numbers-2.csv"]
    assert "My words" in first[0].read_text("utf-8") and first[0].parent == home / "notebooks" / "my-explorations"


def test_what_came_home_is_there_again_and_comes_home_only_if_changed(home):
    own = home / "notebooks" / "my-explorations" / "mine.ipynb"
    own.parent.mkdir()
    own.write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}', "utf-8")
    with copied(home, REPEAT, "") as copy:
        assert keep_own(copy / "notebooks", home / "notebooks") == []


def test_without_a_name_the_latest_survey_and_the_one_before(home):
    assert waves_of(home, "", "") == (REPEAT, BASELINE)
    assert waves_of(home, BASELINE, "") == (BASELINE, "")
    shutil.rmtree(home / "data" / "processed" / REPEAT)
    assert waves_of(home, "", "") == (BASELINE, "")
    shutil.rmtree(home / "data" / "processed" / BASELINE)
    with pytest.raises(BadInput, match="no record to explore"):
        waves_of(home, "", "")


def test_a_wave_that_is_not_earlier_is_no_baseline(home):
    with pytest.raises(BadInput, match="cannot be the baseline"):
        waves_of(home, BASELINE, REPEAT)


def test_a_record_that_the_first_version_sealed_is_served_as_it_was_sealed(home, monkeypatch):
    shutil.copytree(ROOT / "tests" / "record" / "first", home / "data" / "processed" / "first")
    with copied(home, REPEAT, BASELINE) as copy:
        monkeypatch.chdir(copy)
        assert read_record("first").sealed


def test_a_copied_record_folder_is_refused_with_one_sentence_by_the_command(home):
    processed = home / "data" / "processed"
    shutil.copytree(processed / REPEAT, processed / f"{REPEAT}-backup")
    told = CliRunner().invoke(main, ["explore", "--no-browser"])
    assert told.exit_code == 1 and told.stdout == ""
    assert told.stderr.strip().splitlines() == [
        f"data/processed/{REPEAT}-backup: expected the record of this wave, found that of another. A record's folder "
        "bears its wave's name: give the folder that name, or keep the copy outside data/processed."]
