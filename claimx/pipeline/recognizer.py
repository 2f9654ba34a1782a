"""The component that sets entities."""

from __future__ import annotations

import numpy as np
from spacy.tokens import Doc, Span

from claimx.pipeline import notes
from claimx.pipeline.component import Component, opens, rows_of, words_of
from claimx.pipeline.decoding import spans


class Recognizer(Component):
    """Sets `doc.ents`, with the labels of the report, and notes how sure each is."""

    def annotate(self, doc: Doc) -> None:
        """Set the entities."""
        words = words_of(doc)
        scores = rows_of(doc, words)[:, self.places["entity"]]
        names = [label[2:] for label in self.labels["entity"] if label.startswith("B-")]
        breaks = opens(doc, words)
        starts = {start for start, _ in notes.windows_of(doc)}
        breaks |= np.array([word in starts for word in words.tolist()], dtype=bool)
        found = spans(scores, breaks)
        doc.set_ents([Span(doc, int(words[f.start]), int(words[f.end - 1]) + 1, label=names[f.label]) for f in found])
        notes.notes(doc)["entity_confidence"] = [round(f.confidence, 4) for f in found]
