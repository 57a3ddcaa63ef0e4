"""Charts of a plan: its calendar, and run charts of its sessions; each with a companion that tells it in words."""

import pandas as pd

from coprod.report.charts.sheet import BLUE, TEAL, sheet_of
from coprod.report.messages import of_plan
from coprod.report.messages.of_numbers import percent

_MOST = 16  # so many pools stand side by side on a phone
_LEFT, _HIGH = 0.14, 150  # where the first pool may stand, and the height of a run chart in points


def calendar(frame: pd.DataFrame, marks, months: int) -> bytes | None:
    """Activities as bars over the months, in the order given.

    Columns: label, when (in words), first, last (months from the start, 0 the first). marks: as of `sheet_of`.
    """
    if frame.empty:
        return None
    with sheet_of(of_plan.calendar_axis(), marks) as sheet:
        ys = [sheet.row(label, when, 14) for label, when in zip(frame["label"], frame["when"], strict=True)]
        sheet.track(ys, 9)
        sheet.lines(ys, frame["first"] / months, (frame["last"] + 1) / months, BLUE, 9)
    return sheet.svg


def confidence_run(frame: pd.DataFrame) -> bytes | None:
    """Pool by pool, in time, the range of those who felt confident before (left) and after (right) their session.

    Columns as of `pools.read_pools`.
    """
    frame = frame.tail(_MOST)
    if frame.empty:
        return None
    xs, marks = _places(frame)
    with sheet_of(of_plan.run_axis(), marks) as sheet:
        sheet.key([(of_plan.before(), TEAL, "s"), (of_plan.after(), BLUE, "s")])
        top, bottom = sheet.panel(_HIGH)
        for side, when, tone in ((-0.0135, "before", TEAL), (0.0135, "after", BLUE)):
            ends = [bottom - frame[f"{when}_{end}"] * (bottom - top) for end in ("low", "high")]
            sheet.ax.vlines([x + side for x in xs], *ends, color=tone, lw=6.5, zorder=2, clip_on=False)
    return sheet.svg


def confidence_run_alt(frame: pd.DataFrame) -> str:
    """What `confidence_run` shows, in words."""
    return of_plan.confidence_told(*_higher(frame.tail(_MOST)))


def places_run(frame: pd.DataFrame) -> bytes | None:
    """Pool by pool, in time, the share of places that were taken, with the middle one of all as a line."""
    frame = frame.tail(_MOST)
    if frame.empty:
        return None
    taken = shares_taken(frame)
    xs, marks = _places(frame)
    with sheet_of(of_plan.run_axis(), marks) as sheet:
        sheet.key([(of_plan.places_taken(), BLUE, "o"), (of_plan.middle(), TEAL, "_")])
        top, bottom = sheet.panel(_HIGH)
        ys = [bottom - share * (bottom - top) for share in taken.clip(upper=1)]
        sheet.ax.hlines([bottom - min(taken.median(), 1) * (bottom - top)], _LEFT, 1, color=TEAL, lw=2.5, zorder=1, clip_on=False)
        sheet.ax.plot(xs, ys, color=BLUE, lw=2, zorder=2, clip_on=False)
        sheet.ax.scatter(xs, ys, s=60, color=BLUE, edgecolor="white", linewidth=1.5, zorder=3, clip_on=False)
    return sheet.svg


def places_run_alt(frame: pd.DataFrame) -> str:
    """What `places_run` shows, in words."""
    taken = shares_taken(frame.tail(_MOST))
    if taken.empty:
        return ""
    return of_plan.places_told(percent(taken.min()), percent(taken.max()), percent(taken.median()))


def shares_taken(frame: pd.DataFrame) -> pd.Series:
    """The share (0-1, above 1 where more came than there were places) of each pool's places that were taken."""
    return frame["attended"] / frame["places"].clip(lower=1)


def _higher(frame: pd.DataFrame) -> tuple[int, int]:
    """In how many pools the range after lies above the range before, and how many there are."""
    return int((frame["after_low"] >= frame["before_high"] - 1e-6).sum()), len(frame)


def _places(frame: pd.DataFrame) -> tuple[list[float], list[tuple]]:
    """Where each pool stands, and its number under it."""
    step = (1 - _LEFT) / len(frame)
    xs = [_LEFT + (n + 0.5) * step for n in range(len(frame))]
    return xs, [(x, str(number), "center") for x, number in zip(xs, frame["pool"], strict=True)]
