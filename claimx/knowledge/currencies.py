"""Currencies: codes, signs, words and subunits, as a parser of amounts needs them (`currencies.csv`)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from claimx.knowledge.tables import items, rows


class Currency(NamedTuple):
    """A currency of ISO 4217; `iso3` are the countries that pay with it, its issuer first."""

    code: str
    name: str
    plural: str
    nouns: tuple[str, ...]
    plurals: tuple[str, ...]
    signs: tuple[str, ...]
    subunits: tuple[str, ...]
    subunit_plurals: tuple[str, ...]
    iso3: tuple[str, ...]


@cache
def currencies() -> dict[str, Currency]:
    """Every currency by its code, the one that a shared word or sign usually means first."""
    out: dict[str, Currency] = {}
    for row in rows("currencies"):
        code, name, plural = row.cells[:3]
        nouns, plurals, marks, subunits, subunit_plurals, iso3 = map(items, row.cells[3:9])
        out[code] = Currency(code, name, plural, nouns, plurals, marks, subunits, subunit_plurals, iso3)
    return out


@cache
def signs() -> dict[str, tuple[Currency, ...]]:
    """The currencies that each sign can mean ("$", "Rs"), the usual one first."""
    index: dict[str, tuple[Currency, ...]] = {}
    for held in currencies().values():
        for sign in held.signs:
            index[sign] = (*index.get(sign, ()), held)
    return index


@cache
def currency_words() -> dict[str, tuple[Currency, ...]]:
    """The currencies that each noun or full name can mean ("rupees", "u.s. dollars"), in lower case."""
    return _by_word(units=True)


@cache
def subunit_words() -> dict[str, tuple[Currency, ...]]:
    """The currencies of which each noun names a hundredth or thousandth ("cents", "paise"), in lower case."""
    return _by_word(units=False)


def _by_word(*, units: bool) -> dict[str, tuple[Currency, ...]]:
    index: dict[str, tuple[Currency, ...]] = {}
    for held in currencies().values():
        words = (
            (held.name, held.plural, *held.nouns, *held.plurals) if units else (*held.subunits, *held.subunit_plurals)
        )
        for word in dict.fromkeys(word.casefold() for word in words):
            index[word] = (*index.get(word, ()), held)
    return index


def currency(code: str) -> Currency | None:
    """The currency of an ISO 4217 code in capitals."""
    return currencies().get(code)


def currency_of_country(iso3: str) -> Currency | None:
    """The currency of a country: of several, the one that it issues alone."""
    held = [found for found in currencies().values() if iso3 in found.iso3]
    return min(held, key=lambda found: (found.iso3[0] != iso3, len(found.iso3)), default=None)
