"""Which attributions become claims, in what order: the choice before ids are given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimx.claims.speakers.table import only_relays
from claimx.claims.types.judgement import Judgement, accused_in, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimx.annotation import Annotation, Attribution
    from claimx.claims.places import Places
    from claimx.claims.speakers.table import Resolution

EMPTY = frozenset({"ADP", "CCONJ", "DET", "PART", "PUNCT", "SCONJ", "SPACE"})
"""A content of nothing but these says nothing: "that", "to", "of the"."""
EDGES = " \t\r\n\f\v\u00a0"


class Draft(NamedTuple):
    """An attribution chosen to be a claim: character spans, judgement, and the draft (an index) that holds it."""

    attribution: int
    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: tuple[tuple[int, int], ...]
    judgement: Judgement
    resolution: Resolution
    parent: int | None

    @property
    def start(self) -> int:
        """Where the first of its spans begins."""
        return min(span[0] for span in (self.source, self.cue, *self.content) if span is not None)


def drafts_of(annotation: Annotation, resolutions: Sequence[Resolution], places: Places) -> tuple[Draft, ...]:
    """The claims to be, in text order, each once."""
    accused = accused_in(annotation)
    chosen: list[Draft] = []
    for index, attribution in enumerate(annotation.attributions):
        content = _content(annotation, attribution, places, relayed=resolutions[index].relayed_by is not None)
        cue = None if attribution.cue is None else annotation.chars(*attribution.cue)
        if cue is not None and not places.claims_at(cue[0]):
            continue
        judgement = judge(annotation, index, accused=accused)
        if not judgement.claimed or (not content and (cue is None or judgement.type != "no_comment")):
            continue
        source = None if attribution.source is None else annotation.chars(*attribution.source)
        chosen.append(Draft(index, source, cue, content, judgement, resolutions[index], None))
    chosen.sort(key=lambda draft: (draft.start, annotation.attributions[draft.attribution].level, draft.attribution))
    kept = _without_repeats(annotation, chosen)
    number = {draft.attribution: place for place, draft in enumerate(kept)}
    return tuple(draft._replace(parent=_parent(annotation, draft.attribution, number)) for draft in kept)


def _content(
    annotation: Annotation, attribution: Attribution, places: Places, *, relayed: bool
) -> tuple[tuple[int, int], ...]:
    """The content pieces as character spans without surrounding whitespace, those outside title and body left out.

    Of words that are `relayed`, a piece that only says whose they are ("quoted Doe as saying") is no content either.
    """
    said = [piece for piece in attribution.content if not (relayed and only_relays(annotation, *piece))]
    if all(token.pos in EMPTY for start, end in said for token in annotation.tokens[start:end]):
        return ()
    pieces = (trimmed(annotation.text, *annotation.chars(*piece)) for piece in said)
    return tuple((start, end) for start, end in pieces if start < end and places.claims_at(start))


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without whitespace at its edges."""
    piece = text[start:end]
    return start + len(piece) - len(piece.lstrip()), end - (len(piece) - len(piece.rstrip()))


def _without_repeats(annotation: Annotation, drafts: Iterable[Draft]) -> list[Draft]:
    """The drafts without those that give a speaker the same words again."""
    seen: set[tuple[int | None, str]] = set()
    kept: list[Draft] = []
    for draft in drafts:
        words = "|".join(_folded(annotation.text[start:end]) for start, end in draft.content)
        known = (draft.resolution.speaker, words)
        if words.strip("|") and known in seen:
            continue
        seen.add(known)
        kept.append(draft)
    return kept


def _folded(text: str) -> str:
    return " ".join("".join(mark if mark.isalnum() else " " for mark in text.casefold()).split())


def _parent(annotation: Annotation, index: int, number: dict[int, int]) -> int | None:
    """The nearest attribution around this one that became a claim, as an index of drafts."""
    seen = {index}
    here = annotation.attributions[index].parent
    while here is not None and here not in seen:
        if here in number:
            return number[here]
        seen.add(here)
        here = annotation.attributions[here].parent
    return None
