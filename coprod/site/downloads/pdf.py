"""Pages as PDF files, printed by Chromium (or Chrome, or Edge) where there is one: tagged, with an outline, on A4."""

import os
import re
import shutil
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from coprod.errors import BadInput

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
_PLACES = (  # where Windows and macOS keep them, which no search path names
    "{ProgramFiles}/Google/Chrome/Application/chrome.exe", "{ProgramFiles(x86)}/Microsoft/Edge/Application/msedge.exe",
    "{ProgramFiles}/Microsoft/Edge/Application/msedge.exe",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge")
_OPTIONS = ("--headless", "--disable-gpu", "--no-first-run", "--disable-extensions", "--disable-background-networking",
            "--no-pdf-header-footer", "--export-tagged-pdf", "--generate-pdf-document-outline")
_PATIENCE = 120  # seconds for one page
_LINK = re.compile(r' href="(?!#)[^"]*"')
_ABOUT = re.compile(rb"/(Creator|Producer|CreationDate|ModDate) \((?:\\.|[^\\)])*\)")


def find_chromium() -> str | None:
    """The program that prints, or None."""
    places = (re.sub(r"\{(.+)\}", lambda name: os.environ.get(name[1], ""), place) for place in _PLACES)
    return next(filter(None, map(shutil.which, (*_NAMES, *places))), None)


def print_pages(folder: Path, pages: list[str], dated: str) -> list[str]:
    """Print pages of a folder to PDF files beside them and return their names; `dated`: the day all of them carry.

    Raises BadInput if there is no Chromium, or if it fails.
    """
    chromium = find_chromium()
    if not chromium:
        raise BadInput("No Chromium, Chrome or Edge was found to print PDF files with. Install one, or publish with "
                       "--no-pdf.")
    with ThreadPoolExecutor(min(4, os.cpu_count() or 1)) as pool:
        made = list(pool.map(partial(_printed, chromium), (folder / page for page in pages)))
    names = [str(Path(page).with_suffix(".pdf").as_posix()) for page in pages]
    for name, data in zip(names, made, strict=True):
        (folder / name).write_bytes(impersonal(data, dated))
    return names


def impersonal(pdf: bytes, dated: str) -> bytes:
    """The file without what tells of the machine and the hour: every place keeps its length, so that it stays whole."""
    day = dated.replace("-", "")
    told = {b"Creator": b"coprod", b"Producer": b"coprod"}

    def plain(found):
        new = b"/%b (%b)" % (found[1], told.get(found[1], f"D:{day}000000+00'00'".encode()))
        return new.ljust(len(found[0]))

    return _ABOUT.sub(plain, pdf)


def _printed(chromium: str, page: Path) -> bytes:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        copy, made = Path(scratch) / page.name, Path(scratch) / "page.pdf"
        # On paper a link to another file leads nowhere, and in the file it would carry the path of this folder.
        copy.write_text(_LINK.sub("", page.read_text("utf-8")), "utf-8")
        root = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
        command = [chromium, *_OPTIONS, *root, f"--user-data-dir={Path(scratch) / 'profile'}", f"--print-to-pdf={made}",
                   copy.as_uri()]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=_PATIENCE)
            return made.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise BadInput(f"{page.name} could not be printed with {Path(chromium).name} ({type(error).__name__}). "
                           "To publish without PDF files use --no-pdf.") from None
