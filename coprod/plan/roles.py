"""Roles, not people: tells whether a cell that should name a role, or a few plain words, seems to name a person instead."""

import re

ROLE = ('must be a role, such as "Head of learning", and never a person\'s name. Write it in small letters after the first.')
NOBODY = "seems to hold a person's name, e-mail address or phone number. Say it with a role, or leave it out."
_ADDRESS = re.compile(r"@|\bwww\.|https?:|(?:\+44|\b0)[\d ()-]{8,}\d|\b\d{6,}\b")
_TITLE = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Professor|Cllr|Sir|Dame)\b\.?\s+[A-Z]")
_INITIAL = re.compile(r"\b[A-Z]\.\s*[A-Z][a-z]")
_WORDS = frozenset("""
    adviser advisor analyst assistant associate board buyer carer chair champion chief citizen citizens clerk coach commissioner
    committee consultant convenor coordinator co-ordinator council councillor deputy designer director directors doctor editor
    executive expert experts facilitator forum group head heads lead leader leaders leads librarian manager managers mentor nurse
    officer officers panel partner partners party peer planner practitioner principal professional programme researcher
    secretary service social sponsor staff supervisor team teams therapist trainer trainers tutor volunteer volunteers worker
    workers
""".split())  # noqa: SIM905


def names_a_role(text: str) -> bool:
    """Whether words say a role: one of the words for roles is there, and nothing that looks like a person."""
    words = re.findall(r"[^\W\d_][\w’'-]*", text)
    return any(word.lower() in _WORDS for word in words) and not names_a_person(text) and not _two_names(text)


def names_a_person(text: str) -> bool:
    """Whether words hold an address, a phone number, a title before a name, or an initial before one."""
    return bool(_ADDRESS.search(text) or _TITLE.search(text) or _INITIAL.search(text))


def _two_names(text: str) -> bool:
    """Two words side by side that start with a capital letter, as a first name and a surname do, and are no words for roles."""
    words = [word.strip(",;()") for word in text.split()]
    short = [len(word) > 1 and word.isupper() for word in words]  # such as HR or NHS
    capital = [word[:1].isupper() and not is_short and word.lower() not in _WORDS
               for word, is_short in zip(words, short, strict=True)]
    return any(one and two for one, two in zip(capital, capital[1:], strict=False))
