"""What the working party learned, as findings: what it did, its lessons with what they led to, and its own measures."""

import pandas as pd

from coprod.analysis import shares as estimate
from coprod.plan.learning_plan import Plan
from coprod.plan.review import DID, DIFFERENT, LEARNED, MEASURE, PLEASED, RESPONSE, SIGN_OFF, Entry, read_review
from coprod.record.safe import SafeTally
from coprod.report.blocks import Finding, Paragraph, Points
from coprod.report.messages import of_plan
from coprod.report.messages.of_numbers import percent
from coprod.report.tables import Table

Review = tuple[Entry, ...]


def review_of(record: SafeTally, then: SafeTally | None = None) -> Review:
    """The review a page shows: that of the baseline where there is one, for it looks back on that plan; else the wave's own."""
    return read_review((then or record).wave) or ()


def what_we_did(review: Review) -> list[Points | Paragraph]:
    """What the working party did."""
    return _points(review, DID)


def what_we_are_pleased_about(review: Review) -> list[Points | Paragraph]:
    """What it is pleased about."""
    return _points(review, PLEASED)


def what_we_learned(review: Review, record: SafeTally, then: SafeTally | None = None) -> list[Finding | Paragraph]:
    """Each lesson with what it led to, and how far that is."""
    return _lessons(review, LEARNED, then or record)


def what_could_have_been_different(review: Review, record: SafeTally, then: SafeTally | None = None) -> list[Finding | Paragraph]:
    """What could have been different, with what that led to."""
    return _lessons(review, DIFFERENT, then or record)


def our_own_measures(review: Review, plan: Plan | None, record: SafeTally, then: SafeTally | None = None) -> list[Table]:
    """Who answered, what was agreed, and what else the working party set itself."""
    entries = [entry for entry in review if entry.part == MEASURE]
    aims = {entry.what: entry.aim for entry in entries}
    rows = [(of_plan.of_review("response"), aims.get(RESPONSE, ""), "; ".join(_answered(one) for one in (then, record) if one)),
            (of_plan.of_review("sign_off"), aims.get(SIGN_OFF, ""), _signed(plan))]
    rows += [(entry.what, entry.aim, entry.result) for entry in entries if entry.what not in (RESPONSE, SIGN_OFF)]
    heads = {name: of_plan.of_review(name) for name in ("measure", "aim", "result")}
    return [Table(of_plan.of_review("own"), heads, pd.DataFrame(rows, columns=list(heads)),
                  of_plan.review_source((then or record).about["title"]))]


def _points(review: Review, part: str) -> list[Points | Paragraph]:
    texts = tuple(entry.what for entry in review if entry.part == part)
    return [Points(texts) if texts else Paragraph(of_plan.of_review("nothing"))]


def _lessons(review: Review, part: str, record: SafeTally) -> list[Finding | Paragraph]:
    entries = [entry for entry in review if entry.part == part]
    if not entries:
        return [Paragraph(of_plan.of_review("nothing"))]
    rows = pd.DataFrame([(one.what, one.action, of_plan.of_review(f"state_{one.state}")) for one in entries],
                        columns=["lesson", "action", "state"])
    title = of_plan.of_review(part)
    table = Table(title, {name: of_plan.of_review(name) for name in rows}, rows, of_plan.review_source(record.about["title"]))
    headline = of_plan.led(sum(one.state == "done" for one in entries), len(entries))
    return [Finding(headline, of_plan.states([one.state for one in entries]), None, "", table.source, table)]


def _answered(record: SafeTally) -> str:
    if record.few:
        return of_plan.answered("", record.about["title"])
    usable = estimate.response(record).set_index("answer").loc["usable", "share"]
    return of_plan.answered(percent(usable), record.about["title"])


def _signed(plan: Plan | None) -> str:
    if plan is None:
        return of_plan.of_review("no_plan")
    return of_plan.signed(sum(one.signed for one in plan.expectations), len(plan.expectations))
