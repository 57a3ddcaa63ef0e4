"""How fast answers become shares with ranges. Run by hand: python -m tests.benchmarks.counting"""

import time
import tracemalloc

import numpy as np

from coprod.stats import count_answers, likely_range

PEOPLE, ITEMS, GROUPS, ANSWERS = 1_000_000, 40, 500, 5
STAFF_IN_A_GROUP = 3400
REPEATS = 7


def main():
    """Print the large case against one bare np.bincount pass, its memory, and the real size."""
    codes, groups = invented(PEOPLE, ITEMS, GROUPS)
    bare, ours = best_of(bare_pass, codes, groups), best_of(shares_with_ranges, codes, groups, GROUPS, STAFF_IN_A_GROUP)
    print(f"{PEOPLE:,} people x {ITEMS} items x {GROUPS} groups, int8: bare np.bincount pass {bare * 1000:.0f} ms, "
          f"to shares with ranges {ours * 1000:.0f} ms: {ours / bare:.2f} times")
    print(f"memory above the input at most {memory_above_input(codes, groups) / 1e6:.0f} MB")
    codes, groups = invented(180, 60, 12)
    real = best_of(shares_with_ranges, codes, groups, 12, 25)
    print(f"180 people x 60 items x 12 groups: {real * 1000:.1f} ms (all staff and groups, exact ranges)")


def invented(people, items, groups):
    """Give random codes (-1 to 4, one in six unanswered) and groups."""
    rng = np.random.default_rng(2016)
    codes = rng.integers(-1, ANSWERS, size=(people, items), dtype=np.int8)
    return codes, rng.integers(0, groups, size=people)


def bare_pass(codes, groups):
    """Count each column by np.bincount on group * width + code, and do nothing else."""
    width = ANSWERS + 1
    first, cells = groups * width + 1, (int(groups.max()) + 1) * width
    return [np.bincount(first + codes[:, item], minlength=cells) for item in range(codes.shape[1])]


def shares_with_ranges(codes, groups, n_groups, staff):
    """Count, and give shares and likely ranges of every answer for each group and for all staff."""
    counts = count_answers(codes, groups, n_groups, ANSWERS)
    results = []
    for cells, eligible in ((counts, staff), (counts.sum(axis=0), staff * n_groups)):
        base = cells.sum(axis=-1, keepdims=True)
        share = np.divide(cells, base, out=np.full(cells.shape, np.nan), where=base > 0)
        results.append((share, *likely_range(cells, base, eligible)))
    return results


def best_of(function, *arguments):
    """Give the shortest of several runs, in seconds."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        function(*arguments)
        times.append(time.perf_counter() - start)
    return min(times)


def memory_above_input(codes, groups):
    """Give the peak of bytes held beyond the input while counting and making ranges."""
    tracemalloc.start()
    shares_with_ranges(codes, groups, GROUPS, STAFF_IN_A_GROUP)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return peak


if __name__ == "__main__":
    main()
