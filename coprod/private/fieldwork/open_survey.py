"""While a survey is open: reads how many replied, never what, and shows it in steps that tell of nobody."""

from datetime import date, timedelta

import numpy as np

from coprod.errors import BadInput
from coprod.private.coding.cleaning import clean
from coprod.private.coding.tallies import unit_of_each_person, units_of
from coprod.private.disclosure.band_widths import parts_for
from coprod.private.fieldwork.views import Counted, Frame, Kept, View, frame_of, next_views, weeks_over
from coprod.private.matching.intake import read_responses
from coprod.record.replies import MOST_PARTS, Replies, Standing
from coprod.record.safe import TEAM
from coprod.wave.settings import Wave, read_wave


def fieldwork(name: str, as_of: date | None = None, day: date | None = None) -> Replies:
    """How an open survey stands, as it may be shown; what was shown is kept in `data/raw/fieldwork.json`.

    `as_of`: for an invented wave, the day up to which its weeks are replayed, and nothing is kept; `day`: today, unless
    another is given. Weeks count once they are over. Raises BadInput: the survey is not open, its files are wrong, its
    roster was changed since the first view.
    """
    wave = read_wave(name)
    if as_of and not wave.invented:
        raise BadInput(f"{name}: only an invented wave can be replayed. Leave --as-of away; the clock says which day it is.")
    day = as_of or day or date.today()
    _refuse_closed(wave, day)
    units = units_of(wave)
    frame = frame_of(units, wave.floor) if TEAM in wave.codebook.breakdowns else Frame()
    counted = count_replies(wave, weeks_over(wave.opened, day))
    if as_of:
        views: tuple[View, ...] = ()
        for n in range(len(counted.weeks)):
            so_far = Counted(counted.weeks[:n + 1], counted.by_unit, counted.nameless)
            views = next_views(views, frame, units, so_far, wave.eligible)
        return _shown(wave, frame, views, day)
    kept = Kept()
    before, views = kept.of(name)
    if before not in (None, frame):
        raise BadInput("roster.csv: teams or head counts were changed since the first view of this survey. Put them back until it "
                       "is closed: the difference between two rosters would tell how many of a few people replied.")
    views = next_views(views, frame, units, counted, wave.eligible)
    if views:
        kept.keep(name, frame, views)
    return _shown(wave, frame, views, day)


def count_replies(wave: Wave, weeks: tuple[date, ...]) -> Counted:
    """How many usable replies there were up to the end of each week, by unit; those without a date count in the
    last."""
    responses = read_responses(wave)
    cleaned = clean(responses, wave)
    units = units_of(wave)
    place = unit_of_each_person(cleaned.coded, wave, units)
    week = responses.week[cleaned.counts]
    ends = np.array([end - timedelta(days=6) for end in weeks], "datetime64[D]")
    by_week = np.zeros((len(weeks), len(units)), int)
    for n, monday in enumerate(ends):
        there = (week <= monday) | (np.isnat(week) & (n == len(weeks) - 1))
        by_week[n] = np.bincount(place[there], minlength=len(units))
    named = np.array([unit.named for unit in units])
    return Counted(weeks, by_week * named, (by_week * ~named).sum(axis=1))


def _refuse_closed(wave: Wave, day: date) -> None:
    if day < wave.opened:
        raise BadInput(f"{wave.name}: the survey opens on {wave.opened}. There is nothing to see before.")
    if day > wave.closed:
        more = " An invented wave can be replayed: --as-of with a day on which it was open." if wave.invented else ""
        raise BadInput(f"{wave.name}: the survey closed on {wave.closed}. Next: coprod process {wave.name}.{more}")


def _shown(wave: Wave, frame: Frame, views: tuple[View, ...], day: date) -> Replies:
    latest = next((view for view in reversed(views) if view.places), None)
    parts = parts_for(np.array(frame.staff, int), MOST_PARTS).tolist()
    groups = [Standing(label, parent, place / n, (place + 1) / n)
              for label, parent, place, n in zip(frame.labels, frame.parents, latest.places, parts, strict=True)] if latest else []
    points = tuple((view.week, view.shown) for view in views)
    return Replies(wave.name, wave.title, wave.codebook.title, wave.invented, wave.opened, wave.closed, day, wave.eligible, points,
                   tuple(groups))
