"""Counts of hits, and precision, recall and F1 over them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable


class Counts(NamedTuple):
    """How many were right, how many predicted, how many there are in the gold.

    An accuracy is counts with as many predicted as in the gold: precision, recall and F1 are then all equal.
    """

    right: int = 0
    predicted: int = 0
    gold: int = 0

    @property
    def precision(self) -> float:
        """The share of the predicted that is right; 0 where nothing is predicted."""
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of the gold that is found; 0 where the gold is empty."""
        return self.right / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall, 0 where both are."""
        return 2 * self.right / (self.predicted + self.gold) if self.right else 0.0


def summed(counts: Iterable[Counts]) -> Counts:
    """The sum over several articles."""
    right = predicted = gold = 0
    for one in counts:
        right += one.right
        predicted += one.predicted
        gold += one.gold
    return Counts(right, predicted, gold)
