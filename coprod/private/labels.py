"""Labels as people and tools write them, folded to one form so that they can be matched."""

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_QUOTES = str.maketrans("\u2018\u2019\u201a\u201b\u2032\u201c\u201d\u201e\u2033\u2010\u2011\u2012\u2013\u2014",
                        "'''''\"\"\"\"-----")


def fold(text: str) -> str:
    """One form for all ways to write the same label: spaces, case, quotes and dashes do not matter."""
    text = unicodedata.normalize("NFKC", text.translate(_INVISIBLE)).translate(_QUOTES)
    return " ".join(text.split()).casefold()


def split_options(cell: str, options: dict[str, str], separators: str = ";") -> list[str]:
    """The names of the options in one cell that holds several labels; `options` maps folded label to name.

    Labels may contain the separator, so known labels are tried longest first; what is no known label counts as "".
    """
    rest, found = fold(cell), []
    labels = sorted(options, key=len, reverse=True)
    while rest := rest.strip(f" {separators}"):
        label = next((known for known in labels if rest == known or re.match(re.escape(known) + rf"\s*[{separators}]", rest)), None)
        if label is None:
            label = re.split(rf"[{separators}]", rest, maxsplit=1)[0]
            found.append("")
        else:
            found.append(options[label])
        rest = rest[len(label):]
    return found
