"""Actors of world news: countries, institutions, groups and intergovernmental bodies under one look-up."""

from __future__ import annotations

from functools import cache
from typing import Literal, NamedTuple

from claimx.knowledge.ambiguity import ambiguity
from claimx.knowledge.countries import countries, names
from claimx.knowledge.spelling import keys
from claimx.knowledge.tables import Row, items, rows

ActorKind = Literal["country", "institution", "group", "igo"]
_KINDS: dict[str, ActorKind] = {"inst": "institution", "group": "group", "igo": "igo"}


class Actor(NamedTuple):
    """An actor. `id` is stable: an alpha-3 code, or `inst:`, `group:` or `igo:` with a short name.

    `iso3` is the country that it is or belongs to. `sector` of an institution is GOV, MIL, LEG, JUD, SPY, COP, BNK or
    PTY, of a group armed, party, people or religion; `seats` are those of its names that are buildings or streets.
    """

    id: str
    name: str
    kind: ActorKind
    iso3: str | None
    sector: str | None
    seats: tuple[str, ...] = ()


@cache
def actors() -> dict[str, Actor]:
    """Every actor by its id."""
    out: dict[str, Actor] = {}
    for iso3, held in countries().items():
        out[iso3] = Actor(iso3, held.name, "country", iso3, None)
    for known, row in _rows():
        kind = _KINDS[known.partition(":")[0]]
        _, name, _, iso3, sector, seats = (*row.cells, "", "", "")[:6]
        out[known] = Actor(known, name, kind, iso3 or None, sector or None, items(seats))
    return out


@cache
def _rows() -> list[tuple[str, Row]]:
    tables = (("inst", "institutions"), ("group", "groups"), ("igo", "igos"))
    return [(f"{prefix}:{row.cells[0]}", row) for prefix, table in tables for row in rows(table)]


@cache
def owners() -> dict[str, tuple[str, ...]]:
    """The ids of the actors that own each key."""
    index: dict[str, tuple[str, ...]] = {key: (iso3,) for key, iso3 in names().items()}
    for known, row in _rows():
        for key in row.keys(1, 2):
            held = index.get(key, ())
            if known not in held:
                index[key] = (*held, known)
    return index


def candidates(name: str) -> tuple[Actor, ...]:
    """The actors that a whole name can mean, the default of an ambiguous name first."""
    index, known = owners(), actors()
    found = next((index[key] for key in keys(name) if key in index), ())
    note = ambiguity(name)
    if note is not None:
        listed = [owner for owner in note.owners if owner in known]
        found = tuple(sorted(dict.fromkeys((*listed, *found)), key=lambda owner: owner != note.default))
    return tuple(known[owner] for owner in found)


def find_actor(name: str) -> Actor | None:
    """The actor that a whole name means: "the Pakistani Taliban's" is one actor, never its shorter "Taliban".

    A possessive mark and a leading article do not count; curly apostrophes, hyphens and diacritics are folded;
    abbreviations are found in capitals only. An ambiguous name gives its default, or None where it has none.
    """
    found = candidates(name)
    note = ambiguity(name)
    if note is None:
        return found[0] if found else None
    return actors().get(note.default) if note.default else None


def actors_in(phrase: str, *, longest: int = 8) -> tuple[Actor, ...]:
    """The actors named within a phrase, in order; at each word the longest name wins."""
    words = phrase.split()
    found: list[Actor] = []
    at = 0
    while at < len(words):
        for size in range(min(longest, len(words) - at), 0, -1):
            actor = find_actor(" ".join(words[at : at + size]).strip(',;:()"“”'))
            if actor:
                found.append(actor)
                at += size
                break
        else:
            at += 1
    return tuple(found)
