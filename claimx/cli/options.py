"""The options that several verbs share, so that all of them speak of output in the same words."""

from __future__ import annotations

from datetime import datetime
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from claimx.cli.output import OutputFormat
from claimx.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimx.schema import ClaimType
    from claimx.selection import Selection


def iso_date(value: str) -> str:
    """The date itself, in the form YYYY-MM-DD; a usage error where it is not one."""
    try:
        return datetime.strptime(value, "%Y-%m-%d").date().isoformat()  # noqa: DTZ007  (a day, not a moment)
    except ValueError:
        raise typer.BadParameter(f"{value!r} is not a date; write it as 2025-01-30.") from None


def claim_types(values: Iterable[str]) -> frozenset[ClaimType]:
    """The types that are named, with commas between or one by one; a usage error where a name is none."""
    from claimx.schema import CLAIM_TYPES

    known = {kind.replace("_", " "): kind for kind in CLAIM_TYPES}
    found = set()
    for word in (word for value in values for word in value.split(",") if word.strip()):
        name = " ".join(word.casefold().replace("_", " ").replace("-", " ").split())
        if name not in known:
            near = get_close_matches(name, known, n=1)
            advice = f": did you mean {known[near[0]]}?" if near else "."
            raise UsageError(f"There is no claim type {word.strip()!r}{advice} There are {', '.join(CLAIM_TYPES)}.")
        found.add(known[name])
    return frozenset(found)


def selection_of(
    types: Sequence[str] | None,
    speakers: Sequence[str] | None,
    about: Sequence[str] | None,
    *,
    direct_only: bool,
    min_confidence: float,
) -> Selection | None:
    """The selection that the options ask for; None where they ask for all."""
    if not (types or speakers or about or direct_only or min_confidence):
        return None
    from claimx.selection import Selection

    return Selection(
        types=claim_types(types or ()),
        speakers=tuple(speakers or ()),
        about=tuple(about or ()),
        direct_only=direct_only,
        min_confidence=min_confidence,
    )


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
        help="Write here, not to standard output. The file appears whole or not at all. With --format "
        "html a folder gets a page for each article, and an index.",
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
DateOption = Annotated[
    str | None,
    typer.Option(
        "--date",
        "-d",
        metavar="YYYY-MM-DD",
        parser=iso_date,
        help="The day of publication, from which 'Thursday' is counted. Goes before the article's own.",
    ),
]
TypeOption = Annotated[
    list[str] | None,
    typer.Option("--type", metavar="TYPE[,TYPE]", help="Only claims of these types, such as denial,accusation."),
]
SpeakerOption = Annotated[
    list[str] | None,
    typer.Option("--speaker", metavar="NAME", help="Only claims of speakers whose name or role has NAME in it."),
]
AboutOption = Annotated[
    list[str] | None,
    typer.Option(
        "--about",
        metavar="TEXT",
        help="Only claims that say these words, or speak of what the article calls so.",
    ),
]
DirectOnlyOption = Annotated[bool, typer.Option("--direct-only", help="Only claims that are quoted whole.")]
MinConfidenceOption = Annotated[
    float,
    typer.Option("--min-confidence", metavar="X", min=0.0, max=1.0, help="Leave out claims and links below this."),
]
FullOption = Annotated[bool, typer.Option("--full", help="Fold nothing, and add the reasons. Terminal only.")]
PlainOption = Annotated[bool, typer.Option("--plain", help="Draw with ASCII alone, without colours. Terminal only.")]
NoColorOption = Annotated[
    bool, typer.Option("--no-color", help="No colours, as the variable NO_COLOR says. Terminal only.")
]
WidthOption = Annotated[
    int | None, typer.Option("--width", "-w", metavar="N", min=20, help="Columns to fill. Terminal only.")
]
