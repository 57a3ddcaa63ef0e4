"""S4 to S7 and S11: all counts that fit what is published, for readers who also know head counts and group bases."""

import base64
import csv
import io
import re
from itertools import product

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from coprod.private.coding.categorical import FIRST
from coprod.private.coding.tallies import NO_TEAM
from coprod.record import ALL_STAFF, RESPONSE
from coprod.stats import round_half_up
from tests.attacks.published import BASELINE, REPEAT, about, all_staff, base_of, members

WAVES = (BASELINE, REPEAT)
_NEAR = 0.005 + 1e-9  # a whole per cent is true to half of one


def shown(published, wave):
    """The items that have bands by group."""
    tallies = published.record(wave).tallies
    return list(dict.fromkeys(tallies.loc[(tallies["group"] != ALL_STAFF) & (tallies["item"] != RESPONSE), "item"]))


def true_counts(published, wave, item):
    """By group: how many answered the survey, and by all-staff answer as shown how many gave it (group × answer)."""
    record, counts = published.record(wave), published.truth(wave).tally
    inside, column = membership(record, counts), list(counts.answers).index(item)
    names = [answer.name for answer in counts.answers[item]]
    cells = [a for a in about(record, item).answers if not a.missing]
    table = inside @ counts.counts[:, column]
    by_cell = np.array([table[:, [FIRST + names.index(n) for n in a.name.split("+")]].sum(axis=1) for a in cells]).T
    return inside @ counts.usable, by_cell


def membership(record, counts):
    """As `members`, with those who named no team in the group they were counted in, which only the truth can tell."""
    inside = members(record, counts)
    lost = [n for n, unit in enumerate(counts.units) if unit.label == NO_TEAM]
    assert counts.usable[lost].sum() == 0, "in the example waves everybody named a team"
    return inside


def in_band(low, high, base):
    """The smallest and largest count of `base` whose share lies in a band; its upper end does not, 100 % apart."""
    fits = [n for n in range(base + 1) if low - 1e-4 <= n / base and (n / base < high - 1e-4 or high == 1)]
    return fits[0], fits[-1]


def reader(published, wave, item):
    """All a manager knows of an item: limits of each group's count, group bases, the total, published weighted sums."""
    record = published.record(wave)
    rows = record.tallies[(record.tallies["item"] == item) & (record.tallies["group"] != ALL_STAFF)]
    assert list(rows["group"]) == [group.label for group in record.groups]
    bases, _ = true_counts(published, wave, item)
    ends = zip(rows["low"], rows["high"], bases, strict=True)
    limits = np.array([in_band(low, high, base) for low, high, base in ends])
    answers = [a for a in about(record, item).answers if not a.missing]
    counts = all_staff(record).query("item == @item").set_index("answer")["count"]
    total = int(sum(counts[a.name] for a in answers if a.positive))
    return limits, bases, total, sums(record, item, bases)


def sums(record, item, bases):
    """The weighted sums of the groups' counts that are published as whole per cents: (weights, figure)."""
    entry, staff = about(record, item), np.array([group.headcount for group in record.groups])
    made = []
    if entry.adjusted is not None:
        made.append((staff / staff.sum() / bases, entry.adjusted))
    if entry.fixed_mix is not None:
        weights = np.zeros(len(bases))
        parts = record.mix.parts
        for part in parts:
            inside = [set(group.teams) <= set(part.label.split(" + ")) for group in record.groups]
            weights += np.array(inside) * part.then / sum(p.then for p in parts) / bases[inside].sum()
        made.append((weights, entry.fixed_mix))
    return made


def tables(limits, total, figures):
    """Constraints of whole-number tables."""
    rules = [LinearConstraint(np.ones(len(limits)), total, total)]
    return rules + [LinearConstraint(weights, figure - _NEAR, figure + _NEAR) for weights, figure in figures]


def solve(aim, limits, rules):
    """The smallest value of a sum of counts over all tables; None if there is no table."""
    found = milp(aim, constraints=rules, bounds=Bounds(*limits.T), integrality=np.ones(len(limits)))
    return round(found.fun) if found.success else None


def possible(limits, total, figures):
    """For each group every count it can have (a set): tried one by one where whole numbers may leave gaps."""
    rules, sets = tables(limits, total, figures), []
    for group in range(len(limits)):
        aim = np.eye(len(limits))[group]
        ends = solve(aim, limits, rules), -solve(-aim, limits, rules)
        values = set(range(ends[0], ends[1] + 1))
        if figures:
            for value in range(ends[0] + 1, ends[1]):
                fixed = limits.copy()
                fixed[group] = value
                if solve(np.zeros(len(limits)), fixed, rules) is None:
                    values.discard(value)
        sets.append(values)
    return sets


