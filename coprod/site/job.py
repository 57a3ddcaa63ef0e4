"""One page to make: from a notebook and its parameters to the bytes of its files, in whatever process."""

import re
from dataclasses import dataclass
from pathlib import Path

from coprod.errors import BadInput


@dataclass(frozen=True)
class Job:
    """A page that is to be made. It travels to other processes and machines, so it is plain values only.

    file: where the page goes in the wave's folder ("teams/early-help.html"); notebook, parameters, folder, engine: as of
    `run.run_notebook`; about: as of `page.render_notebook`; name: the page's heading, if it is not the notebook's;
    shared: whether the clean notebook lies beside the page.
    """

    file: str
    notebook: Path
    parameters: dict
    folder: Path
    about: dict
    name: str = ""
    shared: bool = False
    engine: str = ""


@dataclass(frozen=True)
class Done:
    """What became of a job: its files (name in the wave's folder to bytes), or the problems (sentences) that kept it from that."""

    job: Job
    files: dict[str, bytes]
    problems: tuple[str, ...] = ()


def make_page(job: Job) -> Done:
    """Run the notebook of a job and make its page. A failing notebook is no exception: the problems say which, where, and why.

    Whoever calls this in a process, a pool or a cluster gets the same bytes.
    """
    import nbformat

    from coprod.site.workers.run import run_notebook, with_marks
    from coprod.site.templates import render_notebook

    try:
        notebook = run_notebook(job.notebook, job.parameters, job.folder, job.engine)
    except BadInput as error:
        return Done(job, {}, error.problems)
    named = _named(notebook, job.name) if job.name else notebook
    page = render_notebook(named, job.about | {"file": Path(job.file).name})
    files = {job.file: page.encode()}
    if job.shared:
        text = nbformat.writes(with_marks(notebook, job.about)) + "\n"
        files[str(Path(job.file).with_suffix(".ipynb").as_posix())] = text.encode()
    return Done(job, files)


def _named(notebook, name: str):
    """A copy whose first heading is the page's name."""
    from nbformat import v4

    plain = re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", name)
    first, *others = notebook.cells
    return v4.new_notebook(cells=[v4.new_markdown_cell(re.sub("^# .*", lambda _: f"# {plain}", first.source, count=1)), *others])
