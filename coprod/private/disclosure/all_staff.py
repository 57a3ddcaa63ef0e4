"""What all-staff figures may be shown: answers of a few people are merged with their neighbour, or left out."""

from dataclasses import dataclass
from functools import cache

import numpy as np

from coprod.codebook import Answer, Codebook, Indicator, Item
from coprod.private.coding.categorical import FIRST, NO, YES
from coprod.private.coding.tallies import Tally
from coprod.record import ALL_STAFF, FEWEST, INDICATOR, ITEM, OPTION, Measure
from coprod.record import Answer as ShownAnswer

TOO_FEW = "too few"


@dataclass(frozen=True)
class Cell:
    """One answer as shown: the positions of the codebook's answers in it, and how many people gave one of them."""

    members: tuple[int, ...]
    count: int


@dataclass(frozen=True)
class CountedAnswer:
    """An answer as shown, how many people gave it, and of how many."""

    answer: ShownAnswer
    count: int
    base: int


class AllStaff:
    """The all-staff figures of every measure, as they may be shown; with too `few` people none is."""

    def __init__(self, tally: Tally, book: Codebook, floor: int, thin: frozenset[str], few: bool = False):
        self.book, self.floor, self.thin, self.few = book, floor, thin, few
        self.answers = tally.answers
        self.column = {name: n for n, name in enumerate(tally.answers)}
        self.counts = tally.everybody()
        self.single = {item.name for item in book.asked if item.kind == "one"}
        self.cells = cache(self._cells)  # when first asked for: nobody asks for those of teams

    def describe(self, name: str) -> Measure:
        """What the record says about a measure: wording, answers as shown, and why anything is withheld."""
        indicator, shown = self.book.indicators.get(name), self.shown(name)
        asked = {"construct": "", "relevant": "", "source_line": "", "stem": "", "phrase": "", "rule": ""}
        if indicator:
            source, sources, kind = indicator, indicator.items, INDICATOR
            asked |= {"label": indicator.label, "phrase": indicator.phrase, "rule": indicator.rule.text}
        else:
            source = self.book.items[name.split("/")[0]]
            sources, kind = (source.name,), OPTION if "/" in name else ITEM
            asked |= {"construct": source.construct, "relevant": source.relevant, "source_line": source.source_line}
            asked |= self._words_of(source, name)
        return Measure(
            name=name, kind=kind, better=source.better, headline=source.headline, sources=tuple(sources),
            scale=tuple(answer.label for answer in self.answers[name]), share=_has_share(shown),
            withheld="" if shown else TOO_FEW, answers=tuple(cell.answer for cell in shown),
            adjusted=None, fixed_mix=None, **asked)

    def _words_of(self, item: Item, name: str) -> dict[str, str]:
        if "/" not in name:
            return {"label": item.label, "stem": item.stem}
        option = next(a for a in self.book.answers(item.name) if a.name == name.split("/")[1])
        return {"label": option.label, "stem": item.label}

    def shown(self, name: str) -> list[CountedAnswer]:
        """The answers shown of a measure, with their counts."""
        item = None if name in self.book.indicators else self.book.items[name.split("/")[0]]
        if self.few or item and not self._routed_along_cells(item):
            return []
        if name not in self.single:
            return self._yes(name)
        answers = self.answers[name]
        cells, rating = self.cells(name), [a for a in answers if not a.missing]
        base = sum(cell.count for cell in cells)
        if base < self.floor or len(cells) < 2:
            return []
        kept = [(a, n) for a in answers if a.missing and (n := self._count(name, [a])) >= FEWEST]
        said_anything = base + sum(n for _, n in kept)
        return [_merged("+".join(rating[n].name for n in cell.members), label_of(cell, rating), cell, rating, base)
                for cell in cells] + [_shown(a.name, a.label, a.missing, False, n, said_anything) for a, n in kept]

    def places(self, name: str) -> tuple[np.ndarray, np.ndarray]:
        """Where each cell of an item stands on its scale (0 up; merged answers at the commonest), and its count."""
        rating = [a for a in self.answers[name] if not a.missing]
        cells = self.cells(name)
        commonest = [max(cell.members, key=lambda n: self._count(name, [rating[n]])) for cell in cells]
        return np.array(commonest), np.array([cell.count for cell in cells])

    def rows(self, name: str) -> list[tuple]:
        """The record's all-staff rows of a measure."""
        return [(name, ALL_STAFF, cell.answer.name, cell.count, cell.base, None, None) for cell in self.shown(name)]

    def _yes(self, name: str) -> list[CountedAnswer]:
        counts = self.counts[self.column[name]]
        yes, base = int(counts[YES]), int(counts[YES] + counts[NO])
        if name in self.thin or not enough(yes, base, self.floor) or not self._made_of_cells(name):
            return []
        return [_shown("yes", "Yes", "", True, yes, base)]

    def _made_of_cells(self, name: str) -> bool:
        """An indicator of one item must not undo a merge of that item's answers."""
        indicator = self.book.indicators.get(name)
        if indicator is None or len(indicator.items) > 1:
            return True
        return self._keeps_merges(indicator.items[0], indicator.rule.answers[0])

    def _routed_along_cells(self, item: Item) -> bool:
        """How many were asked must not undo a merge of the answers by which they were chosen, nor tell who gave both.

        Where two answers decide who is asked, their number is a cell of the two: it is told only where a joint
        indicator tells the same cell.
        """
        if _by_two_answers(item, self.single):
            return any(self._tells_the_same(item, indicator) for indicator in self.book.indicators.values())
        routes: dict[str, set[str]] = {}
        for test in (test for way in item.universe.any_of for test in way):
            routes.setdefault(test[0], set()).add(test[1])
        return all(self._keeps_merges(source, frozenset(answers)) if source in self.single
                   else all(self.shown(f"{source}/{answer}") for answer in answers)
                   for source, answers in routes.items())

    def _tells_the_same(self, item: Item, indicator: Indicator) -> bool:
        """Whether a joint indicator that is shown holds of exactly those who were asked an item."""
        ways = item.universe.any_of
        rule = indicator.rule
        if rule.score or rule.limit or len(ways) != 1 or not self.shown(indicator.name):
            return False
        joint = {(name, *answers) for name, answers in zip(indicator.items, rule.answers, strict=True)}
        return joint == set(ways[0])

    def _keeps_merges(self, name: str, answers: frozenset[str]) -> bool:
        return bool(self.shown(name)) and is_union(_positions(answers, self.answers[name]), self.cells(name))

    def _cells(self, name: str) -> tuple[Cell, ...]:
        rating = [a for a in self.answers[name] if not a.missing]
        keep = [frozenset(n for n, a in enumerate(rating) if a.positive)]
        keep += [_positions(i.rule.answers[0], self.answers[name])
                 for i in self.book.indicators.values() if i.items == (name,)]
        return merge_rare([self._count(name, [a]) for a in rating], keep)

    def _count(self, name: str, answers: list[Answer]) -> int:
        places = [FIRST + self.answers[name].index(answer) for answer in answers]
        return int(self.counts[self.column[name]][places].sum())


