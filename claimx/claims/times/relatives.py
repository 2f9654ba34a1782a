"""Times that hang on another time: "last", "two weeks ago", "the following day"; and the words that are passed over."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from claimx.claims.amounts.numerals import read_numeral
from claimx.claims.pieces import Cursor, word_table
from claimx.claims.times.almanac import (
    Moment,
    Now,
    Precision,
    Shift,
    Stamp,
    of_century,
    of_day,
    of_decade,
    of_month,
    of_week,
    of_year,
    shifted_days,
    shifted_months,
)


def words() -> dict[str, Any]:
    """The table of time words."""
    return word_table("time_words")


def skip(cursor: Cursor, *tables: str) -> bool:
    """Whether any phrase of the tables stood here; the cursor moves past all that do."""
    moved = False
    while any(cursor.phrase(words()[table]) for table in tables):
        cursor.hyphen()
        moved = True
    return moved


def skip_one(cursor: Cursor) -> bool:
    """Whether one phrase that changes nothing stood here ("around", "the end of"); the cursor moves past it."""
    table, qualifiers = words(), word_table("number_qualifiers")["lead"]
    return any(cursor.phrase(phrases) for phrases in (table["fillers"], table["modifiers"], qualifiers))


def read_shift(cursor: Cursor) -> Shift | None:
    """The shift in "last week", "this coming Friday", and the cursor moves past it."""
    found = cursor.phrase(words()["shifts"])
    shift: Shift | None = words()["shifts"][found] if found else None
    return shift


def read_hanging(cursor: Cursor) -> Stamp | None:
    """The time in "the following day", "that November", "the third day": it hangs on the text around it."""
    table = words()
    cursor.take("the")
    loose = cursor.phrase(table["unanchored"])
    if loose is None or (cursor.key() in table["units"] and loose in table["shifts"]):
        number = read_numeral(cursor) if loose is None else None
        if number is None or number.unit != "ordinal":
            return None
        cursor.phrase(table["count_adjectives"])
    key = cursor.key()
    unit = table["units"].get(key)
    precision: Precision | None = None
    if unit and not key.endswith("s"):
        precision = table["unit_precisions"].get(unit, "day")
    elif loose and key in table["months"]:
        precision = "month"
    elif loose and key in table["weekdays"]:
        precision = "day"
    elif loose and key in table["parts"]:
        precision = "time"
    elif loose and key in table["seasons"]:
        precision = "season"
    if precision is None or (loose in table["shifts"] and precision != "day"):
        return None
    cursor.place += 1
    return Stamp("day", fixed=Moment(None, precision, "none"))


def shifted_unit(unit: str, count: int, published: date | None) -> Moment:  # noqa: PLR0911 - one return a form
    """The unit (year, month, week …) so many of them from the day of publication."""
    precision: Precision = words()["unit_precisions"].get(unit, "day")
    if published is None:
        return Moment(None, precision, "none")
    year = published.year + count * {"Y": 1, "DE": 10, "CE": 100}.get(unit, 0)
    if not 0 < year < date.max.year - 100:
        return Moment(None, precision, "none")
    if unit == "Y":
        return of_year(year, "published")
    if unit == "DE":
        return of_decade(year - year % 10, "published")
    if unit == "CE":
        return of_century(year - year % 100, "published")
    if unit == "M":
        return of_month(*shifted_months(published, count), "published")
    if unit == "Q":
        year, month = shifted_months(published, 3 * count)
        return Moment(f"{year:04}-Q{(month + 2) // 3}", "season", "published")
    day = shifted_days(published, count * {"W": 7, "FN": 14}.get(unit, 1))
    if day is None:
        return Moment(None, precision, "none")
    return of_week(day) if unit in ("W", "FN") else of_day(day, "published")


def read_ago(cursor: Cursor, now: Now) -> Stamp | None:
    """The time in "two weeks ago", "a decade ago"; "two days later" hangs on the text and stays unresolved."""
    table = words()
    number = read_numeral(cursor)
    count = number.amount if number else None
    bare = False
    if number is None:
        bare = not (cursor.take("a") or cursor.take("an"))
        cursor.take("the")
        count = Fraction(1)
    cursor.hyphen()
    unit = table["units"].get(cursor.key())
    if unit is None or count is None or unit == "WE":
        return None
    cursor.place += 1
    cursor.take("'")
    word = cursor.phrase(table["ago"])
    if word is None or (bare and word not in ("before", "after")):
        return None
    coarse = "Y" if unit in ("DE", "CE", "ML") else unit
    sign = table["anchored_ago"].get(word)
    count *= table["unit_years"].get(unit, 1)
    if sign is None or unit in ("TH", "TM", "TS") or count.denominator != 1 or count > 999:
        precision = table["unit_precisions"].get(coarse, "day")
        return Stamp("day", fixed=Moment(None, precision, "none"))
    return Stamp("day", fixed=shifted_unit(coarse, sign * int(count), now.published))
