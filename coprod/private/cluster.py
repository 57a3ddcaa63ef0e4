"""Counts a wave on a Dask cluster: workers read their own parts of the files and hand back tallies; rows are written nowhere."""

import hashlib
import secrets
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np

from coprod.errors import BadInput, refuse
from coprod.private.coding.cleaning import chosen, clean, fold_rare_options
from coprod.private.coding.derived import add_indicators, fitting
from coprod.private.coding.scale_scores import moments_of_scores
from coprod.private.coding.tallies import Tallies, added, tallies
from coprod.private.matching.exports import Export, open_exports, refuse_leftovers
from coprod.private.matching.intake import AGAIN, responses_of, what_counts
from coprod.private.matching.rows import gather
from coprod.private.readers.delimited import Delimited
from coprod.private.readers.files import open_table
from coprod.record.safe import FEWEST
from coprod.site.workers.scheduler import connected, may_be_overheard
from coprod.wave.settings import Wave

PART = 64 << 20  # bytes of a file that a worker reads at a time
_RETRIES = 5  # so often is a part counted again whose worker was lost
_REFUSED = {
    "spills": "A worker of the cluster may write what it holds to its disk, and people's answers must never be written. Start "
              "every worker with DASK_DISTRIBUTED__WORKER__MEMORY__SPILL=False and DASK_DISTRIBUTED__WORKER__MEMORY__TARGET=False.",
    "overheard": "A worker of the cluster is reached without encryption, and others on the way to it could read what it hands "
                 "back. Start scheduler and workers with tls://, or all of them on this machine alone: `dask scheduler --host "
                 "127.0.0.1`."}


@dataclass(frozen=True)
class Counted:
    """A wave, counted: the tallies, how many people fit the rules of indicators, the moments of scores, and what a person
    should know of it. Of one part it tells of few people, so it stays in memory, as the tallies do."""

    tallies: Tallies
    fitting: dict[str, np.ndarray]
    moments: dict[str, np.ndarray]
    rows: int
    not_counted: Counter
    recoded: Counter
    dropped: tuple[str, ...]
    platform: str
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Part:
    """What a worker needs to count some rows, none of which are in it: questions, teams, where the rows lie.

    `without`: rows that count elsewhere; `chosen`: people of all parts by option.
    """

    wave: Wave
    platform: object
    export: Export
    without: tuple[int, ...] = ()
    chosen: dict[str, int] | None = None


def count_on(scheduler: str, wave: Wave) -> Counted | None:
    """Count the wave's files on the cluster of this address.

    None where one machine must do it: it says what is wrong with the files in words and lines, and it joins responses that
    were exported twice. Raises BadInput: no cluster there, one that others could listen in to, workers that may write to disk,
    workers lost again and again.
    """
    platform, exports = open_exports(wave)
    refuse_leftovers(wave, platform, exports)
    parts = [Part(wave, platform, export) for whole in exports for export in _cut(whole)]
    if len(exports) > 1 and any(export.own(platform.ids) is None for export in exports):
        return None  # then whole rows must be compared
    with connected(scheduler, secret=True) as client:
        met = _each(client, _meet, parts, secrets.token_bytes(32))
        if met is None or (without := _again(met)) is None:
            return None
        parts = [replace(part, without=rows) for part, rows in zip(parts, without, strict=True)]
        if any(item.kind == "several" for item in wave.codebook.asked):
            if (times := _each(client, _options, parts)) is None:
                return None
            parts = [replace(part, chosen=dict(sum(map(Counter, times), Counter()))) for part in parts]
        counted = _each(client, _count, parts)
    notes = [note for e in exports for note in (*e.table.notes(e.headings), *e.matched.notes)]
    return counted and _together(counted, sum(map(len, without)), notes)


def _cut(export: Export) -> list[Export]:
    """The export in parts, without the rows below its headings: who counts a part reads them."""
    table = export.table
    if not isinstance(table, Delimited):
        return [replace(export, table=replace(table, rows=table.rows[:export.headings]))]
    table = replace(table, top=table.top[:export.headings])
    return [replace(export, table=replace(table, span=span)) for span in table.spans(PART)]


def _each(client, function, parts: list[Part], *more) -> list | None:
    """What workers find in each part; None where one machine must say what is wrong."""
    waiting = [client.submit(_safely, function, part, *more, pure=False, retries=_RETRIES) for part in parts]
    try:
        found = client.gather(waiting)
    except Exception as error:  # its words might come from anywhere, so only its kind is told
        raise BadInput(f"The cluster could not finish ({type(error).__name__}). Nothing was written. Look at its "
                       "workers.") from None
    refuse([why for kind, why in _REFUSED.items() if kind in {kind for kind, _ in found}])
    if failed := next((what for kind, what in found if kind == "failed"), ""):
        raise BadInput(f"A worker of the cluster failed ({failed}). Nothing was written. It needs the same version of coprod, and "
                       "the wave's folder in the same place.")
    return None if any(kind == "wrong" for kind, _ in found) else [what for _, what in found]


