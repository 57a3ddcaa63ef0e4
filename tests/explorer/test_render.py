"""The view of every choice that can be made: sensible, in plain words, and with the safe record's numbers."""

import itertools
import re

import pytest

from coprod.explorer.choices import (
    ALL,
    ANSWERS,
    BOTH,
    CHANGE,
    GAIN,
    NOW,
    SHARE,
    SHOWS,
    SORTS,
    THEN,
    TOGETHER,
    Choices,
    Surveys,
    choices_of,
    settled,
    shortcuts,
)
from coprod.explorer.render import look
from coprod.record.safe import ALL_STAFF, MOST_LISTED
from coprod.report.blocks import Finding
from coprod.report.charts.drawing import PAGE, SCREEN
from tests.records import item, record


def every_choice(surveys):
    """All topics by all else; each line of each topic as a share, as all answers and as a change; each order of each topic."""
    for survey, topic, show, by in itertools.product((NOW, THEN, BOTH), surveys.topics, SHOWS, (ALL, *surveys.breakdowns)):
        yield Choices(survey, topic, ALL, show, by)
    for topic, (survey, show, by) in itertools.product(surveys.topics.values(), (
            (NOW, SHARE, ALL), (THEN, ANSWERS, ALL), (BOTH, CHANGE, ALL), (BOTH, ANSWERS, ALL), (NOW, SHARE, "team"))):
        yield from (Choices(survey, topic.key, line, show, by) for line in topic.labels)
    for topic, sort, (survey, show, by) in itertools.product(surveys.topics, SORTS, (
            (NOW, SHARE, ALL), (THEN, ANSWERS, ALL), (BOTH, CHANGE, ALL), (NOW, SHARE, "team"))):
        yield Choices(survey, topic, ALL, show, by, sort)


def check(surveys, choices):
    """What holds for every view."""
    view = look(surveys, choices)
    assert choices_of(surveys, view.code) == view.choices
    assert view.status.count(".") >= 1 and view.status.endswith(".") and "nan" not in view.status.lower()
    assert bool(view.why) == (view.picture is None) == (view.table is None), choices
    told = " ".join(filter(None, (view.status, view.alt, view.why, *view.meaning)))
    assert not re.search(r"\bnan\b|None|insignificant|  |\.\.|\{|too few to show to", told), told
    if view.picture is None:
        assert "nothing can be shown" in view.status and view.downloads() == "" and view.why in view.chart().replace("&amp;", "&")
        return view
    assert len(view.alt) > 20 and view.meaning and len(view.table.rows)
    labels = [row.label for row in view.picture.rows]
    if choices.show == SHARE and choices.survey != BOTH and choices.by == ALL:
        assert labels == [one for one, *rest in view.table.cells().itertuples(index=False) if "too few" not in rest[0]]
    if choices.by != ALL:  # a group has a range and no other number
        assert all(mark.share is None for row in view.picture.rows for mark in row.marks)
        assert set(view.table.kinds.values()) == {"range"}
    return view


def test_every_choice_gives_a_sensible_view(surveys):
    seen = {choices: check(surveys, choices) for choices in map(lambda c: settled(surveys, c, c), every_choice(surveys))}
    assert len(seen) > 700
    assert sum(view.picture is None for view in seen.values()) < len(seen) / 4
    told = [view.status for choices, view in seen.items() if view.picture and choices.by == ALL]
    assert len(set(told)) > 0.75 * len(told)  # the same sentence is said only where the same is shown, as for yes and no


def test_the_sentence_changes_with_each_control(surveys):
    first = Choices(topic="vision")
    others = [Choices(survey=THEN, topic="vision"), Choices(topic="barriers"), Choices(topic="vision", line="centre"),
              Choices(topic="vision", show=ANSWERS), Choices(topic="vision", by="team"), Choices(topic="vision", sort="name")]
    assert len({look(surveys, choices).status for choices in (first, *others)}) == len(others) + 1


def test_shares_are_those_of_the_safe_record(surveys):
    view = look(surveys, Choices(topic="support", show=SHARE))
    rows = surveys.now.tallies.query("item == 'support' and group == @ALL_STAFF").set_index("answer")
    share = rows.loc["yes", "count"] / rows.loc["yes", "base"]
    assert view.picture.rows[0].marks[0].share == pytest.approx(share)
    assert f": {share:.0%} " not in view.status and view.status.endswith(f"; {share:.0%}.")
    assert ALL_STAFF == "all staff"


