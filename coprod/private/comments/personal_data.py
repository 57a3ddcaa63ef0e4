"""Marks what may name somebody in a comment, for a person to look at; a mark changes and publishes nothing."""

import re

EMAIL, PHONE, POSTCODE, NAME, ROLE, ALONE = "e-mail", "phone", "postcode", "a name?", "a role?", "one person?"
SURE = frozenset({EMAIL, PHONE, POSTCODE})  # never right in a paraphrase

_PATTERNS = {
    EMAIL: re.compile(r"\S+@\S+\.\w|\bat\s+\w+\s+dot\s+\w", re.I),
    PHONE: re.compile(r"(?<!\d)(?:\+\s?44|0)(?:[\s().-]*\d){8,11}(?!\d)"),
    POSTCODE: re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}\b", re.I),
    ROLE: re.compile(r"\b(manager|director|head of|chief|chair(man|woman|person)?|supervisor|deputy|boss|officer|"
                     r"councillor|secretary|assistant|apprentice|trainee|team lead(er)?|social worker|new starter)s?\b",
                     re.I),
    ALONE: re.compile(r"\b(the only|only one|no one else|nobody else)\b", re.I),
}
_TITLE = re.compile(r"\b(mr|mrs|ms|miss|dr|prof|sir|dame|cllr)\b\.?\s+\w", re.I)
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_NO_NAMES = """i i'm i'd i've i'll english welsh british uk nhs teams excel word outlook council centre christmas easter
monday tuesday wednesday thursday friday saturday sunday
january february march april may june july august september october november december"""
_CAPITALISED = frozenset(_NO_NAMES.split())


def marks(text: str, known: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """What may name somebody in a text. `known`: words (small letters) that are no names, such as the questionnaire's.

    A name is a word with a capital inside a sentence. Names in small letters are not found: a person reads every
    comment all the same.
    """
    found = [mark for mark, pattern in _PATTERNS.items() if pattern.search(text)]
    return (*found, *([NAME] if _TITLE.search(text) or _has_name(text, known | _CAPITALISED) else []))


def _has_name(text: str, no_names: frozenset[str]) -> bool:
    sentences = (_WORD.findall(re.sub(r"\S+@\S+", "", part)) for part in re.split(r"(?<=[.!?:;])\s+|\n", text))
    capitals = (word for words in sentences for word in words[1:] if word[:1].isupper() and not word.isupper())
    return any(not {word.lower(), word.lower().removesuffix("s")} & no_names for word in capitals)
