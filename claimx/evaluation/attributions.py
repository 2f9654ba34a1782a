"""How well attributions are found: the matching of contents, and exact spans.

A predicted attribution matches one of the gold if their contents have an intersection over union of at least 0.5,
counted in word characters, one to one, best overlap first. It is right as an attribution if their sources also
overlap, or both have none.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from claimx.evaluation.counts import Counts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimx.evaluation.records import Attributed, Pieces

OVERLAP = 0.5
Role = Literal["source", "cue", "content"]
ROLES: tuple[Role, ...] = ("source", "cue", "content")
DIRECTNESS = ("direct", "indirect", "mixed")


class Match(NamedTuple):
    """A gold and a predicted attribution (as indices) with one content, and whether they have one source."""

    gold: int
    predicted: int
    overlap: float
    same_source: bool


def matches(text: str, gold: Sequence[Attributed], predicted: Sequence[Attributed]) -> tuple[Match, ...]:
    """The attributions that have one content, in the order of the gold.

    Of two pairs that overlap equally the later in the gold goes first, then the later of the predicted.
    """
    ours = [_words(text, attribution.content) for attribution in gold]
    theirs = [_words(text, attribution.content) for attribution in predicted]
    pairs = []
    for i, left in enumerate(ours):
        for j, right in enumerate(theirs):
            common = len(left & right)
            if common and common >= OVERLAP * (len(left) + len(right) - common):
                pairs.append((common / (len(left) + len(right) - common), i, j))
    taken_gold: set[int] = set()
    taken_predicted: set[int] = set()
    found = []
    for overlap, i, j in sorted(pairs, reverse=True):
        if i not in taken_gold and j not in taken_predicted:
            taken_gold.add(i)
            taken_predicted.add(j)
            found.append(Match(i, j, overlap, same_source(gold[i], predicted[j])))
    return tuple(sorted(found))


def same_source(one: Attributed, other: Attributed) -> bool:
    """Whether the sources share a character, or neither has one."""
    if not one.source or not other.source:
        return not one.source and not other.source
    return bool(_characters(one.source) & _characters(other.source))


def content_counts(text: str, gold: Sequence[Attributed], predicted: Sequence[Attributed]) -> Counts:
    """Counts of contents found; an attribution without content is not counted on either side."""
    return _counts(text, gold, predicted)[0]


def attribution_counts(text: str, gold: Sequence[Attributed], predicted: Sequence[Attributed]) -> Counts:
    """Counts of attributions found: the content, and the source too."""
    return _counts(text, gold, predicted)[1]


def directness_counts(
    text: str, gold: Sequence[Attributed], predicted: Sequence[Attributed], directness: str
) -> tuple[Counts, Counts]:
    """Counts of contents and of attributions of one directness, among all predicted: only recall has meaning."""
    return _counts(text, [one for one in gold if one.directness == directness], predicted)


def exact_counts(text: str, gold: Sequence[Attributed], predicted: Sequence[Attributed], role: Role) -> Counts:
    """Counts of the pieces of one role that are exactly right, edges trimmed to letters and digits.

    A piece that several attributions share counts once.
    """
    wanted, found = _pieces(text, gold, role), _pieces(text, predicted, role)
    return Counts(len(wanted & found), len(found), len(wanted))


def outer(attributions: Iterable[Attributed]) -> tuple[Attributed, ...]:
    """The attributions that stand in no other's content."""
    return tuple(attribution for attribution in attributions if attribution.outer)


def _counts(text: str, gold: Sequence[Attributed], predicted: Sequence[Attributed]) -> tuple[Counts, Counts]:
    gold = [one for one in gold if one.content]
    predicted = [one for one in predicted if one.content]
    found = matches(text, gold, predicted)
    return (
        Counts(len(found), len(predicted), len(gold)),
        Counts(sum(match.same_source for match in found), len(predicted), len(gold)),
    )


def _pieces(text: str, attributions: Sequence[Attributed], role: Role) -> set[tuple[int, int]]:
    spans = {trimmed(text, *span) for attribution in attributions for span in getattr(attribution, role)}
    return {span for span in spans if span[0] < span[1]}


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The span without what is neither letter nor digit at its edges."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and not text[end - 1].isalnum():
        end -= 1
    return start, end


def _characters(pieces: Pieces) -> set[int]:
    return {at for start, end in pieces for at in range(start, end)}


def _words(text: str, pieces: Pieces) -> set[int]:
    """The offsets of the letters and digits in the pieces."""
    return {at for at in _characters(pieces) if at < len(text) and text[at].isalnum()}
