"""The component that sets entities."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from spacy.tokens import Doc, Span

from claimx.knowledge.known_names import known_names
from claimx.pipeline import notes
from claimx.pipeline.component import Component, opens, rows_of, words_of
from claimx.pipeline.decoding import spans
from claimx.pipeline.wordpiece import FOLDED_MARKS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from spacy.tokens import Token

PERSON = "PERSON"
KNOWN_CONFIDENCE = 0.95
"""Of an entity that the table of known names gives."""
FOLDED = FOLDED_MARKS | {ord(hyphen): "-" for hyphen in "\u2010\u2011"}


class Tagged(NamedTuple):
    """An entity as half-open token indices, its label, and how sure it is."""

    start: int
    end: int
    label: str
    confidence: float


class Recognizer(Component):
    """Sets `doc.ents`, with the labels of the report, and notes how sure each is."""

    def annotate(self, doc: Doc) -> None:
        """Set the entities."""
        words = words_of(doc)
        scores = rows_of(doc, words, self.places["entity"])
        names = [label[2:] for label in self.labels["entity"] if label.startswith("B-")]
        breaks = opens(doc, words)
        starts = {start for start, _ in notes.windows_of(doc)}
        breaks |= np.array([word in starts for word in words.tolist()], dtype=bool)
        found = [
            Tagged(int(words[f.start]), int(words[f.end - 1]) + 1, names[f.label], f.confidence)
            for f in spans(scores, breaks)
        ]
        entities = with_nicknames(merged(found, names_in(doc)), nicknames(doc))
        doc.set_ents([Span(doc, e.start, e.end, label=e.label) for e in entities])
        notes.notes(doc)["entity_confidence"] = [round(e.confidence, 4) for e in entities]


def names_in(doc: Doc) -> Iterator[tuple[Tagged, bool]]:
    """The names of the tables that stand in the doc, in order, and whether each is one word.

    Where two begin at one token it is the longer. Initials do not count in a line of capitals.
    """
    table = known_names()
    text = doc.text.translate(FOLDED)
    last = 0
    for token in doc:
        if token.i >= last:
            for name, label, short in table.get(token.text, ()):
                if text.startswith(name, token.idx) and not (short and name.isupper() and _among_capitals(token)):
                    span = doc.char_span(token.idx, token.idx + len(name))
                    if span is not None:
                        last = span.end
                        yield Tagged(span.start, span.end, label, KNOWN_CONFIDENCE), short
                        break


def nicknames(doc: Doc) -> Iterator[tuple[int, int]]:
    """The token spans of nicknames, marks included, in order."""
    for quotation in notes.quotations_of(doc):
        span = doc.char_span(quotation.start, quotation.end) if quotation.kind == "nickname" else None
        if span is not None:
            yield span.start, span.end


def with_nicknames(found: Sequence[Tagged], between: Iterable[tuple[int, int]]) -> list[Tagged]:
    """The entities, with one person where a nickname stands between the pieces of a name: Ann “Red” Lee."""
    entities = list(found)
    for start, end in between:
        pieces = [e for e in entities if e.label == PERSON and e.start <= end and start <= e.end]
        if len(pieces) > 1 and pieces[0].start < start and end < pieces[-1].end:
            sure = min(piece.confidence for piece in pieces)
            whole = Tagged(pieces[0].start, pieces[-1].end, PERSON, sure)
            entities = sorted([e for e in entities if e.end <= whole.start or whole.end <= e.start] + [whole])
    return entities


def _among_capitals(token: Token) -> bool:
    """Whether a word beside the token is in capitals too."""
    beside = (token.doc[place] for place in (token.i - 1, token.i + 1) if 0 <= place < len(token.doc))
    return any(other.is_upper and len(other) > 1 and other.is_alpha for other in beside)


def merged(found: Sequence[Tagged], known: Iterable[tuple[Tagged, bool]]) -> list[Tagged]:
    """The entities found, known names in the place of those that they overlap.

    One that holds a name whole stays, and a name of one word only fills a gap. Both are in order, and neither
    overlaps itself.
    """
    entities: list[Tagged] = []
    done = 0
    for name, short in known:
        while done < len(found) and found[done].end <= name.start:
            entities.append(found[done])
            done += 1
        reach = done
        while reach < len(found) and found[reach].start < name.end:
            reach += 1
        over = found[done:reach]
        if not (over if short else any(e.start <= name.start and name.end <= e.end for e in over)):
            entities.append(name)
            done = reach
    return [*entities, *found[done:]]
