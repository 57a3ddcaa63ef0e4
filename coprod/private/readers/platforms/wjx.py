"""WJX (Wenjuanxing): one header row, "1\u3001Question", a grid by a dash; several choices in one cell by \u250b, or
0/1 each.

Rests on its documentation: the export by words of options; (\u7a7a) is blank and (\u8df3\u8fc7) was not put to the
person.
"""

import re

from coprod.private.readers.labels import fold
from coprod.private.readers.platforms import Heading, Platform, Ways, has_heads, one_row, row_or_option, splits

_ID, _WHEN = "\u5e8f\u53f7", "\u63d0\u4ea4\u7b54\u5377\u65f6\u95f4"
_OWN = frozenset(map(fold, [_ID, _WHEN, "\u6240\u7528\u65f6\u95f4", "\u6765\u6e90", "\u6765\u6e90\u8be6\u60c5",
                            "\u6765\u81eaip", "\u603b\u5206", "\u7528\u6237\u540d", "\u59d3\u540d"]))
_NUMBER = re.compile(r"^\s*\d+\s*[\u3001.]\s*")
_MISSING = frozenset(map(fold, ["", "(\u7a7a)", "(\u8df3\u8fc7)", "-2", "-3"]))


def _reading(head: str) -> Ways:
    words = _NUMBER.sub("", head)
    cuts = [cut for between in ("\u2014", "\u2014\u2014", "-", ":", "\uff1a") for cut in splits(words, between)]
    cuts += splits(words[:-1], "(") if words.endswith(")") else ()
    return Heading(label=words), *(way for cut in cuts for way in row_or_option(*cut))


PLATFORM = Platform("wjx", has_heads(fold(_ID), fold(_WHEN)), one_row(_OWN, _reading), ids=(_ID,), started=(_WHEN,),
                    separators="\u250b", codes="numbers", not_chosen=_MISSING | {"0"}, missing=_MISSING)
