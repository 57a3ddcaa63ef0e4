"""Labels as people and tools write them, folded to one form so that they can be matched."""

import unicodedata
from collections import Counter
from collections.abc import Iterable
from html import unescape

from coprod.codebook import Answer

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_QUOTES = str.maketrans("\u2018\u2019\u201a\u201b\u2032\u201c\u201d\u201e\u2033\u2010\u2011\u2012\u2013\u2014",
                        "'''''\"\"\"\"-----")
_GUARDED = ("'=", "'+", "'-", "'@")  # some tools set an apostrophe before what a spreadsheet would take for a formula


def fold(text: str) -> str:
    """One form for all ways to write the same label: spaces, case, quotes, dashes and HTML's entities do not matter."""
    if "&" in text:
        text = unescape(unescape(text))  # some tools write &amp;amp;
    text = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).translate(_QUOTES)
    text = " ".join(text.split()).casefold()
    return text[1:] if text.startswith(_GUARDED) else text


def names_by_words(answers: Iterable[Answer]) -> dict[str, str]:
    """From each folded label, in any language, or name to the answer's name; a label goes before a name."""
    answers = tuple(answers)
    others = {fold(text): answer.name for answer in answers for text in (*answer.others, answer.name)}
    return others | {fold(answer.label): answer.name for answer in answers}


def words_of(answers: Iterable[Answer]) -> dict[str, str]:
    """From each folded label, in any language, to the answer's name; labels of two answers that fold to one are
    left out.
    """
    pairs = {(fold(text), answer.name) for answer in answers for text in (answer.label, *answer.others)}
    times = Counter(words for words, _ in pairs)
    return {words: name for words, name in pairs if times[words] == 1}
