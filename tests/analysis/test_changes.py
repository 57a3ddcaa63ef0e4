"""Two waves: verdicts, and what is not comparable."""

import pytest

from coprod.analysis import changes as compare
from coprod.record import Score
from coprod.stats import benjamini_hochberg, change, change_p_value, holm, ordered_change
from tests.records import item, record, survey


def changes(first, second):
    now = record(*second, wave="second", usable=126, eligible=210)
    return compare.changes(survey(now, record(*first))).set_index("item")


def yes(name, count, base, **more):
    return item(name, (count, base), kind="indicator", **{"sources": ()} | more)


def test_all_four_verdicts_and_the_better_direction_turns_them_round():
    first = [yes("up", 60, 120), yes("worse", 60, 120, better="lower"), yes("same", 24, 120), yes("unsure", 84, 120)]
    second = [yes("up", 100, 126), yes("worse", 100, 126, better="lower"), yes("same", 23, 126),
              yes("unsure", 98, 126)]
    verdicts = changes(first, second)["verdict"].to_dict()
    assert verdicts == {"up": "improved", "worse": "declined", "same": "about the same", "unsure": "cannot tell"}


def test_there_is_one_range_which_counts_all_who_could_answer():
    row = changes([yes("a", 84, 120)], [yes("a", 101, 126)]).loc["a"]
    assert (row["change"], row["low"], row["high"]) == tuple(change(84, 120, 101, 126, 200, 210))
    assert (row["low"], row["high"]) == pytest.approx((0.008712, 0.192614), abs=1e-6)


def test_of_what_some_only_were_asked_the_number_of_staff_is_not_known():
    some = {"relevant": "${job} = 'yes'"}
    part = item("part", (60, 40, 120 - 100), **some)
    row = changes([yes("a", 84, 120, **some)], [yes("a", 101, 126, **some)]).loc["a"]
    assert (row["low"], row["high"]) == tuple(change(84, 120, 101, 126))[1:]
    made = [part, yes("a", 84, 120, sources=("part",))]
    assert changes(made, [part, yes("a", 101, 126, sources=("part",))]).loc["a", "low"] == row["low"]


def test_where_everybody_answered_both_times_a_change_is_a_fact_and_no_test():
    then = record(yes("up", 140, 200), yes("same", 100, 200), yes("test", 60, 120), usable=200)
    now = record(yes("up", 156, 200), yes("same", 100, 200), yes("test", 90, 120), wave="second", usable=200)
    frame = compare.changes(survey(now, then)).set_index("item")
    assert frame["verdict"].to_dict() == {"up": "risen", "same": "exactly the same", "test": "improved"}
    assert frame["p"].isna().tolist() == frame["fact"].tolist() == [True, True, False]
    assert frame["among"].tolist() == [0, 0, 1]
    assert frame.loc["up", ["low", "high"]].tolist() == pytest.approx([0.08, 0.08])


@pytest.mark.parametrize(("then", "now", "why"), [
    ((), (60, 120), compare.HIDDEN_THEN), ((60, 120), (), compare.HIDDEN),
    ((60, 120), (60, 120), "")])
def test_what_is_not_tested_says_the_true_reason(then, now, why):
    made = [item("a", counts, kind="option") for counts in (then, now)]
    row = changes(made[:1], made[1:]).loc["a"]
    assert row["why"] == why and (row["verdict"] == "not tested") == bool(why)


def test_what_has_no_positive_answer_is_not_called_too_few():
    nothing = [item("a", share=False), item("b")]
    assert changes(nothing, nothing)["why"].to_dict() == {"a": compare.NO_POSITIVE, "b": ""}


def test_headlines_are_adjusted_by_holm_and_all_others_by_benjamini_and_hochberg():
    numbers = {"a": 90, "b": 85, "c": 80, "d": 70}
    first = [yes(name, 60, 120, headline=name in "ab") for name in numbers]
    second = [yes(name, count, 126, headline=name in "ab") for name, count in numbers.items()]
    frame = changes(first, second)
    p = [change_p_value(60, 120, count, 126, 200, 210) for count in numbers.values()]
    assert frame["adjusted_p"].tolist() == pytest.approx([*holm(p[:2]), *benjamini_hochberg(p[2:])])


@pytest.mark.parametrize(("now", "reason"), [
    ({"label": "Other words"}, compare.REWORDED),
    ({"stem": "Another question above it"}, compare.REWORDED),
    ({"stem": "", "label": "The question above it"}, compare.REWORDED),
    ({"stem": "", "label": "Other words"}, compare.REWORDED),
    ({"scale": ("Never", "Often")}, compare.RESCALED),
    ({"relevant": "${job} = 'yes'"}, compare.REROUTED),
])
def test_a_question_that_was_changed_is_not_compared(now, reason):
    then = {"label": "My job", "stem": "The question above it"}
    frame = changes([item("job", **then)], [item("job", **then | now)])
    row = frame.loc["job"]
    assert (row["comparable"], row["verdict"]) == (reason, "not tested")
    assert row[["change", "low", "high"]].isna().all()


