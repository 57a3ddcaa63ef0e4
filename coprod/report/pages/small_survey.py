"""What a wave with few answers says: everybody who answered is one group, so there are ranges and no counts."""

from coprod.analysis import shares as estimate
from coprod.record.safe import SafeTally
from coprod.report import charts, tables
from coprod.report import messages as words
from coprod.report.blocks import Finding, Paragraph
from coprod.report.messages.language import say


def summary(record: SafeTally) -> list[Paragraph]:
    """When the survey ran, and between which shares of staff answered."""
    about, frame = record.about, estimate.response_bands(record)
    ends = (None, None) if frame.empty else (frame["low"].iloc[0], frame["high"].iloc[0])
    return [Paragraph(words.few_answered(about["opened"], about["closed"], about["eligible"], *ends))]


def response(record: SafeTally) -> Finding | Paragraph:
    """Between which shares of staff answered."""
    frame = estimate.response_bands(record)
    if frame.empty:
        return Paragraph(words.FEW)
    return _one(record, frame.assign(group_label=words.ALL_STAFF), say("findings.how_many_answered"))


def headlines(record: SafeTally) -> list[Finding]:
    """A finding for each headline indicator that may be shown, in the order of the codebook."""
    frame = estimate.bands(record)
    rows = [frame[frame["item"] == item].assign(group_label=words.ALL_STAFF) for item in frame.loc[frame["headline"], "item"]]
    return [_one(record, row, words.said_between(*row[["low", "high"]].iloc[0], row["phrase"].iloc[0])) for row in rows]


def other_questions(record: SafeTally, construct: str = "") -> list[Finding]:
    """All other measures that may be shown, a finding a question or grid; `construct`: those of one construct only."""
    frame = estimate.bands(record)
    frame = frame[~frame["headline"]]
    if construct:
        frame = frame[frame["item"].isin([item["name"] for item in record.about["items"] if item["construct"] == construct])]
    question = frame["stem"].where(frame["stem"] != "", words.OTHER_QUESTIONS)
    return [_one(record, rows.assign(item=title, group_label=rows["label"], label=title), title)
            for title, rows in frame.groupby(question, sort=False)]


def _one(record: SafeTally, rows, title: str) -> Finding:
    caption = words.source(record.about["title"], words.EVERYBODY)
    table = tables.bands_table(rows, title, caption, say("tables.asked_about"))
    told = charts.bands_alt(rows)
    return Finding(title, words.SOMEWHERE, charts.bands(rows), say("findings.few_alt", title=title, told=told), caption, table)
