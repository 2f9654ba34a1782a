"""Who and what an article speaks of: the referents that a source phrase, a role or a pronoun can mean."""

from __future__ import annotations

from bisect import bisect_right, insort
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from claimx.claims.speakers.roles import gender_of, is_possessive, key, words
from claimx.claims.speakers.units import NAMES

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimx.annotation import Annotation, Mention, Token
    from claimx.claims.entities.table import EntityTable
    from claimx.claims.speakers.phrases import Reader


FIRST, LATER = 1.0, 0.8
"""The prominence of the first name of a sentence, and of the others."""
SPEAKING = 1.0
"""The prominence that being a source adds."""
OWNING, ADJECTIVAL, QUOTED = 0.6, 0.02, 0.4
"""Factors for a name in a possessive, before a noun that it describes, and inside quotation marks."""


class Role(NamedTuple):
    """A role that the text gives a person: its words, its class, the countries and bodies named in it."""

    span: tuple[int, int]
    heads: frozenset[str]
    terms: frozenset[str]
    bodies: frozenset[str]


class Sighting(NamedTuple):
    """A place where a referent is mentioned; `weight` says how prominent the place is."""

    token: int
    referent: int
    weight: float


@dataclass(slots=True)
class Referent:
    """Somebody or something that can speak: an entity, or what a description describes."""

    index: int
    name: str
    label: str = ""
    entity: int | None = None
    head: str = ""
    gender: str = ""
    plural: bool = False
    members: tuple[int, ...] = ()
    roles: list[Role] = field(default_factory=list)
    bodies: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    span: tuple[int, int] | None = None

    @property
    def person(self) -> bool:
        """Whether one human being is meant."""
        if self.label == "PERSON":
            return True
        return not self.label and not self.plural and self.head in words().role_of

    @property
    def thing(self) -> bool:
        """Whether "it" can mean the referent."""
        return self.label in {"COUNTRY", "ORG", "GROUP", "PLACE", "FACILITY", "PRODUCT", "EVENT"} or (
            not self.label and not self.person and not self.plural
        )

    @property
    def several(self) -> bool:
        """Whether "they" can mean the referent."""
        return self.plural or self.label in {"GROUP", "ORG", "COUNTRY"}


