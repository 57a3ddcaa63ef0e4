"""The index page of a wave and its manifest, which says what every other file is and what it was made of."""

import json
from pathlib import Path

from coprod.plan.input_tables import find_filled
from coprod.plan.learning_plan import plan_folder
from coprod.record.safe import SafeTally
from coprod.report.pages.findings import summary
from coprod.site.cache import file_digest, versions
from coprod.site.templates import render_index


def about_of(records: list[SafeTally]) -> dict:
    """What every page says about its wave (the first record): as of `page.render_notebook`, `workbook.workbook`."""
    about = records[0].about
    return {"title": about["title"], "invented": any(r.about["invented"] for r in records), "floor": about["floor"],
            "draft": not all(r.sealed for r in records), "intro": about["survey"], "closed": about["closed"],
            "who": " ".join(block.text for block in summary(records[0]))}


def made_of(records: list[SafeTally], notebooks: list[Path], everything: str, pages: dict[str, str]) -> dict:
    """What the pages were made of, so that anybody can check or make them again, and need not where nothing changed.

    everything, pages: fingerprints (`inputs`) of the whole and, by file, of each page.
    """
    return {
        "wave": records[0].wave, "title": records[0].about["title"], "invented": any(r.about["invented"] for r in records),
        "baseline": records[1].wave if len(records) > 1 else None,
        "draft": not all(record.sealed for record in records),
        "records": {record.wave: record.digest() for record in records},
        "plan": {path.name: file_digest(path) for name in ("plan", "review")
                 if (path := find_filled(plan_folder(records[-1].wave), name))},
        "notebooks": {path.name: file_digest(path) for path in notebooks},
        "versions": versions(), "made_of": {"everything": everything, "pages": pages},
    }


def write_front(work: Path, about: dict, left_out: list[dict], shelf: list[dict], made: dict, known: dict | None = None) -> dict:
    """Write the index page, and the manifest, which covers every other file; returns the fingerprints of these files.

    left_out: dicts with title, reason; shelf: of `shelf.fill_shelf`; made: of `made_of`; known: fingerprints of files that
    have not changed since.
    """
    index = render_index(about | {"files": shelf}, about["pages"] + left_out)
    (work / "index.html").write_text(index, "utf-8", newline="\n")
    names = sorted(path.relative_to(work).as_posix() for path in work.rglob("*") if path.is_file() and path.name != "manifest.json")
    known = {name: told for name, told in (known or {}).items() if name != "index.html"}
    files = {name: known.get(name) or file_digest(work / name) for name in names}
    manifest = json.dumps(made | {"files": files}, indent=1, sort_keys=True, ensure_ascii=False)
    (work / "manifest.json").write_text(manifest + "\n", "utf-8", newline="\n")
    return files
