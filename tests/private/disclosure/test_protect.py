"""Disclosure control: what the record says, joined to the truth, lets nobody be found."""

import json

import numpy as np
import pytest

from coprod.errors import BadInput
from coprod.private.coding.categorical import FIRST, NO, YES
from coprod.private.coding.cleaning import clean, fold_rare_options
from coprod.private.coding.derived import add_indicators
from coprod.private.coding.tallies import tallies
from coprod.private.disclosure.protect import protect
from coprod.private.matching.intake import read_responses
from coprod.record import ALL_STAFF, EVERYBODY, RESPONSE, Note
from coprod.record.shape import plain
from coprod.wave.settings import read_wave
from tests import EXAMPLES
from tests.conftest import edit
from tests.invented import people, sheets, write_answers, write_book
from tests.private.disclosure.test_group_shares import possible

SURE, WALKS, NEED, HELP = "I feel sure.", "Walks", "Do you need support?", "What would help?"


def truth(name="small"):
    """The wave and the counts of everybody, as disclosure control gets them."""
    wave = read_wave(name)
    coded = fold_rare_options(clean(read_responses(wave), wave).coded, wave.codebook, 3)
    return wave, tallies(add_indicators(coded, wave.codebook), wave)


def record(name="small"):
    return protect(*reversed(truth(name)))


def with_answers(small, question, answers):
    """The record of the small wave when people give these answers to a question, in turn."""
    crowd = people()
    for person, answer in zip(crowd, answers, strict=False):
        person[question] = answer
    write_answers(small / "responses.csv", crowd)
    return record()


def counts(made, item):
    """Answer to count, for all staff."""
    rows = made.tallies[(made.tallies["item"] == item) & (made.tallies["group"] == ALL_STAFF)]
    return dict(zip(rows["answer"], rows["count"].astype(int), strict=True))


def groups(made, item):
    return made.tallies[(made.tallies["item"] == item) & (made.tallies["group"] != ALL_STAFF)]


def about(made, item):
    return next(entry for entry in made.measures if entry.name == item)


@pytest.mark.parametrize("name", EXAMPLES)
def test_no_group_shown_has_fewer_than_ten_answers(examples, name):
    made, counted = record(name), truth(name)[1].by[0]
    units = {unit.label: n for n, unit in enumerate(counted.units)}
    places = {group.label: [units[team] for team in group.teams] for group in made.groups}
    shown = made.tallies[(made.tallies["group"] != ALL_STAFF) & (made.tallies["item"] != RESPONSE)]
    bases = [counted.usable[places[row.group]].sum() for row in shown.itertuples()]
    assert len(bases) > 100
    assert min(bases) >= 10


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_share_of_a_group_keeps_three_possible_counts(examples, name):
    made, counted = record(name), truth(name)[1].by[0]
    columns = list(counted.answers)
    units = {unit.label: n for n, unit in enumerate(counted.units)}
    places = [[units[team] for team in group.teams] for group in made.groups]
    items = set(made.tallies.loc[made.tallies["group"] != ALL_STAFF, "item"]) - {RESPONSE}
    assert len(items) >= 20
    for item in items:
        column, rows = columns.index(item), groups(made, item)
        positive = [FIRST + n for n, answer in enumerate(counted.answers[item]) if answer.positive
                    and not answer.missing]
        bases = [int(counted.usable[units_of].sum()) for units_of in places]
        total = int(counted.counts[:, column, positive].sum())
        true = [int(counted.counts[units_of, column][:, positive].sum()) for units_of in places]
        lowest, highest = possible(np.round(rows["low"] * 60) / 60, np.round(rows["high"] * 60) / 60, bases, total)
        assert (highest - lowest >= 2).all(), item
        assert ((lowest <= true) & (true <= highest)).all(), item


