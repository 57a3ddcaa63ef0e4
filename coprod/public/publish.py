"""Makes the pages of a wave from the safe record alone: all of them, or none."""

import hashlib
import json
from importlib.metadata import version
from pathlib import Path

from coprod.errors import BadInput
from coprod.folders import project_root, published_folder, whole_folder
from coprod.public.page import render_index, render_notebook
from coprod.public.run import run_notebook, with_marks
from coprod.safe import SafeTally, read_record

_SHOWN_VERSIONS = ("coprod", "matplotlib", "nbformat", "pandas", "papermill", "scipy", "seaborn")


def publish(wave: str, baseline: str = "") -> Path:
    """Run every notebook for a wave and publish its pages; returns the index page.

    A notebook that needs a baseline is left out where none is given, and the index says so. Pages of a record that was not
    released are marked as a draft. Raises BadInput if a record is missing or was changed, or if a notebook fails.
    """
    from tqdm import tqdm

    records = [read_record(name) for name in (wave, baseline) if name]
    if wave == baseline:
        raise BadInput(f'"{wave}" cannot be its own baseline. Name the earlier wave.')
    folder = project_root() / "notebooks"
    notebooks = [_read(path) for path in sorted(folder.glob("*.ipynb"))]
    if not notebooks:
        raise BadInput("notebooks/ holds no notebook to publish.")
    kept = [nb for nb in notebooks if baseline or not nb["needs_baseline"]]
    parameters = {"wave": wave, "baseline": baseline}
    progress = tqdm(kept, desc=f"Publishing {wave}", unit="page")
    done = [run_notebook(nb["path"], parameters, project_root()) for nb in progress]
    target = published_folder(wave)
    with whole_folder(target) as work:
        _write(work, records, notebooks, dict(zip((nb["file"] for nb in kept), done, strict=True)))
    return target / "index.html"


def _read(path: Path) -> dict:
    notebook = json.loads(path.read_text("utf-8"))
    about = notebook["metadata"].get("coprod", {})
    first = next(line for cell in notebook["cells"] for line in "".join(cell["source"]).splitlines() if line.startswith("# "))
    return {"path": path, "file": f"{path.stem}.html", "title": first[2:].strip(), "sentence": about.get("sentence", ""),
            "needs_baseline": "baseline" in about.get("needs", [])}


def _write(work: Path, records: list[SafeTally], notebooks: list[dict], done: dict) -> None:
    import nbformat

    about = _about(records)
    pages = [{name: nb[name] for name in ("file", "title", "sentence")} for nb in notebooks if nb["file"] in done]
    left_out = [{"title": nb["title"], "reason": "This page compares two surveys, and there is no earlier one."}
                for nb in notebooks if nb["file"] not in done]
    for file, notebook in done.items():
        page = render_notebook(notebook, about | {"file": file, "pages": pages})
        (work / file).write_text(page, "utf-8", newline="\n")
        marked = with_marks(notebook, about)
        (work / file).with_suffix(".ipynb").write_text(nbformat.writes(marked) + "\n", "utf-8", newline="\n")
    files = [{"file": f"{Path(page['file']).stem}.ipynb", "title": f"{page['title']} (notebook)"} for page in pages]
    files.append({"file": "manifest.json", "title": "What these pages were made of, and how to check them"})
    index = render_index(about | {"files": files}, pages + left_out)
    (work / "index.html").write_text(index, "utf-8", newline="\n")
    manifest = json.dumps(_manifest(work, records, notebooks), indent=1, sort_keys=True, ensure_ascii=False)
    (work / "manifest.json").write_text(manifest + "\n", "utf-8", newline="\n")


def _about(records: list[SafeTally]) -> dict:
    about = records[0].about
    return {"title": about["title"], "invented": any(r.about["invented"] for r in records), "floor": about["floor"],
            "draft": not all(r.sealed for r in records), "intro": about["survey"]}


def _manifest(work: Path, records: list[SafeTally], notebooks: list[dict]) -> dict:
    """What the pages were made of, so that anybody can check or make them again."""
    return {
        "wave": records[0].wave, "baseline": records[1].wave if len(records) > 1 else None,
        "draft": not all(record.sealed for record in records),
        "records": {record.wave: record.digest() for record in records},
        "notebooks": {nb["path"].name: _sha(nb["path"]) for nb in notebooks},
        "pages": {path.name: _sha(path) for path in sorted(work.iterdir())},
        "versions": {name: version(name) for name in _SHOWN_VERSIONS},
    }


def _sha(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
