"""The parts of the published pages, by name: each is one function of a survey, and shows itself in a notebook."""

from functools import wraps
from importlib import import_module

from coprod.record import Survey
from coprod.report.blocks import Blocks
from coprod.report.messages import say, speaking

PAGES = {
    "start_here": ("at_a_glance", "other_formats", "protected", "summary", "what_happens_next"),
    "who_answered": ("response", "response_by_group", "response_note", "who_is_silent"),
    "what_staff_told_us": ("by_group", "every_question", "headlines", "main_findings"),
    "vision": ("scorecard",),
    "what_gets_in_the_way": ("barriers", "in_their_words", "theme_note", "themes_of_comments"),
    "learning_needs": (
        "help_wanted", "largest_needs", "needs_by_group", "needs_note", "two_kinds_of_practice", "what_is_missing",
    ),
    "what_is_planned": ("plan_calendar", "plan_expects", "plan_serves", "plan_summary", "plan_to_do"),
    "what_has_changed": (
        "all_answers", "caution", "change_note", "groups_side_by_side", "headline_changes", "mix_of_teams",
        "not_compared", "other_changes", "what_could_be_seen", "what_it_takes_to_vanish",
    ),
    "did_the_plan_work": (
        "how_sessions_went", "judged_note", "no_cause", "plan_looked_back_on", "what_came_of_it", "what_it_took",
    ),
    "team_page": (
        "team_goes_well", "team_next_step", "team_page", "team_questions", "team_response", "team_to_work_on",
    ),
    "what_we_learned": (
        "our_own_measures", "what_could_have_been_different", "what_we_are_pleased_about", "what_we_did",
        "what_we_learned",
    ),
}
PARTS = {part: page for page, parts in PAGES.items() for part in parts}


class Report:
    """The parts of the pages of a survey, in its language: `report.headlines()`, `report.team_response("Early Help")`.

    Each gives `Blocks`, which show themselves as the last line of a cell and say whether the survey is a draft or
    invented.
    """

    def __init__(self, survey: Survey):
        self._survey = survey

    def __getattr__(self, name: str):
        if name not in PARTS:
            raise AttributeError(f"a report has no part {name!r}; it has: {', '.join(sorted(PARTS))}")
        part = getattr(import_module(f"coprod.report.pages.{PARTS[name]}"), name)

        @wraps(part)
        def blocks(*values) -> Blocks:
            with speaking(self._survey.language):
                return blocks_of(part(self._survey, *values)).with_marks(marks_of(self._survey))

        return blocks

    def __dir__(self):
        return sorted(PARTS)


def blocks_of(made) -> Blocks:
    """What a part returns, one block or several, as `Blocks`."""
    return Blocks(made if isinstance(made, list | tuple) else [made])


def marks_of(survey: Survey) -> tuple[str, ...]:
    """What a block says of the survey it is made of: a draft, and invented answers."""
    draft, invented = not survey.record.sealed, any(record.invented for record in survey.records)
    return (say("survey.draft"),) * draft + (say("survey.invented"),) * invented
