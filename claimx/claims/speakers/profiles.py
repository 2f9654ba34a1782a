"""What a speaker is: its kind, its role, and the country or body that it speaks for."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import TYPE_CHECKING

from claimx.claims.speakers.cast import SPEAKING
from claimx.claims.speakers.names import words_of
from claimx.claims.speakers.roles import key, words
from claimx.knowledge.countries import country_of_demonym

if TYPE_CHECKING:
    from claimx.claims.speakers.cast import Cast, Referent
    from claimx.schema import SpeakerKind


_start = attrgetter("start")
WINDOW = 60
"""So many mentions of a sentence are looked at for a place."""


def kind_of(referent: Referent) -> SpeakerKind:  # noqa: C901, PLR0911 - one line for each kind
    """The kind of speaker that the referent is."""
    known = words()
    terms = frozenset(key(word) for word in referent.name.split())
    if referent.label == "PERSON":
        return "person"
    if referent.label == "COUNTRY" or referent.name.casefold() in known.seats:
        return "government"
    if referent.label in {"GROUP", "PLACE"}:
        return "group" if referent.label == "GROUP" else "government"
    if referent.label == "ORG":
        if terms & known.media:
            return "medium"
        return "government" if terms & known.government else "organization"
    if referent.label:
        return "document" if referent.label == "PRODUCT" else "organization"
    if referent.head in known.documents:
        return "document"
    if referent.head in known.media:
        return "medium"
    if referent.head in known.government and not referent.plural:
        return "government"
    if referent.head in known.institutions and not referent.plural:
        return "organization"
    return "unnamed"


def role_text(cast: Cast, referent: Referent) -> str | None:
    """The role of a person in the words of the article; the longest that the article gives."""
    if referent.label != "PERSON" or not referent.roles:
        return None
    return max((_role_words(cast, role.span) for role in referent.roles), key=len)


def _role_words(cast: Cast, span: tuple[int, int]) -> str:
    """The words of a role; capitals that only a title before a name has are lowered ("President")."""
    known = words()
    tokens = cast.annotation.tokens
    named: set[int] = set()
    for at in range(*span):
        index = cast.reader.starting.get(at)
        if index is not None:
            named.update(range(at, cast.annotation.mentions[index].end))
    loose = [at for at in range(*span) if at not in named and tokens[at].text[:1].isalpha()]
    if not all(_is_plain(key(tokens[at].text)) for at in loose if tokens[at].text[:1].isupper()):
        return words_of(cast, *span)
    low, high = cast.annotation.chars(*span)
    text = cast.annotation.text
    out = [text[low:high][at - low] for at in range(low, high)]
    for at in loose:
        if key(tokens[at].text) in known.role_of or _is_plain(key(tokens[at].text)):
            out[tokens[at].start - low] = out[tokens[at].start - low].lower()
    return " ".join("".join(out).split())


def _is_plain(word: str) -> bool:
    """Whether the word is a title or an adjective of one, and no part of a name."""
    known = words()
    return word in known.role_of or word in known.modifiers or word in known.titles or word == "of"


def represented(cast: Cast, referent: Referent) -> int | None:
    """The entity (an index) that the referent speaks for: its country, or the group or body of its role."""
    if referent.label == "COUNTRY":
        return referent.entity
    if referent.entity is not None and referent.label in {"ORG", "PLACE"}:
        return _standing(cast, referent.entity, None) if kind_of(referent) == "government" else None
    spans = [role.span for role in reversed(referent.roles)] if referent.label == "PERSON" else [referent.span]
    for span in spans:
        bodies = [] if span is None else _bodies(cast, span)
        for entity, token in reversed(bodies):
            found = _standing(cast, entity, token)
            if found is not None:
                return found
    return None


def _bodies(cast: Cast, span: tuple[int, int]) -> list[tuple[int, int]]:
    """The countries, groups and bodies named in a role, each with its token."""
    out: list[tuple[int, int]] = []
    for token in range(*span):
        index = cast.reader.starting.get(token)
        entity = None if index is None else cast.table.by_mention[index]
        if entity is not None and cast.table.entities[entity].label in {"COUNTRY", "GROUP", "ORG"}:
            out.append((entity, token))
    return out


def _standing(cast: Cast, entity: int, token: int | None) -> int | None:
    """The country of an adjective or of a state's body; a group or another body itself."""
    record = cast.table.entities[entity]
    if record.label == "COUNTRY":
        return entity
    if record.label == "GROUP" and country_of_demonym(record.name) is None:
        return entity
    terms = frozenset(key(word) for word in record.name.split())
    official = record.label in {"GROUP", "PLACE"} or terms & words().government
    if record.label == "ORG" and not official:
        return entity
    iso3 = record.iso3 or (None if token is None else _around(cast, token))
    country = next(
        (index for index, other in enumerate(cast.table.entities) if other.label == "COUNTRY" and other.iso3 == iso3),
        None,
    )
    return country if country is not None and iso3 else None if record.label == "PLACE" else entity


def _around(cast: Cast, token: int) -> str | None:
    """The country of a ministry without a country: of a place in its sentence, else of the last country that spoke."""
    sentence = cast.sentence_of(token)
    low = bisect_left(cast.annotation.mentions, cast.sentence_starts[sentence], key=_start)
    for index in range(low, min(low + WINDOW, len(cast.annotation.mentions))):
        mention, entity = cast.annotation.mentions[index], cast.table.by_mention[index]
        if cast.sentence_of(mention.start) != sentence:
            break
        if entity is not None and mention.label == "PLACE":
            iso3 = cast.table.entities[entity].iso3
            if iso3:
                return iso3
    for sighting in reversed(cast.sightings[: cast.before(token)]):
        referent = cast.referents[sighting.referent]
        if referent.label == "COUNTRY" and sighting.weight >= SPEAKING and referent.entity is not None:
            return cast.table.entities[referent.entity].iso3
    return None
