"""What two waves say together: shares, verdicts in words, what is not compared, what silence and mix could explain."""

from dataclasses import replace

import pytest

from coprod.errors import BadInput
from coprod.record import EVERYBODY, MOST_LISTED, Breakdown, Group, Mix, MixPart, Score
from coprod.report.blocks import Finding, Notice, Paragraph
from coprod.report.pages import what_has_changed as page
from coprod.report.parts import PAGES
from tests.records import item, record, survey

TEAMS = ("North", "South", "East")
PARTS = PAGES["what_has_changed"]


def job(count, base, **more):
    return item("myjob", (count, base), kind="indicator", headline=True, sources=(), **more)


JOB = job(60, 120)


def both(then=(JOB,), now=(JOB,), earlier=None, **more):
    """A survey of two waves with these items; earlier: more of the record of the wave before, `more`: of this one."""
    return survey(record(*now, wave="second", **more), record(*then, **earlier or {}))


def cells(block):
    return getattr(block, "table", block).cells().values.tolist()


@pytest.mark.parametrize("part", PARTS)
def test_every_part_gives_blocks_that_can_be_shown(part):
    asked = [item("job"), item("rare", ()), job(60, 120)]
    bands = [("myjob", team, 0.4, 0.6) for team in TEAMS]
    made = getattr(page, part)(both([*asked, item("plan", label="Old")], [*asked, item("plan", label="New")],
                                    {"bands": bands}, bands=bands))
    made = made if isinstance(made, list) else [made]
    assert made and all(block.html() for block in made)


@pytest.mark.parametrize("part", sorted({*PARTS} - {"caution", "change_note"}))
def test_without_an_earlier_wave_each_part_says_that_there_is_none(part):
    with pytest.raises(BadInput, match="compared with nothing"):
        getattr(page, part)(survey(record(job(60, 120))))


def test_changes_say_both_shares_and_a_verdict():
    one, *plain = page.headline_changes(both([job(60, 120)], [job(100, 126)], usable=126, eligible=210))
    assert isinstance(one, Finding) and one.summary == "This improved."
    assert len(plain) == 4 and all(isinstance(text, Paragraph) for text in plain)
    assert one.headline == "More say myjob: 50% of those who answered then, 79% now"


@pytest.mark.parametrize(("counts", "better", "said"), [
    ((60, 100), "higher", "improved"), ((60, 100), "lower", "got worse"), ((60, 100), "neither", "went up"),
    ((100, 60), "neither", "went down"), ((24, 23), "higher", "stayed about the same"),
    ((84, 98), "higher", "did not clearly change"), (((), 60), "higher", "not compared: not shown then")])
def test_every_verdict_in_a_table_is_in_words(counts, better, said):
    then, now = (item("plan", (count, 120 + 6 * n) if count else (), kind="option", better=better, stem="We plan:")
                 for n, count in enumerate(counts))
    _, one = page.other_changes(both([then, JOB], [now, JOB], usable=126, eligible=210))
    assert [row[5] for row in cells(one)] == [said]


def test_a_question_asked_of_everybody_says_how_many_changed_in_which_way():
    told, *_ = page.other_changes(both([item("job")], [item("job")]))
    assert told.text == "Of these questions 1 stayed about the same."


def test_a_reworded_question_is_shown_with_both_wordings():
    then, now = [item("plan", label="Old words")], [item("plan", label="New words"), item("new")]
    (table,) = page.not_compared(both(then, now))
    assert cells(table) == [["New words", "Old words", "The words of the question changed"],
                            ["New", "not asked", "Only asked in one survey"]]


def test_what_could_be_seen_is_the_published_example():
    """120 of 200 in both waves; the table of the specification."""
    told, table, worth, same = page.what_could_be_seen(both(margin=0.1))
    assert "found at least 4 times in 5" in told.text and "10 points is the smallest" in worth.text
    assert cells(table) == [
        ["5% or 95%", "7 points", "8 points"], ["10% or 90%", "9 points", "11 points"],
        ["20% or 80%", "12 points", "15 points"], ["30% or 70%", "14 points", "17 points"],
        ["50%", "15 points", "19 points"]]
    assert same.text == "With this response we cannot show that a share between 31% and 69% stayed the same."


