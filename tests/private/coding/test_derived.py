"""An indicator is yes or no for those who rated all its items."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from coprod.codebook import Answer, Codebook, Indicator
from coprod.codebook.expressions import parse_rule
from coprod.private.coding.categorical import FIRST, NO, NOT_ANSWERED, NOT_ASKED, YES, YES_NO, Coded
from coprod.private.coding.derived import add_indicators

SCALE = (Answer("never", "Never"), Answer("once", "Once"), Answer("na", "Does not apply", "does not apply"),
         Answer("many", "Many"))
RATINGS = {FIRST: "never", FIRST + 1: "once", FIRST + 3: "many"}
CODE = {"never": FIRST, "once": FIRST + 1, "na": FIRST + 2, "many": FIRST + 3, "": NOT_ANSWERED, "not asked": NOT_ASKED}
ANSWERS = st.sampled_from(list(RATINGS.values()))


def derive(rule: str, *people: tuple[str, ...]) -> list[int]:
    """What the rule makes of each person's answers."""
    names = tuple(f"item{n}" for n in range(len(people[0])))
    codes = np.array([[CODE[answer] for answer in person] for person in people], np.int8)
    indicator = Indicator("flag", "Flag", "…", names, parse_rule(rule), "higher", True)
    coded = Coded(dict.fromkeys(names, SCALE), codes, np.ones(len(people), bool))
    return add_indicators(coded, Codebook("", {}, {}, {"flag": indicator}, {})).column("flag").tolist()


@st.composite
def rules(draw, items):
    """A rule in words; its sets leave out at least one answer, as a set of all answers would say nothing."""
    some = st.sets(ANSWERS, min_size=1, max_size=2).map(lambda answers: " ".join(sorted(answers)))
    if draw(st.booleans()):
        return ", ".join(f"in {draw(some)}" for _ in range(items))
    return f"at {draw(st.sampled_from(['most', 'least']))} {draw(st.integers(0, items + 1))} in {draw(some)}"


def fits(rule: str, person: tuple[str, ...]) -> bool:
    """The rule read plainly, for a person without gaps."""
    if rule.startswith("at"):
        _, which, number, _, *answers = rule.split()
        count = sum(answer in answers for answer in person)
        return count <= int(number) if which == "most" else count >= int(number)
    return all(answer in part.split()[1:] for answer, part in zip(person, rule.split(","), strict=True))


@given(st.data(), st.integers(1, 4))
def test_only_people_who_rated_all_items_count(data, items):
    rule = data.draw(rules(items))
    person = tuple(data.draw(st.sampled_from(list(CODE))) for _ in range(items))
    whole = all(answer in RATINGS.values() for answer in person)
    assert derive(rule, person) == [NOT_ANSWERED if not whole else YES if fits(rule, person) else NO]


def test_one_answer_of_a_set():
    people = [("never",), ("once",), ("many",), ("na",), ("",)]
    assert derive("in once many", *people) == [NO, YES, YES, NOT_ANSWERED, NOT_ANSWERED]


def test_what_somebody_left_out_is_not_guessed_even_where_the_rest_decides_it():
    """Else the base would tell whether the answers they gave decide it."""
    assert derive("at most 1 in once many", ("once", "many", ""), ("once", "never", "")) == [NOT_ANSWERED, NOT_ANSWERED]
    left_out = derive("in many, in never", ("many", "never"), ("never", ""), ("", "once"))
    assert left_out == [YES, NOT_ANSWERED, NOT_ANSWERED]


def test_each_person_is_judged_alone_and_columns_come_at_the_end():
    names = ("item0",)
    coded = Coded({"item0": SCALE}, np.array([[FIRST]], np.int8), np.ones(1, bool))
    made = {name: Indicator(name, "", "", names, parse_rule("in never"), "higher", True) for name in ("one", "two")}
    more = add_indicators(coded, Codebook("", {}, {}, made, {}))
    assert list(more.answers.items())[1:] == [("one", YES_NO), ("two", YES_NO)]
