"""Tables: what is shown, in which order, and that page, CSV and data resource hold the same numbers."""

import csv
import io
import json
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coprod.report import tables
from coprod.report.cells import KINDS
from coprod.report.data_resource import csv_text
from coprod.report.messages import shown, speaking
from coprod.report.tables import Table

SOURCE = "Staff survey, October 2016"


class Cells(HTMLParser):
    """The text of every cell of the tables in a page, row by row."""

    def __init__(self, page):
        super().__init__()
        self.rows, self.scopes, self.inside = [], [], False
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        self.inside = self.inside or tag in ("td", "th")
        if tag in ("td", "th"):
            self.rows[-1].append("")
        if tag == "th":
            self.scopes.append(dict(attrs).get("scope"))

    def handle_endtag(self, tag):
        self.inside = self.inside and tag not in ("td", "th")

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data


@pytest.mark.parametrize("share, words", [(0.86, "86%"), (0.285, "29%"), (0, "0%"), (1, "100%"), (0.004, "under 1%"),
                                          (float("nan"), "not shown")])
def test_percent(share, words):
    assert shown(share, "percent") == words


@pytest.mark.parametrize("change, words", [(0.12, "+12 points"), (-0.05, "\u22125 points"), (0.011, "+1.1 points"),
                                           (-0.01, "\u22121 point"), (0.001, "+0.1 points"), (0, "0 points")])
def test_points(change, words):
    assert shown(change, "points") == words


def test_between():
    assert shown((0.79, 0.92), "range") == "79% to 92%"
    assert shown((1 / 3, 2 / 3), "range") == "33% to 67%"


def test_shares_are_sorted_and_a_withheld_one_says_so_once(shares):
    cells = tables.shares_table(shares, "Known", SOURCE).cells()
    assert list(cells.iloc[0]) == ["Surveys and questionnaires", "86%", "80% to 92%", "118"]
    assert list(cells["Asked about"])[5:] == ["Citizens on recruitment panels",
                                              "Citizens taking part in procurement and in choosing providers",
                                              "Peer research", "Rare"]
    assert list(cells.iloc[-1]) == ["Rare", "not shown", "", ""]


def test_waves_keep_their_order(waves):
    made = tables.waves_table(waves.head(3), "Feel sure", "Source: staff surveys.")
    assert made.cells().to_numpy().tolist() == [
        ["2016", "62%", "54% to 69%", "120"], ["2018", "74%", "66% to 81%", "120"],
        ["2020", "70%", "62% to 77%", "120"]]


def test_answers_stand_in_scale_order_with_merged_ones_in_their_place(answers):
    cells = tables.answers_table(answers, "Told", SOURCE).cells()
    assert list(cells)[1:] == ["Never heard of it", "Know a little", "Never or a little", "Know quite a lot",
                               "Know it well"]
    assert list(cells.iloc[0]) == ["Surveys and questionnaires", "", "", "14%", "60%", "26%"]
    assert cells["Asked about"].iloc[-1] == "Peer research"


def test_changes_say_sign_range_and_verdict(changes):
    cells = tables.changes_table(changes, "Moved", SOURCE, ("2016", "2018")).cells()
    assert list(cells.iloc[0]) == ["Feel sure about involving citizens", "62%", "74%", "+12 points", "+4 to +19 points",
                                   "improved"]
    assert cells["Change"].iloc[-1] == "\u221210 points"


def test_bands_are_sorted_by_band_then_name(bands):
    one = tables.bands_table(bands[bands["item"].eq("sure")], "Teams", SOURCE).cells()
    assert list(one["Team"])[:4] == ["Public health", "Learning disability", "Contracts and quality, with Brokerage",
                                     "Mental health and Housing support"]
    assert one["Between"].iloc[0] == "80% to 100%"
    assert list(tables.bands_table(bands, "Teams", SOURCE).cells()) == ["Team", "Feel sure about involving citizens",
                                                                        "Know somebody to ask"]


@pytest.mark.parametrize("make, frame", [("shares_table", "shares"), ("changes_table", "changes"),
                                         ("bands_table", "bands")])
def test_row_order_of_the_frame_does_not_matter(make, frame, request):
    frame = request.getfixturevalue(frame)
    shuffled = frame.sample(frac=1, random_state=3)
    assert getattr(tables, make)(frame, "T", SOURCE).html() == getattr(tables, make)(shuffled, "T", SOURCE).html()