@pytest.fixture(scope="module")
def feasible(published):
    """By wave and item: the counts each group can have, the groups' bases and what is true."""
    found = {}
    for wave in WAVES:
        for item in shown(published, wave):
            limits, bases, total, figures = reader(published, wave, item)
            _, by_cell = true_counts(published, wave, item)
            others = np.column_stack([by_cell, bases - by_cell.sum(axis=1)])  # and who gave none of these answers
            positive = np.array([*(bool(a.positive) for a in about(published.record(wave), item).answers
                                   if not a.missing), False])
            found[wave, item] = possible(limits, total, figures), bases, others, positive
    return found


@pytest.mark.parametrize("wave", WAVES)
def test_s4_at_least_ten_people_stand_behind_every_share(published, wave):
    record = published.record(wave)
    rows = all_staff(record)
    assert rows["base"].min() >= 10
    for item in set(rows["item"]) - {RESPONSE}:
        counts = published.truth(wave).tally
        assert base_of(record, item) == counts.bases()[:, list(counts.answers).index(item)].sum() >= 10
    assert min(true_counts(published, wave, item)[0].min() for item in shown(published, wave)) >= 10
    assert min(group.headcount for group in record.groups) >= 12


@pytest.mark.parametrize("wave", WAVES)
def test_s4_no_table_or_picture_of_a_page_shows_a_base_under_ten(published, wave):
    found = 0
    for path in published.folder(wave).glob("*.html"):
        for run in re.findall(r"data:text/csv;charset=utf-8;base64,([A-Za-z0-9+/=]+)", path.read_text("utf-8")):
            rows = list(csv.reader(io.StringIO(base64.b64decode(run).decode("utf-8-sig"))))
            for n, head in enumerate(rows[0]):
                if head in ("Answers", "Staff"):
                    bases = [int(cell) for row in rows[1:] if (cell := row[n].replace(",", "")).isdecimal()]
                    assert min(bases, default=10) >= 10, (path.name, rows[0])
                    found += len(bases)
    assert found > 20


@pytest.mark.parametrize("wave", WAVES)
def test_s4_no_answer_of_fewer_than_three_people_is_counted(published, wave):
    rows = all_staff(published.record(wave)).query("item != @RESPONSE")
    assert rows["count"].min() >= 3
    single = rows[~rows["item"].duplicated(keep=False)]
    assert (single["base"] - single["count"]).min() >= 3
    whole = rows[~rows["answer"].str.fullmatch("na") & rows["item"].duplicated(keep=False)].groupby("item")
    assert (whole["count"].sum() == whole["base"].first()).all()


@pytest.mark.parametrize("wave", WAVES)
def test_s5_all_staff_minus_the_groups_leaves_nobody_or_ten(published, wave):
    record = published.record(wave)
    for item in shown(published, wave):
        assert record.usable == true_counts(published, wave, item)[0].sum()
    teams = [team for group in record.groups for team in group.teams]
    assert len(teams) == len(set(teams))
    assert sum(group.headcount for group in record.groups) == record.eligible


@pytest.mark.parametrize("wave", WAVES)
def test_s6_every_group_can_have_at_least_three_counts(feasible, wave):
    few = {(item, g): sorted(values) for (name, item), (sets, *_) in feasible.items() if name == wave
           for g, values in enumerate(sets) if len(values) < 3}
    assert few == {}


@pytest.mark.parametrize("wave", WAVES)
def test_s6_every_answer_of_a_group_can_have_at_least_three_counts(feasible, wave):
    """Each answer, given how many of the group can have given a positive one; a table of answers always fits."""
    for (name, item), (sets, bases, by_cell, positive) in feasible.items():
        if name != wave:
            continue
        totals = by_cell.sum(axis=0)
        for g, values in enumerate(sets):
            for a, total in enumerate(totals):
                side = totals[positive].sum() if positive[a] else totals[~positive].sum()
                people = values if positive[a] else {bases[g] - n for n in values}
                least = min(max(0, n - (side - total)) for n in people)
                most = max(min(n, total) for n in people)
                assert least <= by_cell[g, a] <= most
                assert most - least >= min(2, total, bases[g]), (item, g, a, least, most)


def test_s6_the_truth_is_among_what_the_reader_finds_possible(feasible):
    """Without this the reader would be reckoning wrongly, and the other tests would prove nothing."""
    assert len(feasible) > 60
    for (wave, item), (sets, _, by_cell, positive) in feasible.items():
        assert all(n in values for n, values in zip(by_cell[:, positive].sum(axis=1), sets, strict=True)), (wave, item)


