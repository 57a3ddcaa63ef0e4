"""The codebook is read as the workbook says; each mistake in it is named by sheet and row."""

import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coprod.codebook import Answer, read_codebook
from coprod.errors import BadInput
from tests import EXAMPLES
from tests.invented import sheets, write_book


def test_items_come_with_their_stem_scale_and_polarity(tmp_path):
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", sheets()))
    assert list(book.items) == ["team", "sure", "usedtalks", "usedwalks", "support", "help", "onething", "spare"]
    walks, support = book.items["usedwalks"], book.items["support"]
    assert walks.stem == "How often have you used each of these?"
    assert (walks.kind, walks.scale, walks.better) == ("one", "often", "higher")
    assert (support.stem, support.better) == ("", "lower")
    assert (book.items["help"].kind, book.items["onething"].kind) == ("several", "text")


def test_the_bank_is_known_and_not_asked(tmp_path):
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", sheets()))
    assert book.items["spare"].universe.nobody
    assert "spare" not in [item.name for item in book.asked]


def test_answers_keep_their_order_missing_reason_and_side(tmp_path):
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", sheets()))
    assert book.answers("sure") == (Answer("no", "Disagree"), Answer("so", "Neither"),
                                    Answer("yes", "Agree", positive=True),
                                    Answer("na", "Does not apply", "does not apply"))


def test_a_star_names_every_item_that_starts_so(tmp_path):
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", sheets()))
    assert book.indicators["limited"].items == ("usedtalks", "usedwalks")


def test_names_that_are_numbers_stay_whole(tmp_path):
    content = sheets()
    content["choices"] += [["tenths", n, f"{n} of 10"] for n in range(3)]
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", content))
    assert [answer.name for answer in book.scales["tenths"]] == ["0", "1", "2"]


@pytest.mark.parametrize("wave", EXAMPLES)
def test_the_example_codebooks_are_in_order(example_raw, wave):
    book = read_codebook(example_raw / wave / "codebook.xlsx")
    assert len([i for i in book.indicators.values() if i.headline]) == 5
    assert len(book.indicators["limited"].items) == 8


