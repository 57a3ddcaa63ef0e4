"""Sentences that were once false or misled, each on the data that showed it."""

import re

import numpy as np
import pytest

from coprod.analysis import benchmark
from coprod.analysis.changes import changes
from coprod.record import read_survey
from coprod.report import charts
from coprod.report.blocks import Finding
from coprod.report.messages import say, shown
from coprod.report.pages import (
    learning_needs,
    start_here,
    team_page,
    vision,
    what_gets_in_the_way,
    what_has_changed,
    what_staff_told_us,
)
from tests import EXAMPLES, ROOT
from tests.records import item, record, survey
from tests.report.charts.test_calendar_and_runs import pools


def main(count, base, name="main", **more):
    return item(name, (count, base), kind="indicator", headline=True, sources=(), **more)


def waves(then, now, earlier=None, **more):
    return survey(record(*now, wave="second", **more), record(*then, **earlier or {}))


@pytest.fixture
def repeat(monkeypatch):
    monkeypatch.chdir(ROOT)
    return read_survey(EXAMPLES[1], EXAMPLES[0])


def words_of(blocks):
    return " ".join(block.plain() for block in blocks)


def test_a_ways_that_cannot_be_shown_stand_in_the_order(repeat):
    """Interviews are 54 to 80 of 125, focus groups 52 to 74 of 126; panels, 52 of 126, were "over 99 %"."""
    (found,) = [one for one in learning_needs.two_kinds_of_practice(repeat) if one.headline.startswith("Known")]
    assert found.headline == ("Known, but not used: Citizen panels or boards (not shown, but at least as large: Focus "
                              "groups and One-to-one interviews; not shown, and may be larger: Surveys)")
    assert found.table.cells()["In the top three, at least"].tolist()[:2] == ["23%", "under 1%"]
    assert "surely" not in found.summary and "Too few" not in found.summary
    assert "Not shown, for too few people gave an answer, or all but a few did: Surveys, Focus groups" in found.summary


def test_b_a_change_vanishes_where_the_worst_cases_meet():
    """36 of 120 of 200, then 96 of 126 of 210: both could be 50 %."""
    made = waves([main(36, 120)], [main(96, 126)], usable=126, eligible=210)
    ((*_, told),) = what_has_changed.what_it_takes_to_vanish(made).table.cells().to_numpy().tolist()
    shares = [int(text) / 100 for text in re.search(r"\((\d+)% then, (\d+)% now\)", told).groups()]
    truth = (36 + 80 * shares[0]) / 200, (96 + 84 * shares[1]) / 210
    assert truth[0] == pytest.approx(truth[1], abs=0.005) and "less" in told


def test_c_risen_and_fallen_are_counted():
    then = [main(60, 120), *(item(f"q{n}", (60, 10, 50), better="neither") for n in range(3))]
    now = [main(60, 126), item("q0", (20, 10, 96), better="neither"), item("q1", (110, 6, 10), better="neither"),
           item("q2", (62, 11, 53), better="neither")]
    told, *_ = what_has_changed.other_changes(waves(then, now, usable=126, eligible=210))
    assert told.text.startswith("Of these questions 1 went up, 1 went down and 1 ")


def test_c_one_barrier_that_rose_got_bigger():
    """38 % to 62 %, neither better: the page said that too few had answered."""
    barrier = {"construct": "barriers", "better": "neither"}
    then, now = item("b", (70, 5, 45), **barrier), item("b", (40, 8, 78), **barrier)
    _, told, _ = what_gets_in_the_way.barriers(waves([then], [now], usable=126, eligible=210))
    assert told.text.endswith("in both surveys: 1 got bigger.")


def test_d_where_everybody_answered_a_change_is_a_fact():
    """84 of 120, then 101 of 126, of all of them: neither "did not clearly change" nor a range."""
    made = waves([main(84, 120)], [main(101, 126)], {"eligible": 120}, usable=126, eligible=126, margin=0.1)
    (found,) = start_here.at_a_glance(made)
    assert found.summary == ("80%. Everybody answered: 101 of 126 people said so. "
                             "That is more than before, when it was 70%.")
    row = what_has_changed.headline_changes(made)[0].table.cells().iloc[0]
    assert row["In short"] == "went up" and row["What would undo it"] == "nothing, for everybody answered"
    low, high = re.findall(r"\+\d+", row["Likely range of the change"])
    assert low == high == "+10"


