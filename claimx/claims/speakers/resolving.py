"""From the source of one attribution to the referent it means."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimx.claims.speakers.anaphora import (
    by_description,
    by_epithet,
    by_institution,
    by_kind,
    by_nation,
    by_pair,
    last_speaker,
)
from claimx.claims.speakers.cast import Cast, Referent
from claimx.claims.speakers.clauses import mention_at, person_apposed, person_before, phrase_start, relative_head
from claimx.claims.speakers.names import describe, words_of
from claimx.claims.speakers.offices import ahead, by_role
from claimx.claims.speakers.phrases import Reader
from claimx.claims.speakers.pronouns import Guess, antecedent
from claimx.claims.speakers.roles import is_possessive, key, words
from claimx.claims.speakers.units import Part
from claimx.knowledge.countries import country_of_demonym

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimx.annotation import Annotation
    from claimx.claims.entities.table import EntityTable


class Frame(NamedTuple):
    """What is known around a source: who speaks the passage that it stands in, who is named in its own content."""

    outer: Referent | None
    quoted: bool
    spoken: frozenset[int] = frozenset()


class Resolver:
    """Resolves sources in text order; every source met becomes a possible antecedent."""

    def __init__(self, annotation: Annotation, table: EntityTable, writer: str, *, told: Callable[[int], bool]) -> None:
        self.annotation = annotation
        self.table = table
        self.reader = Reader(annotation)
        self.cast = Cast(annotation, table, self.reader, told=told)
        self.spoken: list[tuple[int, int]] = []
        self._sources = sorted({a.source for a in annotation.attributions if a.source is not None})
        self.writer_name = writer

    def author(self, name: str) -> Referent:
        """The author of the article, under the name of the byline or as "writer"."""
        return self.cast.described(name, head="writer", plural=False)

    def source(self, span: tuple[int, int], frame: Frame) -> Guess | None:
        """The referent of a source span, or none where the article does not tell it."""
        parts = self.reader.read(*span)
        if not parts:
            return None
        guesses = [self.part(parts[0], frame), *(self._beside(part, frame) for part in parts[1:])]
        found = [guess for guess in guesses if guess is not None]
        if not found:
            return None
        if len(found) == 1 or len({guess.referent.index for guess in found}) == 1:
            return found[0]
        joint = self.cast.jointly(tuple(guess.referent.index for guess in found))
        return Guess(joint, min(guess.confidence for guess in found), "; ".join(guess.why for guess in found))

    def _beside(self, part: Part, frame: Frame) -> Guess | None:
        """The referent of a later conjunct; "his" in "Doe and his lawyers" stays as it is written."""
        if part.kind != "noun" or part.lead not in words().owners:
            return self.part(part, frame)
        head = key(self.annotation.tokens[part.end - 1].text)
        name = f"{part.lead} {describe(self.cast, part)}"
        return Guess(self.cast.described(name, head=head, plural=head.endswith("s")), 0.7, f"described as '{name}'")

    def part(self, part: Part, frame: Frame) -> Guess | None:
        """The referent of one conjunct."""
        if part.kind == "pronoun":
            return self._pronoun(part, frame)
        if part.kind == "name":
            return self._name(part)
        return self._noun(part, frame)

    def _pronoun(self, part: Part, frame: Frame) -> Guess | None:
        word = key(self.annotation.tokens[part.start].text)
        kind = words().pronouns[word]
        if kind == "you":
            return None
        if kind in {"i", "we"}:
            if frame.outer is not None:
                return Guess(frame.outer, 0.85 if kind == "i" else 0.7, f"'{word}' inside the speaker's own words")
            return (
                None
                if frame.quoted
                else Guess(self.author(self.writer_name), 0.6, f"'{word}' outside quotations → the writer")
            )
        if kind in {"who", "which"}:
            return self._relative(part, frame)
        if frame.outer is not None and not frame.quoted and _takes_up(frame.outer, kind):
            return Guess(frame.outer, 0.75, f"'{word}' in what {frame.outer.name} said")
        but = frozenset({frame.outer.index}) if frame.outer is not None and frame.quoted else frozenset[int]()
        guess = antecedent(self.cast, word, part.start, but=but, spoken=frame.spoken)
        if guess is not None and kind in {"m", "f"} and not guess.referent.gender:
            guess.referent.gender = kind
        return guess

    def _relative(self, part: Part, frame: Frame) -> Guess | None:
        apposed = person_apposed(self.cast, part.start)
        head = relative_head(self.cast, part.start)
        if apposed is not None and key(self.annotation.tokens[part.start].text) != "which":
            head = apposed
        if head is None:
            return None
        index = mention_at(self.cast, head)
        who = key(self.annotation.tokens[part.start].text) != "which"
        if (
            who
            and index is not None
            and self.annotation.mentions[index].label in {"PLACE", "COUNTRY", "FACILITY", "ORG"}
        ):
            index = person_before(self.cast, index) or index
        if index is not None and (entity := self.table.by_mention[index]) is not None:
            referent = self.cast.named(entity)
            return Guess(referent, 0.85, f"relative clause on {referent.name}")
        start = phrase_start(self.cast, head)
        parts = self.reader.read(start, head + 1)
        guess = self.part(parts[-1], frame) if parts and parts[-1].kind != "pronoun" else None
        return None if guess is None else Guess(guess.referent, 0.65, f"relative clause on '{guess.referent.name}'")

    def _name(self, part: Part) -> Guess:
        mention = part.mention
        entity = None if mention is None else self.table.by_mention[mention]
        if mention is None or entity is None:
            name = words_of(self.cast, part.start, part.end)
            return Guess(
                self.cast.described(name, head=key(name.split()[-1]), plural=False), 0.7, "named in the source"
            )
        referent = self.cast.named(entity)
        if part.role is not None and referent.label == "PERSON":
            self.cast.give_role(referent, part.role)
        record = self.table.entities[entity]
        span = self.annotation.mentions[mention]
        written = words_of(self.cast, span.start, span.end)
        if referent.label == "GROUP":
            return self._group(referent, written, lead=part.lead)
        if referent.label == "PLACE" and record.iso3 and self._stands(entity, mention):
            country = self._country(record.iso3)
            if country is not None:
                return Guess(country, 0.8, f"{written} stands for the government of {country.name}")
        why = f"named: {referent.name}" if written == referent.name else f"'{written}' → {referent.name}"
        return Guess(referent, 0.95, why)

    def _group(self, referent: Referent, written: str, *, lead: str) -> Guess:
        """A group as written ("Greens"), or the country of a lone adjective ("Russian claims")."""
        if written.endswith("s") and written != referent.name and " " not in written and not written.isupper():
            return Guess(self._written(referent, written), 0.9, f"named: {written}")
        nation = None if lead else country_of_demonym(written)
        if nation is not None and not written.endswith("s"):
            country = self._country(nation.iso3)
            if country is not None:
                return Guess(country, 0.75, f"'{written}' → {country.name}")
        why = f"named: {referent.name}" if written == referent.name else f"'{written}' → {referent.name}"
        return Guess(referent, 0.9, why)

    def _written(self, referent: Referent, written: str) -> Referent:
        """The members of a group under the word that the text has for them."""
        members = self.cast.described(written, head=key(written), plural=True, label="GROUP")
        members.entity = referent.entity
        return members

    def _stands(self, entity: int, mention: int) -> bool:
        start, end = self.annotation.chars(
            self.annotation.mentions[mention].start, self.annotation.mentions[mention].end
        )
        return any(
            seen.start == start and seen.end == end and seen.stands_for == "government"
            for seen in self.table.entities[entity].mentions
        )

    def _country(self, iso3: str) -> Referent | None:
        for index, record in enumerate(self.table.entities):
            if record.label == "COUNTRY" and record.iso3 == iso3:
                return self.cast.named(index)
        return None

    def _noun(self, part: Part, frame: Frame) -> Guess | None:
        known = words()
        text = key(words_of(self.cast, part.start, part.end))
        head = key(self.annotation.tokens[part.end - 1].text)
        if text in known.vague:
            return None
        if head in known.containers and part.tail is not None:
            inner = self.reader.read(part.tail[0] + 1, part.tail[1])
            if len(inner) == 1 and inner[0].kind == "noun":
                return self._noun(inner[0], frame)
        if (person := self._surname(part)) is not None:
            return person
        owner = self._owner(part, frame)
        if part.lead and part.lead not in known.determiners and owner is None:
            return None
        role = self.cast.role((part.start, part.tail[1] if part.tail else part.end))
        described = by_description(self.cast, part, head, text)
        for found in (
            None if owner is not None else self._nearer(by_role(self.cast, part, head, role), described, part),
            by_institution(self.cast, part, head, owned=owner is not None),
            described,
            self._by_issuer(part, head),
            ahead(self.cast, part, head, role, self._sources),
            by_kind(self.cast, part, head),
            by_pair(self.cast, part, head),
            by_epithet(self.cast, part, head),
            by_nation(self.cast, part, head),
        ):
            if found is not None:
                return found
        name = describe(self.cast, part, owner=None if owner is None else _short(owner, head))
        plural = head in known.collectives or (head.endswith("s") and not head.endswith("ss"))
        span = (part.start, part.tail[1] if part.tail else part.end)
        referent = self.cast.described(name, head=head, plural=plural, span=span)
        return Guess(referent, 0.75, f"described as '{name}'")

    def _surname(self, part: Part) -> Guess | None:
        """A person by the surname alone, where the pipeline did not see a name."""
        tokens = self.annotation.tokens[part.start : part.end]
        if part.lead or part.tail or len(tokens) > 2 or not all(token.text[:1].isupper() for token in tokens):
            return None
        for referent in self.cast.headed(key(tokens[-1].text)):
            if referent.label == "PERSON" and len(referent.name.split()) > 1:
                return Guess(referent, 0.7, f"'{tokens[-1].text}' → {referent.name}")
        return None

    def _owner(self, part: Part, frame: Frame) -> Referent | None:
        kind = words().pronouns.get(part.lead)
        if kind is None:
            return None
        guess = self._pronoun(Part("pronoun", part.start - 1, part.start), frame) if self._leads(part) else None
        return None if guess is None else guess.referent

    def _leads(self, part: Part) -> bool:
        return part.start > 0 and key(self.annotation.tokens[part.start - 1].text) == part.lead

    def _owned_until(self, part: Part) -> int:
        """Where the possessor ends in "Doe's long speech": after the name, or before the last word."""
        index = self.reader.starting.get(part.start)
        end = part.end if index is None else self.annotation.mentions[index].end
        return end if end < part.end and is_possessive(self.annotation.tokens[end].text) else part.end - 1

    def _nearer(self, person: Guess | None, described: Guess | None, part: Part) -> Guess | None:
        """The person of the role, unless somebody unnamed was so described since: "a ministry official"."""
        if person is None or described is None:
            return person
        seen = [self.cast.last_seen(guess.referent, part.start) for guess in (person, described)]
        return described if (seen[1] or -1) > (seen[0] or -1) else person

    def _by_issuer(self, part: Part, head: str) -> Guess | None:
        """Whoever speaks in "X's remarks" or "a statement from X"."""
        if head not in words().utterances:
            return None
        inner = self.reader.read(part.start, self._owned_until(part)) if part.end - part.start > 1 else ()
        if (
            not inner
            and part.tail is not None
            and key(self.annotation.tokens[part.tail[0]].text) in {"from", "by", "of"}
        ):
            inner = self.reader.read(part.tail[0] + 1, part.tail[1])
        if not inner and part.lead == "the" and part.tail is None:
            return last_speaker(self.cast, part, head, self.spoken)
        if len(inner) != 1 or inner[0].kind != "name":
            return None
        guess = self._name(inner[0])
        if guess.referent.label not in {"PERSON", "ORG", "GROUP"}:
            return None
        return Guess(guess.referent, 0.7, f"the {head} of {guess.referent.name}")


def _takes_up(outer: Referent, kind: str) -> bool:
    """Whether a pronoun in reported words can mean their speaker."""
    if kind == "they":
        return outer.several
    return outer.thing if kind == "it" else outer.person and outer.gender in {"", kind}


def _short(owner: Referent, head: str) -> str:
    """The owner's name as "Doe campaign" has it: the surname before such nouns, else the full name."""
    if owner.label == "PERSON" and head in words().bare_possessor:
        return owner.name.split()[-1]
    return owner.name
