"""The private coding workbook: what is in it, that no code is lost, what is refused, and how far coders agree."""

from collections import Counter
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from coprod.codebook import read_codebook
from coprod.errors import BadInput
from coprod.private.comments.coding_workbook import (
    ASIDE,
    CodingWorkbook,
    SheetLine,
    first_themes,
    read_coding,
    write_coding,
)
from coprod.private.comments.comments import check_comments, write_comments
from tests.attacks.published import BASELINE, REPEAT
from tests.conftest import edit
from tests.examples import CANARIES
from tests.examples.comments import PLANTED
from tests.invented import people, sheets, write_answers, write_small

COMMENT = "Anything else?"


def crowd(texts, each=12):
    """The people of the small wave; the first of them wrote these comments."""
    made = people(each)
    for n, person in enumerate(made):
        person[COMMENT] = texts[n] if n < len(texts) else ""
    return made


@pytest.fixture
def wave(real):
    """The small wave of real people, in which 30 wrote something."""
    write_answers(real / "responses.csv", crowd([f"Thought number {n}" for n in range(30)]))
    return real


def workbook(folder):
    return read_coding(folder / "comments.xlsx", ["onething"])


def change(folder, how):
    """Write the workbook again with each of its lines as `how` makes it of (number, cells)."""
    old = workbook(folder)
    lines = [SheetLine(how(n, dict(line.cells)) or line.cells) for n, line in enumerate(old.lines["onething"])]
    made = CodingWorkbook({"onething": lines}, old.themes, old.roles, old.heads, old.aside)
    write_coding(folder / "comments.xlsx", made, date(2020, 2, 3))


def coded(n, cells):
    second, agreed = ("training", "") if n % 3 else ("plain", "plain")
    return cells | {"coder_1": "training", "coder_2": second, "agreed": agreed}


def test_it_holds_the_comments_shuffled_and_nothing_else_of_anybody(examples):
    for name in (BASELINE, REPEAT):
        folder = examples / "data" / "raw" / name
        (folder / "comments.xlsx").unlink(missing_ok=True)
        write_comments(name)
        book = CalamineWorkbook.from_path(folder / "comments.xlsx")
        cells = [str(cell) for sheet in book.sheet_names for row in book.get_sheet_by_name(sheet).to_python()
                 for cell in row]
        key = "baseline" if name == BASELINE else "repeat"
        planted = {fragment for _, fragment in PLANTED[key]}
        private = [canary for canary in CANARIES if len(canary) > 8 and canary[:1].isdigit() and canary not in planted]
        assert not [cell for cell in cells if cell in private]
        assert all(any(fragment in cell for cell in cells) for fragment in planted)
        lines = [line["comment"] for line in workbook(folder).lines["onething"]]
        assert lines != sorted(lines)


def test_two_runs_of_a_real_wave_shuffle_in_two_orders_and_an_invented_one_always_in_the_same(wave):
    orders = []
    for invented in ("false", "false", "true", "true"):
        edit(wave / "wave.toml", "invented = ", f"invented = {invented} # ")
        (wave / "comments.xlsx").unlink(missing_ok=True)
        write_comments("small")
        orders.append([line["comment"] for line in workbook(wave).lines["onething"]])
        edit(wave / "wave.toml", f"invented = {invented} # ", "invented = ")
    assert orders[0] != orders[1] and orders[2] == orders[3]


def test_the_list_of_themes_starts_with_the_barriers_and_the_kinds_of_help(examples):
    themes = first_themes(read_codebook(examples / "data" / "raw" / BASELINE / "codebook.xlsx"))
    found = Counter(theme["what belongs here"] for theme in themes)
    assert found["from the list of barriers"] >= 13 and found["from the kinds of help"] == 8  # and "other", the ninth
    assert [theme["name"] for theme in themes[-2:]] == ["other", "nothing"]
    assert len({theme["name"] for theme in themes}) == len(themes)