def test_ranges_are_those_of_the_safe_record_in_their_order(surveys):
    view = look(surveys, Choices(line="confident", by="team"))
    known = surveys.now.tallies.query("item == 'confident' and group != @ALL_STAFF")
    shown = [(row.marks[0].low, row.marks[0].high) for row in view.picture.rows]
    assert sorted(shown) == sorted(zip(known["low"], known["high"], strict=True))
    assert shown == sorted(shown, reverse=True)


def test_grids_side_by_side_show_what_many_know_and_few_use(surveys):
    view = look(surveys, Choices(topic=TOGETHER))
    assert [len(row.marks) for row in view.picture.rows] == [3] * 8
    gaps = [row.marks[0].share - row.marks[2].share for row in view.picture.rows]
    assert gaps == sorted(gaps, reverse=True)
    assert list(view.table.columns.values()) == ["Asked about", "Knowledge", "Skill", "Experience", "Gap", "Known but not used",
                                                 "Used but not alone"]
    assert "too few to show" in view.table.csv()  # the measure of both is withheld for some


def test_most_to_gain_counts_from_the_answer_that_is_hoped_for(surveys):
    view = look(surveys, Choices(topic=GAIN))
    shares = surveys.shares[NOW].set_index("item")["share"]
    room = {row.label: row.marks[0].share for row in view.picture.rows}
    labels = surveys.topics[GAIN].labels
    assert room[labels["newways"]] == pytest.approx(1 - shares["newways"])  # more is better
    assert room[labels["tickbox"]] == pytest.approx(shares["tickbox"])  # less is better


def test_what_changed_says_the_verdict_and_that_it_names_no_cause(surveys):
    view = look(surveys, shortcuts(surveys)["What changed?"])
    assert "2 improved, 2 stayed about the same and 1 did not clearly change" in view.status
    assert any("cannot show why" in text for text in view.meaning)
    assert "cannot tell" not in view.table.csv()


def test_what_is_not_comparable_is_refused_or_marked(surveys):
    assert "answers to choose from changed" in look(surveys, Choices(BOTH, "commitment", show=CHANGE)).why
    assert "words of the question changed" in look(surveys, Choices(BOTH, "barriers", "meanings", CHANGE)).why
    both = look(surveys, Choices(BOTH, "barriers", "meanings"))
    assert "(then: " in both.picture.rows[0].label


def test_too_few_answers_are_explained(surveys):
    view = look(surveys, Choices(topic="help", line="help/expenses"))
    assert view.why.startswith("Too few answers to show.") and "nothing can be shown" in view.status
    assert "Money for expenses" in " ".join(look(surveys, Choices(topic="help")).meaning)
    assert "Too few answers to show team by team" in look(surveys, Choices(topic="help", by="team")).why


def test_an_item_of_one_survey_only_is_named():
    both = Surveys(record(item("a"), item("b"), wave="now"), record(item("a"), wave="then"))
    assert look(both, Choices(THEN, "b")).why.startswith("This was not asked in this survey")
    assert look(both, Choices(BOTH, "b", show=CHANGE)).why.startswith("This cannot be compared. Only asked in one survey")


def test_a_survey_with_few_answers_shows_ranges_and_is_not_compared():
    group = {"breakdown": "everybody who answered", "label": "everybody who answered", "shown_as": "All staff", "parent": "",
             "headcount": None, "teams": []}
    few = record(item("a", ()), wave="few", bands=[("a", "everybody who answered", 0.25, 0.5)])
    few = type(few)(few.about | {"groups": [group]}, few.tallies)
    surveys = Surveys(few, record(item("a"), wave="big"))
    for choices in (Choices(topic="a"), Choices(topic="a", show=ANSWERS), Choices(topic="a", by="team")):
        assert "25% to 50%" in check(surveys, choices).status
    assert "cannot be compared" in look(surveys, Choices(BOTH, "a", show=CHANGE)).why
    assert look(surveys, Choices(THEN, "a")).picture is not None


