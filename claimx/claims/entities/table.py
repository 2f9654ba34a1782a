"""The entities of an article: mentions of one thing gathered, named, and given their country and value.

What a mention is a mention of is found in `identities` (things), `namesakes` (persons) and `metonymy` (capitals).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from claimx.claims.entities.identities import VALUES, ArticleNames, Identity, Sighting
from claimx.claims.entities.metonymy import standing_for_governments
from claimx.claims.entities.namesakes import Persons
from claimx.knowledge.actors import candidates
from claimx.knowledge.ambiguity import ambiguity
from claimx.knowledge.countries import country, country_of_demonym, place
from claimx.knowledge.spelling import abbreviation, plain, readings
from claimx.schema import Entity, EntityLabel, EntityMention, Money, Quantity, Time

if TYPE_CHECKING:
    from claimx.annotation import Annotation

UNSURE = 0.8
"""Below this the label of a name gives way to what the rest of the article tells."""
Value = Money | Quantity | Time
ValueOf = Callable[[str, str, int], Value | None]


class Correction(NamedTuple):
    """A label that a closed list corrected: the mention (an index), its label before and after, and why."""

    mention: int
    given: str
    label: EntityLabel
    reason: str


@dataclass(frozen=True, slots=True)
class EntityTable:
    """The entities in order of first mention; `by_mention` gives each mention's index into them, or None."""

    entities: tuple[Entity, ...]
    by_mention: tuple[int | None, ...]
    corrections: tuple[Correction, ...] = ()


@dataclass(slots=True)
class _Thing:
    """An entity in the making."""

    identity: Identity
    sightings: list[Sighting] = field(default_factory=list)


def entities_of(
    annotation: Annotation, *, titles: Mapping[int, str] | None = None, value_of: ValueOf | None = None
) -> EntityTable:
    """The entities that the mentions of an annotation stand for.

    `titles` gives titles of persons by the index of the mention ("President"); without it they are read off the
    words before the name. `value_of` is given the text, label and offset of each amount and time.
    """
    sightings, corrections = _sightings(annotation)
    identities = ArticleNames(annotation.text, sightings).identities()
    persons = Persons(annotation, titles or {})
    things: dict[tuple[str, ...], _Thing] = {}
    for sighting in sightings:
        identity = identities.get(sighting.mention) or persons.identity(sighting)
        thing = things.setdefault(identity.key, _Thing(identity))
        thing.sightings.append(sighting)
        if thing.identity.iso3 is None and identity.iso3:
            thing.identity = thing.identity._replace(iso3=identity.iso3)
    merged = persons.merged()
    standing = standing_for_governments(annotation, sightings)
    gathered: dict[tuple[str, ...], _Thing] = {}
    for known, thing in things.items():
        final = merged.get(known, known)
        if final in gathered:
            gathered[final].sightings.extend(thing.sightings)
        else:
            gathered[final] = thing
    order = sorted(gathered.values(), key=lambda thing: min(seen.mention for seen in thing.sightings))
    by_mention: list[int | None] = [None] * len(annotation.mentions)
    entities: list[Entity] = []
    for number, thing in enumerate(order):
        thing.sightings.sort(key=lambda seen: (seen.start, seen.end, seen.mention))
        for seen in thing.sightings:
            by_mention[seen.mention] = number
        entities.append(_entity(f"e{number + 1}", thing, standing, value_of))
    return EntityTable(tuple(entities), tuple(by_mention), tuple(corrections))


def _entity(known: str, thing: _Thing, standing: frozenset[int], value_of: ValueOf | None) -> Entity:
    first = thing.sightings[0]
    label = Counter(seen.label for seen in thing.sightings).most_common(1)[0][0]
    value = value_of(first.text, label, first.start) if value_of and label in VALUES else None
    name = " ".join(first.text.split()) if label in VALUES else _name(thing)
    mentions = tuple(
        EntityMention(
            start=seen.start,
            end=seen.end,
            text=seen.text,
            stands_for="government" if seen.mention in standing else None,
        )
        for seen in thing.sightings
    )
    return Entity(id=known, label=label, name=name, iso3=thing.identity.iso3, value=value, mentions=mentions)


def _name(thing: _Thing) -> str:
    """The table's name where the article uses or abbreviates it, else the article's fullest form."""
    forms = list(dict.fromkeys(" ".join([*readings(seen.text)][-1].split()) for seen in thing.sightings))
    name = thing.identity.name
    spellings = {plain(form) for seen in thing.sightings for form in readings(" ".join(seen.text.split()))}
    if name and (plain(name) in spellings or any(abbreviation(form) for form in forms)):
        return name
    written = [form for form in forms if not form.isupper()] or forms
    members = thing.sightings[0].label == "GROUP"
    # Of a people or party the noun, "Democrats", before the adjective, "Democratic".
    return max(written, key=lambda form: (len(form.split()), members and form.endswith("s"), len(form)))


def _sightings(annotation: Annotation) -> tuple[list[Sighting], list[Correction]]:
    """The mentions with their characters; labels corrected where a closed list leaves no doubt."""
    seen: list[Sighting] = []
    corrections: list[Correction] = []
    surnames = _surnames(annotation)
    for index, mention in enumerate(annotation.mentions):
        if mention.start >= mention.end:
            continue
        start, end = annotation.chars(mention.start, mention.end)
        text = annotation.text[start:end]
        given: EntityLabel = mention.label  # type: ignore[assignment]
        label, reason = (given, "") if given in VALUES else _corrected(text, given)
        if label == given and text in surnames and mention.confidence < UNSURE and label not in VALUES:
            label, reason = "PERSON", f"'{text}' is the surname of a person whom the article names in full"
        if label != given:
            corrections.append(Correction(index, given, label, reason))
        seen.append(Sighting(index, start, end, text, label))
    return seen, corrections


def _surnames(annotation: Annotation) -> frozenset[str]:
    """The last words of the persons whom the article names by more than one word, unless they name something else."""
    names = (
        annotation.text[slice(*annotation.chars(m.start, m.end))] for m in annotation.mentions if m.label == "PERSON"
    )
    lasts = {words[-1] for name in names if len(words := name.split()) > 1}
    return frozenset(last for last in lasts if not (country(last) or place(last) or candidates(last)))


def _corrected(text: str, label: EntityLabel) -> tuple[EntityLabel, str]:
    """The label that a closed list gives a name, and why; the same label where none is sure."""
    if ambiguity(text):
        return label, ""
    held = country(text)
    spot = place(text)
    actor = next(iter(candidates(text)), None)
    kind, sector = (actor.kind, actor.sector) if actor else (None, None)
    cases: tuple[tuple[object, EntityLabel, str], ...] = (
        (held and held.status != "territory", "COUNTRY", "a country"),
        (not held and label not in {"GROUP", "PERSON"} and country_of_demonym(text), "GROUP", "a people"),
        (sector in {"armed", "party"}, "GROUP", "a group"),
        (kind in {"igo", "institution"} and label in {"PERSON", "COUNTRY", "PRODUCT", "EVENT"}, "ORG", "a body"),
        (not held and label == "COUNTRY" and spot and spot.seat, "PLACE", "a capital"),
    )
    right, what = next(((right, what) for holds, right, what in cases if holds), (label, ""))
    return (label, "") if right == label else (right, f"'{text}' is in the tables as the name of {what}")
