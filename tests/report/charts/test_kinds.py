"""Charts: the same numbers give the same bytes, words stay inside the drawing, alt texts tell the finding."""

import hashlib
import re
import subprocess
import sys
from xml.etree import ElementTree

import pandas as pd
import pytest

from coprod.report.charts import charts, sheet

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


def test_same_bytes_in_another_process(shares):
    code = ("import sys, pandas, hashlib; from coprod.report.charts import charts;"
            "print(hashlib.sha256(charts.dots(pandas.read_json(sys.stdin))).hexdigest())")
    plain = shares.dropna().round(6)
    other = subprocess.run([sys.executable, "-c", code], input=plain.to_json(), capture_output=True, text=True,
                           check=True)
    assert other.stdout.strip() == hashlib.sha256(charts.dots(plain)).hexdigest()


def test_a_drawing_is_svg_with_real_words_and_nothing_about_the_machine(drawn):
    draw, _, frame = drawn
    svg = draw(frame)
    root = ElementTree.fromstring(svg)
    assert float(root.get("width").removesuffix("pt")) == pytest.approx(316.8)
    words = " ".join(element.text or "" for element in root.iter("{http://www.w3.org/2000/svg}text"))
    assert "100%" in words and frame["label"].iloc[0].split()[0] in words or draw is charts.bands
    assert not re.search(rb"matplotlib|<metadata|\d{4}-\d\d-\d\d|/home|/tmp", svg, re.I)
    assert len(svg) < 40_000


def test_every_word_stays_inside_the_drawing(shares, browser, tmp_path):
    long = shares.dropna().assign(label=lambda f: f["label"] + " with a very long name that has to go on to more lines")
    file = tmp_path / "chart.html"
    file.write_text(f"<body>{charts.dots(long).decode()}</body>", encoding="utf-8")
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
    assert draw(one).startswith(b"<svg") and len(tell(one)) > 20


def test_dollars_and_signs_are_words_not_formulas(shares):
    odd = shares.assign(label=shares["label"] + " for $5 & <more> at $6")
    assert b"$5 &amp; &lt;more&gt; at" in charts.dots(odd)


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
        "2016 and 2018 side by side. Largest rise: Feel sure about involving citizens (from 62% to 74%). "
        "Largest fall: Need more support and guidance to involve citizens (from 30% to 20%).")
    assert charts.dumbbell_alt(changes.assign(share_2=changes["share_1"])).endswith("No share rose or fell.")


def test_alt_of_bands(bands):
    one = bands[bands["item"].eq("sure")]
    assert charts.bands_alt(one) == "Highest: Public health (80% to 100%). Lowest: Older people (20% to 40%)."
    assert charts.bands_alt(bands).startswith("Feel sure about involving citizens. Highest: Public health")


def test_bands_show_nothing_finer_than_the_band(bands):
    assert charts.bands(bands.assign(share=0.123)) == charts.bands(bands)


def test_waves_stand_in_the_order_given_and_the_newest_stands_out(waves):
    drawn = charts.over_time(waves).decode()
    assert re.findall(r">(20\d\d|Feel sure|Plan for .*?)<", drawn) == ["Feel sure", "2016", "2018", "2020",
                                                                      "Plan for involvement at the start", "2018", "2020"]
    assert charts.over_time(waves) == charts.over_time(waves.copy()) != charts.over_time(waves[::-1])
    assert sheet.BLUE.lower() in drawn and sheet.TEAL.lower() in drawn


def test_one_measure_over_time_needs_no_heading_and_a_withheld_share_no_mark(waves):
    one = waves[waves["item"].eq("sure")]
    assert "Feel sure" not in charts.over_time(one).decode()
    withheld = one.assign(share=one["share"].where(one["wave"].ne("2018")))
    assert "2018" not in charts.over_time(withheld).decode() and "2018" not in charts.over_time_alt(withheld)
    assert charts.over_time(one.head(0)) is None and charts.over_time_alt(one.head(0)) == ""


def test_alt_of_shares_over_time(waves):
    assert charts.over_time_alt(waves) == (
        "Feel sure: 62% in \u201c2016\u201d, 74% in \u201c2018\u201d, 70% in \u201c2020\u201d. "
        "Plan for involvement at the start: 48% in \u201c2018\u201d, 60% in \u201c2020\u201d.")


def test_missing_reasons_are_no_answers(answers):
    extra = answers.tail(1).assign(answer_label="Does not apply", missing="does not apply", positive=False, share=0.4)
    assert charts.stacked(pd.concat([answers, extra])) == charts.stacked(answers)


@pytest.mark.parametrize("number", range(1, 9))
def test_every_number_of_answers_has_its_tones(number):
    assert len(set(sheet.ramp_of(number))) == number


def test_numbers_on_the_ramp_are_readable():
    for number in range(2, 9):
        for tone in sheet.ramp_of(number):
            light, dark = sorted((_luminance(tone), _luminance(sheet.ink_on(tone))), reverse=True)
            assert (light + 0.05) / (dark + 0.05) >= 4.5, tone


def _luminance(colour):
    parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
