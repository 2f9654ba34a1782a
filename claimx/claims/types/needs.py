"""What a frame or a content rule may ask of an attribution: the vocabulary of the `frame` and `needs` fields.

A need is a name ("clause", "own", "negated"), or a place and a word list ("any:charge", "src:document"); "!" before
it turns it round.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimx.claims.types.frames import Wording, content_negated, lemma_of, wording_of
from claimx.knowledge.cues import load_cues

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimx.annotation import Annotation

SEEN = 80
"""How many words of a content are looked at: the main point stands near its start."""
_NEAR = 40
"""How many words before an attribution may name the charge that it answers."""


class Facts(NamedTuple):
    """What needs are tested against: the wording, and what the rest of the sentence and article tell of it.

    `charged` tells that the sentences before speak of a charge, `accused` that the article's charges name the speaker.
    """

    wording: Wording
    charged: bool
    accused: bool
    asks: bool
    imperative: bool
    past: bool
    document: bool


def facts_of(annotation: Annotation, index: int, accused: frozenset[str]) -> Facts:
    """The wording of an attribution and what of the article around it the rules ask for."""
    tokens, lexicon = annotation.tokens, load_cues()
    wording = wording_of(annotation, index)
    start = min(wording.cue[:1] + wording.content[:1] + (len(tokens),))
    before = [lemma_of(tokens[i]) for i in range(max(0, start - _NEAR), start)]
    first = wording.predicate
    last = wording.content[-1] if wording.content else None
    ends = () if last is None else tokens[last : last + 1 + wording.quoted]
    return Facts(
        wording=wording,
        charged=lexicon.holds("charge_strict", before) is not None,
        accused=bool(accused.intersection(wording.source_lemmas)),
        asks=any(token.text == "?" for token in ends),
        imperative=(
            wording.quoted
            and not wording.subject
            and first in wording.content[:3]
            and first is not None
            and tokens[first].tag == "VB"
        ),
        past=any(tokens[i].tag == "VBD" for i in wording.main) or "never" in wording.main_lemmas,
        document=lexicon.holds("document", wording.source_lemmas) is not None,
    )


def holds(need: str, facts: Facts) -> bool:
    """Whether one need of a frame or rule holds."""
    if need.startswith("!"):
        return not holds(need[1:], facts)
    name, _, words = need.partition(":")
    return word_for(need, facts) is not None if words else NEEDS[name](facts)


def all_hold(needs: tuple[str, ...], facts: Facts) -> bool:
    """Whether all needs of a frame or rule hold."""
    return all(holds(need, facts) for need in needs)


def word_for(need: str, facts: Facts) -> str | None:
    """The word that meets a need like "head:charge", or None."""
    name, _, words = need.partition(":")
    return load_cues().holds(words, PLACES[name](facts.wording))


def _content(wording: Wording) -> tuple[str, ...]:
    return wording.lemmas[:SEEN]


def _main(wording: Wording) -> tuple[str, ...]:
    return wording.main_lemmas[:SEEN]


def _head(wording: Wording) -> tuple[str, ...]:
    """What may be the head of a nominal content: its first words up to a preposition or a relative clause."""
    stops = load_cues().words["phrase_end"]
    for at, lemma in enumerate(wording.lemmas[:9]):
        if at and lemma in stops:
            return wording.lemmas[:at]
    return wording.lemmas[:9]


def _source(wording: Wording) -> tuple[str, ...]:
    return wording.source_lemmas


def _cue_words(wording: Wording) -> tuple[str, ...]:
    return wording.cue_lemmas


def _predicate(wording: Wording) -> tuple[str, ...]:
    """The predicate of the content and what stands next to it ("not true", "covered up")."""
    if wording.predicate not in wording.main:
        return ()
    at = wording.main.index(wording.predicate)
    return wording.main_lemmas[max(0, at - 1) : at + 2]


def _copular(wording: Wording) -> tuple[str, ...]:
    """What the content says that its subject is: "a disaster" of "the plan was a disaster"."""
    if wording.predicate not in wording.main or "be" not in wording.main_lemmas:
        return ()
    at = wording.main.index(wording.predicate)
    # With no tree the predicate is the copula itself.
    if wording.main_lemmas[at] == "be":
        return wording.main_lemmas[at + 1 : at + 4]
    return wording.main_lemmas[at : at + 1]


PLACES: dict[str, Callable[[Wording], tuple[str, ...]]] = {
    "any": _content,
    "main": _main,
    "head": _head,
    "src": _source,
    "cue": _cue_words,
    "pred": _predicate,
    "is": _copular,
}


def _is_clause(facts: Facts) -> bool:
    return facts.wording.kind in ("clause", "quote")


def _is_kind(kind: str) -> Callable[[Facts], bool]:
    def is_kind(facts: Facts) -> bool:
        return facts.wording.kind == kind

    return is_kind


def _is_plain(facts: Facts) -> bool:
    return not facts.wording.cue_negated


def _is_own(facts: Facts) -> bool:
    return facts.wording.own


def _is_other(facts: Facts) -> bool:
    return not facts.wording.own and facts.wording.kind != "none"


def _is_negated(facts: Facts) -> bool:
    return facts.wording.kind != "noun" and content_negated(facts.wording)


def _is_passive(facts: Facts) -> bool:
    return facts.wording.passive


def _is_charged(facts: Facts) -> bool:
    return facts.charged


def _is_accused(facts: Facts) -> bool:
    return facts.accused


def _is_past(facts: Facts) -> bool:
    """Whether the content's own clause tells of the past: "did not", "had never", "was not"."""
    return facts.past


def _asks(facts: Facts) -> bool:
    return facts.asks


def _is_imperative(facts: Facts) -> bool:
    return facts.imperative


def _is_open(facts: Facts) -> bool:
    """Whether the cue leaves it open what the speaker does: a verb of saying, or no cue."""
    cue = facts.wording.cue_lemmas
    return not cue or load_cues().holds("say_cue", cue) is not None


def _should(facts: Facts) -> bool:
    """Whether the content asks for something: a duty, or a bare subjunctive ("that he resign")."""
    return _is_clause(facts) and load_cues().holds("duty", facts.wording.main_lemmas) is not None


NEEDS: dict[str, Callable[[Facts], bool]] = {
    "clause": _is_clause,
    "quote": _is_kind("quote"),
    "to": _is_kind("to"),
    "wh": _is_kind("wh"),
    "noun": _is_kind("noun"),
    "none": _is_kind("none"),
    "plain": _is_plain,
    "own": _is_own,
    "other": _is_other,
    "negated": _is_negated,
    "passive": _is_passive,
    "ctx": _is_charged,
    "accused": _is_accused,
    "past": _is_past,
    "asks": _asks,
    "imperative": _is_imperative,
    "open": _is_open,
    "should": _should,
}
"""What a frame or a content rule may ask for, beside `any: main: head: src: cue:` with a word list."""
