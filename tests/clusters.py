"""Clusters on this machine, with and without encryption; their key is made as README.md says."""

import os
import re
import shutil
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests import ROOT

MEMORY = ("spill", "target")
TLS = "DASK_DISTRIBUTED__COMM__TLS__"


def block(kind: str, holds: str) -> str:
    """The one block of README.md of this kind that holds these words."""
    found, = (text for text in re.findall(rf"```{kind}\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.S) if holds in text)
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


def two_workers(count: int = 2, host: str = "127.0.0.1", **memory):
    """A cluster of two processes without encryption; by default none of them may write to disk."""
    return _cluster({}, count, memory, host=host)


def two_encrypted(key: Path, count: int = 2):
    """The same with encryption; this process has the settings to reach it."""
    return _cluster(settings(key), count, {}, protocol="tls://")


@contextmanager
def _cluster(variables: dict[str, str], count: int, memory: dict, **more):
    """The settings hold as long as the cluster, for the worker too that takes the place of a lost one."""
    import dask
    import distributed
    from distributed.security import Security

    written = dask.config.set({f"distributed.worker.memory.{name}": memory.get(name, False) for name in MEMORY})
    with told(variables), written, distributed.LocalCluster(
            n_workers=count, threads_per_worker=1, dashboard_address=None, security=Security(), **more) as made:
        yield made


def pids(cluster) -> set[int]:
    """The processes of its workers that answer."""
    import distributed

    with distributed.Client(cluster, set_as_default=False) as client:
        return {pid for pid in client.run(os.getpid, on_error="return").values() if isinstance(pid, int)}


def gone(cluster, victim: int) -> bool:
    """Whether this worker ended and another took its place, after waiting for that."""
    for _ in range(300):
        if len(now := pids(cluster)) == 2 and victim not in now:
            return True
        time.sleep(0.2)
    return False


def command_line(*arguments: str, key: Path) -> subprocess.CompletedProcess:
    """The command line in the working folder, with Dask's environment variables that name this key."""
    return subprocess.run([sys.executable, "-m", "coprod", *arguments], capture_output=True, text=True,
                          env=os.environ | settings(key) | {"PYTHONPATH": str(ROOT)})
