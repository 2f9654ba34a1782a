"""Numerals as news writes them: the grammar of number words and figures.

Values are fractions, so that 1.1 million is exact. A numeral that gives no figure ("hundreds of thousands")
has an order of magnitude instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Literal

from claimx.claims.pieces import Cursor, Piece, word_table

_ZERO, _ONE = Fraction(0), Fraction(1)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number as read; `scale` is the multiplier it ends in ("5 billion"), which a range may share."""

    amount: Fraction | None
    order: Fraction | None = None
    scale: Fraction = Fraction(1)
    unit: Literal["count", "ordinal", "fraction"] = "count"
    qualifier: str | None = None


def _scales(cursor: Cursor, *, after_figure: bool) -> Fraction:
    """The product of the scale words that stand here ("lakh crore"), 1 for none."""
    table = word_table("number_words")
    product = _ONE
    while True:
        start = cursor.place
        cursor.hyphen()
        piece = cursor.piece()
        if piece is None or piece.kind != "word":
            cursor.place = start
            return product
        value = table["scales"].get(piece.key)
        if value is None and piece.key not in ("tens", "scores"):
            value = table["plural_scales"].get(piece.key)
        if value is None and after_figure and (piece.glued or cursor.spaced_letters):
            value = table["letter_scales"].get(piece.key)
        if value is None:
            cursor.place = start
            return product
        cursor.place += 1
        product *= value


def _below_hundred(cursor: Cursor) -> Fraction | None:
    table = word_table("number_words")
    key = cursor.key()
    if key in table["units"]:
        cursor.place += 1
        return Fraction(table["units"][key])
    if key not in table["tens"]:
        return None
    cursor.place += 1
    value = table["tens"][key]
    start = cursor.place
    cursor.hyphen()
    unit = table["units"].get(cursor.key(), 0)
    if 0 < unit < 10:
        cursor.place += 1
        return Fraction(value + unit)
    cursor.place = start
    return Fraction(value)


def _is_part(piece: Piece) -> bool:
    """Whether a token is a fraction in signs: "1/2" or "½"."""
    return piece.kind == "fraction" or (piece.kind == "figure" and not piece.text.isascii() and len(piece.text) == 1)


def _and_part(cursor: Cursor) -> Fraction:
    """The fraction in "two and a half", "2 1/2", "2½"; 0 where none stands here."""
    start = cursor.place
    cursor.hyphen()
    piece = cursor.piece()
    if piece and _is_part(piece):
        cursor.place += 1
        return piece.value or Fraction(0)
    if cursor.joined and cursor.take("and"):
        cursor.hyphen()
        part = _part(cursor)
        if part is not None:
            return part
    cursor.place = start
    return _ZERO


def _group(cursor: Cursor) -> tuple[Fraction, Fraction] | None:  # noqa: PLR0911 - one return a form
    """The number below its scale words, and the hundred that it ends in (else 1): "five", "2.5", "three hundred"."""
    table = word_table("number_words")
    piece = cursor.piece()
    if piece is None:
        return None
    if piece.kind == "figure" and piece.value is not None:
        cursor.place += 1
        value = piece.value
        if value >= 1 and value.denominator == 1:
            value += _and_part(cursor)
        return (value * 100, Fraction(100)) if cursor.take("hundred") else (value, _ONE)
    start = cursor.place
    if piece.key in ("a", "an"):
        cursor.place += 1
        if cursor.key() not in table["scales"] and cursor.key() not in table["hundred"]:
            cursor.place = start
            return None
        value = Fraction(1)
    else:
        small = _below_hundred(cursor)
        if small is None:
            return None
        value = small + _and_part(cursor)
    before_hundred = cursor.place
    cursor.hyphen()
    if not cursor.take("hundred"):
        cursor.place = before_hundred
        return value, _ONE
    rest_start = cursor.place
    if cursor.joined:
        cursor.take("and")
    rest = _below_hundred(cursor)
    if rest is None or cursor.key() in table["hundred"]:
        cursor.place = rest_start
        return value * 100, Fraction(100)
    return value * 100 + rest, _ONE


def _cardinal(cursor: Cursor) -> Numeral | None:
    """A cardinal number in words, figures or both: "2.5 lakh crore", "two thousand five hundred", "a million"."""
    total, last, scale = _ZERO, _ZERO, _ONE
    while True:
        start = cursor.place
        if last and cursor.joined:
            cursor.take("and")
        piece, read = cursor.piece(), _group(cursor)
        if piece is None or read is None:
            cursor.place = start
            break
        group, hundred = read
        product = _scales(cursor, after_figure=piece.kind == "figure")
        if last and (group * product >= last or (piece.kind == "figure" and product == 1)):
            cursor.place = start
            break
        total += group * product
        scale = product * hundred
        if product > 1:
            total += _and_part(cursor) * product
        last = product
        if product == 1:
            break
    return Numeral(total, scale=scale) if last else None


def _of_scale(cursor: Cursor) -> Fraction:
    """The scale in "half a million", "a quarter of a million", "half-million"; 1 where none stands here."""
    table = word_table("number_words")
    start = cursor.place
    cursor.hyphen()
    if cursor.take("of"):
        cursor.hyphen()
    if cursor.key() in table["fractions_of_one"]:
        cursor.place += 1
    product = _scales(cursor, after_figure=False)
    if product == 1 and cursor.take("hundred"):
        product = Fraction(100)
    if product == 1:
        cursor.place = start
    return product


