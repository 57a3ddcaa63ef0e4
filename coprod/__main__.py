"""The command line: one command for each step from raw files to pages."""

import os

import click

from coprod.paths import project_lock
from coprod.plain_group import PlainGroup


@click.group(cls=PlainGroup)
@click.version_option(package_name="coprod")
@click.option("--debug", is_flag=True, help="If something goes wrong, also show where in coprod (for who mends it).")
def main(debug):
    """A staff survey from raw exports to pages everybody can read.

    In this order: new-wave, form, check (and map), fieldwork, process, release, comments, publish, explore. Then: plan,
    sessions, publish again.
    """


@main.command("new-wave")
@click.argument("wave")
@click.option("--from", "source", required=True, help="The wave whose questionnaire, teams and settings are copied.")
@project_lock("coprod new-wave")
def new_wave(wave, source):
    """Make data/raw/WAVE with everything to fill in."""
    from coprod.plan import plan_folder
    from coprod.wave.new_wave import new_wave

    folder = new_wave(wave, source)
    click.echo(f"Made {folder}. README.md in it says what to fill in; coprod check {wave} says what is still missing.")
    click.echo(f"Made {plan_folder(wave)} for the plan that follows; coprod plan {wave} checks it.")


@main.command()
@click.argument("codebook")
@click.option("--to", default="",
              help="The folder to make; without it data/form/WAVE, or a folder beside the codebook.")
def form(codebook, to):
    """Make the questionnaire of CODEBOOK (a wave's name or a file): to upload, import, print."""
    from coprod.questionnaire import make_forms

    made = make_forms(codebook, to)
    minutes = f"{made.minutes} minute{'s' * (made.minutes != 1)}"
    click.echo(f"Forms written to {made.folder}. To answer takes about {minutes}.")
    for advice in made.advice:
        click.echo(f"Advice: {advice}")


@main.command()
@click.argument("wave")
@click.option("--baseline", default="", help="The earlier wave: what will and will not be compared with it, and why.")
def check(wave, baseline):
    """Say how data/raw/WAVE is read, what is not certain, and what is wrong; change nothing."""
    from coprod.plan import find_filled
    from coprod.private.matching.exports import open_exports, refuse_leftovers
    from coprod.private.matching.reading import read_confirmed
    from coprod.private.process import draft
    from coprod.private.sessions import read_sessions
    from coprod.wave import read_wave

    known = read_wave(wave)
    if known.is_open():
        refuse_leftovers(known, *open_exports(known, read_confirmed(known.folder, known.codebook)))
        click.echo(f"data/raw/{wave} is in order so far. Answers are looked at when it is closed. "
                   f"Next: coprod fieldwork {wave}")
        return
    click.echo("\n".join(draft(known, baseline).checked()))
    if find_filled(known.folder, "sessions") and (lines := len(read_sessions(known))):
        click.echo(f"The sessions of the plan are in order: {lines} lines.")
    click.echo(f"data/raw/{wave} is in order. Next: coprod process {wave}")


@main.command()
@click.argument("wave")
def plan(wave):
    """Say what is wrong with the plan and the review of WAVE in data/plan, and what they leave open; change nothing."""
    from coprod.analysis.plan_checks import plan_of
    from coprod.errors import refuse
    from coprod.plan import plan_folder, read_review
    from coprod.record import read_survey
    from coprod.report.pages.what_is_planned import open_by_line

    survey = read_survey(wave)
    found, review = plan_of(survey), read_review(wave)
    if found is None:
        click.echo(f"{plan_folder(wave)} has no plan.csv or plan.xlsx yet, or no line of it is filled in.")
        return
    refuse(open_by_line(survey, found))
    click.echo(f"The plan of {wave} is in order: activities: {len(found.activities)}, agreed aims: "
               f"{len(found.expectations)}. {'The review is in order too.' if review else 'There is no review yet.'} "
               f"Next: coprod publish {wave}")


@main.command()
@click.argument("wave")
@project_lock("coprod sessions")
def sessions(wave):
    """Pool the sessions in data/raw/WAVE and write what may be shown of them to data/processed/WAVE."""
    from coprod.private.sessions import pool_sessions

    made, path = pool_sessions(wave)
    click.echo(f"Pools of sessions that may be shown: {len(made.pools)}. Written: {path}")
    for activity in made.waiting:
        click.echo(f'Some sessions of "{activity}" wait until more people have answered.')


@main.command("map")
@click.argument("wave")
@project_lock("coprod map")
def map_columns(wave):
    """Write reading.xlsx of WAVE: what each column and cell means, for you to confirm."""
    from coprod.private.matching.reading_workbook import write_reading
    from coprod.wave import read_wave

    path, to_do = write_reading(read_wave(wave))
    click.echo("\n".join([f"Written: {path}.", *(to_do or [f"Everything is clear. Next: coprod check {wave}"])]))