BROKEN = {  # what is wrong: (sheet, row of the sheet, column, what stands there, what is said)
    "an underscore in a name": ("survey", 4, 1, "i_am_sure", "sheet survey, row 4: the name .* letters and digits"),
    "a name used twice": ("survey", 7, 1, "usedtalks", "sheet survey, row 7: the name .* used once"),
    "the name the record needs": ("survey", 4, 1, "response", 'sheet survey, row 4: .* not "response"'),
    "a list that is not there": ("survey", 4, 0, "select_one nolist", "sheet survey, row 4: the list .* is not on"),
    "an unknown type": ("survey", 4, 0, "range", "sheet survey, row 4: the type .* is not known"),
    "an unknown polarity": ("survey", 4, 4, "good", "sheet survey, row 4: polarity .* is not known"),
    "a condition nobody understands": ("survey", 10, 3, "${support} > 1", "sheet survey, row 10: relevant: expected"),
    "a condition on a later item": ("survey", 4, 3, "${support} = 'yes'",
                                    'survey, row 4: relevant names "support", not asked'),
    "a condition on no answer": ("survey", 10, 3, "${support} = 'perhaps'",
                                 'survey, row 10: "perhaps" is no answer of'),
    "an answer twice": ("choices", 9, 1, "no", "sheet choices, row 9: .* twice"),
    "a label twice": ("choices", 9, 2, "Disagree", "sheet choices, row 9: .* twice"),
    "an answer without a label": ("choices", 9, 2, "", "sheet choices, row 9: an answer needs a name and a label"),
    "an indicator with an item's name": ("indicators", 2, 0, "sure", "sheet indicators, row 2: the name"),
    "an indicator with the record's name": ("indicators", 2, 0, "response", "sheet indicators, row 2: the name"),
    "no direction": ("indicators", 2, 5, "more", "sheet indicators, row 2: better must be higher, lower or neither"),
    "an item that is not there": ("indicators", 2, 3, "surely", "sheet indicators, row 2: no item is named surely"),
    "a rule nobody understands": ("indicators", 2, 4, "most agree", "sheet indicators, row 2: rule: expected"),
    "a rule of other answers": ("indicators", 2, 4, "in agree", "sheet indicators, row 2: agree: no such rating"),
    "a rule of a missing reason": ("indicators", 2, 4, "in na", "sheet indicators, row 2: na: no such rating"),
    "a rule with a part too many": ("indicators", 2, 4, "in yes, in no",
                                    "sheet indicators, row 2: 1 items but 2 parts"),
    "a rule of several choices": ("indicators", 2, 3, "help",
                                  "sheet indicators, row 2: .* not a question with one answer"),
    "a breakdown by no item": ("breakdowns", 2, 2, "grade", "sheet breakdowns, row 2: .* is not an item"),
    "a digit first in a name": ("survey", 4, 1, "1st", "sheet survey, row 4: the name .* a letter first"),
    "a name that differs in capitals only": ("survey", 4, 1, "Team", "sheet survey, row 4: the name .* used once"),
    "a question without words": ("survey", 4, 2, "", "sheet survey, row 4: a question needs a label"),
    "an other that survey tools would add": ("survey", 4, 0, "select_one agree or_other", 'row 4: take "or_other" out'),
    "a list with one rating": ("choices", 16, 0, "yes2", 'sheet survey, row 9: the list "yesno" has fewer than two'),
    "a flag that is no flag": ("survey", 4, 5, "perhaps", "sheet survey, row 4: headline must be yes, no or blank"),
    "a bank question that is asked": ("survey", 4, 7, "bank",
                                      "sheet survey, row 4: this question is in the bank, and yet"),
    "a set nobody knows": ("survey", 4, 7, "spare", "sheet survey, row 4: set must be core, bank or blank"),
    "a condition on a question of the bank": ("survey", 10, 3, "${spare} = 'yes'",
                                              'row 10: relevant names "spare", not asked'),
    "a condition on words": ("survey", 12, 3, "${onething} = 'yes'",
                             'row 12: relevant names "onething", which has no list'),
    "a number without bands": ("survey", 4, 0, "integer",
                               "sheet survey, row 4: a number needs bands, .* a column bands"),
    "a group that is never ended": ("survey", 8, 0, "note", "sheet survey, row 5: this group is never ended"),
    "a group that was not begun": ("survey", 5, 0, "note", "sheet survey, row 8: a group ends here that was not begun"),
    "a label twice but for capitals": ("choices", 9, 2, "DISAGREE ", "sheet choices, row 9: .* twice"),
    "an answer's name with a space": ("choices", 9, 1, "not sure", "sheet choices, row 9: an answer's name must be"),
    "an answer of no list": ("choices", 9, 0, "", "sheet choices, row 9: list_name is missing"),
    "a side that is no side": ("choices", 9, 4, "x", "sheet choices, row 9: positive must be yes, no or blank"),
    "an indicator without a label": ("indicators", 2, 1, "", "sheet indicators, row 2: an indicator needs a label"),
    "a headline without a phrase": ("indicators", 2, 2, "",
                                    "sheet indicators, row 2: a headline indicator needs a phrase"),
    "an indicator of the bank": ("indicators", 2, 3, "spare",
                                 "sheet indicators, row 2: spare: in the bank and not asked"),
    "a rule that holds for everybody": ("indicators", 3, 4, "at most 2 in once",
                                        "row 3: at most 2 of 2 items holds for"),
    "a rule with every rating": ("indicators", 2, 4, "in no so yes", 'row 2: the rule names every rating of "sure"'),
    "a breakdown of the bank": ("breakdowns", 2, 2, "spare", 'sheet breakdowns, row 2: "spare" is in the bank'),
    "a breakdown without words": ("breakdowns", 2, 1, "",
                                  "sheet breakdowns, row 2: a breakdown needs a name and a label"),
    "a breakdown twice": ("breakdowns", 3, 2, "team",
                          "sheet breakdowns, row 3: a breakdown with this name or this item"),
    "a heading twice": ("survey", 1, 6, "label", 'sheet survey, row 1: the column "label" stands there 2 times'),
    "no title": ("settings", 2, 0, "", "sheet settings, row 2: form_title is missing"),
    "a column less": ("survey", 1, 2, "text", 'sheet survey, row 1: the column "label" is missing'),
}


@pytest.mark.parametrize("what", BROKEN)
def test_a_mistake_is_named_by_sheet_and_row(tmp_path, what):
    sheet, row, column, cell, said = BROKEN[what]
    content = sheets()
    content["survey"][0].append("set")
    content[sheet] += [[] for _ in range(row - len(content[sheet]))]
    line = content[sheet][row - 1]
    line += [""] * (column + 1 - len(line))
    line[column] = cell
    with pytest.raises(BadInput, match=said):
        read_codebook(write_book(tmp_path / "codebook.xlsx", content))


def test_all_mistakes_are_named_at_once(tmp_path):
    content = sheets()
    content["survey"][3][4] = content["survey"][5][4] = "good"
    with pytest.raises(BadInput) as caught:
        read_codebook(write_book(tmp_path / "codebook.xlsx", content))
    assert ["row 4" in p or "row 6" in p for p in caught.value.problems] == [True, True]


