"""Sums, counts and percentages, from the words of one entity: "between $5 and $6 billion", "hundreds of civilians".

The amount is null where the words give no figure, or where not all of them are understood.
"""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import Literal

from claimx.claims.amounts.denominations import Denomination, read_after, read_before
from claimx.claims.amounts.expressions import Term, TermReader, read_expression
from claimx.claims.amounts.numerals import Numeral, read_numeral
from claimx.claims.pieces import Cursor, Piece, is_numeric, is_two_faced, pieces, word_table
from claimx.schema import Money, Quantity

_LARGEST = 10**24


def _number(value: Fraction | None) -> float | None:
    return None if value is None or abs(value) > _LARGEST else float(value)


def _negative(cursor: Cursor) -> bool:
    """Whether a minus stands here; the cursor moves past it."""
    return (cursor.place == 0 and cursor.take("-")) or cursor.take("minus") or cursor.take("negative")


def _signed(numeral: Numeral | None, *, negative: bool) -> Numeral | None:
    if numeral is None or numeral.amount is None or not negative:
        return numeral
    return replace(numeral, amount=-numeral.amount)


def _sum_term(country: str | None) -> TermReader:
    """A reader of one sum: its currency before or after it, or "three dollars and 50 cents"."""

    def read(cursor: Cursor) -> Term | None:
        start = cursor.place
        negative = _negative(cursor)
        before = read_before(cursor, country)
        negative = (before is not None and cursor.take("-")) or negative
        numeral = _signed(read_numeral(cursor), negative=negative)
        if numeral is None and cursor.key() in ("a", "an") and before is None:
            cursor.place += 1
            numeral = Numeral(Fraction(1))
            after = read_after(cursor, country)
            if after is not None:
                return Term(numeral, after)
            numeral = None
        if numeral is None or numeral.unit == "ordinal":
            cursor.place = start
            return None
        hyphened = cursor.key() == "-"
        after = read_after(cursor, country)
        found = before if before is not None and before.currency else after or before
        if _is_doubtful_sum(
            cursor.tokens[start : cursor.place], numeral, found, hyphened=hyphened and after is not None
        ):
            numeral = replace(numeral, amount=None)
        if after is not None and numeral.amount is not None:
            place = cursor.place
            if cursor.joined and cursor.take("and"):
                rest = read_numeral(cursor)
                cents = read_after(cursor, country) if rest else None
                if rest and rest.amount is not None and cents and cents.part < after.part:
                    return Term(replace(numeral, amount=numeral.amount + rest.amount * cents.part), found)
            cursor.place = place
        return Term(numeral, found)

    return read


def _is_doubtful_sum(
    tokens: tuple[Piece, ...], numeral: Numeral, found: Denomination | None, *, hyphened: bool
) -> bool:
    """Whether a sum can be read in two ways that lie powers of ten apart.

    "two million-dollar homes" may cost two millions or be two; "€1.500" may be a thousand and more.
    """
    if hyphened and numeral.scale > 1 and numeral.amount not in (None, numeral.scale):
        scale = next((i for i, piece in enumerate(tokens) if piece.kind == "word" and i and not piece.glued), 0)
        return scale > 0 and tokens[scale - 1].kind in ("word", "figure")
    anglophone = found is not None and found.currency is not None and found.currency.endswith(("D", "GBP"))
    return numeral.scale == 1 and not anglophone and any(map(is_two_faced, tokens))


def read_money(text: str, *, country: str | None = None) -> Money | None:
    """The sum that a text gives, None where it gives none; `country` (ISO alpha-3) is where the article is from.

    The amount is null where the words give no figure, or where not all of them are understood.
    """
    cursor = Cursor(pieces(text), spaced_letters=True)
    found = read_expression(cursor, _sum_term(country), is_sum=True)
    if found is None:
        return None
    low, high = found.low, found.high
    denomination = low.denomination
    certain = found.certain and low.numeral.unit != "ordinal"
    if high is not None and high.denomination is not None:
        agreed = denomination is None or denomination.currency in (None, high.denomination.currency)
        certain = certain and (agreed or high.denomination.currency is None)
        if denomination is None or denomination.currency is None:
            denomination = high.denomination
    denomination = denomination or Denomination(None, None)
    if low.numeral.unit == "fraction" and denomination.currency is None:
        return None
    if not certain:
        return Money(amount=None, currency=denomination.currency, currency_basis=denomination.basis)
    return Money(
        amount=_scaled(low, denomination),
        high=None if high is None else _scaled(high, denomination),
        currency=denomination.currency,
        currency_basis=denomination.basis,
        qualifier=found.qualifier,
        per=found.per,
        order=_number(low.numeral.order),
    )


