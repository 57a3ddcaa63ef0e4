"""A wave's record with that of an earlier wave; what follows from them is worked out once and kept with it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, wraps

from coprod.errors import BadInput
from coprod.record.files import forget_records, read_record
from coprod.record.model import Record

_READY = 8  # so many surveys stay worked out in a process that makes many pages of them


@dataclass(frozen=True, eq=False)
class Survey:
    """The record of a wave, and the survey `before` it with which it is compared (None: with none).

    `language`: in which blocks made of it speak. `results`: what was worked out of it, by function and arguments.
    Raises BadInput if the one before is not earlier.
    """

    record: Record
    before: "Survey | None" = None
    language: str = "en"
    results: dict = field(default_factory=dict, repr=False)

    def __post_init__(self):
        if self.before is not None:
            check_earlier(self.before.record, self.record.wave, self.record.opened, self.record.closed)

    @property
    def wave(self) -> str:
        """The wave's name."""
        return self.record.wave

    @property
    def baseline(self) -> Record | None:
        """The earlier record; None where there is none."""
        return self.before and self.before.record

    @property
    def records(self) -> tuple[Record, ...]:
        """This record, then the earlier one if there is one."""
        return (self.record,) if self.before is None else (self.record, self.before.record)

    def needs_baseline(self) -> None:
        """Raise BadInput if there is no wave before."""
        if self.before is None:
            raise BadInput(f"{self.wave} is compared with nothing. Name the earlier wave: "
                           f'read("{self.wave}", baseline="…").')

    @property
    def any_small(self) -> bool:
        """Whether one of the records is of a survey so small that nothing is counted out."""
        return any(record.is_small for record in self.records)


def check_earlier(baseline: Record, wave: str, opened, closed) -> None:
    """Raise BadInput unless a baseline is of another wave, and that wave ran before this one."""
    if baseline.wave == wave:
        raise BadInput(f'"{wave}" cannot be its own baseline. Name the earlier wave.')
    if not (baseline.opened < opened and baseline.closed < closed):
        raise BadInput(f'"{baseline.wave}" cannot be the baseline of "{wave}": it ran from {baseline.opened} to '
                       f"{baseline.closed}, and {wave} from {opened} to {closed}. Name the earlier of the two as "
                       "baseline.")


def read_survey(wave: str, baseline: str = "", language: str = "en", kind: type = Survey) -> Survey:
    """The survey of a wave, with that of an earlier one ("": none), from `data/processed`.

    `kind`: `Survey` or a class of it. Read again only if the files are others, so that many pages of one survey work
    it out once. Raises BadInput as `read_record` does, and if the baseline is not earlier.
    """
    record = read_record(wave)
    if baseline == wave:
        check_earlier(record, wave, record.opened, record.closed)
    before = read_survey(baseline, language=language, kind=kind) if baseline else None
    return _survey(record, before, language, kind)


def forget() -> None:
    """Keep no record, and nothing worked out of it, in memory for those who read it next."""
    _survey.cache_clear()
    forget_records()


@lru_cache(_READY)
def _survey(record: Record, before: Survey | None, language: str, kind: type) -> Survey:
    return kind(record, before, language)


def cached(function: Callable) -> Callable:
    """A function of a survey (and of plain values) that is worked out once for each, for a survey never changes.

    Frames are handed out as copies that share their memory until somebody changes one.
    """

    @wraps(function)
    def known(survey: Survey, *values):
        key = (function, *values)
        if key not in survey.results:
            survey.results[key] = function(survey, *values)
        made = survey.results[key]
        return made.copy(deep=False) if hasattr(made, "iloc") else made

    return known
