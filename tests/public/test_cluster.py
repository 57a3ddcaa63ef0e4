"""Pages made on a cluster are those of one machine, byte for byte, also where a worker is lost; raw data never goes there."""

import os
import shutil
import signal
import threading

import pytest

from coprod.errors import BadInput
from coprod.public import cluster
from coprod.public.batch import Making
from coprod.public.publish import publish
from tests import EXAMPLES, ROOT

distributed = pytest.importorskip("distributed", reason="Dask is not installed: nothing of --scheduler is tested here")


@pytest.fixture
def project_with_records(project):
    shutil.copytree(ROOT / "data" / "processed", project / "data" / "processed", dirs_exist_ok=True)
    (project / "notebooks").mkdir()
    for name in ("1-who-answered.ipynb", "7-team-page.ipynb"):
        shutil.copy(ROOT / "notebooks" / name, project / "notebooks" / name)
    (project / "data" / "raw" / "secret.csv").write_text("raw")
    return project


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_pages_are_those_of_one_machine_though_a_worker_is_killed(project_with_records, monkeypatch):
    alone = files(publish(EXAMPLES[0], groups=True, pdf=False).parent)
    real = cluster._finished
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as workers:
        with distributed.Client(workers, set_as_default=False) as client:
            victim = next(iter(client.run(os.getpid).values()))

        def finished(*given):
            threading.Timer(3, os.kill, (victim, signal.SIGKILL)).start()
            yield from real(*given)

        monkeypatch.setattr(cluster, "_finished", finished)
        there = publish(EXAMPLES[0], groups=True, pdf=False, making=Making(force=True, scheduler=workers.scheduler_address))
        assert files(there.parent) == alone
        with distributed.Client(workers, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            assert victim not in client.run(os.getpid).values()


def test_workers_get_records_and_notebooks_only(project_with_records):
    from coprod.public.publish import _plan
    from coprod.safe import read_record

    given = cluster._files(_plan([read_record(EXAMPLES[0])], groups=True).jobs)
    home = f"data/processed/{EXAMPLES[0]}"
    notebooks = {"notebooks/1-who-answered.ipynb", "notebooks/7-team-page.ipynb"}
    safe = {f"{home}/{name}" for name in ("tallies.csv", "wave.json", "themes.json", "sessions.csv")}
    assert set(given) == {*safe, *notebooks}


def test_without_a_scheduler_there_nothing_is_published(project_with_records):
    with pytest.raises(BadInput, match="no Dask scheduler answers there"):
        publish(EXAMPLES[0], pdf=False, making=Making(scheduler="tcp://127.0.0.1:9"))
    assert not (project_with_records / "notebooks" / "published").exists()
