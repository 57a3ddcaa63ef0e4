"""Counts the coded answers once, in whole numbers: unit × measure × answer, by breakdown and where they cross."""

from dataclasses import dataclass, field

import numpy as np

from coprod.codebook import Answer, Breakdown, Codebook
from coprod.errors import refuse
from coprod.private.coding.categorical import FIRST, NOT_ASKED, Coded, rated
from coprod.record import TEAM
from coprod.stats import count_answers
from coprod.wave.settings import Wave

NO_TEAM = "no team named"
_WIDE = 125  # with more answers a breakdown's item is counted for all staff only: not thousands of teams by thousands


@dataclass(frozen=True)
class Unit:
    """The smallest thing counted: the teams reported under one name, or one answer of another breakdown's item.

    `parent`: the service, "" where there is none; `headcount`: staff, 0 where not known; `named`: False for those who
    gave no answer to the breakdown's item.
    """

    label: str
    parent: str
    headcount: int
    named: bool = True


@dataclass(frozen=True)
class Tally:
    """Counts of a wave by one breakdown, before disclosure control.

    `counts`: integers, unit × measure × code, where code 0 is not asked, 1 not answered, 2 the first answer; `answers`:
    the answers of each measure, by name; `units`: the first axis; `usable`, `complete`: people per unit; `breakdown`:
    its name, `label`: in words; `wide`: by name the all-staff counts, by code, of measures that are not counted by unit
    (all of whose people stand under "not asked" in `counts`).
    """

    counts: np.ndarray
    answers: dict[str, tuple[Answer, ...]]
    units: tuple[Unit, ...]
    usable: np.ndarray
    complete: np.ndarray
    breakdown: str = TEAM
    label: str = "Team"
    wide: dict[str, np.ndarray] = field(default_factory=dict)

    def everybody(self) -> list[np.ndarray]:
        """The counts of all staff, an array by code for each measure."""
        counts = self.counts.sum(axis=0)
        return [self.wide.get(name, counts[n]) for n, name in enumerate(self.answers)]

    def bases(self) -> np.ndarray:
        """How many people rated each measure, unit × measure."""
        return self._count(lambda answer: not answer.missing)

    def positive(self) -> np.ndarray:
        """How many people gave one of each measure's positive answers, unit × measure."""
        return self._count(_is_positive)

    def _count(self, wanted) -> np.ndarray:
        counted = np.zeros(self.counts.shape[1:], bool)
        for n, (name, answers) in enumerate(self.answers.items()):
            if name not in self.wide:
                counted[n, [FIRST + k for k, answer in enumerate(answers) if wanted(answer)]] = True
        return np.einsum("umc,mc->um", self.counts, counted.astype(self.counts.dtype))


@dataclass(frozen=True)
class Tallies:
    """The same people counted by every breakdown, by team first.

    `cells`: the combinations of units that people are in, cell × breakdown; `people`: how many are in each cell;
    `rated`, `positive`: how many of them rated each measure, and gave one of its positive answers, cell × measure.
    """

    by: tuple[Tally, ...]
    cells: np.ndarray
    people: np.ndarray
    rated: np.ndarray
    positive: np.ndarray


def tallies(coded: Coded, wave: Wave) -> Tallies:
    """Count the answers by every breakdown; raises BadInput where a team has more answers than staff."""
    others = [b for b in wave.codebook.breakdowns.values() if b.name != TEAM]
    by = (tally(coded, wave), *(_tally_by(b, coded, wave.codebook) for b in others))
    if not others:
        return uncrossed(by[0])
    places = [unit_of_each_person(coded, wave, by[0].units), *(_place(b, coded) for b in others)]
    cells, cell_of_person = np.unique(np.column_stack(places), axis=0, return_inverse=True)
    people = np.bincount(cell_of_person.ravel(), minlength=len(cells))
    return Tallies(by, cells, people, *_in_cells(coded, cell_of_person.ravel(), len(cells)))


def uncrossed(tally: Tally) -> Tallies:
    """One breakdown by itself: its units are the cells."""
    return Tallies((tally,), np.arange(len(tally.units))[:, None], tally.usable, tally.bases(), tally.positive())


