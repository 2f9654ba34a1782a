"""How well the tree and the tags are found, on the gold's own tokens; and sentence starts, on raw text.

Every token counts, punctuation too. Labels are compared whole, with their subtype (`nmod:poss` is not `nmod`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.evaluation.counts import Counts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from claimx.evaluation.records import SyntaxToken


def _head(gold: SyntaxToken, found: SyntaxToken) -> bool:
    return gold.head == found.head


def _label(gold: SyntaxToken, found: SyntaxToken) -> bool:
    return gold.head == found.head and gold.dep.lower() == found.dep.lower()


def _pos(gold: SyntaxToken, found: SyntaxToken) -> bool:
    return gold.pos == found.pos


def _tag(gold: SyntaxToken, found: SyntaxToken) -> bool:
    return gold.tag == found.tag


def _morph(gold: SyntaxToken, found: SyntaxToken) -> bool:
    return _features(gold.morph) == _features(found.morph)


def _lemma(gold: SyntaxToken, found: SyntaxToken) -> bool:
    return gold.lemma == found.lemma


MEASURES: dict[str, Callable[[SyntaxToken, SyntaxToken], bool]] = {
    "las": _label,
    "uas": _head,
    "upos": _pos,
    "xpos": _tag,
    "morph": _morph,
    "lemma": _lemma,
}
"""What is compared of a pair of tokens, by the name of the figure."""


def token_counts(gold: Sequence[SyntaxToken], found: Sequence[SyntaxToken], measure: str) -> Counts:
    """Counts of the tokens that are right by one measure of `MEASURES`; an accuracy."""
    same = MEASURES[measure]
    right = sum(same(one, other) for one, other in zip(gold, found, strict=True))
    return Counts(right, len(gold), len(gold))


def sentence_counts(gold: Sequence[SyntaxToken], starts: Sequence[int]) -> Counts:
    """Counts of the sentence starts found, as offsets into the raw text; the first of a text counts too."""
    wanted, found = {token.start for token in gold if token.starts_sentence}, set(starts)
    return Counts(len(wanted & found), len(found), len(wanted))


def _features(morph: str) -> frozenset[str]:
    """The features, in whatever order they stand."""
    return frozenset(morph.split("|")) - {"", "_"}
