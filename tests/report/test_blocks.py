"""Blocks: each shows itself with tag, marks and numbers in a notebook; a page takes what is tagged and harmless."""

import base64
import io
import re
from dataclasses import replace

import nbformat
import pandas as pd
import pytest

from coprod.errors import BadInput
from coprod.report.blocks import Blocks, Finding, Notice, Paragraph, Points, Steps, figure, show
from coprod.report.charts.drawing import Mark, Picture, ChartRow
from coprod.report.display import RESOURCE, TAG, is_published, published_html
from coprod.report.tables import Table
from tests import ROOT

ROWS = pd.DataFrame({"label": ["A & B"], "share": [0.86]})
TABLE = Table("Who <knows>", {"label": "Method", "share": "Share"}, ROWS, "Staff survey", {"share": "percent"})
ALT = 'Most often "known": A & B (86%).'
CHART = Picture((ChartRow("A & B", "86%", (Mark(0.8, 0.9, 0.86),)),), "Share")
FINDING = Finding("Most <b>know</b>", "9 in 10 & more.", CHART, ALT, "Base: <120>", TABLE)
EVERY = [FINDING, Paragraph("One."), Notice("Two."), Steps(("Three.", "<i>")), Points(("Four.",)), TABLE]
CAPTION = "Staff survey 2018, 120 answers"


@pytest.fixture
def published(monkeypatch):
    """What reaches IPython when something is shown."""
    sent = []
    monkeypatch.setattr("IPython.display.publish_display_data", lambda data, metadata: sent.append((data, metadata)))
    return sent


@pytest.fixture
def axes():
    from matplotlib.figure import Figure

    ax = Figure().subplots()
    ax.bar(["Knows $5"], [0.8])
    return ax


def test_each_block_is_published_with_the_tag(published):
    assert show(*EVERY, "Seven.") is None
    assert [metadata for _, metadata in published] == [TAG] * 7
    assert [sorted(data) for data, _ in published] == [
        sorted(["text/html", "text/plain"] + [RESOURCE] * isinstance(block, Finding | Table))
        for block in [*EVERY, "Seven."]]
    last = published[-1][0]
    assert last["text/html"].endswith("</style><p>Seven.</p>") and last["text/plain"] == "Seven."


def test_a_wrong_block_publishes_nothing(published):
    with pytest.raises(TypeError, match="DataFrame"):
        show("One.", pd.DataFrame({"secret": [1]}))
    assert published == []


def test_words_are_escaped():
    page = Blocks([*EVERY, Paragraph("<script>"), Notice("<i>")]).with_marks(["<u>"]).html()
    assert not re.search(r"<b>|<120>|<script>|<i>|<knows>|<u>", page)
    assert "Most &lt;b&gt;know&lt;/b&gt;" in page
    assert 'aria-label="Most often &quot;known&quot;: A &amp; B (86%)."' in page


def test_a_finding_has_headline_summary_picture_source_table_and_file_in_this_order():
    page = FINDING.html()
    parts = ("<h3>", 'class="summary"', "<svg", "<figcaption>", "<caption>", "download=")
    places = [page.index(part) for part in parts]
    assert places == sorted(places) and CHART.svg(ALT) in page


def test_the_file_has_the_bytes_of_the_table():
    link = re.search(r'download="([^"]+)" href="data:text/csv;charset=utf-8;base64,([^"]+)"', FINDING.html())
    data = base64.b64decode(link[2])
    assert link[1] == "who-knows.csv" and data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == TABLE.csv()
    read = pd.read_csv(io.BytesIO(data), encoding="utf-8-sig")
    assert read.to_dict("records") == [{"Method": "A & B", "Share (%)": 86}]


def test_without_a_chart_the_table_and_source_remain():
    page = replace(FINDING, chart=None, alt="", caption="Base: 120 staff").html()
    assert "<svg" not in page and "<figure" not in page
    assert "<caption>" in page and "Base: 120 staff" in page


def test_a_chart_needs_an_alt_text():
    with pytest.raises(ValueError, match="alt text"):
        replace(FINDING, alt="a chart")


@pytest.mark.parametrize("block", EVERY, ids=lambda block: type(block).__name__)
def test_marks_stand_above_a_block_and_its_copy_alone_has_them(block):
    marked = block.with_marks(["Draft, not for sharing", "Invented"])
    page = marked.html()
    assert page.count('<p class="marks">') == 2 and "marks" not in block.html()
    assert not re.sub(r"<[^>]*>", "", page[:page.index('<p class="marks">')]).strip()  # no word comes before them
    assert page.replace('<p class="marks">Draft, not for sharing</p><p class="marks">Invented</p>', "") == block.html()


def test_the_numbers_of_a_finding_are_those_of_its_table_and_say_what_it_found():
    made = FINDING.with_marks(["Draft"]).resource()
    assert made["description"] == "Most <b>know</b> \u2013 9 in 10 & more." and made["marks"] == ["Draft"]
    assert Table.from_resource(made) == TABLE.with_marks(["Draft"])


def test_blocks_are_a_sequence_of_blocks():
    both = Blocks(["One."]) + [FINDING] + "Two."
    assert list(both) == [Paragraph("One."), FINDING, Paragraph("Two.")] and len(both) == 3
    assert both[0] == Paragraph("One.") and isinstance(both[1:], Blocks) and both[1:][0] is FINDING
    assert both.html() == "<p>One.</p>" + FINDING.html() + "<p>Two.</p>"
    assert {block.marks for block in both.with_marks(["Draft"])} == {("Draft",)}
    with pytest.raises(TypeError, match="int"):
        Blocks([1])


