"""Ranks that are not sure: how often one of several shares is among the largest, over all they may truly be."""

import numpy as np

from .arguments import counts_of

_CELLS = 2000  # of an endless population, whose shares are told apart by a twentieth of a point


def chance_in_top(count, base, population=None, top=3):
    """Give for each of several shares the chance (0-1) that fewer than `top` of the others are truly larger.

    count and base: one-dimensional; population: eligible people, one number, or None where it is not known. Each true
    share follows what its answers leave open, with every number of people equally likely before: M = x +
    BetaBinomial(N - n, x + 1, n - x + 1), which is the hypergeometric likelihood made a distribution;
    Beta(x + 1, n - x + 1) without a population. The shares are taken as independent. Worked out exactly, by counting
    the larger ones (Poisson binomial), so nothing is drawn. Shares that are equal are both in. ValueError on
    impossible counts.
    """
    count, base, population = counts_of("chance_in_top", count, base, population)
    people = None if population is None else int(population.max(initial=0))
    likelihood = _of_endless(count, base) if people is None else _of_people(count, base, people)
    chances = likelihood / likelihood.sum(axis=1, keepdims=True)
    above = 1 - np.cumsum(chances, axis=1)  # that a share is larger than each value
    return np.array([_fewer_than(top, np.delete(above, n, axis=0)) @ chances[n] for n in range(len(count))]).clip(0, 1)


def _of_people(count, base, population):
    """Share × number of people who may hold the answer, 0 to population: how likely."""
    from scipy.special import betaln, gammaln

    x, n, people = count[:, None], base[:, None], np.arange(population + 1.0)
    rest, more = population - n, people - x
    inside = (more >= 0) & (more <= rest)
    more = np.where(inside, more, 0)
    log = (gammaln(rest + 1) - gammaln(more + 1) - gammaln(rest - more + 1)
           + betaln(x + more + 1, n - x + rest - more + 1) - betaln(x + 1, n - x + 1))
    return np.where(inside, np.exp(log), 0)


def _of_endless(count, base):
    from scipy.special import betainc

    edges = np.linspace(0, 1, _CELLS + 1)
    return np.diff(betainc(count[:, None] + 1, (base - count)[:, None] + 1, edges), axis=1)


def _fewer_than(top, above):
    """For each value the chance that fewer than `top` of the others lie above it; above: other × value."""
    exactly = np.zeros((top, above.shape[1]))
    exactly[:1] = 1
    for chance in above:
        more = np.vstack([np.zeros_like(exactly[:1]), exactly[:-1]])
        exactly = exactly * (1 - chance) + more * chance
    return exactly.sum(axis=0)
