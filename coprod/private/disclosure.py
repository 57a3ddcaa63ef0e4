"""Door 2: makes the safe record from a tally; small groups and rare answers stay inside."""

import numpy as np
import pandas as pd

from coprod.codebook import Codebook
from coprod.errors import BadInput
from coprod.private.allstaff import AllStaff
from coprod.private.coded import FIRST
from coprod.private.groups import Partition, Share, partition
from coprod.private.tally import NO_TEAM, Tally
from coprod.safe import ALL_STAFF, COLUMNS, FEWEST_STAFF, FORMAT, RESPONSE, SafeTally
from coprod.wave import Wave


def protect(tally: Tally, wave: Wave, scores: list[dict] | None = None, baseline: SafeTally | None = None,
            thin: frozenset[str] = frozenset()) -> SafeTally:
    """The safe record of a wave, as a draft without seal.

    `scores`: means of all staff, rounded (`scores.scores`), left out where one of their items is withheld; `baseline`: the
    record whose mix of teams shares are held at too; `thin`: indicators that would tell too small a count (`indicators.thin`).
    Raises BadInput if so few people answered that nothing can be shown.
    """
    usable = int(tally.usable.sum())
    if usable < FEWEST_STAFF:
        raise BadInput(f"{wave.name}: fewer than {FEWEST_STAFF} usable answers. So small a survey cannot be shown safely "
                       "as counts; nothing was written.")
    book = wave.codebook
    if others := [b.name for b in book.breakdowns.values() if b.name != "team"]:
        raise BadInput(f"codebook.xlsx, sheet breakdowns: {', '.join(others)}: only results by team can be made safe so far. "
                       "Take the other lines out.")
    everybody = AllStaff(tally, book, wave.floor, thin)
    broken_down = {b.item for b in book.breakdowns.values()}
    names = [name for name in tally.answers if name not in broken_down]
    items = [everybody.describe(name) for name in names]
    split = _split(tally, everybody, book, wave.floor, items, baseline) if book.breakdowns else Partition()
    rows = _response_rows(tally, wave, split) + [row for name in names for row in everybody.rows(name)]
    rows += [(name, group.label, "", None, None, low, high)
             for name in names if name in split.bands
             for group, low, high in zip(split.groups, *split.bands[name], strict=True)]
    seen = {item["name"] for item in items if not item["withheld"]}
    scores = [score for score in scores or [] if seen.issuperset(score["items"])]
    items = [item | {"adjusted": None, "fixed_mix": None} | split.figures.get(item["name"], {}) for item in items]
    return SafeTally(_about(wave, items, split, tally) | {"scores": scores}, _frame(rows))


def _split(tally: Tally, everybody: AllStaff, book: Codebook, floor: int, items: list[dict],
           baseline: SafeTally | None) -> Partition:
    """By group: headline indicators, and items that feed none of them; an item's answers are shown once only."""
    used: set[str] = set()
    wanted = []
    for item in sorted(items, key=lambda item: item["kind"] != "indicator"):  # indicators first, in the codebook's order
        sources = set(item["from"])
        if item["share"] and not sources & used and (item["headline"] or item["kind"] != "indicator"):
            wanted.append(item)
            used |= sources if item["kind"] == "indicator" else set()
    shares = [_share(item, everybody) for item in wanted]
    headline = [everybody.column[i.name] for i in book.indicators.values() if i.headline]
    return partition(tally, headline, shares, floor, baseline)


def _share(item: dict, everybody: AllStaff) -> Share:
    shown = [a for a in item["answers"] if not a["missing"]]
    counts, positive = [a["count"] for a in shown], [bool(a["positive"]) for a in shown]
    if item["kind"] != "item":
        counts, positive = [*counts, shown[0]["base"] - shown[0]["count"]], [*positive, False]
    codes = tuple(FIRST + n for n, a in enumerate(everybody.answers[item["name"]]) if a.positive and not a.missing)
    return Share(item["name"], everybody.column[item["name"]], codes, tuple(counts), tuple(positive))


def _response_rows(tally: Tally, wave: Wave, split: Partition) -> list[tuple]:
    rows = [(RESPONSE, ALL_STAFF, name, int(people.sum()), wave.eligible, None, None)
            for name, people in (("usable", tally.usable), ("complete", tally.complete))]
    if split.response:
        rows += [(RESPONSE, g.label, "", None, None, low, high) for g, low, high in zip(split.groups, *split.response, strict=True)]
    return rows


def _about(wave: Wave, items: list[dict], split: Partition, tally: Tally) -> dict:
    answers_without_counts = [item | {"answers": [{k: a[k] for k in ("name", "label", "missing", "positive")}
                                                  for a in item["answers"]]} for item in items]
    labels = [unit.label for unit in tally.units]
    return {
        "format": FORMAT, "wave": wave.name, "title": wave.title, "survey": wave.codebook.title, "invented": wave.invented,
        "opened": wave.opened.isoformat(), "closed": wave.closed.isoformat(), "eligible": wave.eligible,
        "margin": wave.margin, "floor": wave.floor, "items": answers_without_counts,
        "bank": [{"name": i.name, "label": i.label, "construct": i.construct, "source_line": i.source_line}
                 for i in wave.codebook.items.values() if i.universe.nobody],
        "groups": [{"label": g.label, "parent": g.parent, "headcount": g.headcount,
                    "teams": sorted(labels[n] for n in g.units if labels[n] != NO_TEAM)}
                   for g in split.groups],
        "kish": split.kish, "mix": _mix(split), "notes": list(split.notes), "seal": None,
    }


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
