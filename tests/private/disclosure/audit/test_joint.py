"""All that is shown by group, put side by side, tells no count: what a reader with an integer program finds as well."""

from itertools import permutations

import numpy as np
import pytest

from coprod.private.coding.cleaning import clean
from coprod.private.coding.derived import add_indicators
from coprod.private.coding.tallies import Tallies, tallies
from coprod.private.disclosure.audit import Share, discloses
from coprod.private.disclosure.group_shares import partition, partitions
from coprod.private.disclosure.protect import protect
from coprod.private.matching.intake import read_responses
from coprod.record import Note
from coprod.wave.settings import read_wave
from tests.invented import people, sheets, tallies_of, write_answers, write_book

NO_FIGURES = Note("figures_left_out", "team")
REFUSED = {"few_groups", "nearly_alike", "ranges_tell"}


def shares_of(tallies):
    """Every item of a wave as a share."""
    yes, everybody = tallies.positive.sum(axis=0).tolist(), tallies.rated.sum(axis=0).tolist()
    people = int(tallies.people.sum())
    return [Share(f"item{n}", n, (m - k, k, people - m), (False, True, False))
            for n, (k, m) in enumerate(zip(yes, everybody, strict=True))]


def drawn(seed, people, *units):
    """A random wave with an item asked twice (so that figures are made of it): people in so many teams, roles, tenures,
    which follow the team more or less."""
    rng = np.random.default_rng(seed)
    team = rng.integers(0, units[0], people)
    follows = rng.random((people, len(units))) < rng.uniform(0, 0.95, len(units))
    others = [np.where(follows[:, n], team % units[n], rng.integers(0, units[n], people)) for n in range(1, len(units))]
    said = (rng.random(people) < rng.uniform(0.1, 0.9, units[0])[team]).astype(int)
    return tallies_of(np.column_stack([team, *others]),
                      np.where(rng.random(people) < 0.05, -1, said)[:, None].repeat(2, axis=1))


def reader_finds(tallies, made, share):
    """Whether a reader with an integer program finds a count of one item: of a group, of the people where groups meet,
    or of the few by whom a group and the groups nearest to it differ."""
    shown = [(split, [np.isin(tallies.cells[:, n], group.units) for group in split.groups])
             for n, split in enumerate(made) if share.name in split.bands]
    if not shown:
        return False
    most, total = tallies.people, share.total
    rows, ends = [np.ones_like(most)], [(total, total)]
    for split, inside in shown:
        rows += inside
        ends += [fitting(most[who].sum(), low, high)
                 for who, low, high in zip(inside, *split.bands[share.name], strict=True)]
    for split, inside in shown:
        for figure in split.figures.get(share.name, {}).values():
            rows.append(sum(weight * who for weight, who in zip(figure.weights, inside, strict=True)))
            ends.append((figure.share - 0.005, figure.share + 0.005 - 1e-6))
    sets = hidden([inside for _, inside in shown], most)
    return any(known(np.array(rows, float), np.array(ends), most, who, min(2, most[who].sum(), total)) for who in sets)


def fitting(base, low, high):
    """The smallest and largest count that a band allows."""
    counts = [n for n in range(base + 1) if low - 1e-9 <= n / base and (n / base < high - 1e-9 or high > 1 - 1e-9)]
    return counts[0], counts[-1]


def hidden(breakdowns, most):
    """Every set of people whose count must not be found."""
    sets = [who for inside in breakdowns for who in inside]
    for one, two in permutations(breakdowns, 2):
        sets += [a & b for a in one for b in two]
        for who in one:
            near = np.any([b for b in two if most[b & who].sum() > most[b & ~who].sum()]
                          or [np.zeros(len(most), bool)], axis=0)
            sets += [rest for rest in (near & ~who, who & ~near) if most[rest].sum() < 10]
    if len(breakdowns) == 3:
        sets += [a & b & c for a in breakdowns[0] for b in breakdowns[1] for c in breakdowns[2]]
    return [who for who in sets if most[who].sum()]


