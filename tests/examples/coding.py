"""Writes the coding workbook of an example wave, filled in as two people might have done it."""

import random
from datetime import datetime

from coprod.codebook import read_codebook
from coprod.private.comments.coding_workbook import FILE, CodingWorkbook, SheetLine, first_themes, same, write_coding
from coprod.private.comments.personal_data import marks
from tests.examples import comments

ROLES = ["chair of the working party", "senior manager", "citizen member of the working party"]


def write_coded(wave, folder):
    """Write comments.xlsx for a wave whose comments were coded; the same bytes on every run."""
    key = wave["key"]
    texts = comments.COMMENTS[key] + [text for text, _ in comments.PLANTED[key]]
    lines = [_line(key, n, text, theme) for n, (text, theme) in enumerate(zip(texts, comments.CODES[key], strict=True))]
    random.Random(wave["folder"]).shuffle(lines)
    themes = first_themes(read_codebook(folder / "codebook.xlsx"))
    themes = [SheetLine(theme.cells | {"merge_into": comments.MERGED[key].get(theme["name"], "")}) for theme in themes]
    own = [SheetLine(dict(zip(("name", "label", "what belongs here", "merge_into"), (*row, ""), strict=True)))
           for row in comments.OWN_THEMES[key]]
    created = datetime.fromisoformat(wave["closed"])
    write_coding(folder / FILE, CodingWorkbook({"onething": lines}, own + themes, ROLES), created)


def _line(key, n, text, theme):
    second = comments.FIRST_THOUGHT[key].get(n, theme)
    paraphrase, role = comments.PARAPHRASES[key].get(n, ("", ""))
    return SheetLine({"comment": same(text), "look at": ", ".join(marks(text)), "coder_1": theme, "coder_2": second,
                 "agreed": theme if second != theme else "", "paraphrase": paraphrase, "signed_off_by": role})
