"""What a wave asks that cannot be compared with an earlier record, and why: said before anything is sealed."""

from coprod.codebook import Codebook, Item
from coprod.record import ITEM, OPTION, Measure, Record


def not_compared(book: Codebook, then: Record) -> dict[str, str]:
    """By the name of the question: why it will not be compared."""
    items = {measure.name: measure for measure in then.measures if measure.kind == ITEM}
    options: dict[str, list[Measure]] = {}
    for measure in then.measures:
        if measure.kind == OPTION:
            options.setdefault(measure.name.partition("/")[0], []).append(measure)
    found, by = {}, {breakdown.item for breakdown in book.breakdowns.values()}
    for item in book.asked:
        if item.kind != "text" and item.name not in by:
            before = items.get(item.name) or next(iter(options.get(item.name, [])), None)
            if why := _why(item, book, before):
                found[item.name] = why
    return found


def _why(item: Item, book: Codebook, before: Measure | None) -> str:
    if before is None:
        return "it was not asked then, or nothing of it was shown"
    label = before.label if before.kind == ITEM else before.stem
    if _one_form(label) != _one_form(item.label) or before.kind == ITEM and _stems_differ(item.stem, before.stem):
        return "it was asked in other words"
    if before.kind == ITEM and tuple(map(_one_form, before.scale)) != tuple(
            _one_form(answer.label) for answer in book.answers(item.name)):
        return "its answers were others"
    if " ".join(before.relevant.split()) != " ".join(item.relevant.split()):
        return "it was put to other people"
    return "nothing of it was shown then" if before.withheld else ""


def _stems_differ(one: str, two: str) -> bool:
    """Where a statement stood alone once and in a grid now, its own words decide."""
    return bool(one and two) and _one_form(one) != _one_form(two)


def _one_form(text: str) -> str:
    return " ".join(text.split()).casefold()