def test_the_page_shows_every_cell_under_scoped_headings(shares, answers, changes, bands):
    for table in (tables.shares_table(shares, "T", SOURCE, bar=True), tables.answers_table(answers, "T", SOURCE),
                  tables.changes_table(changes, "T", SOURCE), tables.bands_table(bands, "T", SOURCE)):
        page, cells = Cells(table.html()), table.cells()
        # A withheld row says so once, across its cells.
        shown = [row + [""] * (len(table.columns) - len(row)) for row in page.rows]
        assert shown == [list(cells), *cells.to_numpy().tolist()]
        assert page.scopes.count("col") == len(table.columns) and page.scopes.count("row") == len(table.rows)
        assert None not in page.scopes


def rows_of(table):
    return list(csv.reader(io.StringIO(table.csv(), newline="")))


def test_numbers_of_a_file_are_numbers_with_their_unit_in_the_heading(shares, changes):
    assert rows_of(tables.shares_table(shares.tail(2), "T", SOURCE)) == [
        ["Asked about", "Share (%)", "Likely range: from (%)", "Likely range: to (%)", "Answers", "Note"],
        ["Peer research", "21", "15", "27", "118", ""], ["Rare", "", "", "", "", "not shown"]]
    heads, *_, last = rows_of(tables.changes_table(changes, "T", SOURCE, ("2016", "2018")))
    assert heads == ["Asked about", "2016 (%)", "2018 (%)", "Change (points)",
                     "Likely range of the change: from (points)", "Likely range of the change: to (points)", "In short"]
    assert last[1:] == ["30", "20", "-10", "-18", "-3", "improved"]
    read = pd.read_csv(io.StringIO(tables.changes_table(changes, "T", SOURCE).csv()))
    assert set(read.dtypes.iloc[1:6].astype(str)) == {"int64"}


def test_a_note_names_what_is_withheld_where_not_all_is():
    rows = pd.DataFrame({"label": ["A", "B"], "know": [0.5, float("nan")], "use": [None, 0.25]}, dtype=object)
    heads = {"label": "Way", "know": "Know", "use": "Use"}
    assert rows_of(Table("T", heads, rows, SOURCE, {"know": "percent", "use": "percent"})) == [
        ["Way", "Know (%)", "Use (%)", "Note"], ["A", "50", "", ""], ["B", "", "25", "not shown: Know"]]


@pytest.mark.parametrize(("kind", "value", "shown", "heads", "row"), [
    ("open range", (0.0, 0.2), "under 20%", ["V: from (%)", "V: to (%)"], ["", "20"]),
    ("open range", (0.8, 1.0), "80% or more", ["V: from (%)", "V: to (%)"], ["80", ""]),
    ("estimate", (0.7, 0.63, 0.77), "70% (63 to 77)", ["V (%)", "V: from (%)", "V: to (%)"], ["70", "63", "77"]),
    ("points range", (-0.034, 0.19), "\u22123.4 to +19.0 points", ["V: from (points)", "V: to (points)"],
     ["-3.4", "19"]),
    ("hundred", 0.55, "55 in 100", ["V (in 100)"], ["55"]),
    ("hundred range", (0.5, 0.6), "50 to 60 in 100", ["V: from (in 100)", "V: to (in 100)"], ["50", "60"]),
    ("score", (60, 55, 65), "60 (likely range 55 to 65)", ["V", "V: from", "V: to"], ["60", "55", "65"]),
    ("whole", 12345, "12,345", ["V"], ["12345"]), ("text", 3, "3", ["V"], ["3"])])
def test_each_kind_is_words_on_a_page_and_numbers_in_a_file(kind, value, shown, heads, row):
    rows = pd.DataFrame({"label": ["a"], "value": pd.Series([value], dtype=object)})
    table = Table("T", {"label": "L", "value": "V"}, rows, SOURCE, {"value": kind})
    assert table.cells()["V"].tolist() == [shown]
    assert rows_of(table) == [["L", *heads], ["a", *row]]


def test_a_resource_says_what_its_fields_are(shares):
    made = tables.shares_table(shares, "Methods that staff know", SOURCE, bar=True).resource()
    assert made["name"] == "methods-that-staff-know" and made["sources"] == [{"title": SOURCE}]
    assert [(one["name"], one["type"], one.get("unit")) for one in made["schema"]["fields"]] == [
        ("label", "string", None), ("share", "number", "proportion"), ("range_low", "number", "proportion"),
        ("range_high", "number", "proportion"), ("base", "integer", None)]
    assert made["data"][0] == {"label": "Surveys and questionnaires", "share": 0.86, "range_low": 0.8,
                               "range_high": 0.92, "base": 118}
    assert made["data"][-1]["share"] == "withheld" and "withheld" in made["schema"]["missingValues"]
    assert made["data"][-1]["base"] is None


