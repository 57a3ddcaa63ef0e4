"""Disclosure control: makes the safe record from tallies; small groups and rare answers stay inside."""

from collections import Counter
from dataclasses import replace

import numpy as np
import pandas as pd

from coprod.codebook import Codebook
from coprod.errors import BadInput
from coprod.private.coding.tallies import Tallies, Tally
from coprod.private.disclosure.aggregation import Aggregate
from coprod.private.disclosure.all_staff import AllStaff
from coprod.private.disclosure.audit import Partition, Share
from coprod.private.disclosure.band_widths import LEVELS, band
from coprod.private.disclosure.group_shares import partitions
from coprod.record.model import Note
from coprod.record.safe import ALL_STAFF, COLUMNS, EVERYBODY, FEWEST, FEWEST_STAFF, FORMAT, RESPONSE, TEAM, SafeTally
from coprod.wave.settings import Wave

_SENTENCES = {  # of the notes, as the record holds them
    "few_groups": "Results are not shown by {by}: with so few groups, people's answers could be worked out.",
    "nearly_alike": "Results are not shown by {by}: some of its groups are nearly the same people as other groups shown, and the "
                    "difference would tell what a few answered.",
    "ranges_tell": "Results are not shown by {by}: the ranges of the groups and the numbers of all staff together would tell what "
                   "people answered.",
    "figures_left_out": "Shares in which each team counts by its staff are not shown, because together with the ranges by team "
                        "they would tell what people answered.",
    "wide_ranges": "By {by}, the ranges are wider than usual, because with so few groups answers could be worked out.",
    "divided_only": "By {by}, only questions are shown on which staff are divided, in wide ranges, because there are so few "
                    "groups.",
    "response_left_out": "How many answered is not shown by group, because single groups' numbers could be worked out.",
    "small_survey": f"Fewer than {FEWEST_STAFF} people answered, so all of them are one group, shown in wide ranges and never in "
                    "counts.",
}


def protect(tallies: Tallies, wave: Wave, scores: list[dict] | None = None, baseline: SafeTally | None = None,
            thin: frozenset[str] = frozenset(), shown=None) -> SafeTally:
    """The safe record of a wave, as a draft without seal.

    `scores`: means of all staff, rounded (`scores.scores`), left out where one of their items is withheld; `baseline`: the
    record whose mix of teams shares are held at too; `thin`: indicators that would tell too small a count (`indicators.thin`);
    `shown`: what was shown while the survey was open (`fieldwork.views.ShownWhileOpen`).
    Under 30 usable answers the whole staff is one group: bands, no counts. Raises BadInput if nothing at all can be shown.
    """
    tally, book = tallies.by[0], wave.codebook
    usable = int(tally.usable.sum())
    if usable < wave.floor:
        raise BadInput(f"{wave.name}: fewer than {wave.floor} usable answers. So small a survey cannot be shown safely; "
                       "nothing was written.")
    few = usable < FEWEST_STAFF
    if few and wave.eligible < wave.floor + FEWEST - 1:
        raise BadInput(f"{wave.name}: fewer than {wave.floor + FEWEST - 1} staff. Whatever is shown of them would tell that nearly "
                       "all answered; nothing was written.")
    names = [name for name in tally.answers if name not in {b.item for b in book.breakdowns.values()}]
    everybody = AllStaff(tally, book, wave.floor, thin, few)
    items = [everybody.describe(name) for name in names]
    if few:
        split = [_one_group(tally, _once(items, {i for i in names if any(a.positive for a in tally.answers[i])}), wave)]
    else:
        split = _split(tallies, everybody, book, wave.floor, items, baseline)
    if shown:
        split = [_without_response(part) if shown.tells_with(part, tally, wave.floor) else part for part in split]
    rows = [] if few else _response_rows(tally, wave) + [row for name in names for row in everybody.rows(name)]
    rows += [row for part in split for row in _group_rows(part, names)]
    seen = {item["name"] for item in items if not item["withheld"]}
    scores = [score for score in scores or [] if seen.issuperset(score["items"])]
    figures = {name: {kind: figure.share for kind, figure in made.items()} for part in split for name, made in part.figures.items()}
    items = [item | {"adjusted": None, "fixed_mix": None} | figures.get(item["name"], {}) for item in items]
    return SafeTally(_about(wave, items, split, tally) | {"scores": scores}, _frame(rows))


def _split(tallies: Tallies, everybody: AllStaff, book: Codebook, floor: int, items: list[dict],
           baseline: SafeTally | None) -> list[Partition]:
    """What is shown by each declared breakdown."""
    declared = [n for n, tally in enumerate(tallies.by) if tally.breakdown in book.breakdowns]
    if not declared:
        return []
    wanted = _once(items, {item["name"] for item in items if item["share"]})
    headline = [everybody.column[i.name] for i in book.indicators.values()
                if i.headline and not any(book.items[name].universe.any_of for name in i.items)]
    crossing = Tallies(tuple(tallies.by[n] for n in declared), tallies.cells[:, declared], tallies.rated, tallies.positive)
    return partitions(crossing, headline, [_share(item, everybody) for item in wanted], floor, baseline)


def _without_response(part: Partition) -> Partition:
    return replace(part, response=None, notes=(*part.notes, Note("response_left_out", part.breakdown)))


