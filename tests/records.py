"""Small records made by hand, for tests of what comes after disclosure control."""

from dataclasses import replace
from datetime import date

import pandas as pd

from coprod.record import ALL_STAFF, EVERYBODY, RESPONSE, TEAM, Answer, Breakdown, Group, Measure, Record
from coprod.record.checks import COLUMNS
from coprod.record.files import checked
from coprod.workbook import Workbook

AGREE = [("no", "Disagree", False), ("maybe", "Neither", False), ("yes", "Agree", True)]
DATES = {"first": (date(2016, 10, 10), date(2016, 11, 4))}  # any other wave is later
LATER = date(2018, 1, 15), date(2018, 2, 9)


def item(name, counts=(40, 20, 60), label=None, kind="item", better="higher", headline=False, **more):
    """One measure with the all-staff counts of its answers (the yes count and the base for options and indicators)."""
    answers = (AGREE if kind == "item" else [("yes", "Yes", True)]) if counts else []
    measure = Measure(
        name=name, kind=kind, label=label or name.title(), better=better, headline=headline, stem="", construct="",
        relevant="", source_line="", phrase=f"say {name}", rule="", sources=(name,), scale=tuple(a[1] for a in AGREE),
        withheld="" if counts else "too few", share=bool(counts), adjusted=None, fixed_mix=None,
        answers=tuple(Answer(n, label, "", positive) for n, label, positive in answers))
    if kind == "item":
        rows = [(name, ALL_STAFF, a[0], n, sum(counts)) for a, n in zip(AGREE, counts, strict=bool(counts))]
    else:
        rows = [(name, ALL_STAFF, "yes", *counts)] if counts else []
    return replace(measure, **more), [(*row, None, None) for row in rows]


def tallies(*rows):
    """Rows of a record's tallies as their frame."""
    return pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)


def record(*items, wave="first", usable=120, complete=114, eligible=200, bands=(), groups=None, staff=20, **more):
    """A record of the given items; bands: (item, group, low, high); groups: teams by label, each of `staff` people.

    With a band of everybody it is a small survey.
    """
    rows = [(RESPONSE, ALL_STAFF, "usable", usable, eligible, None, None),
            (RESPONSE, ALL_STAFF, "complete", complete, eligible, None, None)]
    rows += [row for _, part in items for row in part]
    rows += [(name, group, "", None, None, low, high) for name, group, low, high in bands]
    teams = groups or {group: [group] for _, group, _, _ in bands}
    opened, closed = DATES.get(wave, LATER)
    about = dict(
        wave=wave, title=wave.title(), survey="A survey", invented=True, opened=opened, closed=closed,
        eligible=eligible, margin=0.15, floor=10, measures=tuple(measure for measure, _ in items), unasked=(), notes=(),
        scores=(), mix=None, kish=None,
        breakdowns=(Breakdown(TEAM, "Team"),),
        groups=tuple(Group(label if label == EVERYBODY else TEAM, label, label, "", staff, tuple(members))
                     for label, members in teams.items()))
    return checked(Record(**about | more, tallies=tallies(*rows)))


def survey(now, before=None):
    """A workbook of one or two records."""
    return Workbook(now, before and Workbook(before))
