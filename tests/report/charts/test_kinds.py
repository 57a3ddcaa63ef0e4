"""Charts: the same numbers give the same bytes, words stay inside the drawing, alt texts tell the finding."""

import hashlib
import re
import subprocess
import sys
from xml.etree import ElementTree

import pandas as pd
import pytest

from coprod.report import charts
from coprod.report.charts.drawing import PAGE
from coprod.report.charts.tones import BLUE, TEAL

KINDS = [("dots", "shares"), ("stacked", "answers"), ("dumbbell", "changes"), ("bands", "bands")]


@pytest.fixture(params=KINDS, ids=[kind for kind, _ in KINDS])
def drawn(request):
    """A kind of chart, its alt text and the frame it is made for."""
    kind, frame = request.param
    return getattr(charts, kind), getattr(charts, f"{kind}_alt"), request.getfixturevalue(frame)


def test_same_bytes_in_any_row_order(drawn):
    draw, tell, frame = drawn
    # An item's answers come in scale order: whole items are shuffled, not the rows within them.
    by_item = [rows for _, rows in frame.groupby("item")][::-1]
    turned = pd.concat(by_item) if draw is charts.stacked else frame.sample(frac=1, random_state=1)
    assert draw(frame) == draw(turned)
    assert tell(frame) == tell(turned)


def test_same_bytes_in_another_process_without_matplotlib(shares):
    code = ("import sys, pandas, hashlib; from coprod.report import charts;"
            "print(hashlib.sha256(charts.dots(pandas.read_json(sys.stdin)).png()).hexdigest(),"
            "*{'matplotlib', 'seaborn'}.intersection(sys.modules))")
    plain = shares.dropna().round(6)
    other = subprocess.run([sys.executable, "-c", code], input=plain.to_json(), capture_output=True, text=True,
                           check=True)
    assert other.stdout.strip() == hashlib.sha256(charts.dots(plain).png()).hexdigest()


