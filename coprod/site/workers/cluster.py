"""Pages made on a Dask cluster: workers get safe records, plans and notebooks alone, and hand back the same bytes."""

import atexit
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

from coprod.errors import BadInput
from coprod.site.job import Done, Job
from coprod.site.workers.forkserver import can_fork
from coprod.site.workers.page_makers import in_forks, make_page
from coprod.site.workers.scheduler import connected

_RETRIES = 5  # so often is a page made again whose worker was lost

Files = tuple[tuple[str, bytes], ...]


def on_cluster(jobs: Iterable[Job], scheduler: str, warm: tuple[str, ...] = ()) -> Iterator[Done]:
    """Pages from the workers of the cluster of this address, finished ones first; warm: as of `page_makers.in_forks`.

    Raises BadInput: no cluster there, or workers that are lost again and again.
    """
    jobs = list(jobs)
    if not jobs:
        return
    with connected(scheduler) as client:
        files = client.scatter(_files(jobs), broadcast=True, hash=False)
        try:
            yield from _finished(client, jobs, files, warm)
        except BadInput:
            raise
        except Exception as error:
            raise BadInput(f"The cluster could not finish ({type(error).__name__}). Nothing was published. Look at its "
                           "workers: they need the same version of coprod.") from None


def _finished(client, jobs: list[Job], files, warm: tuple[str, ...]) -> Iterator[Done]:
    from distributed import as_completed

    running = [client.submit(_make, job, files, warm, pure=False, retries=_RETRIES) for job in jobs]
    for future in as_completed(running, loop=client.loop):
        yield future.result()
        future.release()  # or its worker would hold the page until all are there


def _files(jobs: list[Job]) -> Files:
    """What the pages are made of, by its place in a project: notebooks, and the safe records and plans they read."""
    root = jobs[0].folder
    waves = sorted({wave for job in jobs for wave in job.survey[:2]} - {""})
    data = [path for kind in ("processed", "plan") for wave in waves
            for path in sorted((root / "data" / kind / wave).glob("*"))]
    paths = (*data, *sorted({job.notebook for job in jobs}))
    return tuple((path.relative_to(root).as_posix(), path.read_bytes()) for path in paths if path.is_file())


def _make(job: Job, files: Files, warm: tuple[str, ...]) -> Done:
    """Runs on a worker, in a folder of its own that holds nothing but these files."""
    folder = _laid_out(files)
    here = replace(job, notebook=folder / job.notebook.relative_to(job.folder), folder=folder)
    if not can_fork():
        return replace(make_page(here), job=job)
    [done] = in_forks([here], 1, warm)  # in a process of its own: a worker's thread may not handle signals
    return replace(done, job=job)


@cache
def _laid_out(files: Files) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="coprod-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    for name, content in files:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder
