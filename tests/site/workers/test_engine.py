"""The fast engine: the outputs of the normal kernel, cell by cell, and nothing left of one notebook for the next."""

import contextlib
import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import papermill
import pytest
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat import v4
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError
from papermill.iorw import load_notebook_node

from coprod.site.workers.engine import NAME
from coprod.site.workers.forkserver import can_fork, forkserver
from tests import ROOT

pytestmark = pytest.mark.skipif(not can_fork(), reason="this system cannot fork")
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def notebook(path, *sources, tags=()):
    """A notebook of code cells; `tags` are those of every cell."""
    cells = [v4.new_code_cell(source, metadata={"tags": list(tags)}) for source in sources]
    nbformat.write(v4.new_notebook(cells=cells, metadata={"kernelspec": {"name": "python3", "display_name": "x",
                                                                         "language": "python"}}), path)
    return path


def run(path, engine=NAME, folder=None, **more):
    """The notebook as an engine leaves it, with the errors of its cells."""
    with contextlib.chdir(folder or path.parent):
        return papermill_engines.execute_notebook_with_engine(
            engine, load_notebook_node(str(path)), kernel_name="python3", progress_bar=False, **more)


def plain(cell):
    """What a cell shows, without what differs between two runs of one kernel: ids, places in memory, processes."""
    shown = re.sub(r"0x[0-9a-f]+|ipykernel_\d+|\b[0-9a-f]{32}\b", "?",
                   nbformat.v4.writes(v4.new_notebook(cells=[cell])))
    made = nbformat.reads(shown, 4).cells[0]
    return made.execution_count, joined(made.outputs)


def joined(outputs):
    """Outputs with neighbouring pieces of one stream in one: where they are cut is a matter of time."""
    whole = []
    for output in outputs:
        if whole and output.output_type == whole[-1].output_type == "stream" and output.name == whole[-1].name:
            whole[-1].text += output.text
        else:
            whole.append(output)
    return whole


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_every_notebook_comes_out_as_from_the_normal_kernel(path):
    once, again = run(path, None, ROOT), run(path, folder=ROOT)
    assert any(cell.get("outputs") for cell in once.cells)
    assert [plain(cell) for cell in again.cells if cell.cell_type == "code"] == [
        plain(cell) for cell in once.cells if cell.cell_type == "code"]
    assert again.metadata.language_info == once.metadata.language_info


TORTURE = [
    "print('one')\nprint('two')",
    "import sys\nprint('out')\nprint('err', file=sys.stderr)\nprint('out again')", "1 + 1",
    "'a repr'", "None", "_", "x = 3; x", "x;", "import os, time\nos.system('echo from a program')\ntime.sleep(0.5)",
    "!echo from a shell", "os.write(1, b'past Python\\n')\ntime.sleep(0.5)", "%%bash\necho in bash",
    "from IPython.display import *\nHTML('<b>bold</b>')",
    "display(HTML('<i>1</i>'), 'two', 3)", "Markdown('**words**')",
    "SVG('<svg xmlns=\"http://www.w3.org/2000/svg\"/>')", "JSON({'a': [1, None]})", "Javascript('1')",
    "display({'text/plain': 'raw', 'x/y': 'z'}, raw=True)", "handle = display('first', display_id='here')",
    "handle.update('second')",
    "display('third', display_id='here', update=True)", "print('gone')\nclear_output()\nprint('kept')",
    "print('gone')\nclear_output(wait=True)\nprint('kept')",
    "import pandas as pd\npd.DataFrame({'a': [1, 2], 'b': ['x', None]})",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2]);", "fig, ax = plt.subplots()", "1 / 0",
    "def f(): g()\ndef g(): raise KeyError('é')\nf()",
    "this is no Python", "  indented", "import nothing_of_that_name",
    "import warnings\nwarnings.warn('beware')", "raise SystemExit(3)", "import sys\nsys.exit()", "input('?')",
    "await __import__('asyncio').sleep(0)", "async def a(): return 7\nawait a()",
    "import asyncio\ntask = asyncio.create_task(a())", "await task", "get_ipython().execution_count", "In[2], len(Out)",
    "%who_ls int", "%%capture caught\nprint('quiet')", "caught.stdout", "import ipywidgets as w\ns = w.IntSlider(3); s",
    "out = w.Output()\nwith out:\n    print('in a widget')\nout", "out.outputs", "display(w.HBox([s, w.Text('t')]))",
    "s.value = 5", "s.close()", "w.interactive(lambda n: n * 2, n=w.fixed(4))", "__name__, __import__('__main__').x",
    "class C: pass\nimport pickle\ntype(pickle.loads(pickle.dumps(C())))", "import logging\nlogging.warning('logged')",
    "import threading\nt = threading.Thread(target=print, args=('in a thread',)); t.start(); t.join()",
    "float('nan'), float('inf')", "'\\ud800'", "b'bytes'", "print('x' * 300_000)", "''", "print('no end', end='')",
    "%%html\n<p>cell</p>", "raise", "import subprocess\nsubprocess.run(['echo', 'a child'])\ntime.sleep(0.5)",
    "print('é', '漢', '\\x1b[31mred\\x1b[0m')", "sys.path, __builtins__ is not None",
    "import multiprocessing\nfork = multiprocessing.get_context('fork')",
    "child = fork.Process(target=print, args=('grandchild',)); child.start(); child.join()",
    "print('to the real one', file=sys.__stdout__, flush=True)\ntime.sleep(0.5)",
    "sys.displayhook.__class__.__name__, sys.stdout.isatty()",
    "repr(sys.stdin)[:3]", "import locale\nlocale.getlocale()",
    "os.getcwd() == os.path.abspath('')", "import signal\nsignal.getsignal(signal.SIGINT)",
    "BaseException.__new__(KeyboardInterrupt)", "raise KeyboardInterrupt",
    "%matplotlib inline\nplt.hist([1, 2, 2])", "help(len)",
    "len?",
]


