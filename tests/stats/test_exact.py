"""The exact range against its definition, tail by tail."""

import numpy as np
import pytest
from scipy.stats import hypergeom

from coprod.stats.exact import exact_range


def by_definition(base, population, alpha):
    people = np.arange(population + 1)
    x = np.arange(base + 1)[:, None]
    at_least, at_most = hypergeom.sf(x - 1, population, people, base), hypergeom.cdf(x, population, people, base)
    fewest = (at_least > alpha / 2 + 1e-11).argmax(axis=1)
    return fewest, population - (at_most > alpha / 2 + 1e-11)[:, ::-1].argmax(axis=1)


@pytest.mark.parametrize("alpha", [0.05, 0.1, 0.01])
@pytest.mark.parametrize("population", [1, 2, 3, 7, 12, 40, 61])
def test_every_count_of_a_small_population_agrees_with_the_definition(population, alpha):
    for base in range(1, population + 1):
        x = np.arange(base + 1.0)
        ours = exact_range(x, np.full_like(x, base), np.full_like(x, population), alpha)
        np.testing.assert_array_equal(ours, by_definition(base, population, alpha))


@pytest.mark.parametrize(("base", "population"), [(120, 200), (126, 210), (300, 500), (499, 500), (950, 1000)])
def test_larger_populations_agree_with_the_definition(base, population):
    x = np.arange(base + 1.0)
    ours = exact_range(x, np.full_like(x, base), np.full_like(x, population), 0.05)
    np.testing.assert_array_equal(ours, by_definition(base, population, 0.05))


def test_a_tail_of_exactly_the_limit_is_out():
    # One of 40 asked, and it holds the answer: P(X >= 1 | M = 1) = 1/40 = 0.025, not above it.
    fewest, _ = exact_range(np.array([1.0]), np.array([1.0]), np.array([40.0]), 0.05)
    assert fewest == 2


def test_the_truth_is_always_possible_for_those_who_answered():
    for missing in (0, 1, 50, 99):
        x = np.array([0.0, 3.0, 999_000.0 - missing])
        base, people = np.full(3, 1_000_000.0 - missing), np.full(3, 1_000_000.0)
        fewest, most = exact_range(x, base, people, 0.05)
        assert (x <= fewest).all()
        assert (fewest <= most).all()
        assert (most <= x + missing).all()
