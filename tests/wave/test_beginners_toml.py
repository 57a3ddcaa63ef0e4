"""wave.toml as people write it: read where it is clear what was meant, else named by line with the right form."""

import datetime

import pytest

from coprod.errors import BadInput
from coprod.wave.beginners_toml import read_toml

WHOLE = 'title = "A survey"\nopened = 2020-01-06\n'
READ = {
    "the mark of Notepad": b"\xef\xbb\xbf" + WHOLE.encode(),
    "UTF-16": WHOLE.encode("utf-16"),
    "smart quotation marks": "title = “A survey”\nopened = 2020-01-06\n".encode(),
    "low and high quotation marks": "title = „A survey“\nopened = 2020-01-06\n".encode(),
    "smart quotation marks of Windows": "title = “A survey”\nopened = 2020-01-06\n".encode("cp1252"),
    "lines of Windows": WHOLE.replace("\n", "\r\n").encode(),
}


@pytest.mark.parametrize("what", READ)
def test_what_is_clear_is_read(tmp_path, what):
    (tmp_path / "wave.toml").write_bytes(READ[what])
    assert read_toml(tmp_path / "wave.toml") == {"title": "A survey", "opened": datetime.date(2020, 1, 6)}


@pytest.mark.parametrize(("line", "title"), [("“Staff’s view” # new", "Staff’s view"), ('"Pay of £5"', "Pay of £5"),
                                             ("‘One’", "One"), ('"It’s “ours”"', "It’s “ours”")])
def test_texts_keep_their_words(tmp_path, line, title):
    for codec in ("utf-8", "cp1252"):
        (tmp_path / "wave.toml").write_bytes(f"title = {line}\n".encode(codec))
        assert read_toml(tmp_path / "wave.toml") == {"title": title}


@pytest.mark.parametrize(("line", "said"), [
    ("closed = 05/10/2026", "write the date of closed as year-month-day: 2026-10-05 if 05/10/2026 says the day first"),
    ("closed = 5.10.2026", "2026-10-05 if 5.10.2026 says the day first"),
    ("closed = 2026-1-5", "write the date of closed as 2026-01-05"),
    ("closed = 2026-02-30", "there is no such day as 2026-02-30"),
    ("margin = 0,15", "write 0.15 with a point, not 0,15"),
    ("margin = 15%", "write margin as a number from 0 to 1: 0.15 for 15%"),
    ("invented = Yes", "write invented = true, in small letters"),
    ("platform = Microsoft Forms", 'write the text of platform in quotation marks: platform = "…"'),
    ('platform = "Microsoft Forms', "needs one quotation mark before it and one behind it"),
    ('platform = "a "b" c"', "needs one quotation mark before it and one behind it"),
    (r'platform = "C:\xnew"', "a backslash stands in the text"),
    ("platform: forms", "write the sign = between platform and its value, not a colon"),
    ("platform", "expected a name, the sign = and a value"),
    ("platform =", "platform is still to be filled in"),
    ('title = "Twice"', "title stands in line 1 too"),
    ("[[", "expected a name, the sign = and a value"),
])
def test_a_slip_is_named_by_line_with_the_right_form(tmp_path, line, said):
    (tmp_path / "wave.toml").write_text(f"{WHOLE}{line}\n", "utf-8")
    with pytest.raises(BadInput) as caught:
        read_toml(tmp_path / "wave.toml")
    assert caught.value.problems[0].startswith("wave.toml, line 3: ") and said in caught.value.problems[0]


@pytest.mark.parametrize("data", [b"\0\1", b"x" * 100_000, b"PK\x03\x04\0"])
def test_what_is_no_settings_file_says_what_to_do(tmp_path, data):
    (tmp_path / "wave.toml").write_bytes(data)
    with pytest.raises(BadInput, match="Copy one from an example wave"):
        read_toml(tmp_path / "wave.toml")


def test_all_slips_are_named_at_once(tmp_path):
    (tmp_path / "wave.toml").write_text("title = A\nopened = 1/2/2020\nmargin = 0,1\n", "utf-8")
    with pytest.raises(BadInput) as caught:
        read_toml(tmp_path / "wave.toml")
    assert [problem.split(":")[0] for problem in caught.value.problems] == [f"wave.toml, line {n}" for n in (1, 2, 3)]
