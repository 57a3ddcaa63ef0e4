"""Every sentence on a page: plain words, ranges as numbers, no claim about causes."""

import datetime

from coprod.public.tables import percent

_FRACTIONS = {0.1: "1 in 10", 0.2: "1 in 5", 0.25: "1 in 4", 0.3: "3 in 10", 1 / 3: "1 in 3", 0.4: "2 in 5", 0.5: "half",
              0.6: "3 in 5", 2 / 3: "2 in 3", 0.7: "7 in 10", 0.75: "3 in 4", 0.8: "4 in 5", 0.9: "9 in 10"}
_NEAR = 0.015  # within one and a half points of a fraction nobody needs an "about"

EVERYBODY_REPLIED = "Everybody replied, so these are the figures of all staff."
NOT_EVERYONE = "Not everyone replied, so the true figure could be a bit higher or lower."
NO_CAUSE = ("These pages show what changed between the two surveys. They cannot show why. Many things happened in that time, "
            "and the plan was only one of them.")
DRAFT = "Draft, not for sharing."
INVENTED = "The answers on this page are invented. No real person gave them."
TOO_FEW = "Too few people answered this to show it."
FEW = "Fewer than 30 people answered. So there are wide ranges only, and no exact numbers."
FEW_COMPARED = "One of these surveys was so small that it is shown in wide ranges only. So the two cannot be compared."
SOMEWHERE = "The true figure lies somewhere in this range."
EVERYBODY = "Ranges for everybody who answered; exact numbers are not shown."
OTHER_QUESTIONS = "All other questions"
ALL_STAFF = "All staff"
SEVERAL_ANSWERS = "Put together from several answers"
CHOSE = "The share of those asked who chose each answer."
FITS = "The share of staff this is true of."
SAME_QUESTIONS = "Every question was asked in the same way in both surveys."
TEAMS_DIFFER = "No team can be compared: the teams shown are not the same in both surveys."
TWO_RANGES = "The true figure of a team lies somewhere in its range. Ranges this wide cannot show small changes."
SHARP = ("The narrower range looks at these staff only, not at what is true in general. It is too narrow if few people "
         "answered both times. So our words rest on the wider range.")
SILENT = ("Here is what those who did not answer could change. The lowest figure is if none of them would say so. "
          "The highest is if all of them would.")
WEIGHTED = "Weighted: each team counts by its number of staff, not by how many of them answered."
ALL_ANSWERS = ("Pick one colleague from now and one from then, by chance. The number says how often the one from now gives the "
               "higher answer. 50 in 100 means no difference.")
SAME_MIX = "Some teams grew and some shrank. This is what the answers now would be with the teams as large as then."
BY_HEADCOUNT = "Each team's part of all staff, by number of staff, then and now."
NO_MIX = "The mix of teams was not worked out, because the teams of the two surveys cannot be matched."
TIPPING = ("Those who answered may differ from those who did not. For each change: by how many points that gap would have to "
           "grow between the two surveys for the change to vanish.")
CANNOT_VANISH = "cannot vanish"
SCORES = "A score sums up several questions, from 0 (worst) to 100 (best). It shows no verdict; read the questions for that."
# The spreadsheet of all numbers.
COVER, CONTENTS, NOTES = "Cover", "Contents", "Notes"
CONTENTS_HEADINGS, NOTE_HEADINGS = ["Sheet", "What it shows", "On these pages"], ["Note", "What it says"]
PARTS = {"range": [": from", ": to"], "points": [" (points)"], "points range": [": from (points)", ": to (points)"],
         "hundred": [" (in 100)"], "hundred range": [": from (in 100)", ": to (in 100)"],
         "score": ["", ", likely range: from", ", likely range: to"]}
ONE_TABLE = "This sheet has one table. Its notes are on the sheet “Notes”."
EMPTY_CELLS = "An empty cell: not asked, not shown, or so few people gave this answer that it is counted with the one next to it."
HOW_TO_USE = ("Each table of the pages has a sheet of its own. The sheet “Contents” lists them. The sheet “Notes” says how to read "
              "the columns. The numbers are those of the pages, and are rounded as they are there.")
