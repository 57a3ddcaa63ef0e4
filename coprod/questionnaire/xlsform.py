"""The questionnaire as an XLSForm of standard columns alone, for KoboToolbox, ODK, Survey123 or SurveyCTO."""

from datetime import datetime
from pathlib import Path

from coprod.codebook import Codebook
from coprod.codebook.questions import CLOSES, KINDS, OPENS
from coprod.codebook.sheets_of_codebook import SheetRow, read_workbook

_STANDARD = {
    "survey": {"type", "name", "label", "hint", "required", "required_message", "relevant", "appearance", "constraint",
               "constraint_message", "default", "parameters"},
    "choices": {"list_name", "name", "label"},
    "settings": {"form_title", "form_id", "version", "default_language", "style"},
}
_MADE = datetime(2000, 1, 1)  # the same codebook gives the same bytes


def write_xlsform(source: Path, book: Codebook, target: Path) -> None:
    """Write the form of the codebook in `source`, in all its languages, to `target`.

    Left out: our own columns and sheets, the bank, lists that nobody chooses from, and what records who answered when.
    """
    import xlsxwriter

    whole = read_workbook(source)
    survey = _asked(whole.rows["survey"], book)
    lists = {row["type"].partition(" ")[2].strip() for row in survey}
    rows = {"survey": survey, "choices": [row for row in whole.rows["choices"] if row["list_name"] in lists],
            "settings": whole.rows["settings"][:1]}
    with xlsxwriter.Workbook(target, {"strings_to_numbers": False}) as out:
        out.set_properties({"created": _MADE})
        bold = out.add_format({"bold": True})
        for name, content in rows.items():
            heads = [head for head in whole.heads[name] if head.split("::")[0] in _STANDARD[name]]
            sheet = out.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for n, cells in enumerate([heads, *([row[head] for head in heads] for row in content)]):
                for column, cell in enumerate(cells):
                    sheet.write_string(n, column, cell, bold if n == 0 else None)


def _asked(survey: list[SheetRow], book: Codebook) -> list[SheetRow]:
    """The rows of what is asked and said, and of the groups around it."""
    shown = {item.row for item in book.asked} | {note.row for note in book.notes}
    kept: list[SheetRow] = []
    for row in survey:
        if row["type"] in CLOSES and kept and kept[-1]["type"] in OPENS:
            kept.pop()  # a group in which nothing is left
        elif (row["type"] in (*OPENS, *CLOSES)
              or row.number in shown and row["type"].partition(" ")[0] in (*KINDS, "note")):
            kept.append(row)
    return kept
