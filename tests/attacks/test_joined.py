"""Figures that are safe one by one and tell too much together, because the same people stand behind them."""

import random
import shutil
from itertools import product

import pytest

from coprod.private.coding.tallies import uncrossed
from coprod.private.disclosure.all_staff import merge_rare
from coprod.private.disclosure.audit import Share
from coprod.private.disclosure.group_shares import partitions
from coprod.private.process import draft
from coprod.record import Record
from coprod.wave.settings import read_wave
from tests.attacks.published import BASELINE, REPEAT, about, all_staff, bands, base_of, count_of
from tests.attacks.test_counts import in_band
from tests.invented import TEAMS, people, sheets, tally_of, write_small

TEAM, SURE, TALKS, WALKS, SUPPORT, HELP = ("Which team do you work in?", "I feel sure.", "Talks", "Walks",
                                           "Do you need support?",
                                           "What would help?")
FEWEST = 3


def record_of(project, crowd, content) -> Record:
    """The draft record of a small invented wave."""
    write_small(project / "data" / "raw", crowd, content)
    return draft(read_wave("small")).record


def each_team(crowd):
    """The people by team."""
    return {team: [person for person in crowd if person[TEAM] == team] for team in TEAMS}


def give(group, question, *answers):
    """Hand out answers (answer, how many) in turn; the last takes all who are left."""
    left = [answer for answer, number in answers[:-1] for _ in range(number)]
    for person, answer in zip(group, left + [answers[-1][0]] * len(group), strict=False):
        person[question] = answer


def shown_for(record, item):
    """Whether a record says anything about an item."""
    return not all_staff(record).query("item == @item").empty or bool((record.tallies["item"] == item).any())


def test_two_nested_indicators_by_group_do_not_pin_an_answer(project):
    content, crowd = sheets(), people()
    content["indicators"].append(["notagainst", "Not against", "are not against", "sure", "in so yes", "higher", "yes"])
    yes = dict(zip(TEAMS, (3, 3, 3, 6, 6, 10), strict=True))
    for n, (team, group) in enumerate(each_team(crowd).items()):
        give(group, SURE, ("Agree", yes[team]), ("Neither", int(n < 3)), ("Disagree", 0))
    record = record_of(project, crowd, content)
    by_group = bands(record).pivot(index="group", columns="item", values=["low", "high"])
    limits = {item: [in_band(row["low", item], row["high", item], 12) for _, row in by_group.iterrows()]
              for item in ("confident", "notagainst") if ("low", item) in by_group}
    assert len(limits) < 2 or min(map(len, nested(limits, count_of(record, "confident"),
                                                  count_of(record, "notagainst")))) >= 3


def nested(limits, inner, outer):
    """For each group, how many can have given the answers between two nested sets: all numbers that fit (a set)."""
    pairs = [{(a, b) for a in range(low[0], low[1] + 1) for b in range(max(a, high[0]), high[1] + 1)}
             for low, high in zip(*limits.values(), strict=True)]
    groups = range(len(pairs))
    return [{a for a, b in pairs[g] if fits([pairs[h] for h in groups if h != g], inner - a, outer - b)}
            for g in groups]


def fits(pairs, inner, outer):
    """Whether one pair a group can be chosen so that both sums come out."""
    reached = {(0, 0)}
    for some in pairs:
        reached = {(x + a, y + b) for x, y in reached for a, b in some if x + a <= inner and y + b <= outer}
    return (inner, outer) in reached


@pytest.mark.parametrize(("indicator", "skipped", "other", "answers"), [
    ("sureandfree", SUPPORT, SURE, ("Agree", "Disagree")), ("limited", WALKS, TALKS, ("Never", "Many times"))])
def test_the_base_of_an_indicator_does_not_tell_what_somebody_who_left_one_item_out_answered(
        project, indicator, skipped, other, answers):
    """The only one who skipped an item swaps the answer to the other item with somebody who answered both."""
    content, crowd = sheets(), people()
    content["indicators"].append(["sureandfree", "Sure and free", "are", "sure support", "in yes, in no", "higher", ""])
    bases = []
    crowd[5] |= {skipped: "", HELP: ""}
    for mine, theirs in (answers, answers[::-1]):
        crowd[5][other], crowd[6][other] = mine, theirs
        record = record_of(project, crowd, content)
        shutil.rmtree(project / "data" / "raw" / "small")
        bases.append(base_of(record, indicator) if shown_for(record, indicator) else None)
    assert bases[0] == bases[1]


