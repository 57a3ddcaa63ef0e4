"""What an analyst opens: a wave with the one before it, as frames to work with and blocks to show."""

from html import escape

import pandas as pd

from coprod.analysis import changes as two_waves
from coprod.analysis import context, needs, shares
from coprod.paths import project_root
from coprod.record import Survey
from coprod.record.files import FILES
from coprod.record.survey import read_survey
from coprod.report.parts import Report


class Workbook(Survey):
    """A survey with its frames. Every frame is a plain pandas DataFrame of codes and numbers, shares 0 to 1, made once.

    `record`: all that is known of the wave; `before`: the workbook of the earlier wave, or None; `report`: the blocks
    of the pages, each of which shows itself as the last line of a cell.
    """

    @property
    def report(self) -> Report:
        """The parts of the published pages: `survey.report.headlines()`."""
        return Report(self)

    def items(self) -> pd.DataFrame:
        """What was measured, in words: item, kind, construct, label, stem, better, headline, sources, withheld."""
        return context.items(self)

    def shares(self, all_waves: bool = False) -> pd.DataFrame:
        """One row a measure of all staff.

        Columns: item, kind, construct, better, headline, count, base, share, low, high (0 to 1; see
        `analysis.shares.shares`).

        all_waves: those of the waves before too, oldest first, with a column wave.
        """
        return context.over_waves(self) if all_waves else shares.shares(self)

    def answers(self) -> pd.DataFrame:
        """All answers of all staff: item, kind, construct, answer, missing, positive, count, base, share (0 to 1)."""
        return shares.answers(self)

    def groups(self, by: str = "") -> pd.DataFrame:
        """Ranges of groups, of one breakdown or of all: item, headline, breakdown, group, low, high (0 to 1)."""
        return shares.groups(self, by)

    def changes(self) -> pd.DataFrame:
        """One row a measure: item … share_1 (before), share_2 (now), change, low, high (-1 to 1), verdict, comparable.

        All columns: `analysis.changes.changes`. Raises BadInput without a wave before.
        """
        self.needs_baseline()
        return two_waves.changes(self)

    def response(self) -> pd.DataFrame:
        """Who answered: answer (usable, complete), count, base, share (0 to 1); no row of a small survey."""
        return shares.response(self)

    def needs(self) -> pd.DataFrame:
        """What staff need to learn.

        Columns: item, kind, way, count, base, share, low, high, chance (0 to 1; see `analysis.needs.gaps`).
        """
        return needs.all_needs(self)

    def scores(self) -> pd.DataFrame:
        """Items meant as one scale: item, people, mean, low, high (0 to 100), alpha, omega (0 to 1)."""
        return shares.scores(self)

    def themes(self) -> pd.DataFrame:
        """Themes of comments: item, theme, count, base, share (0 to 1), rest; no row where none was released."""
        return context.themes(self)

    def plan(self) -> pd.DataFrame:
        """Activities of the learning plan.

        Columns: id, activity, needs, start, end, hours, places, cost, owner, indicator, points, signed.
        """
        return context.plan(self)

    def plot(self, *items: str):
        """A seaborn plot of shares with their likely ranges, a colour a wave; returns the matplotlib Axes.

        items: names of measures; without any, the headlines.
        """
        from coprod.report.plot import plot_shares

        wanted = items or [measure.name for measure in self.record.headlines]
        return plot_shares(self, self.shares(all_waves=True), wanted)

    def __repr__(self):
        return "\n".join(self._told())

    def _repr_html_(self):
        first, *others = self._told()
        return f"<p><strong>{escape(first)}</strong><br>{'<br>'.join(map(escape, others))}</p>"

    def _told(self) -> list[str]:
        record = self.record
        few = "so few answered that none is counted"
        answered = f"{record.usable} of {record.eligible} answered" if record.usable else few
        states = ["sealed" if record.sealed else "draft", *(["invented"] if record.invented else [])]
        groups = ", ".join(f"{len(record.groups_of(one.name))} groups by {one.name}" for one in record.breakdowns)
        lines = [f"{record.wave}: {record.title}, {record.opened} to {record.closed}, {answered}, {', '.join(states)}",
                 f"{len(record.measures)} measures, {len(record.headlines)} of them headlines; {groups or 'no groups'}",
                 "frames: items() shares() answers() groups(by) changes() response() needs() scores() themes() plan()",
                 "blocks: report"]
        return lines if self.before is None else [*lines[:2], f"compared with {self.before.wave}", *lines[2:]]


def read(wave: str, baseline: str = "", language: str = "en") -> Workbook:
    """The workbook of a wave, with that of an earlier one ("": none), from `data/processed`; blocks speak the language.

    Raises BadInput if a record is missing, damaged, or not that of its folder, and if the baseline is not earlier.
    """
    return read_survey(wave, baseline, language, Workbook)


def waves() -> pd.DataFrame:
    """The waves that were processed, oldest first.

    Columns: wave, title, opened, closed (dates), eligible, usable (how many answered), sealed (bool).
    """
    folder = project_root() / "data" / "processed"
    names = [path.parent.name for path in sorted(folder.glob(f"*/{FILES[0]}"))]
    records = [read(name).record for name in names]
    columns = ["wave", "title", "opened", "closed", "eligible", "usable", "sealed"]
    rows = [[getattr(record, name) for name in columns] for record in records]
    return pd.DataFrame(rows, columns=columns).sort_values(["opened", "wave"], ignore_index=True)
