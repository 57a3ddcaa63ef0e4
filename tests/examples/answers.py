"""Invents the people of a wave: answers that add up to the wave's counts and hang together within each person.

Each person has a `spirit` (partly shared with the team). A question ranks people by spirit plus chance, and hands out
its answers in that order: the totals are exact, the pattern is believable.
"""

import numpy as np
import pandas as pd

from tests.examples.codebook import BARRIERS, METHODS, SCALES, VISION
from tests.examples.comments import COMMENTS, PLANTED

STATEMENTS = [row[0] for row in VISION + BARRIERS if row[3] == "core"]
AGAINST = {row[0] for row in VISION + BARRIERS if row[2] == "negative"} | {"support"}
METHOD_NAMES = [method for method, _, _ in METHODS]
LATER = [start + method for start in ("skill", "used") for method in METHOD_NAMES] + STATEMENTS + ["onething"]
SCALE_OF = {"confidence": "confidence", "commitment": "plans", "support": "support"} | {
    start + method: scale
    for start, scale in (("know", "knowledge"), ("skill", "skill"), ("used", "experience"))
    for method in METHOD_NAMES
} | dict.fromkeys(STATEMENTS, "agree")


def people(wave):
    """One row a person who opened the survey: team, state (complete, partial, breakoff, empty) and choice names.

    An unanswered question is None; `help` is a tuple of choice names; `otherwords` and `onething` are typed text.
    """
    rng = np.random.default_rng(wave["seed"])
    crowd, spirit = _crowd(wave, rng)
    for item in ("confidence", "commitment", "support"):
        crowd[item] = _rank(wave, item, crowd, _score(rng, spirit, item), rng)
    used = _ways(wave, _score(rng, spirit, "ways"), rng)
    for number, method in enumerate(METHOD_NAMES):
        _method(wave, method, crowd, spirit, used[:, number], rng)
    for item in STATEMENTS:
        crowd[item] = _rank(wave, item, crowd, _score(rng, spirit, item), rng, crowd["state"] == "complete")
    _help(wave, crowd, rng)
    _comments(wave, crowd, rng)
    crowd = pd.concat([crowd, _broken_off(wave, crowd, rng), _empty(wave, crowd)], ignore_index=True)
    return crowd.iloc[rng.permutation(len(crowd))].reset_index(drop=True)


def scale_of(wave, item):
    """The choice names of an item in scale order, missing reasons left out, and the missing reason's name or None."""
    name = SCALE_OF[item]
    if item in wave["rescaled"]:
        name = wave["rescaled"][item].split()[-1]
    scale = SCALES[name]
    return [choice[0] for choice in scale if not choice[2]], next((choice[0] for choice in scale if choice[2]), None)


def _crowd(wave, rng):
    crowd = pd.DataFrame({"team": [team["name"] for team in wave["teams"] for _ in range(team["answers"])]})
    crowd["state"] = "complete"
    for team in wave["partial"]:
        free = crowd.index[(crowd["team"] == team) & (crowd["state"] == "complete")]
        crowd.loc[free[0], "state"] = "partial"
    mood = {team["name"]: rng.normal() for team in wave["teams"]}
    return crowd, 0.5 * crowd["team"].map(mood).to_numpy() + 0.87 * rng.normal(size=len(crowd))


def _score(rng, spirit, item, pull=0.6):
    sign = -1 if item in AGAINST else 1
    return sign * pull * spirit + np.sqrt(1 - pull**2) * rng.normal(size=len(spirit))


def _rank(wave, item, crowd, score, rng, asked=None, may_skip=None):
    """Answers of one question: people without an answer are drawn from the larger teams, the others are ranked."""
    names, reason = scale_of(wave, item)
    counts = wave["counts"][item]
    asked = np.ones(len(crowd), bool) if asked is None else np.asarray(asked)
    may_skip = asked & crowd["team"].isin(wave["roomy"]).to_numpy() & (True if may_skip is None else may_skip)
    silent = rng.permutation(np.flatnonzero(may_skip))[: asked.sum() - sum(counts[: len(names)])]
    answers = np.full(len(crowd), None, object)
    if reason:
        answers[silent[: counts[-1]]] = reason
    rest = np.setdiff1d(np.flatnonzero(asked), silent)
    answers[rest[np.argsort(score[rest])]] = np.repeat(names, counts[: len(names)])
    return answers


def _ways(wave, score, rng):
    """Who used which of the eight ways: a person's number of ways and a way's number of people are both exact."""
    number = np.empty(len(score), int)
    number[np.argsort(score)] = np.repeat(np.arange(9), wave["ways"])
    left = np.array([sum(wave["counts"]["used" + method][1:]) for method in METHOD_NAMES], float)
    used = np.zeros((len(score), len(left)), bool)
    for person in np.argsort(-number, kind="stable"):
        # People with many ways choose first, with chances as the places left: so the last place is always taken.
        chance = np.where(left > 0, left, 1e-9) * rng.random(len(left)) ** 0.5
        chosen = np.argsort(-chance)[: number[person]]
        used[person, chosen] = True
        left[chosen] -= 1
    if left.any():
        raise ValueError(f"The number of ways and the users of each way do not match: {left} are left over.")
    return used


def _method(wave, method, crowd, spirit, used, rng):
    """Experience, knowledge and skill for one way: who used it knows more of it, who knows it can do more."""
    score = _score(rng, spirit, "used") + 100 * used
    crowd["used" + method] = _rank(wave, "used" + method, crowd, score, rng, may_skip=~used)
    known = _score(rng, spirit, "know") + 0.6 * used
    crowd["know" + method] = _rank(wave, "know" + method, crowd, known, rng)
    able = 0.8 * known + 0.6 * _score(rng, spirit, "skill") + 0.5 * used
    crowd["skill" + method] = _rank(wave, "skill" + method, crowd, able, rng)


def _help(wave, crowd, rng):
    asked = crowd.index[crowd["support"].isin(["yes", "notsure"])]
    ticks = {option: set(rng.permutation(asked)[:count]) for option, count in wave["help"].items()}
    crowd["help"] = [tuple(option for option in ticks if person in ticks[option]) for person in crowd.index]
    crowd["otherwords"] = None
    crowd.loc[sorted(ticks["other"]), "otherwords"] = wave["otherwords"]


def _comments(wave, crowd, rng):
    texts = COMMENTS[wave["key"]] + [text for text, _ in PLANTED[wave["key"]]]
    crowd["onething"] = None
    crowd.loc[rng.permutation(crowd.index[crowd["state"] == "complete"])[: len(texts)], "onething"] = texts


def _broken_off(wave, crowd, rng):
    """People who stopped after the first grid: like a colleague as far as they went."""
    rows = crowd.iloc[rng.permutation(len(crowd))[: len(wave["breakoff"])]].copy()
    rows["team"], rows["state"] = wave["breakoff"], "breakoff"
    rows[LATER] = None
    return rows


def _empty(wave, crowd):
    rows = pd.DataFrame(None, index=range(wave["empty"]), columns=crowd.columns, dtype=object)
    rows["state"] = "empty"
    rows["help"] = [()] * wave["empty"]
    return rows
