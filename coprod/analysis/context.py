"""Frames of what stands beside the answers: words of the codebook, themes of comments, the learning plan, all waves."""

import pandas as pd

from coprod.analysis.shares import shares
from coprod.plan.learning_plan import read_plan
from coprod.record import Survey
from coprod.record.themes import read_themes


def items(survey: Survey) -> pd.DataFrame:
    """What was measured, in the words of the codebook.

    Columns: item, kind (item, option, indicator), construct, label, stem, better (higher, lower, neither), headline
    (bool), sources (the items it is made of), withheld (why nothing is shown, "" where something is).
    """
    names = ["kind", "construct", "label", "stem", "better", "headline", "sources", "withheld"]
    rows = [(measure.name, *(getattr(measure, name) for name in names)) for measure in survey.record.measures]
    return pd.DataFrame(rows, columns=["item", *names])


def themes(survey: Survey) -> pd.DataFrame:
    """How many people named each theme in their comments; no row where no theme was released.

    Columns: item, theme (as its coders named it), count, base (who commented), share (0 to 1), rest (bool: all small
    themes).
    """
    known = read_themes(survey.wave)
    rows = [(question.item, theme.label, theme.count, question.base, theme.count / question.base, theme.rest)
            for question in (known.questions if known else ()) for theme in question.themes]
    return pd.DataFrame(rows, columns=["item", "theme", "count", "base", "share", "rest"])


def plan(survey: Survey) -> pd.DataFrame:
    """The activities of the wave's learning plan; no row where there is none.

    Columns: id, activity, needs (tuple of measures), start, end (first days of months), hours (a place), places, cost
    (pounds), owner (a role), indicator, points (the change that is expected, in points; missing where none is),
    signed (bool).
    """
    known = read_plan(survey.wave)
    aims = {activity.id: one for one in (known.expectations if known else ()) for activity in one.activities}
    rows = [(a.id, a.activity, tuple(a.needs), a.start, a.end, a.hours, a.places, a.cost, a.owner, a.indicator or "",
             aims[a.id].points if a.id in aims else None, a.id in aims and aims[a.id].signed)
            for a in (known.activities if known else ())]
    columns = ["id", "activity", "needs", "start", "end", "hours", "places", "cost", "owner", "indicator", "points",
               "signed"]
    return pd.DataFrame(rows, columns=columns).astype({"points": float})


def over_waves(survey: Survey) -> pd.DataFrame:
    """The shares of this wave and of those before it, oldest first. Columns: wave, and those of `shares.shares`."""
    waves = [survey]
    while waves[0].before is not None:
        waves.insert(0, waves[0].before)
    return pd.concat([shares(one).assign(wave=one.wave) for one in waves], ignore_index=True)
