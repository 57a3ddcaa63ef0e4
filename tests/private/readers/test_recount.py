"""Counts of invented exports, counted again with pandas straight from the file, agree with the library on every cell.

Nothing of the library's reading is used here: each tool's columns, marks and separators are written down once more.
"""

import re

import pandas as pd
import pytest

from coprod.codebook import read_codebook
from coprod.private.coding.categorical import FIRST, NOT_ASKED, YES
from coprod.private.coding.cleaning import clean
from coprod.private.matching.intake import read_responses
from coprod.wave.settings import read_wave
from tests.conftest import edit
from tests.exports import every_shape
from tests.exports.crowd import crowd
from tests.exports.files import write_rows

SHAPES = every_shape()
TOOLS = {  # rows of headings; what separates choices in one cell; whether cells hold names
    "alchemer": (1, "", False), "alchemer-one-cell": (1, ";", False), "google-forms": (1, ";", False),
    "google-forms-sheets": (1, ", ", False), "kobo": (1, "", True), "odk": (1, " ", True),
    "limesurvey-code": (1, "", True), "limesurvey-text": (1, "", False), "microsoft-forms": (1, ";", False),
    "moodle": (1, "\n", False), "plain": (1, "", False), "qualtrics": (3, "", False), "redcap": (1, "", True),
    "redcap-labels": (1, "", False), "smartsurvey": (3, "", False), "surveymonkey": (2, "", False),
    "typeform": (1, "", False), "wjx": (1, "\u250b", False),
}
ENDINGS = (".csv", ".xlsx", ".ods")
BLANK = ("", "-", ".", "NA", "N/A", "(\u7a7a)", "0", "Unchecked", "N", "No")
REFUSED = ("not_approved", "Survey Preview", "Survey Test", "Spam", "Disqualified", "Deleted", "spam", "IP Address*")


def frame(path, shape, headings):
    """The cells of a file as texts, read by pandas, with the rows of headings joined."""
    if path.suffix == ".csv":
        cells = pd.read_csv(path, header=None, dtype=str, keep_default_na=False, sep=shape.delimiter,
                            encoding=shape.encoding)
    else:
        cells = pd.read_excel(path, header=None, dtype=str, keep_default_na=False, engine="calamine")
    heads = cells.iloc[:headings].replace("", pd.NA)
    heads = heads.ffill(axis=1) if headings in (2, 3) else heads
    joined = heads.fillna("").agg(" | ".join).str.replace("\u00a0", " ")
    return cells.iloc[headings:].reset_index(drop=True), joined.tolist()


def columns(heads, item, label=""):
    """Where the words or the name of an item stand among the headings, beside those of an option."""
    found = [n for n, head in enumerate(heads)
             if re.search(rf"(?<!\w){re.escape(item.label)}(?!\w)", re.sub(r"\s+", " ", head))
             or re.search(rf"(?<![A-Za-z]){item.name}(?![A-Za-z])", head)]
    return [n for n in found if not label or label in heads[n]]


def recount(path, name, book):
    """Item to how many gave each answer, for items with one answer a person and their own column."""
    headings, _, names = TOOLS[name]
    cells, heads = frame(path, SHAPES[name], headings)
    refused = cells.apply(lambda column: column.str.contains("|".join(map(re.escape, REFUSED)), case=False)).any(axis=1)
    cells = cells[~refused]
    first = {item.name: columns(heads, item)[0] for item in book.asked if item.kind == "one"}
    shown = cells[list(first.values())]
    answered = ~shown.isin(BLANK[:6])
    usable = cells[answered.sum(axis=1) >= len(first) / 2]
    counts = {}
    for item in book.asked:
        if item.kind == "one":
            said = usable[first[item.name]].str.strip()
            if name == "typeform" and item.scale == "yesno":
                said = said.replace({"1": "Yes", "0": "No"})
            said = said.value_counts()
            counts[item.name] = [int(said.get(answer.name if names else answer.label, 0))
                                 for answer in book.answers(item.name)]
    return counts, usable, heads


def ticked(heads, usable, item, book):
    """Option to how many chose it, where each has a column of its own."""
    found = {}
    for answer in book.answers(item.name):
        if answer.name != "other":
            own = [n for n, head in enumerate(heads) if re.search(rf"{item.name}\W*_*{answer.name}", head)
                   or re.search(rf"(?:^|[^\w]){re.escape(answer.label)}(?:$|[^\w])", head)]
            found[answer.name] = int((~usable[own[0]].isin(BLANK)).sum())
    return found


@pytest.fixture
def book(small):
    (small / "responses.csv").unlink()
    return read_codebook(small / "codebook.xlsx")


@pytest.mark.parametrize("ending", ENDINGS)
@pytest.mark.parametrize("name", TOOLS)
def test_counts_are_those_that_pandas_finds_in_the_file(small, book, name, ending):
    people = crowd(book, 60)[:-1]
    path = write_rows(small / f"responses{ending}", SHAPES[name].make(book, people).rows, SHAPES[name].delimiter,
                      SHAPES[name].encoding)
    if name == "plain":
        edit(small / "wave.toml", "invented", 'platform = "plain"\ninvented')
    wave = read_wave("small")
    coded = clean(read_responses(wave), wave).coded
    counts, usable, heads = recount(path, name, book)
    assert len(counts) >= 4
    for item, found in counts.items():
        there = [int((coded.column(item) == FIRST + n).sum()) for n in range(len(found))]
        assert (item, there) == (item, found)
    assert len(coded.codes) == len(usable)
    several = book.items["help"]
    separator = TOOLS[name][1]
    assert separator or ticked(heads, usable, several, book) == {
        option: int((coded.column(f"help/{option}") == YES).sum()) for option in ("training", "plain")}
    for answer in book.answers("help"):
        if separator:
            words = answer.name if TOOLS[name][2] else answer.label
            cells = usable[columns(heads, several)[0]]
            end = re.escape(separator)
            chosen = int(cells.str.contains(rf"(?:^|{end}){re.escape(words)}(?:$|{end})").sum())
            if answer.name != "other" or TOOLS[name][2]:
                asked = coded.column(f"help/{answer.name}") != NOT_ASKED
                assert int((coded.column(f"help/{answer.name}")[asked] == YES).sum()) == chosen


def test_at_least_fourteen_tools_are_counted_again():
    assert len({SHAPES[name].platform for name in TOOLS} | {"odk"}) >= 14
