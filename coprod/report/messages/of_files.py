"""Old names of sentences about files, for call sites that are not converted yet."""

from coprod.report.messages.language import entries_of
from coprod.report.messages.sentences import say

__getattr__ = entries_of("files")


def all_numbers(title):
    return say("files.all_numbers", title=title)


def workbook_cover(about):
    marks = [say("survey.draft")] * about["draft"] + [say("survey.invented")] * about["invented"]
    return [*marks, about["intro"], about["who"], say("files.how_to_use"), *say("survey.protection", floor=about["floor"])]


def tables_of(page):
    return say("files.tables_of", page=page)


def as_pdf(title):
    return say("files.as_pdf", title=title)


def as_notebook(title):
    return say("files.as_notebook", title=title)


def table_number(number):
    return say("files.table_number", number=number)


def table_named(number, title):
    return say("files.table_named", number=number, title=title)


def note_mark(number):
    return say("files.note_mark", number=number)


def again(heading, number):
    return say("files.again", heading=heading, number=number)
