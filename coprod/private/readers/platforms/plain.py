"""Any table with one row of headings, if wave.toml says platform = "plain": a person names the id, date and end
columns.

So the exports of tools that are not known by name are read: one heading a column, in whatever way it joins a question
with its row or option. Nothing is the tool's own: what the codebook does not ask is left out once it is confirmed.
"""

from coprod.private.readers.platforms import Heading, Platform, Ways, one_row, row_or_option, splits, unnumbered

_BETWEEN = (" - ", ": ", " | ", "/", " > ", " \u2013 ")


def _reading(head: str) -> Ways:
    words = unnumbered(head)
    cuts = [cut for between in _BETWEEN for cut in splits(words, between)]
    for begin, end in ("[]", "()"):
        cuts += splits(words[:-1], begin) if words.endswith(end) else ()
    ways = [way for one, two in cuts for cut in ((one, two), (two, one)) for way in row_or_option(*cut)]
    return tuple(dict.fromkeys([Heading(head, label=words), Heading(head, label=head), *ways]))


PLATFORM = Platform("plain", lambda rows: bool(rows and any(rows[0])), one_row(frozenset(), _reading), dates="either",
                    separators=";,", codes="numbers", guessed=False)
