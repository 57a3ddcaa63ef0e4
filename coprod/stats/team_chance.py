"""What stands off all staff on a team's page, and how much of it chance alone would show: from public numbers only."""

from typing import NamedTuple

import numpy as np

from .arguments import counts_of, refuse, whole_numbers
from .hypergeometric import chance_of_at_least, chance_of_at_most
from .rounding import round_half_up

# Answers of a group whose band is one of so many equal parts of 0 to 1: from, to.
_ANSWERS = {3: (10, 12), 4: (13, 15), 5: (16, 30), 10: (31, 60), 20: (61, np.inf)}
_BASES = 100  # of more possible bases, so many evenly spread ones stand for all: right to .002 a measure


class Apart(NamedTuple):
    """Measures above and below all staff: True or False each, or how many of them chance alone would show."""

    above: np.ndarray | float
    below: np.ndarray | float


def stands_apart(low, high, share):
    """Say which of a group's measures stand off all staff: its whole band is above, or below, their share.

    In whole per cents, as a reader sees them; a touch is no difference. low, high: ends of the band, share: all
    staff's, on the same base as the band; 0 to 1, arrays.
    """
    low, high, share = (np.asarray(round_half_up(value, 2)) for value in (low, high, share))
    return Apart(low > share, high < share)


def expected_apart(count, base, parts, most, fewest=None):
    """Give how many of a group's measures would stand off all staff if its people were drawn from all by chance.

    count, base: of all staff, for each measure shown for the group, on the same base as the band; parts: into how many
    its band cuts 0 to 1 (3, 4, 5, 10 or 20); fewest, most: answers the group can have, as published (a number, or one
    a measure). Without fewest: what the parts let one conclude, up to most. Each base left open counts alike; the
    group's count is hypergeometric. above, below: sums over the measures. Print the number only, never a p: one
    person's answers hang together, so it scatters more than a formula from margins says. ValueError if impossible.
    """
    count, base, parts, most = np.broadcast_arrays(*(np.atleast_1d(a) for a in (count, base, parts, most)))
    count, base, _ = counts_of("expected_apart", count, base)
    refuse("expected_apart", "parts to be 3, 4, 5, 10 or 20", ~np.isin(parts, list(_ANSWERS)))
    refuse("expected_apart", "somebody in each base", base < 1)
    known = [_ANSWERS[int(k)] for k in parts]
    first, last = [low for low, _ in known], [high for _, high in known]
    if fewest is not None:
        first, last = np.broadcast_to(whole_numbers("expected_apart", "fewest", fewest), base.shape), most
    last = np.minimum(np.minimum(last, most), base)
    sums = np.zeros(2)
    for x, n, k, low, high in zip(count, base, parts, first, last, strict=True):
        sums += _chances(x, n, int(k), _bases(low, high, n))
    return Apart(*map(float, sums))


def _bases(low, high, answers):
    # Where what is published leaves no base, the smallest of its class.
    low = min(low, answers)
    high = max(low, high)
    if high - low < _BASES:
        return np.arange(low, high + 1)
    return np.round(np.linspace(low, high, _BASES))


def _chances(count, base, parts, drawn):
    """The chance that the band of a group drawn from all staff lies above, and below, their share; mean over bases."""
    ends = np.arange(parts + 1) / parts
    apart = stands_apart(ends[:-1], ends[1:], count / base)
    above = below = 0.0
    if apart.above.any():
        above = chance_of_at_least(np.ceil(drawn * apart.above.argmax() / parts), base, count, drawn).mean()
    if apart.below.any():
        below = chance_of_at_most(np.ceil(drawn * apart.below.sum() / parts) - 1, base, count, drawn).mean()
    return np.array([above, below])