def test_what_was_coded_is_kept_when_comments_come_and_go(wave):
    write_comments("small")
    change(wave, coded)
    before = {line["comment"]: line for line in workbook(wave).lines["onething"]}
    write_answers(wave / "responses.csv", crowd([f"Thought number {n}" for n in range(1, 35)]))
    _, notes = write_comments("small")
    after = {line["comment"]: line for line in workbook(wave).lines["onething"]}
    assert len(after) == 34 and not after["Thought number 33"].coded
    for n in range(1, 30):
        head = f"Thought number {n}"
        assert {k: after[head][k] for k in ("coder_1", "coder_2", "agreed")} == {
            k: before[head][k] for k in ("coder_1", "coder_2", "agreed")}
    assert [line["comment"] for line in workbook(wave).aside] == ["Thought number 0"]
    assert any(ASIDE in note for note in notes)
    write_answers(wave / "responses.csv", crowd([f"Thought number {n}" for n in range(2, 35)]))
    write_comments("small")
    assert [line["comment"] for line in workbook(wave).aside] == ["Thought number 0", "Thought number 1"]


def test_a_workbook_with_all_comments_is_not_touched(wave):
    write_comments("small")
    before = (wave / "comments.xlsx").read_bytes()
    _, notes = write_comments("small")
    assert (wave / "comments.xlsx").read_bytes() == before and "not touched" in notes[0]


def test_people_who_do_not_count_and_empty_comments_are_left_out_and_like_comments_stay_apart(wave):
    texts = ["The same", "The same", "  ", "Another"]
    write_answers(wave / "responses.csv",
                  [*crowd(texts), dict.fromkeys(people()[0], "") | {COMMENT: "Only this was answered"}])
    write_comments("small")
    assert sorted(line["comment"] for line in workbook(wave).lines["onething"]) == ["Another", "The same", "The same"]


def test_a_comment_that_looks_like_a_formula_or_a_number_stays_text(wave):
    texts = ["=1+1", "0123", "http://example.org/x", "+ more time", "12"]
    write_answers(wave / "responses.csv", crowd(texts))
    write_comments("small")
    assert sorted(line["comment"] for line in workbook(wave).lines["onething"]) == sorted(texts)


@pytest.mark.parametrize(("how", "said"), [
    (lambda n, c: c | {"coder_1": "trainig"} if n == 4 else None,
     r"sheet onething, line 6, coder_1: this is none of the names"),
    (lambda n, c: c | {"agreed": "x"} if n == 0 else None, r"sheet onething, line 2, agreed: this is none"),
    (lambda n, c: c | {"signed_off_by": "Jo Bloggs"} if n == 1 else None,
     r"line 3, signed_off_by: this is none of the roles"),
    (lambda n, c: c | {"paraphrase": c["comment"]} if n == 2 else None, r"line 4, paraphrase: 5 words in a row"),
    (lambda n, c: c | {"paraphrase": "Ring 01632 960471"} if n == 2 else None, r"line 4, paraphrase: it may name"),
    (lambda n, c: c | {"paraphrase": "We ask what Bertram thinks"} if n == 2 else None,
     r"line 4, paraphrase: it may name"),
    (lambda n, c: c | {"comment": "I was changed"} if n == 2 else None,
     r"sheet onething: not the comments of the export"),
])
def test_what_is_wrong_is_named_by_sheet_and_line_without_a_word_anybody_wrote(wave, how, said):
    write_comments("small")
    change(wave, how)
    with pytest.raises(BadInput, match=said) as error:
        check_comments("small")
    assert not any(word in str(error.value)
                   for word in ("trainig", "Bloggs", "Thought", "01632", "Bertram", "changed,"))


def test_themes_are_checked_too(wave):
    write_comments("small")
    old = workbook(wave)
    themes = [SheetLine({"name": "a", "label": "A", "merge_into": "b"}),
              SheetLine({"name": "b", "label": "B", "merge_into": "c"}),
              SheetLine({"name": "c", "label": ""}), SheetLine({"name": "a", "label": "Again"})]
    write_coding(wave / "comments.xlsx", CodingWorkbook(old.lines, themes, old.roles), date(2020, 2, 3))
    with pytest.raises(BadInput) as error:
        check_comments("small")
    said = [problem.split(": ", 1)[0] for problem in error.value.problems]
    assert {f"comments.xlsx, sheet themes, line {n}" for n in (2, 4, 5)} <= set(said)


@pytest.mark.parametrize(("label", "said"), [
    ("More time and training and somebody to show me how to do it", "more than 8 words"),
    ("A word with Joan Bloggs", "may name somebody"), ("I feel sure.", ""), ("Time and training", "")])
def test_a_theme_s_label_is_short_and_names_nobody_unless_it_was_asked_so(wave, label, said):
    write_comments("small")
    old = workbook(wave)
    themes = [*old.themes, SheetLine({"name": "mine", "label": label})]
    write_coding(wave / "comments.xlsx", CodingWorkbook(old.lines, themes, old.roles), date(2020, 2, 3))
    if not said:
        return check_comments("small")
    with pytest.raises(BadInput, match=said) as error:
        check_comments("small")
    assert label not in str(error.value)


def test_a_theme_s_label_is_no_quotation(wave):
    write_answers(wave / "responses.csv", crowd(["Somebody should sit beside me and show me.", *"abcdefghij"]))
    write_comments("small")
    old = workbook(wave)
    themes = [*old.themes, SheetLine({"name": "mine", "label": "Should sit beside me and show"})]
    write_coding(wave / "comments.xlsx", CodingWorkbook(old.lines, themes, old.roles), date(2020, 2, 3))
    with pytest.raises(BadInput, match="words in a row as somebody wrote them"):
        check_comments("small")


def test_agreement_and_what_to_settle(wave):
    write_comments("small")
    change(wave, lambda n, c: c | {"coder_1": "training", "coder_2": "plain" if n == 3 else "training"}
           if n < 28 else c)
    one = check_comments("small")[0]
    assert (one.coders, one.agreement) == (2, 27 / 28)
    where = "comments.xlsx, sheet onething, line"
    assert one.unsettled == [f"{where} 5: coder_1 says training and coder_2 says plain. Settle it under agreed.",
                        f"{where} 30: nobody has coded it. Settle it under agreed.",
                        f"{where} 31: nobody has coded it. Settle it under agreed."]
    assert one.summary()[0] == "onething: 30 comments, coded by 2; 3 to settle."


def test_a_third_coder_s_column_counts_for_alpha(wave):
    write_comments("small")
    old = workbook(wave)
    lines = [SheetLine(line.cells | {"coder_1": "training", "coder_2": "plain", "coder_3": "plain", "agreed": "plain"})
             for line in old.lines["onething"]]
    heads = {"onething": [*old.heads["onething"], "coder_3"]}
    write_coding(wave / "comments.xlsx", CodingWorkbook({"onething": lines}, old.themes, old.roles, heads),
                 date(2020, 2, 3))
    one = check_comments("small")[0]
    assert (one.coders, one.kappa, one.unsettled) == (3, None, [])
    assert one.agreement == pytest.approx(1 / 3)


def test_a_sheet_of_somebody_s_own_is_not_lost_but_refused(wave):
    write_comments("small")
    import xlsxwriter

    with xlsxwriter.Workbook(wave / "comments.xlsx") as book:
        for name in ("onething", "themes", "roles", "my notes"):
            book.add_worksheet(name).write_string(0, 0, "note")
    with pytest.raises(BadInput, match='the sheet "my notes" is not part of it'):
        write_comments("small")


def test_comments_are_answers_so_nobody_sees_them_while_the_survey_is_open(wave):
    for step in (write_comments, check_comments):
        with pytest.raises(BadInput, match="open until"):
            step("small", date(2020, 1, 30))
    assert not (wave / "comments.xlsx").exists()


def test_a_survey_without_comments_says_so(project):
    content = sheets()
    content["survey"] = [row for row in content["survey"] if row[0] != "text"]
    write_small(project / "data" / "raw", content=content)
    with pytest.raises(BadInput, match="no question of its codebook takes comments"):
        write_comments("small")
