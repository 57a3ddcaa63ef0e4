"""Team pages in the published folder: one for each team, or a reason; whole or not at all; good on any screen."""

import json
import re
import shutil
from dataclasses import replace
from zipfile import ZipFile

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from coprod.__main__ import main
from coprod.errors import BadInput
from coprod.record import EVERYBODY, Group, Note
from coprod.record.files import sealed, write_record
from coprod.report.messages import say
from coprod.site import team_index
from coprod.site import teams as team_pages
from coprod.site.publish import publish
from coprod.site.teams import file_names, why_none
from coprod.site.workers.batch import Making
from tests.conftest import tree
from tests.records import item, record

BANDS = [("response", team, 0.4, 0.6) for team in ("North & <South>", "Index", "*East* + West")]
BANDS += [("plan", team, 0.2, 0.4) for _, team, *_ in BANDS]


# names of files

@given(st.lists(st.text(max_size=80), unique=True, max_size=12), st.randoms())
def test_file_names_are_safe_never_twice_and_the_same_in_any_order(labels, chance):
    names = file_names(labels)
    assert set(names) == set(labels) and len(set(names.values())) == len(labels)
    assert all(re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.html", name) and len(name) < 80 for name in names.values())
    assert names == file_names(chance.sample(labels, len(labels)))


@pytest.mark.parametrize(("labels", "names"), [
    (["Early Help"], ["early-help.html"]), (["Café & Crèche"], ["cafe-creche.html"]),
    (["ٹیم", "隊"], ["team.html", "team-2.html"]), (["Index", "Con"], ["index-2.html", "con-2.html"]),
    (["A B", "A-B", "A B 2"], ["a-b.html", "a-b-3.html", "a-b-2.html"]),
])
def test_names_that_would_collide_get_a_number(labels, names):
    assert [file_names(labels)[label] for label in labels] == names


# why there are none

def test_a_record_says_why_it_has_no_team_pages():
    assert why_none(record(item("plan"), bands=[("plan", "North", 0.2, 0.4)])) == ""
    assert why_none(record(item("plan"))) == say("teams.no_teams")
    told = "Results are not shown by team: with so few groups, people's answers could be worked out."
    assert why_none(record(item("plan"), notes=(Note("few_groups", "team"),))) == told
    everybody = Group(EVERYBODY, EVERYBODY, "", "", 40, ())
    assert why_none(replace(record(item("plan")), groups=(everybody,))) == say("survey.few")


def test_groups_of_another_breakdown_get_no_page():
    made = record(item("plan"), bands=[("plan", "Role: manager", 0.2, 0.4)])
    assert team_pages.teams_of(replace(made, groups=(replace(made.groups[0], breakdown="role"),))) == ()


# publishing

@pytest.fixture
def teams(project):
    """A project with one wave of three teams, whose names are hard, and the notebook of a team only."""
    from tests import ROOT

    folder = project / "data" / "processed" / "first"
    folder.mkdir(parents=True)
    write_record(sealed(record(item("plan"), bands=BANDS)), folder)
    (project / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "7-team-page.ipynb", project / "notebooks")
    return project


def test_every_team_has_a_page_under_its_name_and_the_indexes_lead_there_twice_the_same(teams):
    index = publish("first", groups=True)
    folder = index.parent / "teams"
    once = tree(index.parent)
    names = {"east-west.html", "index-2.html", "index.html", "north-south.html"}
    assert {path.name for path in folder.iterdir()} == names
    assert 'href="teams/index.html"' in index.read_text("utf-8")
    assert re.findall(r'<li><a href="([^"/]+)">', (folder / "index.html").read_text("utf-8")) == [
        "north-south.html", "index-2.html", "east-west.html"]
    headings = {"north-south": "North &amp; &lt;South&gt;", "east-west": "*East* + West", "index-2": "Index"}
    parts = "How many answered", "What goes well", "What to work on", "Next step"
    for name, heading in headings.items():
        page = (folder / f"{name}.html").read_text("utf-8")
        assert f">{heading}</h1>" in page and page.count("<h1") == 1
        assert 'href="../index.html"' in page and 'href="index.html"' in page
        places = [page.index(f">{part}</h2>") for part in parts]
        assert places == sorted(places)
    manifest = json.loads((index.parent / "manifest.json").read_text("utf-8"))
    assert {"teams/index.html", "teams/east-west.html"} <= set(manifest["files"])
    assert tree(publish("first", groups=True).parent) == once


def test_an_index_of_several_pages_is_published_and_kept_like_any_page_and_is_no_page_of_a_team(teams, monkeypatch):
    one = publish("first", groups=True).parent
    numbers = {path.name: path.read_bytes() for path in (one / "numbers").iterdir()}
    monkeypatch.setattr(team_index, "_ROOM", 50)
    index = publish("first", groups=True, making=Making(force=True))
    parts = {path.name for path in (index.parent / "teams" / "index").iterdir()}
    assert parts == {"other-teams-1-of-3.html", "other-teams-2-of-3.html", "other-teams-3-of-3.html"}
    listed = {f"teams/index/{name}" for name in parts}
    assert listed <= set(json.loads((index.parent / "manifest.json").read_text("utf-8"))["files"])
    with ZipFile(index.parent / "first.zip") as box:
        assert {f"first/{file}" for file in listed} <= set(box.namelist())
    assert {path.name: path.read_bytes() for path in (index.parent / "numbers").iterdir()} == numbers
    once = tree(index.parent)
    assert tree(publish("first", groups=True).parent) == once


def test_without_the_flag_there_are_none_and_the_index_says_so(teams):
    index = publish("first")
    assert not (index.parent / "teams").exists()
    assert say("teams.no_team_pages") in index.read_text("utf-8")


def test_every_page_that_fails_is_named_with_notebook_cell_and_team_and_nothing_is_published(teams):
    before = tree(publish("first").parent)
    path = teams / "notebooks" / "7-team-page.ipynb"
    notebook = json.loads(path.read_text("utf-8"))
    notebook["cells"][4]["source"] = ["survey.record.groups[group == 'Index' or 'Ada of the planted name']\n",
                                      "assert group != 'Index'"]
    path.write_text(json.dumps(notebook), "utf-8")
    with pytest.raises(BadInput) as caught:
        publish("first", groups=True)
    assert len(caught.value.problems) == 3
    assert re.match(r'7-team-page.ipynb, cell \d, group "North & <South>", failed \(\w+\)\. Nothing was published',
                    caught.value.problems[0])
    assert "planted" not in str(caught.value)
    assert tree(teams / "notebooks" / "published" / "first") == before
    assert not list((teams / "notebooks" / "published").glob(".making-*"))


def test_a_wave_without_teams_is_published_all_the_same_and_the_command_says_why(teams):
    shutil.rmtree(teams / "data" / "processed" / "first")
    folder = teams / "data" / "processed" / "first"
    folder.mkdir()
    write_record(sealed(record(item("plan"), notes=(Note("few_groups", "team"),))), folder)
    result = CliRunner().invoke(main, ["publish", "first", "--groups", "--no-pdf"])
    assert result.exit_code == 0, result.output
    assert "No team pages. Results are not shown by team: with so few groups" in result.output
    index = (teams / "notebooks" / "published" / "first" / "index.html").read_text("utf-8")
    assert "with so few groups" in index and "teams/index.html" not in index


# the really published pages (see also test_published_pages.py)

@pytest.fixture(params=["early-help", "children-in-care-young-people-and-transitions", "older-people"])
def file(request, published_teams):
    return published_teams.folder("example-2018-repeat") / "teams" / f"{request.param}.html"


def test_a_team_page_is_two_sheets_of_paper_and_all_questions_begin_the_second(browser, file):
    page = browser.new_page()
    page.goto(file.as_uri())
    pdf = page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
    page.emulate_media(media="print")
    broken = page.evaluate("getComputedStyle(document.querySelector('#part-all-questions')).breakBefore")
    page.close()
    assert len(re.findall(rb"/Type ?/Page\b(?!s)", pdf)) == 2 and broken == "page"


def test_numbers_and_bars_do_not_touch(browser, file):
    """A range and its bar share a cell, or the bar stands below it."""
    page = browser.new_page()
    close = {}
    for width in (320, 480, 768, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(file.as_uri())
        close[width] = page.evaluate("""[...document.querySelectorAll('td:has(.bar)')].filter(cell => {
            const range = document.createRange(); range.selectNodeContents(cell.querySelector('span'));
            const words = range.getBoundingClientRect(), bar = cell.querySelector('.bar').getBoundingClientRect();
            return words.right > bar.left && words.bottom > bar.top + 1 && words.top < bar.bottom - 1; }).length""")
    page.close()
    assert set(close.values()) == {0}, close


def test_a_page_is_light_has_no_picture_and_asks_nothing(file):
    text = file.read_text("utf-8")
    assert len(text.encode()) < 100_000 and "<img" not in text
    assert not re.search(r'(src|href)="(https?:|//|file:)', text)
