"""What all-staff figures may be shown: answers of a few people are merged with their neighbour, or left out."""

from dataclasses import dataclass

from coprod.codebook import Answer
from coprod.safe import FEWEST

TOO_FEW = "too few"


@dataclass(frozen=True)
class Cell:
    """One answer as shown: the positions of the codebook's answers in it, and how many people gave one of them."""

    members: tuple[int, ...]
    count: int


def merge_rare(counts: list[int], keep: list[frozenset[int]], fewest: int = FEWEST) -> tuple[Cell, ...]:
    """Merge ordered answers until each shown cell holds at least `fewest` people (or one cell is left).

    `counts`: people by answer, in scale order; `keep`: sets of answers that a share or indicator is made of, which a merge
    breaks only if it must.
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


def _join(cells: list[Cell], m: int) -> tuple[Cell, list[Cell]]:
    both = Cell(cells[m].members + cells[m + 1].members, cells[m].count + cells[m + 1].count)
    return both, [*cells[:m], both, *cells[m + 2:]]


def _cost(pair: tuple[Cell, list[Cell]], keep: list[frozenset[int]]) -> tuple:
    both = pair[0]
    broken = sum(not is_union(wanted, (both,)) for wanted in keep)
    return broken, both.count, both.members


def _lower(label: str) -> str:
    return label if label.split()[0] == "I" else label[:1].lower() + label[1:]
