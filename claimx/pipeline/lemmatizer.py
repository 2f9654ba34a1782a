"""The component that sets lemmas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.pipeline.component import Component, rows_of, words_of
from claimx.pipeline.lemmas import apply

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Lemmatizer(Component):
    """Sets `token.lemma_` by the edit script that the encoder chooses; whitespace is its own lemma."""

    def annotate(self, doc: Doc) -> None:
        """Set the lemmas."""
        words = words_of(doc)
        scripts = rows_of(doc, words, self.places["lemma"]).argmax(axis=1)
        labels = self.labels["lemma"]
        for token in doc:
            token.lemma_ = token.text
        for word, script in zip(words.tolist(), scripts.tolist(), strict=True):
            token = doc[word]
            token.lemma_ = apply(labels[script], token.text)
