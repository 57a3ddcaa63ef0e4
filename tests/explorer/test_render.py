"""The view of every choice that can be made: sensible, in plain words, and with the safe record's numbers."""

import itertools
import re
from dataclasses import replace
from html import unescape

import pytest

from coprod.analysis.shares import shares
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
    breakdowns,
    choices_of,
    settled,
    shortcuts,
    topics,
)
from coprod.explorer.most_asked import most_asked
from coprod.explorer.render import render
from coprod.record import ALL_STAFF, EVERYBODY, MOST_LISTED, Group
from coprod.report.blocks import Finding, Paragraph
from coprod.report.charts.drawing import PAGE, SCREEN
from tests.records import item, record, survey


def every_choice(surveys):
    """All topics by all else; each line of a topic as a share, all answers and a change; each order of a topic."""
    by_whom = (ALL, *breakdowns(surveys))
    for which, topic, show, by in itertools.product((NOW, THEN, BOTH), topics(surveys), SHOWS, by_whom):
        yield Choices(which, topic, ALL, show, by)
    for topic, (which, show, by) in itertools.product(topics(surveys).values(), (
            (NOW, SHARE, ALL), (THEN, ANSWERS, ALL), (BOTH, CHANGE, ALL), (BOTH, ANSWERS, ALL), (NOW, SHARE, "team"))):
        yield from (Choices(which, topic.key, line, show, by) for line in topic.labels)
    for topic, sort, (which, show, by) in itertools.product(topics(surveys), SORTS, (
            (NOW, SHARE, ALL), (THEN, ANSWERS, ALL), (BOTH, CHANGE, ALL), (NOW, SHARE, "team"))):
        yield Choices(which, topic, ALL, show, by, sort)


def check(surveys, choices):
    """What holds for every view."""
    view = render(surveys, choices)
    assert choices_of(surveys, view.code) == view.choices
    assert view.status.count(".") >= 1 and view.status.endswith(".") and "nan" not in view.status.lower()
    assert bool(view.why) == (view.picture is None) == (view.table is None), choices
    told = " ".join(filter(None, (view.status, view.alt, view.why, *view.meaning)))
    assert not re.search(r"\bnan\b|None|insignificant|  |\.\.|\{|not shown to", told), told
    if view.picture is None:
        assert "nothing can be shown" in view.status and view.html("files") == ""
        assert view.why in unescape(view.html("chart"))
        return view
    assert len(view.alt) > 20 and view.meaning and len(view.table.rows)
    labels = [row.label for row in view.picture.rows]
    if choices.show == SHARE and choices.survey != BOTH and choices.by == ALL:
        assert labels == [one for one, *rest in view.table.cells().itertuples(index=False)
                          if "not shown" not in rest[0]]
    if choices.by != ALL:  # a group has a range and no other number
        assert all(mark.share is None for row in view.picture.rows for mark in row.marks)
        assert set(view.table.kinds.values()) == {"range"}
    return view


def test_every_choice_gives_a_sensible_view(surveys):
    wanted = (settled(surveys, choices, choices) for choices in every_choice(surveys))
    seen = {choices: check(surveys, choices) for choices in wanted}
    assert len(seen) > 700
    assert sum(view.picture is None for view in seen.values()) < len(seen) / 4
    told = [view.status for choices, view in seen.items() if view.picture and choices.by == ALL]
    assert len(set(told)) > 0.75 * len(told)  # the same is said only where the same is shown, as for yes and no


def test_the_sentence_changes_with_each_control(surveys):
    first = Choices(topic="vision")
    others = [Choices(survey=THEN, topic="vision"), Choices(topic="barriers"), Choices(topic="vision", line="centre"),
              Choices(topic="vision", show=ANSWERS), Choices(topic="vision", by="team"),
              Choices(topic="vision", sort="name")]
    assert len({render(surveys, choices).status for choices in (first, *others)}) == len(others) + 1


def test_shares_are_those_of_the_safe_record(surveys):
    view = render(surveys, Choices(topic="support", show=SHARE))
    rows = surveys.record.tallies.query("item == 'support' and group == @ALL_STAFF").set_index("answer")
    share = rows.loc["yes", "count"] / rows.loc["yes", "base"]
    assert view.picture.rows[0].marks[0].share == pytest.approx(share)
    assert f": {share:.0%} " not in view.status and view.status.endswith(f"; {share:.0%}.")
    assert ALL_STAFF == "all staff"


