"""Dates as news writes them: "Aug. 15, 2021", "last Thursday", "the early 1990s", "the third quarter", "last week"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from claimx.claims.amounts.numerals import read_numeral
from claimx.claims.times.almanac import (
    Moment,
    Now,
    Shift,
    Stamp,
    of_day,
    of_week,
    resolved,
    shifted_days,
    shifted_months,
)
from claimx.claims.times.eras import read_century, read_decade, read_named_year, read_year, whole_number
from claimx.claims.times.relatives import read_ago, read_hanging, read_shift, shifted_unit, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from claimx.claims.pieces import Cursor


def _year_after(cursor: Cursor) -> tuple[int | None, Shift | None]:
    """The year that follows a month or season ("2019", ", 2019", "of 2019", "last year"), and no move if none does."""
    start = cursor.place
    if not cursor.take(","):
        cursor.take("of")
        cursor.take("in")
    year = read_year(cursor)
    if year is None:
        shift = read_shift(cursor) or ("this" if cursor.take("the") else None)
        if shift and cursor.key() == "year":
            cursor.place += 1
            return None, shift
        cursor.place = start
    return year, None


def _moved_year(shift: Shift, now: Now) -> int | None:
    return None if now.published is None else now.published.year + {"last": -1, "this": 0, "next": 1}[shift]


def read_day_number(cursor: Cursor) -> int | None:
    """A day of the month, not one that turns out to be an hour or a bigger figure."""
    start = cursor.place
    piece = cursor.piece()
    if piece is not None and piece.kind == "word":
        number = read_numeral(cursor)
        if number and number.unit == "ordinal" and number.amount and number.amount < 32:
            return int(number.amount)
        cursor.place = start
        return None
    day = whole_number(cursor, range(1, 32))
    after = cursor.piece()
    if day is not None and after is not None and (after.key == ":" or after.key in words()["meridiems"]):
        cursor.place = start
        return None
    return day


def read_month(cursor: Cursor) -> int | None:
    """A month by name, and the cursor moves past it."""
    month: int | None = words()["months"].get(cursor.key())
    if month is not None:
        cursor.place += 1
    return month


def with_year(stamp: Stamp, cursor: Cursor, now: Now) -> Stamp:
    """The stamp with the year that follows it, if one does."""
    year, shift = _year_after(cursor)
    if shift:
        year = _moved_year(shift, now)
        return stamp if year is None else replace(stamp, year=year, basis="published")
    return replace(stamp, year=year) if year else stamp


def _month_first(cursor: Cursor, now: Now) -> Stamp | None:
    """The time in "August", "last August", "Aug. 15", "Aug. 15, 2021", "August 2021"."""
    shift = read_shift(cursor)
    month = read_month(cursor)
    if month is None:
        return None
    place = cursor.place
    cursor.hyphen()
    cursor.take("the")
    day = read_day_number(cursor)
    if day is None and cursor.key() not in words()["weekdays"] and not cursor.key().isdecimal():
        cursor.place = place
    stamp = Stamp("day" if day else "month", month=month, day=day, shift=shift)
    return with_year(stamp, cursor, now)


def _day_first(cursor: Cursor, now: Now) -> Stamp | None:
    """The time in "15 August 2021", "the 10th of January", "the 10th", "the 10th of this month"."""
    first = cursor.piece()
    ordinal = first is not None and first.kind == "ordinal"
    day = read_day_number(cursor)
    if day is None:
        return None
    cursor.hyphen()
    of = cursor.take("of")
    month = read_month(cursor)
    if month is not None:
        cursor.hyphen()
        return with_year(Stamp("day", month=month, day=day), cursor, now)
    if not ordinal:
        return None
    if of:
        shift = read_shift(cursor) or ("this" if cursor.take("the") else None)
        if shift is None or not cursor.take("month"):
            return None
        if now.published is not None:
            year, month = shifted_months(now.published, {"last": -1, "this": 0, "next": 1}[shift])
            return Stamp("day", fixed=_dated(year, month, day, "published"))
    return Stamp("day", day=day) if cursor.ended or of else None


def _dated(year: int, month: int, day: int, basis: str = "explicit") -> Moment | None:
    try:
        return of_day(date(year, month, day), "published" if basis == "published" else "explicit")
    except ValueError:
        return None


def _numeric(cursor: Cursor, now: Now) -> Stamp | None:
    """The time in "2022-01-20", "1/20/2022", "20.1.2022"; unresolved if day and month could change places."""
    del now
    texts = [piece.text for piece in cursor.tokens[cursor.place : cursor.place + 5]]
    for mark in ("-", "/"):
        if len(texts) == 5 and texts[1] == texts[3] == mark and all(t.isdecimal() for t in texts[::2]):
            first, second, third = map(int, texts[::2])
            cursor.place += 5
            if len(texts[0]) == 4:
                fixed = _dated(first, second, third)
            elif len(texts[4]) != 4 or (first <= 12 and second <= 12 and first != second):
                return Stamp("day", fixed=Moment(None, "day", "none"))
            else:
                fixed = _dated(third, *((second, first) if first > 12 else (first, second)))
            return fixed and Stamp("day", fixed=fixed)
    dotted = texts[0].split(".") if texts else []
    if len(dotted) == 3 and len(dotted[2]) == 4 and "".join(dotted).isdecimal():
        cursor.place += 1
        fixed = _dated(int(dotted[2]), int(dotted[1]), int(dotted[0]))
        return fixed and Stamp("day", fixed=fixed)
    if texts and texts[0] == "9/11":
        cursor.place += 1
        return Stamp("day", fixed=_dated(2001, 9, 11))
    return None


def _named_day(cursor: Cursor, now: Now) -> Stamp | None:
    """The time in "today", "Christmas Eve", "Easter" (which moves, and stays unresolved)."""
    table = words()
    if (phrase := cursor.phrase(table["days"])) is not None:
        day = None if now.published is None else shifted_days(now.published, table["days"][phrase])
        return Stamp("day", fixed=Moment(None, "day", "none") if day is None else of_day(day, "published"))
    shift = read_shift(cursor)
    if (phrase := cursor.phrase(table["holidays"])) is not None:
        month, number = map(int, table["holidays"][phrase].split("-"))
        return with_year(Stamp("day", month=month, day=number, shift=shift), cursor, now)
    if cursor.phrase(table["movable_holidays"]) is not None:
        _year_after(cursor)
        return Stamp("day", fixed=Moment(None, "day", "none"))
    return None


def _weekday(cursor: Cursor, now: Now) -> Stamp | None:
    """The time in "Thursday", "last Thursday", "Monday, the 10th of January"."""
    shift = read_shift(cursor)
    weekday = words()["weekdays"].get(cursor.key())
    if weekday is None:
        return None
    cursor.place += 1
    start = cursor.place
    cursor.take(",")
    cursor.take("the")
    dated = _month_first(cursor, now) or _day_first(cursor, now)
    if dated is not None and dated.day:
        return replace(dated, weekday=weekday)
    cursor.place = start
    if cursor.take("of"):
        period = _relative_unit(cursor, now)
        if period is not None and period.fixed is not None and period.fixed.precision == "week" and period.fixed.first:
            return Stamp("day", fixed=of_day(period.fixed.first + timedelta(days=weekday - 1), "published"))
        cursor.place = start
    return Stamp("day", weekday=weekday, shift=shift)


def _season(cursor: Cursor, now: Now) -> Stamp | None:
    """The time in "summer 2019", "last spring", "the third quarter of 2019", "Q3"."""
    cursor.take("the")
    shift = read_shift(cursor)
    table = words()
    season = table["seasons"].get(cursor.key())
    if season:
        cursor.place += 1
        return with_year(Stamp("season", season=season, shift=shift), cursor, now)
    if cursor.key() == "q" and (piece := cursor.piece(1)) and piece.glued and piece.text in "1234":
        cursor.place += 2
        return with_year(Stamp("season", quarter=int(piece.text)), cursor, now)
    if (shift == "last" or cursor.take("final")) and cursor.take("quarter"):
        stamp = with_year(Stamp("season", quarter=4), cursor, now)
        return stamp if stamp.year else None
    number = read_numeral(cursor)
    cursor.hyphen()
    if number and number.unit == "ordinal" and number.amount in (1, 2, 3, 4) and cursor.take("quarter"):
        return with_year(Stamp("season", quarter=int(number.amount)), cursor, now)
    return None


def _relative_unit(cursor: Cursor, now: Now) -> Stamp | None:  # noqa: PLR0911 - one return a form
    """The time in "last week", "this year", "the following day" (which hangs on the text and stays unresolved)."""
    table = words()
    start = cursor.place
    if (end := cursor.phrase(table["ends"])) is not None:
        return Stamp("day", fixed=shifted_unit(table["ends"][end], 0, now.published))
    cursor.take("the")
    if cursor.take("week", "of") and (day := read_date(cursor, now)) and (moment := resolved(day, now)):
        week = of_week(moment.first, moment.basis) if moment.first and moment.precision == "day" else None
        return Stamp("week", fixed=week or Moment(None, "week", "none"))
    cursor.place = start
    hanging = read_hanging(cursor)
    if hanging is not None:
        return hanging
    cursor.place = start
    shift = read_shift(cursor)
    if shift is None:
        if start == 0 or not cursor.take("the"):
            return None
        shift = "this"  # "the end of the year"
    unit = table["units"].get(cursor.key())
    if unit is None or cursor.key().endswith("s") or unit in ("TH", "TM", "TS", "WE", "ML"):
        return None
    cursor.place += 1
    if (unit == "D" and shift != "this") or (unit in ("W", "D") and cursor.key() == "of"):  # "last week of the race"
        return Stamp("day", fixed=Moment(None, "week" if unit == "W" else "day", "none"))
    return Stamp("day", fixed=shifted_unit(unit, {"last": -1, "this": 0, "next": 1}[shift], now.published))


def _first_of(readers: tuple[Callable[[Cursor, Now], Stamp | None], ...], cursor: Cursor, now: Now) -> Stamp | None:
    start = cursor.place
    for reader in readers:
        stamp = reader(cursor, now)
        if stamp is not None:
            return stamp
        cursor.place = start
    return None


_DAYS = (
    _numeric,
    _named_day,
    read_ago,
    _weekday,
    _month_first,
    _day_first,
    read_century,
    _season,
    _relative_unit,
    read_decade,
)


def read_date(cursor: Cursor, now: Now) -> Stamp | None:
    """The date that stands at the cursor (a day, week, month, year, decade …); None, unmoved, where none does."""
    return _first_of((*_DAYS, read_named_year), cursor, now)
