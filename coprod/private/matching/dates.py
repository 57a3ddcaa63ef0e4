"""The day on which somebody answered; of it only the week is kept, and whether it lies inside the fieldwork."""

import re
from datetime import date

import numpy as np

from coprod.private.readers import Column

DAY_FIRST, MONTH_FIRST = "day first", "month first"
_HABITS = {"uk": DAY_FIRST, "us": MONTH_FIRST}
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NO_DATE = (1980, 1, 1)
_TIME = r"[T, ]*\d{1,2}:\d\d.*$"

Day = tuple[int, int, int]  # year and the two other numbers as written; month before day where the year stands first


def days_of(column: Column, habit: str, said: str, opened: date, closed: date) -> tuple[np.ndarray, str]:
    """The day of each row (datetime64[D], NaT where there is no date), and a sentence where none can be told.

    What decides whether day or month stands first: `said` in wave.toml; a number over 12 in the column; the reading
    that puts every answer between `opened` and `closed`; the platform's `habit` (us, uk). Otherwise no week is known,
    and nothing else in the wave needs one.
    """
    import pyarrow.compute as pc

    days = pc.replace_substring_regex(column.texts, _TIME, "").dictionary_encode()
    written = [_written(text) for text in days.dictionary.to_pylist()]
    first = said or _first_number(written, _HABITS.get(habit, ""), opened, closed)
    if not first:
        return np.full(len(column), np.datetime64("NaT"), "datetime64[D]"), (
            "It is not clear whether day or month stands first in the dates, so no weeks are known. "
            f'Say it in wave.toml: dates = "{DAY_FIRST}" or dates = "{MONTH_FIRST}".')
    table = np.array([_read(day, first) for day in written], "datetime64[D]")
    found = table[days.indices.to_numpy()][column.codes]
    gone = int(np.isnat(found).sum())
    return found, f"{gone} answers have no date that can be read; they count, but in no week." if gone else ""


def weeks_of(days: np.ndarray) -> np.ndarray:
    """The Monday of each day's week."""
    return days - ((days.astype(np.int64) + 3) % 7).astype("timedelta64[D]")


def _written(text: str) -> tuple[Day, bool] | None:
    """The three numbers of a date, and whether their order is beyond doubt; None where it is no date."""
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    name = re.search(r"[A-Za-z]{3}", text)
    if name and name[0].lower() in _MONTHS and len(numbers) == 2:
        day, year = numbers if numbers[0] < 32 else reversed(numbers)  # a year of two digits stands last
        return _known((year + 2000 * (year < 100), _MONTHS.index(name[0].lower()) + 1, day))
    if len(numbers) != 3:
        return None
    if numbers[0] > 31:
        return _known(tuple(numbers))
    return (numbers[2] + 2000 * (numbers[2] < 100), numbers[0], numbers[1]), False


def _known(day: Day) -> tuple[Day, bool] | None:
    """A day whose order is beyond doubt; the first of 1980 is what LimeSurvey writes of anonymous answers: no date."""
    return None if day == _NO_DATE else (day, True)


def _first_number(written: list, habit: str, opened: date, closed: date) -> str:
    """Which number stands first, day or month; "" where nothing decides it."""
    doubtful = [found[0] for found in written if found and not found[1]]
    big = {DAY_FIRST: any(day[1] > 12 for day in doubtful), MONTH_FIRST: any(day[2] > 12 for day in doubtful)}
    if not doubtful or all(big.values()):
        return "" if doubtful else DAY_FIRST
    if any(big.values()):
        return next(first for first, over in big.items() if over)
    readings = {first: [_read((day, False), first) for day in doubtful] for first in big}
    fitting = [first for first, days in readings.items() if all(day and opened <= day <= closed for day in days)]
    same = len({tuple(day and weeks_of(np.array(day, "datetime64[D]")) for day in days)
                for days in readings.values()}) == 1
    return fitting[0] if len(fitting) == 1 else DAY_FIRST if same else habit


def _read(found: tuple[Day, bool] | None, first: str) -> date | None:
    if found is None:
        return None
    (year, one, two), sure = found
    month, day = (two, one) if first == DAY_FIRST and not sure else (one, two)
    try:
        return date(year, month, day)
    except ValueError:
        return None
