"""How far coders of the same things agree beyond chance: Cohen's kappa of two, Krippendorff's alpha of any number."""

import numpy as np

from .arguments import refuse


def cohens_kappa(one, two):
    """Give Cohen's kappa (1 is full agreement, 0 what chance would give) of two coders.

    one, two: the category each gave to each thing, None where there is none; things that one of them left out do not
    count. Missing (NaN) where nobody coded the same thing or both used one category only. ValueError where they coded
    different numbers of things.
    Source: Cohen, 1960, A coefficient of agreement for nominal scales.
    """
    refuse("cohens_kappa", "as many codes of one coder as of the other", len(one) != len(two))
    codes = _numbered([one, two])
    both = codes[:, (codes >= 0).all(axis=0)]
    if not both.size:
        return float("nan")
    most = both.max() + 1
    table = np.bincount(both[0] * most + both[1], minlength=most * most).reshape(most, most) / both.shape[1]
    expected = float(table.sum(axis=0) @ table.sum(axis=1))
    return float("nan") if expected > 1 - 1e-12 else float((np.trace(table) - expected) / (1 - expected))


def krippendorffs_alpha(coders):
    """Give Krippendorff's alpha for categories without an order (1 is full agreement, 0 what chance would give).

    coders: for each coder the category of each thing, None where the coder left it out; things that fewer than two
    coded do not count. Missing (NaN) where none is left or only one category was used. ValueError on lists of
    different lengths.
    Source: Krippendorff, 2011, Computing Krippendorff's alpha-reliability.
    """
    refuse("krippendorffs_alpha", "as many codes of each coder", len({len(codes) for codes in coders}) > 1)
    codes = _numbered(coders)
    if not codes.size or codes.max() < 0:
        return float("nan")
    counts = np.stack([(codes == category).sum(axis=0) for category in range(codes.max() + 1)]).astype(float)
    counts = counts[:, counts.sum(axis=0) > 1]
    values = counts.sum(axis=1)
    number = values.sum()
    expected = number**2 - (values**2).sum()
    if not expected:
        return float("nan")
    unlike = counts.sum(axis=0) ** 2 - (counts**2).sum(axis=0)  # ordered pairs of two coders who differ, thing by thing
    observed = (unlike / (counts.sum(axis=0) - 1)).sum()
    return float(1 - (number - 1) * observed / expected)


def _numbered(coders):
    """The codes as whole numbers from 0, coder × thing; -1 where there is none."""
    names = sorted({code for codes in coders for code in codes if code is not None}, key=str)
    place = {name: number for number, name in enumerate(names)} | {None: -1}
    return np.array([[place[code] for code in codes] for codes in coders], int)
