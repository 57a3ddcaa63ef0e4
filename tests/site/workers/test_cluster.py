"""Pages made on a cluster are those of one machine, byte for byte, also where a worker is lost; raw data stays here."""

import os
import shutil
import signal
import threading

import pytest

from coprod.errors import BadInput
from coprod.site.publish import publish
from coprod.site.workers import cluster
from coprod.site.workers.batch import _WARM, Making
from coprod.site.workers.forkserver import Forkserver, can_fork
from coprod.workbook import read
from tests import EXAMPLES, ROOT

distributed = pytest.importorskip("distributed", reason="Dask is not installed: nothing of --scheduler is tested here")

NOTEBOOKS = ("1-who-answered", "4-learning-plan", "7-team-page")


@pytest.fixture
def project_with_records(project):
    for kind in ("processed", "plan"):
        shutil.copytree(ROOT / "data" / kind, project / "data" / kind, dirs_exist_ok=True)
    (project / "notebooks").mkdir()
    for name in NOTEBOOKS:
        shutil.copy(ROOT / "notebooks" / f"{name}.ipynb", project / "notebooks")
    (project / "data" / "raw" / "secret.csv").write_text("raw")
    return project


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes()
            for path in sorted(folder.rglob("*")) if path.is_file()}


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
        there = publish(EXAMPLES[0], groups=True, pdf=False,
                        making=Making(force=True, scheduler=workers.scheduler_address))
        assert files(there.parent) == alone
        with distributed.Client(workers, set_as_default=False) as client:
            client.wait_for_workers(2, timeout=60)
            assert victim not in client.run(os.getpid).values()


def test_workers_get_records_plans_and_notebooks_only(project_with_records):
    from coprod.site.publish import _plan

    given = cluster._files(_plan(read(EXAMPLES[0]), groups=True).jobs)
    home, plan = f"data/processed/{EXAMPLES[0]}", f"data/plan/{EXAMPLES[0]}"
    safe = {f"{home}/{name}" for name in ("sessions.csv", "tallies.csv", "themes.json", "wave.json")}
    notebooks = {f"notebooks/{name}.ipynb" for name in NOTEBOOKS}
    assert set(dict(given)) == safe | {f"{plan}/plan.csv", f"{plan}/review.csv"} | notebooks


@pytest.mark.skipif(not can_fork(), reason="read ahead only where processes are forked")
def test_a_worker_reads_records_once_though_it_stands_elsewhere(project_with_records, tmp_path, monkeypatch):
    from coprod.site.publish import _plan

    jobs = [job for job in _plan(read(EXAMPLES[0]), groups=True).jobs if "group" in job.parameters][:2]
    asked, real = [], Forkserver.call
    monkeypatch.setattr(Forkserver, "call", lambda *given: asked.append((*given[1:], real(*given))) or asked[-1][-1])
    there = cluster._files(jobs)
    monkeypatch.chdir(tmp_path.parent)
    made = [cluster._make(job, there, _WARM) for job in jobs]
    assert not any(done.problems for done in made)
    assert asked == [(*_WARM, [(EXAMPLES[0], "", "en")], str(cluster._laid_out(there)), True)] * 2


def test_without_a_scheduler_there_nothing_is_published(project_with_records, monkeypatch):
    monkeypatch.setattr("coprod.site.workers.scheduler._SECONDS", 1)
    with pytest.raises(BadInput, match="no Dask scheduler answers there"):
        publish(EXAMPLES[0], pdf=False, making=Making(scheduler="tcp://127.0.0.1:9"))
    assert not (project_with_records / "notebooks" / "published").exists()
