"""How numbers, dates and lists are said: "86%", "79% to 92%", "+12 points", "1 in 5", "10 October 2016", "a, b and c"."""

import datetime
from fractions import Fraction
from functools import lru_cache
from math import isnan

from coprod.report.messages.language import say, sentences
from coprod.stats import round_half_up

_FRACTIONS = ("1/10", "1/5", "1/4", "3/10", "1/3", "2/5", "1/2", "3/5", "2/3", "7/10", "3/4", "4/5", "9/10")
_HALF = "1/2"
_NEAR = 0.015  # within one and a half points of a fraction nobody needs an "about"


def withheld() -> str:
    """What stands in place of a number of too few people."""
    return say("numbers.withheld")


@lru_cache(1 << 12)
def whole(share: float) -> int:
    """A share or a change (-1 to 1) in whole per cents or points, halves away from zero."""
    return int(round(float(round_half_up(share, 2)) * 100))


def percent(share: float) -> str:
    """A share (0-1) as readers see it: "86%"."""
    return withheld() if isnan(share) else say("numbers.percent", number=whole(share))


def between(pair: tuple[float, float]) -> str:
    """A likely range or a band, a pair of shares (0-1): "79% to 92%"."""
    return say("numbers.between", low=percent(pair[0]), high=percent(pair[1]))


def open_between(pair: tuple[float, float]) -> str:
    """A band of a reply rate whose ends never say none or all: "under 20%", "80% or more"."""
    low, high = pair
    if low <= 0 or high >= 1:
        return say("numbers.under", share=percent(high)) if low <= 0 else say("numbers.or_more", share=percent(low))
    return between(pair)


def points(change: float) -> str:
    """A difference of two shares (-1 to 1) with its sign: "+12 points", "−5 points"."""
    value = whole(change)
    return say("numbers.points", number=_signed(value), count=abs(value))


def points_between(pair: tuple[float, float]) -> str:
    """The likely range of a difference, a pair (-1 to 1): "+4 to +19 points"."""
    low, high = map(whole, pair)
    return say("numbers.points_between", low=_signed(low), high=_signed(high), count=abs(high))


def people(count: float) -> str:
    """A number of people: "1,234"."""
    return f"{int(count):,}".replace(",", say("numbers.thousands"))


def in_hundred(theta: float) -> str:
    """How often of a hundred times (0-1): "60 in 100"."""
    return say("numbers.in_hundred", number=whole(theta))


def in_hundred_between(low: float, high: float) -> str:
    """The likely range of the same: "55 to 65 in 100"."""
    return say("numbers.in_hundred_between", low=whole(low), high=whole(high))


def with_range(share: float, low: float, high: float) -> str:
    """A share and its likely range in one cell: "70% (63 to 77)"; alone where there is none."""
    if share != share or low == high:
        return percent(share)
    return say("numbers.with_range", share=percent(share), low=whole(low), high=whole(high))


def in_ten(share: float) -> str:
    """A share (0-1) as people say it: "1 in 5", "about 7 in 10", "nearly all"."""
    if share in (0.0, 1.0):
        return say("fractions.all" if share else "fractions.none")
    if share < 0.05 or share > 0.95:
        return say("fractions.very_few" if share < 0.5 else "fractions.nearly_all")
    near = _nearest(share)
    said = say(f"fractions.{near}")
    return said if abs(Fraction(near) - share) <= _NEAR else say("fractions.about", share=said)


def is_a_half(share: float) -> bool:
    """Whether a share (0-1) is said as a half, which English follows with "of"."""
    return 0.05 <= share <= 0.95 and _nearest(share) == _HALF


def day(iso: str) -> str:
    """A date as people write it: "10 October 2016"."""
    date = datetime.date.fromisoformat(iso)
    return say("numbers.date", day=date.day, month=sentences("numbers.months")[date.month - 1], year=date.year)


def listed(parts: list[str]) -> str:
    """Parts as people list them: "2 improved, 1 got worse and 3 went up"."""
    return parts[0] if len(parts) == 1 else say("numbers.and").join([say("numbers.comma").join(parts[:-1]), parts[-1]])


def any_of(parts: list[str]) -> str:
    """Answers of which each counts: "“Agree” or “Strongly agree”"."""
    return say("numbers.or").join(say("numbers.quoted", words=part) for part in parts)


def _nearest(share: float) -> str:
    return min(_FRACTIONS, key=lambda fraction: abs(Fraction(fraction) - share))


def _signed(value: int) -> str:
    return say("numbers.more" if value > 0 else "numbers.less", number=abs(value)) if value else "0"
