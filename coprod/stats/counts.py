"""People's answers to counts: one integer array (group x item x answer), and nothing else is kept."""

import numpy as np

from .arguments import refuse

# People counted at a time: their keys then stay in the processor's own memory.
_PEOPLE = 65_536


def count_answers(codes, groups, n_groups, n_answers):
    """Count answers by group and item: an integer array of n_groups x items x n_answers.

    codes: people x items, whole numbers from 0 to n_answers - 1, and -1 where there is no answer (any integer
    type, int8 will do); groups: each person's group, from 0 to n_groups - 1. Counts add up, so files may be
    counted in parts. Needs a few megabytes above its input, however many people. ValueError on other codes.
    """
    codes, groups = np.asarray(codes), np.asarray(groups)
    _check(codes, groups, n_groups, n_answers)
    people, items = codes.shape
    width = n_answers + 1  # the first of each width is for "no answer", and is left out at the end
    counts = np.zeros((items, n_groups * width), dtype=np.int64)
    for start in range(0, people, _PEOPLE):
        part = np.ascontiguousarray(codes[start : start + _PEOPLE].T)
        first = groups[start : start + _PEOPLE].astype(np.intp) * width + 1
        key = np.empty_like(first)
        for item in range(items):
            np.add(first, part[item], out=key, casting="same_kind")
            counts[item] += np.bincount(key, minlength=n_groups * width)
    return np.ascontiguousarray(counts.reshape(items, n_groups, width)[:, :, 1:].transpose(1, 0, 2))


def _check(codes, groups, n_groups, n_answers):
    refuse("count_answers", "codes as people x items", codes.ndim != 2)
    refuse("count_answers", "one group for each person", groups.shape != codes.shape[:1])
    whole = np.issubdtype(codes.dtype, np.integer) and np.issubdtype(groups.dtype, np.integer)
    refuse("count_answers", "whole numbers as codes and groups", not whole)
    if codes.size and (codes.min() < -1 or codes.max() >= n_answers):
        refuse("count_answers", f"codes from -1 to {n_answers - 1}", (codes < -1) | (codes >= n_answers))
    if groups.size and (groups.min() < 0 or groups.max() >= n_groups):
        refuse("count_answers", f"groups from 0 to {n_groups - 1}", (groups < 0) | (groups >= n_groups))
