"""Many tests at once: p-values adjusted so that chance findings stay few."""

import numpy as np

from .arguments import fractions_of


def holm(p):
    """Adjust p-values for many tests so that even one false finding is unlikely; in the order given.

    A missing p-value stays missing and does not count as a test. ValueError outside 0 to 1. Source: Holm 1979.
    """
    return _adjusted("holm", p, lambda ordered: np.maximum.accumulate(ordered * np.arange(len(ordered), 0, -1)))


def benjamini_hochberg(p):
    """Adjust p-values for many tests so that few of the findings are false; in the order given.

    A missing p-value stays missing and does not count as a test. ValueError outside 0 to 1.
    Source: Benjamini and Hochberg 1995.
    """

    def rule(ordered):
        by_rank = ordered * (len(ordered) / np.arange(1, len(ordered) + 1))
        return np.minimum.accumulate(by_rank[::-1])[::-1]

    return _adjusted("benjamini_hochberg", p, rule)


def _adjusted(name, p, rule):
    p = fractions_of(name, "p-values", p, missing=True)
    result = np.full(p.shape, np.nan)
    tests = ~np.isnan(p)
    order = np.argsort(p[tests], kind="stable")
    adjusted = np.empty(len(order))
    adjusted[order] = np.minimum(rule(p[tests][order]), 1.0)
    result[tests] = adjusted
    return result
