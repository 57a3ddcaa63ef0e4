"""The fast papermill engine `coprod-fork`: each notebook runs in a fork of a process that has imported everything."""

import contextlib
import os
import signal
import time
from types import SimpleNamespace

from jupyter_client.session import Session
from nbclient.exceptions import CellExecutionComplete, CellExecutionError, CellTimeoutError, DeadKernelError
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import NBClientEngine
from papermill.log import logger

from coprod.site.workers.forkserver import Forkserver, can_fork, forkserver

NAME = "coprod-fork"
_PATIENCE = 600  # seconds a cell may take if nobody says otherwise
_START = 120  # seconds until a kernel must answer; the first waits for all the imports
_GOODBYE = 10  # seconds for what a notebook does when it ends
_LOOK = 1  # seconds between two looks whether the kernel still lives


class ForkEngine(NBClientEngine):
    """Runs a notebook as papermill's own engine does, in a forked kernel."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, log_output=False, stdout_file=None, stderr_file=None,
                                 start_timeout=None, execution_timeout=None, server=None, **kwargs):
        """Run every cell; papermill calls this. Where no process can be forked, papermill's own engine does it.

        server: the `Forkserver` to ask for the kernel, if not this process's own.
        """
        wanted = {"log_output": log_output, "stdout_file": stdout_file, "stderr_file": stderr_file}
        timeout = execution_timeout or kwargs.get("timeout") or _PATIENCE
        if not can_fork():
            return super().execute_managed_notebook(nb_man, kernel_name, start_timeout=start_timeout or 60,
                                                    execution_timeout=timeout, **wanted, **kwargs)
        client = ForkClient(nb_man, timeout=timeout, kernel_name=kernel_name, log=logger, **wanted)
        return client.execute(server=server or forkserver())


class ForkClient(PapermillNotebookClient):
    """A client whose kernel is at the other end of a pipe; messages are handled as nbclient handles them."""

    def execute(self, server: Forkserver):
        """Run the notebook in a kernel of its own."""
        self.reset_execution_trackers()
        self.kernel = ForkedKernel(server.kernel(os.getcwd()))
        # What nbclient's own output widgets talk to.
        self.kc = SimpleNamespace(session=self.kernel.session, shell_channel=SimpleNamespace(send=self.kernel.send))
        whole = False
        try:
            self.nb.metadata["language_info"] = self.kernel.language_info
            self.papermill_execute_cells()
            self.set_widgets_metadata()
            whole = True
        finally:
            self.kernel.close(at_once=not whole)
        return self.nb

    def execute_cell(self, cell, cell_index, execution_count=None, store_history=True):
        """Run one cell until the kernel has answered and is idle."""
        tags = cell.metadata.get("tags", [])
        if cell.cell_type != "code" or not cell.source.strip() or self.skip_cells_with_tag in tags:
            return cell
        cell.outputs, self.clear_before_next_output = [], False
        cell.metadata["execution"] = {}
        asked = self.kernel.ask("execute_request", {
            "code": cell.source, "silent": False, "store_history": store_history, "user_expressions": {},
            "allow_stdin": False, "stop_on_error": False})  # there is never another cell to stop
        self.code_cells_executed += 1
        reply = self._until_idle(asked, cell, cell_index)
        if reply["status"] == "error" and "raises-exception" not in tags:
            raise CellExecutionError.from_cell_and_msg(cell, reply)
        return cell

    def _until_idle(self, asked: str, cell, cell_index: int) -> dict:
        """Handle what comes until the kernel is idle; returns what it replied."""
        reply, idle, end = None, False, time.monotonic() + self.timeout
        while not (reply and idle):
            message = self.kernel.next_message(end - time.monotonic())
            if message is None:
                raise CellTimeoutError.error_from_timeout_and_cell("Cell execution timed out", self.timeout, cell)
            if message["parent_header"].get("msg_id") != asked:
                continue
            if message["msg_type"] == "execute_reply":
                reply = message["content"]
                continue
            try:
                self.process_message(message, cell, cell_index)
            except CellExecutionComplete:
                idle = True
        return reply


class ForkedKernel:
    """A forked kernel, at the other end of this pipe."""

    def __init__(self, pipe):
        self.pipe, self.process = pipe, 0
        self.session = Session(key=b"-")  # nothing is signed, for nobody else has the pipe
        about = self.next_message(_START)
        if about is None:
            self.close()
            raise DeadKernelError("Kernel did not start")
        self.process, self.language_info = about["process"], about["language_info"]

    def ask(self, kind: str, content: dict) -> str:
        """Send a request; returns its id."""
        return self.send(self.session.msg(kind, content))["header"]["msg_id"]

    def send(self, message: dict) -> dict:
        """Send a message as it is."""
        try:
            self.pipe.send_bytes(self.session.pack(message))
        except OSError:
            raise DeadKernelError("Kernel died") from None
        return message

    def next_message(self, patience: float) -> dict | None:
        """The next message; None if none came in `patience` seconds. Raises DeadKernelError if the kernel has ended."""
        end = time.monotonic() + patience
        try:
            while not self.pipe.poll(max(min(end - time.monotonic(), _LOOK), 0)):
                if time.monotonic() >= end:
                    return None
                if self.process:  # a process the notebook started may hold the pipe open when its kernel has gone
                    os.kill(self.process, 0)
            message = self.session.unpack(self.pipe.recv_bytes())
            message["buffers"] = [self.pipe.recv_bytes() for _ in range(message.get("buffers", 0))]
        except (EOFError, OSError):
            raise DeadKernelError("Kernel died") from None
        return message

    def close(self, at_once: bool = True) -> None:
        """End the kernel and what it started: at once, or when it has said goodbye."""
        with contextlib.suppress(DeadKernelError):
            if not at_once:
                self.ask("shutdown_request", {"restart": False})
                while self.next_message(_GOODBYE):
                    pass
        if self.process:
            with contextlib.suppress(OSError):
                os.killpg(self.process, signal.SIGKILL)
        self.pipe.close()
