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
              yes("unsure", 101, 126)]
    verdicts = changes(first, second)["verdict"].to_dict()
    assert verdicts == {"up": "improved", "worse": "declined", "same": "about the same", "unsure": "cannot tell"}


def test_the_safe_range_is_the_headline_and_the_sharp_one_is_narrower():
    row = changes([yes("a", 84, 120)], [yes("a", 101, 126)]).loc["a"]
    assert (row["change"], row["low"], row["high"]) == tuple(change(84, 120, 101, 126))
    assert (row["sharp_low"], row["sharp_high"]) == tuple(change(84, 120, 101, 126, 200, 210))[1:]
    assert row["low"] < row["sharp_low"] < row["sharp_high"] < row["high"]


def test_headlines_are_adjusted_by_holm_and_all_others_by_benjamini_and_hochberg():
    numbers = {"a": 90, "b": 85, "c": 80, "d": 70}
    first = [yes(name, 60, 120, headline=name in "ab") for name in numbers]
    second = [yes(name, count, 126, headline=name in "ab") for name, count in numbers.items()]
    frame = changes(first, second)
    p = [change_p_value(60, 120, count, 126) for count in numbers.values()]
    assert frame["adjusted_p"].tolist() == pytest.approx([*holm(p[:2]), *benjamini_hochberg(p[2:])])


@pytest.mark.parametrize(("now", "reason"), [
    ({"label": "Other words"}, compare.REWORDED),
    ({"stem": "Another question above it"}, compare.REWORDED),
    ({"scale": ("Never", "Often")}, compare.RESCALED),
    ({"relevant": "${job} = 'yes'"}, compare.REROUTED),
])
def test_a_question_that_was_changed_is_not_compared(now, reason):
    frame = changes([item("job", label="My job")], [item("job", **{"label": "My job", **now})])
    row = frame.loc["job"]
    assert (row["comparable"], row["verdict"]) == (reason, "not tested")
    assert row[["change", "low", "high"]].isna().all()


def test_spaces_and_capitals_are_no_rewording():
    frame = changes([item("job", label="My  job")], [item("job", label="my job")])
    assert frame.loc["job", "comparable"] == compare.COMPARABLE


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
    change_seen, within_reach = compare.smallest_change(survey(now, then))
    assert (round(change_seen, 4), within_reach) == (0.1808, False)
