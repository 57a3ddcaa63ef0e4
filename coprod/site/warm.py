"""What is read and worked out once, in the process that page makers are forked from, before any page is made."""

from coprod.analysis import shares
from coprod.record.safe import keep_ready
from coprod.report.pages.team import rehearse


def read_ahead(surveys: list[list[str]]) -> None:
    """Read the records of surveys (wave, baseline or "", language), and work out what all of their pages need.

    Whatever is wrong with one is said when a page of it is made.
    """
    records = [keep_ready(wave) for wave in sorted({wave for survey in surveys for wave in survey[:2]} - {""})]
    for record in records:
        shares.work_out(record)
        for other in (None, *records):
            rehearse(record, other)
