"""Door 2: makes the safe record from a tally; small groups and rare answers stay inside."""

import numpy as np
import pandas as pd

from coprod.codebook import Answer, Codebook, Indicator
from coprod.errors import BadInput
from coprod.private.allstaff import TOO_FEW, Cell, enough, is_union, label_of, merge_rare
from coprod.private.coded import FIRST, NO, YES
from coprod.private.groups import Partition, Share, partition
from coprod.private.tally import NO_TEAM, Tally
from coprod.safe import ALL_STAFF, COLUMNS, FEWEST, FEWEST_STAFF, FORMAT, RESPONSE, SafeTally
from coprod.wave import Wave


def protect(tally: Tally, wave: Wave, scores: list[dict] | None = None, baseline: SafeTally | None = None,
            thin: frozenset[str] = frozenset()) -> SafeTally:
    """The safe record of a wave, as a draft without seal.

    `scores`: means of all staff, rounded (`scores.scores`); `baseline`: the record whose mix of teams shares are held at too;
    `thin`: indicators that would tell too small a count (`indicators.thin`).
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
    everybody = _AllStaff(tally, book, wave.floor, thin)
    broken_down = {b.item for b in book.breakdowns.values()}
    names = [name for name in tally.answers if name not in broken_down]
    items = [everybody.describe(name) for name in names]
    split = _split(tally, everybody, book, wave.floor, items, baseline) if book.breakdowns else Partition()
    rows = _response_rows(tally, wave, split) + [row for name in names for row in everybody.rows(name)]
    rows += [(name, group.label, "", None, None, low, high)
             for name in names if name in split.bands
             for group, low, high in zip(split.groups, *split.bands[name], strict=True)]
    items = [item | {"adjusted": None, "fixed_mix": None} | split.figures.get(item["name"], {}) for item in items]
    return SafeTally(_about(wave, items, split, tally) | {"scores": scores or []}, _frame(rows))


class _AllStaff:
    """The all-staff figures of every measure, as they may be shown."""

    def __init__(self, tally: Tally, book: Codebook, floor: int, thin: frozenset[str]):
        self.book, self.floor, self.thin = book, floor, thin
        self.answers = tally.answers
        self.column = {name: n for n, name in enumerate(tally.answers)}
        self.counts = tally.counts.sum(axis=0)
        self.cells = {item.name: self._cells(item.name) for item in book.asked if item.kind == "one"}

    def describe(self, name: str) -> dict:
        """What the record says about a measure: wording, answers as shown, and why anything is withheld."""
        indicator = self.book.indicators.get(name)
        item = None if indicator else self.book.items[name.split("/")[0]]
        source = indicator or item
        shown = self.shown(name)
        about = {
            "name": name, "kind": "indicator" if indicator else "option" if "/" in name else "item",
            "label": source.label, "better": source.better, "headline": source.headline,
            "stem": "", "construct": "", "relevant": "", "source_line": "", "phrase": "", "rule": "",
            "from": list(_sources(name, indicator)),
            "scale": [answer.label for answer in self.answers[name]], "answers": shown, "withheld": "" if shown else TOO_FEW,
            "share": _has_share(shown),
        }
        if indicator:
            return about | {"phrase": indicator.phrase, "rule": indicator.rule.text}
        about |= {"construct": item.construct, "relevant": item.relevant, "source_line": item.source_line, "stem": item.stem}
        if "/" in name:
            option = next(a for a in self.book.answers(item.name) if a.name == name.split("/")[1])
            about |= {"label": option.label, "stem": item.label}
        return about

    def shown(self, name: str) -> list[dict]:
        """The answers shown: name, label, missing reason, whether it counts in the share, people, base."""
        if name not in self.cells:
            return self._yes(name)
        answers = self.answers[name]
        cells, rating = self.cells[name], [a for a in answers if not a.missing]
        base = sum(cell.count for cell in cells)
        if base < self.floor or len(cells) < 2:
            return []
        kept = [(a, n) for a in answers if a.missing and (n := self._count(name, [a])) >= FEWEST]
        said_anything = base + sum(n for _, n in kept)
        return [_shown("+".join(rating[n].name for n in cell.members), label_of(cell, rating), "", cell, rating, base)
                for cell in cells] + [_row(a.name, a.label, a.missing, False, n, said_anything) for a, n in kept]

    def rows(self, name: str) -> list[tuple]:
        """The record's all-staff rows of a measure."""
        return [(name, ALL_STAFF, a["name"], a["count"], a["base"], None, None) for a in self.shown(name)]

    def _yes(self, name: str) -> list[dict]:
        counts = self.counts[self.column[name]]
        yes, base = int(counts[YES]), int(counts[YES] + counts[NO])
        if name in self.thin or not enough(yes, base, self.floor) or not self._made_of_cells(name):
            return []
        return [_row("yes", "Yes", "", True, yes, base)]

    def _made_of_cells(self, name: str) -> bool:
        """An indicator of one item must not undo a merge of that item's answers."""
        indicator = self.book.indicators.get(name)
        if indicator is None or len(indicator.items) > 1:
            return True
        item = indicator.items[0]
        wanted = _positions(indicator.rule.answers[0], self.answers[item])
        return bool(self.shown(item)) and is_union(wanted, self.cells[item])

    def _cells(self, name: str) -> tuple[Cell, ...]:
        rating = [a for a in self.answers[name] if not a.missing]
        keep = [frozenset(n for n, a in enumerate(rating) if a.positive)]
        keep += [_positions(i.rule.answers[0], self.answers[name]) for i in self.book.indicators.values() if i.items == (name,)]
        return merge_rare([self._count(name, [a]) for a in rating], keep)

    def _count(self, name: str, answers: list[Answer]) -> int:
        places = [FIRST + self.answers[name].index(answer) for answer in answers]
        return int(self.counts[self.column[name], places].sum())


def _positions(names: frozenset[str], answers) -> frozenset[int]:
    return frozenset(n for n, a in enumerate(a for a in answers if not a.missing) if a.name in names)


def _shown(name: str, label: str, missing: str, cell: Cell, rating: list[Answer], base: int) -> dict:
    sides = {rating[n].positive for n in cell.members}
    return _row(name, label, missing, sides.pop() if len(sides) == 1 else None, cell.count, base)


def _row(name: str, label: str, missing: str, positive: bool | None, count: int, base: int) -> dict:
    return {"name": name, "label": label, "missing": missing, "positive": positive, "count": count, "base": base}


def _has_share(shown: list[dict]) -> bool:
    """A share can be shown if no cell mixes positive and other answers, and some answer is positive."""
    sides = {a["positive"] for a in shown if not a["missing"]}
    return None not in sides and True in sides


def _sources(name: str, indicator: Indicator | None) -> tuple[str, ...]:
    return indicator.items if indicator else (name.split("/")[0],)


def _split(tally: Tally, everybody: _AllStaff, book: Codebook, floor: int, items: list[dict],
           baseline: SafeTally | None) -> Partition:
    """By group: headline indicators, and items that feed none of them; an item's answers are shown once only."""
    fed = {source for i in book.indicators.values() if i.headline for source in i.items}
    wanted = [item for item in items if item["share"] and (item["headline"] if item["kind"] == "indicator" else
                                                           item["name"] not in fed)]
    shares = [_share(item, everybody) for item in wanted]
    headline = [everybody.column[i.name] for i in book.indicators.values() if i.headline]
    return partition(tally, headline, shares, floor, baseline)


def _share(item: dict, everybody: _AllStaff) -> Share:
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
