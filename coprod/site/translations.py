"""The pages of a wave in another language, each only if every sentence on it has been translated.

A sentence that is missing leaves a mark on its page (`messages/catalogue.py`); here a page with a mark is left out and
told of.
"""

import json
import re
from dataclasses import dataclass, replace
from pathlib import Path

from coprod.errors import BadInput
from coprod.report.messages import ENGLISH, direction, languages, missing_in, own_words, say, speaking
from coprod.site.index import about_of
from coprod.site.job import Job
from coprod.site.templates import render_index, render_notebook
from coprod.site.workers.run import run_notebook
from coprod.workbook import read

INDEX = "index.html"
_TOLD = 10  # so many missing sentences of a page are told of at once
_LINE = re.compile(r"^(#+ |- |> |\d+\. )?(.*\S)", re.M)


@dataclass(frozen=True)
class Translation:
    """A wave's pages in a language: `pages` (file -> HTML) are whole, `missing`: what others have not translated."""

    language: str
    link: dict
    pages: dict[str, str]
    missing: dict[str, list[str]]


def check_languages(names: tuple[str, ...]) -> None:
    """Raise BadInput unless there is a file of sentences for each language, and none is English, always there."""
    for name in names:
        if name == ENGLISH:
            raise BadInput("The pages are in English in any case. Name another language: "
                           f"{', '.join(other for other in languages() if other != ENGLISH)}.")
        with speaking(name):
            pass


def translate(language: str, jobs: list[Job], engine: str = "") -> Translation:
    """Make the pages of those jobs that are no team's in a language; engine: as of `run.run_notebook`."""
    own = {job.file: job for job in jobs if job.shared}
    with speaking(language):
        done = {file: _worded(run_notebook(job.notebook, job.parameters, job.folder, engine, language))
                for file, job in own.items()}
        first = next(iter(own.values()))
        about = about_of(read(first.parameters["wave"], first.parameters["baseline"], language)) | {"translated": True}
        pages, missing = _whole_pages([page for page in first.about["pages"] if page["file"] in own], done, about)
        return Translation(language, _link(), pages, missing)


def linked(jobs: list[Job], translations: list[Translation]) -> list[Job]:
    """The jobs, each page with links to itself in those languages that have it whole."""
    if not translations:
        return jobs
    return [replace(job, about=job.about | {"also": links(translations, job.file)}) if job.shared else job
            for job in jobs]


def links(translations: list[Translation], file: str) -> list[dict]:
    """What an English page says of itself in other languages: dicts with href, lang, direction, name."""
    return [one.link | {"href": f"{one.language}/{file}"} for one in translations if file in one.pages]


def write_translations(work: Path, translations: list[Translation]) -> None:
    """Write the pages, each language in a folder of its own."""
    for one in translations:
        for file, page in one.pages.items():
            (work / one.language).mkdir(exist_ok=True)
            (work / one.language / file).write_text(page, "utf-8", newline="\n")


def told(translations: list[Translation]) -> dict:
    """What the manifest says: the pages of each language, and what the others lack."""
    made = {one.language: {"pages": sorted(one.pages), "missing": one.missing} for one in translations}
    return {"languages": made} if made else {}


def left_out(folder: Path) -> list[str]:
    """For each page of a published wave that a language does not have: which sentences of which file are missing."""
    made = json.loads((folder / "manifest.json").read_text("utf-8")).get("languages", {})
    return [line for language, one in made.items() for file, lacks in one["missing"].items()
            for line in _said(language, file, lacks)]


def _whole_pages(notebooks: list[dict], done: dict, about: dict) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The pages with nothing missing, their index among them, and what the others lack."""
    cards = {nb["file"]: nb | {name: own_words(nb[name]) for name in ("title", "sentence")} for nb in notebooks}
    lacks = {file: missing_in(_page(done[file], about, file, [card]) + card["sentence"])
             for file, card in cards.items()}
    whole = [card for file, card in cards.items() if not lacks[file]]
    elsewhere = [{"file": f"../{nb['file']}", "title": nb["title"]} for nb in notebooks if lacks[nb["file"]]]
    index = render_index(about | {"also": _english(INDEX), "elsewhere": elsewhere}, whole)
    lacks[INDEX] = missing_in(index)
    home = {"home": "../"} if lacks[INDEX] else {}
    pages = {card["file"]: _page(done[card["file"]], about | home, card["file"], whole) for card in whole}
    if pages and not lacks[INDEX]:
        pages[INDEX] = index
    return pages, {file: some for file, some in lacks.items() if some}


def _said(language: str, file: str, lacks: list[str]) -> list[str]:
    more = [f"  and {len(lacks) - _TOLD} more"] if len(lacks) > _TOLD else []
    return [f"{language}/{file} is left out. {language}.toml has nothing for:",
            *(f"  {lack}" for lack in lacks[:_TOLD]), *more]


def _page(notebook, about: dict, file: str, pages: list[dict]) -> str:
    return render_notebook(notebook, about | {"file": file, "pages": pages, "also": _english(file)})


def _english(file: str) -> list[dict]:
    """The way back to the English page."""
    with speaking(ENGLISH):
        return [_link() | {"href": f"../{file}"}]


def _link() -> dict:
    return {"lang": say("language.tag"), "direction": direction(), "name": say("language.name")}


def _worded(notebook):
    """A copy with the words between the cells in the language spoken, line by line."""
    from nbformat import v4

    cells = [cell if cell.cell_type != "markdown" else
             v4.new_markdown_cell(_LINE.sub(lambda line: f"{line[1] or ''}{own_words(line[2])}", cell.source),
                                  metadata=cell.metadata, id=cell.id) for cell in notebook.cells]
    return v4.new_notebook(cells=cells, metadata=notebook.metadata)
