"""Shares, answers and ranges of one wave, in codes and numbers."""

import pytest

from coprod.analysis.shares import answers, groups, response, response_by_group, shares
from coprod.stats import likely_range
from tests.records import item, record, survey


def test_a_share_is_its_positive_answers_over_the_base_with_the_range_of_all_eligible_staff():
    row = shares(survey(record(item("job", (40, 20, 60))))).iloc[0]
    assert (row["count"], row["base"], row["share"]) == (60, 120, 0.5)
    assert (row["low"], row["high"]) == likely_range(60, 120, 200)


def test_an_item_put_to_some_staff_only_is_not_taken_for_a_share_of_all_staff():
    row = shares(survey(record(item("help", (12, 6, 30), relevant="${support} = 'yes'")))).iloc[0]
    assert (row["low"], row["high"]) == likely_range(30, 48)
    assert row["high"] - row["low"] > likely_range(30, 48, 200)[1] - likely_range(30, 48, 200)[0]


def test_a_withheld_item_keeps_its_row_without_a_share():
    frame = shares(survey(record(item("job"), item("rare", ())))).set_index("item")
    assert frame.loc["rare", ["count", "base", "share"]].isna().all()
    assert (frame.loc["rare", "low"], frame.loc["rare", "high"]) == (0, 1)


def test_the_shares_of_an_item_s_answers_sum_to_one():
    frame = answers(survey(record(item("job", (40, 20, 60)), item("other", (5, 50, 50)))))
    assert frame.groupby("item")["share"].sum().tolist() == pytest.approx([1, 1])
    assert frame["answer"].tolist() == ["no", "maybe", "yes"] * 2


def test_groups_have_ranges_only():
    made = survey(record(item("job"), bands=[("job", "North", 0.4, 0.6), ("response", "North", 0.6, 0.8)]))
    assert groups(made)[["item", "group", "low", "high"]].values.tolist() == [["job", "North", 0.4, 0.6]]
    assert response_by_group(made)[["group", "low", "high"]].values.tolist() == [["North", 0.6, 0.8]]
    assert not {"count", "base", "share"} & set(groups(made))


def test_response_rates_are_of_all_eligible_staff():
    frame = response(survey(record(usable=120, complete=114, eligible=200))).set_index("answer")
    assert frame["share"].to_dict() == {"usable": 0.6, "complete": 0.57}
