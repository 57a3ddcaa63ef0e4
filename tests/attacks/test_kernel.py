"""The kernel of a published notebook, failing cells, killed runs: no rows in memory, no half publication, no names."""

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from html import unescape
from pathlib import Path

import nbformat
import pytest

from coprod.errors import BadInput
from coprod.report.display import published_html
from coprod.site.publish import publish
from coprod.site.workers.run import run_notebook
from tests.attacks.published import BASELINE, REPEAT
from tests.attacks.reader import everything, found_in, read_all
from tests.conftest import tree

NAME = "Bertram Quillfeather"
WATCH = """
import sys
opened = []
LISTENED = "open", "os.listdir", "os.scandir"
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event in LISTENED else None)
"""
INSPECT = """
import gc, json
import numpy as np
import pandas as pd
many, sizes = [], []
for thing in gc.get_objects():
    if isinstance(thing, (pd.DataFrame, pd.Series, pd.Index)):
        sizes.append(len(thing))
        words = thing.to_string() if isinstance(thing, pd.DataFrame) else " ".join(map(str, thing))
        if len(thing) in PEOPLE or any(word in words for word in ("@", "192.0.2.", "198.51.100.", "203.0.113.")):
            many.append([type(thing).__name__, len(thing)])
    elif isinstance(thing, np.ndarray) and thing.ndim and set(thing.shape) & set(PEOPLE):
        many.append(["array", list(thing.shape)])
    elif (isinstance(thing, (list, tuple)) and len(thing) in PEOPLE
          and all(isinstance(row, (list, tuple, dict)) for row in thing)):
        many.append([type(thing).__name__, len(thing)])
ours = sorted(name for name in sys.modules if name.startswith(("coprod.private", "python_calamine")))
raw = [path for path in opened if "raw" in path.replace(chr(92), "/").split("/")
       or "responses" in path or "roster" in path]
records = [path for path in opened if "tallies.csv" in path or "wave.json" in path]
coprod.show(json.dumps({"many": many, "modules": ours, "raw": raw, "records": len(records), "tables": len(sizes)}))
"""


@pytest.mark.parametrize("number", ["1-", "5-", "8-"])
def test_the_kernel_of_a_notebook_holds_no_rows_and_opened_no_raw_file(published, tmp_path, number):
    path = next((published.project / "notebooks").glob(f"{number}*.ipynb"))
    people = {len(published.truth(wave).coded.codes) + more for wave in (BASELINE, REPEAT) for more in (0, 4, 5, 8, 12)}
    notebook = nbformat.read(path, 4)
    notebook.cells.insert(0, nbformat.v4.new_code_cell(WATCH))
    notebook.cells.append(nbformat.v4.new_code_cell(INSPECT.replace("PEOPLE", repr(sorted(people)))))
    nbformat.write(notebook, tmp_path / path.name)
    # Records of its own, for those that were published may have been read ahead of this kernel.
    shutil.copytree(published.project / "data" / "processed", tmp_path / "data" / "processed")
    done = run_notebook(tmp_path / path.name, {"wave": REPEAT, "baseline": BASELINE}, tmp_path)
    told = unescape(everything(published_html(done.cells[-1].outputs[0]).encode()))
    found = json.loads(told[told.index("{"):told.index("}") + 1])
    assert found.pop("tables") > 0 and found.pop("records") >= 2, "the inspection itself saw nothing"
    assert found == {"many": [], "modules": [], "raw": []}


@pytest.fixture
def quick(published, examples):
    """A project of its own with the released records and one short notebook, published once."""
    for name in (BASELINE, REPEAT):
        shutil.copytree(published.project / "data" / "processed" / name, examples / "data" / "processed" / name)
    for path in (examples / "notebooks").glob("*.ipynb"):
        path.unlink()
    write(examples, "import coprod\ncoprod.read(wave).report.summary()")
    publish(BASELINE)
    return examples


def write(project, *cells):
    """The short notebook: parameters, then these cells."""
    parameters = nbformat.v4.new_code_cell(f'wave = "{BASELINE}"\nbaseline = ""', metadata={"tags": ["parameters"]})
    codes = [nbformat.v4.new_code_cell(source) for source in cells]
    cells = [nbformat.v4.new_markdown_cell("# What staff told us"), parameters, *codes]
    metadata = {"kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"}}
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=metadata),
                   project / "notebooks" / "0-start-here.ipynb")


@pytest.mark.parametrize("cell", [
    f"raise ValueError({NAME!r})", f"{{}}[{NAME!r}]", f"import coprod\ncoprod.show({NAME!r})\nprint({NAME!r})\n1 / 0",
    f"import sys\nprint({NAME!r}, file=sys.stderr)\nsys.exit({NAME!r})", f"import os\nprint({NAME!r})\nos._exit(3)"])
