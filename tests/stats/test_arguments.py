"""Impossible input is refused with what was expected and where; plain numbers stay plain."""

import subprocess
import sys

import numpy as np
import pytest

from coprod import stats
from coprod.stats import change, effective_base, likely_range, nonresponse_bounds


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (([1, 5, 9], [4, 4, 4]), "likely_range expected count to be no larger than base; not so at position 1."),
        ((1, 30, 20), "likely_range expected base to be no larger than population; not so."),
        (([[1, 2], [3, -1]], 9), r"count to be a whole number from 0 up; not so at position \(1, 1\)"),
        ((1, float("nan")), "base to be a whole number"),
        ((1, 2, float("inf")), "population to be a whole number"),
        ((1.5, 2), "count to be a whole number"),
    ],
)
def test_impossible_counts_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        likely_range(*arguments)


@pytest.mark.parametrize("level", [0, 1, -0.1, 95, float("nan")])
def test_impossible_levels_are_refused(level):
    with pytest.raises(ValueError, match="level is expected"):
        likely_range(1, 2, level=level)


def test_an_error_repeats_no_number_it_was_given():
    with pytest.raises(ValueError, match="no larger than base") as error:
        likely_range(731, 25)
    assert not any(number in str(error.value) for number in ("731", "25"))


def test_plain_numbers_give_plain_floats_and_arrays_give_arrays():
    assert all(type(end) is float for end in likely_range(3, 9, 12))
    assert all(type(part) is float for part in change(3, 9, 5, 9, 12, 12))
    assert type(nonresponse_bounds(0.5, 0.6)[0]) is float
    assert likely_range([[3], [4]], [9, 10, 11], 12)[0].shape == (2, 3)
    assert isinstance(likely_range([3], [9])[0], np.ndarray)
    assert effective_base(0, 5) == 0


def test_importing_it_brings_neither_scipy_nor_pandas():
    code = "import sys, coprod.stats; print([name for name in ('scipy', 'pandas') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_every_name_offered_is_there():
    assert all(callable(getattr(stats, name)) for name in stats.__all__)
