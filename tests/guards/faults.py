"""Runs a command in a process of its own, in which a file operation fails, it is killed, or the disk is full."""

import errno
import json
import os
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from coprod.__main__ import main

KILLED = 137
ALL, CHANGES = -1, -2  # at each operation, or at each that changes something
ERRORS = (errno.ENOSPC, errno.EACCES, errno.EIO)
_CHANGES = ("os.rename", "os.remove", "os.rmdir", "os.mkdir", "os.chmod", "os.truncate", "tempfile.mkdtemp")
_WHOLE = (("data", "processed"), ("data", "form"), ("notebooks", "published"))
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_READS = ("os.listdir", "os.scandir", "fcntl.flock")


@dataclass(frozen=True)
class Ran:
    """What became of a command: its exit code, what it said, and its file operations, each "changes" or not."""

    code: int
    said: str
    operations: tuple[bool, ...] = ()


class Operations:
    """Counts the file operations of this process inside a project, and does something at one of them."""

    def __init__(self, project: Path, at: int = ALL, do=None):
        self.project, self.at, self.do, self.seen = str(project), at, do, []

    def __call__(self, event: str, given: tuple) -> None:
        if event != "open" and event not in _CHANGES and event not in _READS:
            return
        path = os.fsdecode(given[0]) if given and isinstance(given[0], str | bytes | os.PathLike) else ""
        inside = path.startswith(self.project) or (event in _CHANGES and path and not os.path.isabs(path))
        if not inside and event != "fcntl.flock":
            return
        writes = event in _CHANGES or (event == "open" and (
            any(sign in (given[1] or "") for sign in "wax+") or (given[2] or 0) & _WRITES))
        self.seen.append(bool(writes))
        if self.do and (self.at == ALL or self.at == CHANGES and writes or len(self.seen) - 1 == self.at):
            self.do(path)


def fails(code: int):
    """What raises an error of the disk."""
    def fail(path):
        raise OSError(code, os.strerror(code), path)
    return fail


def dies(path) -> None:
    """Ends the process as a kill does: nothing is flushed, nothing is tidied up."""
    os._exit(KILLED)


def dawdles(seed: int):
    """What waits a little at each operation, in its own rhythm."""
    rhythm = random.Random(seed)
    return lambda path: time.sleep(rhythm.random() * 0.004)


def start(project: Path, words: tuple[str, ...], at: int = ALL, do=None, most: int = 0, dies_full: bool = False):
    """Start a command in a forked process; `finish` waits for it. most: bytes that a file can take (0: any)."""
    told = Path(tempfile.mkstemp(prefix="told-")[1])
    pid = os.fork()
    if pid:
        return pid, told
    try:  # nothing of pytest may run in the child
        os.chdir(project)
        operations = Operations(project, at, do)
        sys.addaudithook(operations)
        if most:
            signal.signal(signal.SIGXFSZ, signal.SIG_DFL if dies_full else signal.SIG_IGN)
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # no picture of the memory is left either
        done = CliRunner().invoke(main, words)
        operations.do = None
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        wrong = done.exception and not isinstance(done.exception, SystemExit)
        said = done.output + ("".join(traceback.format_exception(done.exception)) if wrong else "")
        told.write_text(json.dumps([said, operations.seen]), "utf-8")
        os._exit(done.exit_code)
    except BaseException:
        traceback.print_exc()
        os._exit(99)


def finish(started) -> Ran:
    """Wait for a command that was started."""
    pid, told = started
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    said, seen = json.loads(told.read_text("utf-8") or '["", []]')
    told.unlink()
    return Ran(code, said, tuple(seen))


def run(project: Path, words: tuple[str, ...], **how) -> Ran:
    """Run a command as of `start`, and wait for it."""
    return finish(start(project, words, **how))


def state(project: Path) -> dict[str, dict[str, bytes]]:
    """What a project holds: for each file or folder that changes as a whole, its files; not what is half-made."""
    units: dict[str, dict[str, bytes]] = {}
    for path in sorted(project.rglob("*")):
        parts = path.relative_to(project).parts
        half = any(part.startswith((".making-", ".made-", ".coprod-at-work", ".index-made-of")) for part in parts)
        if path.is_file() and not half:
            whole = 3 if parts[:2] in _WHOLE else len(parts)
            units.setdefault("/".join(parts[:whole]), {})["/".join(parts)] = path.read_bytes()
    return units


def leftovers(project: Path) -> list[str]:
    """What only a command at work has."""
    return sorted(path.name for path in project.rglob(".*") if path.name.startswith((".making-", ".coprod-at-work")))
