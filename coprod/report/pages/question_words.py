"""What all pages say of questions: which rows are one question or grid, its title, what shares count, its source."""

import pandas as pd

from coprod.record import INDICATOR, OPTION, Survey
from coprod.report.messages import say
from coprod.report.wording import positive_labels, title_of, worded


def question_sets(survey: Survey, frame: pd.DataFrame) -> list[pd.DataFrame]:
    """The rows of a frame of items, in words, by question or grid, in their order; headline indicators are left out.

    frame: item, and kind and headline where indicators are among them. Each part: its columns, and label, stem, phrase
    (and answer_label where it has answers).
    """
    if {"kind", "headline"} <= set(frame):
        frame = frame[~(frame["headline"] & frame["kind"].eq(INDICATOR))]
    frame = worded(survey, frame)
    question = frame["stem"].where(frame["stem"] != "", frame["label"])
    if "kind" in frame:
        question = question.mask(frame["kind"].eq(INDICATOR), say("survey.several_answers"))
    return [rows for _, rows in frame.groupby(question, sort=False)]


def heading_of_question(rows: pd.DataFrame) -> str:
    """The title of one of the `question_sets`."""
    first = rows.iloc[0]
    return say("survey.several_answers") if first.get("kind") == INDICATOR else first["stem"] or first["label"]


def positive_words(survey: Survey, rows: pd.DataFrame) -> str:
    """Which answers the shares of one of the `question_sets` count, in a sentence."""
    kind = rows["kind"].iloc[0]
    if kind in (OPTION, INDICATOR):
        return say("survey.chose" if kind == OPTION else "survey.fits")
    labels = [positive_labels(survey, item) for item in sorted(set(rows["item"]))]
    return say("survey.positive", answers=max(labels, key=len))


def bases(rows: pd.DataFrame) -> str:
    """How many answers there are to the measures of a `shares` or `answers`, in a sentence."""
    return say("survey.bases", bases=rows.dropna(subset="share")["base"].astype(int).tolist())


def source(survey: Survey, base: str) -> str:
    """The caption of a finding of this wave; base: how many answered (`bases`), or another sentence."""
    return say("survey.source", title=title_of(survey), base=base)


def source_of_both(survey: Survey) -> str:
    """The caption of a finding of this wave and the one before."""
    return source(survey, say("change.compared_with", title=title_of(survey.before)))
