"""Makes the pages of a wave that are not there already: on this machine or on a cluster, so many at a time."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace

from coprod.errors import BadInput, refuse
from coprod.site.cache import PageCache
from coprod.site.job import Done, Job
from coprod.site.workers.cluster import on_cluster
from coprod.site.workers.page_makers import in_forks, in_pool
from coprod.site.workers.run import FORK, chosen
from coprod.site.workers.scheduler import check_address

_MOST = 20  # so many failures are listed; with thousands of teams nobody wants to wait for the rest
_WARM = ("coprod.site.warm:read_ahead",)  # by name: only the forkserver need import it

Runner = Callable[[Iterable[Job]], Iterator[Done]]


@dataclass(frozen=True)
class Making:
    """How pages are made.

    jobs: how many at a time (0: as many as there are processors); engine: as of `run.run_notebook`; force: also those
    that did not change; scheduler: address of the Dask cluster that makes them ("": this machine).
    """

    jobs: int = 0
    engine: str = ""
    force: bool = False
    scheduler: str = ""

    def check(self) -> None:
        """Raise BadInput for what nobody can make pages with, before any work is done."""
        self.runner()
        if self.scheduler:
            check_address(self.scheduler)

    def runner(self) -> Runner:
        """What makes pages in this way."""
        if self.jobs < 0:
            raise BadInput(f"--jobs must be a whole number from 1 up, not {self.jobs}.")
        if self.scheduler:
            return lambda jobs: on_cluster(jobs, self.scheduler, _WARM)
        workers, forked = self.jobs or os.cpu_count() or 1, chosen(self.engine) == FORK
        return (lambda jobs: in_forks(jobs, workers, _WARM)) if forked else (lambda jobs: in_pool(jobs, workers))


def pages(jobs: list[Job], keys: dict[str, str], making: Making, cache: PageCache,
          runner: Runner | None = None) -> None:
    """Make the pages that the cache does not have, and store them in it.

    keys: the fingerprint of what each page is made of (`cache.page_digest`), by its file; runner: another way to make
    pages. Each is stored as soon as it is finished, so that a run that was interrupted goes on where it stopped. Raises
    BadInput that names notebook, cell and team of every failure (of the first twenty, where there are more).
    """
    from tqdm import tqdm

    asked = [replace(job, engine=making.engine) for job in jobs if making.force or not cache.has(keys[job.file], job)]
    place, failed = {job.file: number for number, job in enumerate(jobs)}, []
    with (tqdm(total=len(jobs), initial=len(jobs) - len(asked), desc="Pages", unit="page") as bar,
          closing((runner or making.runner())(asked)) as finished):
        for done in finished:
            if done.problems:
                failed.append(done)
            else:
                cache.store(keys[done.job.file], done.files)
            if len(failed) == _MOST:
                break
            bar.update()
    refuse([problem for done in sorted(failed, key=lambda done: place[done.job.file]) for problem in done.problems])
