"""Writes the codebook of an example wave: one XLSForm workbook that survey tools and `coprod` both read."""

from datetime import datetime

import xlsxwriter

from tests.examples import codebook as words

SURVEY = ["type", "name", "label", "relevant", "required", "appearance", "construct", "polarity", "set", "headline",
          "source_line", "kept_because"]
CHOICES = ["list_name", "name", "label", "missing", "positive"]
INDICATORS = ["name", "label", "phrase", "items", "rule", "better", "headline"]


def write_codebook(wave, path):
    """Write codebook.xlsx of `wave` with the sheets survey, choices, settings, indicators, breakdowns."""
    sheets = {
        "survey": [SURVEY, *([row.get(column, "") for column in SURVEY] for row in survey_rows(wave))],
        "choices": [CHOICES, *choice_rows(wave)],
        "settings": [["form_title", "form_id", "version"], [wave["form_title"], wave["form_id"], wave["as_at"]]],
        "indicators": [INDICATORS, *words.INDICATORS],
        "breakdowns": [["name", "label", "item"], *words.BREAKDOWNS],
    }
    with open_workbook(path, wave["created"]) as book:
        heading = book.add_format({"bold": True})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(rows[0]) - 1, 24)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row, heading if number == 0 else None)


def open_workbook(path, created, **options):
    """A workbook whose bytes depend on its content only: the date it carries is `created`, not today."""
    book = xlsxwriter.Workbook(path, options)
    book.set_properties({"created": datetime.fromisoformat(created), "author": "Invented example"})
    return book


def survey_rows(wave):
    """The survey sheet as a list of dicts, one a row, in the order in which questions are asked."""
    rows = [{"type": "note", "name": "introduction", "label": words.INTRODUCTION}]
    rows += [_question(question, wave) for question in words.QUESTIONS]
    for group, start, scale, stem in words.METHOD_GRIDS:
        items = [{"type": f"select_one {scale}", "name": start + method, "label": label, "construct": scale,
                  "polarity": "positive", "set": "core"} for method, label, _ in words.METHODS]
        rows += _grid(group, stem, items)
    for group, construct, stem, statements in words.STATEMENT_GRIDS:
        rows += _grid(group, stem, [_statement(statement, construct, wave) for statement in statements])
    return [*rows, _question(words.COMMENT, wave)]


def choice_rows(wave):
    """The choices sheet: teams first, then every scale which this wave uses, in scale order."""
    used = {row["type"].split()[-1] for row in survey_rows(wave)}
    rows = [["team", team["name"], team["team"], "", ""] for team in wave["teams"]]
    return rows + [[name, *choice] for name, scale in words.SCALES.items() if name in used for choice in scale]


def _question(question, wave):
    names = ["name", "type", "label", "construct", "polarity", "headline", "required", "relevant"]
    row = dict(zip(names, question, strict=True), set="core")
    row |= {"source_line": words.SERVES.get(row["name"], ""), "kept_because": words.KEPT_BECAUSE.get(row["name"], "")}
    return row | {"type": wave["rescaled"].get(row["name"], row["type"])}


def _statement(statement, construct, wave):
    names = ["name", "label", "polarity", "set", "headline", "source_line"]
    row = dict(zip(names, statement, strict=True), type="select_one agree", construct=construct)
    # The bank stays in the file but is never asked: the form hides what is `false()`.
    row["relevant"] = "false()" if row["set"] == "bank" else ""
    return row | {"label": wave["reworded"].get(row["name"], row["label"])}


def _grid(group, stem, items):
    opening = {"type": "begin_group", "name": group, "label": stem, "appearance": "field-list"}
    return [opening, *items, {"type": "end_group"}]
