"""Sentences about several surveys: what changed, what did not, and what cannot be compared."""

from coprod.public.tables import percent
from coprod.public.words import listed

NO_CAUSE = ("These pages show what changed between the two surveys. They cannot show why. Many things happened in that time, "
            "and the plan was only one of them.")
FEW_COMPARED = "One of these surveys was so small that it is shown in wide ranges only. So the two cannot be compared."
SAME_QUESTIONS = "Every question was asked in the same way in both surveys."
TEAMS_DIFFER = "No team can be compared: the teams shown are not the same in both surveys."
TWO_RANGES = "The true figure of a team lies somewhere in its range. Ranges this wide cannot show small changes."
SHARP = ("The narrower range looks at these staff only, not at what is true in general. It is too narrow if few people "
         "answered both times. So our words rest on the wider range.")
ALL_ANSWERS = ("Pick one colleague from now and one from then, by chance. The number says how often the one from now gives the "
               "higher answer. 50 in 100 means no difference.")
SAME_MIX = "Some teams grew and some shrank. This is what the answers now would be with the teams as large as then."
BY_HEADCOUNT = "Each team's part of all staff, by number of staff, then and now."
NO_MIX = "The mix of teams was not worked out, because the teams of the two surveys cannot be matched."
TIPPING = ("Those who answered may differ from those who did not. For each change: by how many points that gap would have to "
           "grow between the two surveys for the change to vanish.")
CANNOT_VANISH = "cannot vanish"
SCORES = "A score sums up several questions, from 0 (worst) to 100 (best). It shows no verdict; read the questions for that."
NO_BASELINE = "This page compares two surveys, and there is no earlier one."
NEXT_AFTER_REPEAT = ("A working party of staff and citizens looks at what has changed, and at what has not.",
                     "It brings the plan of what staff want to learn up to date.",
                     "The survey can be asked again, in the same words.")
# The vision scorecard.
VISION, BARRIERS = "The vision, line by line", "What things are like now, line by line"
NO_VISION = "This questionnaire names no lines of a vision. So there is no scorecard."
AS_WRITTEN = "Each line stands in the words in which it was first written down."
SCORECARD_HEADINGS, VERDICT_HEADING = {"line": "Line", "label": "Question"}, "In short"
LESS_IS_BETTER = "Here a lower share is better."
# The page above all surveys.
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
# Verdicts, and why there is none.
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
    return f"Of these questions {listed(parts)}." if parts else "No question can be compared."


def sources(titles: list[str]) -> str:
    """The caption under a figure of several surveys."""
    return f"Source: staff surveys, {'; '.join(titles)}. Likely ranges stand in brackets."


def compared_with(title: str) -> str:
    """The part of a caption that names the earlier survey."""
    return f"Compared with: {title}."
