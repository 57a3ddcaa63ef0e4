"""Releases a record: checks the draft against its raw files and the ledger, and seals it."""

from pathlib import Path

from coprod.errors import BadInput
from coprod.paths import project_root, whole_folder
from coprod.private.ledger import Ledger
from coprod.private.process import draft
from coprod.record.pooled_sessions import FILE as SESSIONS
from coprod.record.safe import SafeTally, read_record
from coprod.wave.settings import read_wave


def release(name: str) -> tuple[SafeTally, Path]:
    """Seal the draft record of a wave and note it in the ledger; returns the sealed record and the ledger's path.

    Refuses (BadInput) a draft that is not what the raw files give now, a changed release, and a project that holds released
    records the ledger does not know, for then nobody could tell what the two together would show.
    """
    record = read_record(name)
    ledger = Ledger()
    ledger.check_against(_other_sealed(name))
    if record.sealed:
        if not record.about["invented"]:
            ledger.check_against([record])
        return record, ledger.path
    if draft(read_wave(name), (record.about["mix"] or {}).get("baseline", "")).record.digest() != record.digest():
        raise BadInput(f"data/processed/{name}: the draft is not what the raw files give. Run `coprod process {name}` again.")
    ledger.check_together(record)
    sealed = record.with_seal()
    ledger.add(sealed)
    with whole_folder(project_root() / "data" / "processed" / name, keep=(SESSIONS,)) as folder:
        sealed.write(folder)
    return sealed, ledger.path


def _other_sealed(name: str) -> list[SafeTally]:
    home = project_root() / "data" / "processed"
    waves = sorted(f.parent.name for f in home.glob("*/wave.json") if f.parent.name != name)
    return [record for wave in waves if (record := read_record(wave)).sealed]
