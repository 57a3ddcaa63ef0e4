"""All rows of a wave's exports in one shape, whichever tool wrote them, before anything is left out."""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from coprod.codebook import Codebook, Item
from coprod.errors import BadInput
from coprod.private.matching.columns_of_items import Target
from coprod.private.matching.exports import Export
from coprod.private.readers import Column, blank, coded, fold, join, names_by_words
from coprod.private.readers.platforms import Platform

_ID, _STARTED, _FINISHED = "id", "started", "finished"


@dataclass(frozen=True)
class ExportRows:
    """One row for each row below the headings of all files.

    `items`: what the codebook asks, by item and option: where an option has a column of its own its texts are "yes" and
    ""; `own`: the tool's id, date and status, which never leave intake; `origin`: rows × (file, row below its
    headings); `identity`: a whole number for each response, -1 where nothing tells it; `notes`: in words.
    """

    items: dict[Target, Column]
    own: dict[str, Column]
    origin: np.ndarray
    identity: np.ndarray
    notes: list[str]

    def __len__(self) -> int:
        return len(self.origin)

    def by_item(self) -> dict[str, list[Column]]:
        """The columns of each item."""
        columns = defaultdict(list)
        for (item, _), column in self.items.items():
            columns[item].append(column)
        return columns

    def no_response(self, platform: Platform) -> dict[str, np.ndarray]:
        """Which rows the tool says are no response, by the reason."""
        reasons = defaultdict(lambda: np.zeros(len(self), bool))
        for head in platform.status.keys() & self.own.keys():
            said = self.own[head].each(lambda text, head=head: platform.status[head].get(fold(text), ""), object)
            for reason in sorted(set(platform.status[head].values())):
                reasons[reason] |= said == reason
        return reasons

    def unfinished(self, platform: Platform) -> np.ndarray:
        """Who did not reach the end, as the tool says; nobody where it does not say."""
        if _FINISHED not in self.own:
            return np.zeros(len(self), bool)
        return ~self.own[_FINISHED].each(lambda text: platform.finished[1](fold(text)), bool)

    @property
    def started(self) -> Column | None:
        """The dates, where there are any."""
        return self.own.get(_STARTED)


def gather(platform: Platform, exports: list[Export], book: Codebook) -> ExportRows:
    """Read the columns of all exports that are needed. Raises BadInput where one question has two answers."""
    own = [_own_columns(platform, export) for export in exports]
    by_rows = len(exports) > 1 and not all(_ID in columns for columns in own)  # then all that a row says must tell it
    files = [_read(export, columns, by_rows, platform, book) for export, columns in zip(exports, own, strict=True)]
    lengths = [file.rows for file in files]
    items, said = (_joined([getattr(file, kind) for file in files], lengths) for kind in ("items", "own"))
    for item in book.asked:  # comments may have been taken out on purpose
        if item.kind == "text":
            items.setdefault((item.name, ""), blank(sum(lengths)))
    place = np.repeat(np.arange(len(files)), lengths), np.concatenate([np.arange(rows) for rows in lengths])
    whole = _joined([file.whole for file in files], lengths)
    identity = _identity_of_rows(list(whole.values()), place[0]) if by_rows else _identity(said.get(_ID), sum(lengths))
    notes = [note for file in files for note in file.notes]
    return ExportRows(items, said, np.column_stack(place).astype(np.int32), identity, notes)


@dataclass(frozen=True)
class _File:
    """What was read from one file: columns of items, of the tool, and all where whole rows tell a response."""

    items: dict[Target, Column]
    own: dict[str, Column]
    whole: dict[str, Column]
    rows: int
    notes: list[str]


def _read(export: Export, own: dict[str, int], by_rows: bool, platform: Platform, book: Codebook) -> _File:
    titles = export.matched.titles if by_rows else []
    columns, rows, short = export.read({*export.matched.targets, *own.values(), *range(len(titles))})
    early = f"{export.name}: {short} rows end before the last column; what is missing counts as not answered."
    notes = [*export.table.notes(export.headings), *export.matched.notes, *([early] if short else [])]
    return _File(_answers(export, columns, platform, book), {name: columns[n] for name, n in own.items()},
                 {fold(title): columns[n] for n, title in enumerate(titles)}, rows, notes)


