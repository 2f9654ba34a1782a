"""What the names in an article mean: the identity that all mentions of one thing share.

The tables in `knowledge` say what a name means; the article itself goes before them where it defines an abbreviation
or names a country beside a body.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimx.knowledge.actors import Actor, candidates
from claimx.knowledge.ambiguity import ambiguity
from claimx.knowledge.countries import countries, country, country_of_demonym, place
from claimx.knowledge.spelling import abbreviation, body_form, initials, plain, readings

if TYPE_CHECKING:
    from claimx.schema import EntityLabel

VALUES = frozenset({"MONEY", "PERCENT", "NUMBER", "DATE", "TIME"})
"""The labels of amounts and times, which are not names."""
_BODIES = frozenset({"ORG", "FACILITY", "GROUP"})
_OWNER = re.compile(r" |['’]s? (?:[a-z]+ ){0,2}")
_APPOSED = re.compile(r", ((?:[A-Z][\w'’-]*\.?)(?: (?:of |and )?[A-Z][\w'’-]*)*)")
_LISTED = re.compile(r",? (?:and|or)\b|, [A-Z]|,$")
_AFTER_PREPOSITION = re.compile(r".*?\b(?:of|in|for)(?: the)? (.+)")
_PARTICIPLE = re.compile(r"[-‐‑][a-z]+$")


class Sighting(NamedTuple):
    """A mention as seen: its index, its characters, and its label after correction."""

    mention: int
    start: int
    end: int
    text: str
    label: EntityLabel


class Identity(NamedTuple):
    """What a mention is a mention of: a key shared by all mentions of the thing, and what the tables tell."""

    key: tuple[str, ...]
    iso3: str | None = None
    name: str | None = None
    known: bool = False


class ArticleNames:
    """What the names in one article mean, each in the light of the others."""

    def __init__(self, text: str, sightings: list[Sighting]) -> None:
        self.text = text
        self.sightings = [seen for seen in sightings if seen.label != "PERSON"]
        self.beside = self._beside()
        self.named = self._named()
        self.found: dict[int, Identity] = {}

    def identities(self) -> dict[int, Identity]:
        """The identity of every mention but those of persons, by its index."""
        defined = self._defined()
        for seen in self.sightings:
            self.found[seen.mention] = self._identity(seen)
        initialled: dict[str, Identity] = {}
        for seen in self.sightings:
            for possible in initials(seen.text) if seen.label not in VALUES else ():
                initialled.setdefault(possible, self.found[seen.mention])
        for seen in self.sightings:
            letters = abbreviation(" ".join(seen.text.split())) if seen.label not in VALUES else None
            if letters and letters in defined:
                self.found[seen.mention] = self.found[defined[letters]]
            elif letters and letters in initialled and not self.found[seen.mention].known:
                self.found[seen.mention] = initialled[letters]
        self._shortened()
        return self.found

    def _beside(self) -> dict[int, str]:
        """The country that stands before each body as its owner: "Pakistan's Foreign Ministry", "Iraqi police"."""
        out: dict[int, str] = {}
        for before, seen in zip(self.sightings, self.sightings[1:]):  # noqa: B905
            owned = seen.label in _BODIES and before.label in {"COUNTRY", "GROUP"}
            if owned and before.end < seen.start <= before.end + 40:
                held = country(before.text) if before.label == "COUNTRY" else country_of_demonym(before.text)
                if held and _OWNER.fullmatch(self.text[before.end : seen.start]):
                    out[seen.mention] = held.iso3
        return out

    def _named(self) -> frozenset[str]:
        """The countries that the article names beyond doubt."""
        out: set[str] = set()
        for seen in self.sightings:
            if seen.label in {"COUNTRY", "GROUP", "PLACE"} and not ambiguity(seen.text):
                held = country(seen.text) or country_of_demonym(seen.text) or place(seen.text)
                if held:
                    out.add(held.iso3)
        return frozenset(out)

    def _defined(self) -> dict[str, int]:
        """The abbreviations that the article explains in brackets, with the mention that spells them out."""
        out: dict[str, int] = {}
        for one, other in zip(self.sightings, self.sightings[1:]):  # noqa: B905
            between = self.text[one.end : other.start] if other.start <= one.end + 4 else ""
            if between.strip(" \"“'‘") == "(" and self.text[other.end : other.end + 2].strip("\"”'’")[:1] == ")":
                for short, full in ((other, one), (one, other)):
                    letters = abbreviation(short.text)
                    if letters and letters in initials(full.text):
                        out.setdefault(letters, full.mention)
        return out

    def _identity(self, seen: Sighting) -> Identity:
        text = " ".join(seen.text.split())
        if seen.label in VALUES:
            return Identity((seen.label, text.casefold()))
        for form in dict.fromkeys((text, _PARTICIPLE.sub("", text))):
            if any(char.isupper() for char in form) and (identity := self._known(form, seen)):
                return identity
        owner = self.beside.get(seen.mention)
        if seen.label not in _BODIES:
            iso3 = (_within(text) or self._around(seen)) if seen.label == "PLACE" else None
            return Identity((seen.label, plain([*readings(text)][-1])), iso3)
        if seen.label == "GROUP" and " " not in text:
            owner = None
        iso3 = owner or _country_of_body(text)
        return Identity(("body", body_form(" ".join(text.split()[_front(text.split()) :])), iso3 or ""), iso3)

    def _known(self, text: str, seen: Sighting) -> Identity | None:
        """The identity that the tables give a name under the label it has."""
        if seen.label == "COUNTRY" or (seen.label == "PLACE" and not ambiguity(text)):
            held = self._chosen([actor for actor in candidates(text) if actor.kind == "country"], text, seen)
            if held:
                return Identity(("country", held.id), held.iso3, held.name, known=True)
        if seen.label == "GROUP" and (iso3 := self._people(text)):
            return Identity(("people", iso3), iso3, known=True)
        if seen.label in _BODIES or seen.label == "PLACE":
            actor = self._chosen([actor for actor in candidates(text) if actor.kind != "country"], text, seen)
            if actor and (seen.label != "PLACE" or actor.seats):
                return Identity(("actor", actor.id), actor.iso3, actor.name, known=True)
        if seen.label in {"PLACE", "COUNTRY"} and (spot := place(text)):
            return Identity(("place", spot.iso3, plain(spot.name)), spot.iso3, spot.name, known=True)
        if seen.label == "PLACE" and (note := ambiguity(text)) and note.default in countries():
            spots = [owner.removeprefix("place:") for owner in note.owners if owner.startswith("place:")]
            if len(spots) == 1 and spots[0] in countries():
                return Identity(("place", spots[0], plain(text)), spots[0], known=True)
        return None

    def _people(self, text: str) -> str | None:
        held = country_of_demonym(text)
        note = ambiguity(text)
        if note and note.overrule:
            meant = [owner for owner in note.owners if owner in self.named]
            if len(meant) == 1 and note.default not in self.named:
                return meant[0]
        return held.iso3 if held else None

    def _chosen(self, actors: list[Actor], text: str, seen: Sighting) -> Actor | None:
        """The actor meant, of those that bear the name: by the country beside it, those of the article, the default."""
        if not actors:
            return None
        note, owner = ambiguity(text), self.beside.get(seen.mention)
        if owner and any(actor.iso3 == owner for actor in actors):
            return next(actor for actor in actors if actor.iso3 == owner)
        if owner and actors[0].kind == "institution" and (note or " " in text):
            return None
        if note is None:
            return actors[0]
        default = next((actor for actor in actors if actor.id == note.default), None)
        if note.overrule and (default is None or default.iso3 not in self.named):
            meant = [actor for actor in actors if actor.iso3 in self.named]
            if len(meant) == 1:
                return meant[0]
        # Where the label leaves out what the name means by default, it means the one thing left.
        return actors[0] if default is None and note.default and len(actors) == 1 else default

    def _around(self, seen: Sighting) -> str | None:
        """The country of a place that is named after it: "Aweil, Sudan"; not the next in a list of places."""
        after = _APPOSED.match(self.text, seen.end, seen.end + 80)
        if after is None or _LISTED.match(self.text, after.end()):
            return None
        for name in dict.fromkeys((after[1], after[1].rstrip("."))):
            if held := place(name) or (country(name) if ambiguity(name) is None else None):
                return held.iso3
        return None

    def _shortened(self) -> None:
        """Give bodies without a country, and shortened names, the identity of the fuller name in the article."""
        owned: dict[str, list[Identity]] = {}
        longer: dict[str, dict[tuple[str, ...], Identity]] = {}
        for seen in self.sightings:
            identity = self.found[seen.mention]
            if seen.label not in _BODIES:
                continue
            form = identity.key[1] if identity.key[0] == "body" else body_form(seen.text)
            if identity.iso3 and identity not in owned.setdefault(form, []):
                owned[form].append(identity)
            parts = form.split()
            for size in range(1, min(len(parts), 6)):
                longer.setdefault(" ".join(parts[:size]), {})[identity.key] = identity
        latest: dict[str, Identity] = {}
        for seen in self.sightings:
            identity = self.found[seen.mention]
            if identity.key[0] != "body":
                continue
            form = identity.key[1]
            if identity.iso3:
                latest[form] = identity
            elif form in owned:
                self.found[seen.mention] = latest.get(form, owned[form][0])
            elif seen.label == "ORG" and len(fuller := longer.get(form, {})) == 1:
                self.found[seen.mention] = next(iter(fuller.values()))


def _country_of_body(name: str) -> str | None:
    """The country in a body's name, where it leads or follows a preposition: "U.S. Embassy", "University of Texas"."""
    parts = name.split()
    if size := _front(parts):
        led = country(" ".join(parts[:size])) or country_of_demonym(" ".join(parts[:size]))
        return led.iso3 if led else None
    after = _AFTER_PREPOSITION.match(name)
    if after is None:
        return None
    held = country(after[1]) or place(after[1])
    return held.iso3 if held else None


def _front(parts: list[str]) -> int:
    """How many words at the front of a longer name are the name of a country or people."""
    for size in range(min(3, len(parts) - 1), 0, -1):
        front = " ".join(parts[:size])
        if country(front) or country_of_demonym(front):
            return size
    return 0


def _within(name: str) -> str | None:
    """The country of the known place that a longer place name begins with: "Kandahar province"."""
    parts = name.split()
    while len(parts) > 1 and parts[-1].islower():
        parts.pop()
        if spot := place(" ".join(parts)):
            return spot.iso3
    return None