def known(rows, ends, most, who, fewest):
    """Whether fewer than `fewest` + 1 counts of a set of people fit, by plain `milp`."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    rules = [LinearConstraint(1000 * rows, 1000 * ends[:, 0] - 1e-5, 1000 * ends[:, 1] + 1e-5)]

    def smallest(sign, *more):
        found = milp(sign * who, constraints=[*rules, *more], bounds=Bounds(0, most), integrality=np.ones_like(most))
        return sign * round(found.fun) if found.success else None

    low, high = smallest(1), smallest(-1)
    if high - low < fewest or fewest < 2:
        return high - low < fewest
    return smallest(1, LinearConstraint(who.astype(float), low + 1, high - 1)) is None


@pytest.mark.parametrize(("people", "units", "seeds"), [
    (60, (5,), (0, 1, 12, 15)), (75, (5, 4), (1, 13, 20)), (110, (6, 5), (10, 18)), (100, (5, 4, 4), (3, 8))])
def test_breakdowns_tell_a_count_exactly_where_integer_programming_finds_one(people, units, seeds):
    verdicts = set()
    for seed in seeds:
        tallies = drawn(seed, people, *units)
        shares = shares_of(tallies)
        made = [partition(tally, [0, 1], shares, 10) for tally in tallies.by]
        if any(split.groups for split in made):
            found = reader_finds(tallies, made, shares[0])
            assert discloses(tallies, made, shares) == found, seed
            verdicts.add(found)
    assert verdicts == {True, False}


def wave(counts, *others, base=12, spare=5):
    """Teams of so many people; `counts`: how many said yes, item × team; `others`: by team and number, the place in
    another breakdown. Who says yes begins one person later from team to team."""
    counts = np.atleast_2d(counts)
    bases = np.broadcast_to(base, counts.shape[1])
    people = [(team, n) for team, size in enumerate(bases) for n in range(size)]
    said = np.array([[(n + team) % bases[team] < item[team] for item in counts] for team, n in people]).astype(int)
    return tallies_of(np.array([[team, *(place(team, n) for place in others)] for team, n in people]), said, spare)


def shown(tallies, headline=(0,)):
    return partitions(tallies, list(headline), shares_of(tallies), 10)


def service(team, n):
    return team // 2


def almost(team, n):
    return service(team, n) if team or n > 2 else 1


def quarter(team, n):
    return n % 4


# Seven and three yes in two teams of twelve: thirds say 7 and 3 at the most, fifths of both say 10 at the least.
NESTED = [7, 3, 5, 6, 6, 6, 5, 5]


def groups(made):
    return [len(split.groups) for split in made]


def test_breakdowns_that_tell_a_count_only_together_are_all_left_out():
    both = wave(NESTED, service)
    for n, number in enumerate((8, 4)):
        alone = Tallies(both.by[n:n + 1], both.cells[:, n:n + 1], both.people, both.rated, both.positive)
        assert groups(shown(alone)) == [number]
    made = shown(both)
    assert [(split.groups, split.bands, split.figures) for split in made] == [((), {}, {})] * 2
    assert [split.notes for split in made] == [(Note("ranges_tell", name),) for name in ("team", "role")]


def test_a_breakdown_that_tells_a_count_by_itself_takes_the_others_with_it():
    assert groups(shown(wave([5] * 8))) == [8]
    assert groups(shown(wave([5] * 8, service))) == [0, 0]  # ten yes in every service: all at the lower end of a fifth


def test_breakdowns_that_tell_nothing_together_are_all_shown():
    made = shown(wave(NESTED, quarter))
    assert groups(made) == [8, 4]
    assert not REFUSED & {note.code for split in made for note in split.notes}


@pytest.mark.parametrize(("others", "left_out"), [
    ((almost, quarter), "role"), ((quarter, almost), "tenure"),
    ((quarter, lambda team, n: quarter(team, n or 1)), "tenure")])
def test_a_breakdown_of_nearly_the_same_people_as_one_before_it_is_left_out_for_its_sizes(others, left_out):
    made = shown(wave(NESTED, *others))
    assert groups(made) == ([8, 0, 4] if left_out == "role" else [8, 4, 0])
    assert {note for split in made for note in split.notes if note.code in REFUSED} == {Note("nearly_alike", left_out)}


def test_an_item_that_one_breakdown_does_not_show_is_judged_by_the_other_alone():
    low = [7, 3, 2, 1, 2, 1, 2, 1]  # so few that it is not shown by so few services
    by_team, by_service = shown(wave([low, [6] * 8], service), headline=(0, 1))
    assert (list(by_team.bands), list(by_service.bands)) == (["item0", "item1"], ["item1"])


# The adjusted share is the total plus half the first team's count, in per cents, which leaves two counts open.
UNEVEN = {"base": [16, 16, 16, 20], "spare": [30, 3, 3, 3]}
TWO = [[8, 6, 5, 6], [10, 10, 8, 11]]


def test_figures_that_tell_a_count_are_left_out_where_two_items_could_be_why():
    made, = shown(wave(TWO, **UNEVEN), headline=(0, 1))
    assert (len(made.groups), list(made.bands), made.figures, made.kish) == (4, ["item0", "item1"], {}, None)
    assert made.notes[-1] == NO_FIGURES


def test_of_a_single_headline_item_no_figures_are_made():
    """Were they left out where they tell a count, that they are would tell it."""
    for sizes in (UNEVEN, {"base": UNEVEN["base"]}):
        made, = shown(wave(TWO, **sizes), headline=(0,))
        assert (len(made.groups), list(made.bands), made.figures, made.kish) == (4, ["item0", "item1"], {}, None)
        assert NO_FIGURES not in made.notes


def test_figures_that_tell_no_count_are_shown():
    made, = shown(wave(TWO, base=UNEVEN["base"]), headline=(0, 1))
    assert set(made.figures) == {"item0", "item1"}
    assert NO_FIGURES not in made.notes


def test_a_second_breakdown_takes_no_figure_away(small):
    content, crowd = sheets(), people()
    content["survey"].insert(2, ["select_one role", "role", "What is your role?"])
    content["choices"] += [["role", name.lower(), name] for name in "ABCD"]
    content["breakdowns"].append(["role", "Role", "role"])
    content["indicators"][-1][-1] = "yes"  # a second headline: of one alone no figures are made
    write_book(small / "codebook.xlsx", content)
    crowd = [{"Which team do you work in?": person["Which team do you work in?"],
              "What is your role?": "ABCD"[n % 4]} | person
             for n, person in enumerate(crowd)]
    write_answers(small / "responses.csv", crowd)
    about = read_wave("small")
    made = protect(tallies(add_indicators(clean(read_responses(about), about).coded, about.codebook), about), about)
    assert {group.breakdown for group in made.groups} == {"team", "role"}
    assert [item.adjusted is not None for item in made.measures if item.name == "confident"] == [True]
