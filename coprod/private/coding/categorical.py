"""People's answers as small whole numbers: categorical columns, one a measure."""

from dataclasses import dataclass, replace

import numpy as np

from coprod.codebook import Answer

NOT_ASKED, NOT_ANSWERED, FIRST = 0, 1, 2  # an item's first answer has code 2
YES_NO = (Answer("no", "No"), Answer("yes", "Yes", positive=True))
NO, YES = FIRST, FIRST + 1


@dataclass(frozen=True)
class Coded:
    """One column a measure, one row a person.

    `answers`: the ordered answers of each column, by name, in column order (an option of several is `item/option`);
    `codes`: int8 (int16 with more than 125 answers), people × columns: 0 not asked, 1 not answered, 2 + the position
    of the answer; `complete`: people who answered enough to count as complete, the others are partial.
    """

    answers: dict[str, tuple[Answer, ...]]
    codes: np.ndarray
    complete: np.ndarray

    def column(self, name: str) -> np.ndarray:
        """The codes of one column."""
        return self.codes[:, list(self.answers).index(name)]

    def with_yes_or_no(self, columns: dict[str, np.ndarray]) -> "Coded":
        """A copy with more columns at its end, whose answers are yes and no."""
        codes = np.column_stack([self.codes, *columns.values()]).astype(self.codes.dtype)
        return replace(self, answers=self.answers | dict.fromkeys(columns, YES_NO), codes=codes)


def rated(column: np.ndarray, answers: tuple[Answer, ...]) -> np.ndarray:
    """Whose code in `column` is a rating: an answer that is no missing reason (boolean, one a person)."""
    return np.array([False] * FIRST + [not answer.missing for answer in answers])[column]
