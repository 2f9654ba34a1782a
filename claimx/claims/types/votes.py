"""The features of an attribution over which the log-linear weights vote, and their names in words.

A feature is "kind:value": `r` the type that the cue lexicon gives, `e` its entry, `c` a word of the cue, `cc` the whole
cue, `k` the kind of content, `is` a fact of the frame, `s` a content rule, `n` a cue that the content itself holds ("he
fears …"), `p` its predicate, `d` its modal, `t` its tense, `w` and `b` its words and pairs of words, `m` the words of
its own clause, `o` how it opens, `u` its subject, `f` a word of the source. "&" and "@" join further values.
"""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from claimx.claims.types.frames import content_negated
from claimx.claims.types.needs import SEEN, all_hold, holds
from claimx.knowledge.cues import load_cues

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx.annotation import Annotation
    from claimx.claims.types.needs import Facts
    from claimx.knowledge.cues import Cue

_KINDS = {
    "r": "cue list", "e": "cue", "c": "cue", "cc": "cue", "k": "content", "is": "frame", "s": "content", "w": "content",
    "m": "content", "o": "content opens", "b": "content", "p": "predicate", "f": "source", "n": "content cue",
    "d": "modal", "t": "tense", "u": "subject",
}  # fmt: skip


def features_of(annotation: Annotation, facts: Facts, cue: Cue | None) -> tuple[str, ...]:
    """The features of an attribution whose best cue is `cue`, sorted."""
    return tuple(sorted({*_of_cue(facts, cue), *_of_frame(facts), *_of_content(annotation, facts)}))


def name_of(feature: str) -> str:
    """A feature in words: "w:disaster" is "content 'disaster'"."""
    kind, _, value = feature.partition(":")
    return f"{_KINDS[kind]} '{value.partition('&')[0].partition('@')[0]}'"


def _of_cue(facts: Facts, cue: Cue | None) -> Iterator[str]:
    wording = facts.wording
    rule = f"r:{cue.type or 'none'}" if cue else "r:-"
    yield rule
    yield f"{rule}@{int(cue.precision * 5) if cue else 0}"
    yield f"{rule}&{wording.kind}"
    if cue is not None:
        yield f"e:{cue.text}"
    yield from (f"c:{lemma}" for lemma in wording.cue_lemmas[:8])
    if wording.cue_lemmas:
        yield f"cc:{' '.join(wording.cue_lemmas[:4])}"
    yield from (f"f:{lemma}" for lemma in wording.source_lemmas[-6:])


def _of_frame(facts: Facts) -> Iterator[str]:
    wording = facts.wording
    yield f"k:{wording.kind}"
    seen = {
        "cue negated": wording.cue_negated,
        "passive": wording.passive,
        "quoted": wording.quoted,
        "own": wording.own,
        "charged": facts.charged or facts.accused,
        "accused": facts.accused,
        "asks": facts.asks,
        "no source": not wording.source_lemmas,
        "imperative": facts.imperative,
        "document": facts.document,
        "no cue": not wording.cue_lemmas,
    }
    yield from (f"is:{name}" for name, true in seen.items() if true)
    openness = "open" if holds("open", facts) else "closed"
    for rule in load_cues().contents:
        if all_hold(rule.needs, facts):
            yield f"s:{rule.name}"
            yield f"s:{rule.name}&{openness}"


def _of_content(annotation: Annotation, facts: Facts) -> Iterator[str]:
    wording, lemmas = facts.wording, facts.wording.lemmas
    side = ("own" if wording.own else "other") + (" not" if content_negated(wording) else "")
    yield from (f"w:{lemma}" for lemma in lemmas[:SEEN])
    yield from (f"m:{lemma}" for lemma in wording.main_lemmas[:30])
    yield from (f"b:{a} {b}" for a, b in itertools.pairwise(lemmas))
    if lemmas:
        yield f"o:{' '.join(lemmas[:2])}"
    if wording.subject:
        yield f"u:{_lemma_at(facts, wording.subject[-1])}"
    modal = next((lemma for lemma in wording.main_lemmas if lemma in load_cues().words["modal"]), None)
    if modal:
        yield from (f"d:{modal}", f"d:{modal}&{side}")
    if wording.predicate is None or not lemmas:
        return
    predicate = _lemma_at(facts, wording.predicate)
    yield from (f"p:{predicate}", f"p:{predicate}&{side}")
    tag = annotation.tokens[wording.predicate].tag
    yield f"t:{tag}&{side}"
    inner = inner_cue(facts)
    if inner is not None:
        yield from (f"n:{inner.type}&{side}", f"n:{inner.type}&{side}&{tag}")


def inner_cue(facts: Facts) -> Cue | None:
    """The frameless cue that the content's own predicate is: "he fears" in "said he fears a rigged vote"."""
    wording, lexicon = facts.wording, load_cues()
    if wording.kind not in ("clause", "quote") or wording.predicate not in wording.content:
        return None
    at = wording.content.index(wording.predicate)
    found = [
        cue
        for start in range(max(0, at - 1), at + 1)
        for cue in lexicon.matches(wording.lemmas, start, skip=lexicon.words["auxiliary"])
        if not cue.frame
    ]
    return max(found, key=_length, default=None)


def _length(cue: Cue) -> tuple[int, float]:
    return len(cue.words), cue.precision


def _lemma_at(facts: Facts, token: int) -> str:
    """The lemma of a token of the content."""
    wording = facts.wording
    return wording.lemmas[wording.content.index(token)] if token in wording.content else ""
