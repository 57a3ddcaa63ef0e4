"""The pages of the example waves as a reader meets them: in a browser, on a phone, in plain words."""

import html
import re

import pytest

from tests import EXAMPLES
from tests.axe import violations

BARRIERS, EXPLORE = "3-what-gets-in-the-way", "8-explore"
PAGES = [(EXAMPLES[0], name) for name in ("index", "0-start-here", "1-who-answered", "2-what-staff-told-us", BARRIERS,
                                         "4-learning-plan", EXPLORE)]
PAGES += [(".", "index")]  # the page above all waves
PAGES += [("fieldwork", EXAMPLES[0])]  # the baseline while it was open
PAGES += [(EXAMPLES[1], name) for name in ("index", "0-start-here", "1-who-answered", "2-what-staff-told-us", BARRIERS,
                                          "5-what-has-changed", "6-did-the-plan-work", EXPLORE, "9-what-we-learned")]
PAGES += [(EXAMPLES[1], f"teams/{name}")
          for name in ("index", "early-help", "children-in-care-young-people-and-transitions")]


@pytest.fixture(params=PAGES, ids="/".join)
def file(request):
    wave, name = request.param
    published = request.getfixturevalue("published_teams" if name.startswith("teams/") else "published")
    return published.folder(wave) / f"{name}.html"


@pytest.mark.parametrize(("width", "scheme", "large"), [(320, "light", True), (1280, "dark", False)])
def test_axe_finds_nothing_and_nothing_runs_off_the_screen(browser, file, width, scheme, large):
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(file.as_uri())
    page.set_checked("#large", large)
    found = violations(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert found == []
    assert wide <= width
    assert not [url for url in asked if not url.startswith(("file:", "data:"))]


def test_a_page_is_light_and_each_picture_tells_its_own_finding_before_its_numbers(file):
    text = file.read_text("utf-8")
    assert len(text.encode()) < 300_000
    assert len(re.findall(r"<h1\b", text)) == 1
    alts = re.findall(r'<svg class="chart"[^>]* aria-label="([^"]*)"', text)
    assert "<img" not in text and len(alts) == text.count("<figure>")
    assert len(set(alts)) == len(alts) and all(len(alt) > 20 for alt in alts)
    for figure in re.split(r"<figure>", text)[1:]:
        after = figure.split("</figure>")[1]
        assert re.match(r'\s*<div class="data', after), "a picture without its table"


def test_words_are_plain(file):
    """Automated readability index (Smith and Senter 1967) without tables and technical note: age 11 or younger."""
    text = re.sub(r'<section class="technical">.*?</section>|<(style|nav|table)\b.*?</\1>', "",
                  file.read_text("utf-8"), flags=re.S).split("<main", 1)[1]
    blocks = re.findall(r"<(?:p|h\d|figcaption|li)\b[^>]*>(.*?)</(?:p|h\d|figcaption|li)>", text, re.S)
    plain = [html.unescape(re.sub(r"<[^>]+>", "", block)).strip() for block in blocks]
    sentences = [sentence for block in plain for sentence in re.split(r"(?<=[.!?:])\s+", block) if sentence]
    words = [word for sentence in sentences for word in re.findall(r"[\w’'%-]+", sentence)]
    letters = sum(len(re.sub(r"\W", "", word)) for word in words)
    assert 4.71 * letters / len(words) + 0.5 * len(words) / len(sentences) - 21.43 <= 6
    assert max(len(sentence.split()) for sentence in sentences) <= 25
