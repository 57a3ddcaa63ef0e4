"""What verdicts say of invented waves whose truth is known. Run by hand: python -m tests.benchmarks.verdict_rates"""

import numpy as np

from coprod.stats import benjamini_hochberg, change_p_value, judge

# staff and answers in both waves
SIZES = ((200, 120), (200, 170), (1000, 600), (12000, 7200))
# 53 questions: true change, how many
TRUTH = {0.0: 20, 0.03: 8, 0.05: 8, 0.10: 8, 0.15: 4, 0.20: 4, -0.05: 1}
WAVES = 400


def main():
    """Print, by true change, how often each verdict is given; ends with an error where wrong ones are not rare."""
    rng, wrong = np.random.default_rng(2016), []
    print(f"{WAVES} pairs of waves of 53 questions, shares of 20 to 70 % at first; Benjamini, Hochberg; margin .10\n"
          "improved / about the same / cannot tell (held back), per cent of the questions with this true change")
    for staff, answers in SIZES:
        words, held_back = verdicts_of(staff, answers, rng)
        truth = np.repeat(list(TRUTH), list(TRUTH.values()))
        print(f"{answers} of {staff}")
        for change in TRUTH:
            here = truth == change
            said = [100 * (words[:, here] == word).mean() for word in ("improved", "about the same", "cannot tell")]
            held = 100 * held_back[:, here].mean()
            print(f"  {change:+.2f}  " + " / ".join(f"{part:.1f}" for part in said) + f" ({held:.1f})")
        wrong.append(wrong_of(words, truth))
        print("  called and wrong: {:.2%}; about the same, but truly 10 points or more: {:.2%}".format(*wrong[-1]))
    if max(max(pair) for pair in wrong) > 0.05:
        raise SystemExit("More than 1 in 20 verdicts are wrong.")


def verdicts_of(staff, answers, rng, waves=WAVES):
    """Give the verdicts of waves x questions, and where only the adjustment stands in the way."""
    moved = np.repeat(list(TRUTH), list(TRUTH.values()))
    then = np.round(rng.uniform(0.2, 0.7, (waves, len(moved))) * staff).astype(int)
    now = then + np.round(moved * staff).astype(int)
    counts = [rng.hypergeometric(holders, staff - holders, answers) for holders in (then, now)]
    both = counts[0], answers, counts[1], answers, staff, staff
    adjusted = np.array([benjamini_hochberg(p) for p in change_p_value(*both)])
    told = judge(*both, adjusted_p=adjusted)
    return told.verdict, told.held_back


def wrong_of(words, truth):
    """Give the part of what is called improved or declined that is not, and of "about the same" that moved by 10."""
    called = np.isin(words, ("improved", "declined"))
    right = (words == "improved") & (truth > 0) | (words == "declined") & (truth < 0)
    same = words == "about the same"
    return (called & ~right).sum() / max(called.sum(), 1), (same & (np.abs(truth) > 0.0999)).sum() / max(same.sum(), 1)


if __name__ == "__main__":
    main()
