"""A figure: what was measured, its value, how far it is to be trusted, and the counts behind it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from claimx.evaluation.bootstrap import interval
from claimx.evaluation.counts import Counts, summed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimx.evaluation.bootstrap import Item

Kind = Literal["f1", "recall", "accuracy", "mean", "error"]


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure between 0 and 1; more is better, but for an `error`.

    `low` and `high` bound it in 95 of 100 resamples of the articles; None where there is only one article.
    `counts` is None where the figure is no ratio of counts.
    """

    name: str
    kind: Kind
    value: float
    low: float | None = None
    high: float | None = None
    counts: Counts | None = None

    def as_data(self) -> dict[str, object]:
        """The figure for JSON, rounded to five places."""
        data: dict[str, object] = {"kind": self.kind, "value": _rounded(self.value)}
        if self.low is not None and self.high is not None:
            data |= {"low": _rounded(self.low), "high": _rounded(self.high)}
        if self.counts is not None:
            counts = self.counts
            if self.kind == "f1":
                data |= {"precision": _rounded(counts.precision), "recall": _rounded(counts.recall)}
            data |= {"right": counts.right, "predicted": counts.predicted, "gold": counts.gold}
        return data


def counted(name: str, kind: Kind, articles: Sequence[Counts], *, resample: bool = True) -> Figure:
    """The figure over the counts of each article: their F1, or their recall (which an accuracy is as well)."""

    def value(counts: Sequence[Counts]) -> float:
        total = summed(counts)
        return total.f1 if kind == "f1" else total.recall

    low, high = _bounds(articles, value) if resample else (None, None)
    return Figure(name, kind, value(articles), low, high, summed(articles))


def computed(name: str, kind: Kind, articles: Sequence[Item], value: Callable[[Sequence[Item]], float]) -> Figure:
    """The figure that `value` computes from what each article gives."""
    return Figure(name, kind, value(articles), *_bounds(articles, value))


def _bounds(
    articles: Sequence[Item], value: Callable[[Sequence[Item]], float]
) -> tuple[float, float] | tuple[None, None]:
    return interval(articles, value) or (None, None)


def _rounded(value: float) -> float:
    return round(value, 5)
