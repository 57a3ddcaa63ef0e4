"""The page above all published waves: each wave with a link, and the main results over time."""

import json
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from coprod.analysis import changes as compare
from coprod.analysis import shares as estimate
from coprod.errors import BadInput
from coprod.paths import whole_file
from coprod.record.safe import SafeTally, read_record
from coprod.report import charts
from coprod.report import messages as words
from coprod.report.blocks import Finding, Paragraph
from coprod.report.messages import of_change, of_top
from coprod.report.messages.language import say
from coprod.report.pages.findings import summary
from coprod.report.tables import Table
from coprod.site.cache import digest, file_digest, shared_digest
from coprod.site.templates import render_top

_NOTE = ".index-made-of"  # beside the page: what it was made of
_MOST = 4  # so many waves stand side by side


def refresh_top_page(home: Path, force: bool = False) -> None:
    """Write the page above all waves in the folder `home`, unless nothing it is made of has changed since."""
    names = sorted(path.parent.name for path in home.glob("[!.]*/manifest.json"))
    note, page = home / _NOTE, home / "index.html"
    made_of = digest(shared_digest(names), [file_digest(home / name / "manifest.json") for name in names])
    told = note.read_text("utf-8").split() if note.is_file() else []
    if force or not page.is_file() or told != [made_of, file_digest(page)]:
        whole_file(note, f"{made_of} {file_digest(write_top_page(home))}\n")


def write_top_page(home: Path) -> Path:
    """Write `index.html` over all waves published in the folder `home`; returns its path. The same waves give the same bytes.

    A wave whose record is no longer the one its pages were made of is listed, and left out of the history; so is a draft.
    """
    waves = _published(home)
    steady = [wave.record for wave in reversed(waves) if wave.record is not None and not wave.draft]
    silent = Paragraph(words.NOT_EVERYONE)
    blocks = [*over_time(steady), *[silent] * any(silent in summary(record) for record in steady)]
    about = {"title": of_top.ALL_SURVEYS, "intro": of_top.NEWEST_FIRST, "invented": any(wave.invented for wave in waves)}
    cards = [{"file": f"{wave.folder}/index.html", "title": wave.title, "sentence": wave.sentence, "draft": wave.draft}
             for wave in waves]
    page = render_top(about, cards, f"<h2>{of_top.OVER_TIME}</h2>{''.join(block.html() for block in blocks)}")
    whole_file(home / "index.html", page)
    return home / "index.html"


def over_time(records: list[SafeTally]) -> list[Finding | Paragraph]:
    """The headline indicators of several waves (oldest first) side by side, each only where it was asked in the same way."""
    frame = history(records)
    if frame.empty:
        return [Paragraph(of_top.NO_HISTORY)]
    waves = [name for name in _names(records) if name in set(frame["wave"])][-_MOST:]
    frame = frame[frame["wave"].isin(waves)]
    rows = pd.DataFrame([{"label": part["label"].iloc[0]} | dict(zip(part["wave"], part["words"], strict=True))
                         for _, part in frame.groupby("item", sort=False)], columns=["label", *waves])
    table = Table(of_top.OVER_TIME, {"label": say("findings.staff_who")} | {wave: wave for wave in waves},
                  rows.astype(object).where(rows.notna(), None), of_change.sources(waves))
    return [Finding(of_top.SIDE_BY_SIDE, f"{of_top.ONLY_LIKE} {of_top.MAY_BE_CHANCE}", charts.over_time(frame),
                    charts.over_time_alt(frame), table.source, table)]


def history(records: list[SafeTally]) -> pd.DataFrame:
    """One row a headline indicator and wave, for indicators that two waves or more asked in the same way as the newest did.

    records: oldest first. Columns: item, label, wave (its name on the page), share, low, high, words; waves oldest first.
    """
    parts, known, names = [], set(), _names(records)
    for newest in reversed(records):
        headlines = _headlines(newest)
        for one in headlines[~headlines["item"].isin(known)].to_dict("records"):
            known.add(one["item"])
            alike = [row.assign(wave=name) for name, record in zip(names, records, strict=True)
                     if len(row := _alike(record, newest, one["item"]))]
            parts += [pd.concat(alike).assign(label=one["label"])] if len(alike) > 1 else []
    columns = ["item", "label", "wave", "share", "low", "high", "words"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


@dataclass(frozen=True)
class _Wave:
    """A published wave: its folder, what its card says, and its record, if that is still the one its pages were made of."""

    folder: str
    title: str
    sentence: str
    draft: bool
    invented: bool
    record: SafeTally | None


def _published(home: Path) -> list[_Wave]:
    """The waves published in a folder, newest first."""
    found = []
    for path in sorted(home.glob("[!.]*/manifest.json")):
        manifest = json.loads(path.read_text("utf-8"))
        record = _record(manifest)
        opened = record.about["opened"] if record else ""
        found.append((opened, path.parent.name, manifest, record))
    return [_wave(name, manifest, record) for _, name, manifest, record in sorted(found, key=lambda one: one[:2], reverse=True)]


def _wave(name: str, manifest: dict, record: SafeTally | None) -> _Wave:
    if record is None:
        title, invented = manifest.get("title", name), manifest.get("invented", False)
        return _Wave(name, title, of_top.MADE_EARLIER, manifest["draft"], invented, None)
    return _Wave(name, record.about["title"], summary(record)[0].text, manifest["draft"], record.about["invented"], record)


def _record(manifest: dict) -> SafeTally | None:
    try:
        record = read_record(manifest["wave"])
    except BadInput:
        return None
    return record if record.digest() == manifest["records"][manifest["wave"]] else None


def _names(records: list[SafeTally]) -> list[str]:
    """What each wave is called: its title, with the name of its folder where two have the same."""
    titles = [record.about["title"] for record in records]
    return [title if titles.count(title) == 1 else f"{title} ({record.wave})"
            for title, record in zip(titles, records, strict=True)]


def _headlines(record: SafeTally) -> pd.DataFrame:
    frame = estimate.shares(record)
    return frame[frame["headline"].eq(True) & frame["kind"].eq("indicator")].dropna(subset="share")


def _alike(record: SafeTally, newest: SafeTally, item: str) -> pd.DataFrame:
    """The row of an indicator in a wave that asked it as the newest did, or no row."""
    row = _headlines(record).query("item == @item")
    if any(compare.comparable(record, newest, row["item"])):
        row = row.head(0)
    said = [of_change.one_wave(*ends) for ends in row[["share", "low", "high"]].to_numpy()]
    return row[["item", "share", "low", "high"]].assign(words=said)
