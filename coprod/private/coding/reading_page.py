"""The private page on how a wave was read: files, rows, what each cell means, who falls out where, what will be
compared.
"""

from collections import Counter
from pathlib import Path

from coprod.codebook import Item
from coprod.private.coding.categorical import NOT_ANSWERED, NOT_ASKED
from coprod.private.coding.cleaning import Cleaned
from coprod.private.coding.comparability import not_compared
from coprod.private.coding.routing import proposed
from coprod.private.matching import Responses
from coprod.private.matching.cell_meanings import is_mark
from coprod.private.matching.own_words import MANY, OTHER, pairs
from coprod.private.readers import fold, not_read
from coprod.record import Record
from coprod.wave.settings import Wave

FILE, _FEW = "reading.txt", 10
_SIGNS = {"": "not answered", " ": "not asked", "!": "none of the options"}
_TICKS = {"yes": "chosen", "no": "not chosen"}  # in an option's own column


def pages(responses: Responses, cleaned: Cleaned, wave: Wave, then: Record | None) -> tuple[list[str], list[str]]:
    """The page in short, as `coprod check` prints it, and whole, as it is kept."""
    end = [*_falls_out(cleaned, wave), *proposed(cleaned, wave.codebook), *_compared(wave, then)]
    counted = {item: found for item in wave.codebook.asked if (found := _asked_answered(item, cleaned))}
    start = [*_files(responses, wave), *_rows(responses, cleaned, wave)]
    left = [f"Columns left outside, never read: {', '.join(responses.dropped)}."] if responses.dropped else []
    whole = [f"How data/raw/{wave.name} was read. Private: it stays in this folder.", "", *start, "",
             "Questions, and what their cells mean (few: fewer than 10 people):", *_whole(responses, counted), "",
             *end, "", *responses.notes, *cleaned.notes, *left]
    return [*start, "Questions:", *_short(counted), *end], whole


def _short(counted: dict[Item, tuple[int, int]]) -> list[str]:
    """Items of one list together, so that a clean wave fits one screen."""
    groups: dict[tuple[str, str], list[tuple[str, int, int]]] = {}
    for item, (asked, answered) in counted.items():
        groups.setdefault((item.scale, item.stem), []).append((item.name, asked, answered))
    items = []
    for members in groups.values():
        names = [name for name, _, _ in members]
        who = names[0] if len(names) == 1 else f"{names[0]} … {names[-1]} ({len(names)} questions)"
        items.append(f"  {who}: asked of {_between(asked for _, asked, _ in members)}, "
                     f"answered by {_between(answered for _, _, answered in members)}")
    return items


def _whole(responses: Responses, counted: dict[Item, tuple[int, int]]) -> list[str]:
    """Each item with the forms of its cells, what each means and how many people gave it."""
    items = []
    for item, (asked, answered) in counted.items():
        items.append(f"  {item.name}: asked of {asked}, answered by {answered}, not answered by {asked - answered}")
        items += _forms(item, responses)
    return items


def keep_page(lines: tuple[str, ...], folder: Path) -> Path:
    """Write the page beside the raw files, where it stays private."""
    path = folder / FILE
    path.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    return path


def _files(responses: Responses, wave: Wave) -> list[str]:
    read = [f"  {export.name}: read as {responses.platform.name}, {rows} rows"
            for export, rows in zip(responses.exports, responses.by_file, strict=True)]
    keys = {export.key for export in responses.exports} - {""}
    read += [f"  {key}: read as the words of the codes" for key in sorted(keys)]
    names = {export.name for export in responses.exports} | keys
    return ["Files:", *read, *(f"  {name}: not read, {why}" for name, why in not_read(wave.folder, names).items())]


def _rows(responses: Responses, cleaned: Cleaned, wave: Wave) -> list[str]:
    first, last = responses.days.get("", ("", ""))
    when = f", from {first} to {last} (open {wave.opened} to {wave.closed})" if first else ", without dates"
    lines = [f"People: {int(cleaned.counts.sum())} count{when}"]
    for reason, number in sorted(cleaned.not_counted.items()):
        days = responses.days.get(reason, ("", ""))
        lines.append(f"  not counted: {number:>5}  {reason}" + (f", {days[0]} to {days[1]}" if days[0] else ""))
    return lines


def _asked_answered(item: Item, cleaned: Cleaned) -> tuple[int, int] | None:
    """How many of those who count were asked an item, and answered; None for comments."""
    name = next((name for name in cleaned.coded.answers if name == item.name or name.startswith(f"{item.name}/")), None)
    if name is None:
        return None
    column = cleaned.coded.column(name)
    return int((column != NOT_ASKED).sum()), int((column > NOT_ANSWERED).sum())


def _forms(item: Item, responses: Responses) -> list[str]:
    """Each way in which answers stand there; own words are counted, never listed."""
    number: Counter[tuple[str, str]] = Counter()
    labels = {fold(text) for answer in responses.book.answers(item.name) for text in (answer.label, answer.name)}
    for (name, option), written in responses.written.items():
        if name != item.name or item.kind == "text":
            continue
        read = responses.columns.get((name, option))
        if read is None:  # one answer a person, whose options have columns of their own
            continue
        texts = written.distinct()
        for (code, means), people in pairs(written, read).items():
            own = (fold(texts[code]) not in labels and not is_mark(fold(texts[code])) and not option and item.kind
                   == "one"
                   and people < MANY or OTHER in means.split() and fold(texts[code]) not in labels
                   or option == OTHER and means == "yes")
            form = "(own words)" if own else f'"{texts[code]}"' if texts[code].strip() else "(blank)"
            means = _TICKS.get(means, means) if option else means
            number[f"{option}: {form}" if option else form, " and ".join(means.split(" ")).strip() or means] += people
    lines = [f"    {form} means {_SIGNS.get(means, means)}: {_count(people)}" for (form, means),
             people in number.items()]
    most = 40
    return lines if len(lines) <= most else [*lines[:most], f"    and {len(lines) - most} more combinations of these"]


def _falls_out(cleaned: Cleaned, wave: Wave) -> list[str]:
    """Of those who broke off, which question with answers to choose from they answered last."""
    last = Counter(cleaned.broken_off_after)
    if not last:
        return []
    order = ["", *(item.name for item in wave.codebook.asked)]
    told = ", ".join(f"{name or 'none'}: {_count(last[name])}" for name in order if last[name])
    return [f"Broke off, by the last question answered: {told}"]


def _compared(wave: Wave, then: Record | None) -> list[str]:
    if then is None:
        return []
    reasons = not_compared(wave.codebook, then)
    by = {breakdown.item for breakdown in wave.codebook.breakdowns.values()}
    same = sum(item.kind != "text" and item.name not in by for item in wave.codebook.asked) - len(reasons)
    return [f"With {then.wave}: {same} questions will be compared, {len(reasons)} not:" if reasons else
            f"With {then.wave}: all {same} questions will be compared.", *(f"  {name}: {why}" for name,
                                                                           why in reasons.items())]


def _between(numbers) -> str:
    numbers = sorted(numbers)
    return str(numbers[0]) if numbers[0] == numbers[-1] else f"{numbers[0]} to {numbers[-1]}"


def _count(people: int) -> str:
    return str(people) if people >= _FEW else "few"


