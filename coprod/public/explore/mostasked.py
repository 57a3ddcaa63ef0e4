"""The published page of the explorer: the questions people ask most, answered as findings, without a widget."""

from coprod.public.explore.choices import Surveys, shortcuts, start
from coprod.public.explore.view import look
from coprod.public.show import Finding, Notice, Paragraph
from coprod.public.words.of_explore import text
from coprod.safe import SafeTally


def most_asked(record: SafeTally, baseline: SafeTally | None = None) -> list[Finding | Notice | Paragraph]:
    """What the explorer shows for each of the questions people ask most, and how to ask others."""
    surveys = Surveys(record, baseline)
    asked = shortcuts(surveys) or {text("main"): start(surveys)}
    return [Paragraph(text("published")), *(look(surveys, choices).finding(question) for question, choices in asked.items())]
