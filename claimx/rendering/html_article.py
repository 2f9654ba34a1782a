"""The article as HTML, its claims marked in place. Every character of it goes through `escape`."""

from __future__ import annotations

import heapq
import html
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from claimx.rendering.families import FAMILY_OF
from claimx.rendering.outline import type_word

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx.rendering.outline import Outline
    from claimx.schema import Claim, Paragraph

_DEEPEST = 8
"""More marks than this around one character tell a reader nothing, and would make a page quadratic."""

_CONTENT, _SOURCE, _CUE = range(3)


class Piece(NamedTuple):
    """A part of a claim inside one paragraph. Pieces sort by where they start, the longer first.

    `role` tells content, source and cue apart; the piece that `is_last` carries the reference to the claim.
    """

    start: int
    minus_end: int
    role: int
    claim: int
    is_last: bool = False

    @property
    def end(self) -> int:
        """The offset after the last character."""
        return -self.minus_end


class MarkedArticle(NamedTuple):
    """The article as HTML, and the ids of the claims that can be gone to in it."""

    html: str
    placed: frozenset[str]


def escape(text: str) -> str:
    """The text as HTML, fit for element content and for quoted attributes."""
    # HTML has no way to write NUL.
    return html.escape(text.replace("\0", "�"))


def marked_article(found: Outline, text: str) -> MarkedArticle:
    """The paragraphs of the article; what is not part of it is folded away, not deleted."""
    paragraphs = found.report.article.paragraphs
    pieces: list[list[Piece]] = [[] for _ in paragraphs]
    placed = set()
    for index, claim in enumerate(found.claims):
        for number, piece in _pieces(claim, index, paragraphs):
            pieces[number].append(piece)
            placed.add(claim.id)
    out: list[str] = []
    is_folded = False
    for index, paragraph in enumerate(paragraphs):
        is_rest = paragraph.kind == "boilerplate"
        if is_rest and not is_folded:
            out.append('<details class="rest"><summary>Not part of the article</summary>\n')
        if is_folded and not is_rest:
            out.append("</details>\n")
        is_folded = is_rest
        body = "".join(_marked(found, text, paragraph, pieces[index]))

        out.append(f'<p id="p{index + 1}" class="{paragraph.kind}" data-n="{index + 1}" dir="auto">{body}</p>\n')
    if is_folded:
        out.append("</details>\n")
    return MarkedArticle("".join(out), frozenset(placed))


def _marked(found: Outline, text: str, paragraph: Paragraph, pieces: list[Piece]) -> Iterator[str]:
    """The text of a paragraph with its pieces as elements; a piece that crosses another is cut in two there.

    Boundary points are taken in text order: at one point inner pieces close first, longer ones open first.
    """
    heapq.heapify(pieces)
    stack: list[Piece] = []
    here = paragraph.start
    while pieces or stack:
        if stack and (not pieces or stack[-1].end <= pieces[0].start):
            piece = stack.pop()
            yield escape(text[here : piece.end])
            here = piece.end
            yield "</mark>" if piece.role == _CONTENT else "</span>"
            yield _reference(found, piece)
            continue
        piece = heapq.heappop(pieces)
        yield escape(text[here : piece.start])
        here = piece.start
        if len(stack) >= _DEEPEST:
            yield _reference(found, piece)
            continue
        if stack and piece.end > stack[-1].end:
            cut = stack[-1].end
            heapq.heappush(pieces, piece._replace(start=cut))
            piece = piece._replace(minus_end=-cut, is_last=False)
        yield _opening(found.claims[piece.claim], piece)
        stack.append(piece)
    yield escape(text[here : paragraph.end])


def _opening(claim: Claim, piece: Piece) -> str:
    id_ = escape(claim.id)
    if piece.role == _CONTENT:
        return f'<mark class="{FAMILY_OF[claim.type]}" data-c="{id_}">'
    return f'<span class="{"source" if piece.role == _SOURCE else "cue"}" data-c="{id_}">'


def _reference(found: Outline, piece: Piece) -> str:
    if not piece.is_last:
        return ""
    claim = found.claims[piece.claim]
    voice = found.voice(claim.speaker)
    who = f"by {voice.name}" if voice else "no speaker named"
    id_ = escape(claim.id)
    label = escape(f"{claim.id}: {type_word(claim)}, {who}")
    return f'<a class="ref" id="a-{id_}" href="#c-{id_}" data-c="{id_}" aria-label="{label}">{id_}</a>'


def _pieces(claim: Claim, index: int, paragraphs: tuple[Paragraph, ...]) -> list[tuple[int, Piece]]:
    """The parts of a claim, each with the paragraph that it lies in; the last part of the content is marked so."""
    others = [(_SOURCE, claim.source), (_CUE, claim.cue)]
    spans = [(role, span) for role, span in others if span] + [(_CONTENT, span) for span in claim.content]
    found: list[tuple[int, Piece]] = []
    for role, span in spans:
        first = max(0, bisect_right(paragraphs, span.start, key=_start) - 1)
        for number in range(first, len(paragraphs)):
            paragraph = paragraphs[number]
            if paragraph.start >= span.end:
                break
            start, end = max(span.start, paragraph.start), min(span.end, paragraph.end)
            if start < end:
                found.append((number, Piece(start, -end, role, index)))
    if found:
        number, piece = found[-1]
        found[-1] = (number, piece._replace(is_last=True))
    return found


def _start(paragraph: Paragraph) -> int:
    return paragraph.start
