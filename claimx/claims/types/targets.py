"""Whom a claim is about and to whom it was told: the target of an accusation or demand, the addressee of a telling."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.claims.types.frames import lemma_of
from claimx.knowledge.cues import load_cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.annotation import Annotation, Token
    from claimx.claims.types.frames import Wording

_AIMED = frozenset({"accusation", "demand", "criticism", "warning"})
_PHRASE = frozenset(
    {"det", "amod", "compound", "flat", "flat:name", "nmod:poss", "nummod", "case", "appos", "goeswith"}
)
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "NUM"})
_NAMING = frozenset({"NOUN", "PROPN", "PRON"})
_LONGEST = 12
"""A party is named in at most so many words."""


def target_of(annotation: Annotation, index: int, wording: Wording, kind: str) -> tuple[int, int] | None:
    """The token span of the party that an accusation accuses or a demand asks, or None where none is named.

    "accused X of Y", "urged X to Y" and "called on X" have it in the content, before "of" or "to"; "said X had lied"
    and "said X must go" as the subject; "allegations against X" behind "against"; "X was accused" at the start.
    """
    if kind not in _AIMED or not wording.content:
        return None
    tokens, content = annotation.tokens, wording.content
    asks = kind in ("demand", "warning")
    against = _after_against(tokens, content)
    if against is not None or wording.kind in ("clause", "quote", "wh"):
        return against or (None if wording.own else _subject_span(tokens, wording))
    if asks and wording.lemmas[0] == "to":
        return addressee_of(annotation, index, wording)
    # "demanded the release of …" says what is wanted, not who is asked.
    return None if asks and wording.kind == "noun" else _phrase(tokens, content[0], content[-1] + 1)


def addressee_of(annotation: Annotation, index: int, wording: Wording) -> tuple[int, int] | None:
    """The token span of those to whom it was told ("told reporters", "in a letter to the board"), or None."""
    attribution, tokens, lexicon = annotation.attributions[index], annotation.tokens, load_cues()
    if attribution.cue is None:
        return None
    taken = set(wording.content) | set(range(*attribution.source)) if attribution.source else set(wording.content)
    telling = lexicon.holds("telling", wording.cue_lemmas) is not None and not wording.passive
    stop = min(len(tokens), attribution.cue[1] + _LONGEST)
    at = attribution.cue[1]
    for i in range(attribution.cue[0], stop):
        if i in taken or tokens[i].text in {".", ";", "?", "!", ":"}:
            if i >= at:
                break
            continue
        preposition = lemma_of(tokens[i]) in lexicon.words["to_whom"] and i > attribution.cue[0]
        if preposition and lexicon.holds("telling_noun", [lemma_of(t) for t in tokens[attribution.cue[0] : i]]):
            return _free(_phrase(tokens, i + 1, stop), taken)
        if preposition and lemma_of(tokens[i]) == "to" and i == at:
            return _free(_phrase(tokens, i + 1, stop), taken)
        if telling and i == at:
            found = _free(_phrase(tokens, i, stop), taken)
            if found is not None:
                return found
    return None


def _free(span: tuple[int, int] | None, taken: set[int]) -> tuple[int, int] | None:
    """The span up to where source or content begin; None if nothing is left."""
    if span is None:
        return None
    start, end = span
    while end > start and any(i in taken for i in range(start, end)):
        end -= 1
    return (start, end) if end > start else None


def _after_against(tokens: Sequence[Token], content: Sequence[int]) -> tuple[int, int] | None:
    """What follows "against" early in a nominal content: "allegations against the mayor"."""
    for i in content[:6]:
        if tokens[i].text.lower() == "against" and i + 1 in content:
            return _phrase(tokens, i + 1, content[-1] + 1)
    return None


def _subject_span(tokens: Sequence[Token], wording: Wording) -> tuple[int, int] | None:
    """The subject of the content as one span; a pronoun without a name ("it", "there") is nobody."""
    subject = [i for i in wording.subject if tokens[i].dep in _PHRASE or not tokens[i].dep or i == wording.subject[-1]]
    head = next((i for i in wording.subject if tokens[i].head == wording.predicate), None)
    if head is not None:
        subject = [i for i in wording.subject if i == head or (tokens[i].dep in _PHRASE and tokens[i].head == head)]
    if not subject or lemma_of(tokens[head if head is not None else subject[-1]]) in load_cues().words["nobody"]:
        return None
    start, end = subject[0], subject[-1] + 1
    return (start, end) if end - start <= _LONGEST else None


def _phrase(tokens: Sequence[Token], start: int, stop: int) -> tuple[int, int] | None:
    """The nominal phrase that begins at `start`, up to a verb, a preposition or a comma; None if there is none."""
    lexicon = load_cues()
    stops, times = lexicon.words["phrase_stop"], lexicon.words["time_word"]
    end, named = start, False
    while end < min(stop, start + _LONGEST):
        token = tokens[end]
        joins = token.text.lower() in ("'s", "’s", "and", "&", "'", "’", "-") and named and end + 1 < stop
        nominal = token.pos in _NOMINAL if token.pos else token.text[:1].isalnum()
        if not joins and (not nominal or lemma_of(token) in stops):
            break
        if lemma_of(token) in times or (named and token.pos == "DET" and lemma_of(tokens[end - 1]) != "and"):
            break
        named = named or token.pos in _NAMING or not token.pos
        end += 1
    while end > start and (tokens[end - 1].text.lower() in ("and", "&", "-") or tokens[end - 1].pos == "DET"):
        end -= 1
    return (start, end) if named and end > start else None
