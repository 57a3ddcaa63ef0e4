"""All rows of a wave's exports in one shape, whichever tool wrote them, before anything is left out."""

import re
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

import numpy as np

from coprod.codebook import Codebook, Item
from coprod.errors import BadInput
from coprod.private.matching.cell_meanings import OPEN, YES, Reader, Said
from coprod.private.matching.columns_of_items import LEFT, Target
from coprod.private.matching.exports import Export
from coprod.private.readers import Column, blank, coded, fold, join
from coprod.private.readers.platforms import Platform

ID, STARTED, FINISHED = "id", "date", "complete"

_SPOILT = re.compile(r"\d(?:[.,]\d+)?E\+\d+", re.I)  # what a spreadsheet makes of a long number


@dataclass(frozen=True)
class ExportRows:
    """One row for each row below the headings of all files.

    `written`, `items`: what the codebook asks, by item and option, as it stands there and as read (see
    `cell_meanings`); `own`: the tool's id, date and status, which never leave intake; `origin`: rows × (file, row
    below its headings); `identity`: a whole number for each response, -1 where nothing tells it; `notes`: in words.
    """

    written: dict[Target, Column]
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
        if FINISHED not in self.own:
            return np.zeros(len(self), bool)
        reached = platform.finished[1] if platform.finished else lambda text: text not in ("", "no", "false", "0")
        return ~self.own[FINISHED].each(lambda text: reached(fold(text)), bool)

    @property
    def started(self) -> Column | None:
        """The dates, where there are any."""
        return self.own.get(STARTED)


def gather(platform: Platform, exports: list[Export], book: Codebook, said: Said) -> ExportRows:
    """Read the columns of all exports that are needed. Raises BadInput where one question has two answers."""
    ids = next(([name] for name in platform.ids if all(export.own([name]) is not None for export in exports)),
               platform.ids)
    own = [own_columns(platform, export, ids) for export in exports]
    by_rows = len(exports) > 1 and not all(ID in columns for columns in own)  # then all that a row says must tell it
    files = [_read(export, columns, by_rows, platform, book, said) for export,
             columns in zip(exports, own, strict=True)]
    lengths = [file.rows for file in files]
    written, items, own = (_joined([getattr(file, kind) for file in files], lengths)
                           for kind in ("written", "items", "own"))
    for item in book.asked:  # comments may have been taken out on purpose
        if item.kind == "text":
            items.setdefault((item.name, ""), blank(sum(lengths)))
    place = np.repeat(np.arange(len(files)), lengths), np.concatenate([np.arange(rows) for rows in lengths])
    whole = _joined([file.whole for file in files], lengths)
    notes = [note for file in files for note in file.notes]
    if spoilt := not by_rows and ID in own and _are_spoilt(own[ID]):
        notes.append(_spoilt(exports))
    identity = (_identity_of_rows(list(whole.values()), place[0]) if by_rows
                else _identity(None if spoilt else own.get(ID), sum(lengths)))
    return ExportRows(written, items, own, np.column_stack(place).astype(np.int32), identity, notes)


@dataclass(frozen=True)
class _File:
    """What was read from one file: columns of items as written and as read, of the tool, and all that tell a row."""

    written: dict[Target, Column]
    items: dict[Target, Column]
    own: dict[str, Column]
    whole: dict[str, Column]
    rows: int
    notes: list[str]


def _read(export: Export, own: dict[str, int], by_rows: bool, platform: Platform, book: Codebook, said: Said) -> _File:
    titles = export.matched.titles if by_rows else []
    columns, rows, short = export.read({*export.matched.targets, *own.values(), *range(len(titles))})
    early = f"{export.name}: {short} rows end before the last column; what is missing counts as not answered."
    notes = [*export.table.notes(export.headings), *export.matched.notes, *([early] if short else [])]
    written = {target: _one_column(export, target, ns, columns) for target, ns in _columns_of(export).items()}
    return _File(written, _answers(export, written, Reader(book, platform, said, _lists(written, book))),
                 {name: columns[n] for name, n in own.items()},
                 {fold(title): columns[n] for n, title in enumerate(titles)}, rows, notes)


def own_columns(platform: Platform, export: Export, ids: Collection[str] = ()) -> dict[str, int]:
    """The tool's columns that intake must look at, by what they say; what a person named goes first."""
    heads = {ID: ids or platform.ids, STARTED: platform.started, FINISHED: (platform.finished or ())[:1]}
    heads |= {head: (head,) for head in platform.status}
    found = {name: export.own(names) for name, names in heads.items()}
    return {name: n for name, n in found.items() if n is not None} | export.matched.own


