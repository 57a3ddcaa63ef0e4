"""The published page of the explorer: the questions people ask most, answered as findings, without a widget."""

from coprod.explorer.choices import shortcuts, start
from coprod.explorer.render import render
from coprod.record import Survey
from coprod.report.blocks import Blocks
from coprod.report.messages import say, speaking
from coprod.report.parts import marks_of


def most_asked(survey: Survey) -> Blocks:
    """What the explorer shows for each of the questions people ask most, and how to ask others."""
    with speaking(survey.language):
        asked = shortcuts(survey) or {say("explore.main"): start(survey)}
        found = [render(survey, choices).finding(question) for question, choices in asked.items()]
        return Blocks([say("explore.published"), *found]).with_marks(marks_of(survey))
