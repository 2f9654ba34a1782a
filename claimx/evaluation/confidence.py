"""Whether a confidence means what it says: of claims given 0.8, eight of ten should be right."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

BINS = 10


class Bin(NamedTuple):
    """The predictions with a confidence from `low` up to `high`: how many, how sure on average, how often right."""

    low: float
    high: float
    members: int
    confidence: float
    accuracy: float


def reliability(pairs: Iterable[tuple[float, bool]], *, bins: int = BINS) -> tuple[Bin, ...]:
    """The table of (confidence, was it right) pairs, in `bins` bins of equal width; empty bins are left out."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in pairs:
        held[min(int(confidence * bins), bins - 1)].append((confidence, right))
    return tuple(
        Bin(
            place / bins,
            (place + 1) / bins,
            len(members),
            sum(confidence for confidence, _ in members) / len(members),
            sum(right for _, right in members) / len(members),
        )
        for place, members in enumerate(held)
        if members
    )


def calibration_error(table: Iterable[Bin]) -> float:
    """The expected calibration error: how far confidence and accuracy lie apart, on average over the predictions."""
    rows = tuple(table)
    total = sum(row.members for row in rows)
    return sum(row.members * abs(row.confidence - row.accuracy) for row in rows) / total if total else 0.0
