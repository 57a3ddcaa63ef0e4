"""PDF files: tagged, outlined, on A4, and nothing in them tells of the machine, its folders or the hour."""

import os
import re
import shutil
import subprocess

import pytest

from coprod.errors import BadInput
from coprod.site.downloads import pdf as paper
from coprod.site.downloads.pdf import find_chromium, impersonal, print_pages


def missing(what):
    pytest.fail(what) if os.environ.get("COPROD_NO_SKIPS") == "1" else pytest.skip(what)


@pytest.fixture
def printed(page_file):
    if not find_chromium():
        missing("no Chromium found: nothing was printed")
    (page_file.parent / "teams").mkdir()
    shutil.copy(page_file, page_file.parent / "teams" / "one.html")
    assert print_pages(page_file.parent, ["page.html", "teams/one.html"], "2016-11-04") == ["page.pdf", "teams/one.pdf"]
    return page_file.with_suffix(".pdf")


def told(program, *words):
    if not shutil.which(program):
        missing(f"no {program} found")
    return subprocess.run([program, *map(str, words)], capture_output=True, text=True, check=True).stdout


def test_a_page_becomes_a_tagged_a4_file_with_its_title_and_a_fixed_day(printed):
    about = dict(re.findall(r"^(.+?): +(.+)$", told("pdfinfo", "-isodates", printed), re.M))
    assert about["Title"] == "What did staff tell us? \u2013 Involving citizens: staff survey 2016"
    told_of = [about[name] for name in ("Tagged", "Creator", "Producer", "JavaScript")]
    assert told_of == ["yes", "coprod", "coprod", "no"]
    assert about["CreationDate"] == about["ModDate"] == "2016-11-04T00:00:00Z"
    assert about["Page size"].endswith("(A4)")


def test_it_has_an_outline_a_language_and_the_words_of_its_pictures(printed, blocks):
    data = printed.read_bytes()
    assert b"/Outlines" in data and re.search(rb"/Lang \(en-GB\)", data)
    tree = told("pdfinfo", "-struct-text", printed)
    for tag in ("H1", "H2", "H3", "Table", "TH", "TD", "Figure", "Caption"):
        assert re.search(rf"^ *{tag}\b", tree, re.M), tag
    assert data.count(b"/Alt ") == 4


def test_every_number_of_the_page_is_on_paper_and_nothing_that_cannot_be_pressed(printed):
    text = " ".join(told("pdftotext", "-layout", printed, "-").split())
    assert "86%" in text and "Never or a little" in text and "are invented" in text
    assert "Download these numbers" not in text and "On this page" not in text


def test_nothing_in_it_tells_of_the_machine(printed):
    data = printed.read_bytes()
    for word in (b"file:", str(printed.parent).encode(), b"/tmp", b"Mozilla", b"Linux", b"Chrome", b"Skia"):
        assert word not in data, word


def test_printing_twice_says_the_same(printed):
    """Not to the byte: a busy Chromium may number the parts of a file, and the marks of a part, in another order."""
    again = printed.parent / "teams" / "one.pdf"
    for program, *flags in (("pdfinfo",), ("pdftotext", "-layout")):
        rest = ["-"] if program == "pdftotext" else []
        assert told(program, *flags, printed, *rest) == told(program, *flags, again, *rest)
    assert parts(printed) == parts(again)


def parts(file):
    """The parts of a file with their words, each with its marks in order and numbered as they come."""
    numbers, made = {}, []
    for line in told("pdfinfo", "-struct-text", file).splitlines():
        line = re.sub(r"node\d+", lambda found: str(numbers.setdefault(found[0], len(numbers))), line)
        if line.lstrip().startswith("/"):
            made[-1].append(line.strip())
        else:
            made.append([line])
    return [(first, sorted(marks)) for first, *marks in made]


def test_what_tells_of_the_hour_is_replaced_at_its_place_and_length():
    before = (b"%PDF /Title (Producer \\(x)\n/Creator (Mozilla \\(X11; \\) 1)\n/Producer (Skia/PDF m156)\n"
              b"/CreationDate (D:20261123081122+00'00')\n/ModDate (D:20261123081122+00'00')>> end")
    after = impersonal(before, "2016-11-04")
    assert len(after) == len(before) and after.endswith(b">> end") and b"/Title (Producer \\(x)" in after
    assert after.count(b"(coprod)") == 2 and after.count(b"(D:20161104000000+00'00')") == 2 and b"2026" not in after


def test_without_chromium_or_where_it_fails_the_message_says_what_to_do(page_file, monkeypatch):
    monkeypatch.setattr(paper, "find_chromium", lambda: None)
    with pytest.raises(BadInput, match="--no-pdf"):
        print_pages(page_file.parent, ["page.html"], "2016-11-04")
    monkeypatch.setattr(paper, "find_chromium", lambda: shutil.which("false") or "no-such-program")
    with pytest.raises(BadInput, match="page.html could not be printed"):
        print_pages(page_file.parent, ["page.html"], "2016-11-04")
    assert not list(page_file.parent.glob("*.pdf"))


def test_chromium_is_not_found_where_there_is_none(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_chromium() is None
