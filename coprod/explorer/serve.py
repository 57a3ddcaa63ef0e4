"""Starts JupyterLab on a copy that holds notebooks, safe records and plans only, and keeps what people save in it."""

import json
import os
import secrets
import shutil
import socket
import tempfile
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from coprod.errors import BadInput
from coprod.paths import processed_folder, project_root
from coprod.plan.input_tables import find_filled
from coprod.plan.learning_plan import plan_folder, read_plan
from coprod.plan.review import read_review
from coprod.record.pooled_sessions import FILE as SESSIONS
from coprod.record.pooled_sessions import read_pools
from coprod.record.safe import SafeTally, read_record
from coprod.record.themes import FILE as THEMES
from coprod.record.themes import read_themes

NOTEBOOK, OWN = "8-explore.ipynb", "my-explorations"
_PLANS = {"plan": read_plan, "review": read_review}
_FILES = {".ipynb": "notebooks"} | dict.fromkeys(("wave.json", "tallies.csv", THEMES, SESSIONS, *(
    f"{name}{ending}" for name in _PLANS for ending in (".csv", ".xlsx"))), "data")
_SETTINGS = {
    "@jupyterlab/notebook-extension:tracker": {"autoStartDefaultKernel": True, "showInputPlaceholder": False,
                                               "windowingMode": "none"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False, "doNotDisturbMode": True},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    "@jupyterlab/completer-extension:manager": {"autoCompletion": False},
}
_NOT_LOADED = ("jupyter_lsp", "jupyter_server_terminals", "notebook_shim", "voila", "notebook", "nbclassic")
_START = {"cell_type": "markdown", "id": "start", "metadata": {"deletable": False, "editable": False}, "source": (
    '<button data-commandlinker-command="notebook:run-all-cells" data-commandlinker-args="{}" '
    'class="jp-mod-styled jp-mod-accept">Start</button>')}
_OFF = {name: True for name in ("@jupyterlab/terminal-extension", "@jupyterlab/extensionmanager-extension",
                                "@jupyterlab/apputils-extension:announcements", "@jupyterlab/lsp-extension",
                                "@jupyterlab/notebook-extension:language-server",
                                "@jupyterlab/fileeditor-extension:language-server", "@jupyterlab/help-extension:launch-classic")}


def explore(wave: str = "", baseline: str = "", browser: bool = True, tell=print) -> None:
    """Serve a copy until it is stopped with Ctrl-C; then keep what was saved in it, and remove it.

    wave, baseline: the surveys to explore; without them the latest record and the one before it. browser: open a page.
    tell: where sentences for the person go. Raises BadInput if there is no record, or the copy would have raw data in reach.
    """
    root = project_root()
    with copied(root, *_waves(root, wave, baseline)) as copy:
        try:
            _serve_lab(copy, browser, tell)
        finally:
            kept = keep_own(copy / "notebooks", root / "notebooks")
            for path in kept:
                tell(f"Kept: notebooks/{path.relative_to(root / 'notebooks').as_posix()}")


