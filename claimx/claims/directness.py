"""How much of a claim stands in the speaker's own words: direct, indirect or mixed."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.annotation import Annotation
    from claimx.schema import Directness

WHOLE = 0.98
"""From this share of quoted word characters on a content is direct: a few letters may stand outside the marks."""
SOME = 0.03
"""Above this share it is mixed. Scare quotations count: in reported words they are mostly the speaker's."""


def directness_of(
    annotation: Annotation, content: Sequence[tuple[int, int]], *, passages: Sequence[tuple[int, int]] | None = None
) -> Directness:
    """Whether a content (its character spans) is quoted wholly, in part or not at all, counted in word characters.

    `passages` are those of `quoted_passages`, for callers that ask about many contents of one annotation.
    """
    share = quoted_share(annotation, content, quoted_passages(annotation) if passages is None else passages)
    if share >= WHOLE:
        return "direct"
    return "mixed" if share > SOME else "indirect"


def quoted_passages(annotation: Annotation) -> tuple[tuple[int, int], ...]:
    """The quoted passages in text order, nested ones merged; names of works and nicknames are nobody's words."""
    pieces = sorted(
        piece
        for quotation in annotation.quotations
        if quotation.kind in {"speech", "scare"}
        for piece in quotation.pieces
    )
    merged: list[tuple[int, int]] = []
    for start, end in pieces:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def quoted_share(
    annotation: Annotation, content: Sequence[tuple[int, int]], passages: Sequence[tuple[int, int]]
) -> float:
    """The share of the content's word characters that stand inside the passages; 0 where there are none."""
    words = quoted = 0
    for low, high in content:
        words += _word_characters(annotation.text, low, high)
        at = max(0, bisect_right(passages, (low, len(annotation.text))) - 1)
        while at < len(passages) and passages[at][0] < high:
            start, end = passages[at]
            quoted += _word_characters(annotation.text, max(start, low), min(end, high))
            at += 1
    return quoted / words if words else 0.0


def _word_characters(text: str, start: int, end: int) -> int:
    return sum(map(str.isalnum, text[start:end])) if start < end else 0
