"""Dates, ranges, durations and recurring times, from the words of one entity: "since 2021", "two decades".

A relative expression needs the day of publication; without it, it has a type and no value. Vague words stay vague.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from claimx.claims.amounts.numerals import read_numeral
from claimx.claims.pieces import Cursor, is_numeric, pieces
from claimx.claims.times.almanac import Now, Tense, of_day, resolved, shifted_days
from claimx.claims.times.clocks import reach_point
from claimx.claims.times.periods import read_duration, read_set
from claimx.claims.times.relatives import skip, skip_one, words
from claimx.claims.times.spans import (
    as_date,
    read_day_span,
    read_open,
    read_pair,
    read_weekend,
    read_year_span,
)
from claimx.claims.times.stretches import read_part_of, read_rolling
from claimx.schema import Time

if TYPE_CHECKING:
    from datetime import date

_VAGUE = Time(type="vague")


def _vague_word(cursor: Cursor, now: Now) -> Time | None:
    """The time in "now", "the near future", "earlier"."""
    del now
    start = cursor.place
    for tables in ((), ("fillers",), ("modifiers",), ("fillers", "modifiers")):
        cursor.place = start
        skip(cursor, *tables)
        cursor.phrase(words()["vague"])
        if cursor.ended and cursor.tokens:
            return _VAGUE
    return None


def _vague_span(cursor: Cursor, now: Now) -> Time | None:
    """The time in "in recent days", "the coming months"."""
    del now
    table = words()
    skip(cursor, "fillers")
    if not skip(cursor, "vague_adjectives") or cursor.key() not in table["units"]:
        return None
    plural = cursor.key().endswith("s") or cursor.key(-1) in ("coming", "upcoming", "recent")
    cursor.place += 1
    return _VAGUE if plural else None


def _vague_count(cursor: Cursor, now: Now) -> Time | None:
    """The time in "several years ago", "decades later"."""
    del now
    table = words()
    skip(cursor, "fillers", "modifiers")
    number = read_numeral(cursor)
    told = number is not None and number.amount is not None
    plural = cursor.key().endswith("s") or number is not None
    if told or not plural or cursor.key() not in table["units"]:
        return None
    cursor.place += 1
    cursor.take("'")
    return _VAGUE if cursor.phrase(table["ago"]) else None


def _bare_unit(cursor: Cursor, now: Now) -> Time | None:
    """The time in "year", "the month", "mid-week", "his 40s"."""
    del now
    table = words()
    while skip_one(cursor):
        cursor.hyphen()
    piece = cursor.piece()
    if piece is not None and piece.kind == "figure" and cursor.key(1) == "s" and len(piece.text) == 2:
        cursor.place += 2
        return _VAGUE
    unit = cursor.key() in table["units"] or cursor.key() in table["loose_units"]
    cursor.place += 1
    return _VAGUE if unit and cursor.ended else None


def _eve(cursor: Cursor, now: Now) -> Time | None:
    """The time in "the eve of Jan. 20": the day before."""
    cursor.take("the")
    if not cursor.take("eve", "of"):
        return None
    point = reach_point(cursor, now)
    moment = resolved(point, now) if point else None
    if moment is None:
        return None
    if moment.first is None or moment.precision != "day":
        return Time(type="date", precision="day")
    day = shifted_days(moment.first, -1)
    return None if day is None else as_date(of_day(day, moment.basis))


def _point(cursor: Cursor, now: Now) -> Time | None:
    """One date or time."""
    point = reach_point(cursor, now)
    moment = resolved(point, now) if point else None
    return None if moment is None else as_date(moment)


_READERS = (
    _vague_word, _vague_span, _vague_count, read_set, read_open, read_rolling, read_part_of, read_weekend, _eve,
    read_year_span, read_day_span, read_pair, _point, read_duration, _bare_unit,
)  # fmt: skip


def _is_read(cursor: Cursor) -> bool:
    """Whether nothing that could matter is left: no figure, no number word, no time word."""
    table = words()
    for piece in cursor.tokens[cursor.place :]:
        if piece.key == "(":
            return True
        if is_numeric(piece) or any(piece.key in table[name] for name in ("months", "weekdays", "units", "parts")):
            return False
        if piece.key in (":", "/") or piece.key in ("ago", "before", "after", "since", "until", "and", "to", "-"):
            return False
    return True


def read_time(
    text: str, *, label: Literal["DATE", "TIME"], published: date | None, tense: Tense | None = None
) -> Time | None:
    """The time that a text gives, None where it is not understood; relative ones hang on the day of publication.

    A bare weekday or date is the latest one, the day of publication included, unless the tense is "future";
    a date without a year and without a tense is the nearest one.
    """
    now = Now(published, tense)
    tokens = pieces(text)
    while tokens and tokens[-1].key in (",", ".", ";", ":", "'", ")") and len(tokens) > 1:
        tokens = tokens[:-1]
    if not any(piece.kind != "mark" for piece in tokens):
        return None
    for reader in _READERS:
        cursor = Cursor(tokens)
        time = reader(cursor, now)
        if time is not None and _is_read(cursor):
            return time
    return _age(Cursor(tokens)) if label == "DATE" else None


def _age(cursor: Cursor) -> Time | None:
    """A bare number in the place of a date is an age: "Ali Khan, 47,"."""
    piece = cursor.piece()
    if (
        len(cursor.tokens) == 1
        and piece
        and piece.kind == "figure"
        and piece.text.isdecimal()
        and 13 <= int(piece.text) <= 120
    ):
        return Time(type="duration", value=f"P{int(piece.text)}Y", basis="explicit")
    return None
