"""No answer of a few people is shown, not even as what is left over."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.codebook import Answer
from coprod.private.disclosure.all_staff import Cell, enough, is_union, label_of, merge_rare

COUNTS = st.lists(st.integers(0, 12), min_size=1, max_size=9)
KEEP = st.lists(st.frozensets(st.integers(0, 8), min_size=1, max_size=5), max_size=3)


@given(COUNTS, KEEP)
def test_every_cell_holds_three_people_unless_all_is_one_cell(counts, keep):
    cells = merge_rare(counts, keep)
    assert len(cells) == 1 or min(cell.count for cell in cells) >= 3


@given(COUNTS, KEEP)
def test_every_answer_is_in_one_cell_and_the_order_and_total_stay(counts, keep):
    cells = merge_rare(counts, keep)
    assert [n for cell in cells for n in cell.members] == list(range(len(counts)))
    assert [cell.count for cell in cells] == [sum(counts[n] for n in cell.members) for cell in cells]


@given(st.lists(st.integers(3, 12), min_size=1, max_size=9))
def test_answers_of_enough_people_are_left_alone(counts):
    assert [cell.members for cell in merge_rare(counts, [])] == [(n,) for n in range(len(counts))]


@pytest.mark.parametrize(("counts", "keep", "members"), [
    ([2, 9, 9], [], [(0, 1), (2,)]),
    ([9, 9, 0], [], [(0,), (1, 2)]),
    ([9, 1, 5], [], [(0,), (1, 2)]),  # with the smaller neighbour
    ([9, 1, 5], [{2}], [(0, 1), (2,)]),  # but not across the line of a share, if there is a way round
    ([2, 9], [{1}], [(0, 1)]),  # and across it if there is none
    ([1, 1, 9], [], [(0, 1, 2)]),
    ([0, 0, 0], [], [(0, 1, 2)]),
])
def test_rare_answers_go_to_a_neighbour(counts, keep, members):
    assert [cell.members for cell in merge_rare(counts, [frozenset(k) for k in keep])] == members


def test_a_set_of_answers_is_made_of_whole_cells_or_not():
    cells = (Cell((0, 1), 5), Cell((2,), 3), Cell((3,), 4))
    assert [is_union(frozenset(wanted), cells) for wanted in ({0, 1}, {2, 3}, {0, 1, 3}, set(), {1}, {1, 2})] == [
        True, True, True, True, False, False]


@pytest.mark.parametrize(("count", "base", "shown"), [
    (3, 10, True), (7, 10, True), (2, 10, False), (8, 10, False), (0, 60, False), (60, 60, False), (58, 60, False),
    (4, 9, False),
])
def test_a_yes_or_no_is_shown_only_with_three_people_on_either_side(count, base, shown):
    assert enough(count, base, 10) is shown


def test_merged_answers_read_as_one_phrase():
    answers = [Answer("a", "Never"), Answer("b", "Once"), Answer("c", "I do it daily")]
    assert [label_of(Cell(members, 5), answers) for members in ((0,), (0, 1), (1, 2))] == [
        "Never", "Never or once", "Once or I do it daily"]
