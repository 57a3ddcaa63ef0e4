"""The coding workbook, read and written: comments without their people, their themes, and who may sign off."""

from dataclasses import dataclass, field
from datetime import datetime
from io import BytesIO
from pathlib import Path

from coprod.codebook import Codebook
from coprod.errors import BadInput, refuse
from coprod.opening import CODING, checked_cells, opened
from coprod.paths import whole_file

FILE = "comments.xlsx"
README, THEMES, ROLES, ASIDE = "read me", "themes", "roles", "set aside"
OTHER, NOTHING = "other", "nothing"
COMMENT, LOOK, CODER, AGREED = "comment", "look at", "coder_", "agreed"
PARAPHRASE, SIGNED = "paraphrase", "signed_off_by"
COLUMNS = (COMMENT, LOOK, f"{CODER}1", f"{CODER}2", AGREED, PARAPHRASE, SIGNED)
THEME_COLUMNS = ("name", "label", "what belongs here", "merge_into")
_BARRIERS, _HELP = "barriers", "help"  # topics, or items, that the list of themes starts with
_LONGEST = 32_000  # characters a cell can hold, and some to spare
_TITLE = "How to use this workbook"
_HOW = (
    "This workbook is private. It holds what people wrote. Never send it on, and keep it in this folder.",
    "The comments are shuffled. No team, no name and no time stands beside them.",
    "1. Look at the sheet “themes”. Change, add or take out themes before you start. Give each a short name and a "
    "plain label.",
    "2. Two people read every comment, each alone. Each writes the name of its main theme under coder_1 or coder_2.",
    "3. Run coprod comments with the wave's name again. It says how far you agree, and in which lines you do not.",
    "4. Talk about these lines. Write what you settled on under “agreed”.",
    "5. A theme that few people named can be counted with another: write that theme's name under merge_into.",
    "6. You may write what some comments mean in your own words, under “paraphrase”. Never copy a comment. No names, "
    "no places.",
    "7. A paraphrase is published only if it is signed off. Write who did, by a role of the sheet “roles”, under "
    "signed_off_by.",
    "“look at” marks what may name somebody. The marks are a help, no proof: read every comment.",
    "Then: coprod comments with the wave's name and --release. A theme is shown if 10 or more people named it.",
)


@dataclass(frozen=True)
class SheetLine:
    """One comment of a sheet, with all its cells by heading, and its line number there (0: not written yet)."""

    cells: dict[str, str]
    number: int = 0

    def __getitem__(self, head: str) -> str:
        return self.cells.get(head, "")

    @property
    def coded(self) -> bool:
        """Whether anybody wrote anything beside the comment."""
        return any(text for head, text in self.cells.items() if head not in (COMMENT, LOOK))


@dataclass(frozen=True)
class CodingWorkbook:
    """All that is in the workbook: `lines`, `heads` by item; `aside`: coded lines whose comment is gone."""

    lines: dict[str, list[SheetLine]]
    themes: list[SheetLine]
    roles: list[str]
    heads: dict[str, list[str]] = field(default_factory=dict)
    aside: list[SheetLine] = field(default_factory=list)


def same(text: str) -> str:
    """A comment as it stands in a cell, white space folded."""
    return " ".join(text.split())[:_LONGEST]


def first_themes(book: Codebook) -> list[SheetLine]:
    """The themes to start with: what the questionnaire knows as a barrier or as help, "other", and nothing said."""
    rows = [(item.name, item.label, "from the list of barriers") for item in book.items.values()
            if _BARRIERS in (item.construct, item.name)]
    rows += [(answer.name, answer.label, "from the kinds of help") for item in book.items.values()
             if _HELP in (item.construct, item.name) and item.kind != "text" for answer in book.answers(item.name)
             if not answer.missing and answer.name not in (OTHER, NOTHING)]
    rows += [(OTHER, "Something else", "what fits no theme"), (NOTHING, "Nothing to add", "don't know, n/a, no")]
    first: dict[str, tuple[str, str, str]] = {}
    for row in rows:
        first.setdefault(row[0], row)
    return [SheetLine(dict(zip(THEME_COLUMNS, (*row, ""), strict=True))) for row in first.values()]


