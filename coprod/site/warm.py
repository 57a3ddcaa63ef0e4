"""What is read and worked out once, in the process that page makers are forked from, before any page is made."""

from contextlib import suppress

from coprod.analysis.shares import work_out
from coprod.errors import BadInput
from coprod.report.pages.team_page import rehearse
from coprod.workbook import read


def read_ahead(surveys: list[list[str]]) -> None:
    """Read surveys (wave, baseline or "", language), and work out what all of their pages need.

    Whatever is wrong with one is said when a page of it is made.
    """
    for named in surveys:
        with suppress(BadInput):
            survey = read(*named)
            rehearse(survey)
            if survey.before:
                work_out(survey.before)
