"""Intake: reads a wave's raw exports; only the codebook's columns come in."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from coprod.codebook import Codebook
from coprod.errors import refuse
from coprod.private.matching.columns_of_items import Target
from coprod.private.matching.dates import days_of, weeks_of
from coprod.private.matching.duplicates import gone_since, handed_in_twice, one_each, said
from coprod.private.matching.exports import Export, open_exports, refuse_leftovers
from coprod.private.matching.own_words import settled
from coprod.private.matching.reading import COUNT, DROP, OUTSIDE, Confirmed, read_confirmed
from coprod.private.matching.rows import ExportRows, gather
from coprod.private.readers import Column, fold
from coprod.private.readers.platforms import Platform
from coprod.wave.settings import Wave

EMPTY = "empty: none of the codebook's questions answered"
AGAIN = "exported more than once: counted once"
DROPPED = "outside the days the survey was open: left out, as confirmed"
_SHOWN = 5
_MANY = 0.1  # a larger share of answers outside the fieldwork is asked of a person


@dataclass(frozen=True)
class Responses:
    """The answers, one row a person; exists in memory only.

    `columns`, `written`: by item and option, as read (see `cell_meanings`) and as it stands there; the option is ""
    where the cell holds the answer; `week`: the Monday of each person's week (datetime64[D], NaT where it is not
    known); `rows`: rows read; `not_counted`: rows left out, by reason; `dropped`: heads of the columns left
    outside; `notes`: what a person should know; `origin`: people × (file, row below its headings); `by_file`: rows
    read of each file; `days`: by reason the first and last day; `outside`: how many answers lie outside the
    fieldwork, where a person must say what to do.
    """

    columns: dict[Target, Column]
    written: dict[Target, Column]
    week: np.ndarray
    rows: int
    not_counted: Counter
    dropped: tuple[str, ...]
    notes: tuple[str, ...]
    platform: Platform
    exports: tuple[Export, ...]
    origin: np.ndarray
    by_file: tuple[int, ...] = ()
    days: dict[str, tuple[str, str]] = field(default_factory=dict)
    outside: str = ""
    book: Codebook | None = None

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
    two different sets of answers, many answers outside the fieldwork.
    """
    responses = read_unsure(wave)
    refuse([responses.outside] if responses.outside else [])
    return responses


def read_unsure(wave: Wave) -> Responses:
    """As `read_responses`, also where a person has still to say what happens to answers outside the fieldwork."""
    confirmed = read_confirmed(wave.folder, wave.codebook)
    platform, exports = open_exports(wave, confirmed)
    refuse_leftovers(wave, platform, exports)
    rows = gather(platform, exports, wave.codebook, confirmed.cells)
    answered = np.sum([said(columns) for columns in rows.by_item().values()], axis=0, dtype=np.int32)
    days, doubt = _days(rows, platform, wave)
    counted, reasons = _counted(rows, platform, answered)
    unique = one_each(rows, counted, answered, platform.edited)
    refuse([_twice(*(exports[file].place(row) for file, row in rows.origin[list(pair)])) for pair in unique.conflicts])
    kept, outside, notes = _fieldwork(days, unique.kept, wave, confirmed, reasons)
    written, columns = (_taken(of, kept, len(rows)) for of in (rows.written, rows.items))
    people = {reason: _people(rows.identity, here, unique.kept) for reason, here in reasons.items()}
    again = len(rows) - len(unique.kept) - sum(people.values())
    titles = [one.matched.titles[n] for one in exports for n in sorted(one.matched.outside)]
    notes = [*rows.notes, doubt, *notes, *gone_since(rows, exports), *handed_in_twice(rows, kept),
             *_said(rows, unique.edited, kept, platform)]
    return Responses(
        settled(columns, written, wave.codebook, platform, confirmed.cells), written, weeks_of(days[kept]), len(rows),
        +Counter(people | {AGAIN: again, DROPPED: len(unique.kept) - len(kept)}), tuple(dict.fromkeys(titles)),
        tuple(filter(None, notes)), platform, tuple(exports), rows.origin[kept],
        tuple(np.bincount(rows.origin[:, 0], minlength=len(exports)).tolist()),
        {reason: _span(days[here]) for reason, here in {**reasons, "": kept}.items()}, outside, wave.codebook)


