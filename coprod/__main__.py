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

    In this order: check, process, release, publish.
    """


@main.command()
@click.argument("wave")
def check(wave):
    """Say what is wrong with the files in data/raw/WAVE; change nothing."""
    from coprod.private.process import draft
    from coprod.wave import read_wave

    made = draft(read_wave(wave))
    click.echo("\n".join(made.summary()))
    click.echo(f"data/raw/{wave} is in order. Next: coprod process {wave}")


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
def publish(wave, baseline):
    """Make the pages of WAVE from data/processed alone."""
    from coprod.public.publish import publish

    index = publish(wave, baseline)
    click.echo(f"Published. Open this page: {index}")


if __name__ == "__main__":
    main()
