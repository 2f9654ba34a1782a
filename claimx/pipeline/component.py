"""What the components share. Each reads the encoder's scores of a doc and sets what its pure functions find.

`claimx_encoder` leaves the scores in `doc.tensor`, one row a token (zeros for whitespace), as spaCy's
`tok2vec` leaves its vectors; `claimx_attributor`, the last to read them, empties it.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import srsly
from numpy.typing import NDArray
from spacy.attrs import IDX, IS_SPACE

from claimx.errors import ModelError
from claimx.pipeline import notes
from claimx.pipeline.heads import Layout

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

    from claimx.pipeline.decoding import Flags, Scores

Words = NDArray[np.intp]
EVERYTHING = slice(None)


def words_of(doc: Doc) -> Words:
    """The indices of the tokens that are no whitespace."""
    return np.flatnonzero(doc.to_array([IS_SPACE]) == 0)


def rows_of(doc: Doc, words: Words, place: slice = EVERYTHING) -> Scores:
    """The words' scores of the heads at `place`, [T, size]."""
    columns = np.asarray(doc.tensor, dtype=np.float32)[:, place]
    if len(words) and words[-1] - words[0] + 1 == len(words):  # a view: most of the time there is no whitespace token
        return columns[words[0] : words[-1] + 1]
    rows: Scores = columns[words]
    return rows


def opens(doc: Doc, words: Words) -> Flags:
    """For each word whether it opens a paragraph; where one starts inside a word, the next word opens it."""
    flags = np.zeros(len(words), dtype=bool)
    starts = doc.to_array([IDX])[words]
    places = np.searchsorted(starts, [start for start, _ in notes.blocks_of(doc)])
    flags[places[places < len(words)]] = True
    return flags


class Component:
    """What the components share: they act on one doc at a time and keep plain data beside them."""

    def __init__(self, vocab: Vocab, name: str) -> None:
        self.vocab = vocab
        self.name = name
        self.labels: dict[str, list[str]] = {}
        self.layout: Layout | None = None

    def __call__(self, doc: Doc) -> Doc:
        """The doc, with what this component finds set on it."""
        if len(doc):
            self.annotate(doc)
        return doc

    def annotate(self, doc: Doc) -> None:
        """Set what this component finds."""
        raise NotImplementedError

    def configure(self, layout: Layout, labels: dict[str, list[str]]) -> None:
        """Tell where the heads stand in a row of scores and what their outputs mean."""
        self.layout, self.labels = layout, labels

    @property
    def places(self) -> dict[str, slice]:
        """Where each head stands in a row of scores."""
        if self.layout is None:
            raise ModelError(f"the component {self.name!r} knows no labels: load a trained pipeline, as en_claimx_news")
        return self.layout.slices()

    def to_bytes(self, **_options: object) -> bytes:
        """The component's data."""
        data: bytes = srsly.msgpack_dumps(self._data())
        return data

    def from_bytes(self, data: bytes, **_options: object) -> Component:
        """The component with the data of `to_bytes`."""
        self._set_data(srsly.msgpack_loads(data))
        return self

    def to_disk(self, path: Path, **_options: object) -> None:
        """Write `heads.json` into a folder."""
        Path(path).mkdir(parents=True, exist_ok=True)
        srsly.write_json(Path(path) / "heads.json", self._data())

    def from_disk(self, path: Path, **_options: object) -> Component:
        """The component with the data of `to_disk`."""
        self._set_data(srsly.read_json(Path(path) / "heads.json"))
        return self

    def _data(self) -> dict[str, Any]:
        return {"layout": None if self.layout is None else vars(self.layout), "labels": self.labels}

    def _set_data(self, data: dict[str, Any]) -> None:
        if data["layout"] is not None:
            self.configure(Layout(**data["layout"]), data["labels"])
