"""Sentences of a team page."""

from coprod.public.tables import percent

TEAM = "Team"
RANGES = "Each bar is a range. The exact figure of those who answered lies somewhere in it. The mark on the bar is all staff."
RATE, GOES_WELL, TO_WORK_ON = "How many of the team answered", "What goes well", "What to work on"
ON_THEIR_OWN = "Questions that stand on their own"
SMALL = "Not everyone answered. And in a team a few answers can make a big difference. So take this as a start to talk."
CANNOT_TELL = "“Can't tell” means: the range holds the all-staff share."
RATE_NOT_SHOWN = "How many of the team answered is not shown. Single numbers could be worked out from it."
NOTHING_SHOWN = "No question is shown by team in this survey."
NOTHING_GOOD = "Nothing stands out here. No range lies wholly on the better side of all staff, or of a half."
NOTHING_TO_WORK_ON = "Nothing stands out here. No range lies wholly on the worse side of all staff, or of a half."
THEN_DIFFERS = "The teams on this page were not shown in this way in the survey before. So there is no range from then."
EMPTY = "An empty place means: the question was not asked in the same way then."
NO_VERDICT = "Ranges this wide cannot show small changes. So there is no verdict on what changed."
SOURCE = "Ranges of one team; exact numbers are never shown."
FIRST_STEP = "Look at this page together. Please do not try to work out who said what."
NEXT_STEPS = ("Invite citizens to choose with you.", "Agree on one small step. Write down who takes it, and by when.",
                   "After the next survey, look at this page again.")
YOUR_TEAM = "Your team"
INDEX = "Choose your team. Small teams are shown together, so that nobody can be found."
NO_TEAM_PAGES = "Pages for each team were not made this time."
NO_TEAMS = "This survey is not shown by team."


def about_team(teams: int) -> str:
    """What a team page is about; `teams`: how many are shown as one."""
    if teams > 1:
        return f"This page is about {teams} teams shown as one. Small teams are shown together, so that nobody can be found."
    return "This page is about one team. It shows ranges and no exact numbers, so that nobody can be found."


def answered(low: float, high: float) -> str:
    """A headline: "Between 40% and 60% of the team answered"."""
    return f"Between {percent(low)} and {percent(high)} of the team answered"


def beside_all_staff(compared: str, share: float) -> str:
    """A team's range beside all staff, as a sentence."""
    if compared in ("higher", "lower"):
        return f"That is {compared} than all staff ({percent(share)})."
    return f"We can't tell if that is higher or lower than all staff: the range holds the all-staff share ({percent(share)})."


def compared(how: str, good: int) -> str:
    """The same as the cell of a table: "higher (better)"; `good`: 1 better, -1 worse, 0 neither."""
    return {"cannot tell": "can't tell"}.get(how, how) + {1: " (better)", -1: " (worse)", 0: ""}[good]


def stands_out(good: bool, count: int) -> str:
    """The headline of what goes well (`good`) or is to work on, beside all staff; says it where nothing does."""
    if not count:
        return "Nothing stands out beside all staff"
    return f"{'Better' if good else 'Worse'} than all staff on {_questions(count)}"


def why_chosen(good: bool, apart: int, half: int, most: int) -> str:
    """Why questions are named. `apart`: how many have ranges apart from all staff; `half`: if none has, how many lie on one
    side of a half; `most`: how many are named first."""
    side = "better" if good else "worse"
    why = f"The whole range lies on the {side} side of all staff." if apart else (
        f"But on {_questions(half)} half of the team or {'more' if good else 'fewer'} gave the answer we hope for.")
    left = (apart or half) - most
    more = f"The clearest come first; {left} more {'stands' if left == 1 else 'stand'} under “All questions”."
    return why if left <= 0 else f"{why} {more}"


def asked_about(stem: str, label: str, kind: str, phrase: str, answers: list[str]) -> str:
    """A measure in one line, out of its place in the survey: "Surveys: “On my own” or “I could help others do it”"."""
    if kind == "indicator":
        return f"Staff who {phrase}"
    if kind == "option":
        return f"{stem} “{label}”"
    said = " or ".join(f"“{answer}”" for answer in answers)
    return f"{label}{'' if label[-1:] in '.?!' else ':'} {said}" if said else label


def what_to_choose(some: bool) -> str:
    """The step from looking to choosing; `some`: whether the page names something to work on."""
    return ("Choose one thing to work on. The first in the list above can be a start." if some else
            "Choose one thing that matters most to you. It need not stand on this page.")


def then_and_now(then: str, now: str, gaps: bool) -> str:
    """Which surveys two columns hold; `gaps`: whether a question has no range from then."""
    first = f"“Then” is the survey “{then}”, “now” is “{now}”. For all staff the table shows what is true now."
    return f"{first} {EMPTY + ' ' if gaps else ''}{NO_VERDICT}"


def note() -> list[str]:
    """The technical note of a team page, with the field's own names."""
    return ["Ranges are fixed bands (thirds to twentieths, by the number of answers), not confidence intervals. They hold the "
            "exact share of those who answered. A team's numbers of answers are not published.",
            "A range is called higher or lower only if it lies wholly outside the all-staff share, both in whole per cents. This "
            "describes those who answered; it is no test, and no allowance is made for many questions.",
            "“What goes well” and “what to work on” take such ranges, largest distance first, but none that lies wholly on the "
            "other side of 50%. If there are none: ranges wholly on one side of 50% that hold the all-staff share. Ties stay in "
            "the order of the survey. Questions without a better direction are left out."]


def _questions(count: int) -> str:
    return f"{count} question{'s' * (count != 1)}"
