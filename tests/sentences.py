"""What a language file holds, sentence by sentence."""

import tomllib

import pytest

from coprod.report.messages import catalogue, values
from coprod.report.messages.catalogue import BY
from tests import ROOT

FOLDER = ROOT / "coprod" / "report" / "messages"


def held_in(language: str) -> dict:
    """The language file as it stands."""
    return tomllib.loads((FOLDER / f"{language}.toml").read_text("utf-8"))


def said_in(language: str) -> list[tuple[str, str]]:
    """Each sentence with the way to it: ("survey.draft", "Draft, …"), ("survey.next.0", …), "
    "("teams.stands_out.yes.one", …)."""
    return list(_below("", held_in(language)))


def _below(way: str, held):
    if isinstance(held, str):
        yield way, held
        return
    for name, inside in held.items() if isinstance(held, dict) else enumerate(held):
        if name != BY:
            yield from _below(f"{way}.{name}".lstrip("."), inside)


@pytest.fixture
def invented(tmp_path, monkeypatch):
    """A folder of language files of our own: English is the real one, others are written by the test."""
    (tmp_path / "en.toml").write_text((FOLDER / "en.toml").read_text("utf-8"), "utf-8")
    monkeypatch.setattr(catalogue, "_folder", lambda: tmp_path)
    forget()

    def write(name, text, direction="ltr"):
        head = f'[language]\ntag = "{name}"\ndirection = "{direction}"\nname = "{name}"\n'
        (tmp_path / f"{name}.toml").write_text(head + text, "utf-8")

    yield write
    forget()


def forget():
    """Read the files anew."""
    for known in (catalogue._read, catalogue._entry, values._percent_in):
        known.cache_clear()