def test_e_nothing_is_about_the_same_whose_range_leaves_out_0():
    """400 of 700 both times, 70 % to 77 %: the first range was +1 to +13, held back, and "stayed about the same"."""
    others = [main(200, 400, f"m{n}") for n in range(4)]
    made = waves([main(280, 400), *others], [main(308, 400), *others], {"usable": 400, "eligible": 700}, usable=400,
                 eligible=700)
    row = changes(made).iloc[0]
    assert row["low"] > 0 and row["verdict"] != "about the same"
    (found, *_) = what_has_changed.headline_changes(made)
    assert "stayed about the same" not in found.summary


def test_e_a_range_beyond_the_margin_is_not_about_the_same():
    rng = np.random.default_rng(2016)
    for _ in range(60):
        x, y = rng.integers(20, 100, 2)
        row = changes(waves([main(int(x), 120)], [main(int(y), 120)], margin=0.1)).iloc[0]
        if row["verdict"] == "about the same":
            assert -0.1 < row["low"] <= 0 <= row["high"] < 0.1


def test_f_nothing_says_only_if_it_is_large():
    """17 % to 4 % is clear on the page that said that only 18 points or more could be."""
    made = waves([main(20, 120)], [main(5, 126)], usable=126, eligible=210)
    told = words_of(what_has_changed.what_could_be_seen(made))
    assert changes(made).iloc[0]["verdict"] == "declined"
    assert "only if" not in told and "Smaller ones may be found too." in told


@pytest.mark.parametrize("key", ["survey.about_groups", "needs.about_groups"])
@pytest.mark.parametrize("breakdown", ["team", "role"])
def test_g_ranges_of_groups_are_of_those_who_answered(key, breakdown):
    assert "true figure" not in say(key, breakdown=breakdown) and "those who answered" in say(key, breakdown=breakdown)


def test_h_what_stands_out_of_a_team_stands_beside_what_chance_would_give(repeat):
    """Of every team: how many stand off all staff, on either side, and how many would by chance."""
    seen = 0
    for team in [group.label for group in repeat.record.groups_of("team")]:
        for good, part in ((True, team_page.team_goes_well), (False, team_page.team_to_work_on)):
            why, rows = benchmark.standing_out(repeat, team, good)
            if why != benchmark.APART:
                continue
            found, (compared, chance) = part(repeat, team), benchmark.expected(repeat, team, good)
            said = re.search(r"(\d+) questions are .* chance alone would put about ([\d.]+) of them", found.summary)
            assert said.groups() == (str(compared), f"{chance:.1f}") and 1 < chance < compared / 3
            assert re.search(r"(\d+) question", found.headline).group(1) == str(len(rows))
            assert not re.search(r"\b[Ww]orse\b", found.html())
            seen += len(rows)
    assert seen >= 12


def test_i_overlapping_ranges_have_no_highest(repeat):
    for found in what_staff_told_us.by_group(repeat):
        for side, name in re.findall(r"(Highest|Lowest): (.*?) \(", found.alt):
            rows = found.table.rows.set_index("group_label")["band"]
            others = [band for other, band in rows.items() if other != name]
            assert all(rows[name][0] > band[1] if side == "Highest" else rows[name][1] < band[0] for band in others)


def test_j_of_equal_ways_none_is_surely_the_largest():
    """Four equal ways; and 83 82 83 against 74 73 57 56 41 of 120 of 200, which was sure by one chance at a time."""
    equal = [item(f"know{n}", (60, 20, 40), construct="knowledge", label=f"W{n}") for n in range(4)]
    _, found = learning_needs.largest_needs(survey(record(*equal, item("know9", (20, 20, 80), construct="knowledge"))))
    assert found.headline == "What staff know least: W0, W1, W2 and W3"
    assert "W0, W1, W2 and W3" in found.summary
    close = [item(f"know{n}", (x - 5, 5, 120 - x), construct="knowledge", label=f"W{n}")
             for n, x in enumerate((83, 82, 83, 74, 73, 41, 57, 56))]
    _, found = learning_needs.largest_needs(survey(record(*close)))
    assert "surely" not in found.summary.replace("It is not sure", "")


@pytest.mark.parametrize(("count", "said"), [(61, "do not know 1 of the 1"), (60, "No way shown is unknown to most")])
def test_j_most_is_more_than_half_of_those_who_answered(count, said):
    """60.5 of 120 would be rounded to most."""
    (found,) = learning_needs.what_is_missing(survey(record(
        item("know", (count - 5, 5, 120 - count), construct="knowledge"))))
    assert said in found.headline and "staff" not in found.headline


