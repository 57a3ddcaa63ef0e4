"""From raw files to the draft of a record: intake, coding and disclosure control, one after the other."""

import json
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coprod.errors import BadInput
from coprod.paths import data_folder, whole_folder
from coprod.private.coding.cleaning import clean, fold_rare_options
from coprod.private.coding.derived import add_indicators
from coprod.private.coding.reading_page import keep_page, pages
from coprod.private.coding.tallies import tallies
from coprod.private.disclosure.protect import protect
from coprod.private.disclosure.thin_indicators import thin
from coprod.private.fieldwork.views import shown_while_open
from coprod.private.ledger import Ledger
from coprod.private.matching.intake import read_responses
from coprod.record import FEWEST, MOST_LISTED, Group, Record, check_earlier, read_record
from coprod.record.files import write_record
from coprod.record.pooled_sessions import FILE as SESSIONS
from coprod.wave.settings import Wave, read_wave


@dataclass(frozen=True)
class Processed:
    """A draft record and what a working party should know of how it was made; nothing in it is about one person."""

    record: Record
    rows: int
    counted: int
    complete: int
    not_counted: Counter
    recoded: Counter
    dropped: tuple[str, ...]
    platform: str
    noticed: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    page: tuple[str, ...] = ()

    def checked(self) -> list[str]:
        """The page that `coprod check` prints, with what was noticed and how groups were formed."""
        return [*self.short,
                *(line for line in self.summary()[1:] if not line.startswith(("  not counted", "Columns left")))]

    def summary(self) -> list[str]:
        """Plain sentences: what was read, counted, left out, dropped, recoded, and which teams were merged."""
        lines = [f"Read {self.rows} rows from {self.platform}; {self.counted} people count, {self.complete} of them "
                 "complete."]
        lines += [f"  not counted: {number:>5}  {reason}" for reason, number in sorted(self.not_counted.items())]
        lines += [f"  recoded:     {number:>5}  {what}" for what, number in sorted(self.recoded.items())]
        if self.dropped:
            lines.append(f"Columns left outside, never read: {', '.join(self.dropped)}.")
        lines += self.noticed
        lines += _merged([group for group in self.record.groups if " + " in group.shown_as])
        withheld = [measure.name for measure in self.record.measures if measure.withheld]
        if withheld and len(withheld) < len(self.record.measures):
            lines.append(f"Too few to show, for all staff too: {', '.join(withheld)}.")
        return lines


def draft(wave: Wave, baseline: str = "", day: date | None = None) -> Processed:
    """The record of a wave from its raw files, in memory; nothing is written.

    `baseline`: the processed wave whose mix of teams the headline shares are held at too; `day`: today, unless another
    is given. Raises BadInput, also while the survey is open.
    """
    wave.refuse_while_open(day)
    then = read_record(baseline) if baseline else None
    if then is not None:
        check_earlier(then, wave.name, wave.opened, wave.closed)
    responses = read_responses(wave)
    cleaned = clean(responses, wave)
    short, page = pages(responses, cleaned, wave, then)
    coded = fold_rare_options(cleaned.coded, wave.codebook, FEWEST)
    counts = tallies(add_indicators(coded, wave.codebook), wave)
    record = protect(counts, wave, then, thin(coded, wave.codebook, FEWEST), shown_while_open(wave))
    usable, complete = (int(people.sum()) for people in (counts.by[0].usable, counts.by[0].complete))
    return Processed(record, responses.rows, usable, complete, cleaned.not_counted, cleaned.recoded, responses.dropped,
                     responses.platform.name, responses.notes + cleaned.notes,
                     tuple(short), tuple(page))


def process(name: str, baseline: str = "", day: date | None = None) -> tuple[Processed, Path]:
    """Make the draft record of a wave and write it to `data/processed/<name>`, whole or not at all.

    `baseline`, `day`: as for `draft`. Raises BadInput, also where the wave was released already: a released record
    never changes, unless it is invented.
    """
    wave = read_wave(name)
    target = data_folder("processed", name)
    if Ledger().holds(name) or _must_stay(target / "wave.json", wave):
        raise BadInput(f"data/processed/{name}: this record was released and never changes, because comparing an old "
                       "and a new version would show what one late reply said.")
    made = draft(wave, baseline, day)
    with whole_folder(target, keep=(SESSIONS,)) as folder:
        write_record(made.record, folder)
    keep_page(made.page, wave.folder)
    return made, target


def _merged(groups: list[Group]) -> list[str]:
    """Which teams or answers are shown as one, a line each; of very many how many there are, and where they stand."""
    why = "Shown as one group, because each alone is too small"
    if len(groups) > MOST_LISTED:
        return [f"{why}: {len(groups):,} groups of two or more. wave.json beside the record names them all, under "
                '"groups".']
    return [f"{why}: {group.label}." for group in groups]


def _must_stay(file: Path, wave: Wave) -> bool:
    """Whether a released record stands there; calling a real wave invented afterwards does not free it."""
    if not file.exists():
        return False
    try:
        about = json.loads(file.read_text("utf-8"))
        return bool(about["seal"]) and not (wave.invented and about["invented"])
    except (ValueError, KeyError, TypeError):
        return not wave.invented
