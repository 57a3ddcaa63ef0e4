"""How often the ranges hold the truth. Run by hand: python -m tests.benchmarks.coverage"""

import numpy as np

from coprod.stats import change, likely_range

# staff and answers in both waves
SIZES = ((12, 7), (40, 24), (100, 60), (200, 120), (300, 180), (200, 60))
# true shares then and now
SHARES = ((0.5, 0.5), (0.5, 0.65), (0.3, 0.4), (0.2, 0.2), (0.2, 0.35), (0.1, 0.1), (0.1, 0.2), (0.05, 0.05))
# 0: as few people as possible answer twice, 1: as many as possible; correlation as a part of the highest possible
STEPS = (0.0, 0.25, 0.5, 0.75, 1.0)
DRAWS = 40_000


def main():
    """Print both tables."""
    staff, worst, at = range_coverage()
    print(f"Likely range of a share, 60 % response, N = 12 to 300, every number of people M, counted exactly:\n"
          f"lowest coverage {worst.min():.5f} (N = {staff[worst.argmin()]}, M = {at[worst.argmin()]}); "
          f"mean of the lowest of each N {worst.mean():.4f}\n")
    print(f"Range of a change, {DRAWS} drawn surveys a cell, {len(SHARES)} pairs of true shares")
    print("N    n    least safe  mean safe  safe cells < .95 (and by > 3 se)  least sharp")
    rng = np.random.default_rng(2016)
    for staff, answers in SIZES:
        safe, sharp = change_coverage(staff, answers, rng)
        slack = 3 * np.sqrt(safe * (1 - safe) / DRAWS)
        print(f"{staff:<4} {answers:<4} {safe.min():<11.4f} {safe.mean():<10.4f} {(safe < 0.95).sum():>3} "
              f"({(safe + slack < 0.95).sum():>3}) of {safe.size:<14} {sharp.min():.4f}")
        print(_by_overlap(safe))


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


def change_coverage(staff, answers, rng, draws=DRAWS):
    """Give the coverage of the true change of all staff, safe and sharp: 2 x shares x overlap x correlation."""
    x = np.arange(answers + 1)
    tables = [change(x[:, None], answers, x, answers), change(x[:, None], answers, x, answers, staff, staff)]
    result = np.empty((2, len(SHARES), len(STEPS), len(STEPS)))
    for place in np.ndindex(result.shape[1:]):
        kinds = _kinds(staff, *SHARES[place[0]], STEPS[place[2]])
        fewest = max(0, 2 * answers - staff)
        twice = fewest + round(STEPS[place[1]] * (answers - fewest))
        then, now = _surveys(kinds, answers, twice, rng, draws)
        truth = (kinds[2] - kinds[1]) / staff
        for which, (_, low, high) in enumerate(tables):
            holds = (low[then, now] <= truth + 1e-12) & (truth <= high[then, now] + 1e-12)
            result[(which, *place)] = holds.mean()
    return result


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
    drawn, wanted = np.zeros_like(left), np.full(len(left), size)
    for kind in range(4):
        drawn[:, kind] = rng.hypergeometric(left[:, kind], left[:, kind + 1 :].sum(axis=1), wanted)
        wanted = wanted - drawn[:, kind]
    left -= drawn
    return drawn


def _by_overlap(safe):
    least = safe.min(axis=0)
    rows = ["     overlap \\ correlation  " + "  ".join(f"{step:<5}" for step in STEPS)]
    rows += [f"     {step:<24}" + "  ".join(f"{value:.3f}" for value in row)
             for step, row in zip(STEPS, least, strict=True)]
    return "\n".join(rows)


if __name__ == "__main__":
    main()
