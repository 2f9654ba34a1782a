"""The currency that a sign, a code or a word stands for, given the country that an article is written from."""

from __future__ import annotations

import json
from collections import defaultdict
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from claimx.claims.pieces import is_numeric

if TYPE_CHECKING:
    from claimx.claims.pieces import Cursor

Basis = Literal["code", "sign", "word", "dateline"]


class Denomination(NamedTuple):
    """A currency (null where the words leave it open), what tells it, and the part of a unit that is counted."""

    currency: str | None
    basis: Basis | None
    part: Fraction = Fraction(1)


@cache
def _table() -> dict[str, Any]:
    """The table of currencies as it is packaged: signs tell capitals from small letters."""
    table: dict[str, Any] = json.loads(files("claimx.knowledge").joinpath("number_currencies.json").read_text("utf-8"))
    return table


class _Index(NamedTuple):
    codes: frozenset[str]
    signs: dict[str, list[str]]
    nouns: dict[str, list[str]]
    named: dict[str, str]
    countries: dict[str, frozenset[str]]


def _forms(noun: str) -> tuple[str, ...]:
    """A noun and its regular plural; a phrase or a word in -s stands for itself."""
    return (noun,) if noun.endswith(("s", "n", "i")) or " " in noun else (noun, noun + "s")


@cache
def _index() -> _Index:
    table = _table()
    signs, nouns = defaultdict[str, list[str]](list), defaultdict[str, list[str]](list)
    named: dict[str, str] = {}
    countries: dict[str, frozenset[str]] = {}
    for row in table["currencies"]:
        code = row["code"]
        countries[code] = frozenset(row["countries"])
        for sign in row["signs"]:
            signs[sign].append(code)
        for noun in row["nouns"]:
            for form in (*_forms(noun), noun + "s"):
                nouns[form].append(code)
                named.update({f"{adjective} {form}": code for adjective in row["adjectives"]})
    for family, members in table["shared"].items():
        nouns[family] = [code for member in members for code in nouns[member]]
    for slang, noun in table["slang"].items():
        nouns[slang] = nouns[slang + "s"] = nouns[noun]
    return _Index(frozenset(countries), dict(signs), dict(nouns), named, countries)


def _chosen(codes: list[str], default: str | None, basis: Basis, country: str | None) -> Denomination:
    """The currency among the candidates: the country's own, else the default, else the only one, else none."""
    if len(set(codes)) == 1:
        return Denomination(codes[0], basis)
    own = next((code for code in codes if country in _index().countries[code]), None)
    if own and own != default:
        return Denomination(own, "dateline")
    found = default or own
    return Denomination(found, basis if found else None)


def _of_noun(noun: str, country: str | None, basis: Basis) -> Denomination | None:
    table, index = _table(), _index()
    subunit = table["subunits"].get(noun) or table["subunits"].get(noun.removesuffix("s"))
    if subunit is None and noun == "pennies":
        subunit = table["subunits"]["penny"]
    if subunit:
        codes = [code for whole in subunit["of"] for code in index.nouns[whole]]
        default = None if subunit.get("no_default") else _default(subunit["of"][0])
        found = _chosen(codes, default, basis, country)
        return found._replace(part=Fraction(1, subunit["divisor"]))
    if noun in index.nouns:
        return _chosen(index.nouns[noun], _default(noun), basis, country)
    return None


def _default(noun: str) -> str | None:
    table = _table()
    noun = table["slang"].get(noun.removesuffix("s"), noun)
    found: str | None = table["defaults"].get(noun) or table["defaults"].get(noun.removesuffix("s"))
    return found


def _of_sign(text: str, country: str | None) -> Denomination | None:
    table, index = _table(), _index()
    if text in index.signs:
        codes = index.signs[text]
        return _chosen(codes, table["defaults"].get(text), "sign", country)
    text = text.rstrip(".")
    if text in table["generic_signs"]:
        return _of_noun(table["generic_signs"][text], country, "sign")
    return _chosen(index.signs[text], None, "sign", country) if text in index.signs else None


def read_before(cursor: Cursor, country: str | None) -> Denomination | None:  # noqa: PLR0911 - one return a form
    """The denomination that stands before a figure ("US$", "Rs", "PKR"), and the cursor moves past it; else None."""
    piece, after = cursor.piece(), cursor.piece(1)
    if piece is None or after is None:
        return None
    if piece.kind == "word" and after.text in ("$", "£", "¥") and (found := _of_sign(piece.text + after.text, country)):
        cursor.place += 2  # "US $40 million"
        return found
    if piece.kind == "sign":
        cursor.place += 1
        return _of_sign(piece.text, country) or Denomination(None, None)
    if piece.kind != "word" or after.kind not in ("figure", "sign"):
        return None
    if piece.text in _index().codes:
        cursor.place += 1
        if after.kind == "sign":
            cursor.place += 1  # "USD $5"
        return Denomination(piece.text, "code")
    found = _of_sign(piece.text, country) if len(piece.text.rstrip(".")) > 1 or after.glued else None
    if found is not None and after.kind == "figure":
        cursor.place += 1
        return found
    return None


def read_after(cursor: Cursor, country: str | None) -> Denomination | None:
    """The denomination that stands after a number ("euros", "of Swiss francs", "EUR", "p"); else None, unmoved."""
    start = cursor.place
    cursor.hyphen()
    cursor.take("of")
    piece = cursor.piece()
    found: Denomination | None = None
    if piece is None:
        cursor.place = start
        return None
    if piece.text in _index().codes:
        cursor.place += 1
        found = Denomination(piece.text, "code")
    elif (
        (
            piece.kind == "sign"
            and (cursor.piece(1) is None or cursor.key(1) == "-" or not is_numeric(cursor.tokens[cursor.place + 1]))
        )
        or (piece.glued and piece.text in ("p", "c", "kr"))
        or piece.text in ("kr", "zł", "Kč", "Ft")
    ):
        found = _of_sign(piece.text, country)
        cursor.place += 1
    elif phrase := cursor.phrase(_index().named):
        found = Denomination(_index().named[phrase], "word")
    elif phrase := cursor.phrase(_nouns()):
        found = _of_noun(phrase, country, "word")
    if found is None:
        cursor.place = start
    return found


@cache
def _nouns() -> frozenset[str]:
    subunits: dict[str, Any] = _table()["subunits"]
    return frozenset(_index().nouns) | {form for unit in subunits for form in (unit, unit + "s")} | {"pennies"}
