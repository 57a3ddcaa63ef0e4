"""Makes the pages of a wave from the safe record alone: all of them, or none."""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

from coprod.errors import BadInput
from coprod.filled import find_filled
from coprod.folders import project_root, published_folder, whole_folder
from coprod.plan import plan_folder
from coprod.public.findings import summary
from coprod.public.findings_of_expectations import plan_judged
from coprod.public.findings_of_review import review_of
from coprod.public.page import render_index, render_notebook
from coprod.public.plan_checks import plan_of
from coprod.public.run import run_notebook, with_marks
from coprod.public.shelf import fill_shelf, put_in_one_file
from coprod.public.team_pages import INDEX, make_team_pages, why_none
from coprod.public.toppage import write_top_page
from coprod.public.words import of_change, of_plan, of_teams
from coprod.safe import SafeTally, read_record

_SHOWN_VERSIONS = ("coprod", "matplotlib", "nbformat", "pandas", "papermill", "scipy", "seaborn")


def publish(wave: str, baseline: str = "", groups: bool = False, pdf: bool | None = False) -> Path:
    """Run every notebook for a wave and publish its pages and what lies beside them; returns the index page.

    A notebook that needs a baseline is left out where none is given, and the index says so; `groups`: also one page for
    each team, if the record shows teams; `pdf`: as of `shelf.fill_shelf`. Pages of a record that was not released are marked
    as a draft. Raises BadInput if a record is missing or was changed, or if a notebook fails.
    """
    from tqdm import tqdm

    records = [read_record(name) for name in (wave, baseline) if name]
    plan_of(records[0])  # what is wrong with a plan is said by its line before anything runs
    if wave == baseline:
        raise BadInput(f'"{wave}" cannot be its own baseline. Name the earlier wave.')
    folder = project_root() / "notebooks"
    notebooks = [_read(path) for path in sorted(folder.glob("*.ipynb"))]
    if not notebooks:
        raise BadInput("notebooks/ holds no notebook to publish.")
    left_out = {nb["file"]: _why_left_out(nb, records, groups) for nb in notebooks}
    kept = [nb for nb in notebooks if not left_out[nb["file"]]]
    parameters = {"wave": wave, "baseline": baseline}
    progress = tqdm([nb for nb in kept if not _by_team(nb)], desc=f"Publishing {wave}", unit="page")
    done = {nb["file"]: run_notebook(nb["path"], parameters, project_root()) for nb in progress}
    target = published_folder(wave)
    with whole_folder(target) as work:
        pages = [{name: nb[name] for name in ("file", "title", "sentence")} for nb in kept]
        about = _about(records) | {"pages": pages}
        for nb in filter(_by_team, kept):
            make_team_pages(work, nb["path"], records[0], parameters, about)
        missing = [{"title": nb["title"], "reason": left_out[nb["file"]]} for nb in notebooks if left_out[nb["file"]]]
        _write_pages(work, about, done)
        shelf = fill_shelf(work, wave, about, pdf)
        _write_front(work, about, missing, shelf, _made_of(records, notebooks))
        shelf = put_in_one_file(work, wave, about, shelf)  # with an index that does not name the file it lies in
        _write_front(work, about, missing, shelf, _made_of(records, notebooks))
    write_top_page(target.parent)
    return target / "index.html"


def _read(path: Path) -> dict:
    notebook = json.loads(path.read_text("utf-8"))
    about = notebook["metadata"].get("coprod", {})
    first = next(line for cell in notebook["cells"] for line in "".join(cell["source"]).splitlines() if line.startswith("# "))
    needs = about.get("needs", [])
    return {"path": path, "file": INDEX if "group" in needs else f"{path.stem}.html", "title": first[2:].strip(),
            "sentence": about.get("sentence", ""), "needs": needs}


def _by_team(notebook: dict) -> bool:
    """Whether a notebook is run once for each team."""
    return "group" in notebook["needs"]


def _why_left_out(notebook: dict, records: list[SafeTally], groups: bool) -> str:
    """Why a notebook has no page this time, in a sentence; "" if it has one."""
    if "baseline" in notebook["needs"] and len(records) < 2:
        return of_change.NO_BASELINE
    if "plan" in notebook["needs"] and plan_judged(*records) is None:
        return of_plan.of_review("no_plan_page")
    if "review" in notebook["needs"] and not review_of(*records):
        return of_plan.of_review("no_review_page")
    return why_none(records[0]) or of_teams.NO_TEAM_PAGES * (not groups) if _by_team(notebook) else ""


def _write_pages(work: Path, about: dict, done: dict) -> None:
    import nbformat

    for file, notebook in done.items():
        (work / file).write_text(render_notebook(notebook, about | {"file": file}), "utf-8", newline="\n")
        marked = with_marks(notebook, about)
        (work / file).with_suffix(".ipynb").write_text(nbformat.writes(marked) + "\n", "utf-8", newline="\n")


def _write_front(work: Path, about: dict, left_out: list[dict], shelf: list[dict], made_of: dict) -> None:
    """The index page, and the manifest, which covers every other file."""
    index = render_index(about | {"files": shelf}, about["pages"] + left_out)
    (work / "index.html").write_text(index, "utf-8", newline="\n")
    files = {path.relative_to(work).as_posix(): _sha(path) for path in sorted(work.rglob("*"))
             if path.is_file() and path.name != "manifest.json"}
    manifest = json.dumps(made_of | {"files": files}, indent=1, sort_keys=True, ensure_ascii=False)
    (work / "manifest.json").write_text(manifest + "\n", "utf-8", newline="\n")


def _about(records: list[SafeTally]) -> dict:
    about = records[0].about
    return {"title": about["title"], "invented": any(r.about["invented"] for r in records), "floor": about["floor"],
            "draft": not all(r.sealed for r in records), "intro": about["survey"], "closed": about["closed"],
            "who": " ".join(block.text for block in summary(records[0]))}


def _made_of(records: list[SafeTally], notebooks: list[dict]) -> dict:
    """What the pages were made of, so that anybody can check or make them again."""
    return {
        "wave": records[0].wave, "title": records[0].about["title"], "invented": any(r.about["invented"] for r in records),
        "baseline": records[1].wave if len(records) > 1 else None,
        "draft": not all(record.sealed for record in records),
        "records": {record.wave: record.digest() for record in records},
        "plan": {path.name: _sha(path) for name in ("plan", "review")
                 if (path := find_filled(plan_folder(records[-1].wave), name))},
        "notebooks": {nb["path"].name: _sha(nb["path"]) for nb in notebooks},
        "versions": {name: version(name) for name in _SHOWN_VERSIONS},
    }


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
