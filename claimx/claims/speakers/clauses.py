"""What a relative pronoun takes up: the noun phrase before its clause."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.claims.speakers.roles import key, words

if TYPE_CHECKING:
    from claimx.claims.speakers.cast import Cast


OUTSIDE = frozenset({"VERB", "AUX", "PUNCT", "CCONJ", "ADP", "SCONJ"})
"""Tags of words at which a noun phrase begins."""


def relative_head(cast: Cast, token: int) -> int | None:
    """The token that heads the noun phrase which a relative pronoun at the token takes up."""
    tokens = cast.annotation.tokens
    seen = {token}
    here = tokens[token].head
    while here not in seen:
        seen.add(here)
        if tokens[here].dep.startswith("acl"):
            found = tokens[here].head
            return found if found < token else None
        here = tokens[here].head
    before = token - 1
    while before >= 0 and (tokens[before].text in {",", "-", "–", "—"} or tokens[before].text.isspace()):
        before -= 1
    return before if before >= 0 and key(tokens[before].text)[:1].isalpha() else None


def main_subject(cast: Cast, token: int) -> tuple[int, int] | None:
    """The subject, as a token span, of the clause that an adverbial participle belongs to; it must stand before it."""
    tokens = cast.annotation.tokens
    if not tokens[token].dep.startswith("advcl"):
        return None
    verb = tokens[token].head
    floor = cast.sentence_starts[cast.sentence_of(token)]
    for at in range(token - 1, floor - 1, -1):
        if tokens[at].head == verb and tokens[at].dep == "nsubj":
            return phrase_start(cast, at), at + 1
    return None


def person_before(cast: Cast, index: int) -> int | None:
    """The nearest mention of a person before another mention of its sentence."""
    mentions = cast.annotation.mentions
    sentence = cast.sentence_of(mentions[index].start)
    for other in range(index - 1, max(-1, index - 6), -1):
        if cast.sentence_of(mentions[other].start) != sentence:
            break
        if mentions[other].label == "PERSON":
            return other
    return None


def mention_at(cast: Cast, token: int) -> int | None:
    """The mention (an index) that covers the token."""
    for start in range(token, max(-1, token - 8), -1):
        index = cast.reader.starting.get(start)
        if index is not None:
            return index if cast.annotation.mentions[index].end > token else None
    return None


def phrase_start(cast: Cast, head: int) -> int:
    """Where the noun phrase of a head begins: its leftmost child, or back to a determiner."""
    tokens = cast.annotation.tokens
    floor = cast.sentence_starts[cast.sentence_of(head)]
    if tokens[head].dep:
        here = head
        while here - 1 >= floor and tokens[here - 1].pos not in OUTSIDE and _under(cast, here - 1, head):
            here -= 1
        return here
    known = words()
    here = head
    while here - 1 >= floor and head - here < 4:
        before = key(tokens[here - 1].text)
        index = mention_at(cast, here - 1)
        if index is not None:
            return cast.annotation.mentions[index].start
        if before in known.prepositions or not before[:1].isalpha():
            break
        here -= 1
        if before in known.determiners or before in known.quantifiers:
            break
    return here


def _under(cast: Cast, token: int, head: int) -> bool:
    """Whether the token depends on the head, at whatever distance up to eight."""
    tokens = cast.annotation.tokens
    for _ in range(8):
        if tokens[token].head == head:
            return True
        if tokens[token].head == token:
            return False
        token = tokens[token].head
    return False


def person_apposed(cast: Cast, token: int) -> int | None:
    """The last token of the person just before a relative pronoun: "Doe, who", "Doe, a lawyer who"."""
    tokens = cast.annotation.tokens
    floor = cast.sentence_starts[cast.sentence_of(token)]
    here = token - 1
    while here > floor and (tokens[here].text in {",", "-", "–", "—", ")"} or tokens[here].text.isspace()):
        here -= 1
    index = mention_at(cast, here) if here >= floor else None
    if index is not None and cast.annotation.mentions[index].label == "PERSON":
        return here
    for at in range(here, max(floor, here - 12), -1):
        if tokens[at].text == "," and key(tokens[at + 1].text) in words().determiners:
            index = mention_at(cast, at - 1)
            person = index is not None and cast.annotation.mentions[index].label == "PERSON"
            return at - 1 if person else None
        if tokens[at].text in {",", ";", "."}:
            return None
    return None
