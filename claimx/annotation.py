"""What the pipeline found in one article, as plain data: the only thing that crosses out of spaCy.

Token spans are half-open pairs of indices into `Annotation.tokens`; character spans are half-open
pairs of code-point offsets into `Annotation.text`. Everything here pickles and holds no `Doc`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple


class Token(NamedTuple):
    """One token: where it stands, its tags, and its place in the tree (UD labels, `head` of a root is itself)."""

    start: int
    end: int
    text: str
    lemma: str
    pos: str
    tag: str
    morph: str
    dep: str
    head: int


@dataclass(frozen=True, slots=True)
class Mention:
    """An entity as the pipeline tagged it; `start` and `end` are token indices."""

    start: int
    end: int
    label: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage in quotation marks, marks included; `pieces` are character spans, one a paragraph.

    `kind` is speech, scare, nickname or title; `depth` counts the quotations around it.
    `closed` is false where its paragraph ended before a closing mark came.
    """

    pieces: tuple[tuple[int, int], ...]
    kind: str
    depth: int = 0
    closed: bool = True

    @property
    def start(self) -> int:
        """The offset of the opening mark."""
        return self.pieces[0][0]

    @property
    def end(self) -> int:
        """The offset after the closing mark."""
        return self.pieces[-1][1]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: token spans of its source (or none), cue (or none) and content pieces in text order.

    `level` is 0 for an outer attribution and 1 for one inside another's content, which `parent`
    then names (an index into `Annotation.attributions`). `type_scores` are the probabilities of the
    claim types in the order of `claimx.schema.CLAIM_TYPES`, empty where no head gave any.
    """

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    level: int
    confidence: float
    parent: int | None = None
    type_scores: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Annotation:
    """All that the pipeline says of one text, in text order."""

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    mentions: tuple[Mention, ...]
    quotations: tuple[Quotation, ...]
    attributions: tuple[Attribution, ...]

    def chars(self, start: int, end: int) -> tuple[int, int]:
        """The character span of a token span; surrounding whitespace tokens are left out."""
        tokens = self.tokens
        while start < end - 1 and tokens[start].text.isspace():
            start += 1
        while start < end - 1 and tokens[end - 1].text.isspace():
            end -= 1
        return tokens[start].start, tokens[end - 1].end
