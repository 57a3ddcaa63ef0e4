"""What is explored is a copy that holds notebooks, records and plans only; what people save in it is kept."""

import json
import shutil
import tempfile
from collections.abc import Callable, MutableMapping
from contextlib import contextmanager
from pathlib import Path

from coprod.errors import BadInput
from coprod.explorer.lab import NOTEBOOK, serve_lab
from coprod.paths import processed_folder, project_root
from coprod.plan import find_filled, plan_folder, read_plan, read_review
from coprod.record import Record, read_record, read_survey
from coprod.record.files import FILES
from coprod.record.pooled_sessions import FILE as SESSIONS
from coprod.record.pooled_sessions import read_pools
from coprod.record.themes import FILE as THEMES
from coprod.record.themes import read_themes

OWN = "my-explorations"
_PLANS = {"plan": read_plan, "review": read_review}
_SERVED = {".ipynb": "notebooks"} | dict.fromkeys((*FILES, THEMES, SESSIONS, *(
    f"{name}{ending}" for name in _PLANS for ending in (".csv", ".xlsx"))), "data")  # name or ending -> in which folder
_START = {"cell_type": "markdown", "id": "start", "metadata": {"deletable": False, "editable": False}, "source": (
    '<button data-commandlinker-command="notebook:run-all-cells" data-commandlinker-args="{}" '
    'class="jp-mod-styled jp-mod-accept">Start</button>')}


def explore(wave: str, baseline: str, browser: bool, tell: Callable[[str], None], environment: MutableMapping) -> None:
    """Serve a copy until it is stopped with Ctrl-C; then keep what was saved in it, and remove it.

    wave, baseline: the surveys to explore; "": the latest record and the one before it. browser: open a page. tell:
    where sentences for the person go. environment: of this process (`lab.serve_lab`). Raises BadInput if there is no
    record, a record is not that of its folder, the baseline is not earlier, or the copy would have raw data in reach.
    """
    def opened(address):
        tell(f"Open this page: {address}")
        tell(f"It works on a copy. Notebooks you save there are kept in notebooks/{OWN}. To stop, press Ctrl and C.")

    root = project_root()
    with copied(root, *waves_of(root, wave, baseline)) as copy:
        try:
            serve_lab(copy, browser, opened, environment)
        finally:
            for path in keep_own(copy / "notebooks", root / "notebooks"):
                tell(f"Kept: notebooks/{path.relative_to(root / 'notebooks').as_posix()}")


@contextmanager
def copied(root: Path, wave: str, baseline: str):
    """A temporary folder with a copy of the notebooks (without outputs) and of the records; removed in the end.

    Raises BadInput if the copy would stand where raw data are in reach, or holds anything else.
    """
    copy = Path(tempfile.mkdtemp(prefix="coprod-explore-")).resolve()
    try:
        _write_records(root, copy)
        _write_notebooks(root / "notebooks", copy / "notebooks", {"wave": wave, "baseline": baseline})
        refuse_raw(copy)
        yield copy
    finally:
        shutil.rmtree(copy, ignore_errors=True)


def refuse_raw(served: Path) -> None:
    """Raise BadInput unless a folder holds notebooks and records only and has no raw data beside or above it."""
    above = [folder for folder in (served, *served.parents) if (folder / "data" / "raw").is_dir()]
    if above:
        raise BadInput("Exploring needs a folder from which raw data cannot be reached, but data/raw lies in or above "
                       f"the copy ({above[0]}). Set the variable TMPDIR (TEMP on Windows) to a folder outside the "
                       "project.")
    strange = [path for path in served.rglob("*")
               if path.is_symlink() or path.is_file() and not _may_be_served(path, served)]
    if strange:
        raise BadInput(f"Only notebooks and records are served, but {strange[0].name} is among them. Take it out.")


