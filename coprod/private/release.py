"""Releases a record: checks the draft against its raw files and the ledger, and seals it."""

from pathlib import Path

from coprod.errors import BadInput
from coprod.paths import data_folder, project_root, whole_folder
from coprod.private.ledger import Ledger
from coprod.private.process import draft
from coprod.record import Record, read_record
from coprod.record.files import digest, sealed, write_record
from coprod.record.pooled_sessions import FILE as SESSIONS
from coprod.wave.settings import read_wave


def release(name: str) -> tuple[Record, Path]:
    """Seal the draft record of a wave and note it in the ledger; returns the sealed record and the ledger's path.

    Refuses (BadInput) a draft that is not what the raw files give now, a changed release, and a project that holds
    released records the ledger does not know, for then nobody could tell what the two together would show.
    """
    record = read_record(name)
    ledger = Ledger()
    ledger.check_against(_other_sealed(name))
    if record.sealed:
        if not record.invented:
            ledger.check_against([record])
        return record, ledger.path
    if digest(draft(read_wave(name), record.mix.baseline if record.mix else "").record) != digest(record):
        raise BadInput(f"data/processed/{name}: the draft is not what the raw files give. Run `coprod process {name}` "
                       "again.")
    ledger.check_together(record)
    released = sealed(record)
    ledger.add(released)
    with whole_folder(data_folder("processed", name), keep=(SESSIONS,)) as folder:
        write_record(released, folder)
    return released, ledger.path


def _other_sealed(name: str) -> list[Record]:
    home = project_root() / "data" / "processed"
    waves = sorted(f.parent.name for f in home.glob("*/wave.json") if f.parent.name != name)
    return [record for wave in waves if (record := read_record(wave)).sealed]
