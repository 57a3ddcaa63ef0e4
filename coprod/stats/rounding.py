"""Rounding as people do it, once and last."""

import numpy as np

from .arguments import plain

# A float such as 0.285 lies a hair below its half; anything this close to a half, in printed units, is a half.
_HAIR = 1e-9


def round_half_up(share, digits=2):
    """Round half up, away from 0, to so many decimals of the share: 0.285 gives 0.29 (Python's round gives 0.28).

    What counts is the decimal number a reader would see: a value within a billionth of a printed unit of a
    half is a half, so 57/200, 0.285 and 0.385 - 0.1 all give 0.29. Negative changes mirror positive ones. A
    missing share stays missing. Round once and last; take differences from unrounded values. Fewer than 0
    digits round to tens and hundreds.
    """
    share = np.asarray(share, dtype=float)
    unit = 10.0 ** abs(digits)
    scaled = np.abs(share) * unit if digits >= 0 else np.abs(share) / unit
    whole = np.floor(scaled + (0.5 + _HAIR))
    rounded = whole / unit if digits >= 0 else whole * unit
    # Adding 0 turns a negative nought into nought: no page should print "-0".
    return plain(np.copysign(rounded, share) + 0.0)
