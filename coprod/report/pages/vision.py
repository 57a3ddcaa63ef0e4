"""The vision scorecard: each line of the staff vision with its question and what came of it; and things as they are."""

import pandas as pd

from coprod.analysis.shares import answers
from coprod.analysis.vision_lines import lines
from coprod.record import Survey
from coprod.report.blocks import Finding, Notice
from coprod.report.messages import counted, own_words, say
from coprod.report.pages.question_words import source, source_of_both
from coprod.report.tables import Table
from coprod.report.wording import title_of, verdict_of, worded


def scorecard(survey: Survey) -> list[Finding | Notice]:
    """The vision line by line, and what things are like now; each line in words of the codebook (`source_line`)."""
    frame = lines(survey)
    if frame.empty:
        return [Notice(say("vision.no_vision"))]
    sides = (("vision", frame[~frame["barrier"]]), ("barriers", frame[frame["barrier"]]))
    return [_card(survey, rows, say(f"vision.{side}")) for side, rows in sides if len(rows)]


def _card(survey: Survey, frame: pd.DataFrame, title: str) -> Finding:
    waves = {"now": survey} if survey.before is None else {"then": survey.before, "now": survey}
    less = frame.loc[frame["better"].ne("neither"), "better"].eq("lower")
    always = bool(len(less)) and less.all()
    rows = frame.assign(line=frame["line"].map(own_words), label=_labels(survey, frame, always),
                        verdict=[verdict_of(survey, row, "change.in_short") for _, row in frame.iterrows()])
    columns = {"line": say("vision.line"), "label": say("vision.question")}
    columns |= {name: title_of(wave) for name, wave in waves.items()} | {"verdict": say("vision.in_short")}
    kinds = {name: "range" if wave.record.is_small else "percent" for name, wave in waves.items()}
    caption = source(survey, "") if survey.before is None else source_of_both(survey)
    told = [say("vision.as_written"), _asked(frame), _positive(survey, frame)]
    if always:
        told.append(say("vision.less_is_better"))
    if survey.before is not None:
        verdicts = frame["verdict"].value_counts().to_dict()
        told.append(say("change.of_these_questions", told=counted("change.counted", verdicts)))
    return Finding(title, " ".join(filter(None, told)), None, "", caption, Table(title, columns, rows, caption, kinds))


def _labels(survey: Survey, frame: pd.DataFrame, always: bool) -> list[str]:
    """The words of each question, asked or not; that less is better is said there if it is not so always."""
    words = {one.name: one.label for record in reversed(survey.records) for one in (*record.measures, *record.unasked)}
    return [say("vision.label", label=own_words(words[item]), less=not always and better == "lower")
            for item, better in zip(frame["item"], frame["better"], strict=True)]


def _asked(frame: pd.DataFrame) -> str:
    """How many lines this survey asked about; what was asked before alone does not count."""
    now = frame["now"].map(lambda share: share is not None)
    asked, lines = (rows["line"].nunique() for rows in (frame[now], frame))
    return say("vision.lines_asked", asked=asked, lines=lines, left=lines - asked)


def _positive(survey: Survey, frame: pd.DataFrame) -> str:
    """Which answers the shares count, in the order of the scales; not those that are shown as one."""
    rows = answers(survey)
    alone = ~rows["answer"].str.contains("+", regex=False)
    rows = rows[rows["positive"].eq(True) & rows["item"].isin(frame["item"]) & alone]
    labels = list(dict.fromkeys(worded(survey, rows)["answer_label"]))
    return say("survey.positive", answers=labels) if labels else ""
