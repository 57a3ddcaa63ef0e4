"""The sentences of every page in one file a language (`en.toml`, `ur.toml` …), each found by its key.

The language pages are made in is an environment variable, so that a kernel started from here speaks it too. A sentence that a
translation does not have leaves a mark in its place, which `missing_in` finds: a page with a mark is never published.
"""

import os
import re
import tomllib
from contextlib import contextmanager
from functools import cache
from html import unescape
from importlib.resources import files

from coprod.errors import BadInput

ENGLISH = "en"
WRITTEN = "written"  # the table of a translation that holds the words of codebooks and notebooks, each under its English text
_VARIABLE = "COPROD_LANGUAGE"
_MARKS = "\ue000", "\ue001"  # characters of no language
_ISOLATED = "\u2068{}\u2069"  # so that a name in other letters does not turn the words around it about
_DIRECTIONS = re.compile("[\u2066-\u2069\u200e\u200f]")
_LARGE = 10_000
_PLACE = re.compile(r"\{(\w*)\}")


def speak(language: str) -> None:
    """Say everything in this language from now on, here and in what is started from here.

    Raises BadInput if there is no file for it.
    """
    if language not in languages():
        raise BadInput(f'There are no pages in the language "{language}". There is a file of sentences for: '
                       f'{", ".join(languages())}. A new one is a copy of en.toml beside it, with the sentences translated.')
    os.environ[_VARIABLE] = language


@contextmanager
def speaking(language: str):
    """Say everything in this language within the block, then go on in the one before."""
    before = os.environ.get(_VARIABLE)
    speak(language)
    try:
        yield
    finally:
        os.environ.pop(_VARIABLE) if before is None else os.environ.update({_VARIABLE: before})


def spoken() -> str:
    """The language pages are made in now, as its short name: "en"."""
    return os.environ.get(_VARIABLE) or ENGLISH


def languages() -> tuple[str, ...]:
    """The languages there is a file of sentences for."""
    return tuple(sorted(path.name.removesuffix(".toml") for path in _folder().iterdir() if path.name.endswith(".toml")))


def say(key: str, **values) -> str:
    """The sentence of a key such as "teams.answered", with each value in its {place}.

    A sentence with several forms is chosen by the value `count`: the form `zero` for none at all, else the form that the
    language has for that number, else `other`. Raises BadInput for a key that English does not have.
    """
    found = entry(key)
    if isinstance(found, dict):
        found = _form(values["count"], found)
    return _filled(key, found, values)


def shape(key: str, **patterns: str) -> str:
    """A pattern for what `say` makes of a key, in any of its forms, with a pattern in each place."""
    found = entry(key)
    forms = dict.fromkeys(found.values() if isinstance(found, dict) else [found])
    filled = (re.sub(r"\\{(\w+)\\}", lambda place: patterns[place[1]], re.escape(form)) for form in forms)
    return f"(?:{'|'.join(filled)})"


def sentences(key: str, **values) -> tuple[str, ...]:
    """The sentences of a key that holds a list, or the words of one that holds a table, in their order."""
    found = entry(key)
    return tuple(_filled(key, text, values) for text in (found.values() if isinstance(found, dict) else found))


def written(text: str) -> str:
    """The words of a codebook or a notebook in the language spoken; in English as they are."""
    if spoken() == ENGLISH or not text.strip():
        return text
    return _read(spoken()).get(WRITTEN, {}).get(text) or _marked(f'[{WRITTEN}] "{text}"')


def entry(key: str):
    """What stands under a key: a sentence, a list of them, or a table; marked where only English has it."""
    return _entry(spoken(), key)


@cache
def _entry(language: str, key: str):
    found = _found(_read(language), key)
    if found is None and language != ENGLISH:
        found = _missing(_found(_read(ENGLISH), key), key)
    if found is None:
        raise BadInput(f'{ENGLISH}.toml has no "{key}". Add it there, under [{key.rpartition(".")[0]}].')
    return found


def entries_of(section: str):
    """A module's `__getattr__`: the name TOO_FEW is what stands in the section under too_few, in the language spoken then."""
    def found(name: str):
        if not name.isupper():
            raise AttributeError(f"[{section}] has no name {name!r}: sentences without a value have names in capitals")
        try:
            held = entry(f"{section}.{name.lower()}")
        except BadInput as error:
            raise AttributeError(*error.problems) from None
        return tuple(held) if isinstance(held, list) else held

    return found


def direction() -> str:
    """Which way the language runs: "ltr" or "rtl"."""
    return entry("language.direction")


def missing_in(text: str) -> list[str]:
    """The sentences that a page has a mark for, each as a line of the file names it, once, in their order."""
    shown = " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())
    return list(dict.fromkeys(re.findall(f"{_MARKS[0]}(.*?){_MARKS[1]}", shown)))


def without_marks(text: str) -> str:
    """Words without the invisible marks that hold their direction, for where there is only one: a cell of a file, a width."""
    return _DIRECTIONS.sub("", text)


def places(text: str) -> set[str]:
    """The names in {brackets} of a sentence."""
    return set(_PLACE.findall(text))


def _found(held, key: str):
    for name in key.split("."):
        held = held.get(name) if isinstance(held, dict) else None
    return held


def _missing(found, key: str):
    """What English has, with a mark in place of each sentence."""
    mark = _marked(f"[{key.rpartition('.')[0]}] {key.rpartition('.')[2]}")
    if isinstance(found, dict):
        return dict.fromkeys(found, mark)
    return [mark] * len(found) if isinstance(found, list) else found and mark


def _marked(place: str) -> str:
    return f"{_MARKS[0]}{place}{_MARKS[1]}"


def _filled(key: str, text: str, values: dict) -> str:
    if not values or _MARKS[0] in text:
        return text
    parts = _parts(text)
    if unknown := set(parts[1::2]).difference(values):
        raise BadInput(f'{spoken()}.toml, "{key}": there is nothing to put into {{{min(unknown)}}}. '
                       f"Expected in brackets: {', '.join(sorted(values))}.")
    put = _isolated if direction() == "rtl" else str
    return "".join(put(_apart(values[part])) if n % 2 else part for n, part in enumerate(parts))


@cache
def _parts(text: str) -> list[str]:
    """A sentence cut at its places: words, the name of a place, words again and so on."""
    return _PLACE.split(text)


def _apart(value):
    """A whole number with its thousands apart from 10,000 up, for it may stand for people or teams; below it may be a year."""
    large = isinstance(value, int) and abs(value) >= _LARGE
    return f"{value:,}".replace(",", entry("numbers.thousands")) if large else value


def _isolated(value) -> str:
    return _ISOLATED.format(value) if re.search("[A-Za-z]", str(value)) else str(value)


def _form(count: int, forms: dict) -> str:
    if count == 0 and "zero" in forms:
        return forms["zero"]
    return forms.get(_plural(spoken())(count)) or forms["other"]


@cache
def _plural(language: str):
    from babel import Locale

    return Locale.parse(language, sep="-").plural_form


@cache
def _read(language: str) -> dict:
    if language not in languages():
        speak(language)  # says which there are
    return tomllib.loads((_folder() / f"{language}.toml").read_text("utf-8"))


def _folder():
    return files(__package__)
