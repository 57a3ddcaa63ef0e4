"""How long the audit of groups takes, and how often it refuses: python -m tests.benchmarks.audit [waves]"""

import sys
import time
from collections import Counter
from contextlib import contextmanager

import numpy as np
import scipy.optimize

from coprod.private.disclosure.audit import Share, crossing, joint
from coprod.private.disclosure.group_shares import partitions
from tests.invented import tallies_of

ROLES, TENURES = 6, 5
SIZES = (60, 120, 300, 1000, 3000)
WAVES = 20


def main():
    """Print the times of large waves, then what becomes of invented waves of several sizes."""
    print(f"{'wave':<46} {'seconds':>7} {'sets':>7} {'by steps':>8} {'worked out':>10} {'LPs':>6} {'milps':>6}  "
          "shown by")
    for people, breakdowns, items, headline in ((2000, 3, 60, 10), (5000, 3, 60, 10), (2000, 1, 60, 60),
                                                (170, 1, 40, 10),
                                                (170, 2, 40, 10)):
        tallies = invented(np.random.default_rng(2016), people, breakdowns, items, 50 if people >= 2000 else 12)
        with watched() as seen:
            start = time.perf_counter()
            made = partitions(tallies, list(range(headline)), shares_of(tallies), 10)
            seconds = time.perf_counter() - start
        name = f"{people} people, {len(tallies.by[0].units) - 1} teams, {items} items, {breakdowns} breakdowns"
        print(f"{name:<46} {seconds:>7.2f} {seen['sets']:>7} {seen['sets'] - seen['exact']:>8} {seen['exact']:>10} "
              f"{seen['lp']:>6} {seen['milp']:>6}  {became(made)}")
    waves = int(sys.argv[1]) if len(sys.argv) > 1 else WAVES
    print(f"\n{waves} invented waves each, 30 items, 6 of them headline")
    for breakdowns, label in ((1, "by team"), (2, "by team and role"), (3, "by team, role and tenure")):
        for people in SIZES:
            results, start = Counter(), time.perf_counter()
            for seed in range(waves):
                tallies = invented(np.random.default_rng(seed), people, breakdowns, 30, min(50, max(4, people // 15)))
                results[became(partitions(tallies, list(range(6)), shares_of(tallies), 10))] += 1
            each = (time.perf_counter() - start) / waves
            became_of = ", ".join(f"{n} {result}" for result, n in results.most_common())
            print(f"{label:<26} {people:>5} people {each:>6.2f} s each: {became_of}")


def invented(rng, people, breakdowns, items, teams):
    """A random wave: teams of uneven sizes that differ in every item, roles and tenures that follow nothing."""
    sizes = [rng.dirichlet(np.full(units, 6)) for units in (teams, ROLES, TENURES)[:breakdowns]]
    places = np.column_stack([rng.choice(len(size), people, p=size) for size in sizes])
    share = np.clip(rng.beta(2, 2, items) + rng.normal(0, 0.08, (teams, items)), 0.02, 0.98)
    said = (rng.random((people, items)) < share[places[:, 0]]).astype(int)
    said[rng.random(said.shape) < 0.03] = -1
    return tallies_of(places, said, spare=rng.integers(0, 15, places[:, 0].max() + 1))


def shares_of(tallies):
    """Every item that all-staff rules would show: three people or more on either side."""
    yes, everybody = tallies.positive.sum(axis=0).tolist(), tallies.rated.sum(axis=0).tolist()
    people = int(tallies.people.sum())
    return [Share(f"item{n}", n, (m - k, k, people - m), (False, True, False))
            for n, (k, m) in enumerate(zip(yes, everybody, strict=True)) if 3 <= k <= m - 3]


def became(made):
    """What is shown in the end: the breakdowns, or why none."""
    codes = {note.code for split in made for note in split.notes}
    shown = " + ".join(split.breakdown for split in made if split.groups)
    if not shown:
        return "refused by the audit" if {"nearly_alike", "ranges_tell"} & codes else "too few groups"
    return f"{shown} without figures" if "figures_left_out" in codes else shown


@contextmanager
def watched():
    """Counts the sets of people that `reach` looks at, those it must work out, and the solver's calls."""
    seen, real = Counter(), (crossing.reach, crossing._exact, scipy.optimize.milp)

    def reach(known):
        seen["sets"] += sum(int((base > 0).sum()) for base in known.sums(known.most))
        return real[0](known)

    def exact(known, inside):
        seen["exact"] += 1
        return real[1](known, inside)

    def milp(*arguments, **named):
        seen["milp" if "integrality" in named else "lp"] += 1
        return real[2](*arguments, **named)

    joint.reach, crossing._exact, scipy.optimize.milp = reach, exact, milp
    try:
        yield seen
    finally:
        joint.reach, crossing._exact, scipy.optimize.milp = real


if __name__ == "__main__":
    main()