def test_spaces_and_capitals_are_no_rewording():
    frame = changes([item("job", label="My  job")], [item("job", label="my job")])
    assert frame.loc["job", "comparable"] == compare.COMPARABLE


@pytest.mark.parametrize("turned", [1, -1])
def test_a_statement_that_stood_alone_in_one_wave_and_in_a_grid_in_the_other_is_judged_by_its_own_words(turned):
    one, two = [item("job", label="My job"), item("job", label="my  job", stem="A question above it")][::turned]
    assert changes([one], [two]).loc["job", "comparable"] == compare.COMPARABLE


def test_an_indicator_is_not_compared_if_an_item_it_is_made_of_changed():
    parts = {"sources": ("job", "skill")}
    first = [item("job"), item("skill"), item("both", (60, 120), kind="indicator", **parts)]
    second = [item("job", label="Reworded"), item("skill"), item("both", (60, 126), kind="indicator", **parts)]
    assert changes(first, second).loc["both", "comparable"] == compare.REWORDED


def test_an_item_asked_once_is_not_tested():
    assert changes([item("job")], [item("job"), item("new")]).loc["new", "comparable"] == compare.NEW


def test_a_withheld_share_is_not_tested_and_never_blank():
    frame = changes([item("job"), item("rare", ())], [item("job"), item("rare")])
    assert frame.loc["rare", "verdict"] == "not tested"


def test_an_item_that_an_indicator_stands_for_is_tested_once():
    first = [item("job"), item("myjob", (60, 120), kind="indicator", sources=("job",))]
    assert list(changes(first, first).index) == ["myjob"]


def test_only_groups_of_the_same_teams_stand_side_by_side():
    bands = [("job", "North", 0.4, 0.6), ("job", "South", 0.2, 0.4)]
    first = record(item("job"), bands=bands, groups={"North": ["A", "B"], "South": ["C"]})
    second = record(item("job"), wave="second", bands=bands, groups={"North": ["A"], "South": ["C"]})
    assert compare.same_groups(survey(second, first))["group"].tolist() == ["South"]


def test_ordered_answers_are_compared_on_the_answers_both_records_show():
    first, second = item("job", (40, 20, 60)), item("job", (30, 16, 80))
    row = compare.ordered(survey(record(second, wave="second"), record(first))).iloc[0]
    theta, low, high, _ = ordered_change([40, 20, 60], [30, 16, 80])
    assert (row["theta"], row["low"], row["high"]) == (theta, low, high)


def cells(*parts):
    return [(frozenset(names.split()), count) for names, count in parts]


def test_merged_answers_are_joined_until_both_waves_ends_meet():
    one = cells(("a", 5), ("b", 6), ("c d", 7), ("e", 8))
    two = cells(("a b", 10), ("c", 11), ("d", 12), ("e", 13))
    assert compare._on_common_answers(one, two) == ([11, 7, 8], [10, 23, 13])
    assert compare._on_common_answers(cells(("a b", 1), ("c", 2)), cells(("a", 3), ("b c", 4))) == ([3], [7])


def test_only_a_score_of_the_same_items_is_put_side_by_side():
    def scored(label, wave, items=("job",)):
        return record(item("job", label=label), item("plan"), wave=wave,
                      scores=(Score("total", "Total", items, 90, 50, 45, 55, 0.8, None),))

    then = scored("Old", "first")
    (one,) = compare.scores_of_both(survey(scored("Old", "second"), then)).itertuples(index=False)
    assert one == ("total", (50, 45, 55), (50, 45, 55))
    assert compare.scores_of_both(survey(scored("New", "second"), then)).empty
    assert compare.scores_of_both(survey(scored("Old", "second", ("job", "plan")), then)).empty


def test_the_smallest_change_that_can_be_seen_and_a_margin_out_of_reach():
    then, now = (record(item("job"), wave=wave, margin=0.1) for wave in ("first", "second"))
    made = survey(now, then)
    assert compare.smallest_changes(made)["alone"].round(3).tolist() == [0.069, 0.093, 0.123, 0.14, 0.153]
    assert compare.never_the_same(made) == pytest.approx((0.31, 0.69), abs=0.005)
    everybody = survey(record(wave="second", usable=200), record(usable=200))
    assert compare.never_the_same(everybody) is None
