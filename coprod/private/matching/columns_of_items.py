"""Which column of an export holds which item: by the wave's mapping, by code, by words; nothing is guessed."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from coprod.codebook import Codebook, Item
from coprod.private.readers import fold, names_by_words
from coprod.private.readers.platforms import Heading, Rows, Ways

Target = tuple[str, str]  # item and option; the option is "" where the cell holds the answer itself
LEAVE_OUT: Target = ("leave out", "")
LEFT = "leave out"  # how the options begin under which the ticks of options that were left out stand
OWN_COLUMNS = ("id", "date", "complete")  # what a person may say that a column holds, besides items
NO_HEADING = "(no heading)"
_PERSONAL = re.compile(r"@|\d{5}")
_TYPED = (" (please specify)", " (please describe)", ":")


@dataclass(frozen=True)
class Matched:
    """What the columns of one file hold.

    `titles`: a name for each column, no two the same; `targets`: what a column holds, by its number; `how`: mapping,
    code or text, by number; `typed`: columns of words beside "other"; `outside`: columns that stay outside and need
    no word about it; `unknown`: columns nobody has explained; `double`: what unknown columns seem to hold, two of
    one question; `beside`: the item beside whose answers unknown columns hold words, where its list has no "other";
    `own`: id, date and complete, where a person named their columns; `notes`: what a person should know.
    """

    file: str
    titles: list[str]
    targets: dict[int, Target] = field(default_factory=dict)
    how: dict[int, str] = field(default_factory=dict)
    outside: list[int] = field(default_factory=list)
    unknown: list[int] = field(default_factory=list)
    typed: set[int] = field(default_factory=set)
    double: dict[int, Target] = field(default_factory=dict)
    beside: dict[int, str] = field(default_factory=dict)
    own: dict[str, int] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def columns(self, item: str) -> dict[str, list[int]]:
        """The columns of an item: by option, or by "" where the cell holds the answer."""
        columns: dict[str, list[int]] = {}
        for n, (name, option) in self.targets.items():
            if name == item:
                columns.setdefault(option, []).append(n)
        return columns


def match(file: str, heads: Rows, readings: list[Ways], book: Codebook, mapping: Mapping[str, Target]) -> Matched:
    """Match the columns of one file with the codebook.

    `heads`: the rows of headings; `readings`: every way to read each column's heading, () where it is the tool's own;
    `mapping`: folded name of a column to what a person said it holds.
    """
    known, found = _Known(book), Matched(file, _titles(heads, readings))
    for n, ways in enumerate(readings):
        names = [found.titles[n], *(way.code for way in ways), *(row[n] for row in heads[:1])]
        said = next((mapping[name] for name in map(fold, names) if name in mapping), None)
        target, how = (said, "mapping") if said else known.target(ways)
        if said and said[0] in OWN_COLUMNS:
            found.own[said[0]] = n
        elif said == LEAVE_OUT and (item := known.item_of_option(ways)):
            found.targets[n], found.how[n] = (item, f"{LEFT} {n}"), how
        elif said == LEAVE_OUT or not ways:
            found.outside.append(n)
        elif target is None:
            found.unknown.append(n)
            if how:
                found.beside[n] = how
        else:
            found.targets[n], found.how[n] = target, how
            if any(way.own_words for way in ways):
                found.typed.add(n)
            if how != "text" and known.other_words(ways, target):
                found.notes.append(_reworded(file, found.titles[n], target))
    _settle(found, readings, known)
    return found


def lost(found: Matched, book: Codebook) -> list[Target]:
    """What the codebook asks and no column holds; comments may have been taken out on purpose."""
    missing = []
    for item in book.asked:
        columns = found.columns(item.name)
        if item.kind != "text" and not columns:
            missing.append((item.name, ""))
        elif "" not in columns:  # an option without its column would read as "nobody chose it"
            missing += [target for target in options_of(item.name, book) if target[1] not in columns]
    return missing


def options_of(item: str, book: Codebook) -> list[Target]:
    """The options of an item, each as what a column of its own would hold; comments have none."""
    return [(item, answer.name) for answer in book.answers(item)] if book.items[item].kind != "text" else []


class _Known:
    """The codebook's items and options, looked up by code and by words."""

    def __init__(self, book: Codebook):
        self.book = book
        self.items = {fold(item.name): item for item in book.asked}
        self.options = {item.name: _options(item, book) for item in book.asked}
        self.codes = {fold("/".join(target)): target for item in book.asked for target in options_of(item.name, book)}
        self.words: dict[tuple[str, str], list[Item]] = defaultdict(list)
        for item in book.asked:
            for label in {fold(text) for text in (item.label, *item.others)}:
                self.words["", label].append(item)
                if item.stem:
                    self.words[fold(item.stem), label].append(item)

    def target(self, ways: Ways) -> tuple[Target | None, str]:
        """What a column holds and how that was found; a code goes before words."""
        for how, look in (("code", self._by_code), ("text", self.by_words)):
            for way in ways:
                if target := look(way):
                    return target, how
        beside = (item.name for way in ways if way.own_words and (item := self._item(way)))
        return None, next(beside, "")

    def item_of_option(self, ways: Ways) -> str:
        """The item with several choices of which a column seems to be one option, or ""."""
        found = (self.items.get(fold(way.code)) or self._item(way) for way in ways if way.option or way.own_words)
        return next((item.name for item in found if item and item.kind == "several"), "")

    def by_words(self, way: Heading) -> Target | None:
        """The item or option that bears these words."""
        if way.label:
            item = self._item(way)
            return self._within(item, way) if item else None
        words = fold(way.option)
        named = {(name, options[words]) for name, options in self.options.items() if words in options}
        return named.pop() if words and not way.code and len(named) == 1 else None

    def shared(self, target: Target) -> bool:
        """Whether the item's words alone do not tell it from another item."""
        return len(self.words["", fold(self.book.items[target[0]].label)]) > 1

    def other_words(self, ways: Ways, target: Target) -> bool:
        """Whether the export asks in other words than the codebook."""
        worded = [way for way in ways if way.label and fold(way.label) != fold(way.code)]
        return bool(worded) and target[0] not in {by[0] for way in worded if (by := self.by_words(way))}

    def _by_code(self, way: Heading) -> Target | None:
        if not way.code:
            return None
        item = self.items.get(fold(way.code))
        return self._within(item, way) if item else None if way.option else self.codes.get(fold(way.code))

    def _item(self, way: Heading) -> Item | None:
        stem, label = fold(way.stem), fold(way.label)
        if way.begins:  # long words were cut short: they must fit one item only
            found = {item.name: item for known, items in self.words.items() for item in items
                     if _fits(stem, known[0]) and _fits(label, known[1])}
            return found.popitem()[1] if len(found) == 1 else None
        items = self.words.get((stem, label), [])
        return items[way.nth - 1] if way.nth <= len(items) else None

    def _within(self, item: Item, way: Heading) -> Target | None:
        """The item itself, or its option; words beside "other" count as "other" where the item has it."""
        if not way.option and not way.own_words:
            return item.name, ""
        options = self.options[item.name]
        option = options.get(_untyped(way.option), "other" if way.own_words and "other" in options.values() else None)
        return (item.name, option) if option else None


