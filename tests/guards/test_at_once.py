"""Two of each command at once, in many interleavings: one waits its turn, nothing is lost, and nobody is let around."""

import json
import os
import shutil

import pytest

from tests.conftest import edit
from tests.guards.faults import dawdles, finish, leftovers, run, start, state
from tests.guards.stages import CANARY, COMMANDS, fresh
from tests.guards.test_faults import alike

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs processes that fork")
_TIMES = 4  # of each of the twelve: fifty interleavings, with those of the two releases
BUSY = "Another coprod command is at work in this project (since "


@pytest.mark.parametrize("seed", range(_TIMES))
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
def test_two_at_once_do_what_one_does(words, seed, stages, place):
    anew = fresh(stages[COMMANDS[words]], place)
    two = [finish(one) for one in [start(anew, words, do=dawdles(2 * seed + n)) for n in (0, 1)]]
    for done in two:
        assert "Traceback" not in done.said and CANARY not in done.said
        assert done.code == 0 or BUSY in done.said or "this wave is there already" in done.said, done.said
    assert 0 in [done.code for done in two]
    found = state(anew)
    assert leftovers(anew) == []
    alone = fresh(stages[COMMANDS[words]], place)
    assert run(alone, words).code == 0
    assert alike(found) == alike(state(alone))


@pytest.fixture
def twins(stages, place):
    """Two drafts of the same teams and the same time, of which only one may ever be released."""
    project = fresh(stages["draft"], place)
    for kind in ("raw", "plan"):
        shutil.copytree(project / "data" / kind / "small", project / "data" / kind / "twin")
    edit(project / "data/raw/twin/wave.toml", "A small wave", "Its twin")
    assert run(project, ("process", "twin")).code == 0
    return project


@pytest.mark.parametrize("seed", range(4))
def test_two_releases_at_once_cannot_go_around_the_ledger(twins, seed):
    ways = [start(twins, ("release", name), do=dawdles(seed * 2 + n)) for n, name in enumerate(("small", "twin"))]
    codes = [finish(one).code for one in ways]
    assert 0 in codes
    again = [run(twins, ("release", name)) for name in ("small", "twin")]
    assert sorted(done.code for done in again) == [0, 1]
    assert "was released for the same teams and the same time" in "".join(done.said for done in again)
    noted = json.loads((twins / "data/raw/ledger.json").read_text("utf-8"))
    sealed = [name for name in ("small", "twin")
              if json.loads((twins / "data/processed" / name / "wave.json").read_text("utf-8"))["seal"]]
    assert [entry["wave"] for entry in noted] == sealed and len(sealed) == 1


def test_a_lock_that_a_killed_command_left_is_free(stages, place):
    from tests.guards.faults import KILLED, dies

    project = fresh(stages["raw"], place)
    assert run(project, ("process", "small"), at=20, do=dies).code == KILLED
    assert (project / "data" / ".coprod-at-work").exists()
    assert run(project, ("process", "small")).code == 0
    assert leftovers(project) == []
