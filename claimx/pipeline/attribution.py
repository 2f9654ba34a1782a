"""Attributions from rows of scores: spans of sources, cues and contents, tied together by the link head."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from claimx.annotation import Attribution
from claimx.pipeline.decoding import Flags, Found, Scores, Whole, softmax, spans
from claimx.pipeline.heads import LINK, LINKS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SOURCE, CUE, CONTENT = range(3)
OUTSIDE, INSIDE_CONTENT = 0, 2 * CONTENT + 2
"""Places of O and I-content among the scores of roles."""
LEVELS = 2
WEAK = 0.3
"""A piece of content less sure than this goes, so that it does not take a surer one with it."""


class Leanings(NamedTuple):
    """What is added to the scores before they are decoded, fitted on development data.

    `source`, `cue` and `content` are added to the scores of each role: a network trained on readers who overlook
    attributions is too shy. `nearness`, times the log of the words between, is taken from the score of a link. A
    content runs on to the next mark where the words on the way score less than `reach` better outside than inside.
    """

    source: float = 0.0
    cue: float = 0.0
    content: float = 0.0
    nearness: float = 0.0
    reach: float = 0.0


UNMOVED = Leanings()


class Pointers(NamedTuple):
    """Queries and keys of one link, [T, LINK]: word i points to the word j with the greatest product."""

    query: Scores
    key: Scores

    def choose(self, span: Found, targets: Sequence[Found], nearness: float) -> tuple[int | None, float]:
        """The target that the words of `span` point to and its probability; None where they point to themselves."""
        query = self.query[span.start : span.end]
        own = (query * self.key[span.start : span.end]).sum(axis=1).mean()
        if not targets:
            return None, 1.0
        pointed = (query @ self.key[[target.start for target in targets]].T).mean(axis=0)
        gaps = [max(target.start - span.end, span.start - target.end, 0) for target in targets]
        scores = np.append(pointed, own) / np.float32(LINK**0.5)
        scores[:-1] -= np.float32(nearness) * np.log1p(np.array(gaps, dtype=np.float32))
        shares = softmax(scores)
        best = int(shares.argmax())
        return (best if best < len(targets) else None), float(shares[best])


def find_attributions(
    rows: Scores, places: Mapping[str, slice], breaks: Flags, marks: Flags, *, leanings: Leanings = UNMOVED
) -> list[Attribution]:
    """The attributions of one window, in text order, `parent` set; spans count words of the window.

    `rows` is [T, size]; `places` says where each head's scores stand; `breaks` tells which words open a paragraph,
    `marks` which are punctuation.
    """
    roles = rows[:, places["role"]].reshape(len(rows), LEVELS, -1).copy()
    roles[:, :, 1:] += np.repeat(np.array(leanings[:3], dtype=np.float32), 2)
    query = rows[:, places["link_query"]].reshape(len(rows), LINKS, LINK)
    key = rows[:, places["link_key"]].reshape(len(rows), LINKS, LINK)
    kinds = rows[:, places["type"]].reshape(len(rows), 2, -1)
    found: list[Attribution] = []
    for level in range(LEVELS):
        pointers = [Pointers(query[:, link], key[:, link]) for link in (2 * level, 2 * level + 1)]
        tagged = _run_on(spans(roles[:, level], breaks), roles[:, level], breaks | marks, leanings.reach)
        found.extend(_level(tagged, pointers, kinds, level, leanings.nearness))
    found.sort(key=_place)
    return [replace(attribution, parent=_parent(attribution, found)) for attribution in found]


def _run_on(found: Sequence[Found], scores: Scores, stops: Flags, reach: float) -> list[Found]:
    """The spans, contents that end amid words drawn out to the next stop or span where the words between allow it."""
    size = len(scores)
    begins = [span.start for span in found]
    longer = []
    for number, span in enumerate(found):
        end = span.end
        bound = begins[number + 1] if number + 1 < len(found) else size
        if span.label == CONTENT and end < bound and not stops[end] and not stops[end - 1]:
            ahead = np.flatnonzero(stops[end:bound])
            to = end + int(ahead[0]) if len(ahead) else bound
            if (scores[end:to, OUTSIDE] - scores[end:to, INSIDE_CONTENT]).mean() < reach:
                end = to
        longer.append(span._replace(end=end))
    return longer


def _level(
    found: Sequence[Found], pointers: Sequence[Pointers], kinds: Scores, level: int, nearness: float
) -> list[Attribution]:
    """The attributions of one level: contents grouped by the cue they point to, each cue with its source."""
    sources, cues, contents = ([span for span in found if span.label == role] for role in (SOURCE, CUE, CONTENT))
    to_cue, to_source = pointers
    groups: dict[int, list[tuple[Found, float]]] = {}
    made = []
    for content in contents:
        cue, share = to_cue.choose(content, cues, nearness)
        if cue is None:
            made.append(_attribution(None, None, [content], kinds, level, content.confidence * share))
        else:
            groups.setdefault(cue, []).append((content, share))
    for number, every in groups.items():
        best = max(piece.confidence * linked for piece, linked in every)
        pieces = [(piece, linked) for piece, linked in every if piece.confidence * linked >= min(best, WEAK)]
        cue_span = cues[number]
        source, share = to_source.choose(cue_span, sources, nearness)
        confidence = min(piece.confidence * linked for piece, linked in pieces) * share
        if source is not None:
            confidence *= sources[source].confidence
        made.append(
            _attribution(
                None if source is None else sources[source],
                cue_span,
                [piece for piece, _ in pieces],
                kinds,
                level,
                confidence,
            )
        )
    return made


def _attribution(
    source: Found | None, cue: Found | None, content: Sequence[Found], kinds: Scores, level: int, confidence: float
) -> Attribution:
    said = np.concatenate([np.arange(piece.start, piece.end) for piece in content])
    signal = np.arange(0) if cue is None else np.arange(cue.start, cue.end)
    return Attribution(
        source=None if source is None else (source.start, source.end),
        cue=None if cue is None else (cue.start, cue.end),
        content=tuple((piece.start, piece.end) for piece in content),
        level=level,
        confidence=confidence,
        type_scores=type_scores(kinds, signal, said),
    )


def type_scores(kinds: Scores, cue: Whole, content: Whole) -> tuple[float, ...]:
    """The probability of each claim type, from the means of what the words of cue and content say of it.

    `kinds` is [T, 2, types]: what each word says where it is of a cue, and where it is of a content.
    """
    rows = [kinds[words, part].mean(axis=0) for part, words in enumerate((cue, content)) if len(words)]
    return tuple(softmax(np.sum(rows, axis=0)).tolist()) if rows else ()


def _place(attribution: Attribution) -> tuple[int, int]:
    return attribution.content[0][0], attribution.level


def _parent(attribution: Attribution, found: Sequence[Attribution]) -> int | None:
    """The outer attribution whose content holds most of this inner one's cue and content, if any holds half."""
    if attribution.level == 0:
        return None
    words = _words(attribution)
    best, most = None, len(words) / 2
    for number, outer in enumerate(found):
        if outer.level == 0:
            shared = len(words & {word for start, end in outer.content for word in range(start, end)})
            if shared >= most and shared > 0:
                best, most = number, shared + 1
    return best


def _words(attribution: Attribution) -> set[int]:
    pieces = [*attribution.content, *([attribution.cue] if attribution.cue else [])]
    return {word for start, end in pieces for word in range(start, end)}
