"""Sentences about what gets in the way and about the themes of comments."""

from coprod.report.messages.language import say
from coprod.report.messages.of_numbers import in_ten, listed

_STATES = ("improved", "declined", "about the same", "cannot tell")


def verdicts(rows) -> str:
    """How many barriers became smaller, and so on: "Of 4 barriers asked about alike, 1 got smaller …"."""
    found = rows["verdict"].value_counts().to_dict()
    parts = [say(f"barriers.{state.replace(' ', '_')}", count=found[state]) for state in _STATES if state in found]
    return say("barriers.verdicts", count=len(rows), told=listed(parts) if parts else say("barriers.not_tested"))


def who_coded(question: dict, base: int, themes_shown: int) -> str:
    """How many wrote something, how many read it, and how often they chose the same theme."""
    told = say("barriers.wrote", base=base, coders=question["coders"], count=themes_shown)
    if question["alike"] is None:
        return told
    return f"{told} {say('barriers.alike', often=in_ten(question['alike']))}"


def first_theme(named: list[dict], base: int) -> str:
    """The headline: the theme most people named, or those that share the first place."""
    most = max(theme["count"] for theme in named)
    first = [f"“{theme['label']}”" for theme in named if theme["count"] == most]
    return say("barriers.first", count=len(first), themes=listed(first), people=most, base=base)


def paraphrase(text: str, role: str) -> str:
    """A paraphrase with the role that signed it off."""
    return say("barriers.signed", text=text, role=role)


def agreement(question: dict) -> str:
    """How far the coders agreed, for the technical note."""
    told = {name: say("barriers.not_known") if question[name] is None else f"{question[name]:.2f}" for name in ("alpha", "kappa")}
    return say("barriers.agreement", question=question["label"], **told)
