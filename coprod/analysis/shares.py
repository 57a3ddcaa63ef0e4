"""One wave as frames: shares of all staff with likely ranges, answers, who answered, scores, and ranges of groups."""

import numpy as np
import pandas as pd

from coprod.record import ALL_STAFF, RESPONSE, Survey, cached
from coprod.stats import likely_range

_ABOUT = ("kind", "construct", "better", "headline")


@cached
def shares(survey: Survey) -> pd.DataFrame:
    """One row a measure for all staff, in the order of the codebook.

    Columns: item, kind (item, option, indicator), construct, better (higher, lower, neither), headline (bool), count,
    base, share, low, high. Shares 0 to 1; count and share are missing where too few answered, and the range is then 0
    to 1. The range counts all eligible staff, but for items put to some staff only, whose number is not known.
    """
    measures, rows = survey.record.measures, answers(survey)
    may_show = [measure.name for measure in measures if measure.share]
    rows = rows[rows["positive"].eq(True) & rows["item"].isin(may_show)]
    positive = rows.groupby("item").agg(count=("count", "sum"), base=("base", "first"))
    frame = pd.DataFrame([{"item": m.name} | {name: getattr(m, name) for name in _ABOUT} for m in measures],
                         columns=["item", *_ABOUT]).join(positive, on="item")
    count, base = (frame[name].fillna(0).astype(int) for name in ("count", "base"))
    low, high = likely_range(count, base, survey.record.eligible)
    wide_low, wide_high = likely_range(count, base)
    routed = pd.Series([bool(measure.relevant) for measure in measures], index=frame.index, dtype=bool)
    return frame.assign(share=count.where(base > 0) / base.where(base > 0), low=pd.Series(low).where(~routed, wide_low),
                        high=pd.Series(high).where(~routed, wide_high))


@cached
def answers(survey: Survey) -> pd.DataFrame:
    """All answers of all staff that are shown, in scale order.

    Columns: item, kind, construct, answer (merged ones joined with "+"), missing (the reason, "" for a rating),
    positive (True, False, None: in part), count, base, share. The share (0 to 1) of a rating is of those who rated,
    that of a missing reason of all who gave an answer.
    """
    shown = [(m.name, m.kind, m.construct, a.name, a.missing, a.positive)
             for m in survey.record.measures for a in m.answers]
    tallies = survey.record.tallies
    counts = tallies.loc[tallies["group"] == ALL_STAFF, ["item", "answer", "count", "base"]]
    frame = pd.DataFrame(shown, columns=["item", "kind", "construct", "answer", "missing", "positive"])
    frame = frame.merge(counts, on=["item", "answer"], how="left", validate="one_to_one")
    return frame.astype({"count": int, "base": int}).assign(share=lambda f: f["count"] / f["base"])


@cached
def response(survey: Survey) -> pd.DataFrame:
    """Who answered; without rows for a small survey.

    Columns: answer ("usable": all usable answers, "complete": finished ones only), count, base, share (0 to 1).
    """
    tallies = survey.record.tallies
    rows = tallies[tallies["item"].eq(RESPONSE) & tallies["group"].eq(ALL_STAFF)]
    frame = rows[["answer", "count", "base"]].reset_index(drop=True).astype({"count": int, "base": int})
    return frame.assign(share=frame["count"] / frame["base"])


def scores(survey: Survey) -> pd.DataFrame:
    """Items meant as one scale, of all staff.

    Columns: item, people, mean, low, high (0 to 100), alpha, omega (0 to 1).
    """
    rows = [(s.name, s.people, s.mean, s.low, s.high, s.alpha, s.omega) for s in survey.record.scores]
    return pd.DataFrame(rows, columns=["item", "people", "mean", "low", "high", "alpha", "omega"])


@cached
def groups(survey: Survey, by: str = "") -> pd.DataFrame:
    """The range of each group and measure that may be shown by group, of one breakdown (`by`) or of all.

    Columns: item, headline (bool), breakdown, group, low, high (the ends of the range, 0 to 1).
    """
    frame = _ranges(survey, survey.record.tallies["item"] != RESPONSE)
    return frame[frame["breakdown"] == by].reset_index(drop=True) if by else frame


@cached
def response_by_group(survey: Survey) -> pd.DataFrame:
    """In which range each group's response rate lies. Columns as of `groups`."""
    return _ranges(survey, survey.record.tallies["item"] == RESPONSE)


def ranges_of(survey: Survey, group: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All ranges of one group: for each the place of its measure, low and high (0 to 1).

    Places are those in the record's list of measures, from 0 up and in that order; who answered comes last, one past
    the list.
    """
    items, low, high = _measured(survey)
    places = _places(survey).get(group, np.empty(0, dtype=int))
    places = places[np.argsort(items[places], kind="stable")]
    return items[places], low[places], high[places]


def work_out(survey: Survey) -> None:
    """Work out what every page of a survey needs, once and before any of them."""
    for work in (shares, answers, response, _measured, _places):
        work(survey)


def _ranges(survey: Survey, wanted: pd.Series) -> pd.DataFrame:
    """The ranges among some rows of the tallies."""
    record = survey.record
    rows = record.tallies[wanted & (record.tallies["group"] != ALL_STAFF)]
    breakdown = {group.label: group.breakdown for group in record.groups}
    headline = {measure.name for measure in record.measures if measure.headline}
    return pd.DataFrame({
        "item": rows["item"].astype(str), "headline": rows["item"].isin(headline),
        "breakdown": rows["group"].map(breakdown).astype(str), "group": rows["group"].astype(str),
        "low": rows["low"], "high": rows["high"]}).reset_index(drop=True)


@cached
def _measured(survey: Survey) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of each row of the tallies the place of its measure (as of `ranges_of`) and the ends of its range."""
    tallies = survey.record.tallies
    names = pd.Index([*survey.record.by_name, RESPONSE])
    return names.get_indexer(tallies["item"]).astype(np.int32), tallies["low"].to_numpy(), tallies["high"].to_numpy()


@cached
def _places(survey: Survey) -> dict:
    """Where each group's rows stand in the tallies."""
    return survey.record.tallies.groupby("group", sort=False).indices