def test_a_notebook_of_everything_that_is_hard_comes_out_as_from_the_normal_kernel(tmp_path, monkeypatch):
    monkeypatch.delenv("PYTEST_CURRENT_TEST")  # under which the normal kernel lets go what programs write
    path = notebook(tmp_path / "torture.ipynb", *TORTURE, tags=["raises-exception"])
    once, again = run(path, None), run(path)
    different = {cell.source: (plain(cell), plain(other)) for cell, other in zip(once.cells, again.cells, strict=True)
                 if plain(cell) != plain(other)}
    assert different == {}
    assert len(once.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"]) == len(
        again.metadata.widgets["application/vnd.jupyter.widget-state+json"]["state"])


# what one notebook does to its kernel, and how another would see it
TRACES = {
    "a name": ("left = 1", "'left' in globals()"),
    "a module": ("import sys, types\nsys.modules['left'] = types.ModuleType('left')",
                 "'left' in __import__('sys').modules"),
    "a change to a module": ("import json\njson.left = 1", "hasattr(__import__('json'), 'left')"),
    "the places modules come from": ("import sys\nsys.path.insert(0, 'left')", "'left' in __import__('sys').path"),
    "the environment": ("import os\nos.environ['LEFT'] = '1'", "'LEFT' in __import__('os').environ"),
    "the working folder": ("import os\nos.chdir('/')", "__import__('os').getcwd() == '/'"),
    "Python's chance": ("import random\nrandom.seed(1)",
                        "__import__('random').Random(1).random() == __import__('random').random()"),
    "numpy's chance": ("import numpy\nnumpy.random.seed(1)",
                       "__import__('numpy').random.RandomState(1).rand() == __import__('numpy').random.rand()"),
    "filters of warnings": ("import warnings\nwarnings.filterwarnings('error', 'left')",
                            "'left' in str(__import__('warnings').filters)"),
    "settings of matplotlib": ("import matplotlib\nmatplotlib.rcParams['font.size'] = 77",
                               "__import__('matplotlib').rcParams['font.size'] == 77"),
    "options of pandas": ("import pandas\npandas.set_option('display.max_rows', 77)",
                          "__import__('pandas').get_option('display.max_rows') == 77"),
    "the locale": ("import locale\nlocale.setlocale(locale.LC_ALL, 'C')\nlocale.left = 1",
                   "hasattr(__import__('locale'), 'left')"),
    "what a signal does": ("import signal\nsignal.signal(signal.SIGUSR1, signal.SIG_IGN)",
                            "(s := __import__('signal')).getsignal(s.SIGUSR1) == s.SIG_IGN"),
    "a thread": ("import threading as t, time\n"
                 "t.Thread(target=time.sleep, args=(60,), name='left', daemon=True).start()",
                 "'left' in str(__import__('threading').enumerate())"),
    "an open file": ("import os\nkept = [os.open('/dev/null', os.O_RDONLY) for _ in range(50)]",
                     "any(__import__('os').path.exists(f'/dev/fd/{n}') for n in range(40, 60))"),
    "how values are shown": (
        "get_ipython().display_formatter.formatters['text/plain'].for_type(int, lambda n, p, c: p.text('left'))",
        "get_ipython().display_formatter.format(7)[0]['text/plain'] == 'left'"),
    "logging": ("import logging\nlogging.getLogger().setLevel(7)", "__import__('logging').getLogger().level == 7"),
    "rights of new files": ("import os\nos.umask(0o777)", "__import__('os').umask(0o22) == 0o777"),
    "a built-in name": ("import builtins\nbuiltins.left = 1", "hasattr(__import__('builtins'), 'left')"),
    "how precise numbers are": ("import decimal\ndecimal.getcontext().prec = 7",
                               "__import__('decimal').getcontext().prec == 7"),
    "a class of ours": ("import coprod.report.blocks as s\ns.Paragraph.html = lambda self: 'left'",
                        "__import__('coprod.report.blocks', fromlist='x').Paragraph('x').html() == 'left'"),
}


