"""Door 1: reads a wave's raw exports; only the codebook's columns come in."""

from collections import Counter
from dataclasses import dataclass

import numpy as np

from coprod.errors import refuse
from coprod.private.matching.columns_of_items import Target
from coprod.private.matching.dates import weeks
from coprod.private.matching.duplicates import one_each, said
from coprod.private.matching.exports import Export, open_exports, refuse_leftovers
from coprod.private.matching.rows import Rows, gather
from coprod.private.readers.columns import Column
from coprod.private.readers.platforms import Platform
from coprod.wave.settings import Wave

EMPTY = "empty: the form was opened and nothing answered"
AGAIN = "exported more than once: counted once"
_SHOWN = 5


@dataclass(frozen=True)
class Responses:
    """The answers as written, one row a person; exists in memory only.

    `columns`: by item and option; the option is "" where the cell holds the answer, else the texts are "yes" and "" (for
    several choices with a column for each); `week`: the Monday of each person's week (datetime64[D], NaT where it is not
    known); `unfinished`: who did not reach the end, as the tool says (nobody, where it does not say); `rows`: rows read;
    `not_counted`: rows left out, by reason; `dropped`: heads of the columns left outside; `notes`: what a person should know.
    """

    columns: dict[Target, Column]
    week: np.ndarray
    unfinished: np.ndarray
    rows: int
    not_counted: Counter
    dropped: tuple[str, ...]
    notes: tuple[str, ...]
    platform: Platform
    exports: tuple[Export, ...]
    origin: np.ndarray  # people × (file, row below its headings)

    def __len__(self) -> int:
        return len(self.origin)

    def places(self, people: np.ndarray) -> list[tuple[str, int]]:
        """File and line of a few people, for an error."""
        return [_place(self.exports, *self.origin[person]) for person in people]

    def where(self, people: np.ndarray) -> str:
        """The first file that holds any of these people, and their first lines there, in words."""
        here = people[self.origin[people, 0] == self.origin[people, 0].min()]
        places = self.places(here[:_SHOWN])
        more = f" and {len(here) - _SHOWN} more" if len(here) > _SHOWN else ""
        return f"{places[0][0]}, line{'s' * (len(here) > 1)} {', '.join(str(line) for _, line in places)}{more}"


def read_responses(wave: Wave) -> Responses:
    """Read all `responses*` files of a wave, join re-exports, and leave out what is no answer, counted by reason.

    Raises BadInput: no file, an unknown platform, a column or an item that nobody has explained, one response id with two
    different sets of answers.
    """
    platform, exports = open_exports(wave)
    refuse_leftovers(wave, platform, exports)
    rows = gather(platform, exports, wave.codebook)
    answered, counted, not_counted = what_counts(rows, platform)
    repeats = one_each(rows, counted, answered)
    refuse([_twice(exports, *rows.origin[[one, two]]) for one, two in repeats.conflicts])
    not_counted[AGAIN] += repeats.again
    return responses_of(rows, repeats.kept, not_counted, wave, platform, exports)


def what_counts(rows: Rows, platform: Platform) -> tuple[np.ndarray, np.ndarray, Counter]:
    """How many items each row answers; which rows are responses, as a mask; the others by reason."""
    answered = np.sum([said(columns) for columns in rows.by_item().values()], axis=0, dtype=np.int32)
    return answered, *_counted(rows, platform, answered)


def responses_of(rows: Rows, kept: np.ndarray, not_counted: Counter, wave: Wave, platform: Platform,
                 exports: list[Export]) -> Responses:
    """The rows that are kept, by number, as answers."""
    week, doubt = _weeks(rows, kept, platform, wave)
    unfinished = rows.unfinished(platform)[kept]
    return Responses(
        {target: column.take(kept) for target, column in rows.items.items()}, week, unfinished, len(rows), +not_counted,
        _dropped(exports), tuple(_notes(rows, doubt, int(unfinished.sum()))), platform, tuple(exports), rows.origin[kept])


def _counted(rows: Rows, platform: Platform, answered: np.ndarray) -> tuple[np.ndarray, Counter]:
    """Which rows are responses, as a mask; the others by reason."""
    counted, not_counted = np.ones(len(rows), bool), Counter()
    for reason, here in (rows.no_response(platform) | {EMPTY: answered == 0}).items():
        not_counted[reason] += int((here & counted).sum())
        counted &= ~here
    return counted, not_counted


def _weeks(rows: Rows, kept: np.ndarray, platform: Platform, wave: Wave) -> tuple[np.ndarray, str]:
    started = rows.started()
    if started is None:
        return np.full(len(kept), np.datetime64("NaT"), "datetime64[D]"), ""
    return weeks(started.take(kept), platform.dates, wave.dates, wave.opened, wave.closed)


def _notes(rows: Rows, doubt: str, unfinished: int) -> list[str]:
    said = f"{unfinished} people did not reach the end, as the tool says; complete and partial go by the questions answered."
    return [*rows.notes, *([doubt] if doubt else []), *([said] if unfinished else [])]


def _dropped(exports: list[Export]) -> tuple[str, ...]:
    found = (export.matched for export in exports)
    return tuple(dict.fromkeys(matched.titles[n] for matched in found for n in sorted(matched.outside)))


def _place(exports, file: int, row: int) -> tuple[str, int]:
    export = exports[file]
    return export.name, export.table.lines(export.headings, [int(row)])[0]


def _twice(exports: list[Export], one: np.ndarray, two: np.ndarray) -> str:
    (file_1, line_1), (file_2, line_2) = _place(exports, *one), _place(exports, *two)
    where = f"{file_1}, lines {line_1} and {line_2}"
    if file_1 != file_2:
        where = f"{file_1}, line {line_1}, and {file_2}, line {line_2}"
    return (f"{where}: the same response id with different answers. Keep the line that counts and delete the other. "
            "Two different forms need a wave each.")
