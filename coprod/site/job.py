"""What a page is made of, and what became of it: plain values that travel to other processes and machines."""

from dataclasses import dataclass
from pathlib import Path

from coprod.report.messages import ENGLISH


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
        """The endings of the files that are made."""
        return (".html", ".ipynb") if self.shared else (".html",)


@dataclass(frozen=True)
class Done:
    """What became of a job: its files (name in the wave's folder to bytes), or why there are none (sentences)."""

    job: Job
    files: dict[str, bytes]
    problems: tuple[str, ...] = ()
