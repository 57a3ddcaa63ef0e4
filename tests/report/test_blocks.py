"""The tagged door: what passes is tagged, complete and harmless; what does not pass carries no tag."""

import base64
import io
import re

import nbformat
import pandas as pd
import pytest

from coprod.report import blocks as door
from coprod.report.blocks import Finding, Notice, Paragraph, show
from coprod.report.tables import Table

ROWS = pd.DataFrame({"label": ["A & B"], "share": [0.86]})
TABLE = Table("Who <knows>", {"label": "Method", "share": "Share"}, ROWS, "Staff survey", {"share": "percent"})
ALT = 'Most often "known": A & B (86%).'
FINDING = Finding("Most <b>know</b>", "9 in 10 & more.", b"<svg/>", ALT, "Base: <120>", TABLE)


@pytest.fixture
def published(monkeypatch):
    """What reaches IPython when show() is called."""
    sent = []
    monkeypatch.setattr("IPython.display.publish_display_data", lambda data, metadata: sent.append((data, metadata)))
    return sent


def test_each_block_is_published_with_the_tag(published):
    assert show(FINDING, Paragraph("One."), Notice("Two."), TABLE, "Three.") is None
    assert [metadata for _, metadata in published] == [{"coprod": {"publish": True}}] * 5
    assert [list(data) for data, _ in published] == [["text/html"]] * 5
    assert published[-1][0]["text/html"] == "<p>Three.</p>"


def test_a_wrong_block_publishes_nothing(published):
    with pytest.raises(TypeError, match="DataFrame"):
        show("One.", pd.DataFrame({"secret": [1]}))
    assert published == []


def test_words_are_escaped():
    page = FINDING.html() + Paragraph("<script>").html() + Notice("<i>").html()
    assert not re.search(r"<b>|<120>|<script>|<i>|<knows>", page)
    assert "Most &lt;b&gt;know&lt;/b&gt;" in page and 'alt="Most often &quot;known&quot;: A &amp; B (86%)."' in page


def test_a_finding_has_headline_summary_picture_source_table_and_file_in_this_order():
    page = FINDING.html()
    parts = ("<h3>", 'class="summary"', "<img alt=", "<figcaption>", "<caption>", "download=")
    places = [page.index(part) for part in parts]
    assert places == sorted(places)
    assert base64.b64decode(re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', page)[1]) == b"<svg/>"


def test_the_file_has_the_bytes_of_the_table():
    link = re.search(r'download="([^"]+)" href="data:text/csv;charset=utf-8;base64,([^"]+)"', FINDING.html())
    data = base64.b64decode(link[2])
    assert link[1] == "who-knows.csv" and data.startswith(b"\xef\xbb\xbf")
    assert data.decode("utf-8-sig") == TABLE.csv()
    read = pd.read_csv(io.BytesIO(data), encoding="utf-8-sig")
    assert read.to_dict("records") == [{"Method": "A & B", "Share": "86%"}]


def test_without_a_chart_the_table_and_source_remain():
    page = Finding("H", "S", None, "", "Base: 120 staff", TABLE).html()
    assert "<img" not in page and "<figure" not in page
    assert "<caption>" in page and "Base: 120 staff" in page


def test_a_chart_needs_an_alt_text():
    with pytest.raises(ValueError, match="alt text"):
        Finding("H", "S", b"<svg/>", "a chart", "Base", TABLE)


def test_in_a_real_kernel_only_what_was_shown_is_tagged(tmp_path):
    from nbclient import NotebookClient

    code = "from coprod.report.blocks import show\nimport sys\nprint('noise', file=sys.stderr)\nshow('Said.')\n'returned'"
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(code)])
    NotebookClient(book, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(tmp_path)}}).execute()
    nbformat.validate(book)
    kept = [output for output in book.cells[0].outputs if door.is_published(output)]
    assert [output.data["text/html"] for output in kept] == ["<p>Said.</p>"]
    assert len(book.cells[0].outputs) == 3


@pytest.mark.parametrize("metadata", [{}, {"coprod": {}}, {"coprod": {"publish": "yes"}}, {"coprod": {"publish": 1}}])
def test_anything_but_true_is_not_published(metadata):
    assert not door.is_published({"output_type": "display_data", "metadata": metadata})