@pytest.mark.parametrize("trace", TRACES)
def test_nothing_is_left_of_a_notebook_for_the_next_one(tmp_path, trace):
    leave, look = TRACES[trace]
    seen = run(notebook(tmp_path / "first.ipynb", leave, look)), run(notebook(tmp_path / "second.ipynb", look))
    assert [kernel.cells[-1].outputs[0].data["text/plain"] for kernel in seen] == ["True", "False"]


def test_two_notebooks_do_not_draw_the_same_lots(tmp_path):
    path = notebook(tmp_path / "lots.ipynb", "import random, numpy\nrandom.random(), numpy.random.rand()")
    assert len({str(run(path).cells[0].outputs) for _ in range(3)}) == 3


@pytest.mark.parametrize("death", [
    "os._exit(3)", "os.kill(os.getpid(), 9)", "import ctypes; ctypes.string_at(0)", "os.abort()"])
def test_a_notebook_that_ends_its_kernel_is_an_error_at_once_and_the_next_one_runs(tmp_path, death):
    start = time.monotonic()
    with pytest.raises(DeadKernelError):
        run(notebook(tmp_path / "dies.ipynb", "import os", death, "1"))
    assert run(notebook(tmp_path / "lives.ipynb", "1")).cells[0].outputs[0].data["text/plain"] == "1"
    assert time.monotonic() - start < 60, "it waited for the time limit of a cell"


def test_a_kernel_that_dies_while_a_process_it_started_lives_is_noticed_and_that_process_ends_too(tmp_path):
    path = notebook(tmp_path / "dies.ipynb",
                    f"import os, time\nif not os.fork():\n    open({str(tmp_path / 'child')!r}, 'w')"
                    ".write(str(os.getpid()))\n    time.sleep(500)", "time.sleep(0.5)\nos._exit(1)")
    with pytest.raises(DeadKernelError):
        run(path)
    assert gone(int((tmp_path / "child").read_text()))


def gone(process):
    """Whether a process has ended, at the latest in some seconds."""
    for _ in range(100):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        stat = Path(f"/proc/{process}/stat")
        if stat.exists() and stat.read_text().rpartition(")")[2].split()[0] == "Z":
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("cell", ["import time\ntime.sleep(500)", "while True:\n    pass"])
def test_a_cell_that_takes_too_long_is_ended(tmp_path, cell):
    seen = tmp_path / "process"
    path = notebook(tmp_path / "long.ipynb", f"import os\nopen({str(seen)!r}, 'w').write(str(os.getpid()))", cell)
    with pytest.raises(CellTimeoutError):
        run(path, execution_timeout=1)
    assert gone(int(seen.read_text()))


def test_what_a_notebook_does_at_its_end_is_done_and_only_then(tmp_path):
    run(notebook(tmp_path / "first.ipynb", "import atexit, os\natexit.register(os.system, 'echo x >> done')"))
    assert (tmp_path / "done").read_text() == "x\n"
    run(notebook(tmp_path / "second.ipynb", "1"))
    assert (tmp_path / "done").read_text() == "x\n"


def test_kernels_are_forked_from_a_process_with_one_thread(tmp_path):
    run(notebook(tmp_path / "one.ipynb", "import coprod"))
    process = forkserver().process.pid
    if not Path(f"/proc/{process}/task").exists():
        pytest.skip("threads cannot be counted here")
    assert len(list(Path(f"/proc/{process}/task").iterdir())) == 1


def test_a_kernel_need_not_import_what_notebooks_ask_coprod_for(tmp_path):
    asked = "import sys, coprod\nbefore = set(sys.modules)\n_ = [getattr(coprod, name) for name in coprod.__all__]\n"
    done = run(notebook(tmp_path / "one.ipynb", f"{asked}print(sorted(set(sys.modules) - before))"))
    assert done.cells[0].outputs[0].text == "[]\n"


def test_no_kernel_outlives_the_program_that_asked_for_it(tmp_path):
    path = notebook(tmp_path / "long.ipynb",
                    "import os, time\nopen('process', 'w').write(str(os.getpid()))\ntime.sleep(500)")
    code = ("import papermill; "
            f"papermill.execute_notebook({str(path)!r}, None, engine_name={NAME!r}, cwd={str(tmp_path)!r})")
    program = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while not (tmp_path / "process").exists() or not (tmp_path / "process").read_text():
        assert program.poll() is None
        time.sleep(0.1)
    program.send_signal(signal.SIGKILL)
    program.wait()
    assert gone(int((tmp_path / "process").read_text()))


def test_papermill_finds_the_engine_by_its_name_and_a_failing_cell_is_its_usual_error(tmp_path):
    path = notebook(tmp_path / "fails.ipynb", "1", "1 / 0", "2")
    with pytest.raises(PapermillExecutionError, match="ZeroDivisionError") as caught:
        papermill.execute_notebook(path, None, engine_name=NAME, progress_bar=False)
    assert caught.value.exec_count == 2