@pytest.mark.parametrize("name", EXAMPLES)
def test_groups_and_all_staff_are_the_same_people(examples, name):
    counted = truth(name)[1].by[0]
    teams = [team for group in record(name).groups for team in group.teams]
    assert sorted(teams) == sorted(unit.label for unit, n in zip(counted.units, counted.usable, strict=True) if n)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_all_staff_figure_is_true_and_of_three_people_or_more(examples, name):
    made, counted = record(name), truth(name)[1].by[0]
    columns = list(counted.answers)
    rows = made.tallies[(made.tallies["group"] == ALL_STAFF) & (made.tallies["item"] != RESPONSE)]
    assert len(rows) > 150
    for row in rows.itertuples():
        codes = [FIRST + [a.name for a in counted.answers[row.item]].index(answer) for answer in row.answer.split("+")]
        assert row.count == counted.counts[:, columns.index(row.item), codes].sum() >= 3, row.item
        if counted.answers[row.item][codes[0] - FIRST].missing == "":
            assert row.base == counted.bases()[:, columns.index(row.item)].sum() >= 10, row.item


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_is_left_of_a_base_is_three_people_or_nobody(examples, name):
    made = record(name)
    for item in made.measures:
        shown = counts(made, item.name)
        if shown and item.kind != "item":
            rows = made.tallies[(made.tallies["item"] == item.name) & (made.tallies["group"] == ALL_STAFF)]
            assert rows["base"].iloc[0] - rows["count"].iloc[0] >= 3, item.name


def test_the_headlines_of_the_examples_come_through(examples):
    made = [counts(record(name), "needssupport")["yes"] for name in EXAMPLES]
    assert made == [24, 23]


def test_an_answer_of_two_people_is_merged_with_its_neighbour(small):
    made = with_answers(small, WALKS, ["Once"] * 2 + ["Never"] * 40 + ["Many times"] * 30)
    assert counts(made, "usedwalks") == {"never": 40, "once+many": 32}
    assert [answer.label for answer in about(made, "usedwalks").answers] == ["Never", "Once or many times"]


def test_an_answer_nobody_gave_reads_like_one_that_two_people_gave(small):
    for rare in (["Many times"] * 2, []):
        made = with_answers(small, WALKS, rare + ["Never"] * 40 + ["Once"] * 32)
        assert list(counts(made, "usedwalks")) == ["never", "once+many"]


def test_a_question_with_one_answer_left_is_not_shown(small):
    made = with_answers(small, WALKS, ["Once"] * 2 + ["Never"] * 70)
    assert counts(made, "usedwalks") == {}
    assert about(made, "usedwalks").withheld == "too few"
    assert groups(made, "usedwalks").empty


def test_a_merge_across_the_line_of_a_share_takes_the_share_away(small):
    made = with_answers(small, WALKS, ["Never"] * 2 + ["Once"] * 40 + ["Many times"] * 30)
    assert counts(made, "usedwalks") == {"never+once": 42, "many": 30}
    assert (about(made, "usedwalks").share, groups(made, "usedwalks").empty) == (False, True)


@pytest.mark.parametrize("two", ["Disagree", "Agree"])
def test_an_indicator_never_undoes_a_merge(small, two):
    content = sheets()
    content["indicators"].append(["unsure", "Unsure", "are not sure", "sure", "in so", "lower", ""])
    write_book(small / "codebook.xlsx", content)
    many = {"Agree", "Disagree"} - {two}
    made = with_answers(small, SURE, [two] * 2 + [*many] * 40 + ["Neither"] * 30)
    assert sorted(counts(made, "sure").values()) == [32, 40]
    assert counts(made, "unsure") == {}


def test_a_missing_reason_is_shown_from_three_people_on(small):
    few, some = (counts(with_answers(small, SURE, ["Does not apply"] * n), "sure") for n in (2, 3))
    assert ("na" in few, some["na"]) == (False, 3)


def test_a_joint_indicator_with_two_people_on_one_side_is_not_shown(small):
    crowd = people()
    for n, person in enumerate(crowd):
        person |= {"Talks": "Never", "Walks": "Never"} if n < 2 else {"Talks": "Once"}
    write_answers(small / "responses.csv", crowd)
    assert counts(record(), "limited") == {}


