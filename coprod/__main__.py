"""The command line: one command for each step from raw files to pages."""

import sys

import click

from coprod.errors import BadInput


class _Steps(click.Group):
    """Shows what a person can mend as plain lines, without a traceback, and ends with exit code 1."""

    def invoke(self, context):
        try:
            return super().invoke(context)
        except BadInput as error:
            for problem in error.problems:
                click.echo(problem, err=True)
            sys.exit(1)

    def list_commands(self, context):
        return list(self.commands)


@click.group(cls=_Steps)
@click.version_option(package_name="coprod")
def main():
    """A staff survey from raw exports to pages everybody can read.

    In this order: new-wave, form, check (and map), process, release, publish; then explore.
    """


@main.command("new-wave")
@click.argument("wave")
@click.option("--from", "source", required=True, help="The wave whose questionnaire, teams and settings are copied.")
def new_wave(wave, source):
    """Make data/raw/WAVE with everything to fill in."""
    from coprod.newwave import new_wave

    folder = new_wave(wave, source)
    click.echo(f"Made {folder}. README.md in it says what to fill in; coprod check {wave} says what is still missing.")


@main.command()
@click.argument("codebook")
@click.option("--to", default="", help="The folder to make; without it data/form/WAVE, or a folder beside the codebook.")
def form(codebook, to):
    """Make the questionnaire of CODEBOOK (a wave's name or a file): to upload, import, print."""
    from coprod.form import make_forms

    made = make_forms(codebook, to)
    click.echo(f"Forms written to {made.folder}. To answer takes about {made.minutes} minute{'s' * (made.minutes != 1)}.")
    for advice in made.advice:
        click.echo(f"Advice: {advice}")


@main.command()
@click.argument("wave")
def check(wave):
    """Say what is wrong with the files in data/raw/WAVE; change nothing."""
    from coprod.private.process import draft
    from coprod.wave import read_wave

    made = draft(read_wave(wave))
    click.echo("\n".join(made.summary()))
    click.echo(f"data/raw/{wave} is in order. Next: coprod process {wave}")


@main.command("map")
@click.argument("wave")
def map_columns(wave):
    """Write mapping.csv of WAVE: what each column holds, for you to confirm."""
    from coprod.private.exports import open_exports
    from coprod.private.mapping import write_mapping
    from coprod.wave import read_wave

    known = read_wave(wave)
    path, to_do = write_mapping(known.folder, known.codebook, [export.matched for export in open_exports(known)[1]])
    click.echo("\n".join([f"Written: {path}.", *(to_do or [f"Everything is clear. Next: coprod check {wave}"])]))


@main.command()
@click.argument("wave")
@click.option("--baseline", default="", help="The earlier wave: headline shares are also worked out at its mix of teams.")
def process(wave, baseline):
    """Make the draft of the safe record from data/raw/WAVE."""
    from coprod.private.process import process

    made, folder = process(wave, baseline)
    click.echo("\n".join(made.summary()))
    click.echo(f"Draft written to {folder}. Next: coprod release {wave}")


@main.command()
@click.argument("wave")
def release(wave):
    """Check the draft of WAVE and seal it: from then on it never changes."""
    from coprod.private.release import release

    record, ledger = release(wave)
    click.echo(f"{wave} is released; its seal begins with {record.about['seal'][:12]}. Noted in {ledger}.")


@main.command()
@click.argument("wave")
@click.option("--baseline", default="", help="The wave to compare with.")
@click.option("--groups", is_flag=True, help="Also make one page for each team.")
@click.option("--pdf/--no-pdf", default=None, help="PDF files of all pages, teams too, or of none. Without either: of the "
              "pages but those of teams, if Chromium, Chrome or Edge is there.")
def publish(wave, baseline, groups, pdf):
    """Make the pages of WAVE from data/processed alone."""
    from coprod.public.publish import publish
    from coprod.public.team_pages import why_none
    from coprod.safe import read_record

    index = publish(wave, baseline, groups, pdf)
    if groups and (why := why_none(read_record(wave))):
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
    from coprod.public.explore.serve import explore

    explore(wave, baseline, browser, click.echo)


if __name__ == "__main__":
    main()
