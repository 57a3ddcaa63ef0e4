"""How often the ranges hold the truth, beside what they must hold. Run by hand: python -m tests.benchmarks.coverage"""

import numpy as np

from coprod.stats import change, likely_range, trend

# Of a change at the worst overlap, counted exactly, where every two of these parts of staff answer: sizes of staff, and
# what the coverage must not fall below: at the least, in 19 of 20 cases, and where 3 people stand either way.
RATES = (0.4, 0.6, 0.7, 0.85, 0.95)
EXACT = ((tuple(range(12, 41)), (0.927, 0.960, 0.947)), ((60, 80, 100), (0.923, 0.956, 0.935)),
         ((200, 500), (0.942, 0.954, 0.942)))
# Half of staff twice is the hardest: those who answer now are exactly those who did not then.
HALF = ((tuple(range(12, 41)), (0.917, 0.942, 0.935)), ((60, 80, 100), (0.933, 0.939, 0.935)),
        ((200, 500), (0.931, 0.943, 0.941)))
# Drawn surveys: staff and answers in both waves, and what the lowest coverage must not fall below, and 19 of 20
SIZES = ((12, 7), (40, 24), (100, 60), (200, 120), (300, 180), (200, 60), (200, 170), (1000, 850))
DRAWN = (0.948, 0.952)
# true shares then and now
SHARES = ((0.5, 0.5), (0.5, 0.65), (0.3, 0.4), (0.2, 0.2), (0.2, 0.35), (0.1, 0.1), (0.1, 0.2), (0.05, 0.05))
# 0: as few people as possible answer twice, 1: as many as possible; correlation as a part of the highest possible
STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)
DRAWS = 40_000
TRENDS = ((60, 36), (200, 120), (200, 170), (1000, 600))
TREND = 0.948


def main():
    """Print all tables; ends with an error where a coverage lies below its floor."""
    staff, worst, at = range_coverage()
    print(f"Likely range of a share, 60 % response, N = 12 to 300, every number of people M, counted exactly:\n"
          f"lowest coverage {worst.min():.5f} (N = {staff[worst.argmin()]}, M = {at[worst.argmin()]}); "
          f"mean of the lowest of each N {worst.mean():.4f}\n")
    rng = np.random.default_rng(2016)
    held = [worst.min() >= 0.95, print_exact(), print_drawn(rng), print_trends(rng)]
    print_broken(rng)
    if not all(held):
        raise SystemExit("A coverage lies below its floor.")


def print_exact():
    """Print the coverage of a change at the worst overlap, floors, both sides of what is missed; True if held."""
    print("Range of a change, nobody changes, as few as possible answer twice, every number of people M, counted\n"
          "N        answered    cells  least (floor)  1 in 20 (floor)  median  shown (floor)  most below, above")
    held = []
    for name, table, rates in (("40-95 %", EXACT, RATES), ("half", HALF, (0.5,))):
        for sizes, floors in table:
            coverage, below, above, shown = exact_coverage(sizes, rates)
            figures = coverage.min(), np.quantile(coverage, 0.05), 1 - shown.max()
            held += [figure >= floor for figure, floor in zip(figures, floors, strict=True)]
            least, low, seen = (f"{one:.4f} ({floor:.3f})" for one, floor in zip(figures, floors, strict=True))
            print(f"{sizes[0]:>3}-{sizes[-1]:<4} {name:<8} {coverage.size:>7}  {least} {low}   "
                  f"{np.median(coverage):.3f}   {seen} {below.max():.3f}, {above.max():.3f}")
    return all(held)


def print_drawn(rng):
    """Print the coverage in drawn surveys and both sides, and that of Newcombe's range without staff; True if held."""
    print(f"\nRange of a change, {DRAWS} drawn surveys a cell, {len(SHARES)} pairs of true shares, floors {DRAWN}\n"
          "N    n    least   1 in 20  mean    below, above at the least  Newcombe least, mean")
    held = []
    for staff, answers in SIZES:
        below, above, newcombe = change_misses(staff, answers, rng)
        coverage, at = 1 - below - above, (below + above).argmax()
        figures = coverage.min(), np.quantile(coverage, 0.05)
        held += [figure >= floor for figure, floor in zip(figures, DRAWN, strict=True)]
        print(f"{staff:<4} {answers:<4} {figures[0]:.4f}  {figures[1]:.4f}   {coverage.mean():.4f}  "
              f"{below.flat[at]:.4f}, {above.flat[at]:.4f}             "
              f"{1 - newcombe.max():.4f}, {1 - newcombe.mean():.4f}")
    return all(held)


