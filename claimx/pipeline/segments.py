"""Long articles in parts, so that memory does not grow with length: cut at paragraph ends, joined as plain data."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from claimx.annotation import Annotation
from claimx.reading.article import Block

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimx.annotation import Attribution, Mention, Quotation, Token
    from claimx.reading.article import Article

LONGEST = 40_000
"""Characters of a part at most: some 9,000 words, whose scores take about 100 MB."""


def segments(article: Article, *, longest: int = LONGEST) -> Iterator[tuple[int, Article]]:
    """The parts of an article with the offset where each starts; the article itself where it is short enough."""
    if len(article.text) <= longest:
        yield 0, article
        return
    start = place = 0
    for end in cuts(article, longest=longest):
        while place < len(article.blocks) and article.blocks[place].end <= start:
            place += 1
        inside = []
        for block in article.blocks[place:]:
            if block.start >= end:
                break
            inside.append(Block(max(block.start, start) - start, min(block.end, end) - start, block.kind))
        yield start, replace(article, text=article.text[start:end], blocks=tuple(inside))
        start = end


def cuts(article: Article, *, longest: int) -> Iterator[int]:
    """Where the parts end: at the last paragraph that fits, else at the last space, else anywhere."""
    start = 0
    bounds = iter([*(block.start for block in article.blocks), len(article.text)])
    fits = 0
    for bound in bounds:
        while bound - start > longest:
            if fits > start:
                start = fits
            else:
                space = article.text.rfind(" ", start + 1, start + longest)
                start = space if space > start else start + longest
            yield start
        fits = bound
    if start < len(article.text):
        yield len(article.text)


def joined(text: str, parts: Sequence[tuple[int, Annotation]]) -> Annotation:
    """One annotation of the whole text from those of its parts and the offsets where they start."""
    if len(parts) == 1:
        return parts[0][1]
    tokens: list[Token] = []
    sentences: list[tuple[int, int]] = []
    mentions: list[Mention] = []
    quotations: list[Quotation] = []
    attributions: list[Attribution] = []
    for offset, part in parts:
        words, claims = len(tokens), len(attributions)

        def moved(span: tuple[int, int], words: int = words) -> tuple[int, int]:
            return span[0] + words, span[1] + words

        attributions.extend(
            replace(
                a,
                source=None if a.source is None else moved(a.source),
                cue=None if a.cue is None else moved(a.cue),
                content=tuple(moved(piece) for piece in a.content),
                parent=None if a.parent is None else a.parent + claims,
            )
            for a in part.attributions
        )
        quotations.extend(
            replace(q, pieces=tuple((start + offset, end + offset) for start, end in q.pieces)) for q in part.quotations
        )
        mentions.extend(replace(m, start=m.start + words, end=m.end + words) for m in part.mentions)
        sentences.extend(moved(sentence) for sentence in part.sentences)
        tokens.extend(t._replace(start=t.start + offset, end=t.end + offset, head=t.head + words) for t in part.tokens)
    return Annotation(text, tuple(tokens), tuple(sentences), tuple(mentions), tuple(quotations), tuple(attributions))
