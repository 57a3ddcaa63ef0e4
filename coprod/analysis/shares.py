"""One wave as frames: shares of all staff with likely ranges, answers, who answered, scores, and ranges of groups."""

import numpy as np
import pandas as pd

from coprod.record import ALL_STAFF, EVERYONE, RESPONSE, Survey, cached
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
    rows = group_rows(survey)
    frame = _ranges(survey, rows[rows["item"].ne(RESPONSE)])
    return frame[frame["breakdown"] == by].reset_index(drop=True) if by else frame


@cached
def response_by_group(survey: Survey) -> pd.DataFrame:
    """In which range each group's response rate lies. Columns as of `groups`, at_least, at_most, staff.

    The last three are people: between which numbers those who answered lie (`at_most` missing: nothing is said), of how
    many staff; all are missing in a small survey, and in records that told the range alone.
    """
    rows = group_rows(survey)
    frame = _ranges(survey, rows[rows["item"].eq(RESPONSE)])
    told = [(g.label, g.at_least, g.at_most, g.headcount) for g in survey.record.groups if g.at_least is not None]
    people = pd.DataFrame(told, columns=["group", "at_least", "at_most", "staff"])
    return frame.merge(people, on="group", how="left").astype(dict.fromkeys(people.columns[1:], "Int64"))


@cached
def group_rows(survey: Survey) -> pd.DataFrame:
    """All ranges of groups, as they stand in the record. Columns: item, group, low, high (0 to 1).

    Of who answered the record has numbers of people: here as shares of the group's staff.
    """
    tallies = survey.record.tallies
    rows = tallies.loc[tallies["group"].ne(ALL_STAFF), ["item", "group", "low", "high"]]
    told = [(RESPONSE, g.label, g.at_least / g.headcount, (g.at_most or g.headcount) / g.headcount)
            for g in survey.record.groups if g.at_least is not None and g.headcount]
    return pd.concat([rows, pd.DataFrame(told, columns=rows.columns)], ignore_index=True) if told else rows


@cached
def beside_groups(survey: Survey) -> pd.Series:
    """What stands beside ranges of groups: by item, the share of all staff on the base the groups have (0 to 1)."""
    frame, usable = shares(survey).set_index("item"), survey.record.usable
    base = usable if survey.record.group_base == EVERYONE and usable else frame["base"]
    rate = response(survey).set_index("answer")["share"].get("usable", np.nan)
    return pd.concat([(frame["count"] / base).astype(float), pd.Series({RESPONSE: rate})])


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


def _ranges(survey: Survey, rows: pd.DataFrame) -> pd.DataFrame:
    """Some of the `group_rows`, with what is known of their groups."""
    record = survey.record
    breakdown = {group.label: group.breakdown for group in record.groups}
    headline = {measure.name for measure in record.measures if measure.headline}
    return pd.DataFrame({
        "item": rows["item"].astype(str), "headline": rows["item"].isin(headline),
        "breakdown": rows["group"].map(breakdown).astype(str), "group": rows["group"].astype(str),
        "low": rows["low"], "high": rows["high"]}).reset_index(drop=True)


@cached
def _measured(survey: Survey) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of each of the `group_rows` the place of its measure (as of `ranges_of`) and the ends of its range."""
    rows = group_rows(survey)
    names = pd.Index([*survey.record.by_name, RESPONSE])
    return names.get_indexer(rows["item"]).astype(np.int32), rows["low"].to_numpy(), rows["high"].to_numpy()


@cached
def _places(survey: Survey) -> dict:
    """Where each group's rows stand among the `group_rows`."""
    return group_rows(survey).groupby("group", sort=False).indices
