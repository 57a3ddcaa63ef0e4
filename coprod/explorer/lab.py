"""JupyterLab as the explorer needs it: on one folder, for one person, without a terminal, with settings of its own."""

import json
import secrets
import socket
import tempfile
from collections.abc import Callable, MutableMapping
from importlib.resources import files
from pathlib import Path

NOTEBOOK = "8-explore.ipynb"
_SETTINGS = {
    "@jupyterlab/notebook-extension:tracker": {"autoStartDefaultKernel": True, "showInputPlaceholder": False,
                                               "windowingMode": "none"},
    "@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": False,
                                                    "doNotDisturbMode": True},
    "@jupyterlab/docmanager-extension:plugin": {"autosave": False},
    "@jupyterlab/completer-extension:manager": {"autoCompletion": False},
}
_NOT_LOADED = ("jupyter_lsp", "jupyter_server_terminals", "notebook_shim", "voila", "notebook", "nbclassic")
_OFF = dict.fromkeys((
    "@jupyterlab/terminal-extension", "@jupyterlab/extensionmanager-extension",
    "@jupyterlab/apputils-extension:announcements",
    "@jupyterlab/lsp-extension", "@jupyterlab/notebook-extension:language-server",
    "@jupyterlab/fileeditor-extension:language-server", "@jupyterlab/help-extension:launch-classic"), True)


def serve_lab(folder: Path, browser: bool, opened: Callable[[str], None], environment: MutableMapping) -> None:
    """Serve a folder until the process is stopped with Ctrl-C.

    browser: open the page in it; opened: is given the page's address, which holds the one token that opens it;
    environment: of this process, from which alone Jupyter and its kernels learn where settings lie.
    """
    with tempfile.TemporaryDirectory(prefix="coprod-lab-", ignore_cleanup_errors=True) as home:
        port, token, page = _free_port(), secrets.token_urlsafe(24), f"/doc/tree/notebooks/{NOTEBOOK}"
        _write_settings(Path(home, "config"), _options(folder, port, token, page, browser))
        for program, names in (("JUPYTER", ("CONFIG", "DATA", "RUNTIME")), ("JUPYTERLAB", ("SETTINGS", "WORKSPACES"))):
            environment |= {f"{program}_{name}_DIR": str(Path(home, name.lower())) for name in names}
        from jupyterlab.labapp import LabApp

        _trust(folder / "notebooks")
        opened(f"http://127.0.0.1:{port}{page}?token={token}")
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
    written = {"labconfig/default_setting_overrides": _SETTINGS, "labconfig/page_config": {"disabledExtensions": _OFF},
               "jupyter_server_config": options, "jupyter_lab_config": options}
    for name, content in written.items():
        (folder / f"{name}.json").write_text(json.dumps(content), "utf-8")


def _options(folder: Path, port: int, token: str, page: str, browser: bool) -> dict:
    return {
        "ServerApp": {"root_dir": str(folder), "ip": "127.0.0.1", "port": port, "port_retries": 0,
                      "open_browser": browser,
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