def test_s7_nothing_proves_all_none_all_but_one_or_one_only(feasible):
    proven = [(wave, item, g) for (wave, item), (sets, bases, *_) in feasible.items() for g, values in enumerate(sets)
              if max(values) <= 1 or min(values) >= bases[g] - 1]
    assert proven == []


def test_s7_no_colleague_who_takes_out_his_own_answer_proves_more(feasible):
    """Somebody who knows his own answer, and a second one who tells him his, see the other answers of their group."""
    for (wave, item), (sets, bases, by_cell, positive) in feasible.items():
        true = by_cell[:, positive].sum(axis=1)
        for g, values in enumerate(sets):
            for mine in range(3):
                if mine <= true[g] and 2 - mine <= bases[g] - true[g]:
                    others = {n - mine for n in values if n >= mine and bases[g] - n >= 2 - mine}
                    assert len(others) >= 2, (wave, item, g)


def test_s6_a_figure_made_from_groups_is_what_the_reader_thinks_it_is(published):
    """The weights a reader works out from head counts give the published figure."""
    checked = 0
    for wave in WAVES:
        for item in shown(published, wave):
            bases, by_cell = true_counts(published, wave, item)
            positive = [bool(a.positive) for a in about(published.record(wave), item).answers if not a.missing]
            for weights, figure in sums(published.record(wave), item, bases):
                assert round_half_up(float(weights @ by_cell[:, positive].sum(axis=1)), 2) == figure
                checked += 1
    assert checked == 15  # five headlines adjusted in both waves, and at a fixed mix in the second


def answered_limits(published, wave):
    """What a citizen reads of each group's number of answers: low, high, and the head count; and of all staff."""
    record = published.record(wave)
    staff = np.array([group.headcount for group in record.groups])
    limits = np.array([(group.at_least, group.at_most or group.headcount) for group in record.groups])
    return limits, staff, record.usable


@pytest.mark.parametrize("wave", WAVES)
def test_s11_no_number_of_answers_and_no_full_or_empty_team_can_be_derived(published, wave):
    """With the total and the published limits; a colleague who did not answer lowers a group's top by one."""
    limits, staff, total = answered_limits(published, wave)
    true = membership(published.record(wave), published.truth(wave).tally) @ published.truth(wave).tally.usable
    for group, colleague in product(range(len(staff)), (0, 1)):
        most = limits[:, 1] - colleague * (np.arange(len(staff)) == group) * (limits[:, 1] == staff)
        low = max(limits[group, 0], total - (most.sum() - most[group]))
        high = min(most[group], total - (limits[:, 0].sum() - limits[group, 0]))
        assert low <= true[group] <= high + colleague
        assert high - low >= 2, (group, low, high)
        assert low < staff[group] and high > 0
    assert staff.min() >= 10


@pytest.mark.parametrize("wave", WAVES)
def test_how_wide_a_band_is_tells_no_number_of_answers(published, wave):
    """Once quarters meant 13 to 15 answers. The width follows from the published limits and the total alone."""
    limits, staff, total = answered_limits(published, wave)
    record = published.record(wave)
    surely = np.maximum(limits[:, 0], total - (limits[:, 1].sum() - limits[:, 1]))
    widths = {}
    for row in record.tallies[record.tallies["group"] != ALL_STAFF].itertuples():
        widths.setdefault(row.group, set()).add(round(1 / (row.high - row.low)))
    for group, sure in zip(record.groups, surely, strict=True):
        (parts,) = widths[group.label]  # one width for all items, so that none tells who left it out
        least = {20: 61, 10: 31, 5: 16, 4: 13, 3: 10}[parts]
        assert least <= sure, "the width asks for no more answers than the limits tell"


@pytest.mark.parametrize("wave", WAVES)
def test_s11_no_page_shows_a_full_or_empty_rate_of_a_team(published, wave):
    text = (published.folder(wave) / "1-who-answered.html").read_text("utf-8")
    labels = [group.label for group in published.record(wave).groups]
    for run in re.findall(r"data:text/csv;charset=utf-8;base64,([A-Za-z0-9+/=]+)", text):
        heads, *rows = csv.reader(io.StringIO(base64.b64decode(run).decode("utf-8-sig")))
        for row in (row for row in rows if row[0] in labels):
            assert re.fullmatch(r"\d+ (or more|to \d+) of \d+", row[1]), row
            low, *_, staff = map(int, re.findall(r"\d+", row[1]))
            assert 10 <= low < staff
