"""Clusters on this machine, with and without encryption; their key is made as README.md says."""

import re
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import ROOT

TLS = "DASK_DISTRIBUTED__COMM__TLS__"


def block(kind: str, holds: str) -> str:
    """The one block of README.md of this kind that holds these words."""
    found, = (text for text in re.findall(rf"```{kind}\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S)
             if holds in text)
    return found


def make_key(folder: Path) -> Path:
    """Run README.md's command in a folder that is there; returns cluster.pem."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not installed: nothing of tls:// is tested here")
    subprocess.run(block("sh", "openssl").strip(), shell=True, cwd=folder, check=True, capture_output=True)
    return folder / "cluster.pem"


def settings(key: Path) -> dict[str, str]:
    """Dask's environment variables that name this key for everybody."""
    return {f"{TLS}{name}": str(key) for name in ("CA_FILE", "SCHEDULER__CERT", "WORKER__CERT", "CLIENT__CERT")}


def told(variables: dict[str, str]):
    """A context in which this process's Dask has these settings."""
    import dask

    return dask.config.set({name.removeprefix("DASK_").lower().replace("__", "."): yaml_of(value)
                            for name, value in variables.items()})


def yaml_of(value: str):
    """What a variable's text means."""
    return {"True": True, "False": False, "": None}.get(value, value)


def workers_in_the_open(count: int):
    """A cluster of so many processes without encryption."""
    return _cluster({}, count, host="127.0.0.1")


def encrypted_workers(key: Path, count: int):
    """The same with encryption; this process has the settings to reach it."""
    return _cluster(settings(key), count, protocol="tls://")


@contextmanager
def _cluster(variables: dict[str, str], count: int, **more):
    import distributed
    from distributed.security import Security

    with told(variables), distributed.LocalCluster(
            n_workers=count, threads_per_worker=1, dashboard_address=None, security=Security(), **more) as made:
        yield made
