"""The page above all waves: every wave with its link, and only what was asked in the same way over time."""

import json
import re

import pytest

from coprod.record.safe import SafeTally
from coprod.report import messages as words
from coprod.report.blocks import Finding, Paragraph
from coprod.report.messages import of_top
from coprod.site import home as toppage
from coprod.site.home import history, over_time, write_top_page
from tests.records import item, record


def wave(number, *items, **more):
    """A wave of a year, the later the higher its number."""
    return record(*items, wave=f"wave {number}", opened=f"20{number:02}-01-10", closed=f"20{number:02}-02-10", **more)


def sure(count=60, **more):
    return item("sure", (count, 120) if count else (), kind="indicator", headline=True, **{"from": []} | more)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A folder in which waves are published, and how: `publish(records…)` puts them there and their records within reach."""
    known = {}
    monkeypatch.setattr(toppage, "read_record", lambda name: known[name])

    def publish(*records, draft=False):
        for one in records:
            known[one.wave] = one
            (tmp_path / one.wave).mkdir(exist_ok=True)
            manifest = {"wave": one.wave, "title": one.about["title"], "invented": True, "draft": draft,
                        "records": {one.wave: one.digest()}}
            (tmp_path / one.wave / "manifest.json").write_text(json.dumps(manifest), "utf-8")

    return tmp_path, publish


def test_every_wave_has_a_card_with_a_link_the_newest_first(home):
    folder, publish = home
    publish(wave(16, sure()), wave(18, sure(90)), wave(17, sure(70)))
    page = write_top_page(folder).read_text("utf-8")
    assert re.findall(r'<a href="(wave \d+)/index.html">', page) == ["wave 18", "wave 17", "wave 16"]
    assert "The survey ran from 10 January 2018 to 10 February 2018. 120 of 200 staff answered." in page
    assert "are invented" in page


def test_the_same_waves_give_the_same_bytes_and_nothing_else_is_left(home):
    folder, publish = home
    publish(wave(16, sure()), wave(18, sure(90)))
    once = write_top_page(folder).read_bytes()
    assert write_top_page(folder).read_bytes() == once
    assert sorted(path.name for path in folder.iterdir()) == ["index.html", "wave 16", "wave 18"]


def test_a_draft_is_listed_as_one_and_its_numbers_stay_out_of_the_history(home):
    folder, publish = home
    publish(wave(16, sure()), wave(17, sure(75)))
    publish(wave(18, sure(102)), draft=True)
    page = write_top_page(folder).read_text("utf-8")
    assert page.count("Draft, not for sharing.") == 1 and "85%" not in page and "63%" in page


def test_a_wave_whose_record_changed_or_is_gone_keeps_its_link_and_shows_no_numbers(home, monkeypatch):
    folder, publish = home
    publish(wave(16, sure()), wave(18, sure(90)))
    changed = {name: SafeTally(one.about | {"margin": 0.2}, one.tallies) for name, one in
               ((name, toppage.read_record(name)) for name in ("wave 16", "wave 18"))}
    monkeypatch.setattr(toppage, "read_record", changed.__getitem__)
    page = write_top_page(folder).read_text("utf-8")
    assert page.count(of_top.MADE_EARLIER) == 2 and of_top.NO_HISTORY in page and "Wave 16" in page


def test_the_history_shows_each_share_with_its_range_in_every_wave():
    (made,) = over_time([wave(16, sure()), wave(18, sure(90))])
    assert isinstance(made, Finding) and made.chart
    assert made.table.cells().to_numpy().tolist() == [["Sure", "50% (44 to 56)", "75% (70 to 80)"]]
    assert made.alt == "Sure: 50% in \u201cWave 16\u201d, 75% in \u201cWave 18\u201d."


@pytest.mark.parametrize("other", [{"label": "Other words"}, {"scale": ["1", "2"]}, {"relevant": "a = 1"}, {"count": 0}])
def test_what_was_not_asked_in_the_same_way_is_not_put_side_by_side(other):
    assert over_time([wave(16, sure(**other)), wave(18, sure(90))]) == [Paragraph(of_top.NO_HISTORY)]
    frame = history([wave(15, sure(80)), wave(16, sure(**other)), wave(18, sure(90))])
    assert frame["wave"].tolist() == ["Wave 15", "Wave 18"]


def test_an_indicator_that_left_is_compared_among_the_waves_that_had_it():
    old = item("old", (30, 120), kind="indicator", headline=True, **{"from": []})
    (made,) = over_time([wave(15, old), wave(16, old, sure()), wave(18, sure(90))])
    assert made.table.cells().to_numpy().tolist() == [["Sure", "", "50% (44 to 56)", "75% (70 to 80)"],
                                                     ["Old", "25% (21 to 31)", "25% (21 to 31)", ""]]


def test_a_survey_of_few_and_a_first_survey_have_no_history():
    few = wave(16, sure(0), usable=20, bands=[("sure", "everybody who answered", 0.4, 0.6)])
    few.about["groups"][0]["breakdown"] = "everybody who answered"
    assert over_time([few, wave(18, sure())]) == over_time([wave(18, sure())]) == over_time([]) == [Paragraph(of_top.NO_HISTORY)]


def test_only_the_latest_four_waves_stand_side_by_side_and_two_of_one_name_are_told_apart():
    waves = [wave(n, sure(50 + n)) for n in range(10, 16)]
    waves[-1].about["title"] = waves[-2].about["title"]
    (made,) = over_time(waves)
    assert list(made.table.columns.values())[1:] == ["Wave 12", "Wave 13", "Wave 14 (wave 14)", "Wave 14 (wave 15)"]


def test_an_empty_folder_gives_a_page_that_says_so(tmp_path):
    page = write_top_page(tmp_path).read_text("utf-8")
    assert of_top.NO_HISTORY in page and "<li><h3>" not in page


def test_where_everybody_replied_the_page_does_not_say_that_some_did_not(home):
    folder, publish = home
    publish(wave(16, sure(), usable=200, complete=200))
    assert words.NOT_EVERYONE not in write_top_page(folder).read_text("utf-8")
    publish(wave(18, sure()))
    assert words.NOT_EVERYONE in write_top_page(folder).read_text("utf-8")


def test_the_numbers_are_those_of_the_record():
    one, two = wave(16, sure(60)), wave(18, sure(90))
    frame = history([one, two])
    counts = [int(r.tallies.query("item == 'sure'")["count"].iloc[0]) for r in (one, two)]
    assert (frame["share"] * 120).tolist() == counts == [60, 90]
    assert (frame["low"] <= frame["share"]).all() and (frame["share"] <= frame["high"]).all()
