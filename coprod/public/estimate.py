"""One wave: shares of all staff with their likely ranges, all answers, and the bands of groups."""

import pandas as pd

from coprod.formulas import likely_range
from coprod.public.words.language import say, written
from coprod.safe import ALL_STAFF, RESPONSE, SafeTally

_ABOUT = ("label", "stem", "construct", "kind", "better", "headline", "phrase")


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


def bands(record: SafeTally, breakdown: str = "") -> pd.DataFrame:
    """The banded share of each group and item that may be shown by group, of one breakdown or of all.

    Columns: item, label, stem, headline, phrase, breakdown, group, group_label, low, high (the ends of the band, 0 to 1).
    """
    frame = _bands(record, record.tallies["item"] != RESPONSE)
    return frame[frame["breakdown"] == breakdown].reset_index(drop=True) if breakdown else frame


def response(record: SafeTally) -> pd.DataFrame:
    """Who answered. Columns: answer ("usable": all usable answers, "complete": finished ones only), count, base, share."""
    rows = record.tallies.query("item == @RESPONSE and group == @ALL_STAFF")
    frame = rows[["answer", "count", "base"]].reset_index(drop=True).astype({"count": int, "base": int})
    return frame.assign(share=frame["count"] / frame["base"])


def response_bands(record: SafeTally) -> pd.DataFrame:
    """In which band each group's response rate lies. Columns as of `bands`."""
    return _bands(record, record.tallies["item"] == RESPONSE)


def of_group(record: SafeTally, group: str) -> pd.DataFrame:
    """All bands of one group, by its label in the record, who answered included. Columns as of `bands`."""
    return _bands(record, record.tallies["group"] == group)


def _bands(record: SafeTally, wanted: pd.Series) -> pd.DataFrame:
    rows = record.tallies[wanted & (record.tallies["group"] != ALL_STAFF)]
    about = {item["name"]: item | _worded(item) for item in record.about["items"]}
    about[RESPONSE] = {"label": say("findings.survey_answered"), "stem": "", "headline": False,
                       "phrase": say("findings.answered_the_survey")}
    groups = {group["label"]: group for group in record.about["groups"]}
    named = {name: rows["item"].map({item: a[name] for item, a in about.items()})
             for name in ("label", "stem", "headline", "phrase")}
    named |= {name: rows["group"].map({label: group[key] for label, group in groups.items()}).astype(str)
              for name, key in (("breakdown", "breakdown"), ("group_label", "shown_as"))}
    columns = ["item", "label", "stem", "headline", "phrase", "breakdown", "group", "group_label", "low", "high"]
    return rows[["item", "group", "low", "high"]].assign(**named)[columns].astype({"headline": bool}).reset_index(drop=True)


def _worded(item: dict) -> dict:
    """The words of a measure in the language spoken; the record itself keeps those that were asked, which waves are compared by."""
    return {name: written(item[name]) for name in ("label", "stem", "phrase")}
