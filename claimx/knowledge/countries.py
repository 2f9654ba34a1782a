"""Countries and places: their names, peoples, capitals and seats (`countries.csv`, `places.csv`)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from claimx.knowledge.ambiguity import ambiguity
from claimx.knowledge.spelling import keys, loose
from claimx.knowledge.tables import Row, items, rows


class Country(NamedTuple):
    """A country or territory.

    `status` is state, territory or former; `seats` are places beside the capital that stand for its government.
    """

    iso2: str
    iso3: str
    name: str
    status: str
    aliases: tuple[str, ...]
    adjectives: tuple[str, ...]
    persons: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]


class Place(NamedTuple):
    """A place within a country; `seat` tells that it can stand for the government of a state."""

    name: str
    iso3: str
    seat: bool


@cache
def countries() -> dict[str, Country]:
    """Every country by its ISO 3166 alpha-3 code."""
    out: dict[str, Country] = {}
    for row in _rows():
        iso2, iso3, name, status = row.cells[:4]
        aliases, adjectives, persons, capitals, seats = map(items, row.cells[4:9])
        out[iso3] = Country(iso2, iso3, name, status, aliases, adjectives, persons, capitals, seats)
    return out


@cache
def _rows() -> list[Row]:
    return rows("countries")


@cache
def names() -> dict[str, str]:
    """The code of the country by each key of its names and aliases."""
    return {key: row.cells[1] for row in reversed(_rows()) for key in row.keys(2, 4)}


@cache
def demonyms() -> dict[str, str]:
    """The code of the country by each key of its adjectives and the nouns for its people."""
    return {key: row.cells[1] for row in reversed(_rows()) for key in row.keys(5, 6)}


@cache
def places() -> dict[str, Place]:
    """The place by each key of its names; capitals win over other places."""
    index: dict[str, Place] = {}
    for row in rows("places"):
        index.update(dict.fromkeys(row.keys(0, 1), Place(row.cells[0], row.cells[2], seat=False)))
    for row in reversed(_rows()):
        iso3, government = row.cells[1], row.cells[3] == "state"
        for city in items(row.cells[8]):
            index.update(dict.fromkeys(Row([city], [loose(city)]).keys(0), Place(city, iso3, government)))
        # The spellings of one capital share the cell; the first of them is its name.
        index.update(dict.fromkeys(row.keys(7), Place(row.cells[7].split("|")[0], iso3, government)))
    return index


def _iso3(index: dict[str, str], name: str) -> str | None:
    found = next((index[key] for key in keys(name) if key in index), None)
    note = ambiguity(name) if found else None
    if note is None:
        return found
    # Which of several owners comes first in the file says nothing: the list of ambiguous names decides.
    owners = [owner for owner in note.owners if owner in countries()]
    if note.default in owners:
        return note.default
    return found if not owners else None


def country(name: str) -> Country | None:
    """The country of that name, alias or abbreviation; for an ambiguous name its default, if it has one."""
    iso3 = _iso3(names(), name)
    return countries()[iso3] if iso3 else None


def country_of_demonym(word: str) -> Country | None:
    """The country of that adjective ("Pakistani") or noun for its people ("Britons")."""
    iso3 = _iso3(demonyms(), word)
    return countries()[iso3] if iso3 else None


def place(name: str) -> Place | None:
    """The capital, seat, large city or region of that name; None where the name is disputed or unknown."""
    index = places()
    found = next((index[key] for key in keys(name) if key in index), None)
    note = ambiguity(name)
    if note is None or not any(owner.startswith("place:") for owner in note.owners):
        return found
    return found if found and note.default == f"place:{found.iso3}" else None


def countries_in(name: str, *, longest: int = 5) -> tuple[Country, ...]:
    """The countries whose names or demonyms stand within a longer name, in order, the longest match first."""
    words = name.split()
    found: list[Country] = []
    at = 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            part = " ".join(words[at : at + size]).strip(",;:()")
            held = country(part) or country_of_demonym(part)
            if held:
                found.append(held)
                at += size
                break
        else:
            at += 1
    return tuple(dict.fromkeys(found))


@cache
def prepositions() -> dict[str, str]:
    """What a preposition makes of a place name after it: locative, agent or bilateral (`metonymy.csv`)."""
    return {row.cells[0]: row.cells[1] for row in rows("metonymy")}
