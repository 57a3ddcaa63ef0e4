"""A helper process that has imported everything once, and is forked for each notebook: a fresh kernel in milliseconds (POSIX)."""

import atexit
import contextlib
import ctypes
import gc
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from importlib import import_module
from multiprocessing.connection import Connection

import coprod

KERNEL, MAKER, RECORDS = b"k", b"m", b"r"
END = "end"  # the message after which a kernel ends by itself
# Threads of a library that does sums would not live on in a forked process, and locks they hold would stay locked.
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS",
                             "VECLIB_MAXIMUM_THREADS"), "1") | {
    "JE_ARROW_MALLOC_CONF": "background_thread:false", "ARROW_DEFAULT_MEMORY_POOL": "system"}
_LOOK = 1  # seconds between two looks at who has ended
# What making pages needs; a name that is not installed is passed over. So is all that notebooks ask coprod for.
_WARM = (
    "papermill", "nbclient", "mistune", "jinja2", "coprod.site.workers.engine", "coprod.site.workers.job", "coprod.site.templates",
    "coprod.site.run", "matplotlib.backends.backend_svg", "seaborn", "matplotlib_inline.backend_inline", "ipywidgets",
    "IPython.display", "IPython.core.logger", "tornado.platform.asyncio")


def can_fork() -> bool:
    """Whether this system can fork and hand over open files."""
    return hasattr(os, "fork") and hasattr(socket, "send_fds")


class Nursery:
    """The helper process, seen from the process that started it."""

    def __init__(self, control: socket.socket | None = None):
        self.owner, self.lock, self.process = os.getpid(), threading.Lock(), None
        self.control = control or self._start()

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            command = f"from coprod.site.workers.forkserver import watch; watch({theirs.fileno()})"
            self.process = subprocess.Popen([sys.executable, "-c", command], pass_fds=[theirs.fileno()], start_new_session=True,
                                            env=os.environ | _ONE_THREAD, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                            stderr=subprocess.DEVNULL)
        return ours

    @property
    def alive(self) -> bool:
        """Whether the process runs, and is this process's own."""
        return self.owner == os.getpid() and (self.process is None or self.process.poll() is None)

    def kernel(self, folder: str) -> Connection:
        """The pipe to a new kernel that stands in `folder` and has this process's environment."""
        return self._born(KERNEL, folder)

    def maker(self) -> Connection:
        """The pipe to a new process that makes pages: send it one `Job` after the other, it sends back a `Done` for each."""
        return self._born(MAKER, os.getcwd())

    def read_ahead(self, waves: list[str], folder: str) -> bool:
        """Have the records of these waves of the project in `folder` read, and what all of their pages need worked out, before
        the next fork; returns whether that could be done."""
        with contextlib.closing(self._born(RECORDS, folder)) as pipe, contextlib.suppress(EOFError, OSError):
            pipe.send_bytes(json.dumps(waves).encode())
            return pipe.recv_bytes() == b"done"
        return False

    def _born(self, kind: bytes, folder: str) -> Connection:
        ours, theirs = socket.socketpair()
        with theirs, self.lock:
            socket.send_fds(self.control, [kind], [theirs.fileno()])
        pipe = Connection(ours.detach())
        pipe.send_bytes(json.dumps({"folder": folder, "environment": dict(os.environ)}).encode())
        return pipe

    def close(self) -> None:
        """End the process and every kernel it still has."""
        self.control.close()
        if self.owner == os.getpid() and self.process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(10)


_nursery: list[Nursery] = []


def nursery() -> Nursery:
    """The helper process of this process, started when it is first asked for."""
    if not (_nursery and _nursery[0].alive):
        _nursery[:] = [Nursery()]
        atexit.register(_nursery[0].close)
    return _nursery[0]


def watch(control_file: int) -> None:
    """What the helper process does: import everything, then fork whenever it is asked, and see that nobody outlives it.

    It is asked by the process that started it, and by those it has forked to make pages.
    """
    first = socket.socket(fileno=control_file)
    kernel, controls, born = _ready(), [first], set()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while first in controls:
        for control in select.select(controls, [], [], _LOOK)[0]:
            asked, files, _, _ = socket.recv_fds(control, 1, 1)
            if asked == RECORDS:
                _read_ahead(Connection(files[0]))
            elif asked:
                born.add(_fork(asked, files[0], kernel, controls))
            else:
                controls.remove(control)
                control.close()
        _bury(born)
    for child in born:
        _end(child)


def _fork(kind: bytes, file: int, kernel, controls: list) -> int:
    """A new process with its end of the pipe: a kernel, or one that makes pages and may itself ask for kernels."""
    ours, theirs = socket.socketpair() if kind == MAKER else (None, None)
    if (child := os.fork()) == 0:
        for control in [*controls, *([ours] if ours else [])]:
            control.close()
        _live(kernel, Connection(file), theirs)
    os.close(file)
    if ours:
        theirs.close()
        controls.append(ours)
    return child


def _ready():
    """A kernel, and all that notebooks will need, in a process with a single thread."""
    from coprod.site.workers.kernel import new_kernel

    kernel = new_kernel()
    for name in (*_WARM, *coprod.ROOMS):
        with contextlib.suppress(ImportError):
            import_module(name)
    gc.collect()
    gc.freeze()  # or every collection in a kernel would copy the pages of memory it shares with this process
    return kernel


def _live(kernel, pipe: Connection, control: socket.socket | None):
    """The life of a forked process, of which nothing comes back."""
    code = 1
    try:
        os.setsid()  # what a notebook starts can be ended with it
        if control:
            _make(pipe, control)
        else:
            from coprod.site.workers.kernel import serve

            serve(kernel, pipe)
        code = 0
    finally:
        os._exit(code)


def _make(pipe: Connection, control: socket.socket) -> None:
    """Make the page of every job that comes, until no more come."""
    from coprod.site.workers.job import make_page

    settle(json.loads(pipe.recv_bytes()))
    _nursery[:] = [Nursery(control)]
    with contextlib.suppress(EOFError, OSError):
        while True:
            pipe.send(make_page(pipe.recv()))


def _read_ahead(pipe: Connection) -> None:
    """Keep records ready; whatever is wrong with one is said when a page of it is made."""
    from coprod.analysis import shares as estimate
    from coprod.record.safe import keep_ready
    from coprod.report.pages.team_page import rehearse

    with pipe, contextlib.suppress(Exception):
        here, variables = os.getcwd(), dict(os.environ)
        settle(json.loads(pipe.recv_bytes()))
        records = [keep_ready(wave) for wave in json.loads(pipe.recv_bytes())]
        for record in records:
            estimate.work_out(record)
            for other in (None, *records):
                rehearse(record, other)
        settle({"folder": here, "environment": variables})
        give_back()
        gc.freeze()
        pipe.send_bytes(b"done")


def give_back() -> None:
    """Give memory that was used and is not any more back to the system, where its library can (glibc)."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def settle(started: dict) -> None:
    """Stand where the process that asked stands, with its environment."""
    with contextlib.suppress(OSError):
        os.chdir(started["folder"])
    os.environ.clear()
    os.environ.update({"MPLBACKEND": "module://matplotlib_inline.backend_inline"} | started["environment"])


def _bury(born: set[int]) -> None:
    """Forget the kernels that have ended, and end what they left running."""
    with contextlib.suppress(ChildProcessError):
        while child := os.waitpid(-1, os.WNOHANG)[0]:
            born.discard(child)
            with contextlib.suppress(OSError):
                os.killpg(child, signal.SIGKILL)


def _end(child: int) -> None:
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            kill(child, signal.SIGKILL)
