"""What stands in the files of sentences (`en.toml`, `ur.toml` …): each entry by its key, in the language spoken here.

A sentence that a translation does not have leaves a mark in its place, which `missing_in` finds: a page with a mark is
never published.
"""

import re
import tomllib
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from html import unescape
from importlib.resources import files
from numbers import Integral, Real

from coprod.errors import BadInput

ENGLISH = "en"
BY = "chosen_by"  # in a table of variants: the value that chooses among them
FORMS = {"zero", "one", "two", "few", "many", "other"}
WRITTEN = "written"  # the table of a translation with the words of codebooks and notebooks, each under its English text
_LANGUAGE = ContextVar("language", default=ENGLISH)
_MARKS = "\ue000", "\ue001"  # characters of no language
_DIRECTIONS = re.compile("[\u2066-\u2069\u200e\u200f]")


@contextmanager
def speaking(language: str):
    """Say everything in this language within the block, then go on in the one before.

    It holds for this thread or task alone. Raises BadInput if there is no file for the language.
    """
    _read(language)
    before = _LANGUAGE.set(language)
    try:
        yield
    finally:
        _LANGUAGE.reset(before)


def spoken() -> str:
    """The language everything is said in here and now, as its short name: "en"."""
    return _LANGUAGE.get()


def languages() -> tuple[str, ...]:
    """The languages there is a file of sentences for."""
    return tuple(sorted(path.name.removesuffix(".toml") for path in _folder().iterdir() if path.name.endswith(".toml")))


def direction() -> str:
    """Which way the language runs: "ltr" or "rtl"."""
    return entry("language.direction")


def own_words(text: str) -> str:
    """The words of a codebook or a notebook in the language spoken; in English as they are."""
    if spoken() == ENGLISH or not text.strip():
        return text
    return _read(spoken()).get(WRITTEN, {}).get(text) or _marked(f'[{WRITTEN}] "{text}"')


def missing_in(text: str) -> list[str]:
    """The sentences that a page has a mark for, each as a line of the file names it, once, in their order."""
    shown = " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())
    return list(dict.fromkeys(re.findall(f"{_MARKS[0]}(.*?){_MARKS[1]}", shown)))


def without_marks(text: str) -> str:
    """Words without the invisible marks that hold their direction, for where there is only one: in a cell of a file."""
    return _DIRECTIONS.sub("", text)


def entry(key: str):
    """What stands under a key: a sentence, a list of them, or a table; marked where only English has it.

    Raises BadInput for a key that English does not have.
    """
    return _entry(spoken(), key)


def variant(key: str, table: dict, value):
    """The one of a table's variants that a value chooses; else the one called `other`.

    A number chooses `zero` or the form that the language has for it, true and false `yes` and `no`, nothing at all
    `missing`, and a text the variant of its name. Raises BadInput if there is none.
    """
    for name in (*_names(value), "other"):
        if name in table:
            return table[name]
    raise BadInput(f'{spoken()}.toml, "{key}": there is no variant "{value}" and none called "other".')


def is_missing(value) -> bool:
    """Whether there is nothing to say of a value: None, not a number, an empty text or list."""
    return value is None or isinstance(value, Real) and value != value or hasattr(value, "__len__") and len(value) == 0


def is_marked(text: str) -> bool:
    """Whether a text is the mark of a sentence that the language does not have."""
    return text.startswith(_MARKS[0])


def is_plural(table: dict) -> bool:
    """Whether a table holds the forms of one sentence for different numbers, which each language has its own of."""
    return FORMS.issuperset(set(table) - {BY})


@cache
def _entry(language: str, key: str):
    english = _found(_read(ENGLISH), key)
    if english is None:
        raise BadInput(f'{ENGLISH}.toml has no "{key}". Add it there, under [{key.rpartition(".")[0]}].')
    return english if language == ENGLISH else _translated(_found(_read(language), key), english, key)


def _translated(own, english, key: str):
    """What a translation has, with a mark in place of each sentence that only English has."""
    if isinstance(english, dict) and not is_plural(english):
        own = own if isinstance(own, dict) else {}
        return {name: held if name == BY else _translated(own.get(name), held, f"{key}.{name}")
                for name, held in english.items()}
    if own is not None:
        return own
    mark = _marked(f"[{key.rpartition('.')[0]}] {key.rpartition('.')[2]}")
    return [text and mark for text in english] if isinstance(english, list) else english and mark


def _names(value):
    value = value.item() if hasattr(value, "item") else value
    if is_missing(value):
        return ["missing"]
    if isinstance(value, bool):
        return ["yes" if value else "no"]
    if isinstance(value, Integral):
        return [*["zero"] * (value == 0), _plural(spoken())(value)]
    return [str(value)]


def _found(held, key: str):
    for name in key.split("."):
        held = held.get(name) if isinstance(held, dict) else None
    return held


def _marked(place: str) -> str:
    return f"{_MARKS[0]}{place}{_MARKS[1]}"


@cache
def _plural(language: str):
    from babel import Locale

    return Locale.parse(language, sep="-").plural_form


@cache
def _read(language: str) -> dict:
    if language not in languages():
        raise BadInput(f'There are no pages in the language "{language}". There is a file of sentences for: '
                       f'{", ".join(languages())}. A new one is a copy of en.toml beside it, with the sentences '
                       "translated.")
    return tomllib.loads((_folder() / f"{language}.toml").read_text("utf-8"))


def _folder():
    return files(__package__)
