"""The small languages of a codebook are read as written, and anything else is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.codebook.expressions import Rule, Universe, band_of, parse_bands, parse_rule, parse_universe

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


@pytest.mark.parametrize("text",
                         ["", "a b", "at most in a", "at most two in a", "exactly 2 in a", "in a, b", "not in a"])
def test_a_rule_that_would_be_misread_is_refused(text):
    with pytest.raises(ValueError, match="expected"):
        parse_rule(text)


@pytest.mark.parametrize(("inner", "outer", "both"), [
    ("", "", Universe()),
    ("", "${a} = 'x'", Universe(((("a", "x"),),))),
    ("${b} = 'y'", "", Universe(((("b", "y"),),))),
    ("${b} = 'y' or ${c} = 'z'", "${a} = 'x'", Universe(((("a", "x"), ("b", "y")), (("a", "x"), ("c", "z"))))),
    ("false()", "${a} = 'x'", Universe(nobody=True)),
    ("${a} = 'x'", "false()", Universe(nobody=True)),
])
def test_a_question_in_a_group_is_asked_of_whom_both_are_asked(inner, outer, both):
    assert parse_universe(inner).within(parse_universe(outer)) == both


WHOLE = parse_bands("0-1 2-4 5\u20139 10+")
TENTHS = parse_bands("0-0.5 0.5-1 2-3.5", whole=False)


@pytest.mark.parametrize(("text", "name"), [
    ("0", "0to1"), ("1", "0to1"), ("1.0", "0to1"), ("2", "2to4"), (" 4 ", "2to4"), ("9", "5to9"), ("10", "10plus"),
    ("1,200", "10plus"), ("12,345,678", "10plus"), ("007", "5to9"),
    ("1.5", ""), ("-1", ""), ("", ""), ("about 5", ""), ("5+", ""), ("1,5", ""), ("1e3", ""), ("nan", ""), ("inf", ""),
    (".", ""),
])
def test_a_number_as_written_belongs_to_one_band_or_none(text, name):
    assert band_of(text, WHOLE) == name


@pytest.mark.parametrize(("text", "name"), [
    ("0.25", "0to0p5"), (".5", "0p5to1"), ("1", "0p5to1"), ("1.5", ""), ("3.5", "2to3p5"), ("3.51", ""),
])
def test_the_edge_of_two_touching_bands_counts_in_the_higher_one(text, name):
    assert band_of(text, TENTHS) == name


@given(st.integers(0, 10**9))
def test_every_whole_number_belongs_to_exactly_one_band(number):
    fitting = [band for band in WHOLE if band.low <= number and (band.high is None or number <= band.high)]
    assert [band.name for band in fitting] == [band_of(str(number), WHOLE)]
