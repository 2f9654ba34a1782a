"""The component that sets the dependency tree, with Universal Dependencies' labels."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import DEP, HEAD

from claimx.pipeline import notes
from claimx.pipeline.component import Component, rows_of, words_of
from claimx.pipeline.heads import ARC, LABEL, Layout
from claimx.pipeline.tree import best_tree, label_arcs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray
    from spacy.tokens import Doc

ROOT, JOINED, SPACE = "root", "parataxis", "dep"
SPACY_ROOT = "ROOT"
"""spaCy's name of the label `root`; its `noun_chunks`, displacy and matchers look for it."""


class Parser(Component):
    """Sets `token.head` and `token.dep_`, one tree a sentence.

    A sentence longer than a window has a tree in each of them; the later roots hang from the first. Whitespace
    hangs from the word before it.
    """

    def configure(self, layout: Layout, labels: dict[str, list[str]]) -> None:
        """Take the labels and turn them into the vocabulary's numbers once."""
        super().configure(layout, labels)
        names = [SPACY_ROOT if label == ROOT else label for label in labels["dep"]]
        self._deps = np.array([self.vocab.strings.add(name) for name in names], dtype=np.uint64)
        self._root = labels["dep"].index(ROOT)
        self._joined = self.vocab.strings.add(JOINED)

    def annotate(self, doc: Doc) -> None:
        """Set the heads and labels."""
        words = words_of(doc)
        if not len(words):
            return
        heads = np.zeros(len(doc), dtype=np.intp)
        deps = np.full(len(doc), self.vocab.strings.add(SPACE), dtype=np.uint64)
        root = -1
        for part, begins in parts(doc, words):
            found, labels = self._tree(rows_of(doc, part))
            heads[part], deps[part] = part[found], self._deps[labels]
            top = int(part[int(np.flatnonzero(found == np.arange(len(found)))[0])])
            if begins:
                root = top
            else:
                heads[top], deps[top] = root, self._joined
        is_word = np.zeros(len(doc), dtype=bool)
        is_word[words] = True
        previous = int(words[0])
        for token in range(len(doc)):
            if is_word[token]:
                previous = token
            else:
                heads[token] = previous
        offsets = (heads - np.arange(len(doc))).astype(np.int64).astype(np.uint64)
        doc.from_array([HEAD, DEP], np.stack([offsets, deps], axis=1))  # type: ignore[arg-type]

    def _tree(self, rows: NDArray[np.float32]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
        places = self.places
        arcs = rows[:, places["arc_query"]] @ rows[:, places["arc_key"]].T / np.float32(ARC**0.5)
        heads = best_tree(arcs)
        queries = rows[:, places["label_query"]].reshape(len(rows), -1, LABEL)
        return heads, label_arcs(rows[:, places["dep"]], queries, rows[:, places["label_key"]], heads, self._root)


def parts(doc: Doc, words: NDArray[np.intp]) -> Iterator[tuple[NDArray[np.intp], bool]]:
    """The words of each sentence, cut where windows end, and whether the part begins its sentence."""
    starts = np.array([bool(doc[word].is_sent_start) for word in words.tolist()])
    starts[0] = True
    windows = {start for start, _ in notes.windows_of(doc)}
    breaks = starts | np.array([word in windows for word in words.tolist()])
    edges = [*np.flatnonzero(breaks).tolist(), len(words)]
    for start, end in itertools.pairwise(edges):
        yield words[start:end], bool(starts[start])