def test_a_failing_cell_that_holds_a_name_publishes_nothing_and_tells_no_name(quick, capfd, cell):
    before = tree(quick / "notebooks" / "published")
    write(quick, cell)
    with pytest.raises(BadInput) as caught:
        publish(BASELINE)
    told = f"{caught.value!s} {caught.value!r} {caught.value.__cause__!r} {capfd.readouterr()}"
    assert "Quillfeather" not in told
    assert tree(quick / "notebooks" / "published") == before


def test_what_a_cell_prints_warns_or_returns_is_not_published(quick):
    """The name is put together while the cell runs, for a notebook's code is published as it stands."""
    name = "name = 'Quill' + 'feather'\n"
    write(quick, *(name + cell for cell in (
        "print(name)", "import sys, warnings\nprint(name, file=sys.stderr)\nwarnings.warn(name)", "name",
        "from IPython.display import HTML, display\ndisplay(HTML(name), metadata={'coprod': {'publish': 'yes'}})",
        "from IPython.display import Javascript\nJavascript(name)", "import ipywidgets\nipywidgets.Text(name)",
        "from IPython.display import publish_display_data as out\n"
        "out({'text/plain': name, 'text/html': '<p>safe</p>'}, metadata={'coprod': {'publish': True}, 'more': name})")))
    texts = read_all(publish(BASELINE).parent)
    assert found_in(texts, ["<p>safe</p>"])
    assert found_in(texts, ["Quillfeather"]) == []


def run(project, code=None):
    """A publishing process of its own."""
    what = ["-c", code] if code else ["-m", "coprod", "publish", BASELINE, "--no-pdf"]
    return subprocess.Popen([sys.executable, *what], cwd=project, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


KILLED = {
    "while the pages are written": """
import os, signal, coprod.site.index as index
index.render_index = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
""",
    "before the new folder takes its place": """
import os, signal, coprod.paths as paths
paths._exchange = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
""",
    "between the two renames": """
import os, pathlib, signal
real = pathlib.Path.rename
def rename(self, target):
    real(self, target)
    os.kill(os.getpid(), signal.SIGKILL)
pathlib.Path.rename = rename
""",
}
PUBLISH = f"""
from coprod.site.workers.batch import Making
from coprod.site.publish import publish
publish({BASELINE!r}, making=Making(force=True))
"""
BESIDE = (BASELINE, "index.html", ".index-made-of")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill so")
def test_a_run_that_was_killed_leaves_whole_pages_and_the_next_one_leaves_nothing_behind(quick):
    home = quick / "notebooks" / "published"
    before = tree(home)
    for when, code in KILLED.items():
        assert run(quick, code + PUBLISH).wait(120) == -signal.SIGKILL
        check_what_is_left(home, before, when)
    assert run(quick).wait(120) == 0
    assert tree(home) == before
    assert not list(quick.rglob(".making-*")) and [path.name for path in quick.rglob(".made-*")] == [f".made-{BASELINE}"]


def check_what_is_left(home, before, when):
    """Old pages whole (or aside, for the next run to bring back), and beside them safe files only."""
    assert (home / "index.html").read_bytes() == before["index.html"], "the page above all waves"
    left = [path for path in home.iterdir() if path.name not in BESIDE]
    aside = (path for path in left if path.name.endswith("-old"))
    old = home / BASELINE if when != "between the two renames" else next(aside)
    assert tree(old) == {str(Path(*Path(name).parts[1:])): data for name, data in before.items()
                         if name.startswith(f"{BASELINE}/")}
    assert left and all(path.name.startswith((".making-", ".made-")) for path in left)
    files = {file.suffix for path in left for file in path.rglob("*") if file.is_file()}
    assert files <= {".html", ".ipynb", ".json", ".csv", ".xlsx", ".zip", ".tables"}


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system cannot kill so")
def test_a_run_killed_while_a_notebook_runs_leaves_the_old_pages_and_no_kernel(quick):
    home, notebook = quick / "notebooks" / "published", quick / "notebooks" / "0-start-here.ipynb"
    before, short, sign = tree(home), notebook.read_bytes(), quick / "running"
    write(quick, f"import os, pathlib, time\npathlib.Path({str(sign)!r}).write_text(str(os.getpid()))\ntime.sleep(90)")
    process = run(quick)
    wait_for(lambda: sign.exists() and sign.read_text())
    process.send_signal(signal.SIGKILL)
    assert process.wait(60) == -signal.SIGKILL
    assert tree(home) == before
    kernel = int(sign.read_text())
    wait_for(lambda: not alive(kernel))
    notebook.write_bytes(short)
    assert run(quick).wait(120) == 0
    assert tree(home) == before


def alive(number):
    try:
        os.kill(number, 0)
    except ProcessLookupError:
        return False
    try:  # a process that ended and that nobody asked about is no longer alive
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return True


def wait_for(happened, seconds=60):
    until = time.monotonic() + seconds
    while not happened():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.05)
