"""While a survey is open: reads how many replied, never what, and shows it in steps that tell of nobody."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from coprod.errors import BadInput
from coprod.private.coding.cleaning import clean
from coprod.private.coding.tallies import unit_of_each_person, units_of
from coprod.private.fieldwork.views import FieldworkFile, ReplyCounts, ReplyGroups, ShownWhileOpen, next_views
from coprod.private.matching.intake import read_responses
from coprod.record import TEAM
from coprod.record.replies import Replies, Standing
from coprod.wave.settings import Wave, read_wave


def fieldwork(name: str, as_of: date | None = None, day: date | None = None) -> Replies:
    """How an open survey stands, as it may be shown; what was shown is kept in `data/raw/fieldwork.json`.

    `as_of`: for an invented wave, the day up to which its weeks are replayed, and nothing is kept; `day`: today, unless
    another is given. Weeks count once they are over. Raises BadInput: the survey is not open, its files are wrong, its
    roster was changed since the first view.
    """
    wave, day = read_wave(name), as_of or day or date.today()
    if as_of and not wave.invented:
        raise BadInput(f"{name}: only an invented wave can be replayed. Leave --as-of away; the clock says which day "
                       "it is.")
    _refuse_closed(wave, day)
    units = units_of(wave)
    groups = ReplyGroups.from_head_counts(units, wave.floor) if TEAM in wave.codebook.breakdowns else ReplyGroups()
    counted, views = count_replies(wave, weeks_over(wave.opened, day)), ()
    if as_of:
        for n in range(len(counted.weeks)):
            views = next_views(views, groups, units, replace(counted, weeks=counted.weeks[:n + 1]), wave.eligible)
        return _as_shown(wave, ShownWhileOpen(groups, views), day)
    file = FieldworkFile()
    before = file.of(name)
    if before.groups not in (None, groups):
        raise BadInput("roster.csv: teams or head counts were changed since the first view of this survey. Put them "
                       "back until it is closed: the difference between two rosters would tell how many of a few "
                       "people replied.")
    if views := next_views(before.views, groups, units, counted, wave.eligible):
        file.keep(name, groups, views)
    return _as_shown(wave, ShownWhileOpen(groups, views), day)


def count_replies(wave: Wave, weeks: tuple[date, ...]) -> ReplyCounts:
    """Usable replies up to the end of each week, by unit; those without a date count in the last."""
    responses = read_responses(wave)
    cleaned = clean(responses, wave, only_who=True)
    units = units_of(wave)
    place = unit_of_each_person(cleaned.coded, wave, units)
    week = responses.week[cleaned.counts]
    ends = np.array([end - timedelta(days=6) for end in weeks], "datetime64[D]")
    by_week = np.zeros((len(weeks), len(units)), int)
    for n, monday in enumerate(ends):
        there = (week <= monday) | (np.isnat(week) & (n == len(weeks) - 1))
        by_week[n] = np.bincount(place[there], minlength=len(units))
    named = np.array([unit.named for unit in units])
    return ReplyCounts(weeks, by_week * named, (by_week * ~named).sum(axis=1))


def weeks_over(opened: date, day: date) -> tuple[date, ...]:
    """The Sundays from the week of the opening to the last one before a day."""
    first = opened + timedelta(days=6 - opened.weekday())
    return tuple(first + timedelta(weeks=n) for n in range(max(0, -(-(day - first).days // 7))))


def _refuse_closed(wave: Wave, day: date) -> None:
    if day < wave.opened:
        raise BadInput(f"{wave.name}: the survey opens on {wave.opened}. There is nothing to see before.")
    if day > wave.closed:
        more = " An invented wave can be replayed: --as-of with a day on which it was open." if wave.invented else ""
        raise BadInput(f"{wave.name}: the survey closed on {wave.closed}. Next: coprod process {wave.name}.{more}")


def _as_shown(wave: Wave, shown: ShownWhileOpen, day: date) -> Replies:
    groups, latest = shown.groups, next((view for view in reversed(shown.views) if view.places), None)
    rows = zip(groups.labels, groups.parents, latest.places, groups.parts().tolist(), strict=True) if latest else ()
    return Replies(wave.name, wave.title, wave.codebook.title, wave.invented, wave.opened, wave.closed, day,
                   wave.eligible, tuple((view.week, view.shown) for view in shown.views),
                   tuple(Standing(label, parent, place / n, (place + 1) / n) for label, parent, place, n in rows))
