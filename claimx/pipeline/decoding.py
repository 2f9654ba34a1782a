"""Labels and spans from rows of scores: softmax, and the best sequence of BIO labels that is well formed."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
Flags = NDArray[np.bool_]
Whole = NDArray[np.intp]

IMPOSSIBLE = np.float32(-1e9)


class Found(NamedTuple):
    """A labelled span of words; `label` counts from 0 in the order of the head's labels without O, B- and I-.

    `confidence` is the geometric mean of the probabilities of the span's BIO labels.
    """

    start: int
    end: int
    label: int
    confidence: float


def softmax(scores: Scores) -> Scores:
    """Probabilities along the last axis."""
    shifted = np.exp(scores - scores.max(axis=-1, keepdims=True))
    result: Scores = shifted / shifted.sum(axis=-1, keepdims=True)
    return result


def best_tags(scores: Scores, breaks: Flags) -> Whole:
    """The best well-formed sequence of BIO labels, [T].

    `scores` is [T, 1 + 2 n]: O, then B and I of each label. `breaks[t]` forbids an I at t (a paragraph starts
    there), so that the stretches between breaks do not depend on each other. Where the best label of every word of
    a stretch gives a well-formed sequence that is the answer; the others are decoded by Viterbi's algorithm
    (Forney 1973).
    """
    tags: Whole = scores.argmax(axis=1)
    inside = (tags > 0) & (tags % 2 == 0)
    previous = np.concatenate(([0], tags[:-1]))
    broken = np.flatnonzero(inside & (breaks | ((previous != tags) & (previous != tags - 1))))
    if len(broken):
        edges = sorted({0, *np.flatnonzero(breaks).tolist(), len(tags)})
        for stretch in sorted(set(np.searchsorted(edges, broken, side="right").tolist())):
            start, end = edges[stretch - 1], edges[stretch]
            tags[start:end] = _viterbi(scores[start:end])
    return tags


def _viterbi(scores: Scores) -> Whole:
    """The best well-formed labels of a stretch."""
    size = scores.shape[1]
    inside = np.arange(2, size, 2)
    back = np.zeros(scores.shape, dtype=np.intp)
    total = scores[0].astype(np.float64)
    total[inside] = IMPOSSIBLE
    for t in range(1, len(scores)):
        best = int(total.argmax())
        back[t] = best
        reached = np.full(size, total[best])
        from_begin = total[inside - 1] > total[inside]
        back[t, inside] = np.where(from_begin, inside - 1, inside)
        reached[inside] = np.maximum(total[inside - 1], total[inside])
        total = reached + scores[t]
    tags = np.zeros(len(scores), dtype=np.intp)
    tags[-1] = total.argmax()
    for t in range(len(scores) - 1, 0, -1):
        tags[t - 1] = back[t, tags[t]]
    return tags


def spans(scores: Scores, breaks: Flags) -> list[Found]:
    """The labelled spans of the best well-formed sequence, in order."""
    if not len(scores):
        return []
    tags = best_tags(scores, breaks)
    chosen = np.log(softmax(scores)[np.arange(len(tags)), tags] + 1e-12)
    begins = np.flatnonzero(tags % 2 == 1)
    found = []
    for start in begins.tolist():
        end = start + 1
        while end < len(tags) and tags[end] == tags[start] + 1:
            end += 1
        confidence = float(np.exp(chosen[start:end].mean()))
        found.append(Found(start, end, int(tags[start]) // 2, confidence))
    return found
