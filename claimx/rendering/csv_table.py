"""A report as CSV: a row for each claim, flat, for spreadsheets and data frames."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from claimx.rendering.figures import value_words
from claimx.rendering.outline import content_of, outline

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimx.rendering.outline import Outline
    from claimx.schema import Claim, Report, Span

Cell = str | int | float | None

COLUMNS = (
    "article", "path", "title", "published", "claim", "type", "speaker", "speaker_kind", "role", "represents", "iso3",
    "relayed_by", "content", "start", "end", "pieces", "paragraph", "source", "source_start", "source_end", "cue",
    "cue_start", "cue_end", "directness", "polarity", "certainty", "writer_stance", "addressee", "target", "parent",
    "entities", "amounts", "times", "links_to", "linked_from", "confidence", "why",
)  # fmt: skip
"""The columns, in order. `links_to` and `linked_from` hold pairs such as `denies c1`; lists are joined by `; `."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def render(report: Report, text: str = "", *, header: bool = True) -> str:  # noqa: ARG001 - every renderer takes the text
    """The report as CSV; without its `header`, tables of many reports can be joined."""
    lines = [head()] if header else []
    lines.extend(_line(row[column] for column in COLUMNS) for row in rows(report))
    return "".join(lines)


def head() -> str:
    """The line with the names of the columns."""
    return _line(COLUMNS)


def rows(report: Report) -> Iterator[dict[str, Cell]]:
    """A row for each claim in text order, its cells by column, for other tables than CSV."""
    found = outline(report)
    return (_row(found, claim) for claim in found.claims)


def _row(found: Outline, claim: Claim) -> dict[str, Cell]:
    article = found.report.article
    place = found.place(claim)
    speaker = found.speaker_of.get(claim.speaker or "")
    party = found.entity_of.get((speaker.represents if speaker else None) or "")
    medium = found.voice(claim.relayed_by)
    return {
        "article": article.id,
        "path": article.path,
        "title": article.title,
        "published": article.published,
        "claim": claim.id,
        "type": claim.type,
        "speaker": speaker.name if speaker else None,
        "speaker_kind": speaker.kind if speaker else None,
        "role": speaker.role if speaker else None,
        "represents": party.name if party else None,
        "iso3": party.iso3 if party else None,
        "relayed_by": medium.name if medium else None,
        "content": content_of(claim) if claim.content else None,
        "start": place.start,
        "end": place.end,
        "pieces": _joined(f"{span.start}-{span.end}" for span in claim.content),
        "paragraph": place.paragraph,
        **_span("source", claim.source),
        **_span("cue", claim.cue),
        "directness": claim.directness,
        "polarity": claim.polarity,
        "certainty": claim.certainty,
        "writer_stance": claim.writer_stance,
        "addressee": claim.addressee.text if claim.addressee else None,
        "target": claim.target.text if claim.target else None,
        "parent": claim.parent,
        "entities": _named(found, claim.entities),
        "amounts": _valued(found, claim.amounts),
        "times": _valued(found, claim.times),
        "links_to": _joined(f"{a.link.kind} {a.claim.id}" for a in found.replies.get(claim.id, ())),
        "linked_from": _joined(f"{a.link.kind} {a.claim.id}" for a in found.answers.get(claim.id, ())),
        "confidence": claim.confidence,
        "why": _joined(claim.why),
    }


def _span(name: str, span: Span | None) -> dict[str, Cell]:
    text, start, end = (span.text, span.start, span.end) if span else (None, None, None)
    return {name: text, f"{name}_start": start, f"{name}_end": end}


def _named(found: Outline, ids: Iterable[str]) -> str | None:
    return _joined(found.entity_of[id_].name for id_ in ids if id_ in found.entity_of)


def _valued(found: Outline, ids: Iterable[str]) -> str | None:
    entities = [found.entity_of[id_] for id_ in ids if id_ in found.entity_of]
    return _joined(f"{e.name} = {value}" if (value := value_words(e)) else e.name for e in entities)


def _joined(parts: Iterable[str]) -> str | None:
    return "; ".join(parts) or None


def _line(cells: Iterable[Cell]) -> str:
    # Python before 3.13 quotes a lone carriage return only where the line terminator holds one.
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerow([_inert(cell) for cell in cells])
    return buffer.getvalue().removesuffix("\r\n") + "\n"


def _inert(cell: Cell) -> Cell:
    """The cell, with an apostrophe before what a spreadsheet would run as a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