def test_a_rare_option_goes_to_other_and_is_not_shown(small):
    crowd = people()
    for n, person in enumerate(crowd):
        chosen = "Training;" if n < 2 else "Plain, short texts;" if n < 40 else f"A mentor {n};"
        person |= {NEED: "Yes", HELP: chosen} if n < 60 else {NEED: "No", HELP: ""}
    write_answers(small / "responses.csv", crowd)
    made = record()
    assert counts(made, "help/training") == {}
    assert (counts(made, "help/plain"), counts(made, "help/other")) == ({"yes": 38}, {"yes": 22})


def test_an_item_of_a_headline_indicator_has_no_group_share_of_its_own(small):
    made = record()
    assert groups(made, "sure").empty
    assert len(groups(made, "confident")) == 6


def test_an_indicator_that_is_no_headline_is_shown_for_all_staff_only(small):
    made = record()
    assert list(counts(made, "limited")) == ["yes"]
    assert groups(made, "limited").empty


def test_a_group_row_has_a_band_and_nothing_else(small):
    made = record()
    rows = made.tallies[made.tallies["group"] != ALL_STAFF]
    assert not rows.duplicated(["item", "group"]).any()
    assert rows[["count", "base"]].isna().all(axis=None)
    assert set(rows["answer"]) == {""}


def test_the_words_of_the_record_hold_no_count(small):
    text = json.dumps(plain(record().measures))
    assert '"count"' not in text
    assert '"base"' not in text


def test_the_team_question_itself_is_not_shown(small):
    assert counts(record(), "team") == {}
    assert "team" not in [item.name for item in record().measures]


def test_a_survey_of_fewer_answers_than_the_floor_is_refused(small):
    write_answers(small / "responses.csv", people(2)[:9])
    with pytest.raises(BadInput, match="small: fewer than 10 usable answers"):
        record()


@pytest.mark.parametrize("number", [10, 29])
def test_under_thirty_answers_everybody_is_one_group_with_bands_and_no_counts(small, number):
    write_answers(small / "responses.csv", people(5)[:number])
    made = record()
    assert made.tallies[["count", "base"]].isna().all(axis=None)
    assert set(made.tallies["group"]) == {EVERYBODY}
    assert {"confident", "usedtalks", RESPONSE} <= set(made.tallies["item"])
    assert "sure" not in set(made.tallies["item"])
    assert all(item.withheld and not item.answers for item in made.measures)
    assert made.notes == (Note("small_survey"),)


@pytest.mark.parametrize("staff", [16, 4, 5])
def test_how_many_of_a_small_staff_answered_keeps_three_possible_numbers(small, staff):
    """Whoever knows the rules knows that ten or more answered, and fewer than thirty."""
    for roster in [small / "roster.csv"]:
        roster.write_text(roster.read_text().replace(",16,", f",{staff},"))
    seen = {}
    for number in range(10, min(30, staff * 6 + 1)):
        write_answers(small / "responses.csv", (people(5) if staff > 4 else people(4))[:number])
        rows = record().tallies.query("item == @RESPONSE")
        seen.setdefault(tuple(rows["low"]) + tuple(rows["high"]), []).append(number)
    assert min(map(len, seen.values())) >= 3


def test_thirty_answers_are_shown_for_all_staff_only(small):
    write_answers(small / "responses.csv", people(5))
    made = record()
    assert counts(made, "response")["usable"] == 30
    assert set(made.tallies["group"]) == {ALL_STAFF}


def test_a_floor_above_the_answers_is_refused(small):
    edit(small / "wave.toml", "invented", "floor = 80\ninvented")
    with pytest.raises(BadInput, match="small: fewer than 80 usable answers"):
        record()


def test_without_a_breakdown_there_are_no_groups(small):
    content = sheets()
    del content["breakdowns"][1:]
    write_book(small / "codebook.xlsx", content)
    made = record()
    assert set(made.tallies["group"]) == {ALL_STAFF}
    assert made.groups == ()


def test_a_draft_has_no_seal(small):
    assert record().seal is None


def test_no_and_yes_codes_are_what_disclosure_control_takes_them_for(small):
    made, counted = record(), truth()[1].by[0]
    column = list(counted.answers).index("confident")
    assert counts(made, "confident")["yes"] == counted.counts[:, column, YES].sum()
    assert counted.counts[:, column, NO].sum() == counted.usable.sum() - counted.counts[:, column, YES].sum()
