"""The one rule at the command line: whatever goes wrong is said in plain sentences, and the exit code is 1."""

import sys
import traceback

import click

from coprod.errors import in_words
from coprod.paths import mend

_LONGEST, _MOST = 2_000, 200  # signs of a problem that are shown, and problems


class PlainGroup(click.Group):
    """Says whatever goes wrong in plain sentences and ends with exit code 1; a traceback is shown with --debug only."""

    def parse_args(self, context, args):
        """Take --debug from wherever it stands among the words."""
        words = [word for word in args if word != "--debug"]
        context.obj = "--debug" in args
        if sys.stderr.isatty() and words and words[0] in self.commands and "--help" not in words:
            click.echo(f"coprod {words[0]}: at work …", err=True)  # long before there is anything else to see
        return super().parse_args(context, words)

    def invoke(self, context):
        for stream in (sys.stdout, sys.stderr):
            if hasattr(stream, "reconfigure"):
                stream.reconfigure(errors="replace")  # a screen that lacks a letter is no reason to stop
        try:
            mend()
            return super().invoke(context)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except BaseException as error:
            if isinstance(error, SystemExit | GeneratorExit):
                raise
            if context.obj:
                traceback.print_exception(error)
            _say(in_words(error))
            sys.exit(1)

    def list_commands(self, context):
        return list(self.commands)


def _say(problems: tuple[str, ...]) -> None:
    """The problems on the error stream, one a line; what would fill screens is cut."""
    for problem in problems[:_MOST]:
        click.echo(problem if len(problem) <= _LONGEST else f"{problem[:_LONGEST]} …", err=True)
    if len(problems) > _MOST:
        click.echo(f"And {len(problems) - _MOST:,} problems more. Mend these first.", err=True)