def print_trends(rng):
    """Print the coverage of trends in drawn surveys: some answer in early waves, others in late ones; True if held."""
    print(f"\nRange of a trend, {DRAWS} drawn surveys a cell, nobody changes, shares .5, .2 and .1, floor {TREND}")
    held = []
    for staff, answers in TRENDS:
        least = [trend_coverage(staff, answers, waves, rng).min() for waves in (3, 4, 5)]
        held += [one >= TREND for one in least]
        print(f"{staff:<4} {answers:<4} 3, 4, 5 waves: " + ", ".join(f"{one:.4f}" for one in least))
    return all(held)


def print_broken(rng):
    """Print what the coverage of a change falls to where a condition of the range does not hold; there is no floor."""
    print(f"\nWhere a condition does not hold ({DRAWS} drawn surveys; the list counted exactly at the worst overlap)")
    for staff, answers in ((200, 120), (1000, 600), (12000, 7200), (12000, 10200)):
        print(f"those who answer lead those silent by 5 points more than before, {answers} of {staff}: "
              f"{lead_coverage(staff, answers / staff, 0.05, rng):.3f}")
    for staff, answers in ((200, 120), (200, 170)):
        below, above, _ = exact_change_misses(round(staff / 0.95), answers, answers, listed=staff)
        print(f"the list of staff is 5 % too short, {answers} of {staff}: {(1 - below - above).min():.3f}")
    for likeness in (-0.2, -0.5, -1):
        kinds = np.round(np.array([1 + likeness, 1 - likeness, 1 - likeness, 1 + likeness]) * 500).astype(int)
        then, now = _surveys(kinds, 1700, 1700, rng, DRAWS)
        _, low, high = change(then, 1700, now, 1700, 2000, 2000)
        held = ((low <= 1e-12) & (high >= -1e-12)).mean()
        print(f"the same 1700 of 2000 answer, and who said yes is less likely to again (r = {likeness}): {held:.3f}")


def range_coverage(sizes=range(12, 301), response=0.6, level=0.95):
    """Give population sizes, the lowest exact coverage over all true counts, and the count where it is lowest."""
    from scipy.stats import hypergeom

    worst, at = [], []
    for staff in sizes:
        answers = round(response * staff)
        x, people = np.arange(answers + 1), np.arange(staff + 1)[:, None]
        low, high = likely_range(x, answers, staff, level=level)
        holds = (np.rint(low * staff) <= people) & (people <= np.rint(high * staff))
        coverage = (hypergeom.pmf(x, staff, people, answers) * holds).sum(axis=1)
        worst.append(coverage.min())
        at.append(int(coverage.argmin()))
    return np.array(list(sizes)), np.array(worst), np.array(at)


def exact_coverage(sizes, rates):
    """Give coverage, misses below and above, and misses of shown figures, of all sizes, pairs of rates and people M."""
    missed = []
    for staff in sizes:
        answers = sorted({min(round(rate * staff), staff - 1) for rate in rates})
        missed += [exact_change_misses(staff, then, now) for then in answers for now in answers if then <= now]
    below, above, shown = (np.concatenate(parts) for parts in zip(*missed, strict=True))
    return 1 - below - above, below, above, shown


def exact_change_misses(staff, then, now, listed=None):
    """Give, for every number of people M who hold the answer in both waves, how often the range lies below and above 0.

    As few people as possible answer twice. And how often it leaves out 0 where all figures are shown: 3 people or more
    with, and without, the answer. An array of 3 x (staff + 1). listed: how many staff there are thought to be.
    """
    twice, listed = max(0, then + now - staff), listed or staff
    _, low, high = change(np.arange(then + 1)[:, None], then, np.arange(now + 1), now, listed, listed)
    seen = np.logical_and.outer(*(np.minimum(x := np.arange(n + 1), n - x) >= 3 for n in (then, now)))
    tables = np.stack([high < 0, low > 0, ((low > 0) | (high < 0)) & seen])
    # Of these who answer twice, only then, only now, and never, either the first or the last are nobody.
    parts = (twice, then - twice, now - twice) if twice else (then, now, staff - then - now)
    i, j = np.arange(parts[0] + 1)[:, None], np.arange(parts[1] + 1)
    log = np.cumsum(np.log(np.maximum(np.arange(staff + 1), 1)))
    result = np.zeros((3, staff + 1))
    for people in range(staff + 1):
        rest = people - i - j
        real = (rest >= 0) & (rest <= parts[2])
        k = np.where(real, rest, 0)
        logs = _ways(log, parts[0], i) + _ways(log, parts[1], j) + _ways(log, parts[2], k) - _ways(log, staff, people)
        chance = np.where(real, np.exp(logs), 0)
        x, y = (i + j, i + k) if twice else np.broadcast_arrays(i, j)
        result[:, people] = (chance * tables[:, x * real, y * real]).sum(axis=(1, 2))
    return result


