"""The published page of the explorer: the questions people ask most, answered as findings, without a widget."""

from coprod.explorer.choices import Surveys, shortcuts, start
from coprod.explorer.render import look
from coprod.record.safe import SafeTally
from coprod.report.blocks import Finding, Notice, Paragraph
from coprod.report.messages.of_explore import text


def most_asked(record: SafeTally, baseline: SafeTally | None = None) -> list[Finding | Notice | Paragraph]:
    """What the explorer shows for each of the questions people ask most, and how to ask others."""
    surveys = Surveys(record, baseline)
    asked = shortcuts(surveys) or {text("main"): start(surveys)}
    return [Paragraph(text("published")), *(look(surveys, choices).finding(question) for question, choices in asked.items())]