def _own_columns(platform: Platform, export: Export) -> dict[str, int]:
    """The tool's columns that intake must look at, by what they say."""
    heads = {_ID: platform.ids, _STARTED: platform.started, _FINISHED: (platform.finished or ())[:1]}
    heads |= {head: (head,) for head in platform.status}
    found = {name: export.own(names) for name, names in heads.items()}
    return {name: n for name, n in found.items() if n is not None}


def _answers(export: Export, columns: dict[int, Column], platform: Platform, book: Codebook) -> dict[Target, Column]:
    """The columns of the items, blank where nothing was answered."""
    found: dict[Target, Column] = {}
    for item in book.asked:
        held = export.matched.columns(item.name)
        options = {option: _ticks(columns[n], platform) for option, n in held.items() if option}
        if "" in held:
            found[item.name, ""] = _cells(columns[held[""]], item, platform, book)
        if item.kind == "one" and options:
            found[item.name, ""] = _one_of(export, item, found.get((item.name, "")), options, book)
        else:
            found |= {(item.name, option): column for option, column in options.items()}
    return found


def _cells(column: Column, item: Item, platform: Platform, book: Codebook) -> Column:
    if item.kind == "text" and platform.missing == {""}:
        return column  # a million comments need no second look
    known = names_by_words(book.answers(item.name)) if item.kind != "text" else {}
    missing = platform.missing - known.keys()
    return column.with_texts("" if not text.strip() or fold(text) in missing else text for text in column.distinct())


def _ticks(column: Column, platform: Platform) -> Column:
    """An option's own column: its heading counts, never the words in it."""
    return column.with_texts("" if fold(text) in platform.not_chosen else "yes" for text in column.distinct())


def _one_of(export: Export, item: Item, whole: Column | None, options: dict[str, Column], book: Codebook) -> Column:
    """One answer a person, where options have columns of their own, perhaps beside a column with the whole answer."""
    whole = whole or blank(len(next(iter(options.values()))))
    labels, texts = {answer.name: answer.label for answer in book.answers(item.name)}, whole.distinct()
    codes, taken = whole.codes.astype(np.int32), whole.each(bool, bool)
    for n, column in enumerate(options.values(), len(texts)):
        ticked = column.each(bool, bool)
        if (twice := np.flatnonzero(ticked & taken & (codes >= len(texts)))).size:
            raise BadInput(f'{export.name}, line {export.place(twice[0])[1]}, item "{item.name}": two answers where '
                           f"one was expected, in {len(twice)} rows. Correct the rows, or make the question one with "
                           "several choices in codebook.xlsx.")
        codes[ticked & ~taken] = n
        taken |= ticked
    return coded(codes, [*texts, *(labels[option] for option in options)])


def _joined(files: list[dict], lengths: list[int]) -> dict:
    """Columns of all files, one below the other; blank where a file has none."""
    names = dict.fromkeys(name for file in files for name in file)
    return {name: join([file.get(name) or blank(rows) for file, rows in zip(files, lengths, strict=True)])
            for name in names}


def _identity(ids: Column | None, rows: int) -> np.ndarray:
    """Rows with the same id of the tool are the same response."""
    return np.full(rows, -1) if ids is None else np.where(ids.filled(), ids.codes.astype(np.int64), -1)


def _identity_of_rows(columns: list[Column], file: np.ndarray) -> np.ndarray:
    """Without ids a row is the same response as the like row of another file; like rows of one file are two people."""
    same = np.zeros(len(file), np.int64)
    for column in columns:
        same = np.unique(same * len(column.texts) + column.codes, return_inverse=True)[1]
    order = np.lexsort((file, same))
    new = np.ones(len(file), bool)
    new[1:] = (np.diff(same[order]) != 0) | (np.diff(file[order]) != 0)
    starts = np.flatnonzero(new)
    nth = np.empty(len(file), np.int64)
    nth[order] = np.arange(len(file)) - np.repeat(starts, np.diff([*starts, len(file)]))
    return same * (nth.max(initial=0) + 1) + nth
