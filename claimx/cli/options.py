"""The options that several verbs share, so that all of them speak of output in the same words."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from claimx.cli.output import OutputFormat


def iso_date(value: str) -> str:
    """The date itself, in the form YYYY-MM-DD; a usage error where it is not one."""
    try:
        return datetime.strptime(value, "%Y-%m-%d").date().isoformat()  # noqa: DTZ007  (a day, not a moment)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a date; write it as 2025-01-30.") from None


FormatOption = Annotated[
    OutputFormat,
    typer.Option(
        "--format",
        "-f",
        help="The form of the result. auto: by the name of the --output file; else for reading on a terminal, "
        "and in a pipe JSON for one article and JSON lines for several.",
        show_default=True,
    ),
]
OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write here, not to standard output. The file appears whole or not at all.",
    ),
]
EncodingOption = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        "-e",
        metavar="NAME",
        help="The encoding of the inputs, such as cp1252. Found out where not given.",
    ),
]
ModelOption = Annotated[
    str | None,
    typer.Option(
        "--model", "-m", metavar="NAME_OR_PATH", help="Another spaCy pipeline: an installed package or a folder."
    ),
]
FullOption = Annotated[bool, typer.Option("--full", help="Fold nothing, and add the reasons. Terminal only.")]
PlainOption = Annotated[bool, typer.Option("--plain", help="Draw with ASCII alone, without colours. Terminal only.")]
NoColorOption = Annotated[
    bool, typer.Option("--no-color", help="No colours, as the variable NO_COLOR says. Terminal only.")
]
WidthOption = Annotated[
    int | None, typer.Option("--width", "-w", metavar="N", min=20, help="Columns to fill. Terminal only.")
]
