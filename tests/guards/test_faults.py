"""Each file operation of each command fails in turn, or the process is killed there: all is old or new, never between.

The next run of the command works, nothing is left of the broken one, and no message shows an answer or a traceback.
"""

import os
import random
from contextlib import chdir

import pytest

from coprod.paths import mend
from tests.guards.faults import ERRORS, KILLED, dies, fails, leftovers, run, state
from tests.guards.stages import CANARY, COMMANDS, fresh

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")
# Of each command's operations so many are tried; COPROD_EVERY_FAULT=1 tries all.
_FAIL, _DIE = (10_000, 10_000) if os.environ.get("COPROD_EVERY_FAULT") == "1" else (10, 6)


@pytest.fixture(params=COMMANDS, ids=" ".join)
def command(request, stages, place):
    """The words of a command; how to put its project in place anew; its operations; all before and after it."""
    words, stage = request.param, stages[COMMANDS[request.param]]
    old = state(fresh(stage, place))
    done = run(place, words)
    assert done.code == 0 and CANARY not in done.said, done.said
    return words, lambda: fresh(stage, place), done.operations, old, state(place)


def some(numbers: list[int], most: int) -> list[int]:
    return sorted(random.Random(21).sample(numbers, min(len(numbers), most)))


def whole(found: dict, old: dict, new: dict) -> None:
    """Each file, or folder that changes as a whole, is as before or as after."""
    assert set(found) <= {*old, *new}
    between = [unit for unit in {*old, *new} if found.get(unit) not in (old.get(unit), new.get(unit))]
    assert between == []


def plain(said: str) -> None:
    assert "Traceback" not in said and CANARY not in said and ".making-" not in said


def works_now(project, words, new, shuffled) -> None:
    """The next run of the command brings all to where it should be."""
    if words[0] != "new-wave" or alike(state(project)) != alike(new):  # a wave that is made is not made again
        done = run(project, words)
        assert done.code == 0, done.said
    found = state(project)
    for unit in shuffled:
        found.pop(unit, None), new.pop(unit, None)
    assert (found, leftovers(project) * (words[0] != "new-wave")) == (new, [])


SHUFFLED = {"data/raw/small/comments.xlsx"}  # comments lie in another order each time


def alike(units: dict) -> dict:
    return {name: files for name, files in units.items() if name not in SHUFFLED}


def test_an_operation_that_fails_is_a_sentence_and_leaves_all_old_or_new(command):
    words, anew, operations, old, new = command
    for n in some(list(range(len(operations))), _FAIL):
        project = anew()
        done = run(project, words, at=n, do=fails(ERRORS[n % len(ERRORS)]))
        plain(done.said)
        found = state(project)
        whole(alike(found), alike(old), alike(new))
        assert done.code in (0, 1), done.said
        if done.code == 0:
            assert alike(found) == alike(new)
        else:
            assert done.said.strip()
        if done.code:
            works_now(project, words, dict(new), SHUFFLED)


def test_a_killed_command_leaves_all_old_or_new_and_the_next_run_works(command):
    words, anew, operations, old, new = command
    for n in some([n for n, changes in enumerate(operations) if changes], _DIE):
        project = anew()
        assert run(project, words, at=n, do=dies).code == KILLED
        with chdir(project):
            mend()  # as every command does first
        whole(alike(state(project)), alike(old), alike(new))
        works_now(project, words, dict(new), SHUFFLED)


@pytest.mark.parametrize("dead", [False, True], ids=["fails", "killed"])
@pytest.mark.parametrize("most", [300])
def test_a_disk_that_is_full_in_the_middle_of_a_file_leaves_all_old_or_new(command, most, dead):
    words, anew, _, old, new = command
    project = anew()
    done = run(project, words, most=most, dies_full=dead)
    whole(alike(state(project)), alike(old), alike(new))
    plain(done.said)
    assert done.code <= 0 if dead else done.code in (0, 1), done.said
    works_now(project, words, dict(new), SHUFFLED)
