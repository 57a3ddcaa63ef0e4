"""Many pages side by side: in this process, in forked ones, or in a pool; the same pages whichever."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from itertools import islice

from coprod.errors import BadInput, refuse
from coprod.site.cache import Kept
from coprod.site.workers.run import FORK, chosen
from coprod.site.workers.forkserver import nursery
from coprod.site.job import Done, Job, make_page

_MOST = 20  # so many failures are listed; with thousands of teams nobody wants to wait for the rest

Runner = Callable[[Iterable[Job]], Iterator[Done]]


@dataclass(frozen=True)
class Making:
    """How pages are made: how many at a time (0: as many as there are processors), by which engine ("": the faster one),
    whether those that did not change are made again, and the address of the Dask cluster that makes them ("": this machine)."""

    jobs: int = 0
    engine: str = ""
    force: bool = False
    scheduler: str = ""

    def runner(self) -> Runner:
        """What makes pages in this way."""
        if self.jobs < 0:
            raise BadInput(f"--jobs must be a whole number from 1 up, not {self.jobs}.")
        if self.scheduler:
            from coprod.site.workers.cluster import on_cluster

            return lambda jobs: on_cluster(jobs, self.scheduler)
        workers = self.jobs or os.cpu_count() or 1
        forked = chosen(self.engine) == FORK
        return (lambda jobs: in_forks(jobs, workers)) if forked else (lambda jobs: in_pool(jobs, workers))


def pages(jobs: list[Job], keys: dict[str, str], making: Making, kept: Kept, runner: Runner | None = None) -> None:
    """Make the pages that are not kept from before, and keep them.

    keys: the fingerprint of what each page is made of (`inputs.page_of`), by its file; runner: another way to make pages, for
    a cluster say. Every page that is finished is kept, so that a run that was interrupted goes on where it stopped. Raises
    BadInput that names notebook, cell and team of every failure (of the first twenty, where there are more).
    """
    from tqdm import tqdm

    asked = [replace(job, engine=making.engine) for job in jobs if making.force or not kept.has(keys[job.file], job)]
    place, failed = {job.file: number for number, job in enumerate(jobs)}, []
    with (tqdm(total=len(jobs), initial=len(jobs) - len(asked), desc="Pages", unit="page") as bar,
          closing((runner or making.runner())(asked)) as finished):
        for done in finished:
            if done.problems:
                failed.append(done)
            else:
                kept.keep(keys[done.job.file], done.files)
            if len(failed) == _MOST:
                break
            bar.update()
    refuse([problem for done in sorted(failed, key=lambda done: place[done.job.file]) for problem in done.problems])


def in_forks(jobs: Iterable[Job], workers: int) -> Iterator[Done]:
    """Pages from processes forked for the purpose, each of which takes job after job; finished ones first."""
    from multiprocessing.connection import wait

    jobs = list(jobs)
    waiting, busy = iter(jobs), {}
    if jobs:
        nursery().read_ahead(sorted({job.parameters.get(name, "") for job in jobs for name in ("wave", "baseline")} - {""}),
                             str(jobs[0].folder))

    def give(maker):
        if (job := next(waiting, None)) is None:
            maker.close()
            return
        with suppress(OSError):  # one that has ended says so when it is asked for the page
            maker.send(job)
        busy[maker] = job

    try:
        for _ in range(min(workers, len(jobs))):
            give(nursery().maker())
        while busy:
            for maker in wait(list(busy)):
                job = busy.pop(maker)
                try:
                    done = maker.recv()
                except (EOFError, OSError):
                    done, maker = Done(job, {}, _ended(job).problems), nursery().maker()
                give(maker)
                yield done
    finally:
        for maker in busy:
            maker.close()


def in_pool(jobs: Iterable[Job], workers: int) -> Iterator[Done]:
    """Pages from a pool of processes that start from nothing, as they do on every system."""
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait
    from multiprocessing import get_context

    waiting = iter(jobs)
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        running = {pool.submit(make_page, job) for job in islice(waiting, 2 * workers)}
        try:
            while running:
                finished, running = wait(running, return_when=FIRST_COMPLETED)
                for future in finished:
                    running |= {pool.submit(make_page, job) for job in islice(waiting, 1)}
                    yield future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def _ended(job: Job) -> BadInput:
    team = f', group "{job.parameters["group"]}",' if "group" in job.parameters else ""
    return BadInput(f"{job.notebook.name}{team} failed: the process that made its page has ended, perhaps for want of memory. "
                    "Nothing was published. Try again with fewer pages at a time, such as --jobs 1.")
