"""The two small languages of a codebook are read as written, and anything else is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.rules import Rule, Universe, parse_rule, parse_universe

NAMES = st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True)


@pytest.mark.parametrize(("text", "universe"), [
    ("", Universe()),
    ("  ", Universe()),
    ("false()", Universe(nobody=True)),
    (" false( ) ", Universe(nobody=True)),
    ("${a} = 'x'", Universe(((("a", "x"),),))),
    ('${a}="x"', Universe(((("a", "x"),),))),
    ("selected(${a}, 'x')", Universe(((("a", "x"),),))),
    ("${a} = 'x' and ${b} = 'y' or ${c} = 'z'", Universe(((("a", "x"), ("b", "y")), (("c", "z"),)))),
])
def test_who_is_asked(text, universe):
    assert parse_universe(text) == universe


@pytest.mark.parametrize("text", [
    "${a} != 'x'", "${a} > 3", "a = 'x'", "not(${a} = 'x')", "(${a} = 'x')", "${a} = 'x' xor ${b} = 'y'", "true()",
    "${a} = 'x' and", "${a} = 'x' or or ${b} = 'y'",
])
def test_a_condition_that_would_be_misread_is_refused(text):
    with pytest.raises(ValueError, match="expected"):
        parse_universe(text)


@given(st.lists(st.lists(st.tuples(NAMES, NAMES), min_size=1, max_size=3), min_size=1, max_size=3))
def test_any_condition_of_ands_and_ors_comes_back_as_written(ways):
    text = " or ".join(" and ".join(f"${{{item}}} = '{answer}'" for item, answer in way) for way in ways)
    assert parse_universe(text).any_of == tuple(tuple(way) for way in ways)


@pytest.mark.parametrize(("text", "rule"), [
    ("in a b", Rule("in a b", (frozenset("ab"),))),
    (" in  a ,  in b ", Rule("in a , in b", (frozenset("a"), frozenset("b")))),
    ("at most 1 in a b", Rule("at most 1 in a b", (frozenset("ab"),), "most", 1)),
    ("at least 12 in a", Rule("at least 12 in a", (frozenset("a"),), "least", 12)),
])
def test_who_counts(text, rule):
    assert parse_rule(text) == rule


@pytest.mark.parametrize("text", ["", "a b", "at most in a", "at most two in a", "exactly 2 in a", "in a, b", "not in a"])
def test_a_rule_that_would_be_misread_is_refused(text):
    with pytest.raises(ValueError, match="expected"):
        parse_rule(text)
