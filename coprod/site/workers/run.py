"""Runs one notebook with papermill and keeps only its words, its code, and what it published."""

import ast
from pathlib import Path

from coprod.errors import BadInput, refuse
from coprod.report.display import TAG, is_published
from coprod.report.messages import ENGLISH, say
from coprod.site.workers.forkserver import Forkserver, can_fork

FORK, PAPERMILL = ENGINES = ("fork", "papermill")  # a fork of a process that is ready; a new kernel for each notebook
_TIMEOUT = 600  # seconds a cell may take
_QUIET = ["--IPKernelApp.log_level=CRITICAL"]  # what the kernel says of itself is nothing a reader can act on
_SHOWN = ("text/html", "application/vnd.dataresource+json")  # the second is a table that has kept its types
_METADATA = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
             "language_info": {"name": "python"}}


def run_notebook(path: Path, parameters: dict, folder: Path, engine: str = "", language: str = ENGLISH,
                 server: Forkserver | None = None):
    """The executed notebook (an nbformat node) with nothing in it but words, code and published outputs.

    path: the notebook; parameters: values for names of its cell tagged "parameters"; folder: where its kernel starts;
    engine: FORK or PAPERMILL, or "" for the faster one that this system has; language: given to the notebook as its
    parameter `language`, unless it is English; server: who forks the kernel, if not this process's own forkserver.
    Raises BadInput for an unknown parameter, a value of another type than the default, or a cell that fails; nothing is
    written anywhere.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    parameters = parameters if language == ENGLISH else parameters | {"language": language}
    check_parameters(path, parameters)
    try:
        done = papermill.execute_notebook(path, None, parameters, kernel_name="python3", progress_bar=False, cwd=folder,
                                          execution_timeout=_TIMEOUT, request_save_on_cell_execute=False,
                                          **_engine(engine, server))
    except PapermillExecutionError as error:
        raise _failed(path, parameters, error.cell_index, error.ename) from None
    except (TimeoutError, RuntimeError) as error:  # nbclient: a cell took too long, or the kernel died
        raise _failed(path, parameters, None, type(error).__name__) from None
    return published_only(done)


def chosen(engine: str) -> str:
    """The engine of that name, or the faster one this system has; raises BadInput for one that it has not."""
    if engine not in ("", *ENGINES):
        raise BadInput(f'There is no engine "{engine}". There are: {", ".join(ENGINES)}.')
    if engine == FORK and not can_fork():
        raise BadInput(f'This system cannot run the engine "{FORK}". Leave out --engine, or choose {PAPERMILL}.')
    return engine or (FORK if can_fork() else PAPERMILL)


def _engine(engine: str, server: Forkserver | None) -> dict:
    """What papermill is told of an engine; it is registered here, for a project that was not installed anew since."""
    if chosen(engine) == PAPERMILL:
        return {"extra_arguments": _QUIET}
    from papermill.engines import papermill_engines

    from coprod.site.workers.engine import NAME, ForkEngine

    papermill_engines.register(NAME, ForkEngine)
    return {"engine_name": NAME, "server": server}


def check_parameters(path: Path, given: dict) -> None:
    """Raise BadInput unless every parameter given is one of the notebook's, with a value of its default's type."""
    import papermill

    known = {name: ast.literal_eval(about["default"]) for name, about in papermill.inspect_notebook(path).items()}
    refuse([f'{path.name} has no parameter "{name}"; it has: {", ".join(known)}.'
            for name in given if name not in known])
    refuse([f'{path.name}: parameter "{name}" must be {_kind(known[name])}, not {_kind(value)}.'
            for name, value in given.items() if type(value) is not type(known[name])])


def _kind(value) -> str:
    return {str: "text", int: "a whole number", float: "a number", bool: "true or false", list: "a list",
            type(None): "nothing"}.get(type(value), type(value).__name__)


def published_only(notebook):
    """A copy of an executed notebook by allow-list: words, code, and of published outputs the HTML and typed tables.

    Streams, errors, reprs, widget state, attachments and all metadata of the run stay behind.
    """
    from nbformat import from_dict, v4

    # Plain values, checked once as a whole: to check each part by itself takes longer than to run most notebooks.
    cells = [_markdown(cell) if cell.cell_type == "markdown" else _code(cell)
             for cell in notebook.cells if cell.cell_type in ("markdown", "code")]
    return v4.new_notebook(cells=[from_dict(cell | {"id": f"cell-{number}"}) for number, cell in enumerate(cells)],
                           metadata=_METADATA)


def with_marks(notebook, about: dict):
    """A copy that begins with what its page says in a banner: a draft (`draft`), invented answers (`invented`)."""
    from nbformat import v4

    marks = [say("survey.draft")] * about["draft"] + [say("survey.invented")] * about["invented"]
    cells = [v4.new_markdown_cell("\n\n".join(f"**{mark}**" for mark in marks), id="marks")] if marks else []
    return v4.new_notebook(cells=cells + notebook.cells, metadata=notebook.metadata)


def _markdown(cell) -> dict:
    return {"cell_type": "markdown", "metadata": _tags(cell), "source": cell.source}


def _code(cell) -> dict:
    shown = [{kind: output.data[kind] for kind in _SHOWN if kind in output.data}
             for output in cell.outputs if is_published(output) and "text/html" in output.data]
    return {"cell_type": "code", "execution_count": None, "metadata": _tags(cell), "source": cell.source,
            "outputs": [{"output_type": "display_data", "data": data, "metadata": TAG} for data in shown]}


def _tags(cell) -> dict:
    tags = [tag for tag in cell.metadata.get("tags", []) if tag in ("parameters", "injected-parameters", "technical")]
    return {"tags": tags} if tags else {}


def _failed(path: Path, parameters: dict, cell: int | None, kind: str) -> BadInput:
    where = "" if cell is None else f", cell {cell}"
    team = f', group "{parameters["group"]}",' if "group" in parameters else ""
    return BadInput(f"{path.name}{where}{team} failed ({kind}). Nothing was published, and pages published before are "
                    "untouched. Open the notebook in JupyterLab, run it, and mend what it says.")
