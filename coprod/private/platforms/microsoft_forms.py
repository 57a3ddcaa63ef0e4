"""Microsoft Forms: one header row, a grid's rows by their statement alone, several choices in one cell."""

from collections import Counter

from coprod.codebook import Codebook
from coprod.private.labels import fold
from coprod.private.platforms import Platform, Target

_METADATA = frozenset({"id", "start time", "completion time", "email", "name", "last modified time", "language"})


def _recognise(rows: list[list[str]]) -> bool:
    heads = {fold(cell) for cell in rows[0]} if rows else set()
    return {"id", "start time", "completion time"} <= heads


def _targets(heads: list[list[str]], codebook: Codebook) -> list[Target | None]:
    known: dict[str, Target] = {}
    seen: Counter[str] = Counter()
    for item in codebook.asked:
        label = fold(item.label)
        seen[label] += 1  # a statement that stands in a second grid gets the digit 2 glued on, in a third 3
        known[label if seen[label] == 1 else f"{label}{seen[label]}"] = (item.name, "")
    return [known.get(fold(head)) for head in heads[0]]


PLATFORM = Platform("microsoft-forms", 1, _METADATA, "id", _recognise, _targets)