def test_what_everybody_or_nearly_everybody_answered_is_said():
    told, _ = page.what_could_be_seen(both([job(60, 200)], [job(60, 200)], {"usable": 200}, usable=200))
    assert told.text == "Everybody answered both times. So every change is a fact, however small."
    *_, last = page.what_could_be_seen(both([job(60, 190)], [job(60, 190)], {"usable": 190}, usable=190))
    assert "head count on which day?" in last.text


def test_all_answers_and_scores_stand_side_by_side_in_the_words_of_their_kind():
    def score(mean):
        return {"scores": (Score("total", "Total", ("job",), 90, mean, mean - 5, mean + 5, 0.8, None),)}

    _, table, _, scores = page.all_answers(both([item("job")], [item("job", (40, 20, 60))], score(50), **score(60)))
    assert table.title == "Job All answers" and cells(table)[0][:2] == ["All staff", "50 in 100"]
    assert cells(scores) == [["Total", "50 (likely range 45 to 55)", "60 (likely range 55 to 65)"]]


def test_how_much_silence_would_have_to_explain():
    """+21 points at 60 % in both waves: 0.2083 / 0.4 = 52 points, half of it in each wave."""
    made = page.what_it_takes_to_vanish(both([job(60, 120)], [job(85, 120)]))
    assert isinstance(made, Finding) and cells(made) == [
        ["Myjob", "+21 points", "if those silent had moved 52 points less (76% then, 45% now)"]]


def test_a_change_that_silence_cannot_explain_is_said_to_be_so():
    made = page.what_it_takes_to_vanish(both([job(20, 180)], [job(80, 180)], {"usable": 180}, usable=180))
    assert cells(made)[0][2] == "nothing that those silent may think"


def test_the_mix_of_teams_is_shown_then_and_now_and_held():
    mix = Mix("first", (MixPart("North", 50, 60), MixPart("South", 50, 40)))
    sizes, held = page.mix_of_teams(both([job(60, 120)], [job(60, 120, fixed_mix=0.48)], mix=mix))
    assert cells(sizes) == [["North", "50%", "60%"], ["South", "50%", "40%"]]
    assert cells(held) == [["Myjob", "50%", "48%"]]


@pytest.mark.parametrize("mix", [None, Mix("another", (MixPart("North", 50, 60),))])
def test_without_a_common_mix_the_page_says_so(mix):
    (one,) = page.mix_of_teams(both(mix=mix))
    assert isinstance(one, Notice)


def test_the_mix_of_many_teams_says_how_many_grew():
    parts = tuple(MixPart(f"Team {n}", 20, 20 + (n == 0) - 2 * (n > 5)) for n in range(MOST_LISTED + 1))
    sizes, _ = page.mix_of_teams(both(mix=Mix("first", parts)))
    assert sizes.table.rows["teams"].tolist() == [1, 5, 55] and "Team 0" not in sizes.html()


def test_groups_of_another_breakdown_stand_under_its_own_heading():
    bands = [("myjob", team, 0.4, 0.6) for team in TEAMS]
    groups = tuple(Group("role", team, team, "", None, ()) for team in TEAMS)
    role = {"groups": groups, "breakdowns": (Breakdown("role", "Role"),)}
    then, now = (record(job(60, 120), bands=bands, wave=wave) for wave in ("first", "second"))
    (one,) = page.groups_side_by_side(survey(replace(now, **role), replace(then, **role)))
    assert one.headline == "Staff who say myjob: by role"
    assert cells(one) == [[team, "40% to 60%", "40% to 60%"] for team in sorted(TEAMS)]


def small(wave):
    made = record(job(60, 120), bands=[("myjob", EVERYBODY, 0.4, 0.6)], wave=wave)
    return replace(made, groups=(Group(EVERYBODY, EVERYBODY, EVERYBODY, "", None, ()),))


@pytest.mark.parametrize("part", ["all_answers", "headline_changes", "not_compared", "other_changes",
                                  "what_could_be_seen"])
def test_a_small_survey_is_compared_with_nothing(part):
    (one,) = getattr(page, part)(survey(small("second"), record(job(60, 120))))
    assert one.text.startswith("One of these surveys was so small")
