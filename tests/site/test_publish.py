"""Pages of a wave: all of them or none, the same bytes every time, nothing in them that should not be there."""

import gc
import hashlib
import json
import re
import shutil
import subprocess
import sys

import nbformat
import pytest
from click.testing import CliRunner

from coprod.__main__ import main
from coprod.errors import BadInput
from coprod.record import Record, read_record
from coprod.record.files import digest
from coprod.report.display import RESOURCE, published_html
from coprod.site import publish as room
from coprod.site.publish import publish
from coprod.site.workers.batch import Making
from coprod.site.workers.forkserver import can_fork
from tests import ROOT

BASELINE, REPEAT = "example-2016-baseline", "example-2018-repeat"


def everything(folder):
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.fixture
def released(examples):
    """A project with the committed records of the example waves."""
    shutil.copytree(ROOT / "data" / "processed", examples / "data" / "processed", dirs_exist_ok=True)
    return examples


@pytest.fixture
def quick(released):
    """The same with two notebooks only, so that a publication takes seconds."""
    for path in (released / "notebooks").glob("*.ipynb"):
        if not path.name.startswith(("0-", "5-")):
            path.unlink()
    return released


def test_publishing_twice_gives_the_same_bytes(released):
    once = everything(publish(REPEAT, BASELINE).parent)
    assert once == everything(publish(REPEAT, BASELINE).parent)
    pages = {"0-start-here.html", "0-start-here.ipynb", "5-what-has-changed.html"}
    assert {"index.html", "manifest.json"} | pages <= set(once)


def test_a_page_that_needs_a_baseline_is_left_out_without_one_and_the_index_says_so(quick):
    index = publish(BASELINE)
    assert not (index.parent / "5-what-has-changed.html").exists()
    assert "there is no earlier one" in index.read_text("utf-8")


@pytest.fixture
def planned(released):
    """The notebooks about the plan only, with the example plan."""
    for path in (released / "notebooks").glob("*.ipynb"):
        if not path.name.startswith(("6-", "9-")):
            path.unlink()
    shutil.copytree(ROOT / "data" / "plan", released / "data" / "plan")
    return released


def test_pages_without_their_plan_or_review_are_left_out_and_the_index_says_why(planned):
    (planned / "data" / "plan" / BASELINE / "review.csv").unlink()
    folder = publish(REPEAT, BASELINE).parent
    assert (folder / "6-did-the-plan-work.html").exists() and not (folder / "9-what-we-learned.html").exists()
    assert "The working party has not looked back on this survey yet." in (folder / "index.html").read_text("utf-8")
    folder = publish(REPEAT).parent
    assert not (folder / "6-did-the-plan-work.html").exists()
    assert "There is no learning plan for this survey yet." in (folder / "index.html").read_text("utf-8")


def test_the_manifest_names_the_plan_and_the_review_that_pages_look_back_on(planned):
    manifest = json.loads((publish(REPEAT, BASELINE).parent / "manifest.json").read_text("utf-8"))
    plans = planned / "data" / "plan" / BASELINE
    names = ("plan.csv", "review.csv")
    assert manifest["plan"] == {name: hashlib.sha256((plans / name).read_bytes()).hexdigest() for name in names}


@pytest.mark.parametrize(("file", "old", "new", "said"), [
    ("plan.csv", "Learning lead", "Jane Smith", 'plan.csv, line 2, column "owner"'),
    ("plan.csv", "knowtenders knowpeers", "knowtenders nothing", 'plan.csv, line 2, column "needs"'),
    ("review.csv", "learned,", "hoped,", 'review.csv, line 6, column "part"')])
def test_what_is_wrong_with_a_plan_or_a_review_is_said_before_anything_runs(planned, monkeypatch, file, old, new, said):
    monkeypatch.setattr(room, "pages", lambda *_: pytest.fail("a notebook ran"))
    path = planned / "data" / "plan" / BASELINE / file
    path.write_text(path.read_text("utf-8").replace(old, new, 1), "utf-8")
    with pytest.raises(BadInput, match=said):
        publish(REPEAT, BASELINE)


def test_every_page_says_the_answers_are_invented_and_a_draft_that_it_is_one(quick):
    folder = publish(BASELINE).parent
    assert all("are invented" in path.read_text("utf-8") for path in folder.glob("*.html"))
    assert not any("Draft, not for sharing" in path.read_text("utf-8") for path in folder.glob("*.html"))
    wave = quick / "data" / "processed" / BASELINE / "wave.json"
    wave.write_text(json.dumps(json.loads(wave.read_text("utf-8")) | {"seal": None}), "utf-8")
    folder = publish(BASELINE).parent
    assert all("Draft, not for sharing" in path.read_text("utf-8") for path in folder.glob("*.html"))


def test_blocks_carry_their_marks_which_the_page_leaves_to_its_banner(quick, browser):
    folder = publish(BASELINE).parent
    blocks = json.loads((folder / "0-start-here.ipynb").read_text("utf-8"))["cells"]
    shown = [published_html(output) for cell in blocks for output in cell.get("outputs", [])]
    assert len(shown) > 5 and all('<p class="marks">The answers on this page are invented.' in html for html in shown)
    page = browser.new_page()
    page.goto((folder / "0-start-here.html").as_uri())
    assert page.locator(".marks").count() >= len(shown) and page.locator(".marks:visible").count() == 0
    page.close()


def test_the_manifest_names_record_notebooks_pages_and_versions(quick):
    folder = publish(BASELINE).parent
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    assert manifest["records"] == {BASELINE: digest(read_record(BASELINE))}
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in everything(folder).items()
              if name != "manifest.json"}
    assert manifest["files"] == hashes
    assert set(manifest["notebooks"]) == {path.name for path in (quick / "notebooks").glob("*.ipynb")}


