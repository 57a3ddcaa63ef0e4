"""Where things lie; one lock for who changes them; a folder or file appears whole or not at all."""

import errno
import os
import re
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from contextvars import ContextVar
from pathlib import Path

from coprod.errors import BadInput, names_file

# What every system takes as the name of a folder, and nothing that leads out of the one it lies in.
_WAVE = re.compile(r"\w([\w .-]{0,58}\w)?")
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.I)  # Windows takes these for devices
_LOCK = ".coprod-at-work"
_HALF_MADE = re.compile(r"\.making-(.+)-[a-z0-9_]{8}(-old)?")
_PATIENCE = 2  # seconds that a reader waits for a folder that is just being replaced
_HELD: ContextVar[tuple[Path, ...]] = ContextVar("held", default=())  # the projects that this command has locked


def project_root() -> Path:
    """The project's folder: the nearest one, from the working folder upwards, that holds `data/processed`.

    Raises BadInput if there is none.
    """
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / "data" / "processed").is_dir():
            return folder
    raise BadInput("No folder data/processed was found here or above. Run the command inside the project's folder.")


def raw_folder(wave: str) -> Path:
    """The folder of a wave's raw files; raises BadInput if it is not there."""
    return _existing("raw", wave)


def processed_folder(wave: str) -> Path:
    """The folder of a wave's safe record; raises BadInput if it is not there."""
    return _existing("processed", wave)


def published_folder(wave: str) -> Path:
    """The folder a wave's pages are published to; it need not exist yet. Raises BadInput for what is no wave's name."""
    return _mended(project_root() / "notebooks" / "published" / wave_name(wave))


def data_folder(kind: str, wave: str) -> Path:
    """The folder of a wave in data/<kind>; it need not exist yet. Raises BadInput for what is no wave's name."""
    return _mended(project_root() / "data" / kind / wave_name(wave))


def wave_name(text: str) -> str:
    """`text`, if it can be the name of a wave, which is that of its folders; raises BadInput if not."""
    if not _WAVE.fullmatch(text):
        raise BadInput(f"{text!r} cannot be the name of a wave. It is the plain name of a folder, such as 2018-repeat: "
                       "up to 60 letters, digits, hyphens, dots and spaces, no slash. Give the name of a folder in "
                       "data/raw, or rename that folder.")
    if _RESERVED.fullmatch(text):
        raise BadInput(f"{text!r} cannot be the name of a wave: Windows keeps it for itself. Choose another name.")
    return text


@contextmanager
def project_lock(doing: str = "", patience: float = 0) -> Iterator[None]:
    """Lets one command at a time change the project; also a decorator. Mends first what a killed command left.

    doing: what this one does, told to the others; patience: seconds to wait for another. The lock of a process that has
    ended is free. Whoever holds the lock may ask for it again. Raises BadInput where another command is at work.
    """
    root = project_root()
    if root in _HELD.get():
        yield
        return
    path = root / "data" / _LOCK
    lock = _locked(path, patience)
    held = _HELD.set((*_HELD.get(), root))
    try:
        with suppress(OSError):  # who it is, is told where it can be
            os.write(lock, doing.encode())
        _mend(root)
        yield
    finally:
        _HELD.reset(held)
        with suppress(OSError):  # on Windows an open file stays, and is free for the next
            path.unlink()
        os.close(lock)


@contextmanager
def whole_folder(target: Path, keep: tuple[str, ...] = ()) -> Iterator[Path]:
    """A new empty folder to fill; it takes the place of `target` only if nothing went wrong.

    keep: files of `target` that come along as they are. Half-made folders that an earlier run left are removed first.
    In a project it holds the project's lock. Raises OSError that names `target` where the disk fails.
    """
    with _lock_of(target):
        try:
            target.parent.mkdir(parents=True, exist_ok=True)
            _tidy_up(target.parent, target.name)
            work = Path(tempfile.mkdtemp(prefix=f".making-{target.name}-", dir=target.parent))
            try:
                work.chmod(0o755)
                yield work
                for name in keep:
                    if (target / name).is_file():
                        shutil.copyfile(target / name, work / name)
                _exchange(work, target)
            finally:
                shutil.rmtree(work, ignore_errors=True)
        except OSError as error:
            raise names_file(error, target)  # noqa: B904


def whole_file(target: Path, content: str | bytes) -> None:
    """Write a file that appears whole or not at all; texts as UTF-8. Raises OSError that names it."""
    work = target.with_name(f".making-{target.name}")
    try:
        work.write_bytes(content.encode() if isinstance(content, str) else content)
        work.replace(target)
    except BaseException as error:
        with suppress(OSError):
            work.unlink(missing_ok=True)
        raise names_file(error, target)  # noqa: B904


