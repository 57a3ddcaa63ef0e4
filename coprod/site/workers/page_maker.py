"""One page: from a job to the bytes of its files, the same in whatever process, pool or cluster."""

import re
from pathlib import Path

import nbformat

from coprod.errors import BadInput
from coprod.report.messages.language import speaking
from coprod.site.job import Done, Job
from coprod.site.templates import render_notebook
from coprod.site.workers.forkserver import Forkserver
from coprod.site.workers.run import run_notebook, with_marks


def make_page(job: Job, server: Forkserver | None = None) -> Done:
    """Run the notebook of a job and make its page; server: as of `run.run_notebook`.

    A failing notebook is no exception: the problems say which, where, and why.
    """
    try:
        notebook = run_notebook(job.notebook, job.parameters, job.folder, job.engine, job.language, server)
    except BadInput as error:
        return Done(job, {}, error.problems)
    with speaking(job.language):
        named = _named(notebook, job.name) if job.name else notebook
        files = {job.file: render_notebook(named, job.about | {"file": Path(job.file).name}).encode()}
        if job.shared:
            text = nbformat.writes(with_marks(notebook, job.about)) + "\n"
            files[str(Path(job.file).with_suffix(".ipynb").as_posix())] = text.encode()
    return Done(job, files)


def _named(notebook, name: str):
    """A copy whose first heading is the page's name."""
    plain = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", name)
    first, *others = notebook.cells
    heading = nbformat.v4.new_markdown_cell(re.sub("^# .*", lambda _: f"# {plain}", first.source, count=1))
    return nbformat.v4.new_notebook(cells=[heading, *others])
