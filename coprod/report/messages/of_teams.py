"""Sentences of a team page."""

from coprod.report.messages.language import entries_of, say, sentences
from coprod.report.messages.of_numbers import any_of, people, percent

__getattr__ = entries_of("teams")
_ENDS = ".?!؟۔"  # a question that ends in one of these needs no colon after it


def about_team(teams: int) -> str:
    """What a team page is about; `teams`: how many are shown as one."""
    return say("teams.about_several_teams", count=teams) if teams > 1 else say("teams.about_one_team")


def answered(low: float, high: float) -> str:
    """A headline: "Between 40% and 60% of the team answered"."""
    return say("teams.answered", low=percent(low), high=percent(high))


def beside_all_staff(compared: str, share: float) -> str:
    """A team's range beside all staff, as a sentence."""
    key = {"higher": "teams.higher_than_all", "lower": "teams.lower_than_all"}.get(compared, "teams.cannot_tell_from_all")
    return say(key, share=percent(share))


def compared(how: str, good: int) -> str:
    """The same as the cell of a table: "higher (better)"; `good`: 1 better, -1 worse, 0 neither."""
    told = say(f"teams.compared.{how}")
    return say("teams.better" if good > 0 else "teams.worse", compared=told) if good else told


def stands_out(good: bool, count: int) -> str:
    """The headline of what goes well (`good`) or is to work on, beside all staff; says it where nothing does."""
    if not count:
        return say("teams.none_stands_out")
    return say("teams.better_on" if good else "teams.worse_on", count=count)


def why_chosen(good: bool, apart: int, half: int, most: int) -> str:
    """Why questions are named. `apart`: how many have ranges apart from all staff; `half`: if none has, how many lie on one
    side of a half; `most`: how many are named first."""
    why = say("teams.better_side" if good else "teams.worse_side") if apart else (
        say("teams.half_or_more" if good else "teams.half_or_fewer", count=half))
    left = (apart or half) - most
    return why if left <= 0 else f"{why} {say('teams.more_below', count=left)}"


def asked_about(stem: str, label: str, kind: str, phrase: str, answers: list[str]) -> str:
    """A measure in one line, out of its place in the survey: "Surveys: “On my own” or “I could help others do it”"."""
    if kind == "indicator":
        return say("teams.staff_who", phrase=phrase)
    if kind == "option":
        return say("teams.chose", question=stem, answer=label)
    if not answers:
        return label
    return say("teams.asked_whole" if label[-1:] in _ENDS else "teams.asked", question=label, answers=any_of(answers))


def what_to_choose(some: bool) -> str:
    """The step from looking to choosing; `some`: whether the page names something to work on."""
    return say("teams.choose_from_list" if some else "teams.choose")


def then_and_now(then: str, now: str, gaps: bool) -> str:
    """Which surveys two columns hold; `gaps`: whether a question has no range from then."""
    parts = [say("teams.then_and_now", then=then, now=now), say("teams.empty") if gaps else "", say("teams.no_verdict")]
    return " ".join(filter(None, parts))


def part(title: str, number: int, count: int) -> str:
    """The name of one of several pages that list the teams of a service."""
    return say("teams.part", title=title, number=number, count=count)


def with_number(title: str, count: int) -> str:
    """A service with its number of teams: "Health (698 teams)"."""
    return say("teams.with_number", title=title, number=people(count), count=count)


def note() -> list[str]:
    """The technical note of a team page, with the field's own names."""
    return list(sentences("teams.note"))