def _lock_of(target: Path):
    """The lock of the project that a folder lies in; none where it lies in none."""
    try:
        return project_lock() if target.absolute().is_relative_to(project_root()) else nullcontext()
    except BadInput:
        return nullcontext()


def _locked(path: Path, patience: float) -> int:
    """The open file that is the lock; whoever ends, in whatever way, sets it free."""
    until = time.monotonic() + patience
    while True:
        lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
        try:
            _take(lock)
            if os.path.samestat(os.fstat(lock), path.stat()):
                os.truncate(lock, 0)
                return lock
        except OSError as error:
            if error.errno not in (errno.EAGAIN, errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK, errno.ENOENT):
                os.close(lock)
                raise names_file(error, path)  # noqa: B904
            if error.errno != errno.ENOENT and time.monotonic() >= until:
                told = _who(lock)
                os.close(lock)
                raise BadInput(told) from None
            time.sleep(0.02)
        os.close(lock)  # it was the lock of somebody who has just ended, or is still at work


def _take(lock: int) -> None:
    if os.name == "nt":
        import msvcrt

        os.lseek(lock, 1 << 20, os.SEEK_SET)  # far behind what it says, which others may read
        msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        os.lseek(lock, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _who(lock: int) -> str:
    os.lseek(lock, 0, os.SEEK_SET)
    doing = os.read(lock, 60).decode(errors="replace")
    since = time.strftime("%H:%M on %d %B %Y", time.localtime(os.fstat(lock).st_mtime))
    return (f"Another coprod command is at work in this project (since {since}{f': {doing}' if doing else ''}). "
            "Nothing was changed. Wait until it is done, then run this one again.")


def mend() -> None:
    """Give back the folders of the project that a killed command was just replacing; nothing where there is none."""
    try:
        root = project_root()
    except BadInput:
        return
    if any(_is_astray(parent, match) for parent in _parents(root) for _, match in _half_made(parent)):
        with project_lock(patience=_PATIENCE):
            pass


def _mended(folder: Path) -> Path:
    """The folder; if a run was killed while it was being replaced, it is given back as it was."""
    if any(_is_astray(folder.parent, match) for _, match in _half_made(folder.parent, folder.name)):
        with project_lock(patience=_PATIENCE):
            pass
    return folder


def _parents(root: Path) -> list[Path]:
    """The folders of a project in which folders are replaced."""
    return [*root.glob("data/*"), root / "notebooks" / "published"]


def _mend(root: Path) -> None:
    """Clear away what killed commands left anywhere in a project, and give back what was just being replaced."""
    for parent in _parents(root):
        _tidy_up(parent)
    for leftover in (*root.glob("data/*/.making-*"), *root.glob("data/*/*/.making-*")):
        if leftover.is_file():
            leftover.unlink(missing_ok=True)


def _half_made(parent: Path, name: str = "") -> list[tuple[Path, re.Match]]:
    there = sorted(parent.glob(".making-*")) if parent.is_dir() else []
    # The whole name must fit: what "2016-repeat" left behind is none of the business of "2016".
    found = [(path, match) for path in there if path.is_dir() and (match := _HALF_MADE.fullmatch(path.name))]
    return [(path, match) for path, match in found if name in ("", match[1])]


def _is_astray(parent: Path, match: re.Match) -> bool:
    """Whether a folder stepped aside and none took its place: killed between the two renames of an exchange."""
    return bool(match[2]) and not (parent / match[1]).exists()


def _tidy_up(parent: Path, name: str = "") -> None:
    for leftover, match in _half_made(parent, name):
        if _is_astray(parent, match):
            leftover.rename(parent / match[1])
        else:
            shutil.rmtree(leftover, ignore_errors=True)


def _exchange(work: Path, target: Path) -> None:
    if not target.exists():
        work.rename(target)
        return
    # A full folder cannot be renamed over another: the old one steps aside and comes back if the new one cannot move.
    aside = work.with_name(work.name + "-old")
    target.rename(aside)
    try:
        work.rename(target)
    except BaseException:
        aside.rename(target)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _existing(kind: str, wave: str) -> Path:
    folder = data_folder(kind, wave)
    if folder.is_dir():
        return folder
    there = folder.parent.iterdir() if folder.parent.is_dir() else ()
    known = ", ".join(sorted(f.name for f in there if f.is_dir() and not f.name.startswith("."))) or "none yet"
    hint = "" if kind == "raw" else f" Run `coprod process {wave}` first if its raw files are here."
    raise BadInput(f'data/{kind}: no wave named "{wave}". The waves there are: {known}.{hint}')
