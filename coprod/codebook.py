"""What was asked: items, scales, indicators and declared breakdowns, read from an XLSForm workbook."""

import fnmatch
from dataclasses import dataclass
from pathlib import Path

from coprod.errors import BadInput, refuse
from coprod.rules import Rule, Universe, parse_rule, parse_universe

_SHEETS = {
    "survey": ("type", "name", "label"),
    "choices": ("list_name", "name", "label"),
    "settings": ("form_title",),
    "indicators": ("name", "label", "phrase", "items", "rule", "better", "headline"),
    "breakdowns": ("name", "label", "item"),
}
_KINDS = {"select_one": "one", "select_multiple": "several", "text": "text"}
_SILENT = {"note", "start", "end", "today", "begin_group", "end_group", "begin group", "end group"}
_BETTER = {"positive": "higher", "negative": "lower", "": "neither"}
_HEADLINES = 5


@dataclass(frozen=True)
class Answer:
    """One answer of a scale. `missing` names the reason why it is no rating; `positive` answers make an item's share."""

    name: str
    label: str
    missing: str = ""
    positive: bool = False


@dataclass(frozen=True)
class Item:
    """One thing asked. `kind`: one, several or text; `stem`: the question above a grid; `scale`: the list of its answers."""

    name: str
    label: str
    kind: str
    stem: str = ""
    scale: str = ""
    construct: str = ""
    better: str = "neither"
    set: str = "core"
    headline: bool = False
    source_line: str = ""
    relevant: str = ""
    universe: Universe = Universe()


@dataclass(frozen=True)
class Indicator:
    """A named yes or no, or a score, for each person, made from `items` by a `rule`; `phrase` completes "6 in 10 staff …"."""

    name: str
    label: str
    phrase: str
    items: tuple[str, ...]
    rule: Rule
    better: str
    headline: bool


@dataclass(frozen=True)
class Breakdown:
    """One way, declared in advance, in which results may be shown by group."""

    name: str
    label: str
    item: str


@dataclass(frozen=True)
class Codebook:
    """The questionnaire as data; the dicts are in the order of the workbook and keyed by name."""

    title: str
    items: dict[str, Item]
    scales: dict[str, tuple[Answer, ...]]
    indicators: dict[str, Indicator]
    breakdowns: dict[str, Breakdown]

    @property
    def asked(self) -> tuple[Item, ...]:
        """The items that were put to anybody: the bank is left out."""
        return tuple(item for item in self.items.values() if not item.universe.nobody)

    def answers(self, item: str) -> tuple[Answer, ...]:
        """The ordered answers of an item."""
        return self.scales[self.items[item].scale]


def read_codebook(path: Path) -> Codebook:
    """Read `codebook.xlsx` (XLSForm sheets survey, choices, settings, and ours: indicators, breakdowns).

    Raises BadInput with sheet and row for every problem found.
    """
    sheets = _read_sheets(path)
    where = _Where(path.name, [])
    scales = _scales(sheets["choices"], where)
    items = _items(sheets["survey"], scales, where)
    indicators = _indicators(sheets["indicators"], items, scales, where)
    breakdowns = _breakdowns(sheets["breakdowns"], items, where)
    _check_universes(items, scales, where)
    if (number := sum(i.headline for i in indicators.values())) > _HEADLINES:
        where.problems.append(f"{path.name}, sheet indicators: {number} headline indicators; at most {_HEADLINES} "
                              "can be tested fairly. Choose them before the data come in.")
    refuse(where.problems)
    return Codebook(sheets["settings"][0][1]["form_title"], items, scales, indicators, breakdowns)


@dataclass
class _Where:
    file: str
    problems: list[str]

    def add(self, sheet: str, row: int, text: str) -> None:
        self.problems.append(f"{self.file}, sheet {sheet}, row {row}: {text}")