def test_blocks_show_each_as_an_output_of_its_own(published):
    show("One.", Blocks(["Two.", FINDING]))
    assert [data["text/plain"] for data, _ in published] == ["One.", "Two.", FINDING.plain()]


def test_an_own_figure_is_a_block_with_real_words_and_the_same_bytes_each_time(axes, published):
    one = figure(axes, ALT, CAPTION)
    assert one == figure(axes.figure, ALT, CAPTION)
    assert "Knows $5</text>" in one.svg and "<dc:date>" not in one.svg and "Matplotlib v" not in one.svg
    show("Before.", axes, alt=ALT, caption=CAPTION)
    (_, (data, metadata)) = published
    assert metadata == TAG and one.html() in data["text/html"] and data["text/plain"] == ALT
    assert 'alt="Most often &#34;known&#34;: A &amp; B (86%)."' in one.html()
    assert f"<figcaption>{CAPTION}</figcaption>" in one.html()
    assert base64.b64decode(re.search("base64,([^\"]+)", one.html())[1]).decode() == one.svg


@pytest.mark.parametrize(("alt", "caption", "said"), [("a chart", CAPTION, "alt text"), (" " * 30, CAPTION, "alt text"),
                                                      (ALT, " ", "caption")])
def test_a_figure_without_words_is_refused(axes, published, alt, caption, said):
    with pytest.raises(BadInput, match=said):
        show("Before.", axes, alt=alt, caption=caption)
    assert published == []


def test_only_a_figure_is_taken_for_one():
    with pytest.raises(BadInput, match="found str"):
        figure("me", ALT, CAPTION)


@pytest.fixture(scope="module")
def notebook(tmp_path_factory):
    """A notebook whose cells end with blocks, run by a real kernel."""
    from nbclient import NotebookClient

    cells = [f"import sys\nsys.path.insert(0, {str(ROOT)!r})\nfrom tests.report.test_blocks import *",
             "FINDING.with_marks(['Draft, not for sharing'])",
             "print('noise')\nBlocks(['Said.', TABLE]).with_marks(['Invented'])", "show('Shown.')\n'returned'",
             "import seaborn\nshow(seaborn.barplot(x=['a'], y=[1]), alt=ALT, caption=CAPTION)"]
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code) for code in cells])
    place = str(tmp_path_factory.mktemp("kernel"))
    NotebookClient(book, timeout=120, kernel_name="python3", resources={"metadata": {"path": place}}).execute()
    nbformat.validate(book)
    return book


def kept(cell):
    return [output for output in cell.outputs if is_published(output)]


def test_in_a_real_kernel_the_last_line_of_a_cell_shows_itself(notebook):
    (one,) = kept(notebook.cells[1])
    assert one.output_type == "execute_result"
    assert published_html(one) == FINDING.with_marks(["Draft, not for sharing"]).html()
    assert one.data["text/html"].startswith("<style") and one.data["text/plain"] == FINDING.plain()
    assert Table.from_resource(one.data[RESOURCE]) == TABLE.with_marks(["Draft, not for sharing"])
    said, table = kept(notebook.cells[2])
    assert published_html(said) == '<p class="marks">Invented</p><p>Said.</p>' and RESOURCE not in said.data
    assert published_html(table) == TABLE.with_marks(["Invented"]).html()


def test_in_a_real_kernel_only_blocks_are_tagged(notebook):
    assert [published_html(one) for one in kept(notebook.cells[3])] == ["<p>Shown.</p>"]
    assert len(notebook.cells[3].outputs) == 2 and len(notebook.cells[2].outputs) == 3
    (drawn,) = notebook.cells[4].outputs  # and not once more as a picture
    assert drawn.data["text/plain"] == ALT and CAPTION in published_html(drawn)


def test_nbconvert_keeps_blocks_and_marks(notebook):
    from nbconvert import HTMLExporter

    page, _ = HTMLExporter().from_notebook_node(notebook)
    for part in ('<section class="finding"><p class="marks">Draft, not for sharing</p>', 'role="img"',
                 '<p class="marks">Invented</p><p>Said.</p>', "<caption>Who &lt;knows&gt;</caption>",
                 '<style class="coprod">'):
        assert part in page


def test_a_page_hides_the_marks_that_its_banner_says_and_needs_no_style_of_the_block(notebook, browser, tmp_path):
    from coprod.site.templates import render_notebook

    notebook = nbformat.from_dict(notebook | {"cells": [nbformat.v4.new_markdown_cell("# Title"), *notebook.cells]})
    file = tmp_path / "page.html"
    file.write_text(render_notebook(notebook, {"title": "S"}), "utf-8")
    page = browser.new_page()
    page.goto(file.as_uri())
    seen = page.evaluate("[...document.querySelectorAll('.marks')].map(e => e.getClientRects().length)")
    styles = page.evaluate("document.querySelectorAll('main style').length")
    page.close()
    assert seen == [0, 0, 0] and styles == 0


@pytest.mark.parametrize("metadata", [{}, {"coprod": {}}, {"coprod": {"publish": "yes"}}, {"coprod": {"publish": 1}}])
def test_anything_but_true_is_not_published(metadata):
    assert not is_published({"output_type": "display_data", "metadata": metadata})
