"""mapping.csv: what is clear is written down, what is not waits for a person, and only what is confirmed counts."""

import pytest
from click.testing import CliRunner

from coprod.__main__ import main
from coprod.errors import BadInput
from coprod.private.coding.cleaning import clean
from coprod.private.matching.intake import read_responses
from coprod.wave.settings import read_wave
from tests.conftest import edit, tree
from tests.invented import read_csv, write_csv

HEADS = ["column", "item", "how", "confirmed"]


def run(*words):
    return CliRunner().invoke(main, words)


def codes(wave="small"):
    wave = read_wave(wave)
    return clean(read_responses(wave), wave).coded.codes.tolist()


def write_mapping(folder, *lines):
    write_csv(folder / "mapping.csv", [HEADS, *lines])


def test_what_is_clear_is_written_as_confirmed(small):
    result = run("map", "small")
    assert (result.exit_code, result.output.splitlines()[-1]) == (0, "Everything is clear. Next: coprod check small")
    lines = read_csv(small / "mapping.csv")
    assert lines[0] == HEADS
    assert lines[1:3] == [["Which team do you work in?", "team", "text", "yes"],
                          ["I feel sure.", "sure", "text", "yes"]]
    assert len(lines) == 8
    assert run("check", "small").exit_code == 0


def test_a_renamed_heading_waits_for_a_person_and_is_read_once_confirmed(small):
    before = codes()
    edit(small / "responses.csv", "I feel sure.", "I feel rather sure.")
    refused = run("process", "small")
    assert refused.exit_code == 1
    assert ('the column "I feel rather sure." is none of the codebook\'s items. The nearest item is "sure".'
            in refused.output)
    assert "Run `coprod map small`" in refused.output
    assert 'To confirm: "I feel rather sure.".' in run("map", "small").output
    lines = read_csv(small / "mapping.csv")
    assert ["I feel rather sure.", "sure", "nearest", ""] in lines
    assert run("check", "small").exit_code == 1  # a proposal is no answer
    write_mapping(small, *([*line[:3], "yes"] for line in lines[1:]))
    assert codes() == before
    assert run("check", "small").exit_code == 0


def test_check_says_that_the_words_differ_where_a_person_confirmed_a_renamed_heading(small):
    edit(small / "responses.csv", "I feel sure.", "I feel rather sure.")
    write_mapping(small, ["I feel rather sure.", "sure", "", "yes"])
    assert 'holds "sure", which the codebook asks in other words' in run("check", "small").output


def test_map_keeps_what_a_person_confirmed_and_changes_nothing_else(small):
    edit(small / "responses.csv", "I feel sure.", "Something else")
    write_mapping(small, ["Something else", "sure", "asked Ada", "yes"], ["An older heading", "support", "", "yes"])
    stood = {name: content for name, content in tree(small.parent).items() if not name.endswith("mapping.csv")}
    run("map", "small")
    assert read_csv(small / "mapping.csv")[1:3] == [["Something else", "sure", "asked Ada", "yes"],
                                                   ["An older heading", "support", "", "yes"]]
    assert {name: content for name, content in tree(small.parent).items() if not name.endswith("mapping.csv")} == stood


def test_map_names_items_that_have_no_column_yet(small):
    rows = read_csv(small / "responses.csv")
    write_csv(small / "responses.csv", [row[:6] + row[7:] for row in rows])
    assert 'No column yet for "sure".' in run("map", "small").output


def test_a_mapping_saved_by_a_spreadsheet_with_semicolons_in_windows_is_read(small):
    edit(small / "responses.csv", "I feel sure.", "Je suis s\u00fbr")
    (small / "mapping.csv").write_bytes("column;item;how;confirmed\r\nJe suis s\u00fbr;sure;;yes\r\n".encode("cp1252"))
    assert len(codes()) == 72


@pytest.mark.parametrize(("line", "said"), [
    (["I feel sure.", "shure", "", "yes"], 'mapping.csv, line 2: "shure" is no item of codebook.xlsx'),
    (["I feel sure.", "sure", "", "perhaps"], 'mapping.csv, line 2: confirmed must be "yes" or blank'),
    (["I feel sure.", "help/tea", "", "yes"], '"help/tea" is no item'),
    (["I feel sure.", "support", "", "yes"], 'two columns hold "support". Keep the one that is right.'),
])
def test_a_wrong_line_is_named(small, line, said):
    write_mapping(small, line)
    with pytest.raises(BadInput) as caught:
        read_responses(read_wave("small"))
    assert said in str(caught.value)


def test_a_column_explained_in_two_ways_is_refused(small):
    write_mapping(small, ["Extra", "sure", "", "yes"], ["extra ", "support", "", "yes"])
    with pytest.raises(BadInput, match='line 3: the column "extra" stands there twice'):
        read_responses(read_wave("small"))


def test_a_mapping_without_its_columns_is_refused(small):
    write_csv(small / "mapping.csv", [["column", "item"], ["a", "sure"]])
    with pytest.raises(BadInput, match='mapping.csv, line 1: the column "how" is missing'):
        read_responses(read_wave("small"))
