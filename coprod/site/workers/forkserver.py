"""A process that has imported everything and is forked for what must start in milliseconds, a kernel say (POSIX)."""

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
from functools import cache
from importlib import import_module
from multiprocessing.connection import Connection

# Threads of a library that does sums would not live on in a forked process, and locks they hold would stay locked.
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS",
                             "VECLIB_MAXIMUM_THREADS"), "1") | {
    "JE_ARROW_MALLOC_CONF": "background_thread:false", "ARROW_DEFAULT_MEMORY_POOL": "system"}
_LOOK = 1  # seconds between two looks at who has ended
# What makers of pages and notebooks need; what is not installed is passed over.
_PRELOADED = ("papermill", "nbformat", "mistune", "jinja2", "ipywidgets", "IPython.display", "IPython.core.logger",
              "tornado.platform.asyncio", "coprod")


def can_fork() -> bool:
    """Whether this system can fork and hand over open files."""
    return hasattr(os, "fork") and hasattr(socket, "send_fds")


class Forkserver:
    """The forkserver, seen from a process that may ask it: the one that started it (as `process`), or a worker.

    Functions are named as "module:function". The server imports their module, so that every later fork has it.
    """

    def __init__(self, asking: socket.socket, process: subprocess.Popen | None = None):
        self.asking, self.process = asking, process

    def kernel(self, folder: str) -> Connection:
        """The pipe to a new kernel (`kernel.serve`) that stands in `folder` and has this process's environment."""
        return self._ask("fork", "coprod.site.workers.kernel:serve", folder)

    def worker(self, function: str) -> Connection:
        """The pipe to a new process that runs function(the other end, a `Forkserver` that it may ask for kernels)."""
        return self._ask("worker", function, os.getcwd())

    def call(self, function: str, argument, folder: str) -> bool:
        """Run function(argument), which JSON can hold, in the server itself as if it stood in `folder`.

        What it reads or works out, every later fork has. Returns whether that could be done.
        """
        with contextlib.suppress(EOFError, OSError), self._ask("call", function, folder, argument) as pipe:
            return pipe.recv_bytes() == b"done"
        return False

    def _ask(self, kind: str, function: str, folder: str, argument=None) -> Connection:
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(self.asking, [b"?"], [theirs.fileno()])
        pipe = Connection(ours.detach())
        pipe.send_bytes(json.dumps({"kind": kind, "function": function, "folder": folder, "argument": argument,
                                    "environment": dict(os.environ)}).encode())
        return pipe


def forkserver() -> Forkserver:
    """The forkserver of this process, started when it is first asked for, and again if it has ended."""
    if _started(os.getpid()).process.poll() is not None:
        _started.cache_clear()
    return _started(os.getpid())


@cache
def _started(owner: int) -> Forkserver:
    """A new server. It ends when its standard input does: when this process ends, however that comes about."""
    asking, asked = socket.socketpair()
    ends = asking.fileno(), asked.fileno()
    process = subprocess.Popen([sys.executable, "-c", f"from {__name__} import watch; watch(*{ends})"], pass_fds=ends,
                               env=os.environ | _ONE_THREAD, start_new_session=True, stdin=subprocess.PIPE,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    asked.close()
    atexit.register(process.communicate, timeout=10)  # closes its input, and waits
    return Forkserver(asking, process)


def watch(asking_file: int, asked_file: int) -> None:
    """What the server does: import everything, do what it is asked, and see that nobody it has forked outlives it."""
    asking, asked = socket.socket(fileno=asking_file), socket.socket(fileno=asked_file)
    _import_all()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    forked = set()
    while sys.stdin.fileno() not in (ready := select.select([sys.stdin.fileno(), asked], [], [], _LOOK)[0]):
        if ready:
            _, files, _, _ = socket.recv_fds(asked, 1, 1)
            with Connection(files[0]) as pipe, contextlib.suppress(Exception):  # who asked sees that the pipe ended
                _do(pipe, asking, asked, forked)
        _bury(forked)
    for child in forked:
        for kill in (os.killpg, os.kill):  # one that was only just forked has no group yet
            with contextlib.suppress(OSError):
                kill(child, signal.SIGKILL)


def _import_all() -> None:
    """Make a kernel, and import all that notebooks will need, in a process with a single thread."""
    from coprod.site.workers.kernel import new_kernel

    new_kernel()
    for name in _PRELOADED:
        with contextlib.suppress(ImportError):
            module = import_module(name)
            for offered in getattr(module, "__all__", ()):  # those of coprod are imported when they are asked for
                getattr(module, offered, None)
    gc.collect()
    gc.freeze()  # or every collection in a fork would copy the memory it shares with this process


def _do(pipe: Connection, asking: socket.socket, asked: socket.socket, forked: set[int]) -> None:
    """Do what is asked at the other end of the pipe: call a function here, or in a fork."""
    request = json.loads(pipe.recv_bytes())
    module, _, name = request["function"].partition(":")
    function = getattr(import_module(module), name)
    if request["kind"] == "call":
        with contextlib.chdir(request["folder"]):
            function(request["argument"])
        give_back()
        gc.freeze()
        pipe.send_bytes(b"done")
    elif child := os.fork():
        forked.add(child)
    else:
        asked.close()
        if request["kind"] == "worker":
            _live(request, function, pipe, Forkserver(asking))
        asking.close()
        _live(request, function, pipe)


def _live(request: dict, function, *given) -> None:
    """The life of a forked process, where the one that asked stands, with its environment; nothing comes back of it."""
    code = 1
    try:
        os.setsid()  # what a notebook starts can be ended with it
        os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
        with contextlib.suppress(OSError):
            os.chdir(request["folder"])
        os.environ.clear()
        os.environ.update({"MPLBACKEND": "module://matplotlib_inline.backend_inline"} | request["environment"])
        function(*given)
        code = 0
    finally:
        os._exit(code)


def give_back() -> None:
    """Give memory that was used and is not any more back to the system, where its library can (glibc)."""
    gc.collect()
    with contextlib.suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def _bury(forked: set[int]) -> None:
    """Forget the processes that have ended, and end what they left running."""
    with contextlib.suppress(ChildProcessError):
        while child := os.waitpid(-1, os.WNOHANG)[0]:
            forked.discard(child)
            with contextlib.suppress(OSError):
                os.killpg(child, signal.SIGKILL)
