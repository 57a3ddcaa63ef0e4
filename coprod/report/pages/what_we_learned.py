"""What the working party learned, as findings: what it did, its lessons with what they led to, and its own measures."""

import pandas as pd

from coprod.analysis.shares import response
from coprod.plan import Entry, read_review
from coprod.plan.review import DID, DIFFERENT, LEARNED, MEASURE, PLEASED, RESPONSE, SIGN_OFF
from coprod.record import Survey
from coprod.report.blocks import Finding, Paragraph, Points
from coprod.report.messages import counted, own_words, say, shown
from coprod.report.pages.did_the_plan_work import plan_judged
from coprod.report.tables import Table
from coprod.report.wording import title_of


def review_of(survey: Survey) -> tuple[Entry, ...]:
    """The review a page shows: that of the baseline, for it looks back on that plan; else that of the wave itself."""
    return read_review((survey.before or survey).wave) or ()


def what_we_did(survey: Survey) -> list[Points | Paragraph]:
    """What the working party did."""
    return _points(survey, DID)


def what_we_are_pleased_about(survey: Survey) -> list[Points | Paragraph]:
    """What it is pleased about."""
    return _points(survey, PLEASED)


def what_we_learned(survey: Survey) -> list[Finding | Paragraph]:
    """Each lesson with what it led to, and how far that is."""
    return _lessons(survey, LEARNED)


def what_could_have_been_different(survey: Survey) -> list[Finding | Paragraph]:
    """What could have been different, with what that led to."""
    return _lessons(survey, DIFFERENT)


def our_own_measures(survey: Survey) -> list[Table]:
    """Who answered, what was agreed, and what else the working party set itself."""
    entries = _entries(survey, MEASURE)
    aims = {entry.what: own_words(entry.aim) for entry in entries}
    answered = shown([_answered(one) for one in (survey.before, survey) if one], "semicolons")
    rows = [(say("review.response"), aims.get(RESPONSE, ""), answered),
            (say("review.sign_off"), aims.get(SIGN_OFF, ""), _signed(survey))]
    rows += [(own_words(entry.what), own_words(entry.aim), own_words(entry.result)) for entry in entries
             if entry.what not in (RESPONSE, SIGN_OFF)]
    return [_table(survey, say("review.own"), pd.DataFrame(rows, columns=["measure", "aim", "result"]))]


def _entries(survey: Survey, part: str) -> list[Entry]:
    return [entry for entry in review_of(survey) if entry.part == part]


def _points(survey: Survey, part: str) -> list[Points | Paragraph]:
    texts = tuple(own_words(entry.what) for entry in _entries(survey, part))
    return [Points(texts) if texts else Paragraph(say("review.nothing"))]


def _lessons(survey: Survey, part: str) -> list[Finding | Paragraph]:
    entries = _entries(survey, part)
    if not entries:
        return [Paragraph(say("review.nothing"))]
    rows = pd.DataFrame([{"lesson": own_words(one.what), "action": own_words(one.action),
                          "state": say(f"review.state_{one.state}")} for one in entries])
    table = _table(survey, say(f"review.{part}"), rows)
    counts = pd.Series([one.state for one in entries]).value_counts().to_dict()
    headline = say("review.led", done=counts.get("done", 0), all=len(entries))
    told = say("review.states", told=counted("review.counted", counts))
    return [Finding(headline, told, None, "", table.source, table)]


def _table(survey: Survey, title: str, rows: pd.DataFrame) -> Table:
    return Table(title, {name: say(f"review.{name}") for name in rows}, rows,
                 say("review.source", title=title_of(survey.before or survey)))


def _answered(survey: Survey) -> str:
    usable = None if survey.record.is_small else response(survey).set_index("answer").loc["usable", "share"]
    return say("review.response_told", share=usable, title=title_of(survey))


def _signed(survey: Survey) -> str:
    plan = plan_judged(survey)
    if plan is None:
        return say("review.no_plan")
    return say("review.signed", signed=sum(one.signed for one in plan.expectations), all=len(plan.expectations))
