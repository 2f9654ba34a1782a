"""What the components note on a `Doc` beside spaCy's own attributes: plain data under one key of `user_data`.

Lists and numbers only, so that `n_process`, `to_bytes` and `DocBin(store_user_data=True)` carry it.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from claimx.annotation import Attribution, Quotation

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimx.reading.article import Block

KEY = "claimx"
Blocks = Sequence[tuple[int, int]]


def notes(doc: Doc) -> dict[str, Any]:
    """The notes of a doc, made where there are none yet."""
    found: dict[str, Any] = doc.user_data.setdefault(KEY, {})
    return found


def set_blocks(doc: Doc, blocks: Blocks) -> None:
    """Note the paragraphs as character spans, before the pipeline runs."""
    notes(doc)["blocks"] = [list(block) for block in blocks]


def set_article(doc: Doc, blocks: Sequence[Block]) -> None:
    """Note the paragraphs of an article, and a wall wherever their kind changes."""
    set_blocks(doc, [(block.start, block.end) for block in blocks])
    set_walls(doc, [after.start for before, after in pairwise(blocks) if before.kind != after.kind])


def blocks_of(doc: Doc) -> list[tuple[int, int]]:
    """The noted paragraphs; those of the article that the text itself shows where none are noted."""
    if "blocks" not in notes(doc):
        from claimx.reading.files import article_from_text

        set_article(doc, article_from_text(doc.text).blocks)
    return [(start, end) for start, end in notes(doc)["blocks"]]


def set_walls(doc: Doc, walls: Sequence[int]) -> None:
    """Note the offsets where the encoder must begin to read anew: a byline says nothing of the title before it."""
    notes(doc)["walls"] = list(walls)


def walls_of(doc: Doc) -> frozenset[int]:
    """The noted offsets."""
    return frozenset(notes(doc).get("walls", ()))


def windows_of(doc: Doc) -> list[tuple[int, int]]:
    """The token spans that the encoder read at a time."""
    return [(start, end) for start, end in notes(doc).get("windows", ())]


def set_quotations(doc: Doc, quotations: Sequence[Quotation]) -> None:
    """Note the quotations."""
    notes(doc)["quotations"] = [
        {"pieces": [list(piece) for piece in q.pieces], "kind": q.kind, "depth": q.depth, "closed": q.closed}
        for q in quotations
    ]


def quotations_of(doc: Doc) -> tuple[Quotation, ...]:
    """The noted quotations."""
    return tuple(
        Quotation(tuple((start, end) for start, end in q["pieces"]), q["kind"], q["depth"], q["closed"])
        for q in notes(doc).get("quotations", ())
    )


def set_attributions(doc: Doc, attributions: Sequence[Attribution]) -> None:
    """Note the attributions; their spans are of tokens."""
    notes(doc)["attributions"] = [
        {
            "source": _listed(attribution.source),
            "cue": _listed(attribution.cue),
            "content": [list(piece) for piece in attribution.content],
            "level": attribution.level,
            "confidence": attribution.confidence,
            "parent": attribution.parent,
            "type_scores": list(attribution.type_scores),
        }
        for attribution in attributions
    ]


def attributions_of(doc: Doc) -> tuple[Attribution, ...]:
    """The noted attributions."""
    return tuple(
        Attribution(
            source=_paired(a["source"]),
            cue=_paired(a["cue"]),
            content=tuple((start, end) for start, end in a["content"]),
            level=a["level"],
            confidence=a["confidence"],
            parent=a["parent"],
            type_scores=tuple(a["type_scores"]),
        )
        for a in notes(doc).get("attributions", ())
    )


def _listed(span: tuple[int, int] | None) -> list[int] | None:
    return None if span is None else list(span)


def _paired(span: Sequence[int] | None) -> tuple[int, int] | None:
    return None if span is None else (span[0], span[1])
