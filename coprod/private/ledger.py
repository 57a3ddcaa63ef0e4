"""Releases a record: checks it, seals it, and notes it in the private list of all releases."""

import json
import os
from pathlib import Path

from coprod.errors import BadInput
from coprod.folders import project_root, whole_folder
from coprod.private.process import draft
from coprod.safe import SafeTally, read_record
from coprod.wave import read_wave


def release(name: str) -> tuple[SafeTally, Path]:
    """Seal the draft record of a wave and note it in the ledger; returns the sealed record and the ledger's path.

    Refuses (BadInput) a draft that is not what the raw files give now, a changed release, and a project that holds released
    records the ledger does not know, for then nobody could tell what the two together would show.
    """
    record = read_record(name)
    ledger = _Ledger(project_root() / "data" / "raw" / "ledger.json")
    ledger.check_against(_other_sealed(name))
    if record.sealed:
        if not record.about["invented"]:
            ledger.check_against([record])
        return record, ledger.path
    if draft(read_wave(name)).record.digest() != record.digest():
        raise BadInput(f"data/processed/{name}: the draft is not what the raw files give. Run `coprod process {name}` again.")
    sealed = record.with_seal()
    ledger.add(sealed)
    with whole_folder(project_root() / "data" / "processed" / name) as folder:
        sealed.write(folder)
    return sealed, ledger.path


class _Ledger:
    """The list of releases, a private file beside the raw data."""

    def __init__(self, path: Path):
        self.path = path
        try:
            self.entries = json.loads(path.read_text("utf-8")) if path.exists() else []
        except ValueError as error:
            raise BadInput("data/raw/ledger.json cannot be read. Bring back the ledger from where it was last used.") from error

    def check_against(self, records: list[SafeTally]) -> None:
        known = {(entry["wave"], entry["seal"]) for entry in self.entries}
        lost = [r.wave for r in records if not r.about["invented"] and (r.wave, r.about["seal"]) not in known]
        if lost:
            raise BadInput(f"data/raw/ledger.json does not know the released record of {', '.join(lost)}. Bring back the "
                           "ledger from where it was released: without it nobody can check what two releases tell together.")

    def add(self, record: SafeTally) -> None:
        about = record.about
        old = next((e for e in self.entries if e["wave"] == record.wave), None)
        if old and old["seal"] != about["seal"] and not (about["invented"] and old["invented"]):
            raise BadInput(f"{record.wave} was released before, and a released record never changes.")
        entry = {"wave": record.wave, "seal": about["seal"], "invented": about["invented"], "eligible": about["eligible"],
                 "groups": [group["teams"] for group in about["groups"]]}
        self.entries = [e for e in self.entries if e is not old] + [entry]
        beside = self.path.with_suffix(".new")
        beside.write_text(json.dumps(self.entries, indent=1, ensure_ascii=False) + "\n", "utf-8", newline="\n")
        os.replace(beside, self.path)


def _other_sealed(name: str) -> list[SafeTally]:
    home = project_root() / "data" / "processed"
    waves = sorted(f.parent.name for f in home.glob("*/wave.json") if f.parent.name != name)
    return [record for wave in waves if (record := read_record(wave)).sealed]
