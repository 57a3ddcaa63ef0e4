"""The sentences of every page in one file a language (`en.toml`, `ur.toml` …), each found by its key."""

import tomllib
from functools import cache
from importlib.resources import files

from coprod.errors import BadInput

ENGLISH = "en"
_spoken = [ENGLISH]


def speak(language: str) -> None:
    """Say everything in this language from now on, in this process. Raises BadInput if there is no file for it."""
    if language not in languages():
        raise BadInput(f'There are no pages in the language "{language}". There is a file of sentences for: '
                       f'{", ".join(languages())}. A new one is a copy of en.toml beside it, with the sentences translated.')
    _spoken[0] = language


def spoken() -> str:
    """The language pages are made in now, as its short name: "en"."""
    return _spoken[0]


def languages() -> tuple[str, ...]:
    """The languages there is a file of sentences for."""
    return tuple(sorted(path.name.removesuffix(".toml") for path in files(__package__).iterdir() if path.name.endswith(".toml")))


def say(key: str, **values) -> str:
    """The sentence of a key such as "teams.answered", with each value in its {place}.

    A sentence with several forms is chosen by the value `count`: zero, one or other, or what else the language has (its
    `[language]` table says which number takes which form). Raises BadInput for a sentence this language does not have.
    """
    found = _found(key)
    if isinstance(found, dict):
        found = found.get(_form(values["count"], found)) or found["other"]
    return found.format(**values) if values else found


def sentences(key: str) -> tuple[str, ...]:
    """The sentences of a key that holds a list, or the words of one that holds a table, in their order."""
    found = _found(key)
    return tuple(found.values() if isinstance(found, dict) else found)


def _found(key: str):
    room, _, name = key.partition(".")
    try:
        return _read(spoken())[room][name]
    except KeyError:
        raise BadInput(f'{spoken()}.toml has no "{name}" under [{room}]. Add it, as in en.toml.') from None


def _form(count: int, forms: dict) -> str:
    return {0: "zero", 1: "one"}.get(count, "other") if {0: "zero", 1: "one"}.get(count) in forms else "other"


@cache
def _read(language: str) -> dict:
    return tomllib.loads((files(__package__) / f"{language}.toml").read_text("utf-8"))
