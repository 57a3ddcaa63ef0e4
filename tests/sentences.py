"""What a language file holds, sentence by sentence."""

import tomllib

from tests import ROOT

FOLDER = ROOT / "coprod" / "report" / "messages"


def held_in(language: str) -> dict:
    """The language file as it stands."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def said_in(language: str) -> list[tuple[str, str]]:
    """Each sentence with the way to it: ("survey.draft", "Draft, …"), ("survey.next.0", …), ("teams.better_on.one", …)."""
    return list(_below("", held_in(language)))


def _below(way: str, held):
    if isinstance(held, str):
        yield way, held
        return
    for name, inside in held.items() if isinstance(held, dict) else enumerate(held):
        yield from _below(f"{way}.{name}".lstrip("."), inside)