def _options(item: Item, book: Codebook) -> dict[str, str]:
    """An item's answers by folded label and name."""
    answers = book.answers(item.name) if item.kind != "text" else ()
    return {_untyped(words): name for words, name in names_by_words(answers).items()}


def _untyped(label: str) -> str:
    """A folded label without the words that ask people to type."""
    label = fold(label)
    for ending in _TYPED:
        label = label.removesuffix(ending)
    return label


def _fits(given: str, known: str) -> bool:
    """Whether words, of which perhaps only the beginning is given, are these."""
    return known.startswith(given.removesuffix("..").rstrip()) if given.endswith("..") else given == known


def _settle(found: Matched, readings: list[Ways], known: _Known) -> None:
    """Leave outside what another column says better, and call unknown what words alone cannot tell apart."""
    for target, number in Counter(found.targets.values()).items():
        columns = [n for n, held in found.targets.items() if held == target]
        typed = [n for n in columns if found.how[n] != "mapping" and any(way.own_words for way in readings[n])]
        if number > 1 and len(typed) < number:
            _move(found, typed, found.outside)
            columns = [n for n in columns if n not in typed]
        by_words = len(columns) > 1 and all(found.how[n] == "text" for n in columns)
        if by_words and (known.shared(target) or len(typed) == number):
            _move(found, columns, found.unknown)
        elif len(columns) > 1 and any(found.how[n] != "mapping" for n in columns):
            found.double.update(dict.fromkeys(columns, target))
            _move(found, columns, found.unknown)
    for item in known.items.values():  # a tool may write the whole answer and each option too
        columns = found.columns(item.name)
        if item.kind == "several" and "" in columns and len(columns) > 1:
            whole = set(columns) > set(known.options[item.name].values())
            columns = {option: held for option, held in columns.items() if not option.startswith(LEFT)}
            _move(found, [n for option, held in columns.items() if (option == "") == whole for n in held],
                  found.outside)


def _move(found: Matched, columns: list[int], place: list[int]) -> None:
    for n in columns:
        del found.targets[n], found.how[n]
        place.append(n)


def _titles(heads: Rows, readings: list[Ways]) -> list[str]:
    """A name for each column, by which a person can find it in the file; a repeated name gets a number.

    In a damaged file a person's details may stand where a heading should be: these are not shown.
    """
    seen: Counter[str] = Counter()
    titles = []
    for n, ways in enumerate(readings):
        first = next((" ".join(row[n].split()) for row in heads if row[n].strip()), NO_HEADING)
        title = len(heads) > 1 and ": ".join(_words(ways)) or first
        title = f"column {n + 1}" if _PERSONAL.search(title) else title
        seen[fold(title)] += 1
        titles.append(title if seen[fold(title)] == 1 else f"{title} ({seen[fold(title)]})")
    return titles


def _words(ways: Ways) -> list[str]:
    """Code, stem, label and option of the plainest reading, each said once."""
    said: dict[str, str] = {}
    for words in (ways[0].code, ways[0].stem, ways[0].label, ways[0].option) if ways else ():
        said.setdefault(fold(words), " ".join(words.split()))
    return list(filter(None, said.values()))


def _reworded(file: str, title: str, target: Target) -> str:
    return (f'{file}: the column "{title}" holds "{"/".join(filter(None, target))}", which the codebook asks in other '
            "words. If people saw the export's words, correct codebook.xlsx: then the answers are not compared with an "
            "earlier wave's.")
