"""Releases the themes of comments: counts for all staff of 10 or more, and what was signed off; beside the record,
which stays."""

from collections import Counter
from datetime import date
from pathlib import Path

from coprod.errors import BadInput, refuse
from coprod.private.comments.coding_workbook import NOTHING, OTHER, PARAPHRASE, SIGNED, Coding
from coprod.private.comments.comments import Checked, check_comments, reading_of
from coprod.private.ledger import Ledger
from coprod.record.safe import RESPONSE, SafeTally, read_record
from coprod.record.themes import FORMAT, Themes
from coprod.wave.settings import FLOOR, Wave, read_wave


def release_themes(name: str, day: date | None = None) -> tuple[Themes, Path, list[str]]:
    """Seal the themes of a released wave, write them beside its record, note them in the ledger; also says what was
    left out.

    Raises BadInput: the record is not released, so few answered that no number is shown, comments still to be settled,
    other themes were released before.
    """
    wave, record, ledger = read_wave(name), read_record(name), Ledger()
    if not record.sealed:
        raise BadInput(f"{name} is not released yet. Run `coprod release {name}` first: themes stand beside a record that stays.")
    if record.few:
        raise BadInput(f"{name}: so few answered that no numbers are shown, of comments neither.")
    if not wave.invented or not record.about["invented"]:
        ledger.check_against([record])
    checked = check_comments(name, day)
    refuse([problem for one in checked for problem in one.open])
    questions, notes = _questions(wave, record, checked, reading_of(wave))
    themes = Themes({"format": FORMAT, "wave": name, "record": record.about["seal"], "floor": record.about["floor"],
                     "usable": _usable(record), "questions": questions, "seal": None}).with_seal()
    ledger.add_themes(record, themes.about["seal"])
    return themes, themes.write(), notes


def shown(counts: Counter, floor: int) -> dict[str, int]:
    """Themes that may be shown, each with its number of people, most first; small ones are counted as "other", so that
    no number and no difference of numbers tells of fewer than `floor` people. Empty where not one theme is left.
    """
    kept = {theme: number for theme, number in counts.items() if theme not in (OTHER, NOTHING) and number >= floor}
    while kept and 0 < sum(counts.values()) - sum(kept.values()) < floor:
        kept.pop(min(kept, key=lambda theme: (kept[theme], theme)))
    rest = sum(counts.values()) - sum(kept.values())
    kept = dict(sorted(kept.items(), key=lambda pair: (-pair[1], pair[0])))
    return kept | ({OTHER: rest} if rest else {}) if kept else {}


def _questions(wave: Wave, record: SafeTally, checked: list[Checked], coding: Coding) -> tuple[list[dict], list[str]]:
    questions, notes, floor = [], [], max(FLOOR, record.about["floor"])
    into = {line["name"]: line["merge_into"] or line["name"] for line in coding.themes}
    label = {line["name"]: line["label"] for line in coding.themes} | {OTHER: "Something else"}
    for one in checked:
        themes = [into[theme] for theme in one.themes]
        kept, silent = shown(Counter(themes), floor), _usable(record) - len(themes)
        if not kept or 0 < silent < floor:
            why = f"no theme was named by {floor} people or more" if not kept else f"fewer than {floor} people left it empty"
            notes.append(f'"{one.item}" is not shown: {why}.')
            continue
        signed = sorted({(label[theme], line[PARAPHRASE], line[SIGNED]) for theme, line in zip(themes, one.lines, strict=True)
                         if theme in kept and theme != OTHER and line[PARAPHRASE] and line[SIGNED]})
        waiting = sum(bool(line[PARAPHRASE] and not line[SIGNED]) for line in one.lines)
        notes += [f'"{one.item}": {waiting} paraphrases nobody signed off stay inside.'] if waiting else []
        questions.append({
            "item": one.item, "label": wave.codebook.items[one.item].label, "base": len(themes),
            "themes": [{"label": label[theme], "count": number, "rest": theme == OTHER} for theme, number in kept.items()],
            "paraphrases": [{"theme": theme, "text": text, "role": role} for theme, text, role in signed],
            "coders": one.coders, "alike": _round(one.alike), "kappa": _round(one.kappa), "alpha": _round(one.alpha)})
    return questions, notes


def _usable(record: SafeTally) -> int:
    rows = record.tallies
    return int(rows.loc[(rows["item"] == RESPONSE) & (rows["answer"] == "usable"), "count"].iloc[0])


def _round(value: float | None) -> float | None:
    return None if value is None or value != value else round(value, 2)
