"""The safe record: the only thing that passes door 2. Reads and writes `data/processed/<wave>/`."""

import csv
import hashlib
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd

from coprod.errors import BadInput
from coprod.paths import processed_folder

FORMAT = 1
ALL_STAFF = "all staff"
TEAM = "team"  # the breakdown whose groups have head counts
EVERYBODY = "everybody who answered"  # the one group, and breakdown, of a wave with few answers
RESPONSE = "response"  # the item under which the record holds who answered
FEWEST = 3  # no answer given by fewer people is shown for all staff
MOST_LISTED = 60  # so many groups of a breakdown are listed one by one; of more it is only said how many there are
FEWEST_STAFF = 30  # with fewer usable answers all staff are one group, and nothing is counted out
_PART = 1 << 15  # rows of a record that are text at the same time
COLUMNS = ("item", "group", "answer", "count", "base", "low", "high")


@dataclass(frozen=True)
class SafeTally:
    """What may be known about a wave.

    `tallies`: one row an item and answer for all staff (`count`, `base`), one row an item and group for groups (`low`,
    `high`: the ends of the band, shares 0 to 1); a group row has no count and no base, ever. `about`: dates, eligible
    staff, wording, answers, indicators, groups, margin, seal. Made in door 2 (`private/disclosure.py`) or read from a
    folder; raises BadInput if what it holds could not have passed door 2.
    """

    about: dict
    tallies: pd.DataFrame

    def __post_init__(self):
        problems = list(_problems(self.about, self.tallies))
        if problems:
            raise BadInput(*problems)

    @property
    def wave(self) -> str:
        """The wave's name."""
        return self.about["wave"]

    @property
    def sealed(self) -> bool:
        """Whether the record was released."""
        return bool(self.about["seal"])

    @property
    def few(self) -> bool:
        """Whether so few answered that everybody is one group, shown in bands only."""
        return any(group["breakdown"] == EVERYBODY for group in self.about["groups"])

    def digest(self) -> str:
        """The fingerprint (SHA-256) of everything in the record but the seal itself."""
        seal = hashlib.sha256(_about_text(self.about | {"seal": None}).encode())
        for part in _tallies_text(self.tallies):
            seal.update(part.encode())
        return seal.hexdigest()

    def with_seal(self) -> "SafeTally":
        """A copy that carries its own fingerprint as seal."""
        return replace(self, about=self.about | {"seal": self.digest()})

    def of_all_staff(self) -> "SafeTally":
        """A copy without the rows of groups; `about` still names the groups."""
        return replace(self, tallies=self.tallies[self.tallies["group"] == ALL_STAFF])

    def write(self, folder: Path) -> None:
        """Write `wave.json` and `tallies.csv` into an existing folder."""
        (folder / "wave.json").write_text(_about_text(self.about), "utf-8", newline="\n")
        with (folder / "tallies.csv").open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(_tallies_text(self.tallies))


def read_record(wave: str) -> SafeTally:
    """Read the safe record of a wave from `data/processed/<wave>`.

    Raises BadInput if it is not there, not readable, or was changed after its release.
    """
    folder = processed_folder(wave)
    if wave in _ready and _ready[wave][0] == _stamp(folder):
        return _ready[wave][1]
    try:
        about = json.loads((folder / "wave.json").read_text("utf-8"))
        text = {name: str for name in ("item", "group", "answer")}
        tallies = pd.read_csv(folder / "tallies.csv", keep_default_na=False, na_values={c: [""] for c in COLUMNS[3:]},
                              dtype=text | {"count": "Int64", "base": "Int64", "low": float, "high": float})
        record = SafeTally(about, tallies)
        sealed = record.sealed
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, BadInput):
            raise
        raise BadInput(f"data/processed/{wave}: the record cannot be read. Run `coprod process {wave}` again.") from error
    if sealed and record.about["seal"] != record.digest():
        raise BadInput(f"data/processed/{wave}: the record was changed after its release. Bring back the released files; "
                       "a released record never changes.")
    return record


def keep_ready(wave: str) -> SafeTally:
    """Read the record of a wave, and in this process read it again only if its files are others, or elsewhere.

    For a process that makes thousands of pages of the same record.
    """
    stamp = _stamp(processed_folder(wave))
    _ready[wave] = stamp, read_record(wave)
    return _ready[wave][1]


_ready: dict[str, tuple[list, SafeTally]] = {}


def _stamp(folder: Path) -> list:
    """What changes if the files of a record do."""
    seen = [(folder / name).stat() for name in ("wave.json", "tallies.csv")]
    return [(one.st_dev, one.st_ino, one.st_size, one.st_mtime_ns, one.st_ctime_ns) for one in seen]


def _about_text(about: dict) -> str:
    return json.dumps(about, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _tallies_text(tallies: pd.DataFrame) -> Iterator[str]:
    """As pandas writes it, part after part, but each distinct cell of a part is written once: in a tenth of the time."""
    yield ",".join(tallies.columns) + "\n"
    for start in range(0, len(tallies), _PART):
        part = tallies.iloc[start:start + _PART]
        rows = zip(*(_cells_text(part[name]) for name in part.columns), strict=True)
        yield "\n".join([*map(",".join, rows), ""])


def _cells_text(column: pd.Series) -> list[str]:
    place, cells = pd.factorize(column, use_na_sentinel=False)
    texts = ["" if pd.isna(cell) else _quoted(cell) if isinstance(cell, str) else repr(cell) for cell in cells.tolist()]
    return [texts[n] for n in place.tolist()]


def _quoted(cell: str) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow([cell, ""])
    return line.getvalue()[:-2]


def _problems(about: dict, tallies: pd.DataFrame):
    """The rules of door 2 that can be seen in the record itself."""
    where = f"data/processed/{about.get('wave', '?')}"
    if about.get("format") != FORMAT:
        yield f"{where}: wave.json is of another format. Run `coprod process` again with this version."
        return
    if tuple(tallies.columns) != COLUMNS:
        yield f"{where}: tallies.csv must have the columns {', '.join(COLUMNS)}."
        return
    of_all = tallies["group"] == ALL_STAFF
    everybody, groups = tallies[of_all], tallies.loc[~of_all, ["count", "base", "low", "high"]]
    if groups[["count", "base"]].notna().any(axis=None) or groups[["low", "high"]].isna().any(axis=None):
        yield f"{where}: tallies.csv has a group with counts. Groups have a band only."
    if everybody[["count", "base"]].isna().any(axis=None) or everybody[["low", "high"]].notna().any(axis=None):
        yield f"{where}: tallies.csv has an all-staff row without count and base, or with a band."
    answers = everybody[everybody["item"] != RESPONSE]
    if (answers["count"] < FEWEST).any() or (answers["base"] < about["floor"]).any():
        yield f"{where}: tallies.csv has an answer of fewer than {FEWEST} people or a base under {about['floor']}."
    labels = [group["label"] for group in about.get("groups", [])]
    if len(set(labels)) < len(labels) or ALL_STAFF in labels:
        yield f"{where}: two groups have the same name. Give teams and other answers names of their own."
    if (groups["high"] - groups["low"] < 0.05 - 1e-6).any():
        yield f"{where}: tallies.csv has a band narrower than 5 points."
