"""JSON as typed values: what does not fit is said by its place, and never repeated."""

from dataclasses import dataclass
from datetime import date

import pytest

from coprod.record.shape import Misfit, parsed, plain


@dataclass(frozen=True)
class Entry:
    """A thing with one field of each kind."""

    wave: str
    opened: date
    staff: int
    teams: tuple[str, ...]
    pages: dict[str, int]
    seal: str | None


GOOD = Entry("small", date(2020, 1, 6), 5, ("Ash",), {"a": 1}, None)
TEXT = '{"wave": "small", "opened": "2020-01-06", "staff": 5, "teams": ["Ash"], "pages": {"a": 1}, "seal": null}'


def test_what_fits_is_read_and_comes_out_the_same():
    assert parsed(f"[{TEXT}]", tuple[Entry, ...]) == (GOOD,)
    assert parsed(TEXT.encode(), Entry) == GOOD
    assert plain(GOOD)["pages"] == {"a": 1}


@pytest.mark.parametrize(("text", "said"), [
    ("null", "expected a list"), ("5", "expected a list"), ('"x"', "expected a list"), ("[1]", "expected a table"),
    ("[{}]", "is missing"), ("{}", "expected a list"), ("[" * 100_000, "expected JSON"), ("", "expected JSON"),
    ("\ufeff[]", "expected JSON"), (f"[{TEXT.replace('2020-01-06', '2020-13-40')}]", r"\[0\]\.opened: expected a date"),
    (f"[{TEXT.replace('5,', '5.5,')}]", r"\[0\]\.staff: expected a whole number"),
    (f"[{TEXT.replace('5,', '9' * 40 + ',')}]", r"\[0\]\.staff: expected a whole number"),
    (f"[{TEXT.replace('5,', '9' * 5000 + ',')}]", "expected JSON"),
    (f"[{TEXT.replace('5,', 'true,')}]", r"\[0\]\.staff: expected a whole number"),
    ("[" + TEXT.replace('"Ash"', '["Ash"]') + "]", r"teams\[0\]: expected a text"),
    (f"[{TEXT.replace(': 1}', ': null}')}]", r"pages\.a: expected a whole number"),
])
def test_what_does_not_fit_is_said_by_its_place(text, said):
    with pytest.raises(Misfit, match=said):
        parsed(text, tuple[Entry, ...])