def _scaled(term: Term, denomination: Denomination) -> float | None:
    part = (term.denomination or denomination).part
    return None if term.numeral.amount is None else _number(term.numeral.amount * part)


def _share_term(cursor: Cursor) -> Term | None:
    """One percentage, which may be told in points ("a 12-point lead")."""
    term = _quantity_term(cursor)
    if term is not None and term.percent is None:
        cursor.hyphen()
        if cursor.phrase(word_table("number_qualifiers")["percent_points"]):
            return term._replace(percent=Fraction(1))
    return term


def _quantity_term(cursor: Cursor) -> Term | None:
    """One count or percentage: its sign, rank mark ("No. 2"), numeral and percent word."""
    table = word_table("number_qualifiers")
    start = cursor.place
    negative = _negative(cursor)
    rank = cursor.phrase(table["rank"]) is not None
    if cursor.key() == "first" and (after := cursor.piece(1)) and is_numeric(after):
        cursor.place += 1  # "first two" counts two
    numeral = read_numeral(cursor) or _one_percent(cursor)
    if numeral is None or (rank and numeral.unit != "count"):
        cursor.place = start
        return None
    if rank:
        numeral = replace(numeral, unit="ordinal")
    numeral = _signed(numeral, negative=negative) or numeral
    place = cursor.place
    cursor.hyphen()
    percent = cursor.phrase(table["percent"])
    if percent is None and numeral.unit == "fraction":
        cursor.take("of")
        if cursor.key() in word_table("number_words")["fractions_of_one"]:
            cursor.place += 1
        percent = cursor.phrase(table["percent"])
    if percent is None:
        cursor.place = place
        doubtful = _is_doubtful_count(cursor, start, numeral)
        return Term(Numeral(None) if doubtful else numeral)
    return Term(numeral, percent=Fraction(table["percent"][percent]))


def _one_percent(cursor: Cursor) -> Numeral | None:
    """The one in "a percentage point" and "a full percent"; None, unmoved, elsewhere."""
    table = word_table("number_qualifiers")
    start = cursor.place
    if cursor.key() in ("a", "an"):
        cursor.place += 1
        if cursor.key() in table["wholes"]:
            cursor.place += 1
        place = cursor.place
        if cursor.phrase(table["percent"]):
            cursor.place = place
            return Numeral(Fraction(1))
    cursor.place = start
    return None


def _is_doubtful_count(cursor: Cursor, start: int, numeral: Numeral) -> bool:
    """Whether a count can be read in two ways: "100m" may be metres; "1.500" may be a thousand and more."""
    tokens = cursor.tokens[start : cursor.place]
    if cursor.ended and start == 0 and len(tokens) == 2 and tokens[1].key == "m":
        return "." not in tokens[0].text
    return numeral.scale == 1 and any(map(is_two_faced, tokens))


def read_quantity(text: str, *, label: Literal["NUMBER", "PERCENT"]) -> Quantity | None:
    """The count, rank, fraction or percentage that a text gives, None where it gives none.

    The amount is null where the words give no figure, or where not all of them are understood.
    """
    cursor = Cursor(pieces(text))
    found = read_expression(cursor, _share_term if label == "PERCENT" else _quantity_term, is_sum=False)
    if found is None or not found.certain or found.low.numeral == Numeral(None):
        return None
    low, high = found.low, found.high
    percent = low.percent or (high.percent if high else None)
    unit: Literal["percent", "ordinal", "count", "fraction"] = low.numeral.unit
    if percent is not None or (label == "PERCENT" and unit == "count"):
        unit = "percent"
    elif high is not None and high.numeral.unit != unit:
        return None
    return Quantity(
        amount=_number(None if low.numeral.amount is None else low.numeral.amount * (percent or 1)),
        high=_number(None if high is None or high.numeral.amount is None else high.numeral.amount * (percent or 1)),
        unit=unit,
        qualifier=found.qualifier,
        order=_number(low.numeral.order),
    )
