"""Where things lie, and how a folder or file appears: whole or not at all."""

import re
import shutil
import tempfile
from contextlib import contextmanager
from pathlib import Path

from coprod.errors import BadInput

# What every system takes as the name of a folder, and nothing that leads out of the one it lies in.
_WAVE = re.compile(r"\w([\w .-]{0,58}\w)?")


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
    return project_root() / "notebooks" / "published" / wave_name(wave)


def data_folder(kind: str, wave: str) -> Path:
    """The folder of a wave in data/<kind>; it need not exist yet. Raises BadInput for what is no wave's name."""
    return project_root() / "data" / kind / wave_name(wave)


def wave_name(text: str) -> str:
    """`text`, if it can be the name of a wave, which is that of its folders; raises BadInput if not."""
    if not _WAVE.fullmatch(text):
        raise BadInput(f"{text!r} cannot be the name of a wave. It is the plain name of a folder, such as 2018-repeat: "
                       "up to 60 letters, digits, hyphens, dots and spaces, no slash. Give the name of a folder in "
                       "data/raw, or rename that folder.")
    return text


@contextmanager
def whole_folder(target: Path, keep: tuple[str, ...] = ()):
    """A new empty folder to fill; it takes the place of `target` only if nothing went wrong.

    keep: files of `target` that come along as they are. Half-made folders that an earlier run left are removed first.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    _tidy_up(target)
    work = Path(tempfile.mkdtemp(prefix=f".making-{target.name}-", dir=target.parent))
    work.chmod(0o755)
    try:
        yield work
        for name in keep:
            if (target / name).is_file():
                shutil.copyfile(target / name, work / name)
        _exchange(work, target)
    finally:
        shutil.rmtree(work, ignore_errors=True)


def whole_file(target: Path, text: str) -> None:
    """Write a text file that appears whole or not at all; what an earlier run left behind is written over."""
    work = target.with_name(f".making-{target.name}")
    work.write_text(text, "utf-8", newline="\n")
    work.replace(target)


def _tidy_up(target: Path) -> None:
    # The whole name must fit: what "2016-repeat" left behind is none of the business of "2016".
    own = re.compile(re.escape(f".making-{target.name}-") + "[a-z0-9_]{8}(-old)?")
    for leftover in sorted(folder for folder in target.parent.iterdir() if own.fullmatch(folder.name)):
        if leftover.name.endswith("-old") and not target.exists():  # killed between the two renames below
            leftover.rename(target)
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
    except OSError:
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
