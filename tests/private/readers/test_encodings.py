"""The encoding of a text file is found from its bytes, said, and shown by the first heading that it changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.errors import BadInput
from coprod.private.readers.encodings import decoded, encoding_of, say_encoding

WORDS = ["caf\u00e9", "Zo\u00eb\u2019s team \u2013 \u201cNorth\u201d",
         "It\u2019s \u00a35 \u2014 really\u2026", "I feel\u00a0sure", "\u00e9lan"]
CODECS = ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman"]


@pytest.mark.parametrize("codec", CODECS)
@pytest.mark.parametrize("words", WORDS)
def test_every_encoding_gives_the_same_words(tmp_path, codec, words):
    text = f"ID,Start time,{words}\n1,2,{words}\n"
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(codec))
    assert b"".join(decoded(path, encoding_of(path), 5)).decode() == text


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff"), min_size=1), st.integers(1, 9))
def test_any_text_in_utf_8_is_read_as_it_is(tmp_path_factory, text, size):
    path = tmp_path_factory.getbasetemp() / "any.csv"
    path.write_bytes(text.encode())
    assert encoding_of(path) == "utf-8"
    assert b"".join(decoded(path, "utf-8", size)).decode() == text


def test_a_sign_that_is_no_utf_8_far_down_in_the_file_decides(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"ID,Name\n" + b"1,Ash\n" * 400_000 + "2,caf\u00e9\n".encode("cp1252"))
    assert encoding_of(path) == "cp1252"


def test_a_letter_cut_in_two_at_the_end_is_a_file_cut_off(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes("caf\u00e9,caf\u00e9".encode()[:-1])
    with pytest.raises(BadInput, match="a.csv ends in the middle of a letter: it was cut off"):
        encoding_of(path)


def test_an_encoding_is_named_with_the_first_heading_it_changed(tmp_path):
    said = say_encoding(tmp_path / "a.csv", "mac_roman", ["ID", "Caf\u00e9", "Na\u00efve"])
    assert said == ['a.csv was read as Mac Roman, not UTF-8; the first heading it changed reads "Caf\u00e9". If that '
                    "looks wrong, export the file again as UTF-8."]
    assert "it changed no heading" in say_encoding(tmp_path / "a.csv", "cp1252", ["ID"])[0]
    assert say_encoding(tmp_path / "a.csv", "utf-8-sig", ["Caf\u00e9"]) == []
