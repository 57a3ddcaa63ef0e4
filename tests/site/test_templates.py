"""Pages: what is on them, and how they behave in a real browser."""

import re

import nbformat
import pytest

from coprod.site.templates import render_index, render_notebook
from tests.axe import violations
from tests.frames import PAGES

WIDTHS, SCHEMES = (320, 1280), ("light", "dark")
words, code = nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell


def page_of(*cells, about=None):
    return render_notebook(nbformat.v4.new_notebook(cells=list(cells)), about or {"title": "Survey 2016"})


def shown(html, publish=True):
    output = nbformat.v4.new_output("display_data", {"text/html": html}, metadata={"coprod": {"publish": publish}})
    return code("coprod.secret_call(1)", outputs=[output])


def levels(page):
    return [int(level) for level in re.findall(r"<h([1-6])", page)]


# what is on a page

def test_title_heading_and_language(notebook, about):
    page = render_notebook(notebook, about)
    assert '<html lang="en-GB">' in page and page.count("<h1") == 1
    assert "<title>What did staff tell us? – Involving citizens: staff survey 2016</title>" in page


def test_code_and_untagged_outputs_never_show():
    stream = nbformat.v4.new_output("stream", text="planted stream")
    error = nbformat.v4.new_output("error", ename="E", evalue="planted error", traceback=["planted"])
    result = nbformat.v4.new_output("execute_result", {"text/html": "planted result", "text/plain": "planted"})
    page = page_of(words("# A"), code("planted = 1", outputs=[stream, error, result]), shown("planted tag", "yes"),
                   shown("ok"))
    assert "planted" not in page and "secret_call" not in page and "ok" in page


def test_html_scripts_and_pictures_in_words_do_not_pass():
    page = page_of(words("# A\n\nB <img src=x onerror=y> ![far](https://example.org/x.png)\n\n"
                         "<script>alert(1)</script>\n\n[bad](javascript:alert) [good](1-who-answered.html)\n\n"
                         "<div onclick=z>\n\n|a|b|\n|-|-|\n|1|2|"))
    assert not re.search(r"<script|<img|<div onclick|href=.javascript:", page)
    assert 'href="1-who-answered.html"' in page and '<th scope="col">a</th>' in page


def test_one_h1_and_no_level_left_out():
    page = page_of(words("#### A"), shown("<h3>B</h3>"), words("# C"), shown("<h4>D</h4><h6>E</h6>"), words("## F"))
    assert levels(page) == [1, 2, 2, 3, 4, 2]


def test_headings_get_unique_places_and_a_list():
    page = page_of(words("# A"), words("## Same"), words("## Same"), words("## \u00c9\u00e9"))
    places = re.findall(r'<h2 id="([^"]+)"', page)
    assert len(set(places)) == 3
    assert [f'href="#{place}"' in page for place in places] == [True] * 3


def test_no_heading_is_an_error():
    with pytest.raises(ValueError, match="heading"):
        page_of(words("Only words"))


def test_the_technical_note_comes_last():
    note = words("Newcombe.", metadata={"tags": ["technical"]})
    page = page_of(words("# A"), note, words("## B\n\nPlain."))
    assert page.index("Plain.") < page.index('<section class="technical">') < page.index("Newcombe.")


@pytest.mark.parametrize("flag, banner", [("invented", "The answers on this page are invented"),
                                          ("draft", "Draft, not for sharing")])
def test_banners(flag, banner):
    assert banner in page_of(words("# A"), about={"title": "S", flag: True})
    assert banner not in page_of(words("# A"), about={"title": "S", flag: False})


def test_pages_of_the_wave_are_linked_and_this_one_is_marked(notebook, about):
    page = render_notebook(notebook, about)
    assert 'href="1-who-answered.html"' in page
    assert 'href="2-what-staff-told-us.html" aria-current="page"' in page


def test_index_lists_pages_and_says_what_is_left_out_and_why(about):
    page = render_index(about, PAGES)
    for part in ('href="0-start-here.html"', "Five things we found", "There is no earlier survey to compare with yet.",
                 "What has changed?", "Another format", "Large print"):
        assert part in page
    assert levels(page) == [1, 2, 3, 3, 3, 2, 2, 2]


def test_titles_are_escaped():
    page = page_of(words("# A <b>"), about={"title": "<i>", "pages": [{"file": "a.html", "title": "<u>"}]})
    assert "<i>" not in page and "<u>" not in page and "<b>" not in page


def test_same_notebook_same_bytes_and_not_heavy(notebook, about):
    page = render_notebook(notebook, about)
    assert page == render_notebook(notebook, about)
    assert len(page.encode()) < 300_000
    assert not re.search(r"<script|<link|@import|url\(|@font-face", page)


# how it behaves in a browser

@pytest.fixture
def index_file(about, tmp_path):
    file = tmp_path / "index.html"
    file.write_text(render_index(about | {"intro": "This is what staff said."}, PAGES), encoding="utf-8")
    return file


def opened(browser, file, width=1280, scheme="light", large=False, **context):
    screen = {"width": width, "height": 800}
    page = browser.new_context(viewport=screen, color_scheme=scheme, offline=True, **context).new_page()
    page.goto(file.as_uri())
    if large:
        page.check("#large")
    return page


@pytest.mark.parametrize("file", ["page_file", "index_file"])
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
def test_axe_finds_nothing_with_all_its_rules(browser, request, file, width, scheme, large):
    page = opened(browser, request.getfixturevalue(file), width, scheme, large)
    found = violations(page)
    page.context.close()
    assert found == []


