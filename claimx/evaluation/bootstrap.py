"""How far a figure would move on other articles of the same sort: intervals by resampling whole articles.

Efron's percentile bootstrap. The seed is fixed: one input, one interval.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RESAMPLES = 1000
LEVEL = 0.95
SEED = 20_250_130

Item = TypeVar("Item")


class Interval(NamedTuple):
    """The bounds between which the figure lies in 95 of 100 resamples."""

    low: float
    high: float


def interval(
    articles: Sequence[Item],
    value: Callable[[Sequence[Item]], float],
    *,
    resamples: int = RESAMPLES,
    seed: int = SEED,
) -> Interval | None:
    """The interval of `value` over the articles; None where there are fewer than two of them."""
    if len(articles) < 2:
        return None
    choose = random.Random(seed)  # noqa: S311  (no secret: the same draws every time are what is wanted)
    values = sorted(value(choose.choices(articles, k=len(articles))) for _ in range(resamples))
    edge = int(resamples * (1 - LEVEL) / 2)
    return Interval(values[edge], values[-1 - edge])
