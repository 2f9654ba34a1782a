"""Stretches that are counted off: "the past 10 years", "the first half of 2021", "the last week of May"."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from claimx.claims.amounts.numerals import read_numeral
from claimx.claims.times.almanac import (
    Moment,
    Now,
    Precision,
    Stamp,
    of_century,
    of_day,
    of_month,
    of_year,
    resolved,
    shifted_days,
    shifted_months,
)
from claimx.claims.times.relatives import skip, words
from claimx.claims.times.spans import as_date, between
from claimx.claims.times.stamps import read_date
from claimx.schema import Time

if TYPE_CHECKING:
    from claimx.claims.pieces import Cursor


def read_rolling(cursor: Cursor, now: Now) -> Time | None:
    """The time in "the past 10 years", "the next three days", "the past decade"; "the past few years" is vague."""
    table = words()
    skip(cursor, "fillers")
    adjective = cursor.phrase(table["span_shifts"])
    if adjective is None:
        return None
    sign = table["span_shifts"][adjective]
    number = read_numeral(cursor)
    cursor.hyphen()
    unit = table["units"].get(cursor.key())
    if unit in (None, "WE") or (number is None and not (adjective.endswith("past") or unit == "DE")):
        return None
    if number is not None and number.amount is None:
        cursor.place += 1
        return Time(type="vague")
    cursor.place += 1
    count = (number.amount if number and number.amount is not None else Fraction(1)) * table["unit_years"].get(unit, 1)
    precision: Precision = table["unit_precisions"].get("Y" if unit in table["unit_years"] else unit, "day")
    precision = "day" if precision == "week" else "month" if precision == "season" else precision
    far = _moved(now.published, unit, int(count) * (sign or 0)) if count.denominator == 1 and count < 9999 else None
    if sign is None or far is None or now.published is None:
        return Time(type="range", precision=precision)
    near = _cut(now.published, precision)
    return between(far, near) if sign < 0 else between(near, far)


def _cut(day: date, precision: Precision) -> Moment:
    if precision == "year":
        return of_year(day.year, "published")
    return of_month(day.year, day.month, "published") if precision == "month" else of_day(day, "published")


def _moved(day: date | None, unit: str, count: int) -> Moment | None:
    """The year, month or day so many units from a day; None for hours that make no day, or outside the calendar."""
    if day is None:
        return None
    if unit in ("Y", "DE", "CE", "ML"):
        return of_year(day.year + count, "published") if 0 < day.year + count < date.max.year else None
    if unit in ("M", "Q"):
        return of_month(*shifted_months(day, count * (3 if unit == "Q" else 1)), "published")
    if unit == "TH" and count % 24 == 0:
        unit, count = "D", count // 24
    days = {"D": 1, "N": 1, "W": 7, "FN": 14}.get(unit)
    moved = None if days is None else shifted_days(day, days * count)
    return None if moved is None else of_day(moved, "published")


def read_part_of(cursor: Cursor, now: Now) -> Time | None:  # noqa: PLR0911 - one return a form
    """The time in "the first half of 2021", "the last week of May", "18th and 19th centuries"."""
    table = words()
    skip(cursor, "fillers")
    number = read_numeral(cursor)
    last = False
    if number is None:
        last = cursor.take("last") or cursor.take("final")
    elif number.unit != "ordinal" or number.amount is None:
        return None
    ordinal = -1 if last else int(number.amount or 0) if number else 0
    if not last and cursor.phrase(("and", "to", "-")):
        return _centuries(cursor, ordinal)
    cursor.hyphen()
    count = read_numeral(cursor) if ordinal in (1, -1) else None
    half = cursor.take("half") or (count is not None and count.amount == Fraction(1, 2))
    unit = "M" if half else table["units"].get(cursor.key())
    if ordinal == 0 or unit not in ("M", "W", "D") or (count and not half and count.unit != "count"):
        return None
    if not half:
        cursor.place += 1
    if not (cursor.take("of") or cursor.take("in")):
        return Time(type="range", precision="month") if half else None
    skip(cursor, "fillers", "modifiers")
    shift = "this" if cursor.tokens[cursor.place - 1].key == "the" and cursor.key() == "year" else None
    stamp = Stamp(
        "year", fixed=of_year(now.published.year, "published") if now.published else Moment(None, "year", "none")
    )
    if shift:
        cursor.place += 1
    else:
        found = read_date(cursor, now)
        if found is None:
            return None
        stamp = found
    period = resolved(stamp, now)
    length = Fraction(6) if half else count.amount if count else Fraction(1)
    if period is None or length is None or length.denominator != 1:
        return None
    return _slice(period, unit, ordinal, int(length))


def _slice(period: Moment, unit: str, ordinal: int, length: int) -> Time | None:  # noqa: PLR0911 - one return a form
    """So many months, weeks or days of a period: the first ones, the second ones, or the last ones for -1."""
    precision: Precision = "month" if unit == "M" else "day"
    if period.first is None or period.last is None:
        return Time(type="range", precision=precision)
    if unit == "M" and period.precision in ("century", "decade") and length == 6:
        years = (period.last.year - period.first.year + 1) // 2
        year = period.first.year + (years if ordinal in (2, -1) else 0)
        return between(of_year(year, period.basis), of_year(year + years - 1, period.basis))
    if unit == "M":
        months = (period.last.year - period.first.year) * 12 + period.last.month - period.first.month + 1
        begin = months - length if ordinal < 0 else (ordinal - 1) * length
        if not 0 <= begin <= months - length or period.precision != "year":
            return None
        start = of_month(*shifted_months(period.first, begin), period.basis)
        return between(start, of_month(*shifted_months(period.first, begin + length - 1), period.basis))
    days = length * (7 if unit == "W" else 1)
    total = (period.last - period.first).days + 1
    begin = total - days if ordinal < 0 else (ordinal - 1) * days
    if not 0 <= begin <= total - days:
        return None
    first = period.first + timedelta(days=begin)
    if days == 1:
        return as_date(of_day(first, period.basis))
    return between(of_day(first, period.basis), of_day(first + timedelta(days=days - 1), period.basis))


def _centuries(cursor: Cursor, low: int) -> Time | None:
    high = read_numeral(cursor)
    cursor.hyphen()
    if high is None or high.unit != "ordinal" or high.amount is None or not cursor.phrase(("centuries", "century")):
        return None
    if not 1 <= low < int(high.amount) <= 22:
        return None
    return between(of_century((low - 1) * 100), of_century(int(high.amount - 1) * 100))
