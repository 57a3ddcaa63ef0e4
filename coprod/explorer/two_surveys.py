"""What all staff said in two surveys: shares and all answers side by side, and what may be said of a change."""

import pandas as pd

from coprod.analysis import changes as compare
from coprod.explorer.choices import ANSWERS, ASKED, CHANGE, NAME, SHARE, Choices, Surveys
from coprod.explorer.one_survey import in_bars
from coprod.explorer.result import UNNAMED, Seen, counted, from_to, in_order, same_order, yes_only
from coprod.report import charts, tables
from coprod.report import messages as words
from coprod.report.messages import of_change, of_explore
from coprod.report.messages.language import say
from coprod.report.messages.of_numbers import percent
from coprod.report.order import positive_share
from coprod.report.tables import Table


def comparable(surveys: Surveys, items: dict[str, str], kinds=(compare.COMPARABLE,)) -> tuple[pd.DataFrame, list[str], str]:
    """The chosen items that both surveys may show beside each other, in the order asked; notes on the others; why there is none.

    Columns as of `compare.changes`, and `asked`: the item chosen (an indicator of its own may stand for it).
    """
    stands_for = {one["from"][0]: one["name"] for one in surveys.now.about["items"]
                  if one["kind"] == "indicator" and len(one["from"]) == 1}
    changes = surveys.changes.set_index("item", drop=False)
    named = {item: item if item in changes.index else stands_for.get(item, "") for item in items}
    there = [item for item in items if named[item] in changes.index]
    frame = changes.loc[[named[item] for item in there]].reset_index(drop=True).assign(asked=there, item=there)
    frame = frame.assign(label=[items[item] for item in there])
    reasons = [(label, compare.NEW) for item, label in items.items() if item not in there]
    reasons += [(one.label, one.comparable) for one in frame.itertuples() if one.comparable not in kinds]
    frame = frame[frame["comparable"].isin(list(kinds))]
    few = frame.loc[frame[["share_1", "share_2"]].isna().any(axis=1), "label"].tolist()
    frame = frame.dropna(subset=["share_1", "share_2"])
    notes = [of_explore.text("not_compared", label=label.rstrip("."), why=of_change.why_not(reason)) for label, reason in reasons]
    notes += [of_explore.text("too_few", labels=words.listed(few))] if few else []
    notes += [of_explore.text("reworded_note", label=one.label.rstrip(".")) for one in frame.itertuples() if one.comparable]
    changed = frame["comparable"].eq(compare.REWORDED)
    frame = frame.assign(label=[of_explore.text("reworded", label=one.label, then=one.label_1) if moved else one.label
                                for one, moved in zip(frame.itertuples(), changed, strict=True)])
    if few or not reasons:
        return frame, notes, of_explore.text("why_too_few")
    return frame, notes, of_explore.text("why_not_compared", why=of_change.why_not(reasons[0][1]))


def two_answers(surveys: Surveys, choices: Choices, items: dict[str, str]) -> Seen:
    """All answers of both surveys, one above the other."""
    frame, notes, why = comparable(surveys, items, (compare.COMPARABLE, compare.REWORDED))
    if frame.empty:
        return Seen(ANSWERS, why=why, notes=tuple(notes))
    labels, kept = dict(zip(frame["asked"], frame["label"], strict=True)), []
    for survey in ("then", "now"):
        rows = surveys.answers[survey]
        rows = rows[rows["item"].isin(list(labels)) & rows["missing"].eq("")]
        title = surveys.record(survey).about["title"]
        rows = rows.assign(label=rows["item"].map(labels) + f": {title}", place=rows["item"].map(list(labels).index))
        kept.append(rows)
    both = pd.concat([part.assign(item=part["item"] + f" {n}") for n, part in enumerate(kept)])
    pairs = both.drop_duplicates("label").sort_values("place", kind="stable")["label"]
    if choices.sort == NAME:
        pairs = sorted(pairs, key=str.casefold)
    panels, table, best = in_bars(both, {label: label for label in pairs}, ASKED)
    shown = [(label, percent(positive_share(part))) for label, part in best]
    return Seen(ANSWERS, charts.stacked_in(panels), table, of_explore.from_to(shown), charts.stacked_alt(both),
                words.bases(both["base"].tolist()), (of_explore.text("bar"), words.NOT_EVERYONE, of_change.NO_CAUSE, *notes))


def two_shares(surveys: Surveys, choices: Choices, items: dict[str, str]) -> Seen:
    """The shares of both surveys, without a verdict; a question whose words changed is marked."""
    frame, notes, why = comparable(surveys, items, (compare.COMPARABLE, compare.REWORDED))
    if frame.empty:
        return Seen(why=why, notes=tuple(notes))
    frame, titles = in_order(frame, items, choices.sort, "share_2"), titles_of(surveys)
    rows, columns, kinds = frame[["label"]], {"label": say("tables.asked_about")}, {}
    for n, title in enumerate(titles, 1):
        share, low, high = (tables.rounded(frame[f"{name}_{n}"]) for name in ("share", "low", "high"))
        rows = rows.assign(**{f"share_{n}": share, f"range_{n}": list(zip(low, high, strict=True))})
        columns |= {f"share_{n}": title, f"range_{n}": of_explore.text("column_range", title=title)}
        kinds |= {f"share_{n}": "percent", f"range_{n}": "range"}
    table = Table(UNNAMED, columns, rows, UNNAMED, kinds)
    notes = [*counted(surveys, "now", items), *yes_only(choices), of_explore.text("ranges_each"), words.NOT_EVERYONE,
             of_change.NO_CAUSE, *notes]
    return Seen(SHARE, charts.dumbbell_in(frame, titles), table, _moved(frame),
                charts.dumbbell_alt(frame, titles), "", tuple(notes))


def changes(surveys: Surveys, choices: Choices, items: dict[str, str]) -> Seen:
    """What changed, with its likely range and what may be said of it; only what was asked in the same way."""
    frame, notes, why = comparable(surveys, items)
    if frame.empty:
        return Seen(CHANGE, why=why, notes=tuple(notes))
    frame, titles = in_order(frame, items, choices.sort, "change"), titles_of(surveys)
    said = frame.assign(verdict=frame["verdict"].map(of_change.in_short))
    table = same_order(tables.changes_table(said, UNNAMED, UNNAMED, titles, sharp=len(frame) == 1), list(frame["label"]))
    one = frame.iloc[0]
    said = of_change.verdict_words(one["verdict"], one["held_back"]) if len(frame) == 1 else of_change.verdict_counts(
        frame["verdict"].value_counts().to_dict())
    notes = [said, *counted(surveys, "now", items), words.NOT_EVERYONE, of_change.NO_CAUSE, *notes]
    notes += [of_change.SHARP] if len(frame) == 1 else []
    return Seen(CHANGE, charts.dumbbell_in(frame, titles), table, _moved(frame),
                charts.dumbbell_alt(frame, titles), "", tuple(notes))


def _moved(frame: pd.DataFrame) -> str:
    one = frame.iloc[0]
    if len(frame) == 1:
        return of_explore.text("moved", share_1=percent(one["share_1"]), share_2=percent(one["share_2"]))
    counts = frame["verdict"].value_counts().to_dict()
    return of_change.counted(counts) or from_to(frame, "share_2")


def titles_of(surveys: Surveys) -> tuple[str, str]:
    """The titles of both surveys, the earlier first."""
    return surveys.then.about["title"], surveys.now.about["title"]