def _ways(log, n, k):
    return log[n] - log[k] - log[n - k]


def change_misses(staff, answers, rng, draws=DRAWS):
    """Give how often a range lies below and above the true change, and how often Newcombe's without staff misses it.

    An array of 3 x shares x overlap x correlation.
    """
    x = np.arange(answers + 1)
    tables = [change(x[:, None], answers, x, answers, *people) for people in ((staff, staff), ())]
    result = np.empty((3, len(SHARES), len(STEPS), len(STEPS)))
    for place in np.ndindex(result.shape[1:]):
        kinds = _kinds(staff, *SHARES[place[0]], STEPS[place[2]])
        fewest = max(0, 2 * answers - staff)
        twice = fewest + round(STEPS[place[1]] * (answers - fewest))
        then, now = _surveys(kinds, answers, twice, rng, draws)
        truth = (kinds[2] - kinds[1]) / staff
        missed = [((high[then, now] < truth - 1e-12).mean(), (low[then, now] > truth + 1e-12).mean())
                  for _, low, high in tables]
        result[(slice(None), *place)] = *missed[0], sum(missed[1])
    return result


def lead_coverage(staff, rate, lead, rng, draws=DRAWS):
    """Give the coverage where half of staff hold the answer in both waves, and those who answer lead only in the later.

    Everybody answers or not by chance, in the later wave those who hold the answer more often than others.
    """
    half, more = staff // 2, 2 * lead * (1 - rate) * rate
    counts = [rng.binomial(half, part, draws) for part in (rate, rate, rate + more, rate - more)]
    _, low, high = change(counts[0], counts[0] + counts[1], counts[2], counts[2] + counts[3], staff, staff)
    return ((low <= 1e-12) & (high >= -1e-12)).mean()


def trend_coverage(staff, answers, waves, rng, draws=DRAWS, shares=(0.5, 0.2, 0.1)):
    """Give the coverage of a trend, by share, where nobody changes: some people answer early on, and others late."""
    result = []
    for share in shares:
        people = round(share * staff)
        kinds = np.broadcast_to([people, staff - people], (draws, 2)).copy()
        twice = max(0, 2 * answers - staff)
        always = _draw(kinds, twice, rng)
        early, late = always + _draw(kinds, answers - twice, rng), always + _draw(kinds, answers - twice, rng)
        middle = rng.hypergeometric(people, staff - people, answers, draws)
        counts = [early[:, 0]] * (waves // 2) + [middle] * (waves % 2) + [late[:, 0]] * (waves // 2)
        _, low, high = trend(counts, [answers] * waves, [staff] * waves, range(waves))
        result.append(((low <= 1e-12) & (high >= -1e-12)).mean())
    return np.array(result)


def _kinds(staff, share_1, share_2, part):
    # People who hold the answer in both waves, only then, only now, never.
    then, now = round(share_1 * staff), round(share_2 * staff)
    apart = then * now / staff
    both = round(apart + part * (min(then, now) - apart))
    return np.array([both, then - both, now - both, staff - then - now + both])


def _surveys(kinds, answers, twice, rng, draws):
    # Who answers twice, who only then, who only now: each drawn from the people who are left.
    left = np.broadcast_to(kinds, (draws, 4)).copy()
    in_both = _draw(left, twice, rng)
    only_then, only_now = _draw(left, answers - twice, rng), _draw(left, answers - twice, rng)
    then, now = in_both + only_then, in_both + only_now
    return then[:, 0] + then[:, 1], now[:, 0] + now[:, 2]


def _draw(left, size, rng):
    kinds = left.shape[1]
    drawn, wanted = np.zeros_like(left), np.full(len(left), size)
    for kind in range(kinds):
        drawn[:, kind] = rng.hypergeometric(left[:, kind], left[:, kind + 1 :].sum(axis=1), wanted)
        wanted = wanted - drawn[:, kind]
    left -= drawn
    return drawn


if __name__ == "__main__":
    main()
