"""The component that notes attributions, and empties the encoder's scores after use."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
from spacy.attrs import IS_PUNCT

from claimx.pipeline import notes
from claimx.pipeline.attribution import Leanings, find_attributions, type_scores
from claimx.pipeline.component import Component, opens, rows_of, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray
    from spacy.tokens import Doc, Token
    from spacy.vocab import Vocab

    from claimx.annotation import Attribution


class Attributor(Component):
    """Notes who says what, as spans of tokens, window by window.

    `calibration` holds the slope and the intercept that turn the log of the spans' joint probability into the log
    odds that the attribution is right (Platt 1999); what is less sure than `threshold` is left out. The recipe fits
    all of them on development data.
    """

    def __init__(
        self, vocab: Vocab, name: str, *, leanings: Leanings, calibration: Sequence[float], threshold: float
    ) -> None:
        super().__init__(vocab, name)
        self.leanings = leanings
        self.calibration = calibration
        self.threshold = threshold

    def annotate(self, doc: Doc) -> None:
        """Note the attributions."""
        words = words_of(doc)
        breaks = opens(doc, words)
        marks = doc.to_array([IS_PUNCT])[words] == 1
        found: list[Attribution] = []
        for start, end in notes.windows_of(doc):
            low, high = np.searchsorted(words, (start, end)).tolist()
            part = words[low:high]
            inside = find_attributions(
                rows_of(doc, part), self.places, breaks[low:high], marks[low:high], leanings=self.leanings
            )
            before = len(found)
            found.extend(
                replace(
                    _trimmed(doc, _moved(attribution, part, before)), confidence=self.calibrated(attribution.confidence)
                )
                for attribution in inside
            )
        notes.set_attributions(doc, surer(found, self.threshold))
        doc.tensor = np.zeros((0,), dtype=np.float32)

    def typed(self, doc: Doc, attributions: Iterable[Attribution]) -> Iterator[Attribution]:
        """The attributions, found elsewhere, with the type head's scores; `doc` must still have the encoder's."""
        kinds = np.asarray(doc.tensor, dtype=np.float32)[:, self.places["type"]].reshape(len(doc), 2, -1)
        for attribution in attributions:
            cue = [] if attribution.cue is None else [attribution.cue]
            words = (
                np.concatenate([np.arange(0), *(np.arange(*s) for s in part)]) for part in (cue, attribution.content)
            )
            yield replace(attribution, type_scores=type_scores(kinds, *words))

    def calibrated(self, joint: float) -> float:
        """The probability that an attribution is right, given the joint probability of its spans and links."""
        slope, intercept = self.calibration
        return 1.0 / (1.0 + math.exp(-(slope * math.log(max(joint, 1e-9)) + intercept)))


def surer(found: Sequence[Attribution], threshold: float) -> list[Attribution]:
    """The attributions that are at least so sure; one whose parent goes stays, without it."""
    kept = [number for number, attribution in enumerate(found) if attribution.confidence >= threshold]
    place = {number: here for here, number in enumerate(kept)}
    return [
        attribution if attribution.parent is None else replace(attribution, parent=place.get(attribution.parent))
        for attribution in (found[number] for number in kept)
    ]


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


def _trimmed(doc: Doc, attribution: Attribution) -> Attribution:
    """The attribution without commas, colons and dashes at the edges of its source and cue."""

    def trimmed(span: tuple[int, int] | None) -> tuple[int, int] | None:
        if span is None:
            return None
        start, end = span
        while start < end - 1 and _is_pause(doc[start]):
            start += 1
        while start < end - 1 and _is_pause(doc[end - 1]):
            end -= 1
        return start, end

    return replace(attribution, source=trimmed(attribution.source), cue=trimmed(attribution.cue))


def _is_pause(token: Token) -> bool:
    return bool(token.is_punct and not token.is_bracket and not token.is_quote)
