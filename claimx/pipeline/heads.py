"""Where each head stands in the encoder's row of scores for a word.

Every head is linear in the word's vector, so that all of them are one matrix: labels by their scores; the
tree and the links by queries and keys, whose products score pairs of words (Dozat and Manning 2017,
https://arxiv.org/abs/1611.01734, without the hidden layer). Pairs are scored outside the network, only
where they are needed: within a sentence, or between found spans.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields

ARC = 128
"""Width of the queries and keys of arcs."""
LABEL = 32
"""Width of the queries (one a label) and keys of arc labels."""
LINK = 64
"""Width of the queries and keys of each link."""
LINKS = 4
"""Links: content → cue and cue → source, for the outer level, then the same for the level inside."""


@dataclass(frozen=True)
class Layout:
    """How many scores each head has, in the order in which they stand in a row."""

    sentence: int
    morph: int
    tag: int
    lemma: int
    entity: int
    role: int
    type: int
    dep: int
    arc_query: int
    arc_key: int
    label_query: int
    label_key: int
    link_query: int
    link_key: int
    silver: int = 0
    """An auxiliary head of the training alone; it has no place in the row."""

    @property
    def size(self) -> int:
        """Scores in a row."""
        total: int = sum(asdict(self).values()) - self.silver
        return total

    def slices(self) -> dict[str, slice]:
        """The place of each head in a row."""
        places = {}
        start = 0
        for field in fields(self):
            if field.name != "silver":
                size = getattr(self, field.name)
                places[field.name] = slice(start, start + size)
                start += size
        return places
