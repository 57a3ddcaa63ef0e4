"""Makes the pages of a wave from the safe record alone: all of them, or none; and only those that changed."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from coprod.errors import BadInput
from coprod.paths import project_root, published_folder, whole_folder
from coprod.record.safe import SafeTally, read_record
from coprod.report.messages import of_change, of_plan, of_teams
from coprod.report.messages.language import ENGLISH, speaking
from coprod.report.pages.did_it_work import plan_judged
from coprod.report.pages.lessons import review_of
from coprod.report.plan_checks import plan_of
from coprod.site.cache import PageCache, digest, page_digest, shared_digest
from coprod.site.downloads.pdf import find_chromium
from coprod.site.downloads.shelf import fill_shelf, put_in_one_file
from coprod.site.home import refresh_top_page
from coprod.site.index import about_of, made_of, write_front
from coprod.site.job import Job
from coprod.site.team_index import team_indexes
from coprod.site.teams import INDEX, jobs_of_teams, why_none
from coprod.site.translations import Translation, check_languages, linked, links, told, translate, write_translations
from coprod.site.workers.batch import Making, pages
from coprod.site.workers.forkserver import give_back


@dataclass(frozen=True)
class _Plan:
    """What is to be published: the pages, what all of them say, and which notebooks are left out and why."""

    records: list[SafeTally]
    notebooks: list[Path]
    about: dict
    left_out: list[dict]
    jobs: list[Job]

    def by_team(self) -> bool:
        """Whether there are pages of teams."""
        return any(page["file"] == INDEX for page in self.about["pages"])


@speaking(ENGLISH)
def publish(wave: str, baseline: str = "", groups: bool = False, pdf: bool | None = False, languages: tuple[str, ...] = (),
            making: Making | None = None) -> Path:
    """Run every notebook for a wave and publish its pages and what lies beside them; returns the index page.

    A notebook that needs a baseline is left out where none is given, and the index says so; `groups`: also one page for
    each team, if the record shows teams; `pdf`: as of `shelf.fill_shelf`; `languages`: others to make the pages in, as of
    `translated.translate`. Pages of a record that was not released are marked as a draft. What did not change since it was
    published is not made again, unless `making` says so. Raises BadInput if a record is missing or was changed, or if a
    notebook fails.
    """
    making = making or Making()
    check_languages(languages)
    records = [read_record(name) for name in (wave, baseline) if name]
    plan_of(records[0])  # what is wrong with a plan is said by its line before anything runs
    if wave == baseline:
        raise BadInput(f'"{wave}" cannot be its own baseline. Name the earlier wave.')
    plan, target, ground = _plan(records, groups), published_folder(wave), shared_digest([r.wave for r in records])
    cache, papers = PageCache(target), pdf if pdf is not None else bool(find_chromium()) and None
    everything = digest(ground, [page_digest(job, ground) for job in plan.jobs], plan.about, plan.left_out, papers, languages)
    if making.force or not cache.unchanged(everything):
        others = [translate(language, plan.jobs, making.engine) for language in languages]
        plan = replace(plan, jobs=linked(plan.jobs, others))
        keys = {job.file: page_digest(job, ground) for job in plan.jobs}
        made = made_of(records, plan.notebooks, everything, keys) | told(others)
        # Who makes pages reads the records anew: the rows of thousands of groups need not wait here.
        plan, records = replace(plan, records=[record.of_all_staff() for record in records]), None
        give_back()
        pages(plan.jobs, keys, making, cache)
        _put_together(target, plan, cache, made, others, papers)
    cache.clear()
    refresh_top_page(target.parent, making.force)
    return target / "index.html"


def _plan(records: list[SafeTally], groups: bool) -> _Plan:
    notebooks = [_read(path) for path in sorted((project_root() / "notebooks").glob("*.ipynb"))]
    if not notebooks:
        raise BadInput("notebooks/ holds no notebook to publish.")
    why = {nb["file"]: _why_left_out(nb, records, groups) for nb in notebooks}
    kept = [nb for nb in notebooks if not why[nb["file"]]]
    about = about_of(records) | {"pages": [{name: nb[name] for name in ("file", "title", "sentence")} for nb in kept]}
    parameters = {"wave": records[0].wave, "baseline": records[1].wave if len(records) > 1 else ""}
    jobs = []
    for nb in kept:
        jobs += jobs_of_teams(nb["path"], records[0], parameters, about) if _by_team(nb) else [
            Job(nb["file"], nb["path"], parameters, project_root(), about, shared=True)]
    left_out = [{"title": nb["title"], "reason": why[nb["file"]]} for nb in notebooks if why[nb["file"]]]
    return _Plan(records, [nb["path"] for nb in notebooks], about, left_out, jobs)


def _put_together(target: Path, plan: _Plan, cache: PageCache, made: dict, others: list[Translation], pdf: bool | None) -> None:
    """The whole folder: pages, the index of teams, other languages, what lies beside them, the index and the manifest."""
    wave, about = plan.records[0].wave, plan.about
    with whole_folder(target) as work:
        for job in plan.jobs:
            cache.copy_to(work, job, made["made_of"]["pages"][job.file])
        if plan.by_team():
            for file, page in team_indexes(plan.records[0], about).items():
                (work / file).parent.mkdir(exist_ok=True)
                (work / file).write_text(page, "utf-8", newline="\n")
        write_translations(work, others)
        shelf = fill_shelf(work, wave, about, pdf, cache)
        about = about | {"also": links(others, "index.html")}
        known = write_front(work, about, plan.left_out, shelf, made)
        shelf = put_in_one_file(work, wave, about, shelf)  # with an index that does not name the file it lies in
        write_front(work, about, plan.left_out, shelf, made, known)


def _read(path: Path) -> dict:
    notebook = json.loads(path.read_text("utf-8"))
    about = notebook["metadata"].get("coprod", {})
    first = next(line for cell in notebook["cells"] for line in "".join(cell["source"]).splitlines() if line.startswith("# "))
    needs = about.get("needs", [])
    return {"path": path, "file": INDEX if "group" in needs else f"{path.stem}.html", "title": first[2:].strip(),
            "sentence": about.get("sentence", ""), "needs": needs}


def _by_team(notebook: dict) -> bool:
    """Whether a notebook is run once for each team."""
    return "group" in notebook["needs"]


def _why_left_out(notebook: dict, records: list[SafeTally], groups: bool) -> str:
    """Why a notebook has no page this time, in a sentence; "" if it has one."""
    if "baseline" in notebook["needs"] and len(records) < 2:
        return of_change.NO_BASELINE
    if "plan" in notebook["needs"] and plan_judged(*records) is None:
        return of_plan.of_review("no_plan_page")
    if "review" in notebook["needs"] and not review_of(*records):
        return of_plan.of_review("no_review_page")
    return why_none(records[0]) or of_teams.NO_TEAM_PAGES * (not groups) if _by_team(notebook) else ""
