"""Every invented private detail in the raw files: if one of them turns up in anything published, something leaks."""

from tests.examples.comments import COMMENTS, PLANTED
from tests.examples.metadata import persons
from tests.examples.sessions import PLANTED as SESSION_NOTES
from tests.examples.waves import BASELINE, WAVES

PRIVATE = ["Respondent ID", "IP Address", "Email Address", "Last Name", "Custom Data 1"]
# Words too common to prove anything.
COMMON = {"n/a", "don't know"}


def canaries():
    """Names, e-mails, IP addresses, ids, planted fragments, whole comments and `other` texts of both waves."""
    opened = sum(team["answers"] for team in BASELINE["teams"]) + len(BASELINE["breakoff"]) + BASELINE["empty"]
    people = [person[name] for person in persons(BASELINE, opened) for name in PRIVATE]
    planted = [fragment for texts in PLANTED.values() for _, fragment in texts]
    typed = [text for texts in COMMENTS.values() for text in texts if text not in COMMON]
    return tuple(people + planted + typed + [text for wave in WAVES
                                             for text in wave["otherwords"]] + list(SESSION_NOTES))


CANARIES = canaries()
