"""The errors a person meets: what was expected, what was found and where, what to do; never an answer, no traceback."""

import errno
import os
import re
import traceback
from pathlib import Path

_HALF = re.compile(r"\.making-(.+?)(-[a-z0-9_]{8}(-old)?)?(?=[/\\]|$)")
_ELSEWHERE = ("could not be opened or changed: it is open in another program, such as a spreadsheet, or it may not be "
              "changed by you. Close it there, or ask for the right to change it.")
_FULL = "could not be written: the disk is full. Make room on it."
_DISK = "could not be read or written: the disk or network drive does not answer. Copy the project to another disk."
_GONE = "is not there. It was moved or deleted, perhaps just now. Bring it back."
_NAME = ("cannot be the name of a file or folder here: it is too long, or holds a sign that this system does not take. "
         "Give it a shorter, plain name, or move the project to a folder with a shorter path.")
_DISK_ERRORS = {  # by the names of the system's errors, of which not every system has all
    "ENOSPC": _FULL, "EDQUOT": _FULL, "EFBIG": _FULL,
    "EACCES": _ELSEWHERE, "EPERM": _ELSEWHERE, "EBUSY": _ELSEWHERE, "ETXTBSY": _ELSEWHERE,
    "EROFS": "could not be written: its disk can only be read. Copy the project to a folder in which you may save.",
    "ENOENT": _GONE, "ESTALE": _GONE,
    "EISDIR": "is a folder, where a file was expected. Move the folder away.",
    "ENOTDIR": "cannot be there: a part of this path is a file, where a folder was expected. Move that file away.",
    "EEXIST": "is there already, perhaps since just now. Move it away.",
    "ENOTEMPTY": "is there already, perhaps since just now. Move it away.",
    "ENAMETOOLONG": _NAME, "EINVAL": _NAME, "EILSEQ": _NAME,
    "ELOOP": "is a link that leads back to itself. Put the file itself there.",
    "EIO": _DISK, "ENODEV": _DISK, "ENXIO": _DISK, "ETIMEDOUT": _DISK,
    "EMFILE": "could not be opened: too many files are open. Close other programs.",
    "ENFILE": "could not be opened: too many files are open. Close other programs.",
    "ENOLCK": "could not be locked on this disk. Copy the project to a disk of this computer.",
    "ENOTSUP": "could not be locked on this disk. Copy the project to a disk of this computer.",
}
_AGAIN = "Then run the command again; nothing was left half-made."


class BadInput(ValueError):
    """One or more problems in what was given, each a sentence that names file, line and remedy.

    A problem never repeats an answer that a person gave.
    """

    def __init__(self, *problems: str):
        self.problems = problems
        super().__init__("\n".join(problems))


def refuse(problems) -> None:
    """Raise BadInput with all `problems` (sentences) if there are any."""
    if problems:
        raise BadInput(*problems)


def in_words(error: BaseException) -> tuple[str, ...]:
    """Any error as sentences: what could not be done, where, and what to do. Nothing that a file held is repeated."""
    if isinstance(error, BadInput):
        return error.problems
    if disk := _disk_error(error):
        return (_of_disk(disk),)
    if isinstance(error, KeyboardInterrupt):
        return ("Stopped. Nothing was left half-made; run the command again when you like.",)
    if isinstance(error, MemoryError):
        return (f"The memory of this computer is not enough for it. Close other programs, or use a larger machine. "
                f"{_AGAIN}",)
    if isinstance(error, RecursionError):
        return (f"A file holds parts in parts so many times over that it cannot be read. Look at what was changed "
                f"last, and make it flat. {_AGAIN}",)
    if isinstance(error, ImportError):
        return (f'A part of the installation is missing: "{error.name}". Install coprod again. {_AGAIN}',)
    return (f"coprod met something it does not expect ({type(error).__name__}{_place(error)}), and stopped. Undo what "
            "was changed last in the files, and run the command again. If it stays, run it with --debug and send what "
            "it shows to whoever looks after coprod, once you have seen that it holds no answer. Nothing was left "
            "half-made.",)


def names_file(error: BaseException, path: Path) -> BaseException:
    """The same error; one of the disk that does not say which file it was about now does."""
    if isinstance(error, OSError) and error.errno and error.filename is None:
        error.filename = str(path)
    return error


def _disk_error(error: BaseException) -> OSError | None:
    """The error of the disk that this is, or that other code has wrapped."""
    wrapped = (error, error.__cause__, error.args[0] if error.args else None)
    return next((one for one in wrapped if isinstance(one, OSError) and one.errno), None)


def _of_disk(error: OSError) -> str:
    told = _DISK_ERRORS.get(errno.errorcode.get(error.errno, ""), f"could not be opened or written ({error.strerror}).")
    return f"{_shown(error.filename2 or error.filename)} {told} {_AGAIN}"


def _shown(name) -> str:
    """A path as a person knows it: from the working folder, and without our names for what is half-made."""
    if not isinstance(name, str | bytes | os.PathLike):
        return "A file"
    path = Path(os.fsdecode(name))
    path = path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path
    return _HALF.sub(r"\1", path.as_posix()).encode("utf-8", "replace").decode()


def _place(error: BaseException) -> str:
    """Where in our own code an error came up: file and line."""
    own = [frame for frame in traceback.extract_tb(error.__traceback__)
           if Path(frame.filename).is_relative_to(Path(__file__).parent)]
    return f" in {Path(own[-1].filename).name}, line {own[-1].lineno}" if own else ""