def test_nothing_of_the_run_and_no_path_is_in_the_published_folder(quick):
    folder = publish(BASELINE).parent
    texts = {name: data.decode() for name, data in everything(folder).items() if not name.endswith((".xlsx", ".zip"))}
    assert len(texts) > 5
    for name, text in texts.items():
        for word in ("Traceback", "ipykernel", "/home/", str(quick), "\x1b["):
            assert word not in text, f"{word} in {name}"
        if name != "manifest.json":
            assert "papermill" not in text
    for path in folder.glob("*.ipynb"):
        notebook = nbformat.read(path, 4)
        nbformat.validate(notebook)
        assert set(notebook.metadata) == {"kernelspec", "language_info"}
        assert all(set(cell.metadata) <= {"tags"} for cell in notebook.cells)
        kinds = {kind for cell in notebook.cells for output in cell.get("outputs", []) for kind in output.data}
        assert kinds <= {"text/html", RESOURCE}


def test_pages_ask_nothing_from_outside(quick):
    for path in publish(BASELINE).parent.glob("*.html"):
        links = re.findall(r'(?:src|href)="([^"]*)"', path.read_text("utf-8"))
        inside = [link for link in links if not link.startswith(("data:", "#"))]
        kinds = (".html", ".ipynb", ".json", ".csv", ".xlsx", ".zip")
        assert all(link.endswith(kinds) and ":" not in link for link in inside)


def test_a_cell_that_fails_publishes_nothing_and_leaves_the_old_pages(quick):
    before = everything(publish(BASELINE).parent)
    path = quick / "notebooks" / "0-start-here.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"][-1]["source"] = ["coprod.show(survey.no_such_thing)"]
    path.write_text(json.dumps(notebook), "utf-8")
    told = r"0-start-here.ipynb, cell \d+ failed \(AttributeError\). Nothing was published"
    with pytest.raises(BadInput, match=told):
        publish(BASELINE)
    assert everything(quick / "notebooks" / "published" / BASELINE) == before
    assert not list((quick / "notebooks" / "published").glob(".making-*"))


def test_publish_never_opens_the_raw_data(quick):
    for path in sorted((quick / "data" / "raw").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (quick / "data" / "raw").rmdir()
    assert publish(BASELINE).exists()


@pytest.mark.parametrize(("wave", "baseline", "message"), [
    ("example-2099", "", 'no wave named "example-2099"'),
    (BASELINE, BASELINE, "cannot be its own baseline"),
    (BASELINE, REPEAT, f'"{REPEAT}" cannot be the baseline of "{BASELINE}"'),
    ("../processed/" + BASELINE, "", "cannot be the name of a wave"),
    (REPEAT, "../processed/" + BASELINE, "cannot be the name of a wave"),
    ("w1-backup", "", "expected the record of this wave, found that of another"),
    (REPEAT, "w1-backup", "expected the record of this wave, found that of another"),
])
def test_an_unknown_wave_or_baseline_is_a_clear_error_and_nothing_is_written(released, wave, baseline, message):
    shutil.copytree(released / "data" / "processed" / BASELINE, released / "data" / "processed" / "w1-backup")
    done = CliRunner().invoke(main, ["publish", wave, "--baseline", baseline, "--no-pdf"])
    assert done.exit_code == 1 and message in " ".join(done.output.split()), done.output
    assert not (released / "notebooks" / "published").exists()


@pytest.mark.parametrize("engine", ["papermill", *["fork"] * can_fork()])
def test_no_page_and_no_maker_of_pages_loads_the_plotting_library(quick, engine):
    path = quick / "notebooks" / "0-start-here.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    asked = {"cell_type": "code", "execution_count": None, "id": "asked", "metadata": {}, "outputs": [], "source": [
        "import sys\ncoprod.show('loaded: ' + str({'matplotlib', 'seaborn'} & {*sys.modules}))"]}
    notebook["cells"].append(asked)
    path.write_text(json.dumps(notebook), "utf-8")
    page = publish(REPEAT, BASELINE, making=Making(engine=engine)).with_name(path.with_suffix(".html").name)
    assert "loaded: set()" in page.read_text("utf-8")


def test_publish_itself_loads_no_plotting_library(quick):
    """Nor does the server that makers of pages are forked from: it was asked in the test above."""
    code = ("import sys\nfrom coprod.site.publish import publish\n"
            f"publish({BASELINE!r}, pdf=False)\nprint({{'matplotlib', 'seaborn'}} & {{*sys.modules}})")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"


def test_the_rows_of_groups_are_not_in_memory_while_pages_are_made(quick, monkeypatch):
    """Those of thousands of groups would be: the makers of pages have them, and this process needs them no more."""
    held, real = [], room.pages

    def watched(*given):
        held.extend(len(thing.tallies) for thing in gc.get_objects() if isinstance(thing, Record))
        return real(*given)

    gc.collect()
    before = [thing for thing in gc.get_objects() if isinstance(thing, Record)]
    monkeypatch.setattr(room, "pages", watched)
    publish(REPEAT, BASELINE)
    assert len(held) <= len(before)


def test_a_folder_without_notebooks_is_a_clear_error(quick):
    for path in (quick / "notebooks").glob("*.ipynb"):
        path.unlink()
    with pytest.raises(BadInput, match="no notebook to publish"):
        publish(BASELINE)
    assert room.published_folder(BASELINE).exists() is False