def tally(coded: Coded, wave: Wave) -> Tally:
    """Count the answers of each team; raises BadInput where a team has more answers than staff."""
    units = units_of(wave)
    made = _count(coded, unit_of_each_person(coded, wave, units), units, wave.codebook)
    refuse([f'roster.csv: team "{unit.label}" has more answers than its head count of {unit.headcount}. '
            "Correct the head count, or look for answers that came twice."
            for unit, n in zip(units, made.usable, strict=True) if unit.named and n > unit.headcount])
    return made


def units_of(wave: Wave) -> tuple[Unit, ...]:
    """The units of the roster: teams as they are reported, and last those who name none."""
    units: dict[str, Unit] = {}
    for team in wave.roster:
        old = units.get(team.report_as, Unit(team.report_as, team.parent, 0))
        units[team.report_as] = Unit(old.label, old.parent, old.headcount + team.headcount)
    return (*units.values(), Unit(NO_TEAM, "", 0, False))


def unit_of_each_person(coded: Coded, wave: Wave, units: tuple[Unit, ...]) -> np.ndarray:
    """The place of each person's team among the units of the roster."""
    last, team = len(units) - 1, wave.codebook.breakdowns.get(TEAM)
    if team is None:
        return np.full(len(coded.codes), last)
    place = {unit.label: n for n, unit in enumerate(units)}
    unit_of_answer = {t.answer: place[t.report_as] for t in wave.roster}
    table = [last] * FIRST + [unit_of_answer.get(answer.name, last) for answer in coded.answers[team.item]]
    return np.array(table)[coded.column(team.item)]


def _is_positive(answer: Answer) -> bool:
    return answer.positive and not answer.missing


def _tally_by(breakdown: Breakdown, coded: Coded, book: Codebook) -> Tally:
    """Count the answers by an item other than the team; the last unit is those who did not answer it."""
    units = [Unit(answer.label, "", 0) for answer in book.answers(breakdown.item) if not answer.missing]
    units.append(Unit(f"no {breakdown.label.lower()} named", "", 0, False))
    return _count(coded, _place(breakdown, coded), tuple(units), book, breakdown.name, breakdown.label)


def _place(breakdown: Breakdown, coded: Coded) -> np.ndarray:
    """The unit of each person: the answers that are no missing reason in their order, then one for everybody else."""
    ratings = np.array([False] * FIRST + [not answer.missing for answer in coded.answers[breakdown.item]])
    return np.where(ratings, np.cumsum(ratings) - 1, ratings.sum())[coded.column(breakdown.item)]


def _count(coded: Coded, place: np.ndarray, units: tuple[Unit, ...], book: Codebook, *breakdown: str) -> Tally:
    wide = [b.item for b in book.breakdowns.values() if len(coded.answers.get(b.item, ())) > _WIDE]
    apart = {name: np.bincount(coded.column(name), minlength=FIRST + len(coded.answers[name])) for name in wide}
    codes = coded.codes
    if wide:
        codes = codes.copy()
        codes[:, [n for n, name in enumerate(coded.answers) if name in wide]] = NOT_ASKED
    longest = FIRST + max(len(answers) for name, answers in coded.answers.items() if name not in wide)
    counts = count_answers(codes, place, len(units), longest)
    usable, complete = (np.bincount(who, minlength=len(units)) for who in (place, place[coded.complete]))
    return Tally(counts, coded.answers, units, usable, complete, *breakdown, wide=apart)


def _in_cells(coded: Coded, cell: np.ndarray, cells: int) -> tuple[np.ndarray, np.ndarray]:
    """How many people of each cell rated each measure, and how many gave a positive answer."""
    found = []
    for n, answers in enumerate(coded.answers.values()):
        codes = coded.codes[:, n]
        good = np.array([False] * FIRST + [_is_positive(answer) for answer in answers])[codes]
        found.append([np.bincount(cell[who], minlength=cells) for who in (rated(codes, answers), good)])
    return tuple(np.column_stack(one) for one in zip(*found, strict=True))
