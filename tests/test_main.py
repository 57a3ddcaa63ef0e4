"""The command line: what each step says, exit codes, and nothing but plain lines when something is wrong."""

import json
import subprocess
import sys

import pytest
from click.testing import CliRunner

from coprod.__main__ import main
from coprod.site.workers.batch import Making
from tests import EXAMPLES
from tests.conftest import edit, tree
from tests.examples import CANARIES
from tests.invented import people, write_answers
from tests.plans import write_plan, write_sessions


def run(*words):
    return CliRunner().invoke(main, words)


def test_help_names_the_steps_in_their_order():
    said = run("--help").output
    places = [said.index(f"  {step} ") for step in ("new-wave", "form", "check", "process", "release", "publish")]
    assert places == sorted(places)


def test_check_changes_nothing(small):
    before = tree(small.parents[2])
    result = run("check", "small")
    assert (result.exit_code, tree(small.parents[2])) == (0, before)
    assert "People: 72 count" in result.output
    assert result.output.endswith("data/raw/small is in order. Next: coprod process small\n")


def test_process_then_release_gives_a_sealed_record_and_an_entry_in_the_ledger(small):
    assert run("process", "small").exit_code == 0
    result = run("release", "small")
    about = json.loads((small.parents[1] / "processed" / "small" / "wave.json").read_text("utf-8"))
    ledger = json.loads((small.parent / "ledger.json").read_text("utf-8"))
    assert result.exit_code == 0
    assert f"its seal begins with {about['seal'][:12]}" in result.output
    assert [(entry["wave"], entry["seal"]) for entry in ledger] == [("small", about["seal"])]


@pytest.mark.parametrize("wave", EXAMPLES)
@pytest.mark.parametrize("step", ["check", "process"])
def test_what_a_step_prints_holds_no_private_detail(examples, wave, step):
    said = run(step, wave).output.casefold()
    assert {"check": " count, from ", "process": "left outside"}[step] in said
    assert [canary for canary in CANARIES if canary.casefold() in said] == []


@pytest.mark.parametrize("step", ["check", "process", "release", "publish"])
def test_a_wave_that_is_not_there_ends_with_exit_code_1(small, step):
    result = run(step, "smal")
    assert result.exit_code == 1
    assert 'no wave named "smal"' in result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize("words", [
    "check", "map", "fieldwork", "process", "release", "comments", "sessions", "plan", "publish", "form",
    "explore --no-browser",
    "new-wave next --from", "process small --baseline", "publish small --baseline"])
def test_a_wave_whose_name_leads_elsewhere_is_refused_with_a_sentence(small, words):
    run("process", "small")
    files = tree(small.parents[2])
    result = run(*words.split(), "../raw/small")
    assert (result.exit_code, result.output.count("\n")) == (1, 1)
    assert "'../raw/small' cannot be the name of a wave" in result.output
    assert tree(small.parents[2]) == files


def test_every_problem_is_said_once_on_a_line_of_its_own(small):
    edit(small / "roster.csv", ",16,", ",x,")
    result = run("process", "small")
    assert (result.exit_code, result.output.count("\n"), result.stdout) == (1, 6, "")


@pytest.mark.parametrize(("words", "said"), [
    (("process",), "Missing argument"),
    (("proces", "small"), "No such command"),
    (("check", "small", "--fast"), "No such option"),
])
def test_a_command_that_does_not_exist_ends_with_exit_code_2(small, words, said):
    result = run(*words)
    assert result.exit_code == 2
    assert said in result.output


def test_the_module_runs_as_a_program_and_fails_with_plain_lines(small):
    crowd = people()
    crowd[3]["I feel sure."] = "ring me on 01632 960123"
    write_answers(small / "responses.csv", crowd)
    done = subprocess.run([sys.executable, "-m", "coprod", "process", "small"], capture_output=True, text=True,
                          cwd=small.parents[2], check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith('responses.csv, line 5, item "sure": the cell is none of the item\'s answers.')
    assert "01632" not in done.stderr
    assert "Traceback" not in done.stderr
    assert tree(small.parents[1] / "processed") == {}


@pytest.mark.parametrize(("words", "pdf", "printed"), [((), None, True), ((), None, False), (("--pdf",), True, True),
                                                       (("--no-pdf",), False, False)])
def test_publish_makes_pdf_files_if_it_can_and_says_if_it_could_not(monkeypatch, tmp_path, words, pdf, printed):
    given = []
    monkeypatch.setattr("coprod.site.publish.publish", lambda *how: given.append(how) or tmp_path / "index.html")
    (tmp_path / "manifest.json").write_text("{}", "utf-8")
    if printed:
        (tmp_path / "1-page.pdf").touch()
    result = run("publish", "small", *words)
    assert result.exit_code == 0 and given == [("small", "", False, pdf, (), Making())]
    assert ("No PDF files" in result.output) == (pdf is None and not printed)


def test_plan_says_what_is_wrong_what_is_open_or_that_all_is_in_order(small):
    project, before = small.parents[2], "The plan of small is in order: activities: 1, agreed aims: 1."
    run("process", "small")
    assert "has no plan.csv" in run("plan", "small").output
    aim = {"needs": "help/training", "indicator": "confident", "points": "+30"}
    write_plan(project, aim, wave="small")
    files = tree(project)
    done = run("plan", "small")
    assert (done.exit_code, tree(project)) == (0, files) and before in done.output
    write_plan(project, aim | {"points": "+10", "agreed_by": ""}, wave="small")
    open_points = run("plan", "small")
    assert open_points.exit_code == 1
    assert [line.split(":")[0] for line in open_points.output.splitlines()] == ['plan.csv, line 2, column "agreed_by"',
                                                                               'plan.csv, line 2, column "points"']
    write_plan(project, aim | {"owner": "Jane Smith"}, wave="small")
    wrong = run("plan", "small")
    assert wrong.exit_code == 1 and wrong.output.startswith('plan.csv, line 2, column "owner": must be a role')


def test_sessions_says_what_it_wrote_and_what_waits_and_nothing_that_somebody_wrote(small):
    run("process", "small")
    write_sessions(small, {"one_thing": "Ask Zebedee"}, {"activity": "walks", "answered": "5", "confident_before": "1",
                                                        "confident_after": "2", "one_thing": "More tea"})
    done = run("sessions", "small")
    assert done.exit_code == 0 and "Pools of sessions that may be shown: 1." in done.output
    assert 'Some sessions of "walks" wait' in done.output
    assert "Zebedee" not in done.output and "More tea" not in done.output
    checked = run("check", "small")
    assert "The sessions of the plan are in order: 2 lines." in checked.output
    write_sessions(small, {"attended": "3", "one_thing": "More tea"})
    checked = run("check", "small")
    assert checked.exit_code == 1 and 'sessions.csv, line 2, column "answered"' in checked.output
    assert "More tea" not in checked.output
