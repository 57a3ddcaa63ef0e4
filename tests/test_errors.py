"""The one error a person meets carries every problem, one a line."""

import pytest

from coprod.errors import BadInput, refuse


def test_every_problem_is_a_line_of_the_message():
    with pytest.raises(BadInput) as caught:
        refuse(["roster.csv, line 2: one.", "roster.csv, line 3: two."])
    assert caught.value.problems == ("roster.csv, line 2: one.", "roster.csv, line 3: two.")
    assert str(caught.value) == "roster.csv, line 2: one.\nroster.csv, line 3: two."


def test_without_a_problem_nothing_is_raised():
    assert refuse([]) is None
