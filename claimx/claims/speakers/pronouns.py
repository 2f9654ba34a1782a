"""Whom a pronoun means: the most prominent fitting referent before it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimx.claims.speakers.roles import key, words

if TYPE_CHECKING:
    from claimx.claims.speakers.cast import Cast, Referent

WINDOW = 300
"""So many mentions before a pronoun are looked at."""
REACH = 6
"""How many sentences back an antecedent can stand."""
DECAY = 0.5
"""What the prominence of a mention keeps with every sentence that passes."""


FAINT = 0.1
"""Below this a mention does not bring its referent to mind: an adjective."""
SPOKEN = 0.3
"""A factor for whoever is named in the words that the pronoun's own referent says."""


class Guess(NamedTuple):
    """A referent, how sure it is, and on what ground."""

    referent: Referent
    confidence: float
    why: str


def antecedent(
    cast: Cast,
    pronoun: str,
    token: int,
    *,
    but: frozenset[int] = frozenset(),
    spoken: frozenset[int] = frozenset(),
    only: frozenset[str] = frozenset(),
    medium: bool = False,
) -> Guess | None:
    """The referent of a personal pronoun at the token, or none where nothing before it fits.

    Referents in `but` are left out, those in `spoken` (named in the pronoun's own content) are unlikely;
    `only` keeps the referents with these entity labels, and `medium` keeps media.
    """
    kind = words().pronouns[pronoun]
    here = cast.sentence_of(token)
    scores: dict[int, float] = {}
    last = cast.before(token)
    for place in range(last - 1, max(-1, last - WINDOW), -1):
        sighting = cast.sightings[place]
        distance = here - cast.sentence_of(sighting.token)
        if distance > REACH:
            break
        referent = cast.referents[sighting.referent]
        if (
            sighting.referent in but
            or sighting.weight < FAINT
            or not _fits(referent, kind)
            or (only and referent.label not in only)
        ):
            continue
        if medium and not frozenset(key(word) for word in referent.name.split()) & words().media:
            continue
        weight = sighting.weight * DECAY**distance * (SPOKEN if sighting.referent in spoken else 1.0)
        scores[sighting.referent] = scores.get(sighting.referent, 0.0) + weight
    if not scores:
        return None
    ranked = sorted(scores, key=lambda index: (_bonus(cast.referents[index], kind) * -scores[index], index))
    best = ranked[0]
    total = sum(scores.values())
    share = scores[best] / total if total else 0.0
    name = cast.referents[best].name
    return Guess(
        cast.referents[best], round(0.45 + 0.5 * share, 3), f"'{pronoun}' → {name}, the most prominent before it"
    )


def _fits(referent: Referent, kind: str) -> bool:
    if kind in {"m", "f"}:
        return referent.person and referent.gender in {"", kind}
    if kind == "it":
        return referent.thing
    return referent.several


def _bonus(referent: Referent, kind: str) -> float:
    """A factor for referents that the pronoun fits well."""
    if kind in {"m", "f"}:
        return 1.3 if referent.gender == kind else 1.0
    if kind == "they":
        return 1.0 if referent.plural else 0.5
    return 1.0
