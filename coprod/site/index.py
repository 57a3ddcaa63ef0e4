"""The index page of a wave and its manifest, which says what every other file is and what it was made of."""

import json
from pathlib import Path

from coprod.plan import find_filled, plan_folder
from coprod.record.files import digest
from coprod.report.messages import own_words
from coprod.report.wording import title_of
from coprod.site.cache import file_digest, versions
from coprod.site.templates import render_index
from coprod.workbook import Workbook


def about_of(survey: Workbook) -> dict:
    """What every page says about its wave, in the survey's language: as of `render_notebook` and `write_workbook`."""
    record = survey.record
    return {"title": title_of(survey), "invented": any(one.invented for one in survey.records), "floor": record.floor,
            "draft": not all(one.sealed for one in survey.records), "intro": own_words(record.survey),
            "closed": f"{record.closed}", "who": " ".join(block.plain() for block in survey.report.summary())}


def made_of(survey: Workbook, notebooks: list[Path], everything: str, pages: dict[str, str]) -> dict:
    """What the pages were made of, so that anybody can check or make them again, and need not where nothing changed.

    everything, pages: fingerprints of the whole and, by file, of each page.
    """
    first = survey.before or survey
    return {
        "wave": survey.wave, "title": survey.record.title, "invented": any(one.invented for one in survey.records),
        "baseline": survey.before and survey.before.wave, "draft": not all(one.sealed for one in survey.records),
        "records": {one.wave: digest(one) for one in survey.records},
        "plan": {path.name: file_digest(path) for name in ("plan", "review")
                 if (path := find_filled(plan_folder(first.wave), name))},
        "notebooks": {path.name: file_digest(path) for path in notebooks},
        "versions": versions(), "made_of": {"everything": everything, "pages": pages},
    }


def write_index(work: Path, about: dict, left_out: list[dict], downloads: list[dict], made: dict,
                known: dict | None = None) -> dict:
    """Write the index page, and the manifest, which covers every other file; returns the fingerprints of these files.

    left_out: dicts with title, reason; downloads: of `add_downloads`; made: of `made_of`; known: fingerprints of files
    that have not changed since.
    """
    index = render_index(about | {"files": downloads}, about["pages"] + left_out)
    (work / "index.html").write_text(index, "utf-8", newline="\n")
    names = sorted(path.relative_to(work).as_posix() for path in work.rglob("*")
                   if path.is_file() and path.name != "manifest.json")
    known = {name: told for name, told in (known or {}).items() if name != "index.html"}
    files = {name: known.get(name) or file_digest(work / name) for name in names}
    manifest = json.dumps(made | {"files": files}, indent=1, sort_keys=True, ensure_ascii=False)
    (work / "manifest.json").write_text(manifest + "\n", "utf-8", newline="\n")
    return files