@pytest.mark.parametrize("file", ["page_file", "index_file"])
@pytest.mark.parametrize("large", [False, True], ids=["usual", "large"])
def test_nothing_is_cut_or_needs_sideways_scrolling(browser, request, file, large):
    page = opened(browser, request.getfixturevalue(file), large=large)
    wide = {}
    for width in (320, 375, 480, 768, 1024, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        wide[width] = page.evaluate("""width => [document.documentElement.scrollWidth > width ? 'page' : '',
            ...[...document.querySelectorAll('table, tbody, td, th, figure, p, h1, h2, h3')]
            .filter(e => !e.closest('thead, .hidden, .skip') && e.scrollWidth > e.clientWidth + 1 && e.clientWidth)
            .map(e => e.outerHTML.slice(0, 80))].filter(Boolean)""", width)
    page.context.close()
    assert wide == dict.fromkeys(wide, [])


def test_nothing_is_asked_from_outside_and_no_script_runs(browser, page_file):
    page = browser.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto(page_file.as_uri())
    page.wait_for_load_state("networkidle")
    pictures = page.evaluate("[...document.images].every(i => i.complete && i.naturalWidth > 0)")
    page.close()
    assert [url for url in asked if not url.startswith(("data:", "file:"))] == [] and said == [] and pictures


def test_numbers_download_without_javascript(browser, page_file, shares):
    from coprod.report.tables import shares_table

    page = opened(browser, page_file, java_script_enabled=False, accept_downloads=True)
    with page.expect_download() as download:
        page.get_by_role("link", name="Methods that staff know").click()
    data = download.value.path().read_bytes().decode("utf-8-sig")
    assert download.value.suggested_filename == "methods-that-staff-know.csv"
    page.context.close()
    assert data == shares_table(shares, "Methods that staff know", "s").csv()


def test_large_print_enlarges_screen_and_paper_without_javascript(browser, page_file):
    page = opened(browser, page_file, java_script_enabled=False)
    sizes = []
    for media in ("screen", "print"):
        page.emulate_media(media=media)
        for large in (False, True):
            page.locator("#large").evaluate("(box, on) => { box.checked = on }", large)
            sizes.append(page.locator("main p").first.evaluate("p => parseFloat(getComputedStyle(p).fontSize)"))
    page.context.close()
    usual, big, paper, big_paper = sizes
    assert big >= 1.4 * usual and big_paper >= 1.4 * paper


def test_keyboard_first_comes_the_skip_link_and_focus_can_be_seen(browser, page_file):
    page = opened(browser, page_file)
    page.keyboard.press("Tab")
    skip = page.evaluate("""() => { const e = document.activeElement, r = e.getBoundingClientRect();
        return [e.className, r.top >= 0 && r.left >= 0, getComputedStyle(e).outlineStyle] }""")
    page.keyboard.press("Enter")
    target = page.evaluate("document.activeElement.id")
    page.context.close()
    assert skip == ["skip", True, "solid"] and target == "main"


def test_every_picture_is_followed_by_its_table(browser, page_file):
    page = opened(browser, page_file)
    figures, followed, alts = page.evaluate("""() => { const figures = [...document.querySelectorAll('figure')];
        return [figures.length, figures.filter(f => f.nextElementSibling.querySelector('table caption')).length,
                figures.map(f => f.querySelector('svg[role=img]').getAttribute('aria-label'))] }""")
    page.context.close()
    assert figures == followed == 4 and len(set(alts)) == 4 and min(map(len, alts)) > 20


def test_paper_is_a4_and_what_cannot_be_pressed_is_left_out(browser, page_file):
    page = opened(browser, page_file, scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    hidden = page.evaluate("""['.skip', '.large', '.contents', '.pages', '.csv'].every(
        s => getComputedStyle(document.querySelector(s)).display == 'none')""")
    paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
    pdf = page.pdf(prefer_css_page_size=True, tagged=True, outline=True)
    page.context.close()
    assert hidden and paper == "rgb(255, 255, 255)"
    width, height = map(float, re.search(rb"/MediaBox ?\[0 0 ([\d.]+) ([\d.]+)\]", pdf).groups())
    assert (width, height) == pytest.approx((595, 842), abs=1.5)


def test_forced_colours_keep_the_bars(browser, page_file):
    page = opened(browser, page_file, forced_colors="active")
    fills = page.evaluate("['.bar .range', '.bar .track', '.chart .track', '.chart circle']"
                          ".map(s => getComputedStyle(document.querySelector(s)).fill)")
    page.context.close()
    assert fills[0] != fills[1] and fills[2] != fills[3]


def test_charts_take_the_colours_of_a_page_in_the_dark_and_grow_in_large_print(browser, page_file):
    seen = {}
    for scheme in SCHEMES:
        page = opened(browser, page_file, scheme=scheme)
        look = "document.querySelector('.chart text')"
        seen[scheme] = page.evaluate(f"[getComputedStyle({look}).fill, getComputedStyle(document.body).color]")
        small = page.evaluate(f"{look}.getBoundingClientRect().height")
        page.check("#large")
        large = page.evaluate(f"{look}.getBoundingClientRect().height")
        page.context.close()
        assert seen[scheme][0] == seen[scheme][1] and large >= 1.4 * small
    assert seen["light"] != seen["dark"]