def test_more_than_five_headlines_are_refused(tmp_path):
    content = sheets()
    content["indicators"] += [[f"more{n}", "More", "more", "sure", "in yes", "higher", "yes"] for n in range(5)]
    with pytest.raises(BadInput, match="sheet indicators, row 8: 6 headline indicators; at most 5"):
        read_codebook(write_book(tmp_path / "codebook.xlsx", content))


def test_exactly_five_headlines_are_accepted_and_so_are_none(tmp_path):
    content = sheets()
    content["indicators"] += [[f"more{n}", "More", "more", "sure", "in yes", "higher", "yes"] for n in range(4)]
    assert sum(i.headline for i in read_codebook(write_book(tmp_path / "five.xlsx", content)).indicators.values()) == 5
    content["indicators"] = content["indicators"][:1]
    assert read_codebook(write_book(tmp_path / "none.xlsx", content)).indicators == {}


def test_a_star_leaves_the_bank_out(tmp_path):
    content = sheets()
    content["survey"].append(["select_one often", "usedcalls", "Calls", "false()", "positive"])
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", content))
    assert book.indicators["limited"].items == ("usedtalks", "usedwalks")


def test_a_group_s_condition_holds_for_all_its_questions(tmp_path):
    content = sheets()
    content["survey"] = [*content["survey"][:4], ["begin_group", "outer", "", "${sure} = 'yes'"],
                         *content["survey"][4:8],
                         ["select_one yesno", "inner", "Is it so?", "${usedtalks} = 'once'"], ["end_group"],
                         *content["survey"][8:]]
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", content))
    assert book.items["usedtalks"].universe.any_of == ((("sure", "yes"),),)
    assert book.items["inner"].universe.any_of == ((("sure", "yes"), ("usedtalks", "once")),)
    assert book.items["inner"].relevant == "${sure} = 'yes' and ${usedtalks} = 'once'"
    assert book.items["support"].universe.any_of == ()


def test_a_number_is_asked_as_a_number_and_counted_in_bands(tmp_path):
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", with_number("integer", "0 1-4 5+")))
    assert (book.items["visits"].kind, book.items["visits"].bands[1].high) == ("one", 4)
    assert [(a.name, a.label) for a in book.answers("visits")] == [("0", "0"), ("1to4", "1 to 4"),
                                                                   ("5plus", "5 or more")]
    assert book.indicators["many"].rule.answers == (frozenset({"5plus"}),)


@pytest.mark.parametrize(("kind", "bands", "said"), [
    ("integer", "0-1 3+", "there is a gap or an overlap between 0-1 and 3"),
    ("integer", "0-2 2+", "there is a gap or an overlap"),
    ("integer", "0.5-1 2+", "bands of whole numbers have no decimal point"),
    ("integer", "5+ 6-7", "only the last band may be open"),
    ("integer", "4-1 5+", "a band must not end below its start"),
    ("integer", "0+", "expected two or more bands"),
    ("decimal", "few many", "expected two or more bands"),
    ("decimal", "0-1 0.5-2", "there is a gap or an overlap"),
])
def test_bands_that_do_not_cut_are_named_by_sheet_and_row(tmp_path, kind, bands, said):
    with pytest.raises(BadInput, match=f"sheet survey, row 13: bands: {said}"):
        read_codebook(write_book(tmp_path / "codebook.xlsx", with_number(kind, bands)))


def with_number(kind, bands):
    content = sheets()
    content["survey"][0].append("bands")
    content["survey"].append([kind, "visits", "How many visits did you make?", "", "", "", "", bands])
    content["indicators"].append(["many", "Many", "made five visits or more", "visits", "in 5plus", "higher", ""])
    return content


def in_two_languages(default=""):
    content = sheets()
    for sheet in ("survey", "choices"):
        heads, column = content[sheet][0], content[sheet][0].index("label")
        heads[column] = "label::English (en)"
        heads.append("label::Cymraeg (cy)")
        for row in content[sheet][1:]:
            row += [""] * (len(heads) - len(row))
            row[-1] = row[column] and f"{row[column]} (C)"
    if default:
        content["settings"] = [["form_title", "default_language"], ["A small survey", default]]
    return content


@pytest.mark.parametrize(("default", "label", "other"), [
    ("", "I feel sure.", "I feel sure. (C)"), ("English (en)", "I feel sure.", "I feel sure. (C)"),
    ("Cymraeg (cy)", "I feel sure. (C)", "I feel sure."),
])
def test_the_default_language_or_the_first_label_column_decides(tmp_path, default, label, other):
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", in_two_languages(default)))
    assert (book.items["sure"].label, book.items["sure"].others) == (label, (other,))
    assert book.answers("sure")[0].label == ("Disagree (C)" if "C" in default else "Disagree")
    assert book.language == book.languages[0] == (default or "English (en)")
    assert set(book.languages) == {"English (en)", "Cymraeg (cy)"}