def _columns_of(export: Export) -> dict[Target, list[int]]:
    found: dict[Target, list[int]] = {}
    for n, target in export.matched.targets.items():
        found.setdefault(target, []).append(n)
    return found


def _one_column(export: Export, target: Target, numbers: list[int], columns: dict[int, Column]) -> Column:
    """What stands in the columns of one question, of which no row fills two (or both alike)."""
    first, *others = (columns[n] for n in numbers)
    for other in others:
        texts = [*first.distinct(), *other.distinct()]
        there, here = first.filled(), other.filled()
        codes = other.codes.astype(np.int64) + len(first.texts)
        both = np.flatnonzero(there & here & (_folded(texts)[first.codes] != _folded(texts)[codes]))
        if both.size:
            raise BadInput(f'{export.name}, line {export.place(both[0])[1]}: two columns hold "{target[0]}" and both '
                           f'are '
                           f"filled, with different answers, in {both.size} rows. Say in the reading workbook which "
                           "column is right, and leave the other out.")
        first = coded(np.where(there, first.codes, codes), texts)
    return first


def _folded(texts: list[str]) -> np.ndarray:
    return np.unique([fold(text) for text in texts], return_inverse=True)[1]


def _lists(written: dict[Target, Column], book: Codebook) -> dict[str, set[str]]:
    """What stands in all columns of each list of answers, folded: a file holds codes or labels, not both."""
    lists: dict[str, set[str]] = defaultdict(set)
    for (item, option), column in written.items():
        if not option and book.items[item].kind == "one":
            lists[book.items[item].scale] |= {fold(text) for text in column.distinct()}
    return lists


def _answers(export: Export, written: dict[Target, Column], reader: Reader) -> dict[Target, Column]:
    """The columns of the items as read."""
    found: dict[Target, Column] = {}
    for item in reader.book.asked:
        held = {option: column for (name, option), column in written.items() if name == item.name}
        typed = {option for n, (name, option) in export.matched.targets.items()
                 if name == item.name and n in export.matched.typed}
        if item.kind == "text":
            found |= {(item.name, ""): reader.text(held[""])} if held else {}
            continue
        if "" in held:
            found[item.name, ""] = (reader.one if item.kind == "one" else reader.several)(item, held.pop(""))
        answers = {answer.name: answer for answer in reader.book.answers(item.name)}
        options = {option: reader.option(item, answers.get(option), option in typed or option == "other"
                                         or option.startswith(LEFT), column)
                   for option, column in held.items()}
        if item.kind == "one" and options:
            found[item.name, ""] = _one_of(export, item, found.get((item.name, "")), options)
        else:
            found |= {(item.name, option): column for option, column in options.items()}
    return found


def _one_of(export: Export, item: Item, whole: Column | None, options: dict[str, Column]) -> Column:
    """One answer a person, where options have columns of their own, perhaps beside a column with the whole answer."""
    whole = whole or blank(len(next(iter(options.values()))))
    texts = whole.distinct()
    codes, taken = whole.codes.astype(np.int32), whole.filled()
    for n, column in enumerate(options.values()):
        here = len(texts) + 2 * n
        for place, means in ((here, YES), (here + 1, OPEN)):
            ticked = column.each(means.__eq__, bool)
            if (twice := np.flatnonzero(ticked & taken & (codes >= len(texts)))).size:
                raise BadInput(f'{export.name}, line {export.place(twice[0])[1]}, item "{item.name}": two answers '
                               f'where '
                               f"one was expected, in {len(twice)} rows. Correct the rows, or make the question one "
                               "with several choices in codebook.xlsx.")
            codes[ticked & ~taken] = place
            taken |= ticked
    return coded(codes, [*texts, *(text for option in options for text in (option, OPEN))])


def _are_spoilt(ids: Column) -> bool:
    """Whether a spreadsheet shortened the ids: the first hundred tell."""
    texts = ids.texts[:100].to_pylist()
    return sum(bool(_SPOILT.fullmatch(text)) for text in texts) > len(texts) / 2


def _spoilt(exports: list[Export]) -> str:
    """What to say of ids that a spreadsheet shortened; raises BadInput where they would have to join several files."""
    what = (f"{exports[0].name}: a spreadsheet shortened the response ids to numbers such as 1.2E+11, so several "
            f"people bear "
            "the same one.")
    if len(exports) > 1:
        raise BadInput(f"{what} They cannot join {len(exports)} files. Export again from the survey tool, and do not "
                       f"open the "
                       "file in a spreadsheet. Nobody's answers have to be deleted.")
    return f"{what} Each row counts as one person. Export again from the survey tool if rows may stand there twice."


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
