"""Every sentence on a page: plain words, ranges as numbers, no claim about causes. Here those about one survey.

Those about several surveys, about teams and about files have rooms of their own beside this one.
"""

import datetime

from coprod.public.tables import percent

_FRACTIONS = {0.1: "1 in 10", 0.2: "1 in 5", 0.25: "1 in 4", 0.3: "3 in 10", 1 / 3: "1 in 3", 0.4: "2 in 5", 0.5: "half",
              0.6: "3 in 5", 2 / 3: "2 in 3", 0.7: "7 in 10", 0.75: "3 in 4", 0.8: "4 in 5", 0.9: "9 in 10"}
_NEAR = 0.015  # within one and a half points of a fraction nobody needs an "about"
EVERYBODY_REPLIED = "Everybody replied, so these are the figures of all staff."
NOT_EVERYONE = "Not everyone replied, so the true figure could be a bit higher or lower."
DRAFT = "Draft, not for sharing."
INVENTED = "The answers on this page are invented. No real person gave them."
TOO_FEW = "Too few people answered this to show it."
FEW = "Fewer than 30 people answered. So there are wide ranges only, and no exact numbers."
SOMEWHERE = "The true figure lies somewhere in this range."
EVERYBODY = "Ranges for everybody who answered; exact numbers are not shown."
OTHER_QUESTIONS = "All other questions"
ALL_STAFF = "All staff"
SEVERAL_ANSWERS = "Put together from several answers"
CHOSE = "The share of those asked who chose each answer."
FITS = "The share of staff this is true of."
SILENT = ("Here is what those who did not answer could change. The lowest figure is if none of them would say so. "
          "The highest is if all of them would.")
WEIGHTED = "Weighted: each team counts by its number of staff, not by how many of them answered."
NOTHING = "There is nothing to report here. No main results were chosen before the survey, or too few people answered."
NEXT = ("A working party of staff and citizens reads these results.", "It writes a plan of what staff want to learn.",
        "Later the survey is asked again, to see what has changed.")
FORMATS = ("Tick “Large print” at the top for bigger letters, on screen and on paper.",
           "Every page can be printed. On a phone the tables turn into short lists.",
           "Below each table is a file of its numbers. The list of all pages has one spreadsheet of all numbers.",
           "Do you need it on paper, read aloud, or in another language? Ask whoever gave you these pages.")


def in_ten(share: float) -> str:
    """A share (0-1) as people say it: "1 in 5", "about 7 in 10", "nearly all"."""
    if share in (0.0, 1.0):
        return "all" if share else "no"
    if share < 0.05 or share > 0.95:
        return "very few" if share < 0.5 else "nearly all"
    near = min(_FRACTIONS, key=lambda fraction: abs(fraction - share))
    return _FRACTIONS[near] if abs(near - share) <= _NEAR else f"about {_FRACTIONS[near]}"


def said(share: float, phrase: str) -> str:
    """A headline: "1 in 5 staff say they need more support"."""
    if share != share:
        return f"Staff who {phrase}: too few answers to show"
    many = in_ten(share)
    return f"{many[0].upper()}{many[1:]}{' of' if many.endswith('half') else ''} staff {phrase}"


def share_with_range(share: float, low: float, high: float, count: int, base: int) -> str:
    """A summary: "20%, likely range 15% to 26%. 24 of the 120 people who answered."."""
    if share != share:
        return TOO_FEW
    who = f"{count} of the {base} people who answered."
    if low == high:
        return f"{percent(share)}. Everybody answered: {count} of {base} people said so."
    return f"{percent(share)}, likely range {percent(low)} to {percent(high)}. {who}"


def who_answered(usable: int, eligible: int, opened: str, closed: str) -> str:
    """When the survey ran and how many answered."""
    share = percent(usable / eligible)
    return f"The survey ran from {day(opened)} to {day(closed)}. {usable} of {eligible} staff answered. That is {share}."


