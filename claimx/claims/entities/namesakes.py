"""Persons gathered by name: the surname alone goes to the bearer whose title fits, then to the most mentioned one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimx.claims.entities.identities import Identity
from claimx.claims.speakers.roles import gender_of, key, words
from claimx.knowledge.personal_names import generation, is_short_for, name_words, same_person

if TYPE_CHECKING:
    from collections.abc import Mapping

    from claimx.annotation import Annotation
    from claimx.claims.entities.identities import Sighting

_NAMESAKES = 12
"""So many bearers of a surname are weighed, the latest met first; more would make the work quadratic."""


@dataclass(slots=True)
class _Person:
    """A person in the making: the fullest words of the name, titles, gender, and where last met."""

    key: tuple[str, ...]
    full: tuple[str, ...]
    gender: str
    generation: str = ""
    seen: int = 0
    titles: set[str] = field(default_factory=set)


class Persons:
    """The persons of an article, met in text order."""

    def __init__(self, annotation: Annotation, titles: Mapping[int, str]) -> None:
        self.annotation = annotation
        self.given = titles
        self.known: dict[str, list[_Person]] = {}
        self.forenamed: dict[str, list[_Person]] = {}
        self.lone: list[_Person] = []

    def identity(self, seen: Sighting) -> Identity:
        """The identity of the person that a mention names."""
        parts = name_words(seen.text) or (seen.text,)
        titles, gender = self._titles(seen)
        short = len(parts) == 1 or (seen.text[:1].islower() and len(parts) == 2)
        bearers = self.known.setdefault(parts[-1], [])
        born = generation(seen.text)
        fitting = [held for held in bearers[-_NAMESAKES:] if not born or held.generation in {"", born}]
        person = self._bearer(parts, fitting, titles, gender, short=short)
        if person is None:
            person = _Person(("person", *parts, f"{seen.mention}"), parts, gender or self._forename_gender(parts), born)
            bearers.append(person)
            self.forenamed.setdefault(parts[0], []).append(person)
            if short:
                self.lone.append(person)
        else:
            bearers[:] = [*[held for held in bearers if held is not person][-_NAMESAKES:], person]
            if len(parts) > len(person.full):
                person.full = parts
        person.titles |= titles
        person.seen += 1
        person.gender = person.gender or gender
        person.generation = person.generation or born
        return Identity(person.key)

    def merged(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        """For persons whose surname came before any full name: their key, and that of the full name's bearer."""
        out: dict[tuple[str, ...], tuple[str, ...]] = {}
        for person in self.lone:
            bearers = [held for held in self.known[person.full[-1]] if held is not person and len(held.full) > 1]
            later = [held for held in bearers if _fits(person.gender, held) and is_short_for(person.full, held.full)]
            if not later and len(person.full) == 1:
                forenamed = [held for held in self.forenamed[person.full[0]] if len(held.full) > 1]
                later = forenamed if len(forenamed) == 1 else []
            if later and len(person.full) <= 2:
                out[person.key] = max(later, key=lambda held: held.seen).key
        return out

    def _bearer(
        self, parts: tuple[str, ...], bearers: list[_Person], titles: set[str], gender: str, *, short: bool
    ) -> _Person | None:
        """The person already met who bears the name; with the same title if one is, then the most met."""
        latest = bearers[::-1]
        if not short:
            found = [held for held in latest if len(held.full) > 1 and same_person(parts, held.full)]
        else:
            found = [held for held in latest if _fits(gender, held) and is_short_for(parts, held.full)]
            if not found and len(parts) == 1:
                forenamed = self.forenamed.get(parts[0], [])[-_NAMESAKES:]
                found = [held for held in reversed(forenamed) if _fits(gender, held)]
        return max(found, key=lambda held: (bool(titles & held.titles), held.seen), default=None)

    def _titles(self, seen: Sighting) -> tuple[set[str], str]:
        """The words of the titles before a name, and the gender that they tell."""
        tokens = self.annotation.tokens
        at = self.annotation.mentions[seen.mention].start - 1
        title: list[str] = [key(word) for word in self.given.get(seen.mention, "").split()]
        while at >= 0 and len(title) < 5 and tokens[at].text[:1].isupper():
            title.append(key(tokens[at].text))
            at -= 1
        gender = next((told for word in title if (told := words().honorifics.get(word))), "")
        return set(title), gender

    @staticmethod
    def _forename_gender(parts: tuple[str, ...]) -> str:
        return gender_of(parts[0]) if len(parts) > 1 else ""


def _fits(gender: str, person: _Person) -> bool:
    return not gender or not person.gender or gender == person.gender
