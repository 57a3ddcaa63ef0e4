"""The page above all published waves: each wave with a link, and the main results over time."""

from pathlib import Path

import pandas as pd

from coprod.analysis.changes import comparable
from coprod.analysis.shares import shares
from coprod.errors import BadInput
from coprod.paths import whole_file
from coprod.record import Survey
from coprod.record.files import digest as digest_of
from coprod.report import charts
from coprod.report.blocks import Blocks, Finding
from coprod.report.messages import say
from coprod.report.tables import Table
from coprod.report.wording import label_of
from coprod.site.cache import digest, file_digest, read_manifest, shared_digest
from coprod.site.templates import render_home
from coprod.workbook import read

_NOTE = ".index-made-of"  # beside the page: what it was made of
_MOST = 4  # so many waves stand side by side


def refresh_home(home: Path, force: bool = False) -> None:
    """Write the page above all waves in the folder `home`, unless nothing it is made of has changed since."""
    names = sorted(path.parent.name for path in home.glob("[!.]*/manifest.json"))
    note, page = home / _NOTE, home / "index.html"
    made_of = digest(shared_digest(names), [file_digest(home / name / "manifest.json") for name in names])
    told = note.read_bytes().split() if note.is_file() else []
    if force or not page.is_file() or told != [made_of.encode(), file_digest(page).encode()]:
        whole_file(note, f"{made_of} {file_digest(write_home(home))}\n")


def write_home(home: Path) -> Path:
    """Write `index.html` over all waves published in the folder `home`; returns its path.

    A wave whose record is no longer the one its pages were made of is listed, and left out of the history; so is a
    draft. The same waves give the same bytes.
    """
    waves = _published(home)
    steady = [wave["survey"] for wave in reversed(waves) if wave["survey"] is not None and not wave["draft"]]
    silent = say("survey.not_everyone")
    blocks = over_time(steady) + [silent] * any(silent in _summary(survey) for survey in steady)
    about = {"title": say("top.all_surveys"), "intro": say("top.newest_first"),
             "invented": any(wave["invented"] for wave in waves)}
    whole_file(home / "index.html", render_home(about, waves, blocks))
    return home / "index.html"


def over_time(surveys: list[Survey]) -> Blocks:
    """The headline indicators of several waves (oldest first) side by side, each only where it was asked in the same
    way."""
    frame = history(surveys)
    if frame.empty:
        return Blocks([say("top.no_history")])
    waves = [name for name in _names(surveys) if name in set(frame["wave"])][-_MOST:]
    frame = frame[frame["wave"].isin(waves)]
    cells = zip(frame["share"], frame["low"], frame["high"], strict=True)
    rows = frame.assign(cell=list(cells)).pivot(index="item", columns="wave", values="cell")
    rows = rows.reindex(frame["item"].unique()).astype(object)
    rows = rows.where(rows.notna(), None).assign(label=frame.groupby("item")["label"].first())
    table = Table(say("top.over_time"), {"label": say("findings.staff_who")} | {wave: wave for wave in waves}, rows,
                  say("change.sources", titles=waves), dict.fromkeys(waves, "estimate"))
    return Blocks([Finding(say("top.side_by_side"), f"{say('top.only_like')} {say('top.may_be_chance')}",
                           charts.over_time(frame), charts.over_time_alt(frame), table.source, table)])


def history(surveys: list[Survey]) -> pd.DataFrame:
    """One row a headline indicator and wave, for indicators that two waves or more asked as the newest of them did.

    surveys: oldest first. Columns: item, label, wave (its name on the page), share, low, high (0 to 1); waves oldest
    first.
    """
    parts, known, names = [], set(), _names(surveys)
    for newest in reversed(surveys):
        for item in (one for one in _headlines(newest)["item"] if one not in known):
            known.add(item)
            alike = [rows.assign(wave=name) for name, survey in zip(names, surveys, strict=True)
                     if len(rows := _alike(survey, newest, item))]
            parts += [pd.concat(alike).assign(label=label_of(newest, item))] if len(alike) > 1 else []
    columns = ["item", "label", "wave", "share", "low", "high"]
    return pd.concat(parts, ignore_index=True)[columns] if parts else pd.DataFrame(columns=columns)


def _published(home: Path) -> list[dict]:
    """The waves published in a folder, newest first; those without a record come last.

    Dicts with file, title, sentence, draft, invented, survey (None if the record is no longer that of the pages).
    """
    found = []
    for path in sorted(home.glob("[!.]*/manifest.json"), reverse=True):
        if not (manifest := read_manifest(path.parent)):
            continue  # no folder that publishing made
        survey = _survey(manifest)
        told = {"title": manifest.get("title", path.parent.name), "sentence": say("top.made_earlier"),
                "invented": manifest.get("invented", False)} if survey is None else {
            "title": survey.record.title, "sentence": _summary(survey)[0], "invented": survey.record.invented}
        found.append(told | {"file": f"{path.parent.name}/index.html", "draft": manifest["draft"], "survey": survey})
    return sorted(found, key=lambda one: f"{one['survey'].record.opened}" if one["survey"] else "", reverse=True)


def _survey(manifest: dict) -> Survey | None:
    try:
        survey = read(manifest["wave"])
    except BadInput:
        return None
    return survey if digest_of(survey.record) == manifest["records"].get(manifest["wave"]) else None


def _summary(survey: Survey) -> list[str]:
    return [block.plain() for block in survey.report.summary()]


def _names(surveys: list[Survey]) -> list[str]:
    """What each wave is called: its title, with the name of its folder where two have the same."""
    titles = [survey.record.title for survey in surveys]
    return [title if titles.count(title) == 1 else f"{title} ({survey.wave})"
            for title, survey in zip(titles, surveys, strict=True)]


def _headlines(survey: Survey) -> pd.DataFrame:
    frame = shares(survey)
    return frame[frame["item"].isin([measure.name for measure in survey.record.headlines])].dropna(subset="share")


def _alike(survey: Survey, newest: Survey, item: str) -> pd.DataFrame:
    """The row of an indicator in a wave that asked it as the newest did, or no row: columns item, share, low, high."""
    rows = _headlines(survey).query("item == @item")[["item", "share", "low", "high"]]
    try:
        differ = survey is not newest and any(comparable(Survey(newest.record, survey), [item]))
    except BadInput:  # they ran at the same time: neither is before the other
        differ = True
    return rows.head(0) if differ else rows