def complete_words(usable: int, complete: int) -> str:
    """How many of the usable answers were finished."""
    rest = usable - complete
    some = f"{rest} answered most of the questions." if rest else "Nobody who counts stopped early."
    return f"{_people(complete)} finished the survey. {some}"


def positive_words(labels: list[str]) -> str:
    """Which answers a share counts: "The share of staff who said “Agree” or “Strongly agree”."."""
    return f"The share of staff who said {' or '.join(f'“{label}”' for label in labels)}."


def response_note(usable: float, complete: float, kish: float | None) -> list[str]:
    """The technical note on who answered, with the field's own names."""
    lines = [f"Response rates by the AAPOR Standard Definitions: RR2 (all usable answers) {percent(usable)}; RR1 (finished only) "
             f"{percent(complete)}. Everybody not counted is taken as eligible.",
             "Likely ranges: 95%, by inverting the hypergeometric distribution over all eligible staff (above 500 staff Wilson's "
             "range with the finite correction). Lowest and highest possible share: worst-case bounds."]
    if kish is not None:
        lines.append(f"Weights: head count by answers in each group shown. Kish's factor for the loss by weighting is {kish:.1f}.")
    return lines


def protection(floor: int) -> list[str]:
    """How people are protected, what remains possible, and what to do if something looks wrong."""
    return [f"Answers are confidential. Nothing is shown for fewer than {floor} people.",
            "Small teams are shown together with others. For teams there are wide ranges only, never exact numbers.",
            "Answers that only one or two people gave are shown together with the answer next to them.",
            "These pages are made from counts. Nobody's own answers are kept with them. Names and e-mail addresses never came in.",
            "A range can still tell you something about a team as a whole. It does not tell what one person said.",
            "Does something here seem to point to one person? Please tell whoever runs the survey at once."]


def about_groups(heading: str, notes: list[str]) -> str:
    """How to read results by group; `heading`: "Team", "Role"."""
    whose = "team" if heading == "Team" else "group"
    return " ".join([f"Each bar is a range. The true figure of the {whose} lies somewhere in it.", *notes])


def by(phrase: str, breakdown: dict) -> str:
    """The title of a result by group: "Staff who feel confident: team by team", "…: by role"."""
    return f"Staff who {phrase}: {'team by team' if breakdown['name'] == 'team' else 'by ' + breakdown['label'].lower()}"


def ranges(heading: str) -> str:
    """What stands under a picture of groups: "Ranges by team; exact numbers of teams are never shown."."""
    return f"Ranges by {heading.lower()}; exact numbers of {'teams' if heading == 'Team' else 'groups'} are never shown."


def few_answered(opened: str, closed: str, eligible: int, low: float | None, high: float | None) -> str:
    """When a small survey ran, and between which shares of staff answered; without a range where none may be shown."""
    share = "" if low is None else f"Between {percent(low)} and {percent(high)} of {eligible} staff answered. "
    return f"The survey ran from {day(opened)} to {day(closed)}. {share}{FEW}"


def said_between(low: float, high: float, phrase: str) -> str:
    """A headline of a small survey: "Between 25% and 50% of those who answered feel sure"."""
    return f"Between {percent(low)} and {percent(high)} of those who answered {phrase}"


def day(iso: str) -> str:
    """A date as people write it: "10 October 2016"."""
    date = datetime.date.fromisoformat(iso)
    return f"{date.day} {date:%B %Y}"


def source(title: str, base: str) -> str:
    """The caption under a figure: which survey, how many answers."""
    return f"Source: staff survey, {title}. {base}"


def bases(counts: list[int]) -> str:
    """How many answers stand behind a figure: "120 answers" or "112 to 120 answers"; none where too few answered."""
    if not counts:
        return TOO_FEW
    low, high = min(counts), max(counts)
    return f"{low} answers." if low == high else f"{low} to {high} answers, by question."


def _people(count: int) -> str:
    return {0: "Nobody", 1: "1 person"}.get(count, f"{count} people")


def listed(parts: list[str]) -> str:
    """Parts as people list them: "2 improved, 1 got worse and 3 went up"."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
