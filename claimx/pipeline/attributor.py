"""The component that notes attributions, and empties the encoder's scores after use."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from claimx.pipeline import notes
from claimx.pipeline.attribution import find_attributions
from claimx.pipeline.component import Component, opens, rows_of, words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from spacy.tokens import Doc

    from claimx.annotation import Attribution


class Attributor(Component):
    """Notes who says what, as spans of tokens, window by window."""

    def annotate(self, doc: Doc) -> None:
        """Note the attributions."""
        words = words_of(doc)
        breaks = opens(doc, words)
        found: list[Attribution] = []
        for start, end in notes.windows_of(doc):
            low, high = np.searchsorted(words, (start, end)).tolist()
            part = words[low:high]
            inside = find_attributions(rows_of(doc, part), self.places, breaks[low:high])
            found.extend(_moved(attribution, part, len(found)) for attribution in inside)
        notes.set_attributions(doc, found)
        doc.tensor = np.zeros((0,), dtype=np.float32)


def _moved(attribution: Attribution, words: NDArray[np.intp], before: int) -> Attribution:
    """The attribution with its spans over tokens of the doc and its parent counted over the whole doc."""

    def moved(span: tuple[int, int]) -> tuple[int, int]:
        return int(words[span[0]]), int(words[span[1] - 1]) + 1

    return replace(
        attribution,
        source=None if attribution.source is None else moved(attribution.source),
        cue=None if attribution.cue is None else moved(attribution.cue),
        content=tuple(moved(piece) for piece in attribution.content),
        parent=None if attribution.parent is None else attribution.parent + before,
    )
