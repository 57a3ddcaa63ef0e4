"""The page above all waves: every wave with its link, and only what was asked in the same way over time."""

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from coprod.record.files import digest, sealed, write_record
from coprod.report.blocks import Blocks, Finding
from coprod.report.messages import say
from coprod.site.home import history, over_time, write_home
from tests.records import item, record, survey

NOTHING = Blocks([say("top.no_history")])


def wave(number, *items, **more):
    """A wave of a year, the later the higher its number."""
    days = {"opened": date(2000 + number, 1, 10), "closed": date(2000 + number, 2, 10)}
    return record(*items, **{"wave": f"wave {number}"} | days | more)


def waves(*records):
    return [survey(one) for one in records]


def sure(count=60, **more):
    return item("sure", (count, 120) if count else (), kind="indicator", headline=True, **{"sources": ()} | more)


@pytest.fixture
def home(project):
    """A folder in which waves are published, and how: `publish(records…)` puts them and their records in place."""
    folder = project / "notebooks" / "published"

    def publish(*records, draft=False):
        for one in map(sealed, records):
            for place in (folder / one.wave, project / "data" / "processed" / one.wave):
                place.mkdir(parents=True, exist_ok=True)
            write_record(one, place)
            manifest = {"wave": one.wave, "title": one.title, "invented": True, "draft": draft,
                        "records": {one.wave: digest(one)}}
            (folder / one.wave / "manifest.json").write_text(json.dumps(manifest), "utf-8")

    return folder, publish


def test_every_wave_has_a_card_with_a_link_the_newest_first(home):
    folder, publish = home
    publish(wave(16, sure()), wave(18, sure(90)), wave(17, sure(70)))
    page = write_home(folder).read_text("utf-8")
    assert re.findall(r'<a href="(wave \d+)/index.html">', page) == ["wave 18", "wave 17", "wave 16"]
    assert "The survey ran from 10 January 2018 to 10 February 2018. 120 of 200 staff answered." in page
    assert "are invented" in page


def test_the_same_waves_give_the_same_bytes_and_nothing_else_is_left(home):
    folder, publish = home
    publish(wave(16, sure()), wave(18, sure(90)))
    once = write_home(folder).read_bytes()
    assert write_home(folder).read_bytes() == once
    assert sorted(path.name for path in folder.iterdir()) == ["index.html", "wave 16", "wave 18"]


def test_a_draft_is_listed_as_one_and_its_numbers_stay_out_of_the_history(home):
    folder, publish = home
    publish(wave(16, sure()), wave(17, sure(75)))
    publish(wave(18, sure(102)), draft=True)
    page = write_home(folder).read_text("utf-8")
    assert page.count("Draft, not for sharing.") == 1 and "85%" not in page and "63%" in page


def test_a_wave_whose_record_changed_or_is_gone_keeps_its_link_and_shows_no_numbers(home, project):
    folder, publish = home
    publish(wave(16, sure()), wave(18, sure(90)))
    write_record(sealed(replace(wave(16, sure()), margin=0.2)), project / "data" / "processed" / "wave 16")
    (project / "data" / "processed" / "wave 18" / "tallies.csv").unlink()
    page = write_home(folder).read_text("utf-8")
    assert page.count(say("top.made_earlier")) == 2 and say("top.no_history") in page and "Wave 16" in page


def test_the_history_shows_each_share_with_its_range_in_every_wave():
    (made,) = over_time(waves(wave(16, sure()), wave(18, sure(90))))
    assert isinstance(made, Finding) and made.chart
    assert made.table.cells().to_numpy().tolist() == [["Sure", "50% (44 to 56)", "75% (70 to 80)"]]
    assert made.alt == "Sure: 50% in \u201cWave 16\u201d, 75% in \u201cWave 18\u201d."


@pytest.mark.parametrize("other", [
    {"label": "Other words"}, {"scale": ("1", "2")}, {"relevant": "a = 1"}, {"count": 0}])
def test_what_was_not_asked_in_the_same_way_is_not_put_side_by_side(other):
    assert over_time(waves(wave(16, sure(**other)), wave(18, sure(90)))) == NOTHING
    frame = history(waves(wave(15, sure(80)), wave(16, sure(**other)), wave(18, sure(90))))
    assert frame["wave"].tolist() == ["Wave 15", "Wave 18"]


def test_surveys_that_ran_at_the_same_time_are_not_put_side_by_side():
    at_once = wave(18, sure(60), wave="other", title="Other")
    assert over_time(waves(at_once, wave(18, sure(90)))) == NOTHING


def test_an_indicator_that_left_is_compared_among_the_waves_that_had_it():
    old = item("old", (30, 120), kind="indicator", headline=True, sources=())
    (made,) = over_time(waves(wave(15, old), wave(16, old, sure()), wave(18, sure(90))))
    assert made.table.cells().to_numpy().tolist() == [["Sure", "", "50% (44 to 56)", "75% (70 to 80)"],
                                                     ["Old", "25% (21 to 31)", "25% (21 to 31)", ""]]


def test_a_survey_of_few_and_a_first_survey_have_no_history():
    few = wave(16, sure(0), usable=20, bands=[("sure", "everybody who answered", 0.4, 0.6)])
    few = replace(few, groups=tuple(replace(group, breakdown="everybody who answered") for group in few.groups))
    assert over_time(waves(few, wave(18, sure()))) == over_time(waves(wave(18, sure()))) == over_time([]) == NOTHING


def test_only_the_latest_four_waves_stand_side_by_side_and_two_of_one_name_are_told_apart():
    records = [wave(n, sure(50 + n)) for n in range(10, 16)]
    (made,) = over_time(waves(*records[:-1], replace(records[-1], title="Wave 14")))
    assert list(made.table.columns.values())[1:] == ["Wave 12", "Wave 13", "Wave 14 (wave 14)", "Wave 14 (wave 15)"]


def test_an_empty_folder_gives_a_page_that_says_so(project):
    page = write_home(project).read_text("utf-8")
    assert say("top.no_history") in page and "<li><h3>" not in page


def test_where_everybody_replied_the_page_does_not_say_that_some_did_not(home):
    folder, publish = home
    publish(wave(16, sure(), usable=200, complete=200))
    assert say("survey.not_everyone") not in write_home(folder).read_text("utf-8")
    publish(wave(18, sure()))
    assert say("survey.not_everyone") in write_home(folder).read_text("utf-8")


def test_the_numbers_are_those_of_the_record():
    frame = history(waves(wave(16, sure(60)), wave(18, sure(90))))
    assert (frame["share"] * 120).tolist() == [60, 90]
    assert (frame["low"] <= frame["share"]).all() and (frame["share"] <= frame["high"]).all()