def test_ranges_are_those_of_the_safe_record_in_their_order(surveys):
    view = render(surveys, Choices(line="confident", by="team"))
    known = surveys.record.tallies.query("item == 'confident' and group != @ALL_STAFF")
    shown = [(row.marks[0].low, row.marks[0].high) for row in view.picture.rows]
    assert sorted(shown) == sorted(zip(known["low"], known["high"], strict=True))
    assert shown == sorted(shown, reverse=True)


def test_grids_side_by_side_show_what_many_know_and_few_use(surveys):
    view = render(surveys, Choices(topic=TOGETHER))
    assert [len(row.marks) for row in view.picture.rows] == [3] * 8
    gaps = [row.marks[0].share - row.marks[2].share for row in view.picture.rows]
    assert gaps == sorted(gaps, reverse=True)
    assert list(view.table.columns.values()) == ["Asked about", "Knowledge", "Skill", "Experience", "Gap",
                                                 "Known but not used",
                                                 "Used but not alone"]
    assert "not shown" in view.table.csv()  # the measure of both is withheld for some


def test_most_to_gain_counts_from_the_answer_that_is_hoped_for(surveys):
    view = render(surveys, Choices(topic=GAIN))
    known = shares(surveys).set_index("item")["share"]
    room = {row.label: row.marks[0].share for row in view.picture.rows}
    labels = topics(surveys)[GAIN].labels
    assert room[labels["newways"]] == pytest.approx(1 - known["newways"])  # more is better
    assert room[labels["tickbox"]] == pytest.approx(known["tickbox"])  # less is better


def test_what_changed_says_the_verdict_and_that_it_names_no_cause(surveys):
    view = render(surveys, shortcuts(surveys)["What changed?"])
    assert "2 improved and 3 did not clearly change" in view.status
    assert any("cannot show why" in text for text in view.meaning)
    assert "cannot tell" not in view.table.csv()


def test_what_is_not_comparable_is_refused_or_marked(surveys):
    assert "answers to choose from changed" in render(surveys, Choices(BOTH, "commitment", show=CHANGE)).why
    assert "words of the question changed" in render(surveys, Choices(BOTH, "barriers", "meanings", CHANGE)).why
    both = render(surveys, Choices(BOTH, "barriers", "meanings"))
    assert "(then: " in both.picture.rows[0].label


def test_too_few_answers_are_explained(surveys):
    view = render(surveys, Choices(topic="help", line="help/expenses"))
    assert view.why.startswith("Too few answers to show.") and "nothing can be shown" in view.status
    assert "Money for expenses" in " ".join(render(surveys, Choices(topic="help")).meaning)
    assert "Too few answers to show team by team" in render(surveys, Choices(topic="help", by="team")).why


def test_an_item_of_one_survey_only_is_named():
    both = survey(record(item("a"), item("b"), wave="now"), record(item("a")))
    assert render(both, Choices(THEN, "b")).why.startswith("This was not asked in this survey")
    change = render(both, Choices(BOTH, "b", show=CHANGE))
    assert change.why.startswith("This cannot be compared. Only asked in one survey")


def test_a_survey_with_few_answers_shows_ranges_and_is_not_compared():
    few = record(item("a", ()), wave="few", bands=[("a", EVERYBODY, 0.25, 0.5)])
    few = replace(few, groups=(Group(EVERYBODY, EVERYBODY, "All staff", "", None, ()),))
    surveys = survey(few, record(item("a")))
    for choices in (Choices(topic="a"), Choices(topic="a", show=ANSWERS), Choices(topic="a", by="team")):
        assert "25% to 50%" in check(surveys, choices).status
    assert "cannot be compared" in render(surveys, Choices(BOTH, "a", show=CHANGE)).why
    assert render(surveys, Choices(THEN, "a")).picture is not None


def test_downloads_are_exactly_what_is_shown(surveys):
    from base64 import b64decode

    view = render(surveys, Choices(topic="vision", sort="name"))
    found = dict(re.findall(r'download="[\w-]+\.(\w+)" href="data:[^,]+,([^"]+)"', view.html("files")))
    assert b64decode(found["csv"]).decode("utf-8-sig") == view.table.csv()
    assert b64decode(found["svg"]).decode() == view.picture.svg_file()
    assert b64decode(found["png"]).startswith(b"\x89PNG")
    assert view.picture.svg(view.alt) in view.html("chart")


