"""The component that sets where sentences start."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from claimx.pipeline import notes
from claimx.pipeline.component import Component, opens, rows_of, words_of
from claimx.pipeline.sentences import sentence_starts

if TYPE_CHECKING:
    from spacy.tokens import Doc

CLOSING = frozenset(")]}")


class Sentencizer(Component):
    """Sets `token.is_sent_start`; whitespace belongs to the sentence before it."""

    def annotate(self, doc: Doc) -> None:
        """Set the sentence starts."""
        words = words_of(doc)
        ends = {end for quotation in notes.quotations_of(doc) for _, end in quotation.pieces if quotation.closed}
        tokens = [doc[word] for word in words.tolist()]
        held = np.array([token.idx + len(token) in ends or token.text in CLOSING for token in tokens], dtype=bool)
        scores = rows_of(doc, words)[:, self.places["sentence"]].reshape(-1)
        starts = sentence_starts(scores, opens(doc, words), held)
        flags = np.zeros(len(doc), dtype=bool)
        flags[words[starts]] = True
        if len(words):
            flags[words[0]] = False
        flags[0] = True
        for token, flag in zip(doc, flags.tolist(), strict=True):
            token.is_sent_start = flag