def keep_own(copy: Path, notebooks: Path) -> list[Path]:
    """Bring what a person saved in the copied notebooks home to notebooks/my-explorations; returns the new files.

    Files of before count only if their words or code changed. Nothing at home is written over.
    """
    kept = []
    for path in sorted(copy.rglob("*")):
        inside = path.relative_to(copy)
        hidden = any(part.startswith(".") for part in inside.parts)
        if not path.is_file() or hidden or _same_as_before(path, notebooks / inside):
            continue
        kept.append(_free_name(notebooks / OWN / inside.name))
        kept[-1].parent.mkdir(exist_ok=True)
        shutil.copyfile(path, kept[-1])
    return kept


def waves_of(root: Path, wave: str, baseline: str) -> tuple[str, str]:
    """The surveys to explore: those named, else the latest record and the last earlier one ("" if there is none)."""
    if not wave:
        records = sorted(_records(root), key=lambda record: (record.closed, record.opened))
        if not records:
            raise BadInput("data/processed holds no record to explore. Run `coprod process` first.")
        latest = records[-1]
        earlier = [one.wave for one in records if one.opened < latest.opened and one.closed < latest.closed]
        wave, baseline = latest.wave, baseline or (earlier or [""])[-1]
    read_survey(wave, baseline)
    return wave, baseline


def _records(root: Path) -> list[Record]:
    folders = sorted(path.parent for path in (root / "data" / "processed").glob(f"*/{FILES[0]}"))
    return [read_record(folder.name) for folder in folders if not folder.name.startswith(".")]


def _write_records(root: Path, copy: Path) -> None:
    """Copy each record with what lies beside it; every file is read first: only what passes as one is served."""
    for record in _records(root):
        home, folder = processed_folder(record.wave), copy / "data" / "processed" / record.wave
        for name, read in (*((name, read_record) for name in FILES), (THEMES, read_themes), (SESSIONS, read_pools)):
            if read(record.wave) is not None:
                _copy(home / name, folder)
        for name, read in _PLANS.items():
            if read(record.wave) is not None:
                _copy(find_filled(plan_folder(record.wave), name), copy / "data" / "plan" / record.wave)


def _copy(path: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, folder / path.name)


def _write_notebooks(source: Path, target: Path, parameters: dict) -> None:
    if not (source / NOTEBOOK).is_file():
        raise BadInput(f"notebooks/{NOTEBOOK} is missing. Bring it back from the repository.")
    for path in (*source.glob("*.ipynb"), *(source / OWN).glob("*.ipynb")):
        notebook = _stripped(json.loads(path.read_text("utf-8")))
        if path.parent == source:
            _set_parameters(notebook, parameters)
        if path == source / NOTEBOOK:
            cells = [cell for cell in notebook["cells"] if "published" not in cell["metadata"].get("tags", [])]
            notebook["cells"] = [cells[0], _START, *cells[1:]]
        file = target / path.relative_to(source)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _stripped(notebook: dict) -> dict:
    """Without outputs and attachments: a notebook somebody ran elsewhere may hold anything."""
    for cell in notebook["cells"]:
        cell.pop("attachments", None)
        if cell["cell_type"] == "code":
            cell |= {"outputs": [], "execution_count": None}
    notebook["metadata"].pop("widgets", None)
    return notebook


def _set_parameters(notebook: dict, parameters: dict) -> None:
    for cell in notebook["cells"]:
        if "parameters" in cell["metadata"].get("tags", []):
            lines = {line.split("=")[0].strip(): line for line in "".join(cell["source"]).splitlines()}
            given = {name: f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in parameters.items()
                     if name in lines}
            cell["source"] = "\n".join((lines | given).values())


def _may_be_served(path: Path, served: Path) -> bool:
    top = path.relative_to(served).parts[0]
    return _SERVED.get(path.name, _SERVED.get(path.suffix)) == top


def _same_as_before(path: Path, before: Path) -> bool:
    if not before.is_file() or path.suffix != ".ipynb":
        return False
    return _words(path) == _words(before)


def _words(path: Path) -> list[str]:
    """What was written into a notebook; parameters and the parts that only one of the two places has do not count."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells
            if not {"parameters", "published"} & {*cell["metadata"].get("tags", [])} and cell.get("id") != _START["id"]]


def _free_name(path: Path) -> Path:
    number, free = 2, path
    while free.exists():
        free, number = path.with_stem(f"{path.stem}-{number}"), number + 1
    return free