@main.command()
@click.argument("wave")
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]),
              help="Replay an invented wave up to this day, such as 2016-10-21.")
@project_lock("coprod fieldwork")
def fieldwork(wave, as_of):
    """While the survey is open: count replies of WAVE, never answers."""
    from coprod.private.fieldwork.open_survey import fieldwork
    from coprod.site.fieldwork_page import write_fieldwork

    page = write_fieldwork(fieldwork(wave, as_of and as_of.date()))
    click.echo(f"Open this page: {page}. Run this once a week; figures do not move more often.")


@main.command()
@click.argument("wave")
@click.option("--baseline", default="", help="The earlier wave: headline shares are also held at its mix of teams.")
@project_lock("coprod process")
def process(wave, baseline):
    """Make the draft of the safe record from data/raw/WAVE."""
    from coprod.private.process import process
    from coprod.report.wording import notes_of

    made, folder = process(wave, baseline)
    click.echo("\n".join([*made.summary(), *notes_of(made.record)]))
    click.echo(f"Draft written to {folder}. Next: coprod release {wave}")


@main.command()
@click.argument("wave")
@project_lock("coprod release")
def release(wave):
    """Check the draft of WAVE and seal it: from then on it never changes."""
    from coprod.private.release import release

    record, ledger = release(wave)
    click.echo(f"{wave} is released; its seal begins with {record.seal[:12]}. Noted in {ledger}.")


@main.command()
@click.argument("wave")
@click.option("--release", "to_release", is_flag=True,
              help="Seal the themes beside the released record: they never change again.")
@project_lock("coprod comments")
def comments(wave, to_release):
    """Sort the comments of WAVE: a private workbook, how far its coders agree, themes."""
    from coprod.private.comments.comments import check_comments, write_comments
    from coprod.private.comments.release_themes import release_themes

    if to_release:
        themes, path, notes = release_themes(wave)
        click.echo("\n".join([*notes, f"The themes of {wave} are released; their seal begins with "
                                      f"{themes.seal[:12]}. Written: {path}"]))
        return
    path, notes = write_comments(wave)
    click.echo("\n".join(notes))
    for one in check_comments(wave):
        click.echo("\n".join(one.summary()))
    click.echo(f"Private, not to be sent on: {path}. Its first sheet says what to do.")


@main.command()
@click.argument("wave")
@click.option("--baseline", default="", help="The wave to compare with.")
@click.option("--groups", is_flag=True, help="Also make one page for each team.")
@click.option("--pdf/--no-pdf", default=None,
              help="PDF files of all pages, teams too, or of none. Without either: of the pages but those of teams, if "
              "Chromium, Chrome or Edge is there.")
@click.option("--language", "languages", multiple=True,
              help="Another language for the pages (but of teams), such as ur. Those that are not translated whole are "
              "left out, and what is missing is told.")
@click.option("--jobs", default=0,
              help="How many pages are made at a time; without it as many as there are processors.")
@click.option("--engine", default="",
              help="fork (a fork of a process that is ready) or papermill (a new kernel for each page, on any system). "
              "Without it, the faster one that works here; the pages are the same.")
@click.option("--force", is_flag=True, help="Make all pages again, also those that did not change.")
@click.option("--scheduler", default="",
              help="Make the pages on a Dask cluster: its address, such as tls://counter:8786.")
@project_lock("coprod publish")
def publish(wave, baseline, groups, pdf, languages, jobs, engine, force, scheduler):
    """Make the pages of WAVE from data/processed alone; only those that changed."""
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # it gives back the memory a large record was read in
    from coprod.record import read_record
    from coprod.site.publish import publish
    from coprod.site.teams import FOLDER, why_none
    from coprod.site.translations import left_out
    from coprod.site.workers.batch import Making

    index = publish(wave, baseline, groups, pdf, languages, Making(jobs, engine, force, scheduler))
    click.echo("".join(f"{line}\n" for line in left_out(index.parent)), nl=False)
    if groups and not (index.parent / FOLDER).exists() and (why := why_none(read_record(wave))):
        click.echo(f"No team pages. {why}")
    if pdf is None and not list(index.parent.glob("*.pdf")):
        click.echo("No PDF files: no Chromium, Chrome or Edge that prints was found.")
    click.echo(f"All surveys on one page: {index.parent.parent / 'index.html'}")
    click.echo(f"Published. Open this page: {index}")


@main.command()
@click.argument("wave", default="")
@click.option("--baseline", default="", help="The wave to compare with.")
@click.option("--browser/--no-browser", default=True, help="Whether to open the page at once.")
def explore(wave, baseline, browser):
    """Ask your own questions of WAVE by clicks; without it, of the latest wave and the one before."""
    from coprod.explorer.serve import explore

    explore(wave, baseline, browser, click.echo, os.environ)


if __name__ == "__main__":
    main()
