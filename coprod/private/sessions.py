"""Disclosure control of a learning plan's sessions: they are pooled until enough people answered.

What is shown of a pool is a band, as for any group; no total of all pools is shown, and a pool that closed never
changes.
"""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from coprod.errors import BadInput, refuse
from coprod.paths import processed_folder, whole_file
from coprod.plan.input_tables import Line, find_filled, read_filled
from coprod.plan.learning_plan import Plan, read_plan
from coprod.private.disclosure.band_widths import band, parts_for
from coprod.record.pooled_sessions import COLUMNS as POOL_COLUMNS
from coprod.record.pooled_sessions import FILE, parse_pools, pools_text
from coprod.wave.settings import Wave, read_wave

COLUMNS = ("date", "activity", "places", "attended", "answered", "confident_before", "confident_after", "one_thing")
ENOUGH = 16  # people who answered close a pool: the floor of 10 would leave thirds only, from 16 on there are fifths
_SHOWN = ".pools-shown.csv"  # a private copy of what was shown, so that deleting the public one frees nothing
_COUNTS = list(COLUMNS[2:7])


@dataclass(frozen=True)
class Pooled:
    """What may be shown of a wave's sessions (as `read_pools`), and the activities with people who wait."""

    pools: pd.DataFrame
    waiting: tuple[str, ...]


def pool_sessions(name: str) -> tuple[Pooled, Path]:
    """Write `data/processed/<name>/sessions.csv` from sessions.csv or .xlsx of `data/raw/<name>`; returns its path too.

    Raises BadInput for what is wrong with the file, and where a pool that was shown already would change: comparing the
    two would tell what a few people answered. Only the sessions of an invented wave may be changed.
    """
    wave = read_wave(name)
    target, mine = processed_folder(name) / FILE, wave.folder / _SHOWN
    made = pooled(read_sessions(wave), wave.floor)
    if not wave.invented:
        _check_unchanged(made.pools, [path for path in (target, mine) if path.is_file()], name)
        whole_file(mine, pools_text(made.pools))
    whole_file(target, pools_text(made.pools))
    return made, target


def read_sessions(wave: Wave) -> pd.DataFrame:
    """The sessions of a wave in the order of the file; what people wrote is not read.

    Columns: activity, month ("2017-01"), places, attended, answered, confident_before, confident_after (people). Raises
    BadInput by file, line and column.
    """
    path = find_filled(wave.folder, "sessions")
    if path is None:
        raise BadInput(f"data/raw/{wave.name}: there is no sessions.csv or sessions.xlsx. "
                       "`coprod new-wave` makes an example to copy.")
    problems: list[str] = []
    plan = read_plan(wave.name)
    rows = [_session(line, plan) for line in read_filled(path, COLUMNS, problems)]
    refuse(problems)
    return pd.DataFrame(rows, columns=["activity", "month", *_COUNTS])


def pooled(sessions: pd.DataFrame, floor: int) -> Pooled:
    """Pool the sessions of each activity, in the order of the file, until enough people answered; the rest waits.

    When a pool closes goes by how many answered, never by what. Every session is in one pool at most, so no two figures
    differ by a few people, and a session that is added later changes no pool that has closed.
    """
    open_pools, closed = defaultdict(list), []
    for n, (activity, answered) in enumerate(zip(sessions["activity"], sessions["answered"], strict=True)):
        open_pools[activity].append(n)
        if sessions["answered"].iloc[open_pools[activity]].sum() >= max(ENOUGH, floor) and answered:
            closed.append(_pool(sessions.iloc[open_pools.pop(activity)], len(closed) + 1))
    waiting = tuple(activity for activity, members in open_pools.items() if sessions["attended"].iloc[members].sum())
    return Pooled(pd.DataFrame(closed, columns=list(POOL_COLUMNS)), waiting)


def _pool(members: pd.DataFrame, number: int) -> dict:
    total, months = members[_COUNTS].sum(), members["month"]
    base, parts = total["answered"], parts_for(total["answered"])
    ends = (band(total[name], base, parts) for name in ("confident_before", "confident_after"))
    cells = (number, members["activity"].iloc[0], months.min(), months.max(), len(members), int(total["places"]),
             int(total["attended"]), *(round(float(end), 4) for pair in ends for end in pair))
    return dict(zip(POOL_COLUMNS, cells, strict=True))


def _session(line: Line, plan: Plan | None) -> tuple:
    day, activity = line.day("date"), line.text("activity")
    if plan and activity and activity not in {a.id for a in plan.activities}:
        line.wrong("activity", f"is not the id of an activity in {plan.file}.")
    counts = {name: line.whole(name) for name in _COUNTS}
    for fewer, more in (("answered", "attended"), ("confident_before", "answered"), ("confident_after", "answered")):
        if None not in (counts[fewer], counts[more]) and counts[fewer] > counts[more]:
            line.wrong(fewer, f'is larger than "{more}".')
    return activity, day and f"{day:%Y-%m}", *counts.values()


def _check_unchanged(now: pd.DataFrame, shown: list[Path], name: str) -> None:
    then = [pools_text(parse_pools(path.read_bytes(), name)) for path in shown]
    if not all(map(pools_text(now).startswith, then)):
        raise BadInput(f"data/raw/{name}: the sessions of a pool that was shown already have changed, and it must stay "
                       "as it is: the difference would tell what a few people answered. Bring back the lines as they "
                       "were, in their order, and add what is new below them.")
