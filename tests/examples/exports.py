"""Writes the invented answers as two survey tools would: SurveyMonkey (two header rows), Microsoft Forms (a table)."""

import csv
from datetime import datetime, timedelta

from tests.examples import metadata
from tests.examples.answers import LATER, people
from tests.examples.codebook import SCALES
from tests.examples.workbook import open_workbook, survey_rows

PERSON = ["Respondent ID", "Collector ID", "Start Date", "End Date", "IP Address", "Email Address", "First Name",
          "Last Name", "Custom Data 1"]
TYPED = " (please specify)"  # the column of "Other" holds what the person typed
FORMS = ["ID", "Start time", "Completion time", "Email", "Name", "Last modified time", "Language"]
# Headings into which a pasted non-breaking space has slipped, as happens in Forms.
SPACED = {"confidence": ("confident do", "confident\u00a0do"), "support": ("work?", "work?\u00a0"),
          "usedpanels": ("panels or", "panels\u00a0or")}
EARLY_EXPORT = datetime(2016, 10, 21, 17, 30)


def write_surveymonkey(wave, folder):
    """Write two exports: an early one, and the last one, which holds every row again (newest first, as the tool does).

    Two people had stopped half way when the early export was made and had finished by the last.
    """
    rows = _surveymonkey_rows(wave)
    early = [row for row in rows if row["start"] <= EARLY_EXPORT]
    finished_later = [row for row in early if row["state"] == "complete"][2:4]
    for row in finished_later:
        row["end"] = EARLY_EXPORT + timedelta(days=4, minutes=len(row["Last Name"]))
    early = [_half_way(row) if row in finished_later else row for row in early]
    _write_csv(wave, folder / "responses-2016-10-21.csv", early)
    _write_csv(wave, folder / "responses-2016-11-07.csv", rows)


def write_forms(wave, folder):
    """Write one workbook with one Excel table: submitted rows only, true dates, several choices as `A;B;`."""
    columns = _questions(wave)
    crowd = people(wave).to_dict("records")
    table = [
        [number, start, end, "anonymous", "", "", "English (United Kingdom)"]
        + [_forms_cell(wave, row, question) for question in columns]
        for number, ((start, end), row) in enumerate(zip(metadata.times(wave, len(crowd)), crowd, strict=True), 1)
    ]
    headings = FORMS + _forms_headings(columns)
    with open_workbook(folder / "responses-2018-02-12.xlsx", "2018-02-12T09:00:00",
                       default_date_format="m/d/yy h:mm:ss") as book:
        sheet = book.add_worksheet("Sheet1")
        options = {"name": "Table1", "data": table, "columns": [{"header": heading} for heading in headings]}
        sheet.add_table(0, 0, len(table), len(headings) - 1, options)


def _questions(wave):
    """The questions a person may see, in order, each with the words above its grid."""
    asked, stem = [], None
    for row in survey_rows(wave):
        if row["type"].endswith("_group"):
            stem = row.get("label")
        elif row["type"] != "note" and row["set"] == "core":
            asked.append(row | {"stem": stem})
    return asked


def _labels(wave, question):
    """From choice name to the label a person sees."""
    kind = question["type"].split()[-1]
    if kind == "team":
        return {team["name"]: team["team"] for team in wave["teams"]}
    return {choice[0]: choice[1] for choice in SCALES.get(kind, [])}


def _cell(wave, row, question):
    answer = row[question["name"]]
    return _labels(wave, question).get(answer, answer) if isinstance(answer, str) else ""


def _surveymonkey_rows(wave):
    crowd = people(wave).to_dict("records")
    number = len(crowd)
    rows = [
        row | person | {"start": start, "end": end}
        for row, person, (start, end) in zip(crowd, metadata.persons(wave, number), metadata.times(wave, number),
                                             strict=True)
    ]
    return rows[::-1]


def _half_way(row):
    unanswered = {item: None for item in LATER if not item.startswith("skill")}
    return row | unanswered | {"end": row["start"] + timedelta(minutes=3)}


def _write_csv(wave, path, rows):
    questions = _questions(wave)
    first, second = [*PERSON], [""] * len(PERSON)
    for question in questions:
        for top, below in _surveymonkey_headings(wave, question):
            # A grid names its question once; the columns after it have a blank top row.
            first.append("" if top in first and question["stem"] else top)
            second.append(below)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([first, second, *(_surveymonkey_row(wave, row, questions) for row in rows)])


def _surveymonkey_headings(wave, question):
    if question["stem"]:
        return [(question["stem"], question["label"])]
    if question["type"].startswith("select_multiple"):
        options = [label + TYPED * (name == "other") for name, label in _labels(wave, question).items()]
        return [(question["label"] if place == 0 else "", option) for place, option in enumerate(options)]
    return [(question["label"], "Open-Ended Response" if question["type"] == "text" else "Response")]


def _surveymonkey_row(wave, row, questions):
    when = {"Start Date": row["start"], "End Date": row["end"]}
    cells = [f"{when[name]:%m/%d/%Y %I:%M:%S %p}" if name in when else row[name] for name in PERSON]
    for question in questions:
        if question["type"].startswith("select_multiple"):
            cells += _ticks(wave, row, question)
        else:
            cells.append(_cell(wave, row, question))
    return cells


def _ticks(wave, row, question):
    labels = _labels(wave, question)
    typed = row["otherwords"] if isinstance(row["otherwords"], str) else ""
    return [(typed if name == "other" else label) if name in row["help"] else "" for name, label in labels.items()]


def _forms_headings(columns):
    """Forms heads a grid column with the statement alone; an Excel table then numbers those that come again."""
    seen, headings = {}, []
    for question in columns:
        label = question["label"]
        seen[label] = seen.get(label, 0) + 1
        old, new = SPACED.get(question["name"], ("", ""))
        headings.append(label.replace(old, new) + (str(seen[label]) if seen[label] > 1 else ""))
    return headings


def _forms_cell(wave, row, question):
    if question["type"].startswith("select_multiple"):
        return "".join(f"{tick};" for tick in _ticks(wave, row, question) if tick)
    return _cell(wave, row, question)