def _part(cursor: Cursor) -> Fraction | None:
    """The value of a fraction: "two-thirds", "a quarter", "half", "3/4"."""
    table = word_table("number_words")
    start = cursor.place
    piece = cursor.piece()
    if piece is None:
        return None
    if _is_part(piece):
        cursor.place += 1
        return piece.value
    numerator: Fraction | None = Fraction(1)
    article = piece.key in ("a", "an")
    if article or piece.key == "another":
        cursor.place += 1
        cursor.hyphen()
    elif piece.key not in ("half", "quarter"):
        numerator = _below_hundred(cursor) if piece.kind == "word" else None
        cursor.hyphen()
    denominator = table["denominators"].get(cursor.key())
    fits = denominator is not None and (numerator == 1 or cursor.key().endswith("s"))
    if article and fits and denominator not in (2, 4):  # "a third man" is no fraction
        fits = cursor.piece(1) is None or cursor.key(1) in ("of", "as") or cursor.key(1) in table["scales"]
    if not fits or numerator is None or numerator > 20:
        cursor.place = start
        return None
    cursor.place += 1
    return numerator / Fraction(denominator or 1)


def _fraction(cursor: Cursor) -> Numeral | None:
    """A fraction, or that part of a scale: "two-thirds", "half a million", "a quarter of a million"."""
    part = _part(cursor)
    if part is None:
        return None
    scale = _of_scale(cursor)
    return Numeral(part * scale) if scale > 1 else Numeral(part, unit="fraction")


def _odds(cursor: Cursor) -> Numeral | None:
    """The fraction in "one in five", "four out of 10", "one of every three"."""
    start = cursor.place
    over = _cardinal(cursor)
    if over and cursor.phrase(word_table("number_words")["odds"]):
        under = _cardinal(cursor)
        if under and over.amount and under.amount and over.scale == 1 and over.amount < under.amount:
            return Numeral(over.amount / under.amount, unit="fraction")
    cursor.place = start
    return None


def _ordinal(cursor: Cursor) -> Numeral | None:
    table = word_table("number_words")
    piece = cursor.piece()
    if piece is None:
        return None
    start = cursor.place
    if piece.kind == "ordinal":
        cursor.place += 1
        return Numeral(piece.value, unit="ordinal")
    tens = table["tens"].get(piece.key, 0)
    if tens:
        cursor.place += 1
        cursor.hyphen()
    unit = table["ordinals"].get(cursor.key())
    if unit is None or (tens and unit > 9):
        cursor.place = start
        return None
    cursor.place += 1
    return Numeral(Fraction(tens + unit), unit="ordinal")


def _magnitude(word: str, value: int) -> Fraction:
    """The order of magnitude that a scale word tells: a dozen and a score count as tens."""
    return Fraction(10) if word.startswith(("dozen", "score")) else Fraction(value)


def _counted_vaguely(cursor: Cursor) -> Numeral | None:
    """A count that gives no figure: "several million", "tens of thousands", "a six-figure", "multi-billion"."""
    table = word_table("number_words")
    start = cursor.place
    digits = _figures_long(cursor)
    if digits:
        return Numeral(None, order=digits)
    counted = cursor.phrase(table["vague_counts"])
    qualifier = table["vague_counts"].get(counted)
    bare = counted is not None
    if counted is None and (key := cursor.phrase(table["vague_before_scales"])):
        counted, qualifier = key, table["vague_before_scales"][key]
    cursor.hyphen()
    order = Fraction(1)
    words = 0
    while True:
        place = cursor.place
        if words:
            cursor.take("of")
            cursor.hyphen()
        key = cursor.key()
        value = table["plural_scales"].get(key) or table["scales"].get(key) or table["hundred"].get(key)
        value = value or (table["multi_scales"].get(key) if not words else None)
        if value is None:
            cursor.place = place
            break
        cursor.place += 1
        order *= _magnitude(key, value)
        words += 1
    if not words and not bare:
        cursor.place = start
        return None
    if not words and cursor.place and cursor.tokens[cursor.place - 1].key == "-":
        cursor.place -= 1
    return Numeral(None, order=order, qualifier=qualifier)


def _figures_long(cursor: Cursor) -> Fraction | None:
    """The order of magnitude of "six-figure" and "double-digit"."""
    table = word_table("number_words")
    start = cursor.place
    key = cursor.key()
    count = table["units"].get(key) or (cursor.piece() or _NOTHING).value
    order = Fraction(table["digit_counts"].get(key, 0))
    cursor.place += 1
    cursor.hyphen()
    word = cursor.key()
    cursor.place += 1
    if word in ("figure", "figures") and count and 2 <= count <= 15 and count == int(count):
        return Fraction(10 ** (int(count) - 1))
    if word in ("digit", "digits") and order:
        return order
    cursor.place = start
    return None


_NOTHING = Piece("mark", "", "", glued=False)


@cache
def _openings() -> frozenset[str]:
    """Every word that a numeral can begin with."""
    table = word_table("number_words")
    phrases = [phrase for part in table.values() if not isinstance(part, str) for phrase in part]
    return frozenset(phrase.split()[0] for phrase in phrases) | {"a", "an", "another"}


def read_numeral(cursor: Cursor) -> Numeral | None:
    """The numeral that stands at the cursor, which moves past it; None, and no move, where none does."""
    piece = cursor.piece()
    if piece is None or (piece.value is None and piece.key not in _openings()):
        return None
    for reader in (_odds, _fraction, _ordinal, _counted_vaguely, _cardinal):
        numeral = reader(cursor)
        if numeral is not None:
            return numeral
    return None
