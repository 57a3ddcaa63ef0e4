"""Labels as people and tools write them, folded to one form so that they can be matched."""

import re
import unicodedata
from collections.abc import Iterable

from coprod.codebook import Answer

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_QUOTES = str.maketrans("\u2018\u2019\u201a\u201b\u2032\u201c\u201d\u201e\u2033\u2010\u2011\u2012\u2013\u2014",
                        "'''''\"\"\"\"-----")
_GUARDED = ("'=", "'+", "'-", "'@")  # some tools set an apostrophe before what a spreadsheet would take for a formula


def fold(text: str) -> str:
    """One form for all ways to write the same label: spaces, case, quotes and dashes do not matter."""
    text = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).translate(_QUOTES)
    text = " ".join(text.split()).casefold()
    return text[1:] if text.startswith(_GUARDED) else text


def names_by_words(answers: Iterable[Answer]) -> dict[str, str]:
    """From each folded label, in any language, or name to the answer's name; a label goes before a name."""
    answers = tuple(answers)
    others = {fold(text): answer.name for answer in answers for text in (*answer.others, answer.name)}
    return others | {fold(answer.label): answer.name for answer in answers}


def split_options(cell: str, options: dict[str, str], separators: str = ";") -> list[str]:
    """The names of the options in one cell that holds several labels; `options` maps folded label to name.

    Labels may contain the separator, so known labels are tried longest first; what is no known label counts as "".
    """
    rest, found, end = fold(cell), [], f"[{re.escape(separators)}]"
    labels = sorted(options, key=len, reverse=True)
    while rest := rest.strip(f" {separators}"):
        label = next((known for known in labels if re.match(re.escape(known) + rf"\s*({end}|$)", rest)), None)
        found.append("" if label is None else options[label])
        rest = rest[len(re.split(end, rest, maxsplit=1)[0] if label is None else label):]
    return found