SHARES = st.integers(0, 100).map(lambda number: number / 100)
CHANGES = st.integers(-100, 100).map(lambda number: number / 100)
COUNTS = st.integers(0, 10**9)
VALUES = {"text": st.text(), "percent": SHARES | st.just(float("nan")), "range": st.tuples(SHARES, SHARES),
          "open range": st.tuples(SHARES, SHARES).filter(lambda pair: pair[0] < pair[1] and pair != (0, 1)),
          "estimate": st.tuples(SHARES, SHARES, SHARES) | st.just((float("nan"),) * 3), "points": CHANGES,
          "points range": st.tuples(CHANGES, CHANGES), "hundred": SHARES, "hundred range": st.tuples(SHARES, SHARES),
          "score": st.tuples(COUNTS, COUNTS, COUNTS), "whole": COUNTS}
WORDS = st.text(min_size=1).filter(str.strip)


@st.composite
def any_table(draw):
    names = st.sampled_from(["a", "a_low", "a_high", "a_", "withheld", "b"])
    columns = draw(st.dictionaries(names, st.text(), min_size=1))
    kinds = {name: draw(st.sampled_from(sorted(KINDS))) for name in columns}
    number = draw(st.integers(0, 4))
    rows = {name: pd.Series(draw(st.lists(VALUES[kind] | st.none(), min_size=number, max_size=number)), dtype=object)
            for name, kind in kinds.items()}
    bars = [name for name, kind in kinds.items() if kind == "range"]
    return Table(draw(WORDS), columns, pd.DataFrame(rows), draw(WORDS), kinds, draw(st.sampled_from(["", *bars])),
                 marks=tuple(draw(st.lists(st.text(), max_size=2))))


@settings(max_examples=50)
@given(any_table())
def test_a_table_comes_back_out_of_its_resource(table):
    read = Table.from_resource(json.loads(json.dumps(table.resource())))
    assert read == table and read.html() == table.html() and read.cells().equals(table.cells())
    assert read.csv() == table.csv() == csv_text(table.resource())


def test_tables_differ_where_they_show_something_else(shares):
    one = tables.shares_table(shares, "T", SOURCE)
    assert one == tables.shares_table(shares.assign(share=shares["share"] + 0.001), "T", SOURCE)
    assert one != tables.shares_table(shares, "T", SOURCE, bar=True)
    assert one != tables.shares_table(shares.head(2), "T", SOURCE)
    assert one != one.with_marks(["Draft"]) and one != "T"


def test_nothing_finer_than_what_is_shown_is_in_a_resource():
    rows = pd.DataFrame({"label": ["a"], "share": [0.12345], "range": [(0.1049, 0.1951)]})
    kinds = {"share": "percent", "range": "range"}
    made = Table("T", {"label": "L", "share": "S", "range": "R"}, rows, SOURCE, kinds).resource()
    assert made["data"] == [{"label": "a", "share": 0.12, "range_low": 0.1, "range_high": 0.2}]


def test_files_in_another_language_have_its_headings_and_no_invisible_marks(shares):
    with speaking("ur"):
        heads, first, *_ = rows_of(tables.shares_table(shares, "T", SOURCE))
    assert heads[1].endswith(" (%)") and not set("".join(heads)) & set("\u2066\u2067\u2068\u2069\ue000")
    assert first[1:] == ["86", "80", "92", "118", ""]


def test_nothing_in_a_frame_can_write_html_or_a_formula():
    rows = pd.DataFrame({"label": ['<b onclick="x">', "=1+1", "-x", "+12 points"]})
    table = Table("<T>", {"label": "<H>"}, rows, SOURCE)
    assert "<b" not in table.html() and "<H>" not in table.html() and "<T>" not in table.html()
    assert table.csv().split("\r\n")[2:5] == ["'=1+1", "'-x", "+12 points"]


def test_a_table_needs_a_title_a_source_and_known_columns():
    rows = pd.DataFrame({"label": ["a"]})
    with pytest.raises(ValueError, match="title and a source"):
        Table("T", {"label": "H"}, rows, " ")
    with pytest.raises(ValueError, match="other"):
        Table("T", {"other": "H"}, rows, SOURCE)
    with pytest.raises(ValueError, match="bare"):
        Table("T", {"label": "H"}, rows, SOURCE, bar="bare")
    with pytest.raises(ValueError, match="mean"):
        Table("T", {"label": "H"}, rows, SOURCE, {"label": "mean"})