@contextmanager
def copied(root: Path, wave: str, baseline: str):
    """A temporary folder with a copy of the notebooks (without outputs) and of the safe records; removed in the end.

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
    """Raise BadInput unless a folder holds notebooks and safe records only and has no raw data beside or above it."""
    above = [folder for folder in (served, *served.parents) if (folder / "data" / "raw").is_dir()]
    if above:
        raise BadInput(f"Exploring needs a folder from which raw data cannot be reached, but data/raw lies in or above the copy "
                       f"({above[0]}). Set the variable TMPDIR (TEMP on Windows) to a folder outside the project.")
    strange = [path for path in served.rglob("*") if path.is_symlink() or path.is_file() and not _may_be_served(path, served)]
    if strange:
        raise BadInput(f"Only notebooks and safe records are served, but {strange[0].name} is among them. Take it out.")


def keep_own(copy: Path, notebooks: Path) -> list[Path]:
    """Bring what a person saved in the copied notebooks/ folder home to notebooks/my-explorations; returns the new files.

    Files of before count only if their words or code changed. Nothing at home is written over.
    """
    kept = []
    for path in sorted(copy.rglob("*")):
        inside = path.relative_to(copy)
        if not path.is_file() or any(part.startswith(".") for part in inside.parts) or _same_as_before(path, notebooks / inside):
            continue
        kept.append(_free_name(notebooks / OWN / inside.name))
        kept[-1].parent.mkdir(exist_ok=True)
        shutil.copyfile(path, kept[-1])
    return kept


def _waves(root: Path, wave: str, baseline: str) -> tuple[str, str]:
    """The surveys to explore: those named, else the latest record and the one before it."""
    if wave:
        return read_record(wave).wave, read_record(baseline).wave if baseline else ""
    records = sorted(_records(root), key=lambda record: record.about["closed"])
    if not records:
        raise BadInput("data/processed holds no record to explore. Run `coprod process` first.")
    return records[-1].wave, baseline or (records[-2].wave if len(records) > 1 else "")


def _records(root: Path) -> list[SafeTally]:
    folders = sorted(path.parent for path in (root / "data" / "processed").glob("*/wave.json"))
    return [read_record(folder.name) for folder in folders if not folder.name.startswith(".")]


def _write_records(root: Path, copy: Path) -> None:
    for record in _records(root):  # read and written anew: only what passes as a safe record is served
        folder = copy / "data" / "processed" / record.wave
        folder.mkdir(parents=True)
        record.write(folder)
        for name, read in ((THEMES, read_themes), (SESSIONS, read_pools)):
            if read(record.wave) is not None:
                shutil.copyfile(processed_folder(record.wave) / name, folder / name)
        for name, read in _PLANS.items():
            if read(record.wave) is not None:
                path, plans = find_filled(plan_folder(record.wave), name), copy / "data" / "plan" / record.wave
                plans.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, plans / path.name)


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
            known = [line.split("=")[0].strip() for line in "".join(cell["source"]).splitlines()]
            lines = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in parameters.items() if name in known]
            others = [line for line in "".join(cell["source"]).splitlines() if line.split("=")[0].strip() not in parameters]
            cell["source"] = "\n".join(lines + others)


def _may_be_served(path: Path, served: Path) -> bool:
    top = path.relative_to(served).parts[0]
    return _FILES.get(path.name, _FILES.get(path.suffix)) == top


def _same_as_before(path: Path, before: Path) -> bool:
    if not before.is_file() or path.suffix != ".ipynb":
        return False
    return _words(path) == _words(before)


def _words(path: Path) -> list[str]:
    """What was written into a notebook; parameters and the parts that only one of the two places has do not count."""
    cells = json.loads(path.read_text("utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells
            if not {"parameters", "published"} & set(cell["metadata"].get("tags", [])) and cell.get("id") != _START["id"]]


def _free_name(path: Path) -> Path:
    number, free = 2, path
    while free.exists():
        free, number = path.with_stem(f"{path.stem}-{number}"), number + 1
    return free


def _serve_lab(copy: Path, browser: bool, tell) -> None:
    with tempfile.TemporaryDirectory(prefix="coprod-lab-", ignore_cleanup_errors=True) as home:
        port, token, page = _free_port(), secrets.token_urlsafe(24), f"/doc/tree/notebooks/{NOTEBOOK}"
        _write_settings(Path(home, "config"), _options(copy, port, token, page, browser))
        os.environ.update({f"JUPYTER_{name}_DIR": str(Path(home, name.lower())) for name in ("CONFIG", "DATA", "RUNTIME")})
        os.environ.update({f"JUPYTERLAB_{name}_DIR": str(Path(home, name.lower())) for name in ("SETTINGS", "WORKSPACES")})
        from jupyterlab.labapp import LabApp

        _trust(copy / "notebooks")

        tell(f"Open this page: http://127.0.0.1:{port}{page}?token={token}")
        tell(f"It works on a copy. Notebooks you save there are kept in notebooks/{OWN}. To stop, press Ctrl and C.")
        LabApp.launch_instance(argv=[])


def _trust(notebooks: Path) -> None:
    """Sign the copied notebooks, from which all outputs were taken: else JupyterLab asks before it starts one."""
    import nbformat
    from nbformat.sign import NotebookNotary

    for path in notebooks.rglob("*.ipynb"):
        NotebookNotary().sign(nbformat.read(path, 4))


def _write_settings(folder: Path, options: dict) -> None:
    (folder / "labconfig").mkdir(parents=True)
    (folder / "custom").mkdir()
    (folder / "custom" / "custom.css").write_bytes((files(__package__) / "lab.css").read_bytes())
    for name, content in (("labconfig/default_setting_overrides.json", _SETTINGS), ("labconfig/page_config.json", {
            "disabledExtensions": _OFF}), ("jupyter_server_config.json", options), ("jupyter_lab_config.json", options)):
        (folder / name).write_text(json.dumps(content), "utf-8")


def _options(copy: Path, port: int, token: str, page: str, browser: bool) -> dict:
    return {
        "ServerApp": {"root_dir": str(copy), "ip": "127.0.0.1", "port": port, "port_retries": 0, "open_browser": browser,
                      "answer_yes": True, "terminals_enabled": False, "allow_remote_access": False, "allow_root": True,
                      "log_level": "ERROR", "default_url": page,
                      "jpserver_extensions": {"jupyterlab": True} | dict.fromkeys(_NOT_LOADED, False)},
        "IdentityProvider": {"token": token},
        "ContentsManager": {"allow_hidden": False},
        "KernelSpecManager": {"allowed_kernelspecs": ["python3"]},
        "LabApp": {"default_url": page, "extension_manager": "readonly", "news_url": None, "custom_css": True,
                   "log_level": "ERROR"}}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]
