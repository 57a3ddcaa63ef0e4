"""Makes pages, one or many side by side on this machine: in forked processes or in a pool, the same bytes whichever."""

import re
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import suppress
from multiprocessing import connection, get_context
from pathlib import Path

from coprod.errors import BadInput
from coprod.report.display import resources_in
from coprod.report.messages import speaking
from coprod.site.job import TABLES, Done, Job, packed
from coprod.site.templates import render_notebook
from coprod.site.workers.forkserver import Forkserver, forkserver
from coprod.site.workers.run import run_notebook, with_marks


def make_page(job: Job, server: Forkserver | None = None) -> Done:
    """Run the notebook of a job and make its page; server: as of `run.run_notebook`.

    A failing notebook is no exception: the problems say which, where, and why.
    """
    import nbformat  # here, for it takes longer than to find that no page must be made

    try:
        notebook = run_notebook(job.notebook, job.parameters, job.folder, job.engine, job.language, server)
    except BadInput as error:
        return Done(job, {}, error.problems)
    with speaking(job.language):
        named = _named(notebook, job.name) if job.name else notebook
        files = {job.file: render_notebook(named, job.about | {"file": Path(job.file).name}).encode(),
                 job.named(TABLES): packed(resources_in(notebook))}
        if job.shared:
            files[job.named(".ipynb")] = (nbformat.writes(with_marks(notebook, job.about)) + "\n").encode()
    return Done(job, files)


def in_forks(jobs: Iterable[Job], workers: int, warm: tuple[str, ...] = ()) -> Iterator[Done]:
    """Pages from processes forked for the purpose, each of which takes job after job; finished ones first.

    warm: functions ("module:function") that are called with what the pages tell of (each `Job.survey` once), before
    any page is made, in the process that all others are forked from.
    """
    jobs, busy = list(jobs), {}
    waiting = iter(jobs)
    for function in warm if jobs else ():
        forkserver().call(function, sorted({job.survey for job in jobs}), str(jobs[0].folder))
    try:
        for _ in jobs[:workers]:
            _give(_maker(), waiting, busy)
        while busy:
            for maker in connection.wait(list(busy)):
                job = busy.pop(maker)
                try:
                    done = maker.recv()
                except (EOFError, OSError):
                    done, maker = Done(job, {}, _ended(job).problems), _maker()
                _give(maker, waiting, busy)
                yield done
    finally:
        for maker in busy:
            maker.close()


def in_pool(jobs: Iterable[Job], workers: int) -> Iterator[Done]:
    """Pages from a pool of processes that start from nothing, as they do on every system; finished ones first."""
    with ProcessPoolExecutor(workers, get_context("spawn")) as pool:
        try:
            for future in as_completed([pool.submit(make_page, job) for job in jobs]):
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


def _give(maker: connection.Connection, waiting: Iterator[Job], busy: dict[connection.Connection, Job]) -> None:
    """Give a maker the next job, or let it go."""
    if (job := next(waiting, None)) is None:
        maker.close()
        return
    with suppress(OSError):  # one that has ended says so when it is asked for the page
        maker.send(job)
    busy[maker] = job


def _ended(job: Job) -> BadInput:
    team = f', group "{job.parameters["group"]}",' if "group" in job.parameters else ""
    return BadInput(f"{job.notebook.name}{team} failed: the process that made its page has ended, perhaps for want of "
                    "memory. Nothing was published. Try again with fewer pages at a time, such as --jobs 1.")


def _named(notebook, name: str):
    """A copy whose first heading is the page's name."""
    from nbformat import v4

    plain = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", name)
    first, *others = notebook.cells
    heading = v4.new_markdown_cell(re.sub("^# .*", lambda _: f"# {plain}", first.source, count=1))
    return v4.new_notebook(cells=[heading, *others])
