"""Makes the pages of a wave from the safe record alone: all of them, or none; and only those that changed."""

import json
from dataclasses import dataclass, replace
from pathlib import Path

from coprod.analysis.plan_checks import plan_of
from coprod.errors import BadInput
from coprod.paths import project_lock, project_root, published_folder, whole_folder
from coprod.plan import read_review
from coprod.record.survey import forget
from coprod.report.messages import ENGLISH, say, speaking
from coprod.site.cache import PageCache, digest, page_digest, shared_digest
from coprod.site.downloads.assemble import add_downloads, put_in_one_file
from coprod.site.downloads.pdf import find_chromium
from coprod.site.home import refresh_home
from coprod.site.index import about_of, made_of, write_index
from coprod.site.job import Job
from coprod.site.team_index import team_indexes
from coprod.site.teams import INDEX, jobs_of_teams, why_none
from coprod.site.translations import Translation, check_languages, linked, links, told, translate, write_translations
from coprod.site.workers.batch import Making, pages
from coprod.site.workers.forkserver import give_back
from coprod.workbook import Workbook, read


@dataclass(frozen=True)
class _Plan:
    """What is to be published: the pages, what all of them say, and which notebooks are left out and why."""

    wave: str
    notebooks: list[Path]
    about: dict
    left_out: list[dict]
    jobs: list[Job]


@project_lock("coprod publish")
@speaking(ENGLISH)
def publish(wave: str, baseline: str = "", groups: bool = False, pdf: bool | None = False,
            languages: tuple[str, ...] = (), making: Making | None = None) -> Path:
    """Run every notebook for a wave and publish its pages and what lies beside them; returns the index page.

    A notebook that needs a baseline is left out where none is given, and the index says so; `groups`: also one page for
    each team, if the record shows teams; `pdf`: as of `add_downloads`; `languages`: others to make the pages in, as of
    `translate`. Pages of a record that was not released are marked as a draft. What did not change since it was
    published is not made again, unless `making` says so. Raises BadInput if a record is missing or was changed, if the
    baseline is not earlier, or if a notebook fails.
    """
    making = making or Making()
    making.check()
    check_languages(languages)
    survey = read(wave, baseline)
    plan, target = _plan(survey, groups), published_folder(wave)
    ground = shared_digest([one.wave for one in survey.records])
    cache, papers = PageCache(target), pdf if pdf is not None else bool(find_chromium()) and None
    everything = digest(ground, [page_digest(job, ground) for job in plan.jobs], plan.about, plan.left_out, papers,
                        languages)
    if making.force or not cache.unchanged(everything):
        others = [translate(language, plan.jobs, making.engine) for language in languages]
        plan = replace(plan, jobs=linked(plan.jobs, others))
        keys = {job.file: page_digest(job, ground) for job in plan.jobs}
        made = made_of(survey, plan.notebooks, everything, keys) | told(others)
        by_team = team_indexes(survey.record, plan.about) if _has_teams(plan) else {}
        survey = forget()  # who makes pages reads it anew: the rows of thousands of groups need not wait here
        give_back()
        pages(plan.jobs, keys, making, cache)
        _put_together(target, plan, cache, made, by_team, others, papers)
    cache.clear()
    refresh_home(target.parent, making.force)
    return target / "index.html"


def _plan(survey: Workbook, groups: bool) -> _Plan:
    notebooks = [_read(path) for path in sorted((project_root() / "notebooks").glob("*.ipynb"))]
    if not notebooks:
        raise BadInput("notebooks/ holds no notebook to publish. Copy the notebooks of coprod there, from where it was "
                       "downloaded.")
    why = _why_left_out(survey, groups)
    reasons = {nb["file"]: next((why[need] for need in nb["needs"] if why.get(need)), "") for nb in notebooks}
    kept = [nb for nb in notebooks if not reasons[nb["file"]]]
    about = about_of(survey) | {"pages": [{name: nb[name] for name in ("file", "title", "sentence")} for nb in kept]}
    parameters = {"wave": survey.wave, "baseline": survey.before.wave if survey.before else ""}
    jobs = []
    for nb in kept:
        jobs += jobs_of_teams(nb["path"], survey.record, parameters, about) if nb["file"] == INDEX else [
            Job(nb["file"], nb["path"], parameters, project_root(), about, shared=True)]
    left_out = [{"title": nb["title"], "reason": reasons[nb["file"]]} for nb in notebooks if reasons[nb["file"]]]
    return _Plan(survey.wave, [nb["path"] for nb in notebooks], about, left_out, jobs)


def _why_left_out(survey: Workbook, groups: bool) -> dict[str, str]:
    """For each thing that a notebook may need, why it is not there, in a sentence; "" if it is."""
    plan_of(survey)  # what is wrong with a plan is said by its line before anything runs
    looked_back_on = survey.before or survey
    return {"baseline": "" if survey.before else say("change.no_baseline"),
            "plan": "" if plan_of(looked_back_on) else say("review.no_plan_page"),
            "review": "" if read_review(looked_back_on.wave) else say("review.no_review_page"),
            "group": why_none(survey.record) or ("" if groups else say("teams.no_team_pages"))}


def _put_together(target: Path, plan: _Plan, cache: PageCache, made: dict, by_team: dict[str, str],
                  others: list[Translation], pdf: bool | None) -> None:
    """The whole folder: pages, the index of teams, other languages, what lies beside them, index and manifest."""
    keys = made["made_of"]["pages"]
    with whole_folder(target) as work:
        for job in plan.jobs:
            cache.copy_to(work, job, keys[job.file])
        for file, page in by_team.items():
            (work / file).parent.mkdir(exist_ok=True)
            (work / file).write_text(page, "utf-8", newline="\n")
        write_translations(work, others)
        downloads = add_downloads(work, plan.wave, plan.about, plan.jobs, lambda job: cache.tables(keys[job.file]), pdf,
                                  cache)
        about = plan.about | {"also": links(others, "index.html")}
        known = write_index(work, about, plan.left_out, downloads, made)
        # The index in the one file does not name the file it lies in.
        downloads = put_in_one_file(work, plan.wave, about, downloads)
        write_index(work, about, plan.left_out, downloads, made, known)


def _has_teams(plan: _Plan) -> bool:
    return any(page["file"] == INDEX for page in plan.about["pages"])


def _read(path: Path) -> dict:
    try:
        notebook = json.loads(path.read_bytes())
        about = notebook["metadata"].get("coprod", {})
        first = next(line for cell in notebook["cells"] for line in "".join(cell["source"]).splitlines()
                     if line.startswith("# "))
        needs = list(about.get("needs", []))
    except (ValueError, KeyError, TypeError, AttributeError, StopIteration, RecursionError):
        raise BadInput(f"notebooks/{path.name} cannot be read as a notebook with a heading. Bring it back as it was, "
                       "or move it to another folder.") from None
    return {"path": path, "file": INDEX if "group" in needs else f"{path.stem}.html", "title": first[2:].strip(),
            "sentence": about.get("sentence", ""), "needs": needs}
