"""One wave: shares of all staff with their likely ranges, all answers, and the bands of groups."""

import numpy as np
import pandas as pd

from coprod.analysis.cached import once
from coprod.record.safe import ALL_STAFF, RESPONSE, SafeTally
from coprod.report.messages.language import say, written
from coprod.stats import likely_range

_ABOUT = ("label", "stem", "construct", "kind", "better", "headline", "phrase")


@once
def shares(record: SafeTally) -> pd.DataFrame:
    """One row a measure for all staff, in the order of the codebook.

    Columns: item, label, stem, construct, kind (item, option, indicator), better, headline, phrase, count, base, share,
    low, high. Shares 0 to 1; count and share are missing where too few answered, and the range is then 0 to 1. The range
    counts all eligible staff, but for items put to some staff only, whose number is not known.
    """
    rows = answers(record)
    may_show = [item["name"] for item in record.about["items"] if item["share"]]
    rows = rows[rows["positive"].eq(True) & rows["item"].isin(may_show)]
    positive = rows.groupby("item").agg(count=("count", "sum"), base=("base", "first"))
    frame = pd.DataFrame([{"item": item["name"]} | {name: item[name] for name in _ABOUT} | _worded(item)
                          for item in record.about["items"]])
    frame = frame.join(positive, on="item")
    count, base = (frame[name].fillna(0).astype(int) for name in ("count", "base"))
    low, high = likely_range(count, base, record.about["eligible"])
    wide_low, wide_high = likely_range(count, base)
    routed = frame["item"].isin([item["name"] for item in record.about["items"] if item["relevant"]])
    return frame.assign(share=count.where(base > 0) / base.where(base > 0), low=pd.Series(low).where(~routed, wide_low),
                        high=pd.Series(high).where(~routed, wide_high))


@once
def answers(record: SafeTally) -> pd.DataFrame:
    """All answers of all staff that are shown, in scale order.

    Columns: item, label, stem, construct, answer, answer_label, missing, positive, count, base, share. The share of a rating
    is of those who rated, that of a missing reason of all who gave an answer.
    """
    wording = [{"item": item["name"], "construct": item["construct"], "answer": a["name"], "missing": a["missing"],
                "positive": a["positive"], "answer_label": written(a["label"])} | _worded(item)
               for item in record.about["items"] for a in item["answers"]]
    counts = record.tallies.loc[record.tallies["group"] == ALL_STAFF, ["item", "answer", "count", "base"]]
    columns = ["item", "label", "stem", "construct", "answer", "answer_label", "missing", "positive"]
    frame = pd.DataFrame(wording, columns=columns).merge(counts, on=["item", "answer"], how="left", validate="one_to_one")
    return frame.astype({"count": int, "base": int}).assign(share=lambda f: f["count"] / f["base"])


def work_out(record: SafeTally) -> None:
    """Work out what every page of a record needs, once and before any of them."""
    for work in (shares, answers, response, positive_answers, _measured, _places):
        work(record)


@once
def positive_answers(record: SafeTally) -> dict[str, list[str]]:
    """The labels of the answers that an item's share counts, by item, in scale order."""
    frame = answers(record)
    return frame[frame["positive"].eq(True)].groupby("item")["answer_label"].agg(list).to_dict()


def bands(record: SafeTally, breakdown: str = "") -> pd.DataFrame:
    """The banded share of each group and item that may be shown by group, of one breakdown or of all.

    Columns: item, label, stem, headline, phrase, breakdown, group, group_label, low, high (the ends of the band, 0 to 1).
    """
    frame = _bands(record, record.tallies["item"] != RESPONSE)
    return frame[frame["breakdown"] == breakdown].reset_index(drop=True) if breakdown else frame


@once
def response(record: SafeTally) -> pd.DataFrame:
    """Who answered. Columns: answer ("usable": all usable answers, "complete": finished ones only), count, base, share."""
    rows = record.tallies[record.tallies["item"].eq(RESPONSE) & record.tallies["group"].eq(ALL_STAFF)]
    frame = rows[["answer", "count", "base"]].reset_index(drop=True).astype({"count": int, "base": int})
    return frame.assign(share=frame["count"] / frame["base"])


def response_bands(record: SafeTally) -> pd.DataFrame:
    """In which band each group's response rate lies. Columns as of `bands`."""
    return _bands(record, record.tallies["item"] == RESPONSE)


def of_group(record: SafeTally, group: str) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """All bands of one group, by its label in the record: for each the place of its measure, low and high (0 to 1).

    Places are those in the record's list of items, from 0 up and in that order; who answered comes last, one past the list.
    """
    items, low, high = _measured(record)
    places = _places(record).get(group, np.empty(0, dtype=int))
    places = places[np.argsort(items[places], kind="stable")]
    return items[places], low[places], high[places]


def _bands(record: SafeTally, wanted: pd.Series) -> pd.DataFrame:
    """The bands among some rows of the tallies."""
    rows = record.tallies[wanted & (record.tallies["group"] != ALL_STAFF)]
    about, groups = _wording(record)
    items, labels = rows["item"].tolist(), rows["group"].tolist()
    columns = {"item": items} | {name: [about[item][name] for item in items] for name in ("label", "stem", "headline", "phrase")}
    columns |= {"breakdown": [groups[label]["breakdown"] for label in labels], "group": labels,
                "group_label": [groups[label]["shown_as"] for label in labels]}
    frame = pd.DataFrame(columns | {"low": rows["low"].to_numpy(), "high": rows["high"].to_numpy()})
    return frame.astype({name: str for name in columns if name != "headline"} | {"headline": bool})


@once
def _measured(record: SafeTally) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Of each row of the tallies the place of its measure (as of `of_group`) and the ends of its band."""
    names = pd.Index([*(item["name"] for item in record.about["items"]), RESPONSE])
    return (names.get_indexer(record.tallies["item"]).astype(np.int32), record.tallies["low"].to_numpy(),
            record.tallies["high"].to_numpy())


@once
def _places(record: SafeTally) -> dict:
    """Where each group's rows stand in the tallies."""
    return record.tallies.groupby("group", sort=False).indices


@once
def _wording(record: SafeTally) -> tuple[dict, dict]:
    """What the record says of each item (in the language spoken) and of each group, by name and label."""
    about = {item["name"]: item | _worded(item) for item in record.about["items"]}
    about[RESPONSE] = {"label": say("findings.survey_answered"), "stem": "", "headline": False,
                       "phrase": say("findings.answered_the_survey")}
    return about, {group["label"]: group for group in record.about["groups"]}


def _worded(item: dict) -> dict:
    """The words of a measure in the language spoken; the record itself keeps those that were asked, which waves are compared by."""
    return {name: written(item[name]) for name in ("label", "stem", "phrase")}
