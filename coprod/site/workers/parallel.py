"""Pages side by side on this machine, in forked processes or in a pool; the same pages whichever."""

from collections.abc import Iterable, Iterator
from concurrent import futures
from contextlib import suppress
from itertools import islice
from multiprocessing import connection, get_context

from coprod.site.job import Done, Job
from coprod.site.workers.forkserver import Forkserver, forkserver
from coprod.site.workers.page_maker import make_page


def in_forks(jobs: Iterable[Job], workers: int, warm: tuple[str, ...] = ()) -> Iterator[Done]:
    """Pages from processes forked for the purpose, each of which takes job after job; finished ones first.

    warm: functions ("module:function") that are called once with what the pages tell of (`Job.survey`, each once), before any
    page is made, in the process that all others are forked from.
    """
    jobs, busy = list(jobs), {}
    waiting = iter(jobs)
    for function in warm if jobs else ():
        forkserver().call(function, sorted({job.survey for job in jobs}), str(jobs[0].folder))

    def give(maker):
        if (job := next(waiting, None)) is None:
            maker.close()
            return
        with suppress(OSError):  # one that has ended says so when it is asked for the page
            maker.send(job)
        busy[maker] = job

    try:
        for _ in range(min(workers, len(jobs))):
            give(_maker())
        while busy:
            for maker in connection.wait(list(busy)):
                job = busy.pop(maker)
                try:
                    done = maker.recv()
                except (EOFError, OSError):
                    done, maker = Done(job, {}, _ended(job)), _maker()
                give(maker)
                yield done
    finally:
        for maker in busy:
            maker.close()


def in_pool(jobs: Iterable[Job], workers: int) -> Iterator[Done]:
    """Pages from a pool of processes that start from nothing, as they do on every system."""
    waiting = iter(jobs)
    with futures.ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        running = {pool.submit(make_page, job) for job in islice(waiting, 2 * workers)}
        try:
            while running:
                finished, running = futures.wait(running, return_when=futures.FIRST_COMPLETED)
                for future in finished:
                    running |= {pool.submit(make_page, job) for job in islice(waiting, 1)}
                    yield future.result()
        finally:
            pool.shutdown(cancel_futures=True)


def make_pages(pipe: connection.Connection, server: Forkserver) -> None:
    """Make the page of every job that comes down the pipe, until no more come; in a forked process."""
    with suppress(EOFError, OSError):
        while True:
            pipe.send(make_page(pipe.recv(), server))


def _maker() -> connection.Connection:
    return forkserver().worker(f"{__name__}:{make_pages.__name__}")


def _ended(job: Job) -> tuple[str, ...]:
    team = f', group "{job.parameters["group"]}",' if "group" in job.parameters else ""
    return (f"{job.notebook.name}{team} failed: the process that made its page has ended, perhaps for want of memory. "
            "Nothing was published. Try again with fewer pages at a time, such as --jobs 1.",)
