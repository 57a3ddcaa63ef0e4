"""Disclosure control: makes the record from tallies; small groups and rare answers stay inside."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd

from coprod.errors import BadInput
from coprod.private.coding.tallies import Tallies, Tally
from coprod.private.disclosure.aggregation import Aggregate
from coprod.private.disclosure.all_staff import AllStaff
from coprod.private.disclosure.audit import Partition, Share
from coprod.private.disclosure.band_widths import LEVELS, band
from coprod.private.disclosure.group_shares import partitions
from coprod.private.disclosure.score_means import score_means
from coprod.record import (
    ALL_STAFF,
    EVERYBODY,
    EVERYONE,
    FEWEST,
    FEWEST_STAFF,
    INDICATOR,
    ITEM,
    OPTION,
    RESPONSE,
    TEAM,
    Breakdown,
    Measure,
    Mix,
    MixPart,
    Note,
    Record,
    Score,
    Unasked,
)
from coprod.record import Group as ShownGroup
from coprod.record.checks import COLUMNS
from coprod.record.files import checked
from coprod.wave.settings import Wave

_TICKS = 1.2  # a person, of the options shown


def protect(tallies: Tallies, wave: Wave, baseline: Record | None = None, thin: frozenset[str] = frozenset(),
            shown=None) -> Record:
    """The record of a wave, as a draft without seal.

    `baseline`: the record whose mix of teams shares are held at too; `thin`: indicators that would tell too small a
    count (`thin_indicators.thin`); `shown`: what was shown while the survey was open
    (`fieldwork.views.ShownWhileOpen`). Under 30 usable answers the whole staff is one group: bands, no counts. Raises
    BadInput if nothing at all can be shown.
    """
    tally, book = tallies.by[0], wave.codebook
    small = _is_small(int(tally.usable.sum()), wave)
    names = [name for name in tally.answers if name not in {b.item for b in book.breakdowns.values()}]
    everybody = AllStaff(tally, book, wave.floor, thin, small)
    measures = [everybody.describe(name) for name in names]
    seen = bool(shown and shown.views)
    split = ([_one_group(tally, measures, wave, shown)] if small
             else _split(tallies, everybody, wave, measures, baseline, narrow=not seen))
    rows = [] if small else _response_rows(tally, wave) + [row for name in names for row in everybody.rows(name)]
    rows += [row for part in split for row in _group_rows(part, names)]
    figures = {name: {kind: figure.share for kind, figure in made.items()}
               for part in split for name, made in part.figures.items()}
    measures = [replace(measure, **figures.get(measure.name, {})) for measure in measures]
    scores = () if small else score_means(everybody, book, wave.eligible)
    return checked(_record(wave, measures, split, tally, scores, _frame(rows)))


def _is_small(usable: int, wave: Wave) -> bool:
    if usable < wave.floor:
        raise BadInput(f"{wave.name}: fewer than {wave.floor} usable answers. So small a survey cannot be shown "
                       "safely; nothing was written.")
    if usable < FEWEST_STAFF and wave.eligible < wave.floor + FEWEST - 1:
        raise BadInput(f"{wave.name}: fewer than {wave.floor + FEWEST - 1} staff. Whatever is shown of them would tell "
                       "that nearly all answered; nothing was written.")
    return usable < FEWEST_STAFF


def _split(tallies: Tallies, everybody: AllStaff, wave: Wave, measures: list[Measure],
           baseline: Record | None, narrow: bool) -> list[Partition]:
    """What is shown by each declared breakdown; `narrow`: whether also how many of each group answered."""
    book = wave.codebook
    declared = [n for n, tally in enumerate(tallies.by) if tally.breakdown in book.breakdowns]
    if not declared:
        return []
    wanted = [measure for measure in _once(measures, {measure.name for measure in measures if measure.share})
              if measure.kind != OPTION or _ticked_often(measure, measures, everybody)]
    headline = [everybody.column[i.name] for i in book.indicators.values()
                if i.headline and not any(book.items[name].universe.any_of for name in i.items)]
    crossing = replace(tallies, by=tuple(tallies.by[n] for n in declared), cells=tallies.cells[:, declared])
    usable = int(tallies.people.sum())
    shares = [_share(measure, everybody, usable) for measure in wanted]
    return partitions(crossing, headline, shares, wave.floor, baseline, narrow)


def _once(measures: list[Measure], may_show: set[str]) -> list[Measure]:
    """By group: headline indicators, and items that feed none of them; an item's answers are shown once only.

    Nothing that was put to some staff only: that it is shown, and in ranges how wide, would tell how many of a group
    were asked it, that is, how they answered another item.
    """
    used: set[str] = set()
    wanted = []
    put_to_some = {measure.name.split("/")[0] for measure in measures if measure.relevant}
    for measure in sorted(measures, key=lambda measure: measure.kind != INDICATOR):  # in the codebook's order
        sources = set(measure.sources)
        may = measure.name in may_show and put_to_some.isdisjoint(sources) and not sources & used
        if may and (measure.headline or measure.kind != INDICATOR):
            wanted.append(measure)
            used |= sources if measure.kind == INDICATOR else set()
    return wanted


def _share(measure: Measure, everybody: AllStaff, usable: int) -> Share:
    shown = [cell for cell in everybody.shown(measure.name) if not cell.answer.missing]
    counts, positive = [cell.count for cell in shown], [bool(cell.answer.positive) for cell in shown]
    if measure.kind != ITEM:
        counts, positive = [*counts, shown[0].base - shown[0].count], [*positive, False]
    return Share(measure.name, everybody.column[measure.name], (*counts, usable - shown[0].base), (*positive, False))


def _ticked_often(option: Measure, measures: list[Measure], everybody: AllStaff) -> bool:
    """Whether so many ticked two options or more that how many ticked anything pins none of them.

    The options of a question sum to at least the number of people who ticked something, and where most ticked one
    only, to hardly more.
    """
    shown = [everybody.shown(one.name)[0] for one in measures
             if one.kind == OPTION and one.sources == option.sources and not one.withheld]
    return sum(one.count for one in shown) >= _TICKS * shown[0].base


def _one_group(tally: Tally, measures: list[Measure], wave: Wave, shown) -> Partition:
    """Everybody as one group: no total is shown, so any count of a band is possible, three or more.

    Shares are of everybody who answered, in thirds whatever their number, for the width would tell it.
    """
    positive = {name for name, answers in tally.answers.items() if any(answer.positive for answer in answers)}
    wanted, usable = {measure.name for measure in _once(measures, positive)}, int(tally.usable.sum())
    bands = {name: np.array(band(count, usable, LEVELS[-1]))[:, None]
             for name, count in zip(tally.answers, tally.positive().sum(axis=0), strict=True) if name in wanted}
    response, notes = _few_answered(tally, wave), (Note("small_survey"),)
    if response and shown and shown.tells_with(response, wave):
        response, notes = None, (*notes, Note("response_left_out", EVERYBODY))
    return Partition(EVERYBODY, "", (Aggregate(EVERYBODY, "", (), wave.eligible),), bands=bands, response=response,
                     notes=notes)


def _few_answered(tally: Tally, wave: Wave) -> tuple[np.ndarray, np.ndarray] | None:
    """The band of the response rate; None if some band would leave fewer than three numbers from the floor to 29."""
    staff, possible = np.array([wave.eligible]), np.arange(wave.floor, min(FEWEST_STAFF, wave.eligible + 1))
    for parts in (part for part in LEVELS if part <= 5):
        bands = [band(np.array([n]), staff, np.array([parts])) for n in possible]
        if min(Counter(low[0] for low, _ in bands).values()) >= FEWEST:
            return bands[int(tally.usable.sum()) - wave.floor]
    return None


def _group_rows(part: Partition, names: list[str]) -> list[tuple]:
    shown = {RESPONSE: part.response} if part.response is not None else {}
    shown |= {name: part.bands[name] for name in names if name in part.bands}
    return [(name, _key(part, group), "", None, None, low, high)
            for name, ends in shown.items() for group, low, high in zip(part.groups, *ends, strict=True)]


def _key(part: Partition, group: Aggregate) -> str:
    """The name of a group in the record: no two breakdowns can share one."""
    return group.label if part.breakdown in (TEAM, EVERYBODY) else f"{part.label}: {group.label}"


def _response_rows(tally: Tally, wave: Wave) -> list[tuple]:
    return [(RESPONSE, ALL_STAFF, name, int(people.sum()), wave.eligible, None, None)
            for name, people in (("usable", tally.usable), ("complete", tally.complete))]


def _record(wave: Wave, measures: list[Measure], split: list[Partition], tally: Tally, scores: tuple[Score, ...],
            frame: pd.DataFrame) -> Record:
    book = wave.codebook
    team = next((part for part in split if part.breakdown == TEAM), Partition())
    return Record(
        wave=wave.name, title=wave.title, survey=book.title, invented=wave.invented, opened=wave.opened,
        closed=wave.closed, eligible=wave.eligible, margin=wave.margin, floor=wave.floor, kish=team.kish,
        mix=_mix(team), measures=tuple(measures),
        breakdowns=tuple(Breakdown(b.name, b.label) for b in book.breakdowns.values()),
        groups=tuple(_group(part, group, tally) for part in split for group in part.groups),
        notes=tuple(note for part in split for note in part.notes),
        scores=scores,
        unasked=tuple(Unasked(i.name, i.label, i.construct, i.source_line) for i in book.items.values()
                      if i.universe.nobody),
        tallies=frame, group_base=EVERYONE)


def _group(part: Partition, group: Aggregate, tally: Tally) -> ShownGroup:
    """A group by team has its teams and head count; a group of another breakdown has neither."""
    teams = sorted(tally.units[n].label for n in group.units if tally.units[n].named) if part.breakdown == TEAM else []
    return ShownGroup(part.breakdown, _key(part, group), group.label, group.parent, group.headcount, tuple(teams),
                      group.at_least, group.at_most)


def _mix(split: Partition) -> Mix | None:
    """The head counts of the teams that two waves have in common, then and now."""
    if split.mix is None:
        return None
    parts = zip(split.mix.labels, split.mix.then.tolist(), split.mix.now.tolist(), strict=True)
    return Mix(split.mix.baseline, tuple(MixPart(*part) for part in parts))


def _frame(rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    frame[["low", "high"]] = np.round(frame[["low", "high"]], 4)
    return frame
