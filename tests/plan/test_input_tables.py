"""Tables people fill in: CSV and XLSX give the same, what is wrong is named, and roles are told from people."""

import datetime

import pytest
import xlsxwriter

from coprod.errors import BadInput
from coprod.plan.input_tables import find_filled, names_a_person, names_a_role, read_filled

HEADS = ("day", "month", "number", "whole", "points")
RIGHT = ["2017-01-05", "2017-02", "2.5", "1,200", "-15"]


def read(path):
    problems = []
    return read_filled(path, HEADS, problems), problems


def values(line):
    return line.day("day"), line.month("month"), line.number("number"), line.whole("whole"), line.points("points")


def write(path, *rows):
    path.write_text("\n".join(",".join(f'"{cell}"' for cell in row) for row in (HEADS, *rows)) + "\n", "utf-8")
    return path


def test_a_csv_file_and_a_workbook_give_the_same(tmp_path):
    (one,), problems = read(write(tmp_path / "a.csv", RIGHT))
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"default_date_format": "dd/mm/yy"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADS)
        sheet.write_row(1, 0, [datetime.date(2017, 1, 5), datetime.date(2017, 2, 1), 2.5, 1200, -15])
    (two,), more = read(tmp_path / "a.xlsx")
    expected = datetime.date(2017, 1, 5), datetime.date(2017, 2, 1), 2.5, 1200, -15
    assert values(one) == values(two) == expected and not problems and not more
    assert one.at == two.at == 2


@pytest.mark.parametrize("text", ["\ufeff" + ",".join(HEADS) + "\r\n" + "2017-01-05,2017-02,2.5,\"1,200\",\u221215\r\n",
                                  ";".join(HEADS) + "\n2017-01-05;2017-02;2.5;1,200;-15\n"])
def test_what_spreadsheet_programs_write_is_read(tmp_path, text):
    (tmp_path / "a.csv").write_text(text, "utf-8", newline="")
    (line,), _ = read(tmp_path / "a.csv")
    assert values(line)[2:] == (2.5, 1200, -15)


@pytest.mark.parametrize(("column", "wrong"), [
    ("day", "5/1/2017"), ("day", "2017-02-30"), ("month", "Feb-17"), ("month", "2017-13"), ("number", "two"),
    ("whole", "2.5"),
    ("whole", "-3"), ("points", "+0"), ("points", "+101"), ("points", "15%"), *((name, "") for name in HEADS)])
def test_a_wrong_cell_is_named_by_line_and_column_and_not_repeated(tmp_path, column, wrong):
    place = HEADS.index(column)
    path = write(tmp_path / "a.csv", RIGHT, [*RIGHT[:place], wrong, *RIGHT[place + 1:]])
    lines, problems = read(path)
    assert [values(line)[place] for line in lines][1] is None
    (problem,) = problems
    assert problem.startswith(f'a.csv, line 3, column "{column}": ')
    assert not wrong or wrong not in problem


def test_lines_are_counted_as_in_the_file_though_cells_hold_line_breaks_and_lines_are_blank(tmp_path):
    path = write(tmp_path / "a.csv", RIGHT, [""] * 5, ["one\ntwo", *RIGHT[1:]], ["x", *RIGHT[1:]])
    lines, _ = read(path)
    assert [line.at for line in lines] == [2, 4, 6]


@pytest.mark.parametrize(("heads", "said"), [("day,month,number,whole", 'the column "points" is missing'),
                                             ("day,month,number,whole,points,name",
                                              "column 6 is none that is read here"),
                                             ("day,month,number,whole,points,day",
                                              "column 6 is none that is read here")])
def test_headings_must_be_those_that_are_read(tmp_path, heads, said):
    (tmp_path / "a.csv").write_text(heads + "\n", "utf-8")
    with pytest.raises(BadInput, match=said):
        read(tmp_path / "a.csv")


def test_too_many_cells_a_wrong_encoding_and_no_workbook_are_said(tmp_path):
    _, (problem,) = read(write(tmp_path / "a.csv", [*RIGHT, "more"]))
    assert "line 2" in problem
    (tmp_path / "b.csv").write_bytes(b"day,\x81")  # neither UTF-8 nor what Windows writes
    (tmp_path / "c.xlsx").write_bytes(b"no workbook")
    for name, said in (("b.csv", "UTF-8"), ("c.xlsx", "cannot be opened")):
        with pytest.raises(BadInput, match=said):
            read(tmp_path / name)


def test_a_file_is_found_by_its_name_and_two_of_it_are_refused(tmp_path):
    assert find_filled(tmp_path, "plan") is None
    (tmp_path / "plan-example.csv").write_text("")
    (tmp_path / "plan.csv").write_text("")
    assert find_filled(tmp_path, "plan") == tmp_path / "plan.csv"
    (tmp_path / "plan.xlsx").write_text("")
    with pytest.raises(BadInput, match="both there"):
        find_filled(tmp_path, "plan")


@pytest.mark.parametrize("text",
                         ["Learning lead", "Head of service", "Director of commissioning", "Citizen voice team lead",
                                  "Deputy chief executive", "The working party", "HR business partner",
                                  "Experts by experience",
                                  "Social Worker", "Assistant Director", "NHS trainer"])
def test_roles(text):
    assert names_a_role(text)


@pytest.mark.parametrize("text",
                         ["Jane", "Jane Smith", "jane.smith@council.example", "Head of service Jane Smith", "Mr Brown",
                                  "Director, Dr Ngozi Obi", "J. Smith, manager", "Manager 01632 960417",
                                  "Manager +44 1632 960417",
                                  "", "all of us", "Team lead (Ana Pérez)", "Siân Ó Briain, officer"])
def test_no_roles(text):
    assert not names_a_role(text)


@pytest.mark.parametrize("text",
                         ["We met Mrs Thorne twice", "Ask a.b@c.example", "Ring 01632 960417", "Thanks to P. Okafor"])
def test_people_in_free_words(text):
    assert names_a_person(text)


@pytest.mark.parametrize("text", ["We waited too long for all to be ready at once.", "60% of staff", "4 of 12 in 2017",
                                  "Co-design with the West Midlands network", "Part B, then part C."])
def test_plain_words(text):
    assert not names_a_person(text)