def test_k_words_and_table_of_sessions_count_the_same_and_a_touch_is_no_difference():
    many = pools(20)
    assert "of 20 cases" in charts.confidence_run_alt(many) and "latest 16" in charts.confidence_run_alt(many)
    touching = many.assign(before_low=0.2, before_high=0.4, after_low=0.4, after_high=0.6)
    assert "in 0 of 20" in charts.confidence_run_alt(touching)
    taken = many["attended"] / many["places"]
    assert shown(taken.min(), "percent") in charts.places_run_alt(many)


def test_k_a_line_asked_before_alone_does_not_count_as_asked():
    served = [item(name, source_line=name, construct="vision") for name in ("old", "both")]
    (found,) = vision.scorecard(waves(served, served[1:]))
    assert "1 of the 2 lines was asked about." in found.summary


def test_k_every_row_is_counted_and_every_held_back_one_explained(repeat):
    told, *sets = what_has_changed.other_changes(repeat)
    numbers = [int(number) for number in re.findall(r"\d+", told.text)]
    assert sum(numbers) == sum(len(found.table.rows) for found in sets)
    for found in sets:
        cells = found.table.cells()
        held = cells["In short"].str.contains("alone it would count").sum()
        assert bool(held) == ("would count alone" in found.summary)
        raw = {"declined", "cannot tell", "not tested"} & set(cells["In short"])
        assert not raw


def test_k_a_mix_of_teams_that_stayed_is_not_said_to_have_moved():
    assert "grew" not in say("change.same_mix")


def test_l_the_base_is_that_of_this_question():
    """30 of 40 who gave a rating, of 126 who answered: it said "3 in 4 staff"."""
    (found,) = what_staff_told_us.headlines(survey(record(main(30, 40), usable=126, eligible=210)))
    assert found.headline == "3 in 4 of the 40 who answered this say main"
    assert "86 more answered the survey, but gave no rating here." in found.summary
    assert "Of all staff it is 14% if none of those who did not answer would say so, and 95% if all would." in (
        found.summary)


@pytest.mark.parametrize(("base", "staff"), [(126, 210), (1260, 2100), (7200, 12000)])
def test_l_a_fraction_in_words_lies_inside_the_likely_range(base, staff):
    for count in range(3, base - 2, max(1, base // 120)):
        made = survey(record(main(count, base), usable=base, eligible=staff))
        (found,) = what_staff_told_us.headlines(made)
        fraction = re.match(r"(?:About )?(\d+) in (\d+) ", found.headline)
        low, high = found.table.rows["range"][0]
        if fraction:
            assert low <= int(fraction.group(1)) / int(fraction.group(2)) <= high, found.headline


def test_l_few_of_thousands_are_not_none():
    """3 of 7200 people: it said "0 %, likely range 0 % to 0 %"."""
    (found,) = what_staff_told_us.headlines(survey(record(main(3, 7200), usable=7200, eligible=12000)))
    assert found.summary.startswith("Under 1%, likely range under 1%. 3 of the 7,200 people")
    assert found.table.cells()["Share"].tolist() == ["under 1%"]


def test_l_a_rise_within_one_per_cent_has_no_two_equal_ends():
    made = waves([main(9600, 12000)], [main(9640, 12000)], {"usable": 12000, "eligible": 12000}, usable=12000,
                 eligible=12000)
    found, *_ = what_has_changed.headline_changes(made)
    assert "from 80% to 80%" not in found.alt and "by less than 1 point" in found.alt
    assert found.table.cells()["Change"].tolist() == ["+0.3 points"]


def test_l_partly_met_is_by_our_best_estimate():
    assert "by our best estimate less far" in say("plan.how_judged")


def test_the_rounding_of_a_change_is_explained_and_so_are_the_words():
    made = waves([main(84, 120)], [main(101, 126)], usable=126, eligible=210)
    *_, plain = [block for block in what_has_changed.headline_changes(made) if not isinstance(block, Finding)]
    assert "may differ by a point" in plain.text
    words = words_of(what_has_changed.headline_changes(made))
    assert "“Did not clearly change” means that we cannot tell" in words and "19 times in 20" in words


def test_a_small_change_of_many_is_said_to_be_less_than_worth_acting_on():
    made = waves([main(3600, 7200)], [main(3816, 7200)], {"usable": 7200, "eligible": 12000}, usable=7200,
                 eligible=12000, margin=0.1)
    found, *_ = what_has_changed.headline_changes(made)
    assert found.summary == "This improved, by less than 10 points."
    assert start_here.at_a_glance(made)[0].summary.endswith("when it was 50%, but by less than 10 points.")
