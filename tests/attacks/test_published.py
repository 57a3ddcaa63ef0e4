"""What is costly to make is made once, also where several processes run the tests."""

import os
from types import SimpleNamespace

import pytest

from tests.attacks.published import made_once


@pytest.fixture(params=["", "gw0"], ids=["one process", "several"])
def factory(request, tmp_path, monkeypatch):
    """The temporary folder of a process, beside those of others if there are several."""
    if request.param:
        monkeypatch.setenv("PYTEST_XDIST_WORKER", request.param)
    else:
        monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    (tmp_path / "own").mkdir()
    return SimpleNamespace(getbasetemp=lambda: tmp_path / "own")


def test_who_asks_later_gets_what_was_made_first(factory, tmp_path):
    made = [made_once(factory, "thing", lambda folder, n=n: (folder / "page").write_text(str(n))) for n in range(2)]
    assert made[0] == made[1] and (made[1] / "page").read_text() == "0"
    assert made[0].parent == (tmp_path if "PYTEST_XDIST_WORKER" in os.environ else tmp_path / "own")


def test_what_could_not_be_made_is_a_failure_for_everybody_and_at_once(factory):
    with pytest.raises(ZeroDivisionError):
        made_once(factory, "thing", lambda folder: 1 / 0)
    with pytest.raises(AssertionError, match="thing could not be made"):
        made_once(factory, "thing", lambda folder: None)


def test_nobody_waits_for_ever(factory):
    made_once(factory, "thing", lambda folder: None)
    for sign in factory.getbasetemp().parent.rglob("thing.*"):
        sign.unlink()
    with pytest.raises(AssertionError, match="thing could not be made"):
        made_once(factory, "thing", lambda folder: None, patience=0)
