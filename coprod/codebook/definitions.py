"""The questionnaire as data: plain values that every package may hold."""

from dataclasses import dataclass, field

from coprod.codebook.expressions import Band, Rule, Universe


@dataclass(frozen=True)
class Answer:
    """One answer of a scale. `missing` names the reason why it is no rating; `positive` answers make an item's share.

    `others`: the label in other languages; `row`: where it stands on the choices sheet (of no weight in comparing).
    """

    name: str
    label: str
    missing: str = ""
    positive: bool = False
    others: tuple[str, ...] = field(default=(), compare=False)
    row: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Item:
    """One thing asked. `kind`: one, several or text; `stem`: the question above a grid; `scale`: the list of answers.

    `bands`: how a number is cut into answers, so that it counts like any other scale; `others`: the label in other
    languages; `row`, `stem_row`: where it and its stem stand on the survey sheet; `kept_because`: why a wording stays.
    """

    name: str
    label: str
    kind: str
    stem: str = ""
    scale: str = ""
    construct: str = ""
    better: str = "neither"
    headline: bool = False
    source_line: str = ""
    relevant: str = ""
    universe: Universe = Universe()
    bands: tuple[Band, ...] = ()
    hint: str = ""
    required: bool = False
    kept_because: str = ""
    others: tuple[str, ...] = field(default=(), compare=False)
    row: int = field(default=0, compare=False)
    stem_row: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Note:
    """Words that ask nothing, such as the introduction; `row`: where they stand on the survey sheet."""

    label: str
    row: int = field(default=0, compare=False)
    kept_because: str = ""


@dataclass(frozen=True)
class Indicator:
    """A named yes or no, or a score, of each person, by a `rule` from `items`; `phrase` completes "6 in 10 staff …"."""

    name: str
    label: str
    phrase: str
    items: tuple[str, ...]
    rule: Rule
    better: str
    headline: bool


@dataclass(frozen=True)
class Breakdown:
    """A way, declared in advance, to show results by group; the one named "team" is joined with the roster."""

    name: str
    label: str
    item: str


@dataclass(frozen=True)
class Codebook:
    """The questionnaire as data; the dicts are in the order of the workbook and keyed by name.

    `notes`: what is said between the questions; `language`: that of the labels, as the workbook names it ("" if it does
    not); `languages`: all that the workbook holds, the one it starts in first.
    """

    title: str
    items: dict[str, Item]
    scales: dict[str, tuple[Answer, ...]]
    indicators: dict[str, Indicator]
    breakdowns: dict[str, Breakdown]
    notes: tuple[Note, ...] = ()
    language: str = ""
    languages: tuple[str, ...] = ()

    @property
    def asked(self) -> tuple[Item, ...]:
        """The items that were put to anybody: the bank is left out."""
        return tuple(item for item in self.items.values() if not item.universe.nobody)

    def answers(self, item: str) -> tuple[Answer, ...]:
        """The ordered answers of an item."""
        return self.scales[self.items[item].scale]
