"""The private list of all releases."""

import pytest

from coprod.errors import BadInput
from coprod.private.ledger import Ledger
from tests.public.records import item, record


def sealed(**more):
    return record(item("job"), **{"invented": False, **more}).with_seal()


def test_a_release_is_noted_and_found_again(project):
    ledger = Ledger()
    assert not ledger.holds("first")
    ledger.add(sealed())
    assert Ledger().holds("first")
    Ledger().check_against([sealed()])


def test_a_real_wave_is_never_noted_with_other_numbers(project):
    Ledger().add(sealed())
    Ledger().add(sealed())
    with pytest.raises(BadInput, match="first was released before, and a released record never changes"):
        Ledger().add(sealed(usable=121))


def test_an_invented_wave_may_be_noted_again_and_needs_no_entry(project):
    Ledger().check_against([sealed(invented=True)])
    Ledger().add(sealed(invented=True))
    Ledger().add(sealed(invented=True, usable=121))
    assert len(Ledger().entries) == 1 and not Ledger().holds("first")


def test_a_released_record_the_ledger_does_not_know_is_refused(project):
    with pytest.raises(BadInput, match="does not know the released record of first"):
        Ledger().check_against([sealed()])
