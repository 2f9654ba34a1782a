"""The one Typer application: the list of verbs, and what holds for all of them.

Exit codes: 0 fine, 1 a bug, 2 usage, 3 some input failed and the rest was written, 4 the model is
missing or damaged, 130 interrupted.
"""

from __future__ import annotations

import os
from importlib import import_module
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from claimx.cli import INTERRUPTED
from claimx.cli.run import say
from claimx.errors import ClaimxError, InputError, ModelError, UsageError

VERBS = ("extract", "batch", "show", "explain", "evaluate", "schema", "doctor")
"""In the order of the help; `VERB_cli` stands in `claimx/cli/VERB.py`."""

EXIT_CODES: tuple[tuple[type[ClaimxError], int], ...] = ((UsageError, 2), (InputError, 3), (ModelError, 4))

HELP = """Who claims what in a news article, on what words, and who denies it.

\b
Examples:
  claimx extract article.txt                    read it in the terminal
  claimx extract article.txt -o report.html     a page with the claims marked in the text
  claimx extract article.txt | jq .claims       JSON, in a pipe
  pdftotext story.pdf - | claimx extract -      from standard input
  claimx extract news/*.txt -o news.jsonl       many articles, one report a line
  claimx show news.jsonl                        look at saved reports again

Results go to standard output, warnings and errors to standard error. Nothing leaves this machine.

\b
Exit codes:
  0 fine   1 a bug   2 wrong usage   3 some input failed, the rest was written
  4 the model is missing or damaged   130 interrupted
"""


class Verbs(TyperGroup):
    """The group of verbs; what any of them raises on purpose becomes one sentence and an exit code."""

    def invoke(self, ctx: Any) -> Any:
        """What the verb returns."""
        try:
            return super().invoke(ctx)
        except ClaimxError as error:
            say(str(error))
            raise typer.Exit(next((code for kind, code in EXIT_CODES if isinstance(error, kind)), 1)) from None
        except KeyboardInterrupt:
            raise typer.Exit(INTERRUPTED) from None
        except BrokenPipeError:
            _close_stdout()
            raise typer.Exit(0) from None


def _close_stdout() -> None:
    """Point standard output to nowhere: its reader is gone, and the interpreter flushes it once more at exit."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.close(nowhere)


def _print_version(wanted: bool) -> None:
    if wanted:
        from claimx.cli.versions import version_line

        typer.echo(version_line())
        raise typer.Exit


app = typer.Typer(
    name="claimx",
    cls=Verbs,
    help=HELP,
    no_args_is_help=True,
    rich_markup_mode=None,  # Rich would double the start-up time of `--help`
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def claimx_cli(
    version: Annotated[
        bool,
        typer.Option(
            "--version",
            "-V",
            help="Print the versions of claimx, spaCy and the model.",
            callback=_print_version,
            is_eager=True,
        ),
    ] = False,
) -> None:
    """What stands before the verb."""


for verb in VERBS:
    app.command(verb)(getattr(import_module(f"claimx.cli.{verb}"), f"{verb}_cli"))