def test_a_score_does_not_prove_what_everybody_answered(project):
    record = record_of(project, *same_answers(lambda n: "Agree"))
    assert all(about(record, item).withheld for item in ("sure", "warm", "keen"))
    assert record.scores == ()


def test_a_score_of_items_that_are_withheld_is_withheld(project):
    record = record_of(project, *same_answers(lambda n: "Neither" if n == 5 else "Agree"))
    assert all(about(record, item).withheld for item in ("sure", "warm", "keen"))
    assert record.scores == ()


def same_answers(answer):
    """A wave with three items meant as one scale, answered by everybody as told by their number."""
    content, crowd = sheets(), people()
    for name in ("warm", "keen"):
        content["survey"].insert(4, ["select_one agree", name, f"I feel {name}.", "", "positive", "", "confidence"])
    content["indicators"].append(["feelscore", "Score", "", "sure warm keen", "score", "higher", ""])
    for n, person in enumerate(crowd):
        person |= {SURE: answer(n), "I feel warm.": "Agree", "I feel keen.": "Agree"}
    return crowd, content


def test_the_base_of_a_routed_question_does_not_undo_a_merge(project):
    content, crowd = sheets(), people()
    content["choices"] = [row for row in content["choices"] if row[0] != "yesno"]
    content["choices"] += [["yesno", "no", "No"], ["yesno", "so", "Not sure"], ["yesno", "yes", "Yes", "", "yes"]]
    next(row for row in content["survey"] if row[1:2] == ["help"])[3] = "${support} = 'no'"
    for n, person in enumerate(crowd):
        person[SUPPORT] = "Yes" if n % 3 else "No"
        person[HELP] = "" if n % 3 else ["Training;", "Plain, short texts;", f"A mentor {n};"][n // 3 % 3]
    record = record_of(project, crowd, content)
    merged = next((a for a in about(record, "support").answers if a.name == "no+so"), None)
    assert merged
    if shown_for(record, "help/training"):
        unsure = range(count_of(record, "support", "no+so") - base_of(record, "help/training") + 1)
        assert len(unsure) >= FEWEST


def test_a_limit_over_two_items_does_not_tell_how_few_did_both(project):
    crowd = people()
    for n, person in enumerate(crowd):
        person[TALKS] = "Once" if n < 24 else "Never"
        person[WALKS] = "Many times" if 23 <= n < 47 else "Never"
    record = record_of(project, crowd, sheets())
    if shown_for(record, "limited"):
        used = [sum(count_of(record, item, a.name) for a in about(record, item).answers if a.positive)
                for item in ("usedtalks", "usedwalks")]
        both = sum(used) - (base_of(record, "limited") - count_of(record, "limited"))
        assert both >= FEWEST


def test_limits_at_both_ends_do_not_tell_the_numbers_between(project):
    content, crowd = sheets(), people()
    place = next(n for n, row in enumerate(content["survey"]) if row[1] == "usedwalks")
    content["survey"].insert(place, ["select_one often", "usedforms", "Forms", "", "positive"])
    content["indicators"].append(["all", "All ways", "have used all", "used*", "at least 3 in once many", "higher", ""])
    questions = (TALKS, "Forms", WALKS)
    for n, person in enumerate(crowd):
        ways = set() if n < 30 else set(questions) if n < 60 else {questions[n % 3]} if n < 71 else {TALKS, WALKS}
        person |= {q: "Once" if q in ways and n % 2 else "Many times" if q in ways else "Never" for q in questions}
    record = record_of(project, crowd, content)
    if shown_for(record, "limited") and shown_for(record, "all"):
        used = sum(count_of(record, item, a.name) for item in ("usedtalks", "usedforms", "usedwalks")
                   for a in about(record, item).answers if a.positive)
        between = 72 - count_of(record, "limited") - count_of(record, "all")
        two = used - 3 * count_of(record, "all") - between
        assert min(two, between - two) >= FEWEST


def test_two_joined_indicators_of_the_same_items_do_not_tell_a_cell(project):
    content, crowd = sheets(), people()
    content["indicators"] += [["one", "One", "do so", "sure support", "in yes, in no", "higher", ""],
                              ["two", "Two", "do so", "sure support", "in so yes, in no", "higher", ""]]
    for n, person in enumerate(crowd):
        person[SURE] = "Agree" if n % 4 < 2 else "Disagree" if n % 4 == 2 else "Neither"
        person[SUPPORT] = "Yes" if n % 2 and n != 3 or n % 8 == 2 else "No"
        person[HELP] = "Training;" if person[SUPPORT] == "Yes" else ""
    record = record_of(project, crowd, content)
    assert not (shown_for(record, "one") and shown_for(record, "two")) or \
        abs(count_of(record, "two") - count_of(record, "one")) >= FEWEST


def test_options_and_other_do_not_tell_how_many_chose_a_rare_one(published):
    """In 2018 two people chose `expenses`; it is folded into `other`, and no other figure holds the number."""
    record = published.record(REPEAT)
    assert about(record, "help/expenses").withheld and not shown_for(record, "help/expenses")
    truth = published.truth(REPEAT)
    yes = {name: truth.tally.counts[:, n, 3].sum() for n, name in enumerate(truth.tally.answers)
           if name.startswith("help/")}
    assert count_of(record, "help/other") == yes["help/other"] >= 3
    options = [item.name for item in record.measures if item.kind == "option"]
    assert not [i.name for i in record.measures if i.kind == "indicator" and set(i.sources) & {"help", *options}]


def test_an_item_and_its_indicator_are_shown_by_group_once_only(published):
    for wave in (BASELINE, REPEAT):
        record = published.record(wave)
        by_group = set(bands(record)["item"])
        fed = [set(item.sources) for item in record.measures if item.name in by_group and item.kind == "indicator"]
        assert not by_group & set().union(*fed)
        assert sum(map(len, fed)) == len(set().union(*fed)), "two indicators by group share an item"


def test_an_answer_merged_in_one_wave_only_is_not_undone_by_the_other(published):
    """Every figure of a wave is of its own people; the comparison shows the merged answer in both."""
    records = [published.record(wave) for wave in (BASELINE, REPEAT)]
    merged = [{item.name: a.name for item in record.measures for a in item.answers if "+" in a.name}
              for record in records]
    assert merged[0] or merged[1]
    for record, cells in zip(records, merged, strict=True):
        for item, cell in cells.items():
            rows = all_staff(record).query("item == @item")
            assert not set(cell.split("+")) & set(rows["answer"])
            for other in record.measures:
                if other.kind == "indicator" and other.sources == (item,) and not other.withheld:
                    wanted = set(other.rule.removeprefix("in ").split())
                    assert set(cell.split("+")) <= wanted or not set(cell.split("+")) & wanted


def test_a_manager_who_knows_the_rule_learns_nothing_from_how_answers_were_merged(published):
    """Every number of a rare answer from 0 to 2 that fits the merged total leads to the same merge."""
    for wave in (BASELINE, REPEAT):
        record, truth = published.record(wave), published.truth(wave)
        for item in (item for item in record.measures if item.kind == "item"):
            rating = [a for a in truth.tally.answers[item.name] if not a.missing]
            column = list(truth.tally.answers).index(item.name)
            counts = truth.tally.counts[:, column, 2:2 + len(rating)].sum(axis=0).tolist()
            keep = [frozenset(n for n, a in enumerate(rating) if a.positive)]
            shown = merge_rare(counts, keep)
            for cell in (cell for cell in shown if len(cell.members) == 2):
                fit = [n for n in range(cell.count + 1)
                       if merge_rare([n if m == cell.members[0] else cell.count - n if m == cell.members[1] else c
                                      for m, c in enumerate(counts)], keep) == shown]
                assert len(fit) >= 3, (wave, item.name, cell)


@pytest.mark.parametrize(("bases", "total"), [((13, 13, 14, 14), 17), ((10, 13, 16, 17), 19)])
def test_a_reader_who_knows_the_rules_learns_nothing_from_how_wide_bands_are_or_that_there_are_none(bases, total):
    """Every table of one item with its total: those that are published alike leave three counts for each group.

    When bands were widened where the answers asked for it, four groups of 20 with 37 positive answers had 344 of 6,004
    tables that were published in a way that told a group's count to a reader who could try all tables.
    """
    share = Share("sure", 0, (total, sum(bases) - total, 0), (True, False, False))
    names = "ABCDEF"[:len(bases)]
    alike = {}
    for first in product(*(range(n + 1) for n in bases[:-1])):
        table = (*first, total - sum(first))
        if 0 <= table[-1] <= bases[-1]:
            teams = [(name, f"{name}s", [n - yes, yes]) for name, n, yes in zip(names, bases, table, strict=True)]
            made, = partitions(uncrossed(tally_of(teams)), [], [share], 10)
            seen = [(group.label for group in made.groups), made.notes,
                    *(end.tolist() for end in made.bands.get("sure", ()))]
            alike.setdefault(tuple(map(tuple, seen)), []).append(table)
    assert len(alike) > 10
    pinned = sum(len(tables) for tables in alike.values()
                 if min(len(set(column)) for column in zip(*tables, strict=True)) < FEWEST)
    assert pinned == 0, f"{pinned} of {sum(map(len, alike.values()))} tables"


def routed_by_two(joint):
    """A wave whose last question is put to those who need support and were at no talk: all but one of those in need."""
    content, crowd = sheets(), people()
    next(row for row in content["survey"] if row[1:2] == ["help"])[3] = "${support} = 'yes' and ${usedtalks} = 'never'"
    if joint:
        content["indicators"].append(["left", "Left", "are left", "support usedtalks", "in yes, in never", "lower", ""])
    for n, person in enumerate(crowd):
        needs, never = n % 3 == 0, (n % 6 == 0 if joint else n != 3) if n % 3 == 0 else n % 2 == 0
        person |= {SUPPORT: "Yes" if needs else "No", TALKS: "Never" if never else "Once",
                   HELP: ["Training;", "Plain, short texts;"][n // 6 % 2] if needs and never else ""}
    return crowd, content


def test_a_question_put_to_some_by_two_answers_does_not_tell_how_many_gave_one_without_the_other(project):
    record = record_of(project, *routed_by_two(joint=False))
    assert count_of(record, "support") == 24
    assert not any(shown_for(record, f"help/{option}") for option in ("training", "plain", "other"))


def test_a_question_put_to_those_of_a_joint_indicator_that_is_shown_tells_no_more_than_that(project):
    record = record_of(project, *routed_by_two(joint=True))
    assert base_of(record, "help/training") == count_of(record, "left") == 12


def ticked(second):
    """A wave whose question with several answers is put to everybody; a share of `second` ticks two, by chance."""
    content, crowd, rng = sheets(), people(), random.Random(3)
    next(row for row in content["survey"] if row[1:2] == ["help"])[3] = ""
    for person in crowd:
        one = "Training;" if rng.random() < 0.4 else "Plain, short texts;"
        person[HELP] = "Training;Plain, short texts;" if rng.random() < second else one
    return crowd, content


def test_options_of_which_most_tick_one_only_are_not_shown_by_group(project):
    """They sum to hardly more than the people who ticked anything: all but one option pin the last."""
    few = record_of(project, *ticked(0.1))
    assert [shown_for(few, f"help/{option}") for option in ("training", "plain")] == [True, True]
    assert not {"help/training", "help/plain"} & set(bands(few)["item"])


def test_options_of_which_many_tick_two_are_shown_by_group(project):
    many = record_of(project, *ticked(0.4))
    assert {"help/training", "help/plain"} <= set(bands(many)["item"])


def test_a_score_tells_nothing_that_the_counts_of_its_items_do_not(project):
    """Who gave which answers together, and what somebody who left an item out said, changes no score."""
    def shuffled(step):
        crowd, content = same_answers(lambda n: ("Agree", "Neither", "Disagree")[n % 3])
        for n, person in enumerate(crowd):
            person["I feel warm."] = ("Agree", "Neither", "Disagree")[(n // step) % 3]
            person["I feel keen."] = ("Agree", "Neither", "Disagree")[(n // step // 2) % 3]
        shutil.rmtree(project / "data" / "raw" / "small", ignore_errors=True)
        return record_of(project, crowd, content).scores

    one, = shuffled(1)
    assert (one.people, one.alpha, one.omega) == (None, None, None)
    assert shuffled(3) == (one,) == shuffled(4)