def test_a_view_becomes_a_finding_of_a_page(surveys):
    made = render(surveys, Choices()).finding("Main results?")
    assert isinstance(made, Finding) and made.chart.wide == PAGE < SCREEN == render(surveys, Choices()).picture.wide


def test_sentences_are_short_enough_for_everybody(surveys):
    view = [render(surveys, choices) for choices in shortcuts(surveys).values()]
    sentences = [one for v in view for text in v.meaning for one in re.split(r"(?<=[.!?:])\s+", text)]
    assert max(len(one.split()) for one in sentences if "“" not in one) <= 25


MANY = [f"Team {n:03}" for n in range(MOST_LISTED + 1)]


def crowd(*names, wave="now"):
    """A survey with as many teams as no list holds; one of them higher than all staff, the others lower."""
    bands = [(name, team, *((0.2, 0.4) if n else (0.6, 0.8))) for name in names for n, team in enumerate(MANY)]
    measures = (item(name, (60 - 3 * n, 120), kind="indicator", headline=True, sources=())
                for n, name in enumerate(names))
    return record(*measures, item("alone"), wave=wave, bands=bands)


def test_many_groups_are_counted_not_listed():
    surveys = survey(crowd("a", "b"))
    view = render(surveys, Choices(by="team"))
    assert view.status == ("“Main results”, team by team, “Now”: how they compare with all staff, most often higher "
                           "first; 2 questions, 61 teams.")
    assert view.table.cells().values.tolist() == [["A", "1", "0", "60"], ["B", "1", "0", "60"]]
    assert [row.value for row in view.picture.rows] == ["1 · 0 · 60"] * 2 and len(view.picture.key) == 3
    assert not any("Team 0" in text for text in (view.alt, view.caption, view.picture.svg_file(), *view.meaning))
    assert "too many teams to list" in view.caption and "too many teams to list" in view.meaning[0]
    one = render(surveys, Choices(line="a", by="team", sort="name"))
    assert one.status.endswith("from A to Z; 1 question, 61 teams.")
    assert one.alt == "A. Higher: 1. Lower: 60. Can't tell: 0."
    assert choices_of(surveys, one.code) == one.choices and one.finding("How do groups differ?").chart


def test_many_groups_of_a_question_that_is_not_shown_by_group_are_explained():
    view = render(survey(crowd("a")), Choices(topic="alone", by="team"))
    assert view.picture is None and view.why.startswith("Too few answers to show team by team.")


def test_many_groups_of_two_surveys_are_not_put_side_by_side():
    surveys = survey(crowd("a"), crowd("a", wave="first"))
    view = render(surveys, Choices(BOTH, by="team"))
    assert view.why.startswith("61 teams are the same in both surveys.")
    assert view.why.endswith("above or below all staff.")
    fewer = replace(surveys.before.record, groups=surveys.before.record.groups[:2],
                    tallies=surveys.before.record.tallies.query("group not in @MANY[2:]"))
    then = survey(surveys.record, fewer)
    assert [row.label for row in render(then, Choices(BOTH, by="team")).picture.rows] == MANY[:2]


def test_the_ranges_of_many_groups_are_never_laid_out_row_by_row(monkeypatch):
    def refused(*_):
        raise AssertionError("a row a group")
    monkeypatch.setattr("coprod.explorer.by_group.groups", refused)
    monkeypatch.setattr("coprod.analysis.changes.groups", refused)
    surveys = survey(crowd("a"), crowd("a", wave="first"))
    for which in (NOW, THEN, BOTH):
        assert render(surveys, Choices(which, by="team")).status


def test_the_published_page_answers_what_is_asked_most_and_carries_its_marks(surveys):
    made = most_asked(surveys)
    assert [type(block) for block in made] == [Paragraph, *[Finding] * 4]
    assert [block.headline for block in made[1:]] == list(shortcuts(surveys))
    assert all("invented" in "".join(block.marks) for block in made)


def test_a_survey_speaks_its_own_language():
    urdu = survey(record(item("a", kind="indicator", counts=(60, 120), headline=True)))
    urdu = replace(urdu, language="ur", results={})
    assert most_asked(urdu)[0].text != most_asked(replace(urdu, language="en", results={}))[0].text