def test_downloads_are_exactly_what_is_shown(surveys):
    from base64 import b64decode

    view = look(surveys, Choices(topic="vision", sort="name"))
    found = dict(re.findall(r'download="[\w-]+\.(\w+)" href="data:[^,]+,([^"]+)"', view.downloads()))
    assert b64decode(found["csv"]).decode("utf-8-sig") == view.table.csv()
    assert b64decode(found["svg"]).decode() == view.picture.svg_file()
    assert b64decode(found["png"]).startswith(b"\x89PNG")
    assert view.picture.svg(view.alt) in view.chart()


def test_a_view_becomes_a_finding_of_a_page(surveys):
    made = look(surveys, Choices()).finding("Main results?")
    assert isinstance(made, Finding) and made.chart.wide == PAGE < SCREEN == look(surveys, Choices()).picture.wide


def test_sentences_are_short_enough_for_everybody(surveys):
    view = [look(surveys, choices) for choices in shortcuts(surveys).values()]
    sentences = [one for v in view for text in v.meaning for one in re.split(r"(?<=[.!?:])\s+", text)]
    assert max(len(one.split()) for one in sentences if "“" not in one) <= 25


MANY = [f"Team {n:03}" for n in range(MOST_LISTED + 1)]


def crowd(*names, wave="now"):
    """A survey with as many teams as no list holds; one of them higher than all staff, the others lower."""
    bands = [(name, team, *((0.2, 0.4) if n else (0.6, 0.8))) for name in names for n, team in enumerate(MANY)]
    return record(*(item(name, (60 - 3 * n, 120), kind="indicator", headline=True, **{"from": []}) for n, name in enumerate(names)),
                  item("alone"), wave=wave, bands=bands)


def test_many_groups_are_counted_not_listed():
    surveys = Surveys(crowd("a", "b"))
    view = look(surveys, Choices(by="team"))
    assert view.status == ("“Main results”, team by team, “Now”: how they compare with all staff, most often higher first; "
                           "2 questions, 61 teams.")
    assert view.table.cells().values.tolist() == [["A", "1", "0", "60"], ["B", "1", "0", "60"]]
    assert [row.value for row in view.picture.rows] == ["1 · 0 · 60"] * 2 and len(view.picture.key) == 3
    assert not any("Team 0" in text for text in (view.alt, view.caption, view.picture.svg_file(), *view.meaning))
    assert "too many teams to list" in view.caption and "too many teams to list" in view.meaning[0]
    one = look(surveys, Choices(line="a", by="team", sort="name"))
    assert one.status.endswith("from A to Z; 1 question, 61 teams.") and one.alt == "A. Higher: 1. Lower: 60. Can't tell: 0."
    assert choices_of(surveys, one.code) == one.choices and one.finding("How do groups differ?").chart


def test_many_groups_of_a_question_that_is_not_shown_by_group_are_explained():
    view = look(Surveys(crowd("a")), Choices(topic="alone", by="team"))
    assert view.picture is None and view.why.startswith("Too few answers to show team by team.")


def test_many_groups_of_two_surveys_are_not_put_side_by_side():
    surveys = Surveys(crowd("a"), crowd("a", wave="then"))
    view = look(surveys, Choices(BOTH, by="team"))
    assert view.why.startswith("61 teams are the same in both surveys.") and view.why.endswith("above or below all staff.")
    surveys.then.about["groups"][:] = surveys.then.about["groups"][:2]
    then = Surveys(surveys.now, type(surveys.then)(surveys.then.about, surveys.then.tallies.query("group not in @MANY[2:]")))
    assert [row.label for row in look(then, Choices(BOTH, by="team")).picture.rows] == MANY[:2]


def test_the_ranges_of_many_groups_are_never_laid_out_row_by_row(monkeypatch):
    def refused(*_):
        raise AssertionError("a row a group")
    monkeypatch.setattr("coprod.analysis.shares.bands", refused)
    monkeypatch.setattr("coprod.analysis.changes.bands", refused)
    surveys = Surveys(crowd("a"), crowd("a", wave="then"))
    for survey in (NOW, THEN, BOTH):
        assert look(surveys, Choices(survey, by="team")).status
