"""The questionnaire as a LimeSurvey import file: its "tab separated values" survey structure, one row a thing.

Columns and classes: LimeSurvey manual, "Tab Separated Value survey structure". S is a setting, SL a text of one
language, G a page, Q a question, SQ a row of a grid or an option, A an answer; relations follow from the order.
"""

import csv
import html
import io
from collections.abc import Iterator

from coprod.codebook import Answer, Codebook, Item, Universe, language_code
from coprod.questionnaire.screens import Screen, blocks, introduction

COLUMNS = ("class", "type/scale", "name", "relevance", "text", "help", "language", "validation", "mandatory", "other",
           "num_value_int_only")
_TYPES = {"one": "L", "several": "M", "number": "N", "text": "T", "grid": "F", "note": "X", "heading": "X"}
_MARKUP = str.maketrans({"{": "&#123;", "}": "&#125;", "\n": "<br />", "\t": " "})
_QUESTION_CODE, _ANSWER_CODE = 20, 5  # the longest codes that LimeSurvey keeps
# No names, no addresses, no times: what the export does not hold cannot get out.
_SETTINGS = {"anonymized": "Y", "datestamp": "N", "ipaddr": "N", "refurl": "N", "savetimings": "N", "usecookie": "N",
             "format": "A", "showwelcome": "Y"}


def limesurvey(books: list[Codebook]) -> str:
    """The text of the import file; `books`: the same codebook in each of its languages, the base language first."""
    codes = [_code(book, n) for n, book in enumerate(books)]
    rows = [_row("S", name=name, text=text) for name, text in
            (_SETTINGS | {"language": codes[0], "additional_languages": " ".join(codes[1:])}).items()]
    for book, code in zip(books, codes, strict=True):
        said = "".join(f"<p>{_html(block.label)}</p>" for block in introduction(blocks(book)))
        texts = {"surveyls_language": code, "surveyls_title": _html(book.title), "surveyls_welcometext": said}
        rows += [_row("SL", name=name, text=text, language=code) for name, text in texts.items()]
    for book, code in zip(books, codes, strict=True):
        rows += [row | {"language": code} for row in _page(book)]
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _page(book: Codebook) -> Iterator[dict[str, str]]:
    """The rows of one language: one page with everything on it, since the survey is short."""
    yield _row("G", name=_html(book.title), relevance="1")
    form = blocks(book)
    names = _Names(form)
    for n, block in enumerate(form[len(introduction(form)):], 1):
        yield _question(block, names, n, book)
        if block.kind in ("grid", "several"):
            codes = names.of if block.kind == "grid" else codes_of(block.answers, _QUESTION_CODE)
            rows = block.items if block.kind == "grid" else block.answers
            yield from (_row("SQ", "0", name=codes[one.name], text=_html(one.label), relevance="1") for one in rows)
        if block.kind in ("grid", "one"):
            codes = codes_of(block.answers, _ANSWER_CODE)
            yield from (_row("A", "0", name=codes[one.name], text=_html(one.label)) for one in block.answers)


def _question(block: Screen, names: "_Names", n: int, book: Codebook) -> dict[str, str]:
    if not block.items:
        return _row("Q", _TYPES[block.kind], name=f"note{n}", text=_html(block.label), relevance="1", mandatory="N",
                    other="N")
    first = block.items[0]
    whole = block.kind == "number" and all("." not in band.text for band in first.bands)
    return _row("Q", _TYPES[block.kind], name=names.grids[first.name] if block.kind == "grid" else names.of[first.name],
                text=_html(block.label), help=_html(first.hint if block.kind != "grid" else ""), other="N",
                relevance=_relevance(first.universe, names, book), num_value_int_only="1" if whole else "",
                mandatory="Y" if all(item.required for item in block.items) else "N")


def codes_of(answers: tuple[Answer, ...], longest: int) -> dict[str, str]:
    """LimeSurvey's code of each answer, by name: the name itself if all names of the list fit, else A1, A2, …"""
    fits = all(answer.name.isalnum() and len(answer.name) <= longest for answer in answers)
    return {answer.name: answer.name if fits else f"A{n}" for n, answer in enumerate(answers, 1)}


class _Names:
    """Codes of questions: `of` each item, `grids` by the name of their first item."""

    def __init__(self, form: tuple[Screen, ...]):
        self.of: dict[str, str] = {}
        self.grids: dict[str, str] = {}
        self.grid_of: dict[str, str] = {}
        for item in (item for block in form for item in block.items):
            self.of[item.name] = self._free(item.name, self.of)
        for n, block in enumerate((block for block in form if block.kind == "grid"), 1):
            code = self._free(f"grid{n}", self.of | self.grids)
            self.grids[block.items[0].name] = code
            self.grid_of |= {item.name: code for item in block.items}

    @staticmethod
    def _free(name: str, taken: dict[str, str]) -> str:
        """The name cut to what LimeSurvey keeps, with a digit at its end if that is taken."""
        code, n = name[:_QUESTION_CODE], 1
        while code in taken.values():
            n += 1
            code = f"{name[:_QUESTION_CODE - len(str(n))]}{n}"
        return code

    def variable(self, item: Item) -> str:
        """How an expression names the item."""
        grid = self.grid_of.get(item.name)
        return f"{grid}_{self.of[item.name]}" if grid else self.of[item.name]


def _relevance(universe: Universe, names: _Names, book: Codebook) -> str:
    if not universe.any_of:
        return "1"
    return " or ".join("(" + " and ".join(_test(names, book, *test) for test in way) + ")" for way in universe.any_of)


def _test(names: _Names, book: Codebook, item: str, answer: str) -> str:
    asked, answers = book.items[item], book.answers(item)
    if asked.kind == "several":
        return f'{names.variable(asked)}_{codes_of(answers, _QUESTION_CODE)[answer]}.NAOK == "Y"'
    return f'{names.variable(asked)}.NAOK == "{codes_of(answers, _ANSWER_CODE)[answer]}"'


def _code(book: Codebook, n: int) -> str:
    """LimeSurvey's name of a language; English where the workbook does not say."""
    return language_code(book.language) or ("en" if n == 0 else f"x{n}")


def _row(kind: str, scale: str = "", **cells: str) -> dict[str, str]:
    return {column: "" for column in COLUMNS} | {"class": kind, "type/scale": scale} | cells


def _html(text: str) -> str:
    """Text in which nothing is markup, and no bracket starts an expression."""
    return html.escape(text, quote=False).translate(_MARKUP)