def test_any_language_of_the_workbook_can_be_asked_for(tmp_path):
    path = write_book(tmp_path / "codebook.xlsx", in_two_languages())
    assert read_codebook(path, "Cymraeg (cy)").items["usedtalks"].stem == "How often have you used each of these? (C)"


def test_a_column_without_a_language_is_in_the_default_language(tmp_path):
    content = in_two_languages("English (en)")
    content["survey"][0][2] = "label"
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", content))
    assert (book.languages, book.items["sure"].label) == (("English (en)", "Cymraeg (cy)"), "I feel sure.")


def test_a_survey_without_breakdowns_and_indicators_keeps_the_two_sheets_with_their_headings(tmp_path):
    content = sheets()
    content["indicators"], content["breakdowns"] = content["indicators"][:1], content["breakdowns"][:1]
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", content))
    assert (book.indicators, book.breakdowns) == ({}, {})


def test_a_breakdown_may_be_by_any_question_with_one_answer_about_what_people_are(tmp_path):
    content = sheets()
    content["survey"].insert(3, ["select_one yesno", "manager", "Do you manage others?"])
    content["breakdowns"].append(["manager", "Managers", "manager"])
    assert list(read_codebook(write_book(tmp_path / "codebook.xlsx", content)).breakdowns) == ["team", "manager"]


@pytest.mark.parametrize(("item", "relevant", "polarity", "said"), [
    ("sure", "", "", "says what people think"), ("usedtalks", "", "positive", "says what people think"),
    ("usedtalks", "${support} = 'yes'", "", "is put to some staff only")])
def test_results_are_never_shown_by_what_people_think_or_some_were_asked(tmp_path, item, relevant, polarity, said):
    content = sheets()
    if item != "sure":
        content["indicators"].pop()
        content["survey"].append(["select_one often", "walked", "Walked", relevant, polarity])
    content["breakdowns"].append(["other", "Other", "walked" if item != "sure" else item])
    with pytest.raises(BadInput, match=f"sheet breakdowns, row 3: .* {said}"):
        read_codebook(write_book(tmp_path / "codebook.xlsx", content))


def test_notes_and_rows_are_known(tmp_path):
    book = read_codebook(write_book(tmp_path / "codebook.xlsx", sheets()))
    assert [(note.label, note.row) for note in book.notes] == [("Thank you for answering.", 2)]
    assert (book.items["usedwalks"].row, book.items["usedwalks"].stem_row, book.answers("sure")[0].row) == (7, 5, 8)


def test_a_missing_sheet_is_named(tmp_path):
    content = sheets()
    del content["indicators"]
    with pytest.raises(BadInput, match='no sheet named "indicators"'):
        read_codebook(write_book(tmp_path / "codebook.xlsx", content))


def test_a_missing_codebook_is_named(tmp_path):
    with pytest.raises(BadInput, match="codebook.xlsx is missing"):
        read_codebook(tmp_path / "codebook.xlsx")


@pytest.mark.parametrize("content", [b"", b"not a workbook", b"PK\x03\x04 cut off"])
def test_a_file_that_is_no_workbook_is_refused(tmp_path, content):
    (tmp_path / "codebook.xlsx").write_bytes(content)
    with pytest.raises(BadInput, match="codebook.xlsx cannot be opened as a spreadsheet"):
        read_codebook(tmp_path / "codebook.xlsx")


CELLS = st.one_of(st.text(max_size=12), st.sampled_from([
    "false()", "select_one", "select_one ", "select_multiple agree", "integer", "decimal", "begin_group", "end_group",
    "note",
    "yes", "sure", "used*", "*", "[", "in", "in ", "in yes", "at least 9 in yes", "score", "${sure} = 'yes'",
    "${sure} = 'no' and", "0-1 2+", "label", "label::", "::", "name", "response", "\u00a0", "=1+1", "1e400"]))
CHANGES = st.lists(st.tuples(st.sampled_from(list(sheets())), st.integers(0, 20), st.integers(0, 9), CELLS),
                   min_size=1, max_size=4)


def changed(content, changes):
    """Sheets with other text in some cells."""
    for sheet, row, column, cell in changes:
        content[sheet] += [[] for _ in range(row + 1 - len(content[sheet]))]
        content[sheet][row] += [""] * (column + 1 - len(content[sheet][row]))
        content[sheet][row][column] = cell
    return content


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHANGES)
def test_whatever_stands_in_a_cell_the_codebook_is_read_or_the_sheet_is_named(tmp_path, changes):
    try:
        read_codebook(write_book(tmp_path / "codebook.xlsx", changed(sheets(), changes)))
    except BadInput as error:
        assert all(re.match(r"codebook.xlsx, sheet \w+, row \d+: ", problem) for problem in error.problems)
