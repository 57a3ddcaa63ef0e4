"""Scores of several items meant as one scale, and how well the items hang together."""

import numpy as np

from .arguments import critical_value, plain, refuse, whole_numbers

# A smallest own variance for an item (of 1), so that no item is taken as a perfect measure.
_OWN_AT_LEAST = 0.005
_SINGULAR = 1e-6


def score(answers, steps=5, reverse=None):
    """Give each person's score from 0 to 100 on a scale of three or more items.

    answers: people x items, steps of the scale from 0 (lowest) to steps - 1, NaN where not answered; reverse:
    True for each item whose low end is the good one. Five steps are worth 0, 25, 50, 75, 100. A person who left
    out an item has no score (NaN). The group's score is the mean over persons.
    Source: Civil Service People Survey 2016, technical guide, pp. 14-15.
    """
    answers = np.asarray(answers, dtype=float)
    wrong = ~np.isnan(answers) & ((answers < 0) | (answers > steps - 1) | (answers != np.floor(answers)))
    refuse("score", f"steps from 0 to {steps - 1}, or NaN", wrong)
    refuse("score", "three or more items along the last axis", answers.shape[-1] < 3)
    points = answers * (100 / (steps - 1))
    if reverse is not None:
        points = np.where(np.asarray(reverse, dtype=bool), 100 - points, points)
    return plain(points.mean(axis=-1))


def index(counts):
    """Give the mean score from 0 to 100 of one item from its answer counts, lowest first along the last axis.

    Nobody answered: missing. Source as for score.
    """
    counts = whole_numbers("index", "counts", counts)
    refuse("index", "at least two answers along the last axis", counts.shape[-1] < 2)
    total = counts.sum(axis=-1)
    points = counts @ np.linspace(0, 100, counts.shape[-1])
    return plain(np.where(total > 0, points / np.where(total > 0, total, 1), np.nan))


def alpha(items, standardised=False):
    """Give Cronbach's alpha of people x items, from those who answered every item; NaN where nothing varies.

    standardised: from correlations in place of covariances. Items must point the same way (reverse first).
    ValueError with fewer than two items. Source: Cronbach 1951.
    """
    return alpha_of(_covariance("alpha", items, 2)[0], standardised)


def alpha_of(covariance, standardised=False):
    """Give Cronbach's alpha from the covariances of the items; as alpha."""
    if standardised:
        covariance = _correlation(covariance)
    k, total = len(covariance), covariance.sum()
    return float(k / (k - 1) * (1 - np.trace(covariance) / total)) if total > 0 else np.nan


def alpha_range(items, level=0.95):
    """Give the likely range of alpha, by Feldt, Woodruff and Salih 1987; NaN and NaN where nothing varies."""
    from scipy.special import fdtri

    critical_value(level)
    covariance, people = _covariance("alpha_range", items, 2)
    value, tail = alpha(items), (1 - level) / 2
    if not value < 1:
        return value, value
    first, second = people - 1, (people - 1) * (len(covariance) - 1)
    return tuple(float(1 - (1 - value) * fdtri(first, second, part)) for part in (1 - tail, tail))


def omega(items):
    """Give McDonald's omega total of a one-factor model of people x items; NaN where an item does not vary.

    (sum of loadings)^2 / ((sum of loadings)^2 + sum of own variances), in the items' own units, the one factor
    fitted by maximum likelihood with no own variance under 0.005 of the item's variance. From those who
    answered every item. ValueError with fewer than three items, for two cannot fix a factor.
    Source: McDonald 1999, eq. 6.20; Joreskog 1967 for the fit.
    """
    return omega_of(_covariance("omega", items, 3)[0])


def omega_of(covariance):
    """Give McDonald's omega total from the covariances of three items or more; as omega."""
    width = np.sqrt(np.diag(covariance))
    if not (width > 0).all():
        return np.nan
    correlation = _correlation(covariance)
    if np.linalg.eigvalsh(correlation)[0] < _SINGULAR:
        # Items that repeat each other, or fewer people than items, have no likelihood without a trace of own variance.
        correlation = correlation + _SINGULAR * np.eye(len(correlation))
    own = _own_variances(correlation)
    loadings = _loadings(correlation, own)
    common = (loadings * width).sum() ** 2
    return float(common / (common + (own * width**2).sum()))


def moments(steps):
    """Give the moments of people x items: a square of whole numbers, of which those of two crowds add up exactly.

    steps: whole numbers; people with a NaN are left out. The first number is how many people; beside it and below it
    stand the sums of the items, and then the sums of their products two by two.
    """
    steps = np.asarray(steps, dtype=float)
    whole = steps[~np.isnan(steps).any(axis=1)]
    refuse("moments", "whole numbers, or NaN", whole != np.floor(whole))
    beside = np.column_stack([np.ones(len(whole), np.int64), whole.astype(np.int64)])
    return beside.T @ beside


def covariance_of(moments):
    """Give the covariances (divisor n - 1) of the items with these moments; zeros with fewer than two people."""
    people, sums, products = int(moments[0, 0]), moments[0, 1:], moments[1:, 1:]
    if people < 2:
        return np.zeros(products.shape)
    return (people * products - np.outer(sums, sums)) / (people * (people - 1))


def _covariance(name, items, fewest):
    items = np.asarray(items, dtype=float)
    refuse(name, "people x items", items.ndim != 2)
    refuse(name, f"at least {fewest} items", items.shape[1] < fewest)
    whole = items[~np.isnan(items).any(axis=1)]
    refuse(name, "finite numbers, or NaN", np.isinf(whole))
    if len(whole) < 2:
        return np.zeros((items.shape[1], items.shape[1])), len(whole)
    return np.cov(whole, rowvar=False), len(whole)


def _correlation(covariance):
    width = np.sqrt(np.diag(covariance))
    return covariance / np.outer(width, width) if (width > 0).all() else np.zeros_like(covariance)


def _own_variances(correlation):
    # The likelihood as a function of the own variances alone, as Joreskog wrote it.
    from scipy.optimize import minimize

    def misfit(own):
        roots = np.linalg.eigvalsh(correlation / np.sqrt(np.outer(own, own)))[:-1]
        pull = _loadings(correlation, own)
        gap = pull**2 + own - np.diag(correlation)
        return (roots - np.log(roots)).sum(), gap / own**2

    start = np.full(len(correlation), 0.5)
    bounds = [(_OWN_AT_LEAST, 1.0)] * len(start)
    options = {"maxiter": 1000, "ftol": 1e-14, "gtol": 1e-9}
    return minimize(misfit, start, jac=True, method="L-BFGS-B", bounds=bounds, options=options).x


def _loadings(correlation, own):
    roots, directions = np.linalg.eigh(correlation / np.sqrt(np.outer(own, own)))
    return np.sqrt(own) * directions[:, -1] * np.sqrt(max(roots[-1] - 1, 0))
