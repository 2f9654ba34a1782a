"""A whole amount: qualifiers, a term, perhaps a second term that makes a range, and what trails.

What a term is (a sum, a count, a percentage) its reader tells. What is not read with certainty is marked so:
half an expression is never taken for the whole.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from claimx.claims.pieces import Cursor, Piece, is_factor, is_numeric, word_table

if TYPE_CHECKING:
    from fractions import Fraction

    from claimx.claims.amounts.denominations import Denomination
    from claimx.claims.amounts.numerals import Numeral

_SPREAD = 1000
"""A range that spans more than this, and only one end of which has a scale ("$500 to $1 million"), stays unread."""


class Term(NamedTuple):
    """One end of an expression: its numeral, and the currency or unit that stands with it."""

    numeral: Numeral
    denomination: Denomination | None = None
    percent: Fraction | None = None


class Expression(NamedTuple):
    """A whole expression; `certain` is false where something numeric was left over, or the ends do not fit."""

    low: Term
    high: Term | None
    qualifier: str | None
    per: str | None
    certain: bool


TermReader = Callable[[Cursor], "Term | None"]


def _lead(cursor: Cursor, read: TermReader) -> tuple[list[str], bool, Term | None]:
    """The qualifiers before the first term, whether "between" is among them, and that term."""
    table = word_table("number_qualifiers")
    found: list[str] = []
    between = False
    while not cursor.ended:
        phrase = cursor.phrase(table["lead"])
        if phrase is not None:
            if canonical := table["lead"][phrase]:
                found.append(canonical)
            continue
        if cursor.phrase(table["between"]):
            between, cursor.joined = True, False
            continue
        if cursor.phrase(table["from"]):
            continue
        term = read(cursor)
        if term is not None:
            return found, between, term
        piece = cursor.piece()
        if (
            piece is None
            or is_factor(piece)
            or _is_part_of_date(cursor)
            or (is_numeric(piece) and piece.key != "first")
        ):
            break
        cursor.place += 1
    return found, between, None


def _second(cursor: Cursor, read: TermReader, *, between: bool) -> Term | None:
    """The far end of a range, if a joining word and a term stand here; else None, unmoved."""
    table = word_table("number_qualifiers")
    start = cursor.place
    if cursor.key(1) == "to":
        cursor.hyphen()  # "five-to-six"
    if cursor.phrase(table["between_joins" if between else "joins"]) or (between and cursor.phrase(table["joins"])):
        cursor.hyphen()
        cursor.phrase(table["lead"])
        term = read(cursor)
        if term is not None:
            return term
    cursor.place = start
    return None


def _per(cursor: Cursor) -> str | None:
    """What a sum is counted by ("a month", "per barrel", "annually"); None, unmoved, where nothing says so."""
    table = word_table("number_qualifiers")
    start = cursor.place
    adverb = cursor.phrase(table["per_adverbs"])
    if adverb is not None and (adverb != "each" or cursor.ended):
        return str(table["per_adverbs"][adverb])
    cursor.place = start
    cursor.hyphen()
    if cursor.key() in table["per"]:
        cursor.place += 1
        cursor.hyphen()
        words = [cursor.key()]
        if words[0] in table["per_adjectives"]:
            cursor.place += 1
            words.append(cursor.key())
        piece = cursor.piece()
        if piece and piece.kind == "word" and not is_numeric(piece):
            cursor.place += 1
            return " ".join(words)
    cursor.place = start
    return None


def _is_misspelt_scale(piece: Piece) -> bool:
    """Whether a word that is no known scale looks like one: "$37 miillion" is not 37 dollars."""
    endings = word_table("number_words")["scale_endings"]
    return piece.kind == "word" and any(piece.key.endswith(ending) for ending in endings)


def _is_part_of_date(cursor: Cursor) -> bool:
    """Whether a month stands here, hyphened to a figure: "12-Oct" is what a spreadsheet makes of a score."""
    hyphened = cursor.key(1) == "-" or (cursor.place > 0 and cursor.key(-1) == "-")
    return hyphened and cursor.key() in word_table("time_words")["months"]


def _trail(cursor: Cursor, *, is_sum: bool) -> tuple[list[str], str | None, bool]:
    """The qualifiers after the last term, the unit it is counted by, and whether nothing numeric is left over."""
    table = word_table("number_qualifiers")
    found: list[str] = []
    per = None
    while not cursor.ended:
        place = cursor.place
        if is_sum and per is None and (per := _per(cursor)):
            continue
        cursor.hyphen()
        if phrase := cursor.phrase(table["trail"]):
            found.append(table["trail"][phrase])
            continue
        cursor.place = place
        piece = cursor.piece() or _NONE
        if is_sum and piece.key == "(":
            break  # a conversion is an amount of its own
        if is_sum and piece.key in table["tail_prepositions"] and all(p.kind != "sign" for p in cursor.tokens[place:]):
            break  # "over 10 years"
        if _is_misspelt_scale(piece) or _is_part_of_date(cursor):
            return found, per, False
        if piece.kind == "word" and piece.glued and cursor.tokens[place - 1].kind == "figure":
            return found, per, False  # "5x", "40km": a unit, or a scale that is not known
        if is_numeric(piece) or (piece.key in (":", "/", "+", "=") or (piece.key == "." and piece.glued)):
            return found, per, cursor.tokens[-1].key == "."
        cursor.place += 1
    return found, per, True


_NONE = Piece("mark", "", "", glued=False)


def _shared(low: Numeral, high: Numeral) -> tuple[Numeral, bool]:
    """The low end, scaled as the high one is where it has no scale of its own; and whether the ends make a range."""
    if low.amount is None or high.amount is None or "ordinal" in (low.unit, high.unit):
        return low, False
    if low.scale == 1 and high.scale > 1 and low.amount < _SPREAD:
        scaled = low.amount * high.scale
        if scaled < high.amount:
            return replace(low, amount=scaled, scale=high.scale), True
        if high.amount > low.amount * _SPREAD:
            return low, False
    return low, low.amount < high.amount


def read_expression(cursor: Cursor, read: TermReader, *, is_sum: bool) -> Expression | None:
    """The expression that the tokens make, its terms read by `read`; None where there is no term."""
    lead, between, low = _lead(cursor, read)
    if low is None:
        return None
    high = _second(cursor, read, between=between)
    certain = high is not None or not between
    if high is not None:
        numeral, certain = _shared(low.numeral, high.numeral)
        low = low._replace(numeral=numeral)
        cursor.joined = True
    trail, per, clean = _trail(cursor, is_sum=is_sum)
    words = [*lead, *([low.numeral.qualifier] if low.numeral.qualifier else []), *trail]
    return Expression(low, high, " ".join(words) or None, per, certain and clean)
