"""Releases the themes of comments beside the record: counts for all staff of 10 or more, and what was signed off."""

from collections import Counter
from datetime import date
from pathlib import Path

from coprod.errors import BadInput, refuse
from coprod.private.comments.coding_workbook import NOTHING, OTHER, PARAPHRASE, SIGNED, SheetLine
from coprod.private.comments.comments import CodedQuestion, checked_workbook
from coprod.private.ledger import Ledger
from coprod.record import read_record
from coprod.record.themes import Commented, Paraphrase, Theme, Themes
from coprod.wave.settings import FLOOR, read_wave


def release_themes(name: str, day: date | None = None) -> tuple[Themes, Path, list[str]]:
    """Seal the themes of a released wave, write them beside its record, note them in the ledger; and what was left out.

    Raises BadInput: the record is not released, so few answered that no number is shown, comments still to be settled,
    other themes were released before.
    """
    wave, record, ledger = read_wave(name), read_record(name), Ledger()
    if not record.sealed:
        raise BadInput(f"{name} is not released yet. Run `coprod release {name}` first: themes stand beside a record "
                       "that stays.")
    if record.is_small:
        raise BadInput(f"{name}: so few answered that no numbers are shown, of comments neither.")
    if not wave.invented or not record.invented:
        ledger.check_against([record])
    workbook, coded = checked_workbook(wave, day)
    refuse([problem for one in coded for problem in one.unsettled])
    notes, floor = [], max(FLOOR, record.floor)
    shown_of = [_question(one, workbook.themes, wave.codebook.items[one.item].label, record.usable, floor, notes)
                for one in coded]
    themes = Themes(name, record.seal, record.floor, record.usable, tuple(filter(None, shown_of))).with_seal()
    ledger.add_themes(record, themes.seal)
    return themes, themes.write(), notes


def shown(counts: Counter, floor: int) -> dict[str, int]:
    """Themes that may be shown, each with its number of people, most first; empty where not one theme is left.

    Small ones count as "other": no number and no difference of numbers tells of fewer than `floor` people.
    """
    kept = {theme: number for theme, number in counts.items() if theme not in (OTHER, NOTHING) and number >= floor}
    while kept and 0 < sum(counts.values()) - sum(kept.values()) < floor:
        kept.pop(min(kept, key=lambda theme: (kept[theme], theme)))
    rest = sum(counts.values()) - sum(kept.values())
    ordered = dict(sorted(kept.items(), key=lambda pair: (-pair[1], pair[0])))
    return ordered | ({OTHER: rest} if kept and rest else {})


def _question(one: CodedQuestion, listed: list[SheetLine], words: str, usable: int, floor: int,
              notes: list[str]) -> Commented | None:
    """What is shown of one question, None where it is nothing; what stays inside is noted."""
    into = {line["name"]: line["merge_into"] or line["name"] for line in listed}
    label = {line["name"]: line["label"] for line in listed} | {OTHER: "Something else"}
    themes = [into[theme] for theme in one.themes]
    kept = shown(Counter(themes), floor)
    if not kept or 0 < usable - len(themes) < floor:
        why = f"fewer than {floor} people left it empty" if kept else f"no theme was named by {floor} people or more"
        notes.append(f'"{one.item}" is not shown: {why}.')
        return None
    written = [(label[theme], line[PARAPHRASE], line[SIGNED]) for theme, line in zip(themes, one.lines, strict=True)
               if theme in kept and theme != OTHER and line[PARAPHRASE] and line[SIGNED]]
    if waiting := sum(bool(line[PARAPHRASE] and not line[SIGNED]) for line in one.lines):
        notes.append(f'"{one.item}": {waiting} paraphrases nobody signed off stay inside.')
    return Commented(
        one.item, words, len(themes), tuple(Theme(label[theme], n, theme == OTHER) for theme, n in kept.items()),
        tuple(Paraphrase(*said) for said in sorted({*written})), one.coders,
        alike=_round(one.agreement), kappa=_round(one.kappa), alpha=_round(one.alpha))


def _round(value: float | None) -> float | None:
    return None if value is None or value != value else round(value, 2)