def _counted(rows: ExportRows, platform: Platform, answered: np.ndarray) -> tuple[np.ndarray, dict[str, np.ndarray]]:
    """Which rows are responses, as a mask; the others by reason. A row is empty if no item was answered in any way."""
    counted, reasons = np.ones(len(rows), bool), {}
    for reason, here in (rows.no_response(platform) | {EMPTY: answered == 0}).items():
        reasons[reason] = here & counted
        counted &= ~here
    return counted, reasons


def _taken(columns: dict[Target, Column], kept: np.ndarray, rows: int) -> dict[Target, Column]:
    """The rows kept of each column; the columns themselves where all rows are kept."""
    if len(kept) == rows and (kept == np.arange(rows)).all():
        return dict(columns)
    return {target: column.take(kept) for target, column in columns.items()}


def _people(identity: np.ndarray, here: np.ndarray, kept: np.ndarray) -> int:
    """How many people some rows stand for: those of one response are one, and who counts by another row is none."""
    if not here.any():
        return 0
    told = np.unique(identity[here & (identity >= 0)])
    return int((here & (identity < 0)).sum()) + int((~np.isin(told, identity[kept])).sum())


def _days(rows: ExportRows, platform: Platform, wave: Wave) -> tuple[np.ndarray, str]:
    if rows.started is None:
        return np.full(len(rows), np.datetime64("NaT"), "datetime64[D]"), ""
    return days_of(rows.started, platform.dates, wave.dates, wave.opened, wave.closed)


def _fieldwork(days: np.ndarray, kept: np.ndarray, wave: Wave, confirmed: Confirmed,
               reasons: dict[str, np.ndarray]) -> tuple[np.ndarray, str, list[str]]:
    """The rows kept, what a person must still say of those outside the fieldwork, and notes."""
    here = days[kept]
    outside = (here < np.datetime64(wave.opened)) | (here > np.datetime64(wave.closed))
    if not (number := int(outside.sum())):
        return kept, "", []
    first, last = _span(here[outside])
    what = (f"{number} of {len(kept)} answers lie outside the days the survey was open, {wave.opened} to "
            f"{wave.closed}: the "
            f"first on {first}, the last on {last}.")
    said_so = confirmed.answers.get(fold(OUTSIDE), "")
    if said_so == DROP:
        return kept[~outside], "", []
    if number <= _MANY * len(kept) or said_so == COUNT:
        return kept, "", [f"{what} They count."]
    return kept, (f"{what} If the days in wave.toml are wrong, correct them. If this is an export of another survey, "
                  f"put the "
                  f"right one there. Or run `coprod map {wave.name}`, and say in reading.xlsx what "
                  "happens to them."), []


def _said(rows: ExportRows, edited: int, kept: np.ndarray, platform: Platform) -> list[str]:
    """What a person should know of people who changed answers, and who did not reach the end."""
    unfinished = int(rows.unfinished(platform)[kept].sum())
    notes = [f"{edited} answers were edited between two exports: the later export counts."] if edited else []
    return notes + ([f"{unfinished} people did not reach the end, as the tool says; complete and partial go by the "
                     f"questions "
                     "answered."] if unfinished else [])


def _span(days: np.ndarray) -> tuple[str, str]:
    """The first and last of some days, as ISO texts; "" where there is none."""
    days = days[~np.isnat(days)]
    return (str(days.min()), str(days.max())) if days.size else ("", "")


def _twice(one: tuple[str, int], two: tuple[str, int]) -> str:
    where = f"{one[0]}, line {one[1]}, and {two[0]}, line {two[1]}"
    if one[0] == two[0]:
        where = f"{one[0]}, lines {one[1]} and {two[1]}"
    return (f"{where}: the same response id with different answers. Look in the survey tool which is right, and "
            f"export again. "
            "Two different forms need a wave each.")