def _safely(function, part: Part, *more) -> tuple[str, object]:
    """Runs on a worker. Nothing is raised there, so no log and no message can hold what somebody answered."""
    try:
        if refused := _unfit():
            return refused, None
        return "found", function(_opened(part), *more)
    except BadInput:
        return "wrong", None
    except Exception as error:
        return "failed", type(error).__name__


def _unfit() -> str:
    """Why this worker must not see answers ("" if it may), asked before it reads any."""
    from distributed import get_worker

    worker = get_worker()
    if any(map(may_be_overheard, (worker.address, worker.scheduler.address))):
        return "overheard"
    return "" if type(worker.data) is dict else "spills"


def _opened(part: Part) -> Part:
    """The part with a table that can be read here: of a spreadsheet only the headings came along."""
    table = part.export.table
    return part if isinstance(table, Delimited) else replace(part, export=replace(part.export, table=open_table(table.path)))


def _meet(part: Part, key: bytes) -> tuple[np.ndarray, np.ndarray]:
    """Which rows count and have an id, and a fingerprint of each one's id and of its answers.

    The key is new for each run and known to it alone, so a fingerprint tells nothing but that two are alike.
    """
    rows = gather(part.platform, [part.export], part.wave.codebook)
    _, counted, _ = what_counts(rows, part.platform)
    told = np.flatnonzero(counted & (rows.identity >= 0))
    if not told.size:
        return told, np.zeros((0, 2), "V16")
    said = [column.take(told).cells() for column in rows.items.values()]
    ids = rows.own["id"].take(told).cells()
    marks = [[_mark(key, one), _mark(key, *answers)] for one, answers in zip(ids, zip(*said, strict=True), strict=True)]
    return told, np.array(marks, "V16")


def _mark(key: bytes, *texts: str) -> bytes:
    made = hashlib.blake2b(key=key, digest_size=16)
    for text in texts:
        made.update(b"%d:" % len(text) + text.encode())
    return made.digest()


def _again(met: list) -> list[tuple[int, ...]] | None:
    """For each part the rows that say again what a later row says; None where two rows of one response differ."""
    last: dict[bytes, tuple[int, int, bytes]] = {}
    without: list[list[int]] = [[] for _ in met]
    for n, (told, marks) in enumerate(met):
        for row, (one, said) in zip(told.tolist(), marks.tolist(), strict=True):
            if one in last:
                part, earlier, then = last[one]
                if then != said:
                    return None
                without[part].append(earlier)
            last[one] = n, row, said
    return [tuple(rows) for rows in without]


def _coded(part: Part):
    rows = gather(part.platform, [part.export], part.wave.codebook)
    _, counted, not_counted = what_counts(rows, part.platform)
    counted[list(part.without)] = False
    responses = responses_of(rows, np.flatnonzero(counted), not_counted, part.wave, part.platform, [part.export])
    return responses, clean(responses, part.wave)


def _options(part: Part) -> dict[str, int]:
    return chosen(_coded(part)[1].coded)


def _count(part: Part) -> Counted:
    (responses, cleaned), book = _coded(part), part.wave.codebook
    coded = fold_rare_options(cleaned.coded, book, FEWEST, part.chosen)
    return Counted(tallies(add_indicators(coded, book), part.wave), fitting(coded, book), moments_of_scores(coded, book),
                   responses.rows, cleaned.not_counted, cleaned.recoded, responses.dropped, responses.platform.name, cleaned.notes)


def _together(parts: list[Counted], again: int, notes: list[str]) -> Counted:
    """The whole wave from its parts."""
    fits, moments = ({name: np.sum([getattr(part, kind)[name] for part in parts], axis=0) for name in getattr(parts[0], kind)}
                     for kind in ("fitting", "moments"))
    not_counted, recoded = (sum((getattr(part, name) for part in parts), Counter()) for name in ("not_counted", "recoded"))
    dropped, more = (tuple(dict.fromkeys(one for part in parts for one in getattr(part, name))) for name in ("dropped", "notes"))
    return Counted(added([part.tallies for part in parts]), fits, moments, sum(part.rows for part in parts),
                   not_counted + Counter({AGAIN: again}), recoded, dropped, parts[0].platform, (*notes, *more))