def _once(items: list[dict], may_show: set[str]) -> list[dict]:
    """By group: headline indicators, and items that feed none of them; an item's answers are shown once only.

    Nothing that was put to some staff only: that it is shown, and in ranges how wide, would tell how many of a group were
    asked it, that is, how they answered another item.
    """
    used: set[str] = set()
    wanted = []
    put_to_some = {item["name"].split("/")[0] for item in items if item["relevant"]}
    may_show = {item["name"] for item in items if item["name"] in may_show and put_to_some.isdisjoint(item["from"])}
    for item in sorted(items, key=lambda item: item["kind"] != "indicator"):  # indicators first, in the codebook's order
        sources = set(item["from"])
        if item["name"] in may_show and not sources & used and (item["headline"] or item["kind"] != "indicator"):
            wanted.append(item)
            used |= sources if item["kind"] == "indicator" else set()
    return wanted


def _share(item: dict, everybody: AllStaff) -> Share:
    shown = [a for a in item["answers"] if not a["missing"]]
    counts, positive = [a["count"] for a in shown], [bool(a["positive"]) for a in shown]
    if item["kind"] != "item":
        counts, positive = [*counts, shown[0]["base"] - shown[0]["count"]], [*positive, False]
    return Share(item["name"], everybody.column[item["name"]], tuple(counts), tuple(positive))


def _one_group(tally: Tally, wanted: list[dict], wave: Wave) -> Partition:
    """Everybody as one group: no total is shown, so any count of a band is possible, three or more.

    The bands are thirds whatever the base, for their width would tell how many answered.
    """
    shown = {item["name"] for item in wanted}
    counted = zip(tally.answers, tally.positive().sum(axis=0), tally.bases().sum(axis=0), strict=True)
    bands = {name: np.array(band(count, base, LEVELS[-1]))[:, None]
             for name, count, base in counted if name in shown and base >= wave.floor}
    everybody = (Aggregate(EVERYBODY, "", (), wave.eligible),)
    return Partition(EVERYBODY, "", everybody, bands=bands, response=_few_answered(tally, wave), notes=(Note("small_survey"),))


def _few_answered(tally: Tally, wave: Wave) -> tuple[np.ndarray, np.ndarray] | None:
    """The band of the response rate; None if some band would leave fewer than three numbers from the floor to 29."""
    staff, possible = np.array([wave.eligible]), np.arange(wave.floor, min(FEWEST_STAFF, wave.eligible + 1))
    for parts in (part for part in LEVELS if part <= 5):
        bands = [band(np.array([n]), staff, np.array([parts])) for n in possible]
        if min(Counter(low[0] for low, _ in bands).values()) >= FEWEST:
            return bands[int(tally.usable.sum()) - wave.floor]
    return None


def _group_rows(part: Partition, names: list[str]) -> list[tuple]:
    shown = {RESPONSE: part.response} if part.response is not None else {}
    shown |= {name: part.bands[name] for name in names if name in part.bands}
    return [(name, _key(part, group), "", None, None, low, high)
            for name, ends in shown.items() for group, low, high in zip(part.groups, *ends, strict=True)]


def _key(part: Partition, group: Aggregate) -> str:
    """The name of a group in the record: no two breakdowns can share one."""
    return group.label if part.breakdown in (TEAM, EVERYBODY) else f"{part.label}: {group.label}"


def _response_rows(tally: Tally, wave: Wave) -> list[tuple]:
    return [(RESPONSE, ALL_STAFF, name, int(people.sum()), wave.eligible, None, None)
            for name, people in (("usable", tally.usable), ("complete", tally.complete))]


def _about(wave: Wave, items: list[dict], split: list[Partition], tally: Tally) -> dict:
    answers_without_counts = [item | {"answers": [{k: a[k] for k in ("name", "label", "missing", "positive")}
                                                  for a in item["answers"]]} for item in items]
    team = next((part for part in split if part.breakdown == TEAM), Partition())
    return {
        "format": FORMAT, "wave": wave.name, "title": wave.title, "survey": wave.codebook.title, "invented": wave.invented,
        "opened": wave.opened.isoformat(), "closed": wave.closed.isoformat(), "eligible": wave.eligible,
        "margin": wave.margin, "floor": wave.floor, "items": answers_without_counts,
        "bank": [{"name": i.name, "label": i.label, "construct": i.construct, "source_line": i.source_line}
                 for i in wave.codebook.items.values() if i.universe.nobody],
        "breakdowns": [{"name": b.name, "label": b.label} for b in wave.codebook.breakdowns.values()],
        "groups": [_about_group(part, group, tally) for part in split for group in part.groups],
        "kish": team.kish, "mix": _mix(team), "seal": None,
        "notes": [_SENTENCES[note.code].format(by=part.label.lower()) for part in split for note in part.notes],
    }


def _about_group(part: Partition, group: Aggregate, tally: Tally) -> dict:
    """A group by team has its teams and head count; a group of another breakdown has neither."""
    teams = sorted(tally.units[n].label for n in group.units if tally.units[n].named) if part.breakdown == TEAM else []
    return {"breakdown": part.breakdown, "label": _key(part, group), "shown_as": group.label, "parent": group.parent,
            "headcount": group.headcount, "teams": teams}


def _mix(split: Partition) -> dict | None:
    """The head counts of the teams that two waves have in common, then and now."""
    if split.mix is None:
        return None
    parts = zip(split.mix.labels, split.mix.then.tolist(), split.mix.now.tolist(), strict=True)
    return {"baseline": split.mix.baseline, "parts": [{"label": label, "then": then, "now": now} for label, then, now in parts]}


def _frame(rows: list[tuple]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype({"count": "Int64", "base": "Int64", "low": float, "high": float})
    frame[["low", "high"]] = np.round(frame[["low", "high"]], 4)
    return frame