def test_a_drawing_has_real_words_and_nothing_about_the_machine(drawn):
    draw, _, frame = drawn
    svg = draw(frame).svg_file()
    root = ElementTree.fromstring(svg)
    assert root.get("width") == str(PAGE)
    words = " ".join(element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "100%" in words and frame["label"].iloc[0].split()[0] in words or draw is charts.bands
    assert not re.search(r"matplotlib|<metadata|\d{4}-\d\d-\d\d|/home|/tmp", svg, re.I)
    assert len(svg) < 10_000


def test_every_word_stays_inside_the_drawing(shares, browser, tmp_path):
    long = shares.dropna().assign(label=lambda f: f["label"] + " with a very long name that has to go on to more lines")
    file = tmp_path / "chart.html"
    file.write_text(f"<body>{charts.dots(long).svg('alt')}</body>", encoding="utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    outside = page.evaluate("""() => {
        const box = document.querySelector('svg').getBoundingClientRect();
        return [...document.querySelectorAll('svg text')].map(t => [t.textContent, t.getBoundingClientRect()])
            .filter(([, r]) => r.left < box.left - 1 || r.right > box.right + 1 || r.bottom > box.bottom + 1)
            .map(([t]) => t)}""")
    page.close()
    assert outside == []


def test_nothing_to_draw_gives_nothing(drawn):
    draw, tell, frame = drawn
    empty = frame.iloc[:0]
    assert draw(empty) is None and tell(empty) == ""


def test_one_row_is_enough(drawn):
    draw, tell, frame = drawn
    one = frame[frame["item"].eq(frame["item"].iloc[-2])].dropna()
    assert draw(one).svg("alt").startswith("<svg") and len(tell(one)) > 20


def test_dollars_and_signs_are_words_not_formulas(shares):
    odd = shares.assign(label=shares["label"] + " for $5 & <more> at $6")
    assert "$5 &amp; &lt;more&gt; at" in charts.dots(odd).svg("alt")


def test_alt_of_dots(shares):
    assert charts.dots_alt(shares, "Most often known", "Least often known") == (
        "Most often known: Surveys and questionnaires (86%). Least often known: Peer research (21%).")


def test_alt_names_ties_together(shares):
    tied = shares[shares["share"].le(0.34) & shares["item"].ne("research") | shares["item"].eq("surveys")]
    assert charts.dots_alt(tied).endswith(
        "Lowest: Citizens on recruitment panels and "
        "Citizens taking part in procurement and in choosing providers (33%).")


def test_alt_of_stacked(answers):
    assert charts.stacked_alt(answers) == (
        "Answered \u201cKnow quite a lot\u201d or \u201cKnow it well\u201d. "
        "Most: Surveys and questionnaires (86%). Least: Peer research (21%).")
    one = answers[answers["item"].eq("research")]
    assert charts.stacked_alt(one) == "21% answered \u201cKnow quite a lot\u201d or \u201cKnow it well\u201d."
    neither = answers[answers["item"].eq("research")].assign(positive=False)
    assert charts.stacked_alt(neither) == "Peer research: most often \u201cNever heard of it\u201d (47%)."


def test_alt_of_dumbbell(changes):
    assert charts.dumbbell_alt(changes, ("2016", "2018")) == (
        "2016 and 2018 side by side. Largest clear rise: Feel sure about involving citizens (from 62% to 74%). "
        "Largest clear fall: Need more support and guidance to involve citizens (from 30% to 20%).")
    assert charts.dumbbell_alt(changes.assign(verdict="cannot tell")).endswith("No change is clear.")


def test_alt_of_bands(bands):
    one = bands[bands["item"].eq("sure")]
    assert charts.bands_alt(one) == "The ranges overlap, so none is clearly highest or lowest."
    clear = one[~one["low"].between(0.5, 0.79)].assign(low=lambda f: f["low"].where(f["low"] < 0.8, 0.81))
    assert charts.bands_alt(clear).startswith("Highest: Public health (81% to 100%).")
    assert charts.bands_alt(bands).startswith("Feel sure about involving citizens. The ranges overlap")


def test_bands_show_nothing_finer_than_the_band(bands):
    assert charts.bands(bands.assign(share=0.123)) == charts.bands(bands)


def test_waves_stand_in_the_order_given_and_the_newest_stands_out(waves):
    drawn = charts.over_time(waves).svg("alt")
    assert re.findall(r">(20\d\d|Feel sure|Plan for .*?)<", drawn) == [
        "Feel sure", "2016", "2018", "2020", "Plan for involvement at the start", "2018", "2020"]
    assert charts.over_time(waves) == charts.over_time(waves.copy()) != charts.over_time(waves[::-1])
    assert [mark.series for row in charts.over_time(waves).rows for mark in row.marks] == [1, 1, 0, 1, 0]
    assert str(BLUE) in drawn and str(TEAL) in drawn


def test_one_measure_over_time_needs_no_heading_and_a_withheld_share_no_mark(waves):
    one = waves[waves["item"].eq("sure")]
    assert "Feel sure" not in charts.over_time(one).svg("alt")
    withheld = one.assign(share=one["share"].where(one["wave"].ne("2018")))
    assert "2018" not in charts.over_time(withheld).svg("alt") and "2018" not in charts.over_time_alt(withheld)
    assert charts.over_time(one.head(0)) is None and charts.over_time_alt(one.head(0)) == ""


def test_alt_of_shares_over_time(waves):
    assert charts.over_time_alt(waves) == (
        "Feel sure: 62% in \u201c2016\u201d, 74% in \u201c2018\u201d, 70% in \u201c2020\u201d. "
        "Plan for involvement at the start: 48% in \u201c2018\u201d, 60% in \u201c2020\u201d.")


def test_missing_reasons_are_no_answers(answers):
    extra = answers.tail(1).assign(answer_label="Does not apply", missing="does not apply", positive=False, share=0.4)
    assert charts.stacked(pd.concat([answers, extra])) == charts.stacked(answers)


def test_what_has_an_order_of_its_own_keeps_it(shares, changes, answers):
    turned = shares[::-1]
    assert [row.label for row in charts.dots_in(turned).rows] == turned.dropna()["label"].tolist()
    waves = charts.dumbbell_in(changes[::-1], ("2016", "2018"))
    assert [row.label for row in waves.rows] == changes["label"].tolist()[::-1]
    panels = [(label, rows) for label, rows in answers.groupby("label", sort=False)][::-1]
    assert [row.label for row in charts.stacked_in(panels).rows] == [label for label, _ in panels]
    assert charts.dots_in(shares, "Room").axis == "Room"


def test_bands_of_two_waves_stand_one_above_the_other(bands):
    both = bands.assign(low_1=0.2, high_1=0.4, low_2=bands["low"], high_2=bands["high"])
    drawn = charts.two_bands_in([("Sure", both.head(2)), ("Ask", both.tail(1))], ("2016", "2018"), "Range")
    assert [row.label for row in drawn.rows] == ["Sure", *bands["group_label"].head(2), "Ask", "Carers"]
    assert drawn.rows[1].value == "20% to 40% \u2192 60% to 80%"
    assert [mark.series for mark in drawn.rows[1].marks] == [1, 0]
    assert [words for words, *_ in drawn.key] == ["2016", "2018"]


def test_what_is_withheld_side_by_side_is_a_dash():
    nothing = (float("nan"), 0.0, 1.0)
    frame = pd.DataFrame({"label": ["Walks", "Talks"], "Know": [(0.8, 0.7, 0.9), nothing], "Use": [nothing, nothing]})
    drawn = charts.side_by_side_in(frame, ["Know", "Use"])
    assert [(row.label, row.value, len(row.marks)) for row in drawn.rows] == [("Walks", "80% \u00b7 \u2013", 1)]


def test_parts_of_a_whole_are_a_bar_each_and_none_is_no_bar():
    frame = pd.DataFrame({"label": ["Job"], "value": ["1 \u00b7 0"], "more": [1.0], "less": [0.0]})
    drawn = charts.parts(frame, {"more": "Higher", "less": "Lower"}, "Share of teams")
    assert [(mark.low, mark.high, mark.share) for mark in drawn.rows[0].marks] == [(0, 1, None), (0, 0, None)]
    assert charts.parts(frame.head(0), {"more": "Higher"}, "x") is None
