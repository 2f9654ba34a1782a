"""Where sentences start: where the encoder says so, but always at a paragraph's start and never on a closing mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from claimx.pipeline.decoding import Flags, Scores

THRESHOLD = np.float32(0.0)
"""Of the log odds that a sentence starts."""


def sentence_starts(scores: Scores, opens: Flags, held: Flags) -> Flags:
    """For each word whether a sentence starts there.

    `scores` [T] are log odds; `opens` marks words that open a paragraph; `held` marks words that cannot start a
    sentence, as closing quotation marks and brackets: a start found there moves to the next word.
    """
    starts: Flags = (scores > THRESHOLD) | opens
    held = held & ~opens
    free = np.flatnonzero(~held)
    following = np.searchsorted(free, np.flatnonzero(starts & held))
    starts &= ~held
    starts[free[following[following < len(free)]]] = True
    if len(starts):
        starts[0] = True
    return starts
