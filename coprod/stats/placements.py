"""How one wave's ordered answers lie among the other's: the parts of Brunner and Munzel's statistic."""

from typing import NamedTuple

import numpy as np


class Placements(NamedTuple):
    """One number a comparison: the answers of each wave, theta, its variance, and the degrees of freedom."""

    n_1: np.ndarray
    n_2: np.ndarray
    theta: np.ndarray
    variance: np.ndarray
    freedom: np.ndarray


def placements(first, second):
    """Give the parts from two count arrays (rows x answers, lowest answer first), as in Brunner and Munzel 2000.

    No answer in a wave: theta missing. One answer: variance as if the other wave alone varied.
    """
    n_1, n_2 = first.sum(axis=-1), second.sum(axis=-1)
    # Twice the number of the other wave below each answer, those level with it counted half: whole numbers,
    # so that waves without overlap or without spread come out as exactly that.
    under_1, under_2 = 2 * np.cumsum(first, axis=-1) - first, 2 * np.cumsum(second, axis=-1) - second
    pairs = np.maximum(2 * n_1 * n_2, 1)
    theta = np.where(n_1 * n_2 > 0, (second * under_1).sum(axis=-1) / pairs, np.nan)
    part_1, part_2 = _part(first, under_2, n_1) / pairs**2, _part(second, under_1, n_2) / pairs**2
    below = part_1**2 / np.maximum(n_1 - 1, 1) + part_2**2 / np.maximum(n_2 - 1, 1)
    freedom = np.where(below > 0, (part_1 + part_2) ** 2 / np.where(below > 0, below, 1), 1.0)
    return Placements(n_1, n_2, theta, part_1 + part_2, freedom)


def statistic(theta, variance, scale):
    """Give the studentised distance of theta from 1/2 on a scale; infinite for waves that do not overlap at all."""
    gap, inside, spread = theta - 0.5, (theta > 0) & (theta < 1), variance > 0
    if scale == "logit":
        theta = np.where(inside, theta, 0.5)
        gap = np.where(inside, np.log(theta / (1 - theta)) * theta * (1 - theta), gap)
    without = np.where(gap == 0, 0.0, np.copysign(np.inf, gap))
    return np.where(spread, gap / np.sqrt(np.where(spread, variance, 1)), without)


def limits(theta, variance, times, scale):
    """Give the range of theta, `times` standard errors either way on a scale, never outside 0 to 1."""
    error = np.sqrt(variance)
    if scale == "identity":
        return np.clip(theta - times * error, 0, 1), np.clip(theta + times * error, 0, 1)
    odds, reach = theta / (1 - theta), times * error / (theta * (1 - theta))
    # Written with the smaller power, so that a range over everything overflows nowhere.
    shrink = np.exp(-reach)
    return odds * shrink / (1 + odds * shrink), odds / (odds + shrink)


def _part(counts, under, n):
    # Sum of c (a n - sum(c a))^2 / (n^2 (n - 1)), times n^2 for the division by (2 n1 n2)^2 that follows,
    # and over n: the variance of the mean placement.
    distance = under * n[..., None] - (counts * under).sum(axis=-1, keepdims=True)
    return (counts * distance**2).sum(axis=-1) / np.maximum(n * (n - 1), 1)
