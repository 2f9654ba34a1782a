"""Capitals and seats that stand for their government: "Islamabad said", but not "officials in Islamabad said"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.knowledge.actors import candidates
from claimx.knowledge.countries import place, prepositions
from claimx.knowledge.spelling import plain, readings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.annotation import Annotation
    from claimx.claims.entities.identities import Sighting

_SEATED = frozenset({"PLACE", "ORG", "FACILITY"})


def standing_for_governments(annotation: Annotation, sightings: Sequence[Sighting]) -> frozenset[int]:
    """The mentions of capitals and seats that speak or deal as the government: "Islamabad said".

    The place must head a source, be the subject, agent or owner of a cue, or be one of two that something is between;
    after a locative preposition ("in Islamabad") it is a place.
    """
    seats = [seen for seen in sightings if seen.label in _SEATED and _is_seat(seen.text, seen.label)]
    if not seats:
        return frozenset()
    tokens = annotation.tokens
    cases: dict[int, list[str]] = {}
    joined: set[int] = set()
    for at, token in enumerate(tokens):
        if token.dep == "case":
            cases.setdefault(token.head, []).append(prepositions().get(token.text.casefold(), ""))
        elif token.dep == "conj":
            joined.add(token.head)
            joined.add(at)
    cue = {at for attribution in annotation.attributions if attribution.cue for at in range(*attribution.cue)}
    sources = [attribution.source for attribution in annotation.attributions if attribution.source]
    heading = {at for start, end in sources for at in range(start, end) if not start <= tokens[at].head < end}
    heading |= {at for start, end in sources for at in range(start, end) if tokens[at].head == at}
    whole = {annotation.chars(*source) for source in sources}
    out: set[int] = set()
    for seen in seats:
        mention = annotation.mentions[seen.mention]
        root = _root(annotation, mention.start, mention.end)
        top, steps = root, 0
        while tokens[top].dep == "conj" and steps < 20 and tokens[top].head != top:
            top, steps = tokens[top].head, steps + 1
        kinds = {*cases.get(root, ()), *cases.get(top, ())}
        if "bilateral" in kinds:
            stands = root in joined
        elif "locative" in kinds:
            stands = False
        else:
            dep, governor = tokens[top].dep, tokens[top].head
            acts = dep.startswith(("nsubj", "nmod:poss")) or (dep.startswith("obl") and "agent" in kinds)
            alone = (seen.start, seen.end) in whole or (seen.start - 4, seen.end) in whole
            stands = alone or root in heading or top in heading or (acts and governor in cue)
        if stands:
            out.add(seen.mention)
    return frozenset(out)


def _root(annotation: Annotation, start: int, end: int) -> int:
    """The token of a span whose head lies outside it; the last token where there is none."""
    tokens = annotation.tokens
    return next(
        (at for at in range(start, end) if not start <= tokens[at].head < end or tokens[at].head == at), end - 1
    )


def _is_seat(text: str, label: str) -> bool:
    """Whether the name is that of a capital, or of a house or street where a government sits."""
    if label == "PLACE" and (spot := place(text)):
        return spot.seat
    form = plain([*readings(text)][-1])
    return any(form == plain(seat) for actor in candidates(text)[:1] for seat in actor.seats)