COLUMN_NOTES = {
    "percent": "Shares are rounded to whole per cents. So the shares of one question may not add up to 100%.",
    "range": "The true figure lies somewhere between the two ends. For a team or group only such a range is shown.",
    "points": "A change is the later share minus the earlier one, in points. From 50% to 60% is 10 points.",
    "points range": "The true change lies somewhere between the two ends, in points.",
    "whole": "A number of people.",
    "hundred": ALL_ANSWERS,
    "hundred range": "The true figure lies somewhere between the two ends.",
    "score": SCORES,
}
# The files beside the pages.
ALL_TOGETHER, TO_PRINT, TEAMS_TO_PRINT = "All in one", "To print", "Team pages to print"
TO_CHECK = "To check these pages, or to make them again"
AS_ZIP = "Everything in one file, to send or to keep (ZIP file)"
AS_SPREADSHEET = "All numbers in one spreadsheet (Excel file)"
MANIFEST = "What these pages were made of, and how to check them"
TEAM, TEAM_PAGES_TOGETHER = "Team", "Team pages"
TEAM_RANGES = "Each bar is a range. The exact figure of those who answered lies somewhere in it. The mark on the bar is all staff."
TEAM_RATE, GOES_WELL, TO_WORK_ON = "How many of the team answered", "What goes well", "What to work on"
ON_THEIR_OWN = "Questions that stand on their own"
TEAM_SMALL = "Not everyone answered. And in a team a few answers can make a big difference. So take this as a start to talk."
CANNOT_TELL = "“Can't tell” means: the range holds the all-staff share."
TEAM_RATE_NOT_SHOWN = "How many of the team answered is not shown. Single numbers could be worked out from it."
TEAM_NOTHING_SHOWN = "No question is shown by team in this survey."
TEAM_NOTHING_GOOD = "Nothing stands out here. No range lies wholly on the better side of all staff, or of a half."
TEAM_NOTHING_TO_WORK_ON = "Nothing stands out here. No range lies wholly on the worse side of all staff, or of a half."
TEAM_THEN_DIFFERS = "The teams on this page were not shown in this way in the survey before. So there is no range from then."
TEAM_EMPTY = "An empty place means: the question was not asked in the same way then."
TEAM_NO_VERDICT = "Ranges this wide cannot show small changes. So there is no verdict on what changed."
TEAM_SOURCE = "Ranges of one team; exact numbers are never shown."
TEAM_FIRST_STEP = "Look at this page together. Please do not try to work out who said what."
TEAM_NEXT_STEPS = ("Invite citizens to choose with you.", "Agree on one small step. Write down who takes it, and by when.",
                   "After the next survey, look at this page again.")
YOUR_TEAM = "Your team"
TEAM_INDEX = "Choose your team. Small teams are shown together, so that nobody can be found."
NO_BASELINE = "This page compares two surveys, and there is no earlier one."
NO_TEAM_PAGES = "Pages for each team were not made this time."
NO_TEAMS = "This survey is not shown by team."
# The first page: nothing to report, what happens next, other formats.
NOTHING = "There is nothing to report here. No main results were chosen before the survey, or too few people answered."
NEXT = ("A working party of staff and citizens reads these results.", "It writes a plan of what staff want to learn.",
        "Later the survey is asked again, to see what has changed.")
NEXT_AFTER_REPEAT = ("A working party of staff and citizens looks at what has changed, and at what has not.",
                     "It brings the plan of what staff want to learn up to date.",
                     "The survey can be asked again, in the same words.")
FORMATS = ("Tick “Large print” at the top for bigger letters, on screen and on paper.",
           "Every page can be printed. On a phone the tables turn into short lists.",
           "Below each table is a file of its numbers. The list of all pages has one spreadsheet of all numbers.",
           "Do you need it on paper, read aloud, or in another language? Ask whoever gave you these pages.")
# The vision scorecard.
VISION, BARRIERS = "The vision, line by line", "What things are like now, line by line"
NO_VISION = "This questionnaire names no lines of a vision. So there is no scorecard."
AS_WRITTEN = "Each line stands in the words in which it was first written down."
SCORECARD_HEADINGS, VERDICT_HEADING = {"line": "Line", "label": "Question"}, "In short"
LESS_IS_BETTER = "Here a lower share is better."
# All surveys on one page.
ALL_SURVEYS = "Staff surveys: all results"
NEWEST_FIRST = "Here are the results of each survey. The newest stands first."
STAFF_WHO = "Staff who …"
OVER_TIME = "The main results over time"
SIDE_BY_SIDE = "What staff said in each survey"
MADE_EARLIER = "These pages were made of numbers that are no longer kept here."
ONLY_LIKE = "Only questions that were asked in the same way are put side by side."
MAY_BE_CHANCE = ("A small difference between two surveys can come about by chance. The page “What has changed” says which "
                 "ones are clear.")
