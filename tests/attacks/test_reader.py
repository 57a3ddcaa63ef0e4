"""The attacker's tool finds a word however it was wrapped: without this, finding nothing would prove nothing."""

import base64
import gzip
import io
import json
import struct
import zipfile
import zlib
from html import escape
from urllib.parse import quote

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from tests.attacks.reader import everything, found_in, read_all

WORD = "Bertram Quillfeather"
SVG = f"<svg><desc>{WORD}</desc></svg>".encode()


def zipped(name, data):
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr(name, data)
    return box.getvalue()


def png(kind, body):
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I4s", len(body), kind) + body + b"\0\0\0\0"


def workbook():
    book = io.BytesIO()
    with xlsxwriter.Workbook(book) as file:
        file.set_properties({"author": WORD})
        file.add_worksheet()
    return book.getvalue()


WRAPPED = {
    "utf-8": WORD.encode(), "utf-16": WORD.encode("utf-16"), "utf-16 without mark": WORD.encode("utf-16-be"),
    "upper case": WORD.upper().encode(), "over two lines": WORD.replace(" ", "\n   ").encode(),
    "JSON escapes": json.dumps({"a": ["".join(f"\\u{ord(c):04x}" for c in WORD)]}).replace("\\\\", "\\").encode(),
    "JSON lines": json.dumps({"source": [WORD[:9], WORD[9:]]}).encode(),
    "HTML": "".join(f"&#{ord(c)};" for c in WORD).encode(), "HTML twice": escape(escape(f"<{WORD}>")).encode(),
    "tags between": b"Bertram Quill<b>feather</b>", "URL": quote(WORD).encode(),
    "SVG in HTML": b'<img src="data:image/svg+xml;base64,' + base64.b64encode(SVG) + b'">',
    "CSV in HTML in JSON": json.dumps({"text/html": '<a href="data:text/csv;base64,'
                                       + base64.b64encode(f"\ufeffname\r\n{WORD}".encode()).decode() + '">'}).encode(),
    "zip": zipped("a.txt", WORD), "zip in zip": zipped("b.zip", zipped("a.txt", WORD)), "name in zip": zipped(WORD, ""),
    "xlsx": workbook(), "gzip": gzip.compress(WORD.encode()),
    "PNG text": png(b"tEXt", b"Author\0" + WORD.encode()),
    "PNG zipped text": png(b"zTXt", b"Author\0\0" + zlib.compress(WORD.encode())),
    "PNG in HTML": b"data:image/png;base64," + base64.b64encode(png(b"tEXt", b"Author\0" + WORD.encode())),
    "pdf": b"%PDF-1.7\n/Author (" + WORD.encode() + b")", "pdf stream": b"%PDF-1.7\nstream\n"
    + zlib.compress(WORD.encode()) +
    b"\nendstream",
}


@pytest.mark.parametrize("how", WRAPPED)
def test_a_word_is_found_in_every_wrapping(how):
    assert WORD.casefold() in everything(WRAPPED[how]).casefold()


def test_a_word_is_found_in_the_name_of_a_file(tmp_path):
    (tmp_path / f"{WORD}.txt").touch()
    assert found_in(read_all(tmp_path), [WORD]) == [(WORD, f"{WORD}.txt")]


@given(st.lists(st.text("ab \ufffd\U0001f600İ]^-\\"), max_size=4),
       st.lists(st.text("ab ]^-\\İ", max_size=4), max_size=5))
def test_every_word_is_found_wherever_it_stands(texts, words):
    files = {str(n): " ".join(text.split()).casefold() for n, text in enumerate(texts)}
    assert found_in(files, words) == [(word, path) for word in words for path, text in files.items()
                                      if " ".join(word.split()).casefold() in text]
