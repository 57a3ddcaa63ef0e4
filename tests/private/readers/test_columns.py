"""A column holds each text once, and rows as whole numbers; nothing is lost on the way."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coprod.private.readers.columns import column_of, join

CELLS = st.lists(st.sampled_from(["", " ", "a", "b", "A", "\u00e9", "long text"]))


@given(CELLS)
def test_a_column_gives_back_its_cells(cells):
    column = column_of(cells)
    assert column.cells() == cells
    assert sorted(column.distinct()) == sorted(set(cells))
    assert column.filled().tolist() == [bool(cell.strip()) for cell in cells]
    assert column.each(str.upper, object).tolist() == [cell.upper() for cell in cells]


@given(st.lists(CELLS, min_size=1, max_size=4))
def test_parts_join_in_their_order(parts):
    joined = join([column_of(part) for part in parts])
    assert joined.cells() == [cell for part in parts for cell in part]
    assert len(set(joined.distinct())) == len(joined.distinct())


@given(CELLS, st.data())
def test_rows_taken_out_take_their_texts_with_them(cells, data):
    keep = np.array([data.draw(st.booleans()) for _ in cells], bool)
    taken = column_of(cells).take(keep)
    assert taken.cells() == [cell for cell, kept in zip(cells, keep, strict=True) if kept]
    assert set(taken.distinct()) == set(taken.cells())


@given(CELLS)
def test_other_words_may_make_two_texts_one(cells):
    column = column_of(cells)
    folded = column.with_texts(text.strip().lower() for text in column.distinct())
    assert folded.cells() == [cell.strip().lower() for cell in cells]
    assert len(set(folded.distinct())) == len(folded.distinct())


def test_more_than_256_texts_are_told_apart():
    cells = [str(n) for n in range(70_000)]
    assert join([column_of(cells[:300]), column_of(cells)]).cells() == cells[:300] + cells
