"""The printable questionnaire: what is on it, and how it behaves in a real browser and on paper."""

import re

import pytest

from coprod.codebook import read_codebook
from coprod.questionnaire.printed import printed
from tests import EXAMPLES
from tests.axe import violations
from tests.invented import write_book
from tests.questionnaire.conftest import questionnaire


def written(book, folder):
    """The page of a codebook as a file."""
    file = folder / "questionnaire.html"
    file.write_text(printed(book, 6), "utf-8")
    return file


@pytest.fixture
def page_file(example_raw, tmp_path):
    """The page of the first example questionnaire."""
    return written(read_codebook(example_raw / EXAMPLES[0] / "codebook.xlsx"), tmp_path)


@pytest.fixture
def welsh_file(tmp_path):
    """A page in Welsh with every kind of question, headings and hints."""
    content = questionnaire()
    content["settings"] = [["form_title", "default_language"], ["Arolwg", "Cymraeg (cy)"]]
    return written(read_codebook(write_book(tmp_path / "codebook.xlsx", content)), tmp_path)


def test_questions_are_numbered_answers_are_lists_and_grids_are_tables(book):
    page = printed(book, 3)
    assert re.findall(r"<h2>(\d+)\. ", page) == [str(n) for n in range(1, 9)]
    assert "<li>Agree</li>" in page and '<tr><th scope="row">Talks</th><td>☐</td><td>☐</td><td>☐</td></tr>' in page
    assert "This takes about 3 minutes." in page and "A guess will do." in page
    assert '<p class="route">Only if you chose “Yes” in question 4.</p>' in page
    assert "A spare statement." not in page


def test_words_are_escaped(tmp_path):
    content = questionnaire()
    content["survey"][3][2] = "I feel <script>sure</script>."
    assert "<script" not in printed(read_codebook(write_book(tmp_path / "codebook.xlsx", content)), 1)


def test_our_own_words_are_marked_as_english_on_a_page_in_another_language(welsh_file):
    page = welsh_file.read_text("utf-8")
    assert '<html lang="cy">' in page and '<p class="how" lang="en-GB">Please choose one answer.</p>' in page


def test_a_page_in_english_is_english_throughout(book):
    page = printed(book, 1)
    assert '<html lang="en-GB">' in page and page.count("lang=") == 1


@pytest.mark.parametrize("file", ["page_file", "welsh_file"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_axe_finds_nothing_nothing_is_asked_from_outside_and_nothing_runs_off(browser, request, file, width, scheme):
    page_file = request.getfixturevalue(file)
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme)
    page = context.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(page_file.as_uri())
    found = violations(page)
    wide = page.evaluate("document.documentElement.scrollWidth")
    context.close()
    assert found == []
    assert wide <= width and asked == [page_file.as_uri()]


def test_it_prints_on_a4_with_nothing_cut_off(browser, page_file):
    page = browser.new_page(viewport={"width": 680, "height": 900})  # the width of A4 between its margins
    page.goto(page_file.as_uri())
    page.emulate_media(media="print")
    cut = page.evaluate("[...document.querySelectorAll('.grid, table, h2')]"
                        ".filter(e => e.scrollWidth > e.clientWidth + 1).length")
    pdf = page.pdf(prefer_css_page_size=True, tagged=True)
    page.close()
    width, height = map(float, re.search(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups())
    assert (width, height) == pytest.approx((595, 842), abs=1.5) and cut == 0


def test_copied_text_holds_questions_and_answers_in_order_without_boxes(browser, page_file):
    page = browser.new_page()
    page.goto(page_file.as_uri())
    copied = page.evaluate("getSelection().selectAllChildren(document.querySelector('main')) || "
                           "getSelection().toString()")
    page.close()
    lines = [line for line in copied.splitlines() if line.strip()]
    place = lines.index("3. Do you plan to involve citizens in your work in the next 12 months?")
    assert lines[place + 1:place + 5] == ["Please choose one answer.", "No", "Not sure", "Yes"]
