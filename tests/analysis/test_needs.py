"""What staff need to learn, from any codebook that says what an item is for."""

import pytest

from coprod.analysis import needs
from coprod.record import read_survey
from tests import EXAMPLES, ROOT
from tests.records import item, record, survey


def asked(name, counts, construct, **more):
    return item(name, counts, construct=construct, **more)


def joined(name, counts, sources, rule, **more):
    return item(name, counts, kind="indicator", sources=tuple(sources), rule=rule, **more)


WALKS = [asked("knowwalks", (70, 20, 30), "knowledge", label="Walks"),
         asked("usedwalks", (60, 40, 20), "experience", label="Walks"),
         asked("skillwalks", (80, 20, 20), "skill", label="Walks")]


def test_a_gap_is_the_share_without_a_positive_answer():
    frame = needs.gaps(survey(record(*WALKS)))
    assert frame["kind"].tolist() == ["knowledge", "experience", "skill"]
    assert frame["count"].tolist() == [90, 100, 100] and frame["share"][0] == pytest.approx(0.75)
    assert (frame["low"] < frame["share"]).all() and (frame["share"] < frame["high"]).all()


def test_where_less_is_better_a_yes_is_the_gap():
    (share,) = needs.gaps(survey(record(asked("fear", (40, 20, 60), "skill", better="lower"))))["share"]
    assert share == pytest.approx(0.5)


def test_how_often_a_need_is_in_the_top_three_goes_by_its_own_list():
    ways = [asked(f"know{n}", (117 - n, 3, n), "knowledge") for n in (10, 30, 50, 70)]
    frame = needs.gaps(survey(record(*ways, asked("skill", (3, 3, 114), "skill"))))
    assert frame["chance"].tolist() == pytest.approx([1, 1, 1, 0, 1], abs=1e-3)


def test_the_two_kinds_of_practice_are_told_apart_by_what_their_rules_join():
    made = needs.two_at_once(survey(record(
        *WALKS, joined("one", (30, 120), ["knowwalks", "usedwalks"], "in yes, in no maybe"),
        joined("two", (20, 120), ["usedwalks", "skillwalks"], "in yes, in no"),
        joined("three", (20, 120), ["usedwalks", "knowwalks"], "in no, in yes"),
        joined("both", (40, 120), ["knowwalks", "usedwalks"], "in yes, in yes"),
        joined("odd", (40, 120), ["knowwalks", "usedwalks"], "at least 1 in yes"))))
    assert made[["item", "kind", "way"]].values.tolist() == [
        ["one", needs.UNUSED, "knowwalks"], ["two", needs.UNSURE, "usedwalks"], ["three", needs.UNUSED, "usedwalks"]]


def test_help_that_some_only_were_asked_about_has_no_number_of_staff_and_no_other():
    options = [item(f"help/{name}", (n, 50), kind="option", construct="help", relevant=when, better="neither")
               for name, n, when in (("training", 30, "x"), ("time", 20, "x"), ("other", 40, "x"))]
    frame = needs.wanted_help(survey(record(*options)))
    assert frame["item"].tolist() == ["help/training", "help/time"]
    assert frame["share"].tolist() == [0.6, 0.4]


def test_what_is_withheld_has_no_share_and_may_be_anything():
    ways = asked("knowwalks", (), "knowledge"), asked("knowtalks", (57, 3, 60), "knowledge")
    frame = needs.gaps(survey(record(*ways)))
    assert frame["share"].isna().tolist() == [True, False]
    assert frame.loc[0, ["fewest", "most", "smallest", "largest"]].tolist() == [0, 120, 120, 120]
    assert needs.lacked_by_most(frame) == 0  # half is not most, and what is not shown is not counted


def test_the_largest_gaps_are_three_a_kind_kind_by_kind():
    ways = [asked(f"{kind}{n}", (117 - n, 3, n), kind) for n in (70, 10, 50, 30) for kind in ("skill", "knowledge")]
    frame = needs.largest_gaps(survey(record(*ways)))
    assert frame["item"].tolist() == [f"{kind}{n}" for kind in ("knowledge", "skill") for n in (10, 30, 50)]


@pytest.mark.parametrize(("last", "sure"), [(110, True), (52, False)])
def test_the_top_three_are_sure_or_not(last, sure):
    rows = needs.gaps(survey(record(*[asked(f"know{n}", (117 - n, 3, n), "knowledge") for n in (last, 50, 30, 10)])))
    top = needs.top_of(rows)
    assert set(rows["item"][top.named]) == {"know10", "know30", "know50"} and top.surely == sure


def test_groups_are_counted_from_the_answer_that_is_lacking():
    """Whose range of those who know it lies below all staff (25 %) lack it more often.

    Where less is better, a yes is the gap.
    """
    fear = asked("fear", (40, 20, 60), "skill", better="lower")
    bands = [("knowwalks", "Ash", 0.6, 0.8), ("knowwalks", "Elm", 0.0, 0.2), ("fear", "Ash", 0.6, 0.8)]
    made = survey(record(*WALKS, fear, bands=bands))
    frame = needs.gaps_counted(made, "team").set_index("item")[["kind", "higher", "lower", "cannot_tell", "not_shown"]]
    assert frame.T.to_dict("list") == {"knowwalks": ["knowledge", 1, 1, 0, 0], "fear": ["skill", 1, 0, 0, 1]}


def test_a_band_is_turned_round():
    bands = [("knowwalks", "Ash", 0.2, 0.4), ("usedwalks", "Ash", 0.0, 0.2)]
    frame = needs.gaps_by_group(survey(record(*WALKS, bands=bands)))
    assert frame[["low", "high"]].to_numpy().ravel().tolist() == pytest.approx([0.6, 0.8, 0.8, 1.0])


@pytest.mark.parametrize("function", [
    needs.gaps, needs.two_at_once, needs.wanted_help, needs.gaps_by_group, needs.all_needs, needs.largest_gaps])
def test_a_survey_that_asks_none_of_this_has_no_needs(function):
    assert function(survey(record(item("job")))).empty


def test_the_example_has_both_kinds_and_some_of_them_are_withheld(monkeypatch):
    monkeypatch.chdir(ROOT)
    frame = needs.two_at_once(read_survey(EXAMPLES[0]))
    assert frame["kind"].value_counts().to_dict() == {needs.UNUSED: 8, needs.UNSURE: 8}
    assert set(frame.loc[frame["share"].isna(), "item"]) == {
        "unusedsurveys", "unusedinterviews", "unusedpeers", "unsuretenders", "unsurepeers"}