NO_HISTORY = "There are no two surveys yet that asked the same and can be put side by side."
_IN_SHORT = {
    "improved": "improved", "declined": "got worse", "risen": "went up", "fallen": "went down",
    "about the same": "stayed about the same", "cannot tell": "did not clearly change", "not tested": "too few to compare",
    "reworded": "not compared: its words changed", "rescaled": "not compared: its answers changed",
    "asked of others": "not compared: asked of others", "asked once": "asked in one survey only",
    "not asked": "not asked", "asked": "asked once so far", "too few": "too few to show",
}
_SINCE = {
    "improved": "That is better than before, when it was {}.", "declined": "That is worse than before, when it was {}.",
    "risen": "That is more than before, when it was {}.", "fallen": "That is less than before, when it was {}.",
    "about the same": "That is about the same as before, when it was {}.",
    "cannot tell": "Before, it was {}. So this did not clearly change.",
}
_VERDICTS = {
    "improved": "This improved.", "declined": "This got worse.", "risen": "This went up.", "fallen": "This went down.",
    "about the same": "This stayed about the same.", "cannot tell": "This did not clearly change.",
    "not tested": "Too few people answered to compare.",
}
_WHY_NOT = {
    "reworded": "The words of the question changed", "rescaled": "The answers to choose from changed",
    "asked of others": "The question was put to other people", "asked once": "Only asked in one survey",
}


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


def changed(phrase: str, share_1: float, share_2: float, verdict: str) -> str:
    """A headline about two waves: "More staff feel confident: 70% then, 80% now"."""
    if share_1 != share_1 or share_2 != share_2:
        return f"Staff who {phrase}: too few answers to compare"
    more = {"improved", "declined", "risen", "fallen"}
    start = ("More staff" if share_2 > share_1 else "Fewer staff") if verdict in more else "Staff who"
    return f"{start} {phrase}: {percent(share_1)} then, {percent(share_2)} now"


def verdict_words(verdict: str, held_back: bool = False) -> str:
    """A verdict as a sentence; says where only the adjustment for many tests stands in its way."""
    words = _VERDICTS[verdict]
    if held_back:
        words += " With so many questions, a difference of this size can come about by chance."
    return words


def in_short(verdict: str) -> str:
    """A verdict, or the reason why there is none, as the cell of a table: "did not clearly change"."""
    return _IN_SHORT[verdict]


def since(share: float, verdict: str) -> str:
    """What changed since an earlier share (0-1): "That is better than before, when it was 70%."."""
    if verdict in _SINCE:
        return _SINCE[verdict].format(percent(share))
    if verdict == "not tested":
        return _VERDICTS[verdict]
    return f"It cannot be compared with the survey before. {_WHY_NOT[verdict]}."


def lines_asked(asked: int, lines: int) -> str:
    """How many lines of the vision the survey asked about."""
    if lines == 1:
        return f"The one line there is was {'' if asked else 'not '}asked about."
    if asked in (0, lines):
        return f"{'All' if asked else 'None'} of the {lines} lines {'were' if asked else 'was'} asked about."
    return f"{asked} of the {lines} lines {'was' if asked == 1 else 'were'} asked about. For the others a question is ready."


def question(label: str, less: bool) -> str:
    """A question as the cell of a table; `less`: a lower share is better, which is not said elsewhere."""
    return f"{label} (less is better)" if less else label


def one_wave(share: float, low: float, high: float) -> str:
    """A share and its likely range as the cell of a table: "70% (63 to 77)"."""
    return percent(share) if share != share or low == high else f"{percent(share)} ({percent(low)[:-1]} to {percent(high)[:-1]})"


def why_not(reason: str) -> str:
    """Why two waves are not compared on a question."""
    return _WHY_NOT[reason]


def detectable(points_safe: int) -> str:
    """What could have been seen at all, said before the results."""
    return (f"With this many answers we can be sure of a change only if it is large: about {points_safe} points or more. "
            "Smaller changes may be real, but we cannot tell.")


def out_of_reach(points: int) -> str:
    """A warning, before the results, that "about the same" cannot be reached."""
    return (f"We call a share about the same if it moved by less than {points} points for sure. "
            "With this many answers that can hardly be reached, so many questions will read “did not clearly change”.")


def in_hundred(theta: float) -> str:
    """How often a colleague from now gives the higher answer: "60 in 100"."""
    return f"{percent(theta)[:-1]} in 100"


def score(one: dict) -> str:
    """A score with its likely range: "61 (likely range 58 to 64)"."""
    return f"{one['mean']} (likely range {one['low']} to {one['high']})"


def response_note(usable: float, complete: float, kish: float | None) -> list[str]:
    """The technical note on who answered, with the field's own names."""
    lines = [f"Response rates by the AAPOR Standard Definitions: RR2 (all usable answers) {percent(usable)}; RR1 (finished only) "
             f"{percent(complete)}. Everybody not counted is taken as eligible.",
             "Likely ranges: 95%, by inverting the hypergeometric distribution over all eligible staff (above 500 staff Wilson's "
             "range with the finite correction). Lowest and highest possible share: worst-case bounds."]
    if kish is not None:
        lines.append(f"Weights: head count by answers in each group shown. Kish's factor for the loss by weighting is {kish:.1f}.")
    return lines


