"""Answers to counts."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from coprod.stats import count_answers, counts

CODES = arrays.arrays(np.int8, st.tuples(st.integers(0, 30), st.integers(1, 4)), elements=st.integers(-1, 3))


def one_by_one(codes, groups, n_groups, n_answers):
    result = np.zeros((n_groups, codes.shape[1], n_answers), dtype=int)
    for (person, item), code in np.ndenumerate(codes):
        if code >= 0:
            result[groups[person], item, code] += 1
    return result


@given(CODES, st.integers(0, 99))
def test_it_counts_as_by_hand_in_any_order_of_rows(codes, seed):
    rng = np.random.default_rng(seed)
    groups = rng.integers(0, 5, len(codes))
    counted = count_answers(codes, groups, 5, 4)
    np.testing.assert_array_equal(counted, one_by_one(codes, groups, 5, 4))
    order = rng.permutation(len(codes))
    np.testing.assert_array_equal(count_answers(codes[order], groups[order], 5, 4), counted)


@given(CODES)
def test_an_unanswered_row_changes_nothing_and_shares_add_up_to_one(codes):
    groups = np.zeros(len(codes), dtype=int)
    counted = count_answers(codes, groups, 1, 4)
    more = np.vstack([codes, np.full((1, codes.shape[1]), -1, dtype=np.int8)])
    np.testing.assert_array_equal(count_answers(more, np.append(groups, 0), 1, 4), counted)
    base = counted.sum(axis=-1, keepdims=True)
    shares = (counted / np.maximum(base, 1)).sum(axis=-1)
    assert shares == pytest.approx((base[..., 0] > 0).astype(float))


def test_a_file_in_parts_adds_up_and_unused_answers_keep_their_nought(monkeypatch):
    rng = np.random.default_rng(3)
    codes, groups = rng.integers(-1, 3, (1000, 6), dtype=np.int8), rng.integers(0, 7, 1000).astype(np.int16)
    whole = count_answers(codes, groups, 7, 5)
    assert whole.shape == (7, 6, 5)
    assert (whole[..., 3:] == 0).all()
    parts = sum(count_answers(codes[part], groups[part], 7, 5) for part in (slice(0, 400), slice(400, None)))
    np.testing.assert_array_equal(parts, whole)
    monkeypatch.setattr(counts, "_PEOPLE", 64)
    np.testing.assert_array_equal(count_answers(np.asfortranarray(codes), groups, 7, 5), whole)


@pytest.mark.parametrize(
    ("codes", "groups", "message"),
    [
        ([[0, 4]], [0], r"codes from -1 to 3; not so at position \(0, 1\)"),
        ([[0, -2]], [0], "codes from -1 to 3"),
        ([[0, 1]], [2], "groups from 0 to 1"),
        ([[0, 1]], [-1], "groups from 0 to 1"),
        ([[0, 1]], [0, 1], "one group for each person"),
        ([0, 1], [0], "people x items"),
        ([[0.0, 1.0]], [0], "whole numbers as codes"),
    ],
)
def test_other_codes_are_refused(codes, groups, message):
    with pytest.raises(ValueError, match=message):
        count_answers(np.array(codes), np.array(groups), 2, 4)
