"""The way to a cluster: each way in which it fails is told in words, at once, and README.md tells the truth of it."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from coprod.errors import BadInput, refuse
from coprod.site.workers import scheduler
from coprod.site.workers.scheduler import connected
from tests import EXAMPLES, ROOT
from tests.clusters import block, encrypted_workers, make_key, settings, told, workers_in_the_open
from tests.conftest import tree

distributed = pytest.importorskip("distributed", reason="Dask is not installed: nothing of --scheduler is tested here")


@pytest.fixture(scope="module")
def key(tmp_path_factory):
    return make_key(tmp_path_factory.mktemp("ours"))


@pytest.fixture(scope="module")
def other(tmp_path_factory):
    """Another key, which the cluster has never seen."""
    return make_key(tmp_path_factory.mktemp("theirs"))


@pytest.fixture(scope="module")
def encrypted(key):
    with encrypted_workers(key, 1) as made:
        yield made.scheduler_address


@pytest.fixture(scope="module")
def plain():
    with workers_in_the_open(1) as made:
        yield made.scheduler_address


def refusal(address, variables=()):
    start = time.monotonic()
    with told(dict(variables)), pytest.raises(BadInput) as caught:
        connected(address)
    assert time.monotonic() - start < 10
    return str(caught.value)


@pytest.mark.parametrize("address", [
    "counter:8786", "tls://counter", "http://counter:8786", "tls://:8786", "counter", "tls://a:b:1"])
def test_what_is_no_address_is_said_to_be_none(address):
    assert "no address of a Dask scheduler" in refusal(address)


def test_the_right_key_opens(encrypted, key):
    with told(settings(key)), connected(encrypted) as client:
        assert client.submit(sum, [1, 2]).result() == 3


def test_the_certificate_and_its_key_may_lie_in_two_files(encrypted, key, tmp_path):
    text = key.read_text()
    cut = text.index("-----BEGIN CERT")
    (tmp_path / "key").write_text(text[:cut])
    (tmp_path / "cert").write_text(text[cut:])
    named = {"CA_FILE": key, "CLIENT__CERT": tmp_path / "cert", "CLIENT__KEY": tmp_path / "key"}
    with (told({f"DASK_DISTRIBUTED__COMM__TLS__{name}": str(path) for name, path in named.items()}),
          connected(encrypted) as client):
        assert client.scheduler_info()


def test_without_certificates(encrypted):
    nothing = {f"DASK_DISTRIBUTED__COMM__TLS__{name}": "" for name in ("CA_FILE", "CLIENT__CERT")}
    said = refusal(encrypted, nothing)
    assert "tls:// needs certificates" in said and "DASK_DISTRIBUTED__COMM__TLS__CA_FILE" in said
    assert "CLIENT__KEY" in said


def test_the_schedulers_certificate_is_not_vouched_for(encrypted, other):
    assert "must vouch for the certificates of them all" in refusal(encrypted, settings(other))


def test_the_scheduler_refuses_ours(encrypted, key, other):
    said = refusal(encrypted, settings(other) | {"DASK_DISTRIBUTED__COMM__TLS__CA_FILE": str(key)})
    assert "must vouch for the certificates of them all" in said


def test_files_that_are_not_there_and_files_that_are_no_certificates(encrypted, tmp_path):
    assert "a PEM file that is there" in refusal(encrypted, settings(tmp_path / "gone.pem"))
    (tmp_path / "text.pem").write_text("no certificate")
    said = refusal(encrypted, settings(tmp_path / "text.pem"))
    assert "cannot be used" in said and "DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT" in said


def test_a_key_that_stands_in_the_settings_themselves_is_never_repeated(encrypted, key):
    secret = key.read_text().replace("MII", "XXX")
    said = refusal(encrypted, settings(key) | {"DASK_DISTRIBUTED__COMM__TLS__CLIENT__CERT": secret})
    assert "cannot be used" in said and secret.splitlines()[2] not in said


def test_a_scheduler_that_speaks_tls_is_not_called_by_tcp(encrypted):
    assert "give its address with tls://" in refusal(encrypted.replace("tls://", "tcp://"))


def test_a_scheduler_that_does_not_speak_tls(plain, key):
    assert "must be started with `--protocol tls`" in refusal(plain.replace("tcp://", "tls://"), settings(key))


def test_settings_that_ask_for_encryption(plain):
    assert "ask for encryption" in refusal(plain, {"DASK_DISTRIBUTED__COMM__REQUIRE_ENCRYPTION": "True"})


def test_nobody_is_there(monkeypatch):
    monkeypatch.setattr(scheduler, "_SECONDS", 1)
    assert "no Dask scheduler answers" in refusal("tcp://127.0.0.1:9")


@pytest.mark.parametrize("says", [b"HTTP/1.1 400 Bad Request\r\n\r\n" * 9, b""])
def test_something_else_is_there(says, monkeypatch):
    monkeypatch.setattr(scheduler, "_SECONDS", 1)
    held = []
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=lambda: held.append(server.accept()[0]) or held[0].send(says), daemon=True).start()
        assert "no Dask scheduler answers" in refusal(f"tcp://127.0.0.1:{server.getsockname()[1]}")


def test_a_cluster_without_workers(monkeypatch):
    monkeypatch.setattr(scheduler, "_SECONDS", 2)
    with workers_in_the_open(0) as alone:
        assert "no worker has joined" in refusal(alone.scheduler_address)


@pytest.mark.parametrize(("address", "open_to_others"), [
    ("tls://counter:8786", False), ("tls://10.0.0.1:8786", False), ("tcp://127.0.0.1:8786", False),
    ("tcp://127.1.2.3:8786", False), ("tcp://[::1]:8786", False), ("tcp://localhost:8786", False),
    ("tcp://counter:8786", True), ("tcp://10.0.0.1:8786", True), ("tcp://0.0.0.0:8786", True),
    ("tcp://[fe80::1]:8786", True), ("tcp://localhost.example:8786", True)])
def test_a_cluster_on_other_machines_is_refused_where_others_could_listen_in(address, open_to_others, monkeypatch):
    monkeypatch.setattr("distributed.security.Security.get_connection_args", lambda *_: refuse(["no certificates"]))
    assert ("without encryption" if open_to_others else "certificates that Dask's settings name") in refusal(address)


def test_a_cluster_as_readme_says_makes_pages(project):
    """README.md's own lines, but for a port and a host that are free here."""
    shutil.copytree(ROOT / "data" / "processed", project / "data" / "processed", dirs_exist_ok=True)
    (project / "notebooks").mkdir()
    shutil.copy(ROOT / "notebooks" / "1-who-answered.ipynb", project / "notebooks")
    make_key(project)
    (project / "cluster.yaml").write_text(block("yaml", "distributed"))
    export, start, join, _ = block("sh", "dask scheduler").splitlines()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    name, value = export.removeprefix("export ").split("=")
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    here = os.environ | {name: value, "PATH": programs, "PYTHONPATH": str(ROOT)}

    def run(command, **more):
        return subprocess.Popen(command.replace("counter:8786", f"127.0.0.1:{port}"), shell=True, env=here, text=True,
                                start_new_session=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **more)

    quiet = " --no-dashboard > cluster.log 2>&1"
    started = [run(f"{start} --host 127.0.0.1 --port {port}{quiet}"), run(f"{join}{quiet}")]
    publish = f"coprod publish {EXAMPLES[0]} --no-pdf --force"
    try:
        asked = run(f"{publish} --scheduler tls://counter:8786")
        assert "Published" in asked.communicate(timeout=120)[0]
    finally:
        for program in started:
            os.killpg(program.pid, signal.SIGTERM)
            program.communicate()
    there = tree(project / "notebooks" / "published")
    assert "Published" in run(publish).communicate(timeout=120)[0]
    assert tree(project / "notebooks" / "published") == there
