"""What a page is made of, and what became of it: plain values that travel to other processes and machines."""

import gzip
import json
from dataclasses import dataclass
from pathlib import Path

from coprod.report.messages import ENGLISH

TABLES = ".tables"


@dataclass(frozen=True)
class Job:
    """A page that is to be made.

    file: where the page goes in the wave's folder ("teams/early-help.html"); notebook, parameters, folder, engine,
    language: as of `workers.run.run_notebook`; about: as of `templates.render_notebook`; name: the page's heading, if
    it is not the notebook's; shared: whether the clean notebook lies beside the page.
    """

    file: str
    notebook: Path
    parameters: dict
    folder: Path
    about: dict
    name: str = ""
    shared: bool = False
    engine: str = ""
    language: str = ENGLISH

    @property
    def survey(self) -> tuple[str, str, str]:
        """What the page tells of: wave, baseline ("" for none), language."""
        return self.parameters.get("wave", ""), self.parameters.get("baseline", ""), self.language

    @property
    def endings(self) -> tuple[str, ...]:
        """The endings of the files that are published."""
        return (".html", ".ipynb") if self.shared else (".html",)

    def named(self, ending: str) -> str:
        """The file of the page with another ending, in the wave's folder."""
        return Path(self.file).with_suffix(ending).as_posix()


@dataclass(frozen=True)
class Done:
    """What became of a job: its files (name in the wave's folder to bytes), or why there are none (sentences).

    Beside those that are published there is one that ends in `TABLES`: the page's tables (`packed`).
    """

    job: Job
    files: dict[str, bytes]
    problems: tuple[str, ...] = ()


def packed(tables: list[dict]) -> bytes:
    """The tables of a page, as data resources, in few bytes: the same for the same tables."""
    return gzip.compress(json.dumps(tables, ensure_ascii=False, separators=(",", ":")).encode(), mtime=0)


def unpacked(data: bytes) -> list[dict]:
    """What `packed` was given."""
    return json.loads(gzip.decompress(data))
