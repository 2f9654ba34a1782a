"""The component that sets where sentences start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import SENT_START

from claimx.pipeline import notes
from claimx.pipeline.component import Component, opens, rows_of, words_of
from claimx.pipeline.sentences import sentence_starts

if TYPE_CHECKING:
    from spacy.tokens import Doc

STARTS, INSIDE = 1, -1
CLOSING = frozenset(")]}")


class Sentencizer(Component):
    """Sets `token.is_sent_start`; whitespace belongs to the sentence before it."""

    def annotate(self, doc: Doc) -> None:
        """Set the sentence starts."""
        words = words_of(doc)
        ends = {end for quotation in notes.quotations_of(doc) for _, end in quotation.pieces if quotation.closed}
        tokens = [doc[word] for word in words.tolist()]
        held = np.array([token.idx + len(token) in ends or token.text in CLOSING for token in tokens], dtype=bool)
        scores = rows_of(doc, words, self.places["sentence"]).reshape(-1)
        starts = sentence_starts(scores, opens(doc, words), held)
        flags = np.full(len(doc), INSIDE, dtype=np.int64)
        flags[words[starts]] = STARTS
        if len(words):
            flags[words[0]] = INSIDE
        flags[0] = STARTS
        # All at once: set one by one, spaCy looks through the whole doc each time whether it has a tree.
        doc.from_array([SENT_START], flags.astype(np.uint64))  # type: ignore[arg-type]
