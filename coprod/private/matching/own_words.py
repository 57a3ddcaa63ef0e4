"""What somebody typed beside the answers counts as `other`; the same words of several people are no own words, and
ask.
"""

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping

import numpy as np

from coprod.codebook import Codebook, Item
from coprod.private.matching.cell_meanings import MEANS, OPEN, OWN, Reader, Said, is_sentinel
from coprod.private.matching.columns_of_items import Target
from coprod.private.matching.reading import RARE
from coprod.private.readers import Column, coded, fold
from coprod.private.readers.platforms import Platform

MANY = 3  # people who write the same do not write words of their own
OTHER = "other"
_ALIKE = 0.75


def settled(columns: Mapping[Target, Column], written: Mapping[Target, Column], book: Codebook, platform: Platform,
            said: Said) -> dict[Target, Column]:
    """The columns as read, in which no OWN is left: it is `other`, or OPEN where the list has none or many wrote it."""
    found = dict(columns)
    reader = Reader(book, platform, said)
    for target, column in columns.items():
        item = book.items[target[0]]
        if not target[1] and item.kind != "text" and any({OWN, OPEN} & set(text.split()) for text in column.distinct()):
            found[target] = _settle(reader, item, written.get(target), column)
    return found


def unknown_texts(reader: Reader, item: Item, written: Column, read: Column) -> Counter[str]:
    """What nobody explained, folded, and how many people wrote it: own words as well as marks."""
    texts, number = written.distinct(), Counter()
    for (code, means), people in pairs(written, read).items():
        if OWN in means or OPEN in means.split():
            for piece in unknown_pieces(reader, item, texts[code]):
                number[piece] += people
    return number


def pairs(written: Column, read: Column) -> dict[tuple[int, str], int]:
    """How many people wrote what (by its code) and were read as what."""
    size = len(read.texts)
    counts = np.bincount(written.codes.astype(np.int64) * size + read.codes)
    means = read.distinct()
    return {(int(pair) // size, means[int(pair) % size]): int(counts[pair]) for pair in np.flatnonzero(counts)}


def unknown_pieces(reader: Reader, item: Item, text: str) -> Iterator[str]:
    """The folded parts of a cell that are no known answer: all of it, or of several choices each."""
    if item.kind == "one":
        yield fold(text)
        return
    options = reader.options(item)
    yield from dict.fromkeys(piece for name, piece in reader.pieces(reader.folded(text), options) if not name)


def known_by_many(piece: str, number: Mapping[str, int], near: list[str]) -> bool:
    """Whether a text is no own words: a tool's mark, what several people wrote, or like an option that nobody chose."""
    alike = any(piece.startswith(f"{label} ") or piece.endswith(f" {label}") for label in near)
    return number[piece] >= MANY or is_sentinel(piece) or alike or bool(difflib.get_close_matches(piece, near, 1,
                                                                                                  _ALIKE))


def unchosen_labels(reader: Reader, item: Item, read: Column) -> list[str]:
    """The folded labels of the answers that nobody gave: one of them may have been renamed in the form."""
    given = {name for text in read.distinct() for name in text.split()}
    return [fold(answer.label) for answer in reader.book.answers(item.name) if answer.name not in {*given, OTHER}]


def _settle(reader: Reader, item: Item, written: Column, read: Column) -> Column:
    number = unknown_texts(reader, item, written, read)
    told = reader.said.get((item.name, fold(RARE)), reader.said.get((f"list {item.scale}", fold(RARE))))
    has_other = OTHER in {answer.name for answer in reader.book.answers(item.name)}
    texts, means, near = written.distinct(), [], unchosen_labels(reader, item, read)
    for (code, meant), _ in (found := pairs(written, read)).items():
        words = meant.split()
        rare = (OWN in words or OPEN in words) and not any(
            known_by_many(piece, number, near) for piece in unknown_pieces(reader, item, texts[code]))
        word = OTHER if rare and has_other else OPEN
        if rare and told is not None:
            word = MEANS.get(told, told)
        replaced = [word if name == OWN or name == OPEN and told and rare else name for name in words]
        means.append(" ".join(dict.fromkeys(replaced)).strip(" ") or (word if words else meant))
    place = {pair: n for n, pair in enumerate(found)}
    size, lookup = len(read.texts), np.zeros(len(written.texts) * len(read.texts), np.int64)
    spot = {text: n for n, text in enumerate(read.distinct())}
    for (code, meant), n in place.items():
        lookup[code * size + spot[meant]] = n
    return coded(lookup[written.codes.astype(np.int64) * size + read.codes], means)
