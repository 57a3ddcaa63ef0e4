"""A process that has imported everything and is forked for whatever must start in milliseconds, a kernel say (POSIX)."""

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
from functools import cache
from importlib import import_module
from multiprocessing.connection import Connection

# Threads of a library that does sums would not live on in a forked process, and locks they hold would stay locked.
_ONE_THREAD = dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMEXPR_NUM_THREADS",
                             "VECLIB_MAXIMUM_THREADS"), "1") | {
    "JE_ARROW_MALLOC_CONF": "background_thread:false", "ARROW_DEFAULT_MEMORY_POOL": "system"}
_LOOK = 1  # seconds between two looks at who has ended
# What notebooks need; what is not installed is passed over.
_PRELOADED = ("matplotlib.backends.backend_svg", "seaborn", "matplotlib_inline.backend_inline", "ipywidgets", "IPython.display",
              "IPython.core.logger", "tornado.platform.asyncio", "coprod")


def can_fork() -> bool:
    """Whether this system can fork and hand over open files."""
    return hasattr(os, "fork") and hasattr(socket, "send_fds")


class Forkserver:
    """The forkserver, seen from a process that may ask it: the one that started it, or a worker it has forked.

    Functions are named as "module:function". The server imports their module, so that every later fork has it.
    """

    def __init__(self, control: socket.socket | None = None):
        self.owner, self.lock, self.process = os.getpid(), threading.Lock(), None
        self.control = control or self._start()

    def kernel(self, folder: str) -> Connection:
        """The pipe to a new kernel (`kernel.serve`) that stands in `folder` and has this process's environment."""
        return self._asked("fork", "coprod.site.workers.kernel:serve", folder)

    def worker(self, function: str) -> Connection:
        """The pipe to a new process that runs function(the other end, a `Forkserver` that it may ask for kernels)."""
        return self._asked("worker", function, os.getcwd())

    def call(self, function: str, argument, folder: str) -> bool:
        """Run function(argument), which JSON can hold, in the server itself as if it stood in `folder`: what it reads or works
        out, every later fork has. Returns whether that could be done."""
        with contextlib.closing(self._asked("call", function, folder, argument)) as pipe, contextlib.suppress(EOFError, OSError):
            return pipe.recv_bytes() == b"done"
        return False

    def _asked(self, kind: str, function: str, folder: str, argument=None) -> Connection:
        ours, theirs = socket.socketpair()
        with theirs, self.lock:
            socket.send_fds(self.control, [b"?"], [theirs.fileno()])
        pipe = Connection(ours.detach())
        pipe.send_bytes(json.dumps({"kind": kind, "function": function, "folder": folder, "argument": argument,
                                    "environment": dict(os.environ)}).encode())
        return pipe

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            command = f"from coprod.site.workers.forkserver import watch; watch({theirs.fileno()})"
            self.process = subprocess.Popen([sys.executable, "-c", command], pass_fds=[theirs.fileno()], start_new_session=True,
                                            env=os.environ | _ONE_THREAD, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                            stderr=subprocess.DEVNULL)
        return ours

    def close(self) -> None:
        """End the server and everything it has forked; in a process that was forked since, only let go of it."""
        self.control.close()
        if self.owner == os.getpid() and self.process:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(10)


def forkserver() -> Forkserver:
    """The forkserver of this process, started when it is first asked for, and again if it has ended."""
    if _started(os.getpid()).process.poll() is not None:
        _started.cache_clear()
    return _started(os.getpid())


@cache
def _started(owner: int) -> Forkserver:
    server = Forkserver()
    atexit.register(server.close)
    return server


def watch(control_file: int) -> None:
    """What the server does: import everything, then do what it is asked, and see that nobody it has forked outlives it."""
    first = socket.socket(fileno=control_file)
    _import_all()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    controls, forked = [first], set()
    while first in controls:
        for control in select.select(controls, [], [], _LOOK)[0]:
            asked, files, _, _ = socket.recv_fds(control, 1, 1)
            if asked:
                with Connection(files[0]) as pipe, contextlib.suppress(Exception):  # whoever asked sees that the pipe has ended
                    _do(pipe, controls, forked)
            else:
                controls.remove(control)
                control.close()
        _bury(forked)
    for child in forked:
        _end(child)


def _import_all() -> None:
    """Make a kernel, and import all that notebooks will need, in a process with a single thread."""
    from coprod.site.workers.kernel import new_kernel

    new_kernel()
    for name in _PRELOADED:
        with contextlib.suppress(ImportError):
            module = import_module(name)
            for offered in getattr(module, "__all__", ()):  # some of coprod's are imported when they are asked for
                getattr(module, offered, None)
    _freeze()


def _do(pipe: Connection, controls: list[socket.socket], forked: set[int]) -> None:
    request = json.loads(pipe.recv_bytes())
    module, _, name = request["function"].partition(":")
    function = getattr(import_module(module), name)
    if request["kind"] == "call":
        here = {"folder": os.getcwd(), "environment": dict(os.environ)}
        _settle(request)
        try:
            function(request["argument"])
        finally:
            _settle(here)
            give_back()
            _freeze()
        pipe.send_bytes(b"done")
        return
    ours, theirs = socket.socketpair() if request["kind"] == "worker" else (None, None)
    if (child := os.fork()) == 0:
        for control in [*controls, *([ours] if ours else [])]:
            control.close()
        _live(request, function, pipe, *([Forkserver(theirs)] if theirs else []))
    forked.add(child)
    if ours:
        theirs.close()
        controls.append(ours)


def _live(request: dict, function, *given) -> None:
    """The life of a forked process, of which nothing comes back."""
    code = 1
    try:
        os.setsid()  # what a notebook starts can be ended with it
        _settle(request)
        function(*given)
        code = 0
    finally:
        os._exit(code)


def _settle(request: dict) -> None:
    """Stand where the process that asked stands, with its environment."""
    with contextlib.suppress(OSError):
        os.chdir(request["folder"])
    os.environ.clear()
    os.environ.update({"MPLBACKEND": "module://matplotlib_inline.backend_inline"} | request["environment"])


def _freeze() -> None:
    """Spare a collection in a fork from looking at, and so copying, the memory it shares with this process."""
    gc.collect()
    gc.freeze()


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


def _end(child: int) -> None:
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(OSError):
            kill(child, signal.SIGKILL)
