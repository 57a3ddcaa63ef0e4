"""The audit where breakdowns cross, or sums over groups are published as well: which counts are possible."""

from dataclasses import dataclass, replace

import numpy as np

from coprod.stats.integer_programs import smallest, solve

_PARTNERS = 1000  # cells tried as the other end of a step; with more cells, steps of two people are tried first
_FEW = 30  # of thousands of cells nearly any may be the other end, so these are enough at first
_AT_ONCE = 4_000_000  # pairs of cells looked at in one go
_TABLES = 30  # tables from which steps are tried before the exact bounds are worked out
_WALK = (12, 200)  # fewest and most steps from one of these tables to the next
_TRIED = 64  # pairs of cells tried for such a step


@dataclass(frozen=True)
class Known:
    """What a reader knows of one item, and one table that fits it, where the search begins.

    `count`, `most`: positive answers (the true ones) and people in each cell; `group`: breakdown × cell, the cell's
    group; `low`, `high`: for each breakdown the limits of its groups' counts; `figures`: published sums (weight of each
    cell, figure), rounded half up, so true to within `near`; `others`: more ways to cut the cells into sets (the set of
    each cell), of which nothing is shown, but whose counts must not be found either. The sum of all cells is known.
    """

    count: np.ndarray
    most: np.ndarray
    group: np.ndarray
    low: tuple[np.ndarray, ...]
    high: tuple[np.ndarray, ...]
    figures: tuple[tuple[np.ndarray, float], ...] = ()
    near: float = 0.005
    others: tuple[np.ndarray, ...] = ()

    @property
    def cuts(self) -> tuple[np.ndarray, ...]:
        """The set of each cell, for every breakdown and then for all `others`."""
        return (*self.group, *self.others)

    def sums(self, values: np.ndarray) -> list[np.ndarray]:
        """Values of cells (people) added up to each set, for all `cuts`."""
        return [np.bincount(cut, values).astype(int) for cut in self.cuts]


def reach(known: Known) -> list[tuple[np.ndarray, np.ndarray]]:
    """For all `cuts` a lowest and a highest count of each set, with at least three possible counts if there are three.

    Other tables that fit are looked for first: from a table known to fit, one person more in one cell and one fewer in
    another; each is proof that its counts are possible. With thousands of groups by one breakdown steps of one and of
    two people prove nearly every set: a range holds three counts, so a count has two others of its range within two
    steps. Sets for which too few are found get their exact bounds: by the linear program, whose corners are whole with
    one breakdown or one crossing (a network; Ford and Fulkerson 1956), and by whole numbers (scipy `milp`; Land and
    Doig 1960) where its corner is fractional. Where two counts only are possible, they are given as neighbours.
    """
    needed = [np.minimum(2, np.minimum(base, known.count.sum())) for base in known.sums(known.most)]
    ends = [(sums, sums) for sums in known.sums(known.count)]
    if len(known.count) > _PARTNERS:
        for people in (1, 2):
            ends = _wider(known, known, ends, needed, people, _FEW)
    here, rng = known, np.random.default_rng(0)
    for _ in range(_TABLES):
        ends = _wider(known, here, ends, needed, 1)
        if not any(map(np.any, _open(ends, needed))):
            return ends
        here = _elsewhere(here, _cells_of(known, _open(ends, needed)), rng)
    for cut, found, (low, high) in zip(known.cuts, _open(ends, needed), ends, strict=True):
        for n in np.flatnonzero(found):
            low[n], high[n] = _exact(known, cut == n)
    return ends


def some_table(known: Known, rng: np.random.Generator) -> np.ndarray:
    """Positive answers of each cell in a table that fits, a corner drawn at random without regard to the true table."""
    return np.round(solve(rng.normal(size=len(known.most)), _rules(known), known.most).x).astype(int)


def _open(ends, needed) -> list[np.ndarray]:
    """Which sets are not yet known to have enough possible counts."""
    return [high - low < least for (low, high), least in zip(ends, needed, strict=True)]


def _cells_of(known: Known, wanted: list[np.ndarray]) -> np.ndarray:
    return np.flatnonzero(np.any([found[cut] for cut, found in zip(known.cuts, wanted, strict=True)], axis=0))


