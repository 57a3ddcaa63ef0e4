"""Two anonymous waves: how much a share changed, in what range, how surely, and what could be seen at all."""

from typing import NamedTuple

import numpy as np

from .arguments import critical_value, fractions_of, plain, refuse
from .contrasts import Contrast, against, arms, odds_of_silence, precision, touching, waves_of
from .hypergeometric import chance_of_at_least, chance_of_at_most
from .proportions import is_exact, likely_range

_HALVINGS = 40


class Change(NamedTuple):
    """Repeat minus baseline, and its likely range; shares, so from -1 to 1."""

    change: float
    low: float
    high: float


def change(count_1, base_1, count_2, base_2, population_1=None, population_2=None, level=0.95):
    """Give the change of a share from baseline (1) to repeat (2) with the range that holds whoever answered twice.

    Arms: Wilson's limits with n(N-1)/(N-n) for n, and half a person more where somebody did not answer; joined with
    the largest opposing correlation, r = min(sqrt(o1 o2), 1/sqrt(o1 o2)), o = (N-n)/n; clipped to what is certain
    whatever those think who did not answer. One wave complete: the other's `likely_range` moved by the known share.
    Both complete: the change itself. Population None or NaN (items put to some staff only): not known, which is
    Newcombe 1998b, method 10. A wave without answers: change missing, range as wide as the other wave leaves it.

    It holds as long as (1) silence has nothing to do with the answer, or alike in both waves: if the lead of those
    who answer grows by 5 points, the range from 7200 of 12000 answers holds the truth 1 time in 10 (`undone_by` says
    what it takes); (2) the number of staff is right: a list 5 % too short leaves .92 at 85 % response; (3) where the
    same people answer, who said yes is not clearly less likely to say yes again; (4) who answers twice has nothing to
    do with who changed their mind; (5) those who stay answer no less often than leavers and joiners. Staff may come
    and go, and nobody is matched.

    Then, counted exactly at the worst overlap, a 95 % range holds the truth at least .93 of the time (.92 where just
    half of fewer than 40 staff answer twice), and .94 or more in 19 of 20 cases: tests/benchmarks/coverage.py.

    Numbers or arrays of one shape; ValueError on impossible counts. Source: covariance of two overlapping samples
    from a finite staff (Tam 1984; Kish 1965, section 12.4) at its least, which is reached; MOVER (Zou and Donner 2008).
    """
    waves = waves_of("change", (count_1, base_1, population_1), (count_2, base_2, population_2))
    contrast = _contrast(waves)
    low, high = (np.array(end) for end in contrast.range_at(critical_value(level)))
    for known, other, here in _one_complete(waves):
        count, base, staff = (part[other][here] for part in waves)
        ends = np.stack(likely_range(count, base, staff, level)) - waves.share[known][here]
        low[here], high[here] = np.sort(touching(ends if other else -ends), axis=0)
    return Change(plain(np.where(waves.blank, np.nan, contrast.value)), plain(low), plain(high))


def change_p_value(count_1, base_1, count_2, base_2, population_1=None, population_2=None):
    """Give the two-sided p-value of a change: one less the level at which the range of `change` first touches 0.

    So `p < 1 - level` says the same as "the range at that level leaves out 0". 0 where nobody's silence can undo the
    change, or where everybody answered both times (a fact, no test); 1 where a wave has no answer.
    """
    waves = waves_of("change_p_value", (count_1, base_1, population_1), (count_2, base_2, population_2))
    p = np.array(_contrast(waves).p_value())
    for known, other, here in _one_complete(waves):
        p[here] = _p_beside_a_fact(*(part[other][here] for part in waves), *(part[known][here] for part in waves[:2]))
    return plain(np.where(waves.blank, 1.0, p))


def minimum_detectable_change(base_1, population_1, base_2, population_2, share=0.5, power=0.8, level=0.95):
    """Give the smallest change (0 to 1) from a share that is found with this power, whoever answers twice.

    (z_level + z_power) sqrt(p(1-p)) sqrt(v1 + v2 + 2 r sqrt(v1 v2)) + sqrt(h1^2 + h2^2 + 2 r h1 h2), with
    v = (N-n)/(n(N-1)), h half a person, r as in `change`: an upper limit, for the overlap is the worst. 120 of 200
    in each wave: 0.153 at one half, 0.069 at 5 or 95 %; level 0.99 stands for one change among many. Populations
    None or NaN: not known. Never above 1, which is also what a wave without answers gives.
    """
    waves = waves_of("minimum_detectable_change", (0, base_1, population_1), (0, base_2, population_2))
    share = fractions_of("minimum_detectable_change", "share", share)
    odds, (inverse, half) = odds_of_silence(waves), precision(waves)
    r = against(*odds)
    reach = critical_value(level) + critical_value(2 * power - 1)
    size = reach * np.sqrt(share * (1 - share)) * _root(*np.sqrt(inverse), r) + _root(*half, r)
    return plain(np.where(waves.blank, 1.0, np.minimum(size, 1.0)))


def same_out_of_reach(base_1, population_1, base_2, population_2, margin=0.10, level=0.95):
    """Give the shares (low, high) between which "about the same" cannot be said, not even of an unmoved share.

    There the range of no change reaches out of the margin. 120 of 200 in each wave, margin 0.10: 0.31 to 0.69.
    Missing (NaN, NaN) where every share can be shown to have stayed; 0 and 1 where none can. Sizes as in
    `minimum_detectable_change`; ValueError unless the margin lies between 0 and 1.
    """
    refuse("same_out_of_reach", "margin to lie between 0 and 1", not 0 < margin < 1)
    waves = waves_of("same_out_of_reach", (0, base_1, population_1), (0, base_2, population_2))
    (inverse, half), r, z = precision(waves), against(*odds_of_silence(waves)), critical_value(level)

    def within(share):
        (down_1, down_2), (up_1, up_2) = arms(share, inverse, half, z)
        return (np.maximum(_root(down_2, up_1, r), _root(up_2, down_1, r)) < margin) & ~waves.blank

    below, above = np.zeros(waves.blank.shape), np.full(waves.blank.shape, 0.5)
    for _ in range(_HALVINGS):
        middle = (below + above) / 2
        inside = within(middle)
        below, above = np.where(inside, middle, below), np.where(inside, above, middle)
    low = np.where(within(0.5), np.nan, np.where(within(0.0), above, 0.0))
    return plain(low), plain(1 - low)


def _contrast(waves):
    # Beside a complete wave the other's range is Wilson's, where it is not exact, and so is that of the change.
    return Contrast(waves, np.array([-1.0, 1.0]), halves=~(waves.complete[0] ^ waves.complete[1]))


def _one_complete(waves):
    """Yield (the complete wave, the other one, where): one is known to the last person, the other counted exactly."""
    for known, other in ((0, 1), (1, 0)):
        here = waves.complete[known] & ~waves.complete[other] & ~waves.blank
        here = here & is_exact(waves.base[other], waves.staff[other])
        if here.any():
            yield known, other, here


def _p_beside_a_fact(count, base, staff, known, of):
    # Twice the chance of as many or more if the share were the known one, in whole people no further off than it is.
    count, base, staff, known, of = (part.astype(np.int64) for part in (count, base, staff, known, of))
    rise = count * of > known * base
    more = chance_of_at_least(count, staff, staff * known // of, base)
    fewer = chance_of_at_most(count, staff, -(-staff * known // of), base)
    p = np.minimum(2 * np.where(rise, more, fewer), 1.0)
    return np.where(count * of == known * base, 1.0, p)


def _root(one, two, r):
    return np.sqrt(one * one + two * two + 2 * r * one * two)
