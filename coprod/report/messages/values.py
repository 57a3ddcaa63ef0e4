"""How a value is written: "86%", "79% to 92%", "+12 points", "1 in 5", "10 October 2016", "a, b and c".

A sentence names it after the value, `{share:percent}`, or several in turn, `{share:in_ten:capital}`.
"""

import datetime
import re
from collections.abc import Callable
from fractions import Fraction
from functools import cache, lru_cache
from numbers import Integral

from coprod.errors import BadInput
from coprod.report.messages.catalogue import direction, entry, is_marked, is_missing, spoken, variant
from coprod.stats import round_half_up

PLACE = re.compile(r"\{([\w.:]*)\}")
_FRACTIONS = ("1/10", "1/5", "1/4", "3/10", "1/3", "2/5", "1/2", "3/5", "2/3", "7/10", "3/4", "4/5", "9/10")
_NEAR = 0.015  # within one and a half points of a fraction nobody needs an "about"
_FORETOLD = 0.9  # no higher reply rate is foretold
_SHORT = 6  # words of a label in a sentence that holds two of them
_APART = 10_000  # from here on a plain whole number has its thousands apart; below it may be a year


def shown(value, *formats: str) -> str:
    """A value as it is written: `shown(0.86, "percent")` is "86%". Several formats are used in turn.

    Numbers: percent (of a share, 0 to 1), foretold (the same, no higher than "90% or more"), chance (the same,
    never 0% or 100%), whole, in_ten, in_hundred, points (of a change, -1 to 1, with the decimals it has), distance (in
    whole points without a sign), people, money, hours, tenths, hundredths. Pairs: range, open_range, whole_range,
    points_range, in_hundred_range, months. Several: list, any_of, semicolons, dots, lowest, highest. Dates, or texts
    such as "2016-10-10" and "2016-10": day, short_day, month, short_month. Words: quoted, capital, lower, lower_first,
    run_on, no_full_stop,
    short. For choosing a variant: fraction, spread, sign, is_high, is_whole. A number that is missing is written as
    withheld; words in place of a number, or of several things, stay as they are. Raises BadInput for an unknown
    format.
    """
    for name in formats:
        if name not in FORMATS:
            raise BadInput(f'There is no way to write a value called "{name}". '
                           f'There are: {", ".join(sorted(FORMATS))}.')
        if isinstance(value, str) and name in _NO_WORDS:
            continue
        value = _put("withheld") if is_missing(value) and name in _MEASURES else FORMATS[name](value)
    return value


def plain(value) -> str:
    """A value without a format: words as they are, a number from 10,000 up with its thousands apart."""
    return _people(value) if isinstance(value, Integral) and abs(value) >= _APART else str(value)


def filled(text: str, put: Callable[[str], str]) -> str:
    """A sentence with `put` of each place in it.

    put: what stands in {brackets} -> words. Where those are none, the space before them goes.
    """
    if is_marked(text):
        return text
    first, *others = _parts(text)
    for place, after in zip(others[::2], others[1::2], strict=True):
        words = put(place)
        first = f"{first if words else first.rstrip()}{words}{after}"
    return first


def isolated(words: str) -> str:
    """Words in other letters, held apart so that they do not turn a language from right to left about."""
    return f"\u2068{words}\u2069" if direction() == "rtl" and re.search("[A-Za-z]", words) else words


@cache
def _parts(text: str) -> list[str]:
    """A sentence cut at its places: words, a place, words again and so on."""
    return PLACE.split(text)


def _put(name: str, count: int = 0, **words) -> str:
    """A text of the section on numbers with those words in its places."""
    held = entry(f"numbers.{name}")
    held = variant(f"numbers.{name}", held, count) if isinstance(held, dict) else held
    return filled(held, lambda place: isolated(str(words[place])))


@lru_cache(1 << 12)
def _whole(share: float) -> int:
    """A share or a change (-1 to 1) in whole per cents or points, halves away from zero."""
    return int(round(float(round_half_up(share, 2)) * 100))


@lru_cache(1 << 12)
def _percent_in(language: str, share: float) -> str:
    return _put("percent", number=_whole(share))


def _percent(share) -> str:
    """In whole per cents; never 0% or 100% of a share that is not none or all."""
    if is_missing(share):
        return _put("withheld")
    return _chance(share) if 0 < share < 1 else _percent_in(spoken(), float(share))


def _range(pair) -> str:
    """From the one to the other; said once where both are under 1% or over 99%, and neither none nor all."""
    low, high = map(_percent, pair)
    once = low == high and 0 < pair[0] < 1 and _whole(pair[0]) in (0, 100)
    return low if once else _put("between", low=low, high=high)


def _open_range(pair) -> str:
    """A band of a reply rate, whose ends never say none or all."""
    low, high = pair
    if low <= 0 or high >= 1:
        return _put("under", share=_percent(high)) if low <= 0 else _put("or_more", share=_percent(low))
    return _range(pair)


def _foretold(share) -> str:
    return _open_range((_FORETOLD, 1.0)) if share >= _FORETOLD else _percent(share)


def _chance(share) -> str:
    if share >= 0.995 and _whole(share) == 100:
        return _put("nearly_always")
    return _percent_in(spoken(), float(share)) if _whole(share) else _put("hardly_ever")


def _points(change) -> str:
    """A change as fine as it is given, for what was rounded before."""
    return _put("points", _plural_of(change), number=_fine(change, _decimals(change)))


def _points_range(pair) -> str:
    digits = max(map(_decimals, pair))
    low, high = (_fine(end, digits) for end in pair)
    return _put("points_between", _plural_of(pair[1]), low=low, high=high)


