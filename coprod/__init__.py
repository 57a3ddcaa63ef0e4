"""coprod: from the raw exports of a staff survey to pages everybody can read.

These are the names a notebook uses. Each is loaded when it is first asked for, so that `import coprod` is quick.
"""

import importlib

ROOMS = {
    "coprod.site.translations": ("read_baseline", "read_record"),
    "coprod.record.themes": ("read_themes",),
    "coprod.report.blocks": ("show",),
    "coprod.report.pages.barriers": ("barriers", "in_their_words", "theme_note", "themes_of_comments"),
    "coprod.report.pages.overview": ("at_a_glance", "other_formats", "protected", "what_happens_next"),
    "coprod.report.pages.vision": ("scorecard",),
    "coprod.report.pages.findings": (
        "by_group", "every_question", "headlines", "main_findings", "protection", "response",
        "response_by_group", "summary",
    ),
    "coprod.report.pages.learning_needs": (
        "help_wanted", "largest_needs", "needs_by_group", "needs_note", "two_kinds_of_practice", "what_is_missing",
    ),
    "coprod.report.plan_checks": ("plan_of",),
    "coprod.report.pages.plan": ("plan_calendar", "plan_expects", "plan_serves", "plan_summary", "plan_to_do"),
    "coprod.report.pages.did_it_work": (
        "how_sessions_went", "judged_note", "no_cause", "plan_judged", "what_came_of_it", "what_it_took",
    ),
    "coprod.report.pages.lessons": (
        "our_own_measures", "review_of", "what_could_have_been_different", "what_we_are_pleased_about", "what_we_did",
        "what_we_learned",
    ),
    "coprod.report.pages.robustness": ("change_note", "mix_of_teams", "response_note", "what_it_takes_to_vanish", "who_is_silent"),
    "coprod.report.pages.team": (
        "team_goes_well", "team_next_step", "team_page", "team_questions", "team_response", "team_to_work_on",
    ),
    "coprod.explorer.most_asked": ("most_asked",),
    "coprod.explorer.widgets": ("explore",),
    "coprod.report.pages.what_changed": (
        "all_answers", "caution", "groups_side_by_side", "headline_changes", "not_compared", "other_changes",
        "what_could_be_seen",
    ),
}
_HOME = {name: room for room, names in ROOMS.items() for name in names}
__all__ = sorted(_HOME)


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"coprod has no name {name!r}; it has: {', '.join(__all__)}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__():
    return __all__
