"""Every sentence on a page: plain words, ranges as numbers, no claim about causes. Here those about one survey.

Those about several surveys, about teams and about files have rooms of their own beside this one. The sentences themselves stand
in a file a language (`en.toml`); a name in capitals, such as `words.TOO_FEW`, is read there when it is used.
"""

from coprod.report.messages.language import entries_of, say, sentences, written
from coprod.report.messages.of_numbers import any_of, day, in_ten, is_a_half, listed, percent

__all__ = ["day", "in_ten", "listed"]
__getattr__ = entries_of("survey")


def said(share: float, phrase: str) -> str:
    """A headline: "1 in 5 staff say they need more support"."""
    if share != share:
        return say("survey.said_too_few", phrase=phrase)
    many = in_ten(share)
    return say("survey.said_half" if is_a_half(share) else "survey.said", many=f"{many[0].upper()}{many[1:]}", phrase=phrase)


def share_with_range(share: float, low: float, high: float, count: int, base: int) -> str:
    """A summary: "20%, likely range 15% to 26%. 24 of the 120 people who answered."."""
    if share != share:
        return say("survey.too_few")
    if low == high:
        return say("survey.share_of_everybody", share=percent(share), count=count, base=base)
    return say("survey.share_with_range", share=percent(share), low=percent(low), high=percent(high), count=count, base=base)


def who_answered(usable: int, eligible: int, opened: str, closed: str) -> str:
    """When the survey ran and how many answered."""
    return say("survey.who_answered", opened=day(opened), closed=day(closed), count=usable, eligible=eligible,
               share=percent(usable / eligible))


def complete_words(usable: int, complete: int) -> str:
    """How many of the usable answers were finished."""
    return f"{say('survey.finished', count=complete)} {say('survey.stopped', count=usable - complete)}"


def positive_words(labels: list[str]) -> str:
    """Which answers a share counts: "The share of staff who said “Agree” or “Strongly agree”."."""
    return say("survey.positive", answers=any_of(labels))


def response_note(usable: float, complete: float, kish: float | None) -> list[str]:
    """The technical note on who answered, with the field's own names."""
    lines = [say("survey.response_rates", usable=percent(usable), complete=percent(complete)), say("survey.likely_ranges")]
    return lines if kish is None else [*lines, say("survey.kish", factor=f"{kish:.1f}")]


def protection(floor: int) -> list[str]:
    """How people are protected, what remains possible, and what to do if something looks wrong."""
    return list(sentences("survey.protection", floor=floor))


def about_groups(heading: str, notes: list[str]) -> str:
    """How to read results by group; `heading`: "Team", "Role"."""
    return " ".join([say("survey.about_teams" if heading == "Team" else "survey.about_groups"), *map(written, notes)])


def by(phrase: str, breakdown: dict) -> str:
    """The title of a result by group: "Staff who feel confident: team by team", "…: by role"."""
    if breakdown["name"] == "team":
        return say("survey.by_team", phrase=phrase)
    return say("survey.by_group", phrase=phrase, group=written(breakdown["label"]).lower())


def ranges(heading: str) -> str:
    """What stands under a picture of groups: "Ranges by team; exact numbers of teams are never shown."."""
    key = "survey.ranges_of_teams" if heading == "Team" else "survey.ranges_of_groups"
    return say(key, group=written(heading).lower())


def few_answered(opened: str, closed: str, eligible: int, low: float | None, high: float | None) -> str:
    """When a small survey ran, and between which shares of staff answered; without a range where none may be shown."""
    parts = [say("survey.few_answered", opened=day(opened), closed=day(closed))]
    if low is not None:
        parts.append(say("survey.few_between", low=percent(low), high=percent(high), eligible=eligible))
    return " ".join([*parts, say("survey.few")])


def said_between(low: float, high: float, phrase: str) -> str:
    """A headline of a small survey: "Between 25% and 50% of those who answered feel sure"."""
    return say("survey.said_between", low=percent(low), high=percent(high), phrase=phrase)


def source(title: str, base: str) -> str:
    """The caption under a figure: which survey, how many answers."""
    return say("survey.source", title=title, base=base)


def bases(counts: list[int]) -> str:
    """How many answers stand behind a figure: "120 answers" or "112 to 120 answers"; none where too few answered."""
    if not counts:
        return say("survey.too_few")
    low, high = min(counts), max(counts)
    if low == high:
        return say("survey.answers", count=low)
    return say("survey.answers_by_question", low=low, high=high, count=high)


def could_answer(eligible: int) -> str:
    """How many were asked: "210 staff could answer."."""
    return say("survey.could_answer", count=eligible)