class Cast:
    """The referents of one article and where they are mentioned, in text order."""

    def __init__(
        self, annotation: Annotation, table: EntityTable, reader: Reader, *, told: Callable[[int], bool]
    ) -> None:
        self.annotation = annotation
        self.table = table
        self.reader = reader
        self.told = told
        self.sentence_starts = [start for start, _ in annotation.sentences]
        self.referents: list[Referent] = []
        self.sightings: list[Sighting] = []
        self.of_entity: dict[int, int] = {}
        self._quotes = sorted(
            piece for quotation in annotation.quotations if quotation.kind == "speech" for piece in quotation.pieces
        )
        self._seen: dict[int, list[int]] = {}
        self._described: dict[str, int] = {}
        self._by_head: dict[str, list[int]] = {}
        self._meet()

    def sentence_of(self, token: int) -> int:
        """The index of the sentence that holds the token."""
        return max(0, bisect_right(self.sentence_starts, token) - 1)

    def _meet(self) -> None:
        """Take up every named entity, its gender and its roles."""
        opened: set[int] = set()
        for index, mention in enumerate(self.annotation.mentions):
            entity = self.table.by_mention[index]
            if entity is None or mention.label not in NAMES:
                continue
            referent = self.named(entity)
            if mention.label == "ORG":
                self._qualify(referent, mention)
            sentence = self.sentence_of(mention.start)
            weight = FIRST if sentence not in opened else LATER
            opened.add(sentence)
            weight *= self._dimming(mention)
            # An agency that signs the article, or sells it at the foot, is not who "the agency" is.
            if self.told(self.annotation.tokens[mention.start].start):
                self._note(Sighting(mention.start, referent.index, weight))
            if mention.label == "PERSON":
                self._introduce(referent, index)
                self._campaign(mention)

    def _qualify(self, referent: Referent, mention: Mention) -> None:
        """Put the country before a ministry and its like, where the text has it there."""
        known = words()
        official = referent.head in known.government or (referent.head in known.institutions - known.media)
        if not official or referent.entity is None or referent.name != self._fullest(referent.entity):
            return
        owned = mention.start > 1 and is_possessive(self.annotation.tokens[mention.start - 1].text)
        before = self.reader.mention_ending(mention.start - 1 if owned else mention.start) if mention.start else None
        if before is not None and before[1] == ("COUNTRY" if owned else "GROUP"):
            low, high = self.annotation.chars(before[0], mention.end)
            referent.name = " ".join(self.annotation.text[low:high].split())

    def _campaign(self, mention: Mention) -> None:
        """Take up "the Doe campaign" where it is named, so that "the campaign" can mean it."""
        tokens = self.annotation.tokens
        at = mention.end
        if at < len(tokens) and is_possessive(tokens[at].text):
            at += 1
        if at < len(tokens) and key(tokens[at].text) in {"campaign", "administration"}:
            head = key(tokens[at].text)
            name = f"{tokens[mention.end - 1].text} {head}"
            self._note(Sighting(at, self.described(name, head=head, plural=False).index, LATER))

    def _dimming(self, mention: Mention) -> float:
        """How much a place lowers prominence: possessives, adjectives, the inside of a quotation."""
        tokens = self.annotation.tokens
        factor = QUOTED if self.quoted(mention.start) else 1.0
        if mention.end < len(tokens):
            follower = tokens[mention.end]
            if is_possessive(follower.text):
                factor *= OWNING
            elif mention.label in {"GROUP", "COUNTRY", "PLACE"} and self._modifies(mention, follower):
                factor *= ADJECTIVAL
        return factor

    def _modifies(self, mention: Mention, follower: Token) -> bool:
        if follower.pos:
            return follower.pos in {"NOUN", "PROPN", "ADJ"}
        name = self.annotation.tokens[mention.end - 1].text
        return mention.label == "GROUP" and not name.endswith("s") and follower.text[:1].isalpha()

    def quoted(self, token: int) -> bool:
        """Whether the token stands inside speech in quotation marks."""
        at = self.annotation.tokens[token].start
        place = bisect_right(self._quotes, (at, len(self.annotation.text))) - 1
        return place >= 0 and at < self._quotes[place][1]

    def _introduce(self, referent: Referent, mention: int) -> None:
        """Learn gender and role from the words beside a mention of a person."""
        tokens = self.annotation.tokens
        start = self.annotation.mentions[mention].start
        honorific = words().honorifics.get(key(tokens[start - 1].text)) if start else None
        if honorific:
            referent.gender = honorific
        role = self.reader.role_beside(mention)
        if role is not None:
            self.give_role(referent, role)

    def give_role(self, referent: Referent, span: tuple[int, int]) -> None:
        """Note that the words of the span are a role of the referent."""
        role = self.role(span)
        if role.heads and role.terms not in {held.terms for held in referent.roles}:
            referent.roles.append(role)
            if not referent.gender:
                referent.gender = next((gender for word in role.heads if (gender := gender_of(word))), "")

    def role(self, span: tuple[int, int]) -> Role:
        """The reading of a role phrase."""
        tokens = self.annotation.tokens
        terms = frozenset(key(tokens[at].text) for at in range(*span) if tokens[at].text[:1].isalnum())
        return Role(span, frozenset(term for term in terms if term in words().role_of), terms, self.bodies_in(span))

    def bodies_in(self, span: tuple[int, int]) -> frozenset[str]:
        """The countries (by code) and named bodies (by name) within a token span."""
        out: set[str] = set()
        for at in range(*span):
            index = self.reader.starting.get(at)
            entity = None if index is None else self.table.by_mention[index]
            if entity is not None:
                record = self.table.entities[entity]
                if record.label in NAMES:
                    out.add(record.iso3 or record.name.casefold())
        return frozenset(out)

    def named(self, entity: int) -> Referent:
        """The referent of an entity of the report."""
        held = self.of_entity.get(entity)
        if held is not None:
            return self.referents[held]
        record = self.table.entities[entity]
        longer = self._longer(entity)
        if longer is not None:
            self.of_entity[entity] = self.named(longer).index
            return self.named(longer)
        name = self._fullest(entity) or " ".join(record.mentions[0].text.split())
        parts = name.split() or [name]
        gender = gender_of(parts[0]) if record.label == "PERSON" and len(parts) > 1 else ""
        plural = record.label == "GROUP" and record.name.casefold().endswith("s")
        referent = Referent(len(self.referents), name, record.label, entity, key(parts[-1]), gender, plural)
        self.referents.append(referent)
        self.of_entity[entity] = referent.index
        self._by_head.setdefault(words().synonyms.get(referent.head, referent.head), []).append(referent.index)
        return referent

    def _longer(self, entity: int) -> int | None:
        """The one body whose name ends in this single word: "the Times" is "The Capital Times" of the article."""
        record = self.table.entities[entity]
        if record.label != "ORG" or " " in record.name or record.name.casefold() not in words().media:
            return None
        end = f" {record.name}"
        found = [
            at for at, other in enumerate(self.table.entities) if other.label == "ORG" and other.name.endswith(end)
        ]
        return found[0] if len(found) == 1 else None

    def _fullest(self, entity: int) -> str:
        """The longest name that the article itself has for a body or country, without a generic noun behind it."""
        record = self.table.entities[entity]
        if record.label not in {"ORG", "COUNTRY"}:
            return record.name
        names = [" ".join(mention.text.split()) for mention in record.mentions if mention.stands_for is None]
        best = max(names, key=len, default=record.name).split()
        while len(best) > 1 and best[-1] in words().labels:
            best.pop()
        return " ".join(best)

    def described(
        self, name: str, *, head: str, plural: bool, span: tuple[int, int] | None = None, label: str = ""
    ) -> Referent:
        """The referent of a description, made at its first use."""
        folded = name.casefold()
        held = self._described.get(folded)
        if held is not None:
            return self.referents[held]
        referent = Referent(len(self.referents), name, label=label, head=head, plural=plural, span=span)
        if span is not None:
            referent.bodies = self.bodies_in(span)
            tokens = self.annotation.tokens
            referent.terms = frozenset(key(tokens[at].text) for at in range(*span))
        if not plural:
            referent.gender = gender_of(head)
        self.referents.append(referent)
        self._described[folded] = referent.index
        self._by_head.setdefault(words().synonyms.get(head, head), []).append(referent.index)
        return referent

    def jointly(self, members: tuple[int, ...]) -> Referent:
        """The referent of several speakers at once."""
        name = " and ".join(self.referents[member].name for member in members)
        referent = self.described(name, head=self.referents[members[-1]].head, plural=True)
        referent.members = members
        return referent

    def see(self, token: int, referent: Referent, weight: float) -> None:
        """Note a further mention of a referent."""
        self._note(Sighting(token, referent.index, weight))

    def _note(self, sighting: Sighting) -> None:
        insort(self.sightings, sighting)
        insort(self._seen.setdefault(sighting.referent, []), sighting.token)

    def headed(self, head: str) -> list[Referent]:
        """The referents whose name or description ends in the word."""
        return [self.referents[index] for index in self._by_head.get(words().synonyms.get(head, head), ())]

    def before(self, token: int) -> int:
        """How many sightings lie before the token."""
        return bisect_right(self.sightings, (token, -1, 0.0))

    def last_seen(self, referent: Referent, token: int) -> int | None:
        """The token of the last sighting of the referent before another token."""
        seen = self._seen.get(referent.index, ())
        place = bisect_right(seen, token) - 1
        if place >= 0 and seen[place] == token:
            place -= 1
        return seen[place] if place >= 0 else None
