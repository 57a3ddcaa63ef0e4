"""A categorical column of an export: whole numbers and the few texts they stand for; exists in memory only."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np

TOP = 20  # rows of a file among which its headings are looked for


@dataclass(frozen=True)
class Column:
    """`codes`: a whole number a row, the place of its cell in `texts`; `texts`: an arrow array, each text once."""

    codes: np.ndarray
    texts: object

    def __len__(self) -> int:
        return len(self.codes)

    def distinct(self) -> list[str]:
        """The texts as a list."""
        return self.texts.to_pylist()

    def cells(self) -> list[str]:
        """One text a row: for a few rows only."""
        texts = self.distinct()
        return [texts[code] for code in self.codes]

    def each(self, function: Callable[[str], object], dtype: type) -> np.ndarray:
        """What `function` makes of each row's text; it is asked once for each distinct text."""
        return np.array([function(text) for text in self.distinct()], dtype)[self.codes]

    def filled(self, rows: np.ndarray | slice = slice(None)) -> np.ndarray:
        """Which rows hold more than spaces."""
        import pyarrow.compute as pc

        full = pc.not_equal(pc.utf8_trim_whitespace(self.texts), "").to_numpy(zero_copy_only=False)
        return full[self.codes[rows]]

    def with_texts(self, texts: Iterable[str]) -> "Column":
        """The same rows, where other words stand in place of each distinct text."""
        return coded(self.codes, texts)

    def take(self, rows: np.ndarray | slice) -> "Column":
        """The rows wanted, by number, slice or mask; texts that no row holds any more are gone."""
        codes = self.codes[rows]
        used = np.bincount(codes, minlength=len(self.texts)) > 0
        if used.all():
            return Column(codes, self.texts)
        return Column(_small((np.cumsum(used) - 1)[codes], int(used.sum())), self.texts.take(np.flatnonzero(used)))


@dataclass(frozen=True)
class Part:
    """Some rows of a file: the columns wanted by their number, how many rows, and how many of them ended early."""

    columns: dict[int, Column]
    rows: int
    short: int = 0

    def below(self, skip: int) -> "Part":
        """The part without its first rows."""
        columns = {n: column.take(slice(skip, None)) for n, column in self.columns.items()} if skip else self.columns
        return Part(columns, self.rows - skip, self.short)


def column_of(cells: Iterable[str]) -> Column:
    """A column from its cells."""
    import pyarrow as pa

    return from_arrow(pa.array(cells, pa.string()).dictionary_encode())


def coded(codes: np.ndarray, texts: Iterable[str]) -> Column:
    """A column from the place of each row's cell in `texts`, which may hold a text twice."""
    import pyarrow as pa

    place: dict[str, int] = {}
    table = np.array([place.setdefault(text, len(place)) for text in texts], np.int64)
    return Column(_small(table[codes], len(place)), pa.array(place, pa.string()))


def blank(rows: int) -> Column:
    """A column in which nothing stands."""
    return coded(np.zeros(rows, np.uint8), [""])


def from_arrow(column) -> Column:
    """A column from an arrow dictionary array without nulls."""
    return Column(_small(column.indices.to_numpy(), len(column.dictionary)), column.dictionary)


def join(parts: list[Column]) -> Column:
    """One column from its parts, in their order."""
    import pyarrow as pa

    if len(parts) == 1:
        return parts[0]
    chunks = [pa.DictionaryArray.from_arrays(pa.array(part.codes.astype(np.int32)), part.texts) for part in parts]
    kind = pa.dictionary(pa.int32(), pa.string())
    return from_arrow(pa.chunked_array(chunks, kind).unify_dictionaries().combine_chunks())


def _small(codes: np.ndarray, texts: int) -> np.ndarray:
    return codes.astype(np.min_scalar_type(max(texts - 1, 0)))
