"""What is compared: gold annotation and predictions as the same plain records, all offsets code points of one text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

Pieces = tuple[tuple[int, int], ...]
"""Half-open character spans."""

NO_CLAIM = "none"
"""The type of an attribution in which nobody claims anything."""


@dataclass(frozen=True, slots=True)
class Attributed:
    """One attribution, of the gold or predicted; `outer` is false where it stands inside another's content.

    `also` and `speaker_also` hold what would be right too; `directness` is direct, indirect, mixed or unknown.
    """

    source: Pieces
    cue: Pieces
    content: Pieces
    outer: bool = True
    parent: int | None = None
    directness: str | None = None
    claim_type: str | None = None
    also: tuple[str, ...] = ()
    speaker: str | None = None
    speaker_also: tuple[str | None, ...] = ()
    confidence: float = 1.0


class EntitySpan(NamedTuple):
    """One mention of an entity."""

    start: int
    end: int
    label: str


class LinkSpan(NamedTuple):
    """One link, its ends as indices of attributions; `sure` is false where a reader may well not have it."""

    origin: int
    target: int
    kind: str
    sure: bool = True


class SyntaxToken(NamedTuple):
    """One token with its place in the tree; the `head` of a root is the token itself."""

    start: int
    end: int
    pos: str
    tag: str
    lemma: str
    head: int
    dep: str
    morph: str
    starts_sentence: bool


@dataclass(frozen=True, slots=True)
class GoldArticle:
    """The gold of one article; a layer that nobody annotated is None, one without anything in it is empty.

    `typed` tells whether the attributions carry claim types and speakers.
    """

    id: str
    text: str
    attributions: tuple[Attributed, ...] | None = None
    typed: bool = False
    entities: tuple[EntitySpan, ...] | None = None
    ignored: Pieces = ()
    links: tuple[LinkSpan, ...] | None = None
    tokens: tuple[SyntaxToken, ...] | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """What was predicted for one article; `tokens` are predictions on the gold's own tokens, one for each."""

    attributions: tuple[Attributed, ...] = ()
    entities: tuple[EntitySpan, ...] = ()
    links: tuple[LinkSpan, ...] = ()
    sentence_starts: tuple[int, ...] = ()
    tokens: tuple[SyntaxToken, ...] | None = None
