"""How well claims are understood: their type, their speaker, and the links among them.

All of it is judged on pairs of a gold and a predicted attribution that have one content (or on given spans).
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from claimx.evaluation.counts import Counts
from claimx.evaluation.records import NO_CLAIM

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from claimx.evaluation.records import Attributed, LinkSpan

_NOT_WORD = re.compile(r"[^\w\s&+]|_")
_POSSESSIVE = re.compile(r"['’]s?(?=\s|$)")
_ARTICLE = re.compile(r"^(?:the|an?) ")

Pair = tuple["Attributed", "Attributed"]
"""A gold attribution and the predicted one that goes with it."""
Confusion = Counter[tuple[str, str]]


def type_right(gold: Attributed, predicted: Attributed) -> bool:
    """Whether the claim type is the gold's, or one that would be right too."""
    return kind_of(predicted) == kind_of(gold) or kind_of(predicted) in gold.also


def kind_of(attribution: Attributed) -> str:
    """The type; `none` where nobody claims anything."""
    return attribution.claim_type or NO_CLAIM


def speaker_right(gold: Attributed, predicted: Attributed) -> bool:
    """Whether the speaker has the gold's name, or one that would be right too, or neither has any."""
    names = {same_name(name) for name in (gold.speaker, *gold.speaker_also)}
    return same_name(predicted.speaker) in names


def same_name(name: str | None) -> str:
    """A form of a name in which case, accents, points, possessives, the article before it do not count."""
    if name is None:
        return ""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c)).casefold()
    bare = _POSSESSIVE.sub("", bare.replace(".", ""))
    return _ARTICLE.sub("", " ".join(_NOT_WORD.sub(" ", bare).split()))


def type_counts(pairs: Sequence[Pair]) -> Counts:
    """Counts of right types; an accuracy."""
    return Counts(sum(type_right(*pair) for pair in pairs), len(pairs), len(pairs))


def claimed(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs in which, by the gold, somebody claims something."""
    return [pair for pair in pairs if kind_of(pair[0]) != NO_CLAIM]


def speaker_counts(pairs: Iterable[Pair]) -> Counts:
    """Counts of right speakers; an accuracy over the pairs in which somebody claims something."""
    kept = claimed(pairs)
    return Counts(sum(speaker_right(*pair) for pair in kept), len(kept), len(kept))


def confusion_of(pairs: Iterable[Pair]) -> Confusion:
    """How often a gold type was predicted as another; a type that would be right too counts as the gold's."""
    return Counter(
        (kind_of(gold), kind_of(gold) if type_right(gold, predicted) else kind_of(predicted))
        for gold, predicted in pairs
    )


def type_f1(table: Confusion) -> dict[str, Counts]:
    """The counts of each type that the gold or the predictions have, by name."""
    kinds = sorted({kind for pair in table for kind in pair})
    return {
        kind: Counts(
            table[kind, kind],
            sum(count for (_, found), count in table.items() if found == kind),
            sum(count for (wanted, _), count in table.items() if wanted == kind),
        )
        for kind in kinds
    }


def macro_f1(table: Confusion) -> float:
    """The mean of the types' F1, over the types that the gold has."""
    scores = [counts.f1 for counts in type_f1(table).values() if counts.gold]
    return sum(scores) / len(scores) if scores else 0.0


def link_counts(
    gold: Sequence[LinkSpan],
    predicted: Sequence[LinkSpan],
    *,
    counterpart: Mapping[int, int] | None = None,
    kind: str | None = None,
) -> Counts:
    """Counts of links, of all kinds or of one; the ends, the direction and the kind have to be right.

    `counterpart` gives the gold attribution of a predicted one; without it they are the same. A link of the gold
    that is not sure need not be found and is not wrong when it is.
    """
    sure = {(link.origin, link.target, link.kind) for link in gold if link.sure and kind in (None, link.kind)}
    unsure = {(link.origin, link.target, link.kind) for link in gold if not link.sure}
    right, other = set(), 0
    for link in dict.fromkeys(predicted):
        if kind not in (None, link.kind):
            continue
        ends = (_moved(link.origin, counterpart), _moved(link.target, counterpart))
        if (*ends, link.kind) in sure:
            right.add((*ends, link.kind))
        elif (*ends, link.kind) not in unsure:
            other += 1
    return Counts(len(right), len(right) + other, len(sure))


def _moved(index: int, counterpart: Mapping[int, int] | None) -> int | None:
    return index if counterpart is None else counterpart.get(index)
