"""What a reader could work out where breakdowns cross, or where sums over groups are published as well."""

from dataclasses import dataclass

import numpy as np

from coprod.private.audit import best

_PARTNERS = 1000  # cells tried as the other end of a step
_FIRST_STEPS = 20  # first steps tried before a second one
_AT_ONCE = 4_000_000  # pairs of cells looked at in one go


@dataclass(frozen=True)
class Known:
    """What a reader knows of one item, and one table that fits it, where the search begins.

    `count`, `most`: positive answers (the true ones) and people in each cell; `group`: breakdown × cell, the cell's group;
    `low`, `high`: for each breakdown the limits of its groups' counts; `figures`: published sums (weight of each cell,
    figure), true to within `near`. The sum of all cells is known.
    """

    count: np.ndarray
    most: np.ndarray
    group: np.ndarray
    low: tuple[np.ndarray, ...]
    high: tuple[np.ndarray, ...]
    figures: tuple[tuple[np.ndarray, float], ...] = ()
    near: float = 0.005


def reach(known: Known) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each breakdown a lowest and a highest count of its groups, with at least three possible counts if there are three.

    Other tables that fit are looked for first: one person more in one cell and one fewer in another, then the same again;
    each such table is proof that its counts are possible. Groups for which none is found get their exact bounds: by the
    linear program, whose corners are whole with one breakdown or one crossing (a network; Ford and Fulkerson 1956), and by
    whole numbers (scipy `milp`; Land and Doig 1960) where its corner is fractional. Where two counts only are possible, they
    are given as neighbours.
    """
    sums = [np.bincount(group, known.count, len(low)).astype(int) for group, low in zip(known.group, known.low, strict=True)]
    up, down = _one_step(known, 1), _one_step(known, -1)
    ends = []
    for d, true in enumerate(sums):
        lowest, highest = true - down[d], true + up[d]
        for g in np.flatnonzero(highest - lowest < 2):
            if up[d][g] and _again(known, d, g, 1):
                highest[g] += 1
            elif down[d][g] and _again(known, d, g, -1):
                lowest[g] -= 1
            else:
                lowest[g], highest[g] = _exact(known, d, g)
        ends.append((lowest, highest))
    return ends


def _one_step(known: Known, sign: int) -> list[np.ndarray]:
    """For each breakdown, which groups can have one person more (sign 1) or fewer (-1)."""
    cells, partners = (np.flatnonzero(_can(known, known.count, s)) for s in (sign, -sign))
    partners = _some(partners, _PARTNERS)
    found = [np.zeros(len(low), bool) for low in known.low]
    for part in np.array_split(cells, 1 + len(cells) * len(partners) // _AT_ONCE):
        fits = _fits(known, known.count, part, partners, sign)
        for d, group in enumerate(known.group):
            leaves = fits & (group[part][:, None] != group[partners])
            found[d][group[part][leaves.any(axis=1)]] = True
    return found


def _again(known: Known, breakdown: int, group: int, sign: int) -> bool:
    """Whether a group can change by two, in two steps."""
    inside = known.group[breakdown] == group

    def steps(count):
        cells, partners = np.flatnonzero(_can(known, count, sign) & inside), np.flatnonzero(_can(known, count, -sign) & ~inside)
        partners = _some(partners, _PARTNERS)
        at, to = np.nonzero(_fits(known, count, cells, partners, sign))
        return list(zip(cells[at], partners[to], strict=True))

    first = steps(known.count)
    for n in _some(np.arange(len(first)), _FIRST_STEPS):
        count = known.count.copy()
        count[first[n][0]] += sign
        count[first[n][1]] -= sign
        if steps(count):
            return True
    return False


def _can(known: Known, count: np.ndarray, sign: int) -> np.ndarray:
    return count < known.most if sign > 0 else count > 0


def _fits(known: Known, count: np.ndarray, cells: np.ndarray, partners: np.ndarray, sign: int) -> np.ndarray:
    """Cell × partner: whether the table still fits when the cell changes by `sign` and its partner the other way."""
    fits = np.ones((len(cells), len(partners)), bool)
    for group, low, high in zip(known.group, known.low, known.high, strict=True):
        sums = np.bincount(group, count, len(low))
        more, fewer = sums < high, sums > low
        here, there = (more, fewer) if sign > 0 else (fewer, more)
        stays = group[cells][:, None] == group[partners]
        fits &= stays | (here[group[cells]][:, None] & there[group[partners]])
    for weight, figure in known.figures:
        moved = weight @ count + sign * (weight[cells][:, None] - weight[partners])
        fits &= np.abs(moved - figure) <= known.near + 1e-9
    return fits


def _some(numbers: np.ndarray, most: int) -> np.ndarray:
    """At most so many of the numbers, evenly spread."""
    return numbers if len(numbers) <= most else numbers[np.linspace(0, len(numbers) - 1, most).astype(int)]


def _exact(known: Known, breakdown: int, group: int) -> tuple[int, int]:
    from scipy.optimize import LinearConstraint
    from scipy.sparse import csr_array

    cells = np.arange(len(known.count))
    total = known.count.sum()
    rules = [LinearConstraint(np.ones((1, len(cells))), total, total)]
    rules += [LinearConstraint(csr_array((np.ones(len(cells)), (g, cells)), shape=(len(low), len(cells))), low, high)
              for g, low, high in zip(known.group, known.low, known.high, strict=True)]
    rules += [LinearConstraint(weight[None], figure - known.near - 1e-9, figure + known.near + 1e-9)
              for weight, figure in known.figures]
    aim = (known.group[breakdown] == group).astype(float)
    lowest, highest = (best(sign * aim, rules, known.most) * sign for sign in (1, -1))
    if highest - lowest > 1:
        between = LinearConstraint(aim[None], lowest + 1, highest - 1)
        if best(aim, [*rules, between], known.most) is None:
            highest = lowest + 1
    return lowest, highest
