"""The component that sets coarse tags, morphology and fine tags."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import MORPH, POS, TAG
from spacy.symbols import IDS

from claimx.pipeline.component import Component, rows_of, words_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from claimx.pipeline.heads import Layout

SPACE_TAG = "_SP"


class Tagger(Component):
    """Sets `token.pos`, `token.morph` (UD's, as `VERB|Tense=Past`) and `token.tag` (Penn's)."""

    def configure(self, layout: Layout, labels: dict[str, list[str]]) -> None:
        """Take the labels and turn them into the vocabulary's numbers once."""
        super().configure(layout, labels)
        split = [label.partition("|") for label in labels["morph"]]
        self._pos = np.array([IDS[pos] for pos, _, _ in split], dtype=np.uint64)
        self._morph = np.array([self.vocab.morphology.add(feats or "_") for _, _, feats in split], dtype=np.uint64)
        self._tag = np.array([self.vocab.strings.add(tag) for tag in labels["tag"]], dtype=np.uint64)

    def annotate(self, doc: Doc) -> None:
        """Set the tags."""
        words = words_of(doc)
        values = np.empty((len(doc), 3), dtype=np.uint64)
        values[:] = (IDS["SPACE"], self.vocab.morphology.add("_"), self.vocab.strings.add(SPACE_TAG))
        morph = rows_of(doc, words, self.places["morph"]).argmax(axis=1)
        tag = rows_of(doc, words, self.places["tag"]).argmax(axis=1)
        values[words] = np.stack([self._pos[morph], self._morph[morph], self._tag[tag]], axis=1)
        doc.from_array([POS, MORPH, TAG], values)  # type: ignore[arg-type]
