"""A real IPython kernel that talks through a pipe instead of the network; made once, then forked for each notebook."""

import asyncio
import atexit
import contextlib
import logging
import os
import random
import signal
import sys
import tempfile
import threading
from multiprocessing.connection import Connection
from types import SimpleNamespace

from ipykernel.iostream import IOPubThread, OutStream
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from jupyter_client.session import Session
from tornado.ioloop import IOLoop
from traitlets.config import Config


class PipeSession(Session):
    """Sends each message of the kernel down one pipe: first what it says, then its buffers."""

    pipe: Connection | None = None
    owner = 0  # the process that may use the pipe; a notebook may fork too

    def send(self, stream, msg_or_type, content=None, parent=None, ident=None, buffers=None, track=False, header=None,
             metadata=None):
        """Send a message as `Session.send` does."""
        built = isinstance(msg_or_type, dict)
        message = msg_or_type if built else self.msg(msg_or_type, content, parent, header, metadata)
        buffers = buffers or message.get("buffers", []) or []
        if os.getpid() == self.owner:
            self.pipe.send_bytes(self.pack(message | {"buffers": len(buffers)}))
            for buffer in buffers:
                self.pipe.send_bytes(memoryview(buffer).cast("B"))
        elif message["msg_type"] == "stream":  # of a process the notebook started: it shares the file behind fd 1 and 2
            os.write(1 + (message["content"]["name"] == "stderr"), message["content"]["text"].encode())
        return message

    def feed_identities(self, msg_list, copy=True):
        """Messages come whole: there is nobody to tell apart."""
        return [], msg_list

    def deserialize(self, msg_list, content=True, copy=True):
        """The message itself."""
        return msg_list[0]


class PipeKernel(IPythonKernel):
    """The kernel, without what needs a network or a thread of its own."""

    _supports_kernel_subshells = False  # no public way: the kernel would take `shell_channel_thread` for their sign


class _AtOnce(IOPubThread):
    """Stands for the thread that sends: everything is sent when a stream is flushed."""

    def __init__(self):
        self.thread = self.io_loop = None

    def schedule(self, f):
        """Streams ask only to be flushed later; they are flushed after each cell."""


class _Stream(OutStream):
    """A standard stream of a notebook.

    What is written past Python (by programs a cell starts, or in C) is caught in a file without a name behind the real
    stream, and takes its place between what Python writes.
    """

    def __init__(self, session, name, number):
        super().__init__(session, _AtOnce(), name, watchfd=False)
        self.file, self.place = tempfile.TemporaryFile(buffering=0), 0  # noqa: SIM115
        os.dup2(self.file.fileno(), number)

    def write(self, string):
        """Write to the notebook's output."""
        self._catch_up()
        return super().write(string)

    def flush(self):
        """Send what was written."""
        self._catch_up()
        super().flush()

    def _catch_up(self):
        if os.getpid() == self.session.owner and (size := os.fstat(self.file.fileno()).st_size - self.place) > 0:
            text = os.pread(self.file.fileno(), size, self.place)
            self.place += len(text)
            super().write(text.decode(errors="replace"))


def new_kernel() -> None:
    """Make the one kernel of this process, as `python -m ipykernel` does; it has run nothing and has no threads."""
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    log = logging.getLogger("coprod.kernel")
    log.propagate, log.disabled = False, True  # what the kernel says of itself is nothing a reader can act on
    app = IPKernelApp.instance(log=log)
    app.update_config(Config({"HistoryManager": {"enabled": False}}))  # that in a file would need a thread
    sys.path[:] = filter(None, sys.path)  # the folder that the server happens to stand in
    app.init_path()
    main = SimpleNamespace(parent_thread=threading.main_thread())
    session = PipeSession(key=b"-")  # nothing is signed, for nobody else has the pipe
    kernel = PipeKernel.instance(parent=app, session=session, shell_channel_thread=main, user_ns=None, log=log)
    app.kernel, app.shell = kernel, kernel.shell
    app.init_extensions()


def serve(pipe: Connection) -> None:
    """Let the kernel of this process answer what comes down the pipe until it ends; in a fork, which ends with it."""
    atexit._clear()  # no public way: what was registered before the fork is the parent's
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    random.seed()
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()
    kernel = PipeKernel.instance()
    session = kernel.session
    session.pipe, session.owner = pipe, os.getpid()
    sys.stdout, sys.stderr = _Stream(session, "stdout", 1), _Stream(session, "stderr", 2)
    pipe.send_bytes(session.pack({"process": os.getpid(), "language_info": kernel.language_info}))
    with contextlib.suppress(EOFError, OSError, RuntimeError):  # the pipe ended, or the notebook stopped its own loop
        asyncio.run(_answer(kernel, pipe))
    atexit._run_exitfuncs()


async def _answer(kernel: PipeKernel, pipe: Connection) -> None:
    kernel.io_loop = IOLoop.current()
    while (message := await _next(kernel.session, pipe))["msg_type"] != "shutdown_request":
        await kernel.dispatch_shell([message, None])


async def _next(session: PipeSession, pipe: Connection) -> dict:
    """The next message; while it waits, what the notebook left running in the background goes on."""
    loop = asyncio.get_running_loop()
    came = loop.create_future()
    loop.add_reader(pipe.fileno(), lambda: came.done() or came.set_result(None))
    try:
        await came
    finally:
        loop.remove_reader(pipe.fileno())
    return session.unpack(pipe.recv_bytes()) | {"buffers": []}
