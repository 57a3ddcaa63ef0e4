"""Pages side by side: the same bytes in any way, failures named at the end, and a run that was stopped goes on."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from multiprocessing import Pipe
from pathlib import Path
from threading import Timer

import nbformat
import pytest
from click.testing import CliRunner
from nbformat import v4

from coprod.__main__ import main
from coprod.errors import BadInput
from coprod.record.files import sealed, write_record
from coprod.site.cache import PageCache, digest, page_digest, shared_digest
from coprod.site.job import Done, Job
from coprod.site.publish import publish
from coprod.site.workers.batch import Making, pages
from coprod.site.workers.forkserver import can_fork, forkserver
from coprod.site.workers.page_makers import in_forks, make_page
from tests.conftest import edit, tree
from tests.records import item, record

forks = pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
TEAMS = ("Ash", "Birch", "Cedar", "Elm", "Fir", "Gorse")
CELLS = ("import coprod, os\nsurvey = coprod.read(wave)",
         "coprod.show(group)\nopen(f'made-{group}', 'a').write('x')")


@pytest.fixture
def teams(project):
    """A released wave of six teams, and two short notebooks: one for the wave, one for each team."""
    folder = project / "data" / "processed" / "first"
    folder.mkdir()
    write_record(sealed(record(item("plan"), bands=[("plan", team, 0.25, 0.75) for team in TEAMS])), folder)
    write(project, "1-wave", ["coprod.show('the wave')"], [])
    write(project, "7-team", [CELLS[1]], ["group"])
    return project


def write(project, name, cells, needs):
    """A notebook that begins with the record."""
    (project / "notebooks").mkdir(exist_ok=True)
    parameters = "wave = 'first'\nbaseline = ''" + "\ngroup = 'Ash'" * bool(needs)
    made = [v4.new_markdown_cell(f"# {name}"), v4.new_code_cell(parameters, metadata={"tags": ["parameters"]}),
            *(v4.new_code_cell(source) for source in [CELLS[0], *cells])]
    about = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
             "coprod": {"needs": needs, "sentence": "A page."}}
    nbformat.write(v4.new_notebook(cells=made, metadata=about), project / "notebooks" / f"{name}.ipynb")


def runs(project):
    """How often the notebook of each team has run."""
    return {path.name.removeprefix("made-"): len(path.read_text()) for path in sorted(project.glob("made-*"))}


def test_one_at_a_time_or_several_forked_or_in_a_pool_the_bytes_are_the_same(teams):
    ways = [Making(1, "papermill"), Making(2, "papermill")] + [Making(1, "fork"), Making(3, "fork")] * can_fork()
    sites = []
    for making in ways:
        shutil.rmtree(teams / "notebooks" / "published", ignore_errors=True)
        sites.append(tree(publish("first", groups=True, making=making).parent))
    assert all(site == sites[0] for site in sites)
    assert len([name for name in sites[0] if name.startswith("teams/")]) == 7
    assert set(runs(teams).values()) == {len(ways)}


def test_a_second_publication_runs_nothing_and_changes_no_byte(teams):
    index = publish("first", groups=True)
    home, before = index.parents[1], tree(index.parents[1])
    written = {path: path.stat().st_mtime_ns for path in home.rglob("*")}
    publish("first", groups=True)
    assert tree(home) == before and set(runs(teams).values()) == {1}
    assert {path: path.stat().st_mtime_ns for path in home.rglob("*")} == written
    publish("first", groups=True, making=Making(force=True))
    assert tree(home) == before and set(runs(teams).values()) == {2}


def test_a_notebook_that_changed_is_run_again_and_the_others_are_not(teams):
    folder = publish("first", groups=True).parent
    before = tree(folder)
    write(teams, "1-wave", ["coprod.show('the wave, told anew')"], [])
    after = tree(publish("first", groups=True).parent)
    assert set(runs(teams).values()) == {1} and b"told anew" in after["1-wave.html"]
    assert {name for name in after if after[name] != before[name]} == {
        "1-wave.html", "1-wave.ipynb", "first.zip", "manifest.json"}


@pytest.mark.parametrize("name", ["data/processed/first/more.json", "data/plan/first/more.csv"])
def test_every_page_is_made_again_when_what_it_rests_on_changed(teams, name):
    publish("first", groups=True)
    (teams / name).parent.mkdir(parents=True, exist_ok=True)
    (teams / name).write_text("new")
    publish("first", groups=True)
    assert set(runs(teams).values()) == {2}


def test_a_page_that_somebody_changed_is_put_right(teams):
    folder = publish("first", groups=True).parent
    before = tree(folder)
    edit(folder / "teams" / "elm.html", "Elm", "Oak")
    (folder / "left.html").write_text("left over")
    assert tree(publish("first", groups=True).parent) == before
    assert runs(teams) == dict.fromkeys(TEAMS, 1) | {"Elm": 2}


def test_the_fingerprint_of_a_page_names_no_place_and_changes_with_all_it_is_made_of(teams, tmp_path_factory):
    job = Job("1-wave.html", teams / "notebooks" / "1-wave.ipynb",
              {"wave": "first", "baseline": ""}, teams, {"title": "T"})
    ground, other = shared_digest(["first"]), tmp_path_factory.mktemp("other") / "1-wave.ipynb"
    shutil.copy(job.notebook, other)
    alike = Job("1-wave.html", other, job.parameters, other.parent, job.about, engine="papermill")
    assert page_digest(alike, ground) == page_digest(job, ground)
    changed = [Job("2.html", job.notebook, job.parameters, teams, job.about),
               Job(job.file, teams / "notebooks" / "7-team.ipynb", job.parameters, teams, job.about),
               Job(job.file, job.notebook, job.parameters | {"wave": "second"}, teams, job.about),
               Job(job.file, job.notebook, job.parameters, teams, {"title": "U"}),
               Job(job.file, job.notebook, job.parameters, teams, job.about, name="N"),
               Job(job.file, job.notebook, job.parameters, teams, job.about, shared=True),
               Job(job.file, job.notebook, job.parameters, teams, job.about, language="ur")]
    assert len({page_digest(one, ground) for one in [job, *changed]} | {page_digest(job, digest("another"))}) == 9


def test_failures_are_named_at_the_end_in_the_order_of_the_teams_and_nothing_is_published(teams):
    before = tree(publish("first").parent)
    write(teams, "7-team", ["assert group not in ('Elm', 'Birch'), 'planted'", CELLS[1]], ["group"])
    with pytest.raises(BadInput) as caught:
        publish("first", groups=True)
    assert [problem.partition(" failed")[0] for problem in caught.value.problems] == [
        '7-team.ipynb, cell 4, group "Birch",', '7-team.ipynb, cell 4, group "Elm",']
    assert "planted" not in str(caught.value)
    assert tree(teams / "notebooks" / "published" / "first") == before


def test_what_was_finished_before_a_failure_is_not_made_again(teams):
    write(teams, "7-team", ["import pathlib\nassert group != 'Gorse' or pathlib.Path('mended').exists()",
                            CELLS[1]], ["group"])
    with pytest.raises(BadInput):
        publish("first", groups=True)
    made = teams / "notebooks" / "published" / ".made-first"
    assert made.stat().st_mode & 0o077 == 0 or os.name == "nt"
    (teams / "mended").touch()
    index = publish("first", groups=True)
    assert runs(teams) == dict.fromkeys(TEAMS, 1) and len(list((index.parent / "teams").iterdir())) == 7
    assert {path.suffix for path in made.iterdir()} == {".tables"} and len(list(made.iterdir())) == 7


@forks
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGKILL])
def test_a_run_that_is_stopped_leaves_nothing_half_done_and_the_next_one_goes_on(teams, how):
    write(teams, "7-team", ["import time\ntime.sleep(500 if group == 'Gorse' and not os.path.exists('go') else 0)",
                            CELLS[1]],
          ["group"])
    command = [sys.executable, "-m", "coprod", "publish", "first", "--groups", "--no-pdf", "--jobs", "2"]
    program = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    kept = teams / "notebooks" / "published" / ".made-first"
    while not kept.exists() or len(list(kept.glob("*.html"))) < 6:
        assert program.poll() is None
        time.sleep(0.1)
    program.send_signal(how)
    program.wait(60)
    assert not (teams / "notebooks" / "published" / "first").exists()
    (teams / "go").touch()
    publish("first", groups=True)
    assert runs(teams) == dict.fromkeys(TEAMS, 1)


@forks
def test_a_process_that_ends_while_it_makes_a_page_fails_that_page_and_another_takes_its_place(teams, monkeypatch):
    jobs = [Job(f"{team}.html", teams / "notebooks" / "7-team.ipynb",
                {"wave": "first", "group": team}, teams, {"title": "T"})
            for team in TEAMS]
    real, (ours, theirs) = forkserver().worker, Pipe()
    makers = iter([ours])
    monkeypatch.setattr(forkserver(), "worker", lambda function: next(makers, None) or real(function), raising=False)
    Timer(0.5, theirs.close).start()
    ended, *others = in_forks(jobs, 1)
    assert ended.job.file == "Ash.html" and '7-team.ipynb, group "Ash", failed' in ended.problems[0]
    assert [done.job.file for done in others if not done.problems] == [f"{team}.html" for team in TEAMS[1:]]


def test_another_runner_may_make_the_pages(teams):
    """As a cluster would: it gets the jobs and hands back what became of them, in any order."""
    jobs = [Job(f"{team}.html", teams / "notebooks" / "7-team.ipynb",
                {"wave": "first", "group": team}, teams, {"title": "T"})
            for team in TEAMS[:2]]
    keys, cache = {job.file: digest(job.file) for job in jobs}, PageCache(teams / "notebooks" / "published" / "first")
    pages(jobs, keys, Making(), cache, runner=lambda asked: (make_page(job) for job in reversed(list(asked))))
    assert all(cache.has(keys[job.file], job) for job in jobs)
    with pytest.raises(BadInput, match="no luck"):
        pages(jobs, keys, Making(force=True), cache,
              runner=lambda asked: (Done(job, {}, ("no luck",)) for job in asked))


@pytest.mark.parametrize(("option", "message"), [(("--jobs", "-1"), "--jobs must be"),
                                                 (("--engine", "steam"), 'no engine "steam"')])
def test_an_impossible_way_to_make_pages_is_a_clear_error(teams, option, message):
    result = CliRunner().invoke(main, ["publish", "first", "--no-pdf", *option])
    assert result.exit_code == 1 and message in result.output


def test_the_manifest_says_what_each_page_was_made_of(teams):
    manifest = json.loads((publish("first", groups=True).parent / "manifest.json").read_text("utf-8"))
    told = manifest["made_of"]
    assert set(told["pages"]) == {"1-wave.html", *(f"teams/{team.lower()}.html" for team in TEAMS)}
    assert all(len(key) == 64 for key in [told["everything"], *told["pages"].values()])
    assert str(Path.cwd()) not in json.dumps(manifest)
