"""coprod: from the raw exports of a staff survey to pages everybody can read.

These are the names a notebook uses. Each is loaded when it is first asked for, so that `import coprod` is quick.
"""

import importlib

_ROOMS = {
    "coprod.safe": ("read_baseline", "read_record"),
    "coprod.public.show": ("show",),
    "coprod.public.citizens": ("at_a_glance", "other_formats", "protected", "what_happens_next"),
    "coprod.public.scorecard": ("scorecard",),
    "coprod.public.findings": (
        "by_group", "every_question", "headlines", "main_findings", "protection", "response",
        "response_by_group", "summary",
    ),
    "coprod.public.doubts": ("change_note", "mix_of_teams", "response_note", "what_it_takes_to_vanish", "who_is_silent"),
    "coprod.public.team": (
        "team_goes_well", "team_next_step", "team_page", "team_questions", "team_response", "team_to_work_on",
    ),
    "coprod.public.explore.mostasked": ("most_asked",),
    "coprod.public.explore.widgets": ("explore",),
    "coprod.public.findings_of_change": (
        "all_answers", "caution", "groups_side_by_side", "headline_changes", "not_compared", "other_changes",
        "what_could_be_seen",
    ),
}
_HOME = {name: room for room, names in _ROOMS.items() for name in names}
__all__ = sorted(_HOME)


def __getattr__(name):
    if name not in _HOME:
        raise AttributeError(f"coprod has no name {name!r}; it has: {', '.join(__all__)}")
    return getattr(importlib.import_module(_HOME[name]), name)


def __dir__():
    return __all__