def change_note(margin: float) -> list[str]:
    """The technical note on changes, with the field's own names."""
    return [
        "Likely range of a change: Newcombe's hybrid score interval, 95%, without finite correction. It holds for any overlap of "
        "the two waves as long as people do not reverse their answers; the same people cannot be linked, and are not.",
        "Narrower range: the same with the finite correction. It takes the two waves as independent.",
        f"Verdicts: p from inverting the Newcombe interval; Holm over the headline indicators, Benjamini-Hochberg at 5% over all "
        f"others; “about the same” by two one-sided tests inside {percent(margin)[:-1]} points, not adjusted.",
        "All answers: P(now higher) + half P(equal), by Brunner and Munzel on the logit scale, on the answers both records show.",
        "Gap that makes a change vanish: the change divided by the share of staff who did not answer.",
    ]


def verdict_counts(counts: dict[str, int]) -> str:
    """How many questions improved, got worse and so on, in one or two sentences."""
    parts = [f"{counts.get(verdict, 0)} {words}" for verdict, words in (
        ("improved", "improved"), ("declined", "got worse"), ("about the same", "stayed about the same"),
        ("cannot tell", "did not clearly change")) if counts.get(verdict)]
    return f"Of these questions {_listed(parts)}." if parts else "No question can be compared."


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


def all_numbers(title: str) -> str:
    """What the spreadsheet is called."""
    return f"{title}: all numbers"


def workbook_cover(about: dict) -> list[str]:
    """What stands on the first sheet: what it is, how to use it, how people are protected."""
    marks = [DRAFT] * about["draft"] + [INVENTED] * about["invented"]
    return [*marks, about["intro"], about["who"], HOW_TO_USE, *protection(about["floor"])]


def tables_of(page: str) -> str:
    """What the files of a page's tables are called together."""
    return f"Tables of “{page}” (CSV files)"


def as_pdf(title: str) -> str:
    """The name of a page as a PDF file."""
    return f"{title} (PDF file)"


def as_notebook(title: str) -> str:
    """The name of a page as a notebook."""
    return f"{title} (notebook)"


def table_number(number: int) -> str:
    """What a sheet is called: "Table 3"."""
    return f"Table {number}"


def note_mark(number: int) -> str:
    """What points to a note: " [note 2]"."""
    return f" [note {number}]"


def about_team(teams: int) -> str:
    """What a team page is about; `teams`: how many are shown as one."""
    if teams > 1:
        return f"This page is about {teams} teams shown as one. Small teams are shown together, so that nobody can be found."
    return "This page is about one team. It shows ranges and no exact numbers, so that nobody can be found."


def team_answered(low: float, high: float) -> str:
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
    return f"{first} {TEAM_EMPTY + ' ' if gaps else ''}{TEAM_NO_VERDICT}"


def team_note() -> list[str]:
    """The technical note of a team page, with the field's own names."""
    return ["Ranges are fixed bands (thirds to twentieths, by the number of answers), not confidence intervals. They hold the "
            "exact share of those who answered. A team's numbers of answers are not published.",
            "A range is called higher or lower only if it lies wholly outside the all-staff share, both in whole per cents. This "
            "describes those who answered; it is no test, and no allowance is made for many questions.",
            "“What goes well” and “what to work on” take such ranges, largest distance first, but none that lies wholly on the "
            "other side of 50%. If there are none: ranges wholly on one side of 50% that hold the all-staff share. Ties stay in "
            "the order of the survey. Questions without a better direction are left out."]


def day(iso: str) -> str:
    """A date as people write it: "10 October 2016"."""
    date = datetime.date.fromisoformat(iso)
    return f"{date.day} {date:%B %Y}"


def source(title: str, base: str) -> str:
    """The caption under a figure: which survey, how many answers."""
    return f"Source: staff survey, {title}. {base}"


def sources(titles: list[str]) -> str:
    """The caption under a figure of several surveys."""
    return f"Source: staff surveys, {'; '.join(titles)}. Likely ranges stand in brackets."


def compared_with(title: str) -> str:
    """The part of a caption that names the earlier survey."""
    return f"Compared with: {title}."


def bases(counts: list[int]) -> str:
    """How many answers stand behind a figure: "120 answers" or "112 to 120 answers"; none where too few answered."""
    if not counts:
        return TOO_FEW
    low, high = min(counts), max(counts)
    return f"{low} answers." if low == high else f"{low} to {high} answers, by question."


def _people(count: int) -> str:
    return {0: "Nobody", 1: "1 person"}.get(count, f"{count} people")


def _questions(count: int) -> str:
    return f"{count} question{'s' * (count != 1)}"


def _listed(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
