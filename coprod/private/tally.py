"""Counts the coded answers once: one whole-number array, unit × measure × answer."""

from dataclasses import dataclass

import numpy as np

from coprod.codebook import Answer
from coprod.errors import refuse
from coprod.formulas import count_answers
from coprod.private.coded import FIRST, Coded
from coprod.wave import Wave

NO_TEAM = "no team named"


@dataclass(frozen=True)
class Unit:
    """The smallest thing counted: the teams reported under one name, with their parent and head count."""

    label: str
    parent: str
    headcount: int


@dataclass(frozen=True)
class Tally:
    """Counts of a wave, before door 2.

    `counts`: integers, unit × measure × code, where code 0 is not asked, 1 not answered, 2 the first answer; `answers`: the
    answers of each measure, by name; `units`: the first axis; `usable`, `complete`: people per unit. Tallies of parts of a
    file add up.
    """

    counts: np.ndarray
    answers: dict[str, tuple[Answer, ...]]
    units: tuple[Unit, ...]
    usable: np.ndarray
    complete: np.ndarray

    def bases(self) -> np.ndarray:
        """How many people rated each measure, unit × measure."""
        rating = np.zeros(self.counts.shape[1:], bool)
        for n, answers in enumerate(self.answers.values()):
            rating[n, [FIRST + k for k, answer in enumerate(answers) if not answer.missing]] = True
        return (self.counts * rating).sum(axis=2)


def tally(coded: Coded, wave: Wave) -> Tally:
    """Count the answers of each unit; raises BadInput where a team has more answers than staff."""
    units = _units(wave)
    person_unit = _unit_of_each_person(coded, wave, units)
    longest = FIRST + max(len(answers) for answers in coded.answers.values())
    counts = count_answers(coded.codes, person_unit, len(units), longest)
    usable = np.bincount(person_unit, minlength=len(units))
    complete = np.bincount(person_unit[coded.complete], minlength=len(units))
    refuse([f'roster.csv: team "{unit.label}" has more answers than its head count of {unit.headcount}. '
            "Correct the head count, or look for answers that came twice."
            for unit, n in zip(units, usable, strict=True) if unit.label != NO_TEAM and n > unit.headcount])
    return Tally(counts, coded.answers, units, usable, complete)


def _units(wave: Wave) -> tuple[Unit, ...]:
    units: dict[str, Unit] = {}
    for team in wave.roster:
        old = units.get(team.report_as, Unit(team.report_as, team.parent, 0))
        units[team.report_as] = Unit(old.label, old.parent, old.headcount + team.headcount)
    return (*units.values(), Unit(NO_TEAM, "", 0))


def _unit_of_each_person(coded: Coded, wave: Wave, units: tuple[Unit, ...]) -> np.ndarray:
    team = next((b.item for b in wave.codebook.breakdowns.values() if b.name == "team"), None)
    if team is None:
        return np.full(len(coded.codes), len(units) - 1)
    place = {unit.label: n for n, unit in enumerate(units)}
    unit_of_answer = {t.answer: place[t.report_as] for t in wave.roster}
    answers = coded.answers[team]
    table = np.array([len(units) - 1] * FIRST + [unit_of_answer.get(answer.name, len(units) - 1) for answer in answers])
    return table[coded.column(team)]