def _read_sheets(path: Path) -> dict[str, list[tuple[int, dict[str, str]]]]:
    from python_calamine import CalamineError, CalamineWorkbook

    if not path.is_file():
        raise BadInput(f"{path.name} is missing from the wave's folder. It is the questionnaire as an XLSForm workbook.")
    try:
        book = CalamineWorkbook.from_path(path)
    except (CalamineError, OSError) as error:
        raise BadInput(f"{path.name} cannot be opened as a spreadsheet. Save it again as .xlsx.") from error
    missing = [name for name in _SHEETS if name not in book.sheet_names]
    refuse([f'{path.name}: there is no sheet named "{name}". Add it; the example waves show what it holds.' for name in missing])
    return {name: _records(path.name, name, book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in _SHEETS}


def _records(file: str, sheet: str, rows: list[list]) -> list[tuple[int, dict[str, str]]]:
    heads = [_text(cell) for cell in rows[0]] if rows else []
    lost = [name for name in _SHEETS[sheet] if name not in heads]
    refuse([f'{file}, sheet {sheet}, row 1: the column "{name}" is missing.' for name in lost])
    records = [(n, dict(zip(heads, map(_text, row), strict=False))) for n, row in enumerate(rows[1:], 2)]
    records = [(n, record) for n, record in records if any(record.values())]
    if sheet == "settings" and not records:
        raise BadInput(f"{file}, sheet settings, row 2: form_title is missing. Give the survey's title.")
    return records


def _text(cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()


def _scales(records, where: _Where) -> dict[str, tuple[Answer, ...]]:
    scales: dict[str, list[Answer]] = {}
    for row, r in records:
        scale = scales.setdefault(r["list_name"], [])
        if any(answer.name == r["name"] or answer.label == r["label"] for answer in scale):
            where.add("choices", row, f'list "{r["list_name"]}" has this name or label twice. Each answer needs its own.')
        if not r["name"] or not r["label"]:
            where.add("choices", row, "an answer needs a name and a label.")
        scale.append(Answer(r["name"], r["label"], r.get("missing", ""), r.get("positive", "") == "yes"))
    return {name: tuple(answers) for name, answers in scales.items()}


def _items(records, scales, where: _Where) -> dict[str, Item]:
    items: dict[str, Item] = {}
    stems: list[str] = []
    for row, r in records:
        kind, _, scale = r["type"].partition(" ")
        if r["type"] in ("begin_group", "begin group"):
            stems.append(r["label"])
        elif r["type"] in ("end_group", "end group"):
            stems = stems[:-1]
        elif kind in _KINDS:
            if r["name"] in items or r["name"] == "response" or not r["name"].isalnum():
                where.add("survey", row, f'the name "{r["name"]}" must be letters and digits, used once, and not "response".')
            if _KINDS[kind] != "text" and scale not in scales:
                where.add("survey", row, f'the list "{scale}" is not on the choices sheet. Add it there or correct the type.')
            items[r["name"]] = _item(r, _KINDS[kind], scale, stems[-1] if stems else "", where, row)
        elif r["type"] not in _SILENT:
            where.add("survey", row, f'the type "{r["type"]}" is not known. Known: {", ".join(_KINDS)} and groups and notes.')
    return items


def _item(r: dict[str, str], kind: str, scale: str, stem: str, where: _Where, row: int) -> Item:
    try:
        universe = parse_universe(r.get("relevant", ""))
    except ValueError as error:
        universe = Universe()
        where.add("survey", row, f"relevant: {error}.")
    if (polarity := r.get("polarity", "")) not in _BETTER:
        where.add("survey", row, f'polarity "{polarity}" is not known. Use positive, negative or leave it blank.')
    return Item(
        name=r["name"], label=r["label"], kind=kind, stem=stem, scale=scale, construct=r.get("construct", ""),
        better=_BETTER.get(polarity, "neither"), set=r.get("set") or "core", headline=r.get("headline", "") == "yes",
        source_line=r.get("source_line", ""), relevant=r.get("relevant", ""), universe=universe,
    )


def _indicators(records, items, scales, where: _Where) -> dict[str, Indicator]:
    indicators: dict[str, Indicator] = {}
    for row, r in records:
        if r["name"] in items or r["name"] in indicators or r["name"] == "response" or not r["name"].isalnum():
            where.add("indicators", row, f'the name "{r["name"]}" must be letters and digits, no item\'s name, not "response".')
        if r["better"] not in _BETTER.values():
            where.add("indicators", row, "better must be higher, lower or neither.")
        if r["rule"] == "score" and r["headline"] == "yes":
            where.add("indicators", row, "a score cannot be a headline indicator.")
        patterns = r["items"].split()
        names = tuple(name for pattern in patterns for name in items if fnmatch.fnmatchcase(name, pattern))
        lost = [pattern for pattern in patterns if not fnmatch.filter(items, pattern)]
        try:
            rule = parse_rule(r["rule"])
        except ValueError as error:
            where.add("indicators", row, f"rule: {error}.")
            continue
        _check_rule(rule, names, lost, items, scales, where, row)
        indicators[r["name"]] = Indicator(r["name"], r["label"], r["phrase"], names, rule, r["better"], r["headline"] == "yes")
    return indicators


def _check_rule(rule: Rule, names, lost, items, scales, where: _Where, row: int) -> None:
    if lost or not names:
        where.add("indicators", row, f'no item is named {" or ".join(lost) or "here"}. The items are on the survey sheet.')
        return
    if rule.score:
        _check_score(names, items, scales, where, row)
        return
    if not rule.limit and len(rule.answers) != len(names):
        where.add("indicators", row, f"{len(names)} items but {len(rule.answers)} parts in the rule; give one \"in …\" for each.")
        return
    for n, name in enumerate(names):
        known = {a.name for a in scales.get(items[name].scale, ()) if not a.missing}
        if items[name].kind != "one":
            where.add("indicators", row, f'"{name}" is not a question with one answer, so no rule can read it.')
        elif wrong := sorted(rule.answers[0 if rule.limit else n] - known):
            where.add("indicators", row, f'{", ".join(wrong)}: no such rating among the answers of "{name}".')


def _check_score(names, items, scales, where: _Where, row: int) -> None:
    lengths = {len([a for a in scales.get(items[name].scale, ()) if not a.missing]) for name in names}
    if len(names) < 3 or len(lengths) > 1 or any(items[name].kind != "one" for name in names):
        where.add("indicators", row, "a score needs three or more items with one answer each and equally long scales.")


def _breakdowns(records, items, where: _Where) -> dict[str, Breakdown]:
    for row, r in records:
        if r["item"] not in items or items[r["item"]].kind != "one":
            where.add("breakdowns", row, f'"{r["item"]}" is not an item with one answer on the survey sheet.')
    return {r["name"]: Breakdown(r["name"], r["label"], r["item"]) for _, r in records}


def _check_universes(items: dict[str, Item], scales, where: _Where) -> None:
    before: set[str] = set()
    for item in items.values():
        for test in (test for way in item.universe.any_of for test in way):
            if test[0] not in before:
                where.problems.append(f'{where.file}, item "{item.name}": relevant names "{test[0]}", not asked before it.')
            elif test[1] not in {a.name for a in scales.get(items[test[0]].scale, ())}:
                where.problems.append(f'{where.file}, item "{item.name}": "{test[1]}" is not an answer of "{test[0]}".')
        before.add(item.name)
