"""Intake: reads a wave's raw exports; only the codebook's columns come in."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from coprod.errors import refuse
from coprod.private.matching.columns_of_items import Target
from coprod.private.matching.dates import weeks
from coprod.private.matching.duplicates import one_each, said
from coprod.private.matching.exports import Export, open_exports, refuse_leftovers
from coprod.private.matching.rows import ExportRows, gather
from coprod.private.readers import Column
from coprod.private.readers.platforms import Platform
from coprod.wave.settings import Wave

EMPTY = "empty: the form was opened and nothing answered"
AGAIN = "exported more than once: counted once"
_SHOWN = 5


@dataclass(frozen=True)
class Responses:
    """The answers as written, one row a person; exists in memory only.

    `columns`: by item and option; the option is "" where the cell holds the answer, else the texts are "yes" and ""
    (for several choices with a column for each); `week`: the Monday of each person's week (datetime64[D], NaT where it
    is not known); `rows`: rows read; `not_counted`: rows left out, by reason; `dropped`: heads of the columns left
    outside; `notes`: what a person should know; `origin`: people × (file, row below its headings).
    """

    columns: dict[Target, Column]
    week: np.ndarray
    rows: int
    not_counted: Counter
    dropped: tuple[str, ...]
    notes: tuple[str, ...]
    platform: Platform
    exports: tuple[Export, ...]
    origin: np.ndarray

    def __len__(self) -> int:
        return len(self.origin)

    def places(self, people: Iterable[int]) -> list[tuple[str, int]]:
        """File and line of a few people, for an error."""
        return [self.exports[file].place(row) for file, row in (self.origin[person] for person in people)]

    def where(self, people: np.ndarray) -> str:
        """The first file that holds any of these people, and their first lines there, in words."""
        here = people[self.origin[people, 0] == self.origin[people, 0].min()]
        places = self.places(here[:_SHOWN])
        more = f" and {len(here) - _SHOWN} more" if len(here) > _SHOWN else ""
        return f"{places[0][0]}, line{'s' * (len(here) > 1)} {', '.join(str(line) for _, line in places)}{more}"


def read_responses(wave: Wave) -> Responses:
    """Read all `responses*` files of a wave, join re-exports, and leave out what is no answer, counted by reason.

    Raises BadInput: no file, an unknown platform, a column or an item that nobody has explained, one response id with
    two different sets of answers.
    """
    platform, exports = open_exports(wave)
    refuse_leftovers(wave, platform, exports)
    rows = gather(platform, exports, wave.codebook)
    answered = np.sum([said(columns) for columns in rows.by_item().values()], axis=0, dtype=np.int32)
    counted, not_counted = _counted(rows, platform, answered)
    unique = one_each(rows, counted, answered)
    refuse([_twice(*(exports[file].place(row) for file, row in rows.origin[list(pair)])) for pair in unique.conflicts])
    week, doubt = _weeks(rows, unique.kept, platform, wave)
    unfinished = int(rows.unfinished(platform)[unique.kept].sum())
    early = (f"{unfinished} people did not reach the end, as the tool says; complete and partial go by the questions "
             "answered.") if unfinished else ""
    titles = [one.matched.titles[n] for one in exports for n in sorted(one.matched.outside)]
    return Responses({target: column.take(unique.kept) for target, column in rows.items.items()}, week, len(rows),
                     +(not_counted + Counter({AGAIN: unique.again})), tuple(dict.fromkeys(titles)),
                     (*rows.notes, *filter(None, [doubt, early])), platform, tuple(exports),
                     rows.origin[unique.kept])


def _counted(rows: ExportRows, platform: Platform, answered: np.ndarray) -> tuple[np.ndarray, Counter]:
    """Which rows are responses, as a mask; the others by reason."""
    counted, not_counted = np.ones(len(rows), bool), Counter()
    for reason, here in (rows.no_response(platform) | {EMPTY: answered == 0}).items():
        not_counted[reason] += int((here & counted).sum())
        counted &= ~here
    return counted, not_counted


def _weeks(rows: ExportRows, kept: np.ndarray, platform: Platform, wave: Wave) -> tuple[np.ndarray, str]:
    if rows.started is None:
        return np.full(len(kept), np.datetime64("NaT"), "datetime64[D]"), ""
    return weeks(rows.started.take(kept), platform.dates, wave.dates, wave.opened, wave.closed)


def _twice(one: tuple[str, int], two: tuple[str, int]) -> str:
    where = f"{one[0]}, line {one[1]}, and {two[0]}, line {two[1]}"
    if one[0] == two[0]:
        where = f"{one[0]}, lines {one[1]} and {two[1]}"
    return (f"{where}: the same response id with different answers. Keep the line that counts and delete the other. "
            "Two different forms need a wave each.")