def _wider(known: Known, here: Known, ends, needed, people: int, most: int = _PARTNERS) -> list:
    """The ends, moved apart by what one step of so many people from the table `here` proves; `most` partners are tried.

    Two people count only where one is proved already, so that no count between the ends is impossible.
    """
    steps = (_one_step(here, step, ends, needed, most) for step in (people, -people))
    return [(np.minimum(low, sums - people * (down & (low < sums + 2 - people))),
             np.maximum(high, sums + people * (up & (high > sums - 2 + people))))
            for (low, high), sums, up, down in zip(ends, known.sums(here.count), *steps, strict=True)]


def _one_step(known: Known, step: int, ends, needed, most: int) -> list[np.ndarray]:
    """For all `cuts`, which of the sets still open can have `step` people more (less than 0: fewer)."""
    cells = _cells_of(known, _open(ends, needed))
    cells, partners = cells[_can(known, step)[cells]], np.flatnonzero(_can(known, -step))
    partners = partners[np.linspace(0, len(partners) - 1, min(len(partners), most)).astype(int)]
    found = [np.zeros(len(least), bool) for least in needed]
    for part in np.array_split(cells, 1 + len(cells) * len(partners) // _AT_ONCE):
        fits = _fits(known, part[:, None], partners, step)
        for reached, cut in zip(found, known.cuts, strict=True):
            reached[cut[part][(fits & (cut[part][:, None] != cut[partners])).any(axis=1)]] = True
    return found


def _elsewhere(known: Known, wanted: np.ndarray, rng: np.random.Generator) -> Known:
    """The same with another table that fits, some steps away, each from one of the `wanted` cells."""
    for sign in rng.choice((-1, 1), np.clip(len(wanted), *_WALK)):
        cells, partners = rng.choice(wanted, _TRIED), rng.integers(0, len(known.count), _TRIED)
        able = _can(known, sign)[cells] & _can(known, -sign)[partners] & (cells != partners)
        fits = np.flatnonzero(able & _fits(known, cells, partners, sign))
        if fits.size:
            count = known.count.copy()
            count[cells[fits[0]]] += sign
            count[partners[fits[0]]] -= sign
            known = replace(known, count=count)
    return known


def _can(known: Known, step: int) -> np.ndarray:
    return (known.count + step <= known.most) & (known.count + step >= 0)


def _fits(known: Known, cells: np.ndarray, partners: np.ndarray, step: int) -> np.ndarray:
    """Whether the table still fits when a cell changes by `step` people, its partner the other way (numpy's shapes)."""
    fits = np.ones(np.broadcast_shapes(cells.shape, partners.shape), bool)
    for group, low, high in zip(known.group, known.low, known.high, strict=True):
        sums = np.bincount(group, known.count, len(low))
        here, there = ((sums + way <= high) & (sums + way >= low) for way in (step, -step))
        fits &= (group[cells] == group[partners]) | (here[group[cells]] & there[group[partners]])
    for weight, figure in known.figures:
        moved = weight @ known.count + step * (weight[cells] - weight[partners])
        fits &= (moved >= figure - known.near - 1e-9) & (moved < figure + known.near - 1e-9)
    return fits


def _exact(known: Known, inside: np.ndarray) -> tuple[int, int]:
    from scipy.optimize import LinearConstraint

    aim, rules = inside.astype(float), _rules(known)
    lowest, highest = (smallest(sign * aim, rules, known.most) * sign for sign in (1, -1))
    if highest - lowest > 1:
        between = LinearConstraint(aim[None], lowest + 1, highest - 1)
        if smallest(aim, [*rules, between], known.most) is None:
            highest = lowest + 1
    return lowest, highest


def _rules(known: Known) -> list:
    """What is known, as scipy's linear constraints on the cells."""
    from scipy.optimize import LinearConstraint
    from scipy.sparse import csr_array

    cells = np.arange(len(known.count))
    total = known.count.sum()
    rules = [LinearConstraint(np.ones((1, len(cells))), total, total)]
    rules += [LinearConstraint(csr_array((np.ones(len(cells)), (g, cells)), shape=(len(low), len(cells))), low, high)
              for g, low, high in zip(known.group, known.low, known.high, strict=True)]
    for weight, figure in known.figures:  # in larger units: the solver's tolerance lets no half in that is rounded up
        highest = max(figure + known.near - 1e-6, weight @ known.count)
        rules.append(LinearConstraint(1000 * weight[None], 1000 * (figure - known.near) - 1e-6, 1000 * highest))
    return rules
