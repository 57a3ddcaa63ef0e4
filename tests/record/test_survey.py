"""A survey: a record with that of an earlier wave, whose dates are checked once, and what was worked out of it."""

import pytest

from coprod.errors import BadInput
from coprod.private.process import process
from coprod.record import Survey, Verdict, cached, read_survey
from coprod.stats import judge
from tests import EXAMPLES, ROOT
from tests.records import item, record


@pytest.fixture
def root(monkeypatch):
    monkeypatch.chdir(ROOT)


def test_a_survey_knows_its_waves(root):
    survey = read_survey(EXAMPLES[1], EXAMPLES[0])
    assert (survey.wave, survey.baseline.wave) == (EXAMPLES[1], EXAMPLES[0])
    assert [one.wave for one in survey.records] == [EXAMPLES[1], EXAMPLES[0]]
    assert read_survey(EXAMPLES[0]).baseline is None


def test_a_baseline_that_is_not_earlier_is_refused(root):
    said = f'"{EXAMPLES[1]}" cannot be the baseline of "{EXAMPLES[0]}": it ran from 2018-01-15'
    with pytest.raises(BadInput, match=said):
        read_survey(EXAMPLES[0], EXAMPLES[1])
    with pytest.raises(BadInput, match="cannot be its own baseline"):
        read_survey(EXAMPLES[0], EXAMPLES[0])


def test_processing_beside_a_later_wave_is_refused_too(examples):
    process(EXAMPLES[0])
    process(EXAMPLES[1], EXAMPLES[0])
    with pytest.raises(BadInput, match="Name the earlier of the two as baseline"):
        process(EXAMPLES[0], EXAMPLES[1])


def test_what_is_not_compared_says_how_to_compare_it(root):
    with pytest.raises(BadInput, match="compared with nothing"):
        read_survey(EXAMPLES[0]).needs_baseline()


def test_a_result_is_worked_out_once_for_each_survey_and_a_frame_cannot_be_spoilt():
    asked = []

    @cached
    def frame(survey, name):
        asked.append((survey.wave, name))
        return survey.record.tallies

    one, two = Survey(record(item("sure"))), Survey(record(item("sure"), wave="second"))
    mine = frame(one, "a")
    mine["count"] = 0
    assert frame(one, "a")["count"].sum() > 0
    frame(one, "b"), frame(two, "a"), frame(two, "a")
    assert asked == [("first", "a"), ("first", "b"), ("second", "a")]


def test_the_same_files_are_read_once_and_changed_ones_again(small):
    process("small")
    assert read_survey("small") is read_survey("small")
    before = read_survey("small")
    process("small")
    assert read_survey("small") is not before


def test_a_record_knows_its_headlines_and_which_indicator_stands_for_an_item(root):
    known = read_survey(EXAMPLES[1]).record
    assert [measure.name for measure in known.headlines] == ["confident", "limited", "needssupport", "myjob",
                                                             "knowshow"]
    assert known.stands_for["confidence"] == "confident" and "usedsurveys" not in known.stands_for
    assert known.usable == 126 and not known.is_small
    assert len(known.groups_of("team")) == 9 and not known.is_long("team")


def test_every_word_of_a_verdict_has_its_name():
    told = [(20, 100, 60, 100), (60, 100, 20, 100), (5, 9, 6, 9), (500, 9000, 500, 9000), (50, 100, 55, 100)]
    words = {judge(*counts).verdict for counts in told} | {judge(5, 10, 5, 10, 10, 10).verdict}
    words |= {judge(*counts, better="neither").verdict for counts in told[:2]}
    assert words == {str(word) for word in Verdict}
