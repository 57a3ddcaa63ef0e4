"""Rows of cells as files: text in any encoding, XLSX, XLS, ODS, and SPSS."""

import csv
import datetime
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pandas as pd
import pyreadstat
import xlsxwriter
import xlwt

from coprod.codebook import Codebook
from tests.exports.crowd import OWN_WORDS, Person, nobody, trace

_ODS = ('<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
        'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
        'office:version="1.2"><office:body><office:spreadsheet><table:table table:name="Sheet1">{rows}</table:table>'
        '</office:spreadsheet></office:body></office:document-content>')
_MANIFEST = ('<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" '
             'manifest:version="1.2"><manifest:file-entry manifest:full-path="/" '
             'manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>'
             '<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/>'
             '</manifest:manifest>')


def write_rows(path: Path, rows: list[list[str]], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    """Write rows in the format of the file's ending; `delimiter` is for csv, `encoding` for csv and tsv.

    Spreadsheets hold true numbers, and true times where a cell looks like those of Microsoft Forms.
    """
    if path.suffix in (".csv", ".tsv"):
        _write_text(path, rows, "\t" if path.suffix == ".tsv" else delimiter, encoding)
    else:
        write = {".xlsx": _write_xlsx, ".xls": _write_xls, ".ods": _write_ods}[path.suffix]
        write(path, [[_value(cell) for cell in row] for row in rows])
    return path


def write_sav(path: Path, book: Codebook, people: list[Person]) -> Path:
    """Write people and one who answered nothing as an SPSS file: labelled numbers, 0/1 for options, a missing range."""
    columns: dict[str, list] = {"ResponseId": [], "StartDate": [], "IPAddress": [], "RecipientEmail": []}
    labels, words, missing = dict.fromkeys(columns, ""), {}, {}
    crowd = [*people, nobody(book)]
    for t in map(trace, range(len(crowd))):
        for name, value in zip(columns, (f"R_{t.number}", f"2020-01-{t.day:02}", t.ip, t.email), strict=True):
            columns[name].append(value)
    for item in book.asked:
        given = [person[item.name] for person in crowd]
        if item.kind == "several":
            for option in book.answers(item.name):
                name = f"{item.name}_{option.name}"
                columns[name] = [float(option.name in some) if some else None for some in given]
                labels[name], words[name] = f"{item.label} - {option.label}", {0: "Not selected", 1: "Selected"}
            columns[f"{item.name}_TEXT"] = [OWN_WORDS if "other" in some else "" for some in given]
            labels[f"{item.name}_TEXT"] = f"{item.label} - Other - Text"
        elif item.kind == "one":
            codes = {a.name: 99.0 if a.missing else float(n) for n, a in enumerate(book.answers(item.name), 1)}
            columns[item.name] = [codes.get(name) for name in given]
            words[item.name] = {codes[a.name]: a.label for a in book.answers(item.name)}
            missing[item.name] = [{"lo": 90, "hi": 99}]
            labels[item.name] = f"{item.stem} - {item.label}" if item.stem else item.label
        else:
            columns[item.name], labels[item.name] = given, item.label
    pyreadstat.write_sav(pd.DataFrame(columns), path, column_labels=labels, variable_value_labels=words,
                         missing_ranges=missing)
    return path


def _value(cell: str) -> str | int | datetime.datetime:
    try:
        return int(cell) if cell.isdigit() else datetime.datetime.strptime(cell, "%m/%d/%y %H:%M:%S")
    except ValueError:
        return cell


def _write_text(path: Path, rows, delimiter: str, encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)


def _write_xlsx(path: Path, rows) -> None:
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "default_date_format": "m/d/yy h:mm:ss"}
    with xlsxwriter.Workbook(path, plain) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)


def _write_xls(path: Path, rows) -> None:
    book = xlwt.Workbook()
    sheet, plain, time = book.add_sheet("Sheet1"), xlwt.easyxf(), xlwt.easyxf(num_format_str="m/d/yy h:mm:ss")
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            sheet.write(r, c, cell, time if isinstance(cell, datetime.datetime) else plain)
    book.save(str(path))


def _write_ods(path: Path, rows) -> None:
    lines = ("<table:table-row>" + "".join(map(_ods_cell, row)) + "</table:table-row>" for row in rows)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
        archive.writestr("content.xml", _ODS.format(rows="".join(lines)))


def _ods_cell(cell: str | int | datetime.datetime) -> str:
    kind = (f'"float" office:value="{cell}"' if isinstance(cell, int) else '"string"' if isinstance(cell, str)
            else f'"date" office:date-value="{cell.isoformat()}"')
    return f"<table:table-cell office:value-type={kind}><text:p>{escape(str(cell))}</text:p></table:table-cell>"
