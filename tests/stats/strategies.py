"""Surveys of any size for hypothesis: staff, answers, and those who hold the answer."""

from hypothesis import strategies as st

PEOPLE = st.one_of(st.integers(1, 60), st.integers(1, 1200), st.integers(1, 1_000_000))


@st.composite
def waves(draw, fewest=0):
    """Give (count, base, population) with base from `fewest` to the population."""
    population = draw(PEOPLE.filter(lambda people: people >= fewest))
    base = draw(st.one_of(st.integers(fewest, population), st.just(population), st.just(fewest)))
    count = draw(st.one_of(st.integers(0, base), st.just(0), st.just(base)))
    return count, base, population


@st.composite
def equal_shares(draw, people):
    """Give (count, base) twice, the second base larger, the share the same, within a population."""
    of = draw(st.integers(1, max(people // 2, 1)))
    part = draw(st.integers(0, of))
    times = people // of
    fewer = draw(st.integers(1, times))
    more = draw(st.integers(fewer, times))
    return (part * fewer, of * fewer), (part * more, of * more)


def tables(answers=5, most=12):
    """Give a list of answer counts."""
    return st.lists(st.integers(0, most), min_size=answers, max_size=answers)
