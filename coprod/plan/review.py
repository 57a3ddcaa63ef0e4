"""The review of a plan: what the working party did, learned and would do differently, and its own measures."""

from dataclasses import dataclass

from coprod.errors import refuse
from coprod.plan.input_tables import Line
from coprod.plan.learning_plan import lines_of

COLUMNS = ("part", "what", "action", "state", "aim", "result")
DID, LEARNED, PLEASED, DIFFERENT, MEASURE = "did", "learned", "pleased", "different", "measure"
PARTS = (DID, LEARNED, PLEASED, DIFFERENT, MEASURE)
STATES = ("planned", "begun", "done", "dropped")
RESPONSE, SIGN_OFF = "response", "sign-off"  # measures whose result is worked out, so that it is never typed
COUNTED = (RESPONSE, SIGN_OFF)


@dataclass(frozen=True)
class Entry:
    """One line of a review: a lesson (learned, different) has its action and state, a measure its aim and result."""

    part: str
    what: str
    action: str
    state: str
    aim: str
    result: str
    line: int


def read_review(wave: str) -> tuple[Entry, ...] | None:
    """Read review.csv or review.xlsx of `data/plan/<wave>`; None where there is none, or no line is filled in yet.

    Raises BadInput with every problem by file, line and column.
    """
    problems: list[str] = []
    entries = tuple(_entry(line) for line in lines_of(wave, "review", COLUMNS, problems))
    refuse(problems)
    return entries or None


def _entry(line: Line) -> Entry:
    part, what = line.text("part"), line.text("what")
    if part and part not in PARTS:
        line.wrong("part", f"must be {', '.join(PARTS[:-1])} or {PARTS[-1]}.")
    if part in (LEARNED, DIFFERENT):
        line.text("action")
        if line.text("state") and line.cells["state"] not in STATES:
            line.wrong("state", f"must be {', '.join(STATES[:-1])} or {STATES[-1]}.")
    if part == MEASURE and what in COUNTED and line.cells["result"]:
        line.wrong("result", "is worked out from the survey and the plan. Leave it blank.")
    elif part == MEASURE and what not in COUNTED:
        line.text("result")
    for column in ("aim", "result") if part in PARTS[:-1] else ():
        if line.cells[column]:
            line.wrong(column, f"belongs to a {MEASURE} only. Leave it blank.")
    line.refuse_people(*COLUMNS[1:])
    return Entry(*(line.cells[column] for column in COLUMNS), line.at)