def _by_two_answers(item: Item, single: set[str]) -> bool:
    """Whether answers to two questions, or two ticks of one, decide together who is asked an item."""
    tests = {test for way in item.universe.any_of for test in way}
    asked = {name for name, _ in tests}
    return len(asked) > 1 or len(tests) > 1 and not asked <= single


def merge_rare(counts: list[int], keep: list[frozenset[int]], fewest: int = FEWEST) -> tuple[Cell, ...]:
    """Merge ordered answers until each shown cell holds at least `fewest` people (or one cell is left).

    `counts`: people by answer, in scale order; `keep`: sets of answers that a share or indicator is made of, which a
    merge breaks only if it must.
    """
    cells = [Cell((n,), count) for n, count in enumerate(counts)]
    while len(cells) > 1 and min(cell.count for cell in cells) < fewest:
        n = next(n for n, cell in enumerate(cells) if cell.count < fewest)
        pairs = [_join(cells, m) for m in (n - 1, n) if 0 <= m < len(cells) - 1]
        cells = min(pairs, key=lambda pair: _cost(pair, keep))[1]
    return tuple(cells)


def is_union(wanted: frozenset[int], cells: tuple[Cell, ...]) -> bool:
    """Whether a set of answers is made of whole cells, so that its count tells nothing about a merged answer."""
    return all(not (wanted & set(cell.members)) or set(cell.members) <= wanted for cell in cells)


def enough(count: int, base: int, floor: int) -> bool:
    """Whether a yes/no share may be shown: base at the floor, and at least three people on either side."""
    return base >= floor and min(count, base - count) >= FEWEST


def label_of(cell: Cell, answers: list[Answer]) -> str:
    """The words for a merged answer: "Never or once"."""
    first, *rest = [answers[n].label for n in cell.members]
    return " or ".join([first, *(_lower(label) for label in rest)])


def _positions(names: frozenset[str], answers) -> frozenset[int]:
    return frozenset(n for n, a in enumerate(a for a in answers if not a.missing) if a.name in names)


def _merged(name: str, label: str, cell: Cell, rating: list[Answer], base: int) -> CountedAnswer:
    sides = {rating[n].positive for n in cell.members}
    return _shown(name, label, "", sides.pop() if len(sides) == 1 else None, cell.count, base)


def _shown(name: str, label: str, missing: str, positive: bool | None, count: int, base: int) -> CountedAnswer:
    return CountedAnswer(ShownAnswer(name, label, missing, positive), count, base)


def _has_share(shown: list[CountedAnswer]) -> bool:
    """A share can be shown if no cell mixes positive and other answers, and some answer is positive."""
    sides = {cell.answer.positive for cell in shown if not cell.answer.missing}
    return None not in sides and True in sides


def _join(cells: list[Cell], m: int) -> tuple[Cell, list[Cell]]:
    both = Cell(cells[m].members + cells[m + 1].members, cells[m].count + cells[m + 1].count)
    return both, [*cells[:m], both, *cells[m + 2:]]


def _cost(pair: tuple[Cell, list[Cell]], keep: list[frozenset[int]]) -> tuple:
    both = pair[0]
    broken = sum(not is_union(wanted, (both,)) for wanted in keep)
    return broken, both.count, both.members


def _lower(label: str) -> str:
    return label if label.split()[0] == "I" else label[:1].lower() + label[1:]
