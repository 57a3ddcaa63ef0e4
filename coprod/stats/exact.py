"""The exact range of a share when everyone in the population is known by number: hypergeometric inversion."""

import numpy as np

_ROWS = 512
# Two tails that are equal on paper may differ by rounding; a tail this close to the limit counts as equal to it.
_TIE = 1e-11


def exact_range(count, base, population, alpha):
    """Give the fewest and the most people of the population who may hold the answer (one-dimensional arrays).

    fewest = min{M : P(X >= x | M, N, n) > alpha/2}, most = max{M : P(X <= x | M, N, n) > alpha/2}.
    Source: Cochran, Sampling Techniques, 3rd ed., section 3.6; Wright 1991.
    By symmetry the most is the population less the fewest who do not hold the answer.
    """
    missing = population - base
    yes, no = count.astype(np.int64), (base - count).astype(np.int64)
    rest, size = missing.astype(np.int64), int(base.max(initial=0)) + 1
    both = np.concatenate([(rest * size + yes + no) * size + yes, (rest * size + yes + no) * size + no])
    key, place = np.unique(both, return_inverse=True)
    fewest = np.empty(len(key))
    for start in range(0, len(key), _ROWS):
        part = slice(start, start + _ROWS)
        head, x = np.divmod(key[part], size)
        r, n = np.divmod(head, size)
        fewest[part] = _fewest(x, n, r, alpha / 2)
    fewest_yes, fewest_no = fewest[place].reshape(2, -1)
    return fewest_yes, population - fewest_no


def _fewest(x, n, r, tail):
    # P(X >= x | M) summed over M: the x-th holder of the answer among those asked stands at place k of the
    # population with weight C(k-1, x-1) C(N-k, n-x), and k runs only from x to x + r, r being those who did
    # not answer. Ratios of neighbouring weights need no factorials, so no population is too large.
    x, n, r = (values[:, None].astype(float) for values in (x, n, r))
    j = np.arange(r.max())
    left = np.clip(r - j, 0, None)
    with np.errstate(divide="ignore"):
        steps = np.log((x + j) * left / ((j + 1) * np.maximum(left + n - x, 1)))
    weights = np.concatenate([np.zeros_like(x), np.cumsum(steps, axis=1)], axis=1)
    weights = np.exp(weights - weights.max(axis=1, keepdims=True))
    reached = np.cumsum(weights, axis=1)
    above = reached > (tail + _TIE) * reached[:, -1:]
    return np.where(x[:, 0] == 0, 0, x[:, 0] + above.argmax(axis=1))