def read_coding(path: Path, items: list[str]) -> CodingWorkbook:
    """Read the workbook. Raises BadInput: not readable, a sheet or column missing, a sheet that is not ours."""
    sheets = _sheets(path)
    ours = {README, THEMES, ROLES, ASIDE, *items}
    refuse([f'{path.name}: the sheet "{name}" is missing. Bring it back, or move this file away and run `coprod '
            "comments` again." for name in (THEMES, ROLES, *items) if name not in sheets])
    refuse([f'{path.name}: the sheet "{name}" is not part of it and would be lost. Keep it in another file.'
            for name in sheets if name not in ours])
    wanted = dict.fromkeys(items, COLUMNS) | {THEMES: THEME_COLUMNS, ROLES: ("role",)}
    refuse([f'{path.name}, sheet {sheet}, line 1: the column "{head}" is missing. Bring it back.'
            for sheet, heads in wanted.items() for head in heads if head not in sheets[sheet][0]])
    lines = {name: _lines(sheets[name]) for name in (*items, THEMES, ROLES)}
    refuse([f"{path.name}, sheet {name}, line {line.number}: a code stands beside no comment. Bring the comment back, "
            "or clear it." for name in items for line in lines[name] if not line[COMMENT] and line.coded])
    return CodingWorkbook({name: [line for line in lines[name] if line[COMMENT]] for name in items}, lines[THEMES],
                          [line["role"] for line in lines[ROLES] if line["role"]],
                          {name: sheets[name][0] for name in items}, _lines(sheets[ASIDE]) if ASIDE in sheets else [])


def write_coding(path: Path, workbook: CodingWorkbook, created: datetime) -> None:
    """Write the workbook, whole or not at all. `created`: the date it carries."""
    import xlsxwriter

    made = BytesIO()  # people's words are in no file but the one
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
    with xlsxwriter.Workbook(made, plain) as book:
        book.set_properties({"created": created})
        bold, wrap = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
        for name, heads, lines in _tables(workbook):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, 0, 70, wrap)
            sheet.set_column(1, max(1, len(heads) - 1), 22, wrap)
            sheet.write_row(0, 0, heads, bold)
            for number, line in enumerate(lines, 1):
                for column, text in ((n, line[head]) for n, head in enumerate(heads) if line[head]):
                    sheet.write_string(number, column, text)
            if name in workbook.lines:
                _offer(sheet, heads, len(workbook.themes), len(workbook.roles))
    whole_file(path, made.getvalue())


def _tables(workbook: CodingWorkbook):
    """Every sheet: its name, its headings and its lines."""
    yield README, [_TITLE], [SheetLine({_TITLE: text}) for text in _HOW]
    for item, lines in workbook.lines.items():
        yield item, workbook.heads.get(item) or list(COLUMNS), lines
    yield THEMES, _heads(THEME_COLUMNS, workbook.themes), workbook.themes
    yield ROLES, ["role"], [SheetLine({"role": role}) for role in workbook.roles]
    if workbook.aside:
        yield ASIDE, _heads(("sheet", *COLUMNS), workbook.aside), workbook.aside


def _offer(sheet, heads: list[str], themes: int, roles: int) -> None:
    """Offer the names of themes and roles in the cells they belong in; something else can still be typed."""
    for column, head in enumerate(heads):
        if head in (SIGNED, AGREED) or head.startswith(CODER):
            source = f"={ROLES}!$A$2:$A${roles + 20}" if head == SIGNED else f"={THEMES}!$A$2:$A${themes + 50}"
            offered = {"validate": "list", "source": source, "error_type": "information"}
            sheet.data_validation(1, column, 20_000, column, offered)


def _heads(first: tuple[str, ...], lines: list[SheetLine]) -> list[str]:
    return list(dict.fromkeys([*first, *(head for line in lines for head in line.cells)]))


def _sheets(path: Path) -> dict[str, list[list[str]]]:
    with opened(path, CODING) as book:
        found = {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}
    for name, rows in found.items():
        checked_cells(path, name, list(enumerate(rows, 1)), CODING)
    if not any(found.values()):
        raise BadInput(f"{path.name} is empty. Move it away and run `coprod comments` again.")
    return {name: [[same(_text(cell)) for cell in row] for row in rows] or [[]] for name, rows in found.items()}


def _text(cell) -> str:
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)


def _lines(rows: list[list[str]]) -> list[SheetLine]:
    heads = rows[0]
    made = [SheetLine({head: cell for head, cell in zip(heads, row, strict=False) if head}, number)
            for number, row in enumerate(rows[1:], 2)]
    return [line for line in made if any(line.cells.values())]
