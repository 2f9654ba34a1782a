"""Years and what is longer, as news writes them: "2015", "fiscal 2010", "44 B.C.", "the '80s", "the 20th century"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.claims.amounts.numerals import read_numeral
from claimx.claims.times.almanac import Moment, Now, Stamp, of_century, of_decade
from claimx.claims.times.relatives import words

if TYPE_CHECKING:
    from claimx.claims.pieces import Cursor

_YEARS = range(1000, 2200)


def whole_number(cursor: Cursor, span: range, digits: int | None = None) -> int | None:
    """A whole number in digits (or an ordinal such as "3rd") within the span, and the cursor moves past it."""
    piece = cursor.piece()
    if piece is None or piece.kind not in ("figure", "ordinal") or piece.value is None or piece.value.denominator != 1:
        return None
    if int(piece.value) not in span or (digits and len(piece.text) != digits) or "," in piece.text or "." in piece.text:
        return None
    cursor.place += 1
    return int(piece.value)


def read_year(cursor: Cursor) -> int | None:
    """A year in four digits, and the cursor moves past it."""
    start = cursor.place
    year = whole_number(cursor, _YEARS, 4)
    after = cursor.piece()
    if year is not None and after is not None and (after.key in (":", "%") or (after.key == "s" and after.glued)):
        cursor.place = start
        return None
    return year


def read_named_year(cursor: Cursor, now: Now) -> Stamp | None:
    """The time in "2015", "the year 2000", "fiscal 2010", "44 B.C.", "A.D. 70"."""
    del now
    fiscal = cursor.take("fiscal")
    cursor.take("year")
    if cursor.take("a.d") or cursor.take("ad"):
        early = whole_number(cursor, range(1, 2200))
        return Stamp("year", year=early) if early else None
    start = cursor.place
    early = whole_number(cursor, range(1, 10000))
    if early and (cursor.phrase(words()["before_christ"])):
        return Stamp("year", fixed=Moment(f"BC{early:04}", "year"))
    cursor.place = start
    year = read_year(cursor)
    if year is None:
        return None
    return Stamp("year", fixed=Moment(f"FY{year}", "year")) if fiscal else Stamp("year", year=year)


def read_decade(cursor: Cursor, now: Now) -> Stamp | None:
    """The time in "the 1990s", "the '80s", "the nineties", "the 1800s" (a century)."""
    cursor.take("the")
    del now
    table = words()
    if cursor.key() in table["decades"]:
        cursor.place += 1
        return _of_two_digits(table["decades"][cursor.key(-1)])
    before = [token.key for token in cursor.tokens[: cursor.place]]
    short = cursor.take("'") or "the" in before or "s" in before
    piece, after = cursor.piece(), cursor.piece(1)
    if piece is None or after is None or piece.value is None or after.key != "s" or not after.glued:
        return None
    cursor.place += 2
    if len(piece.text) == 4 and int(piece.value) in _YEARS and piece.text.endswith("0"):
        year = int(piece.value)
        century = year % 100 == 0 and year < 2000
        return Stamp("century" if century else "decade", fixed=of_century(year) if century else of_decade(year))
    if len(piece.text) == 2 and piece.text.endswith("0"):
        return _of_two_digits(int(piece.text)) if short else None  # "his 40s" are an age
    return None


def _of_two_digits(decade: int) -> Stamp:
    if decade < 30:
        return Stamp("decade", fixed=Moment(None, "decade", "none"))
    return Stamp("decade", fixed=of_decade(1900 + decade))


def read_century(cursor: Cursor, now: Now) -> Stamp | None:
    """The time in "the 20th century", "the nineteenth century"."""
    cursor.take("the")
    del now
    number = read_numeral(cursor)
    cursor.hyphen()
    if number is None or number.unit != "ordinal" or number.amount is None or not 1 <= number.amount <= 22:
        return None
    if not cursor.take("century"):
        return None
    century = int(number.amount)
    if cursor.phrase(words()["before_christ"]):
        return Stamp("century", fixed=Moment(None, "century", "none"))
    return Stamp("century", fixed=of_century((century - 1) * 100))