def _decimals(change) -> int:
    return len(f"{abs(change) * 100:.6f}".rstrip("0").partition(".")[2])


def _fine(change, digits: int) -> str:
    number = f"{abs(change) * 100:.{digits}f}"
    return _put("more" if change > 0 else "less", number=number) if float(number) else number


def _plural_of(change) -> int:
    """Decimals go with the form for many."""
    return abs(_whole(change)) if not _decimals(change) else 0


def _distance(change) -> str:
    number = abs(_whole(change))
    return _put("points", number, number=number)


def _in_ten(share) -> str:
    """A share as people say it: "1 in 5", "about 7 in 10", "nearly all".

    Of a share with its range (three numbers) only if the range holds the fraction; else it is said in per cent.
    """
    share, low, high = share if isinstance(share, tuple) else (share, 0.0, 1.0)
    near = _fraction(share)
    if near in _FRACTIONS and not low <= float(Fraction(near)) <= high:
        return _percent(share)
    told = entry(f"fractions.{near}")
    return told if near.isalpha() or "_" in near or abs(Fraction(near) - share) <= _NEAR else filled(
        entry("fractions.about"), lambda place: isolated(told))


def _fraction(share) -> str | None:
    """Which of the fractions a share is said as."""
    if is_missing(share):
        return None
    if share in (0.0, 1.0):
        return "all" if share else "none"
    if share < 0.05 or share > 0.95:
        return "very_few" if share < 0.5 else "nearly_all"
    return min(_FRACTIONS, key=lambda fraction: abs(Fraction(fraction) - share))


def _people(count) -> str:
    return f"{int(count):,}".replace(",", entry("numbers.thousands"))


def _date(day) -> datetime.date:
    return datetime.date.fromisoformat(f"{day}-01" if len(day) == 7 else day) if isinstance(day, str) else day


def _day(day, names: str = "months") -> str:
    date = _date(day)
    return _put("date", day=date.day, month=entry(f"numbers.{names}")[date.month - 1], year=date.year)


def _month(day, names: str = "months") -> str:
    date = _date(day)
    return _put("month", month=entry(f"numbers.{names}")[date.month - 1], year=date.year)


def _months(pair) -> str:
    """From month to month, or the one month: "Dec 2016 to Jan 2017", "Jan to May 2017"."""
    start, end = map(_date, pair)
    first, last = (_month(date, "short_months") for date in (start, end))
    if start.year == end.year:
        first = entry("numbers.short_months")[start.month - 1]
    return last if (start.year, start.month) == (end.year, end.month) else _put("between", low=first, high=last)


def _list(parts) -> str:
    *most, last = parts
    return _put("and").join([_put("comma").join(most), last]) if most else last


def _each(change: Callable[[str], str]):
    """The same change of one text, or of each of several."""
    return lambda words: change(words) if isinstance(words, str) else [change(text) for text in words]


def _quoted(words: str) -> str:
    return _put("quoted", words=words)


def _short(label: str) -> str:
    parts = label.rstrip(".").split()
    return " ".join(parts) if len(parts) <= _SHORT else f"{' '.join(parts[:_SHORT])} …"


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]


def _sign(number) -> str | None:
    return None if is_missing(number) else "up" if number > 0 else "down" if number < 0 else "level"


_MEASURES = {
    "percent": _percent,
    "foretold": _foretold,
    "chance": _chance,
    "whole": lambda share: str(_whole(share)),
    "in_ten": _in_ten,
    "in_hundred": lambda share: _put("in_hundred", number=_whole(share)),
    "points": _points,
    "distance": _distance,
    "people": _people,
    "money": lambda amount: _put("pounds", amount=_people(int(amount + 0.5))),
    "hours": lambda number: _put("hours", hours=f"{number:,.1f}".removesuffix(".0")),
    "tenths": lambda number: f"{number:.1f}",
    "range": _range,
    "open_range": _open_range,
    "whole_range": lambda pair: _put("between", low=_whole(pair[0]), high=_whole(pair[1])),
    "points_range": _points_range,
    "in_hundred_range": lambda pair: _put("in_hundred_between", low=_whole(pair[0]), high=_whole(pair[1])),
}
FORMATS = _MEASURES | {
    "hundredths": lambda number: _put("not_known") if is_missing(number) else f"{number:.2f}",
    "day": _day,
    "short_day": lambda day: _day(day, "short_months"),
    "month": _month,
    "short_month": lambda day: _month(day, "short_months"),
    "months": _months,
    "list": _list,
    "any_of": lambda parts: _put("or").join(map(_quoted, parts)),
    "semicolons": lambda parts: _put("semicolon").join(parts),
    "dots": lambda counts: _put("beside").join(map(_people, counts)),
    "lowest": min,
    "highest": max,
    "quoted": _each(_quoted),
    "capital": _each(lambda words: words[:1].upper() + words[1:]),
    "lower": _each(str.lower),
    "lower_first": _each(_lower_first),
    "run_on": lambda parts: [*parts[:1], *map(_lower_first, parts[1:])],
    "no_full_stop": _each(lambda words: words.rstrip(".")),
    "short": _each(_short),
    "fraction": _fraction,
    "spread": lambda values: None if is_missing(values) else "same" if min(values) == max(values) else "different",
    "sign": _sign,
    "is_high": lambda share: share >= _FORETOLD,
    "is_whole": lambda words: words[-1:] in ".?!؟۔",  # a question that ends in one of these needs no colon after it
}
_NO_WORDS = {*_MEASURES, "list", "any_of", "semicolons", "dots"}
