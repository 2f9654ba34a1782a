"""The one forward pass: the windows of many texts through the ONNX session, a row of scores for each token."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import srsly

from claimx.errors import ModelError
from claimx.pipeline import notes
from claimx.pipeline.component import Component, opens, words_of
from claimx.pipeline.quotations import mark_states
from claimx.pipeline.windows import Window, windows
from claimx.pipeline.wordpiece import WordPiece

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from onnxruntime import InferenceSession
    from spacy.tokens import Doc
    from spacy.vocab import Vocab

WEIGHTS, VOCABULARY = "encoder.onnx", "vocab.txt"


def open_session(weights: bytes, *, threads: int = 1) -> InferenceSession:
    """A session over the bytes of an ONNX file, on the CPU.

    Raises ModelError where they are no model.
    """
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    # Threads that spin while they wait would steal the time of Python's own work between two windows.
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    try:
        return onnxruntime.InferenceSession(weights, options, providers=["CPUExecutionProvider"])
    except Exception as error:  # onnxruntime's errors share no base class that it exports
        raise ModelError(f"the encoder's weights cannot be used; install claimx again ({error})") from error


def run(session: InferenceSession, window: Window) -> NDArray[np.float32]:
    """The rows of scores of one window, [T, size].

    One window a call: nothing is padded, and no text's scores depend on what else is in a batch.
    """
    (rows,) = session.run(None, {"pieces": window.pieces, "features": window.features, "first": window.first})
    found: NDArray[np.float32] = rows
    return found


class Encoder(Component):
    """Sets `doc.tensor` to the scores of all heads, [tokens, size]; notes the windows as spans of tokens."""

    def __init__(self, vocab: Vocab, name: str, *, threads: int = 1) -> None:
        super().__init__(vocab, name)
        self.threads = threads
        self._weights = b""
        self._vocabulary: list[str] = []
        self._session: InferenceSession | None = None
        self._wordpiece: WordPiece | None = None

    def annotate(self, doc: Doc) -> None:
        """Set the scores of one doc."""
        words = words_of(doc)
        size = self.size
        tensor = np.zeros((len(doc), size), dtype=np.float32)
        noted = []
        for window in self.windows(doc, words):
            rows = run(self.session, window)
            if rows.shape != (len(window.first), size):
                raise ModelError(
                    f"the encoder gives {rows.shape[1]} scores a word where {size} fit; install claimx again"
                )
            tensor[words[window.start : window.end]] = rows
            noted.append([int(words[window.start]), int(words[window.end - 1]) + 1])
        doc.tensor = tensor  # type: ignore[assignment]
        notes.notes(doc)["windows"] = noted

    @property
    def size(self) -> int:
        """Scores in a row."""
        return max((place.stop for place in self.places.values()), default=0)

    @property
    def session(self) -> InferenceSession:
        """The session, opened at first use and anew in each process."""
        if self._session is None:
            self._session = open_session(self._weights, threads=self.threads)
        return self._session

    def load(self, weights: bytes, vocabulary: Sequence[str]) -> None:
        """Take the bytes of an ONNX file and the pieces of its vocabulary."""
        self._weights, self._vocabulary = weights, list(vocabulary)
        self._session = self._wordpiece = None

    def windows(self, doc: Doc, words: NDArray[np.intp]) -> list[Window]:
        """The windows of a doc with the given words, in order."""
        if self._wordpiece is None:
            self._wordpiece = WordPiece(self._vocabulary)
        tokens = [doc[word] for word in words.tolist()]
        starts = [token.idx for token in tokens]
        walls = notes.walls_of(doc)
        return windows(
            [token.text for token in tokens],
            opens(doc, words).tolist(),
            mark_states(notes.quotations_of(doc), starts),
            self._wordpiece,
            walls=[start in walls for start in starts],
        )

    def __getstate__(self) -> dict[str, Any]:
        return self.__dict__ | {"_session": None}

    def to_bytes(self, **options: object) -> bytes:
        """The heads' places, the weights and the vocabulary."""
        data: bytes = srsly.msgpack_dumps((super().to_bytes(**options), self._weights, self._vocabulary))
        return data

    def from_bytes(self, data: bytes, **options: object) -> Encoder:
        """The encoder with the data of `to_bytes`."""
        heads, weights, vocabulary = srsly.msgpack_loads(data)
        super().from_bytes(heads, **options)
        self.load(weights, vocabulary)
        return self

    def to_disk(self, path: Path, **options: object) -> None:
        """Write the heads' places, the weights and the vocabulary into a folder."""
        super().to_disk(path, **options)
        (Path(path) / WEIGHTS).write_bytes(self._weights)
        (Path(path) / VOCABULARY).write_text("\n".join(self._vocabulary) + "\n", encoding="utf-8")

    def from_disk(self, path: Path, **options: object) -> Encoder:
        """The encoder of a folder that `to_disk` wrote."""
        super().from_disk(path, **options)
        vocabulary = (Path(path) / VOCABULARY).read_text(encoding="utf-8").splitlines()
        self.load((Path(path) / WEIGHTS).read_bytes(), vocabulary)
        return self
