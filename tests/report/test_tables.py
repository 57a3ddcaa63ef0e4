"""Tables: what is shown, in which order, and that page and CSV say the same."""

import io
from html.parser import HTMLParser

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from coprod.report import tables
from coprod.report.tables import Table, as_shown, between, harmless, percent, points

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


@pytest.mark.parametrize("share, words", [(0.86, "86%"), (0.285, "29%"), (0, "0%"), (1, "100%"), (0.004, "0%"),
                                          (float("nan"), "too few to show")])
def test_percent(share, words):
    assert percent(share) == words


@pytest.mark.parametrize("change, words", [(0.12, "+12 points"), (-0.05, "\u22125 points"), (0.011, "+1 point"),
                                           (-0.01, "\u22121 point"), (0.001, "0 points"), (-0.001, "0 points")])
def test_points(change, words):
    assert points(change) == words


def test_between():
    assert between((0.79, 0.92)) == "79% to 92%"
    assert between((1 / 3, 2 / 3)) == "33% to 67%"


def test_shares_are_sorted_and_a_withheld_one_says_so_once(shares):
    cells = tables.shares_table(shares, "Known", SOURCE).cells()
    assert list(cells.iloc[0]) == ["Surveys and questionnaires", "86%", "80% to 92%", "118"]
    assert list(cells["Asked about"])[5:] == ["Citizens on recruitment panels",
                                              "Citizens taking part in procurement and in choosing providers",
                                              "Peer research", "Rare"]
    assert list(cells.iloc[-1]) == ["Rare", "too few to show", "", ""]


def test_waves_keep_their_order(waves):
    made = tables.waves_table(waves.head(3), "Feel sure", "Source: staff surveys.")
    assert made.cells().to_numpy().tolist() == [["2016", "62%", "54% to 69%", "120"], ["2018", "74%", "66% to 81%", "120"],
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


def test_page_and_csv_show_the_same_text(shares, answers, changes, bands):
    for table in (tables.shares_table(shares, "T", SOURCE, bar=True), tables.answers_table(answers, "T", SOURCE),
                  tables.changes_table(changes, "T", SOURCE), tables.bands_table(bands, "T", SOURCE)):
        page = Cells(table.html())
        csv = pd.read_csv(io.StringIO(table.csv()), dtype=str, keep_default_na=False, header=None)
        # A withheld row says so once, across its cells.
        assert [row + [""] * (len(table.columns) - len(row)) for row in page.rows] == csv.to_numpy().tolist()
        assert page.scopes.count("col") == len(table.columns) and page.scopes.count("row") == len(table.rows)
        assert None not in page.scopes


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
    with pytest.raises(ValueError, match="mean"):
        Table("T", {"label": "H"}, rows, SOURCE, {"label": "mean"})


@given(st.builds(str.__add__, st.sampled_from(["", "=", "@", "\t", "+", "-", "-1", "1"]), st.text()))
def test_what_was_made_harmless_for_spreadsheets_is_read_as_it_was_shown(text):
    assert as_shown(harmless(text)) == text or text.startswith("'")
