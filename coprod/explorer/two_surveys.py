"""What all staff said in two surveys: shares and all answers side by side, and what may be said of a change."""

from dataclasses import replace

import pandas as pd

from coprod.analysis import changes as two_waves
from coprod.analysis.shares import answers
from coprod.explorer.choices import ASKED, CHANGE, NAME, SHARE, Choices
from coprod.explorer.one_survey import in_bars
from coprod.explorer.result import UNNAMED, Result, from_to, in_order, labelled, same_order, what_counts, yes_only
from coprod.record import Survey
from coprod.report import charts, tables
from coprod.report.messages import counted, say
from coprod.report.pages.what_has_changed import in_short, on_verdicts
from coprod.report.tables import Table
from coprod.report.wording import label_of, title_of, verdict_of, verdicts_of


def two_surveys(survey: Survey, choices: Choices, items: dict[str, str], in_full: bool) -> Result:
    """The shares of these items in both surveys, or what changed; in_full: all answers."""
    show = _answers if in_full else _changes if choices.show == CHANGE else _shares
    frame, notes, why = _comparable(survey, items, (two_waves.COMPARABLE, two_waves.REWORDED)[:1 + (show != _changes)])
    if frame.empty:
        return Result(why=why, notes=notes)
    found = show(survey, choices, items, frame)
    return replace(found, notes=[*found.notes, *notes])


def _comparable(survey: Survey, items: dict[str, str], kinds) -> tuple[pd.DataFrame, list[str], str]:
    """The chosen items that both surveys may show beside each other, as asked; notes on the others; why there is none.

    Columns as of `analysis.changes.changes`, and label, of: the measure that stands for the item.
    """
    frame = _changes_of(survey, items)
    reasons = [(label, two_waves.NEW) for item, label in items.items() if item not in set(frame["item"])]
    reasons += [(one.label, one.comparable) for one in frame.itertuples() if one.comparable not in kinds]
    frame = frame[frame["comparable"].isin(kinds)]
    few = frame.loc[frame[["share_1", "share_2"]].isna().any(axis=1), "label"].tolist()
    frame = frame.dropna(subset=["share_1", "share_2"])
    notes = [say("explore.not_compared", label=label, why=say("change.why_not", verdict=why)) for label, why in reasons]
    notes += [say("explore.too_few", labels=few)] if few else []
    notes += [say("explore.reworded_note", label=one.label) for one in frame.itertuples() if one.comparable]
    frame = frame.assign(label=[
        say("explore.reworded", label=one.label, then=label_of(survey.before, one.of)) if one.comparable else one.label
        for one in frame.itertuples()])
    if few or not reasons:
        return frame, notes, say("explore.why_too_few")
    return frame, notes, say("explore.why_not_compared", why=say("change.why_not", verdict=reasons[0][1]))


def _changes_of(survey: Survey, items: dict[str, str]) -> pd.DataFrame:
    """The changes of these items, an item by the indicator that stands for it."""
    frame, stands_for = two_waves.changes(survey), survey.record.stands_for
    named = {item: stands_for.get(item, item) for item in items}
    there = [item for item in items if named[item] in set(frame["item"])]
    frame = frame.set_index("item").loc[[named[item] for item in there]].reset_index(names="of")
    return frame.assign(item=there, label=[items[item] for item in there])


def _answers(survey: Survey, choices: Choices, _items: dict[str, str], frame: pd.DataFrame) -> Result:
    """All answers of both surveys, one above the other."""
    labels, kept = dict(zip(frame["item"], frame["label"], strict=True)), []
    for one in (survey.before, survey):
        rows = labelled(one, answers(one), labels)
        rows = rows[rows["missing"] == ""]
        kept.append(rows.assign(item=rows["item"] + f" {one.wave}", label=rows["label"] + f": {title_of(one)}",
                                place=rows["item"].map(list(labels).index)))
    both = pd.concat(kept)
    pairs = both.drop_duplicates("label").sort_values("place", kind="stable")["label"]
    pairs = sorted(pairs, key=str.casefold) if choices.sort == NAME else pairs
    notes = [say("explore.bar"), *_silent(survey), say("change.no_cause")]
    return in_bars(both, {label: label for label in pairs}, ASKED, notes)


def _shares(survey: Survey, choices: Choices, items: dict[str, str], frame: pd.DataFrame) -> Result:
    """The shares of both surveys, without a verdict; a question whose words changed is marked."""
    frame, titles = in_order(frame, items, choices.sort, "share_2"), titles_of(survey)
    rows, columns, kinds = frame[["label"]], {"label": say("tables.asked_about")}, {}
    for n, title in enumerate(titles, 1):
        share, low, high = (tables.rounded(frame[f"{name}_{n}"]) for name in ("share", "low", "high"))
        rows = rows.assign(**{f"share_{n}": share, f"range_{n}": list(zip(low, high, strict=True))})
        columns |= {f"share_{n}": title, f"range_{n}": say("explore.column_range", title=title)}
        kinds |= {f"share_{n}": "percent", f"range_{n}": "range"}
    notes = [*what_counts(survey, items), *yes_only(choices), say("explore.ranges_each"), *_silent(survey),
             say("change.no_cause")]
    return _moved(SHARE, frame, titles, Table(UNNAMED, columns, rows, UNNAMED, kinds), notes)


def _changes(survey: Survey, choices: Choices, items: dict[str, str], frame: pd.DataFrame) -> Result:
    """What changed, with its likely range and what may be said of it; only what was asked in the same way."""
    frame, titles, alone = in_order(frame, items, choices.sort, "change"), titles_of(survey), len(frame) == 1
    said = in_short(survey, frame)
    table = same_order(tables.changes_table(said, UNNAMED, UNNAMED, titles), list(frame["label"]))
    told = say("change.of_these_questions", told=_verdicts(frame)) if not alone else verdict_of(
        survey, frame.iloc[0], "change.told")
    notes = [told, *filter(None, [on_verdicts(survey, frame)] * (not alone)), *what_counts(survey, items),
             *_silent(survey), say("change.no_cause")]
    return _moved(CHANGE, frame, titles, table, notes)


def _moved(what: str, frame: pd.DataFrame, titles: tuple[str, str], table: Table, notes: list[str]) -> Result:
    one = frame.iloc[0]
    told = say("explore.moved", share_1=one["share_1"], share_2=one["share_2"]) if len(frame) == 1 else (
        _verdicts(frame) or from_to(frame, "share_2"))
    return Result(what, charts.dumbbell_in(frame, titles), table, told, charts.dumbbell_alt(frame, titles), "", notes)


def _verdicts(frame: pd.DataFrame) -> str:
    return counted("change.counted", verdicts_of(frame))


def _silent(survey: Survey) -> list[str]:
    """That not everybody answered, where that is so."""
    full = all(record.usable == record.eligible for record in survey.records)
    return [] if full else [say("survey.not_everyone")]


def titles_of(survey: Survey) -> tuple[str, str]:
    """The titles of both surveys, the earlier first."""
    return title_of(survey.before), title_of(survey)
