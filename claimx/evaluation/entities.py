"""How well entities are found: exact spans with their labels, whatever label set the gold uses.

Corpora name their labels differently. `LABELS` maps them to those of the report; where a corpus does not tell
countries from other places (`GPE`), neither do we when we are scored on it.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from claimx.evaluation.counts import Counts
from claimx.schema import ENTITY_LABELS

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimx.evaluation.records import EntitySpan, Pieces

LABELS: dict[str, str] = {
    **{label: label for label in ENTITY_LABELS},
    "GPE": "PLACE",
    "LOC": "PLACE",
    "GPE|LOC": "PLACE",
    "NORP": "GROUP",
    "FAC": "FACILITY",
    "WORK_OF_ART": "PRODUCT",
    "LAW": "PRODUCT",
    "CARDINAL": "NUMBER",
    "ORDINAL": "NUMBER",
}
"""Gold labels → labels of the report. A gold span with another label is passed over, as if it were ignored."""

NAMES = frozenset({"PERSON", "ORG", "GROUP", "PLACE"})
"""The labels of `names`; there, countries count as places."""
MERGED = {"COUNTRY": "PLACE"}


class Scheme(NamedTuple):
    """What a corpus annotates: the labels to be scored, and whether countries are places there."""

    labels: frozenset[str]
    merged: bool

    def of(self, label: str) -> str | None:
        """The label under which a mention is scored; None where it is not."""
        known = LABELS.get(label)
        if known is None:
            return None
        if self.merged:
            known = MERGED.get(known, known)
        return known if known in self.labels else None


OURS = Scheme(frozenset(ENTITY_LABELS), merged=False)
"""The scheme of the report itself."""
OURS_NAMES = Scheme(NAMES, merged=True)


def scheme_of(labels: Iterable[str]) -> Scheme:
    """The scheme of a corpus that uses these gold labels.

    With labels of the report alone, all of them are scored; of a foreign set, those that it uses.
    """
    used = set(labels)
    if used <= set(ENTITY_LABELS):
        return OURS
    return Scheme(frozenset(MERGED.get(LABELS[label], LABELS[label]) for label in used if label in LABELS), merged=True)


def names_of(scheme: Scheme) -> Scheme:
    """The scheme for names alone: persons, organisations, groups, places with countries."""
    return OURS_NAMES if scheme == OURS else Scheme(scheme.labels & NAMES, merged=True)


class EntityHits(NamedTuple):
    """What of one article was found: mentions with the labels under which they are scored."""

    gold: frozenset[EntitySpan]
    predicted: frozenset[EntitySpan]

    def counts(self, label: str | None = None) -> Counts:
        """Counts over all labels, or over one."""
        gold = {one for one in self.gold if label in (None, one.label)}
        predicted = {one for one in self.predicted if label in (None, one.label)}
        return Counts(len(gold & predicted), len(predicted), len(gold))


def hits(
    gold: Sequence[EntitySpan], predicted: Sequence[EntitySpan], scheme: Scheme, *, ignored: Pieces = ()
) -> EntityHits:
    """The mentions to be scored.

    A prediction that touches an ignored stretch, or a gold mention whose label has no counterpart, is right where
    the gold has it and otherwise not counted.
    """
    wanted = frozenset(_scored(gold, scheme))
    aside = [*ignored, *((one.start, one.end) for one in gold if one.label not in LABELS)]
    covered = {at for start, end in aside for at in range(start, end)}
    found = frozenset(
        one
        for one in _scored(predicted, scheme)
        if one in wanted or not any(at in covered for at in range(one.start, one.end))
    )
    return EntityHits(wanted, found)


def confusion(found: Iterable[EntityHits]) -> Counter[tuple[str, str]]:
    """How often a span with one gold label was predicted with another; "-" where it was not found, or not there."""
    table: Counter[tuple[str, str]] = Counter()
    for article in found:
        gold = {(one.start, one.end): one.label for one in article.gold}
        predicted = {(one.start, one.end): one.label for one in article.predicted}
        for span, label in gold.items():
            table[label, predicted.get(span, "-")] += 1
        table.update(("-", label) for span, label in predicted.items() if span not in gold)
    return table


def _scored(mentions: Sequence[EntitySpan], scheme: Scheme) -> Iterable[EntitySpan]:
    for mention in mentions:
        label = scheme.of(mention.label)
        if label is not None:
            yield mention._replace(label=label)
