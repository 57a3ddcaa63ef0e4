"""Agreement of coders: figures from the papers that brought them in, and from another program."""

from math import isnan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.stats import cohens_kappa, krippendorffs_alpha

# Krippendorff 2011, "Computing Krippendorff's Alpha-Reliability", part C: four observers, twelve units, values missing.
FOUR = [[None if code == "." else code for code in row] for row in
        ("123321412...", "1233224125.3", ".3332342251.", "12332441251.")]
CODES = st.lists(st.tuples(*[st.sampled_from(["a", "b", "c"])] * 2), min_size=2, max_size=30)


def test_alpha_is_krippendorff_s_worked_examples():
    """Parts A (two values), B (several values) and C (many observers, values missing) of the paper."""
    assert krippendorffs_alpha([list("0100000010"), list("1110010000")]) == pytest.approx(0.095, abs=0.0005)
    assert krippendorffs_alpha([list("aabbdcccedda"), list("babbbccceddd")]) == pytest.approx(0.692, abs=0.0005)
    assert krippendorffs_alpha(FOUR) == pytest.approx(0.743, abs=0.0005)


def test_alpha_is_that_of_another_program_where_some_left_things_out():
    """krippendorff 0.9.0: alpha(reliability_data=FOUR[1:], level_of_measurement="nominal") == 0.7146739130434783."""
    assert krippendorffs_alpha(FOUR[1:]) == pytest.approx(0.7146739130434783)


@pytest.mark.parametrize(("one", "two", "kappa"), [
    # scikit-learn 1.9.1, sklearn.metrics.cohen_kappa_score, the example of its manual
    (["negative", "positive", "negative", "neutral", "positive"],
     ["negative", "positive", "negative", "neutral", "negative"], 0.6875),
    # 50 applications, read by two: 20 both yes, 15 both no, 5 and 10 apart; the usual textbook table
    (["yes"] * 25 + ["no"] * 25, ["yes"] * 20 + ["no"] * 5 + ["yes"] * 10 + ["no"] * 15, 0.4),
])
def test_kappa_is_the_published_figure(one, two, kappa):
    assert cohens_kappa(one, two) == pytest.approx(kappa)
    assert cohens_kappa(two, one) == pytest.approx(kappa)


def test_kappa_leaves_out_what_one_of_the_two_did_not_code():
    assert cohens_kappa(["a", "b", "a", "b", None, "a"], ["a", "b", "b", "a", "a", None]) == 0


@given(CODES)
def test_full_agreement_is_one_and_names_of_categories_do_not_matter(pairs):
    one, two = (list(codes) for codes in zip(*pairs, strict=True))
    other = dict(zip("abc", "zxy", strict=True))
    for agreement in (cohens_kappa, lambda *coders: krippendorffs_alpha(coders)):
        same = agreement(one, one)
        assert isnan(same) if len(set(one)) == 1 else same == pytest.approx(1)
        value, renamed = agreement(one, two), agreement([other[c] for c in one], [other[c] for c in two])
        assert (isnan(value) and isnan(renamed)) or value == pytest.approx(renamed)
        assert isnan(value) or value <= 1


@given(CODES, st.integers(1, 5))
def test_things_nobody_or_one_person_coded_change_nothing(pairs, more):
    coders = [list(codes) for codes in zip(*pairs, strict=True)]
    longer = [[*coders[0], *[None] * more, "a"], [*coders[1], *[None] * more, None]]
    for agreement in (cohens_kappa, lambda *coders: krippendorffs_alpha(coders)):
        assert agreement(*longer) == pytest.approx(agreement(*coders), nan_ok=True)


def test_nothing_coded_gives_no_figure_and_uneven_lists_are_refused():
    assert isnan(krippendorffs_alpha([[None], [None]])) and isnan(cohens_kappa([None], ["a"]))
    assert isnan(krippendorffs_alpha([]))
    with pytest.raises(ValueError, match="as many codes"):
        cohens_kappa(["a"], [])
    with pytest.raises(ValueError, match="as many codes"):
        krippendorffs_alpha([["a"], []])
