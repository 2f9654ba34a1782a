"""Gold attributions in the place of the predicted ones, so that types, speakers and links are judged by themselves."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from claimx.annotation import Annotation, Attribution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.evaluation.records import Attributed, Pieces


def with_gold(annotation: Annotation, gold: Sequence[Attributed]) -> tuple[Annotation, tuple[int, ...]]:
    """The annotation with the gold's attributions, and for each of them which of the gold it is.

    They stand in text order, as the pipeline gives them.
    """
    starts = [token.start for token in annotation.tokens]
    ends = [token.end for token in annotation.tokens]

    def tokens(pieces: Pieces) -> tuple[tuple[int, int], ...]:
        spans = ((bisect_right(ends, start), bisect_left(starts, end)) for start, end in pieces)
        return tuple((first, last) for first, last in spans if first < last)

    def longest(pieces: Pieces) -> tuple[int, int] | None:
        return max(tokens(pieces), key=lambda span: span[1] - span[0], default=None)

    order = sorted(range(len(gold)), key=lambda index: _place(gold[index]))
    number = {index: place for place, index in enumerate(order)}
    given = tuple(
        Attribution(
            source=longest(gold[index].source),
            cue=longest(gold[index].cue),
            content=tokens(gold[index].content),
            level=0 if gold[index].outer else 1,
            confidence=1.0,
            parent=None if (parent := gold[index].parent) is None else number[parent],
        )
        for index in order
    )
    return replace(annotation, attributions=given), tuple(order)


def _place(attribution: Attributed) -> tuple[int, int]:
    spans = (*attribution.source, *attribution.cue, *attribution.content)
    return min(spans, default=(0, 0))
