"""Puts the words of the codebook, in the language spoken, beside the codes of a frame."""

import pandas as pd

from coprod.record import RESPONSE, Breakdown, Measure, Record, Survey
from coprod.report.messages import own_words, say


def worded(survey: Survey, frame: pd.DataFrame) -> pd.DataFrame:
    """A frame with what readers call its codes, in columns beside them.

    By `item` (or by `way`, where there is one): label, stem, phrase; by `answer`: answer_label; by `group`:
    group_label. The record keeps the words that were asked, by which waves are compared; these are those of the
    language spoken.
    """
    made = {}
    if "item" in frame:
        named = frame["way"] if "way" in frame else frame["item"]
        made = {"label": [label_of(survey, item) for item in named],
                "stem": [stem_of(survey, item) for item in frame["item"]],
                "phrase": [phrase_of(survey, item) for item in frame["item"]]}
    if {"item", "answer"} <= set(frame):
        labels = {(m.name, a.name): a.label for m in survey.record.measures for a in m.answers}
        made["answer_label"] = [own_words(labels[key]) for key in zip(frame["item"], frame["answer"], strict=True)]
    if "group" in frame:
        shown = {group.label: group.shown_as for group in survey.record.groups}
        made["group_label"] = [shown.get(label, label) for label in frame["group"]]
    return frame.assign(**{name: pd.Series(texts, index=frame.index, dtype=object) for name, texts in made.items()})


def label_of(survey: Survey, item: str) -> str:
    """What a measure is called."""
    return say("findings.survey_answered") if item == RESPONSE else own_words(_measure(survey, item).label)


def stem_of(survey: Survey, item: str) -> str:
    """The words of the question or grid that an item is part of; "" where it is none."""
    return "" if item == RESPONSE else own_words(_measure(survey, item).stem)


def phrase_of(survey: Survey, item: str) -> str:
    """A headline measure as the end of a sentence: "feel confident about involving citizens"."""
    return say("findings.answered_the_survey") if item == RESPONSE else own_words(_measure(survey, item).phrase)


def positive_labels(survey: Survey, item: str) -> list[str]:
    """The answers that a measure's share counts, in scale order."""
    return [own_words(answer.label) for answer in _measure(survey, item).answers if answer.positive]


def title_of(survey: Survey) -> str:
    """The title of a wave."""
    return own_words(survey.record.title)


def verdict_of(survey: Survey, row: pd.Series, key: str) -> str:
    """What is said of a row of `changes` or of `vision_lines.lines`; key: of the sentences ("change.in_short")."""
    flags = {name: bool(row[name]) for name in ("within_margin", "held_back")}
    return say(key, verdict=row.get("why") or row["verdict"], share=row.get("share_1"), margin=survey.record.margin,
               among=row["among"], **flags)


def verdicts_of(rows: pd.DataFrame) -> dict[str, int]:
    """How many rows of `analysis.changes.changes` have each verdict, or each reason why they have none."""
    return rows["verdict"].where(rows["why"].eq(""), rows["why"]).value_counts().to_dict()


def heading_of(breakdown: Breakdown) -> str:
    """What a breakdown is called: "Team"."""
    return own_words(breakdown.label)


def notes_of(record: Record, breakdown: str = "", codes: tuple[str, ...] = ()) -> list[str]:
    """Why something is not shown, in words: all that a record notes, or notes of these codes on one breakdown."""
    labels = {one.name: heading_of(one) for one in record.breakdowns}
    return [say(f"notes.{note.code}", group=labels.get(note.breakdown, "")) for note in record.notes
            if not breakdown or (note.breakdown == breakdown and note.code in codes)]


def _measure(survey: Survey, item: str) -> Measure:
    """The measure of that name, of this wave or, where it has none, of the one before."""
    records = survey.records
    return next(record.by_name[item] for record in records if item in record.by_name)
