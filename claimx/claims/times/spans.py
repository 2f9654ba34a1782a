"""Ranges between two times, or open on one side: "between 2014 and 2016", "March 3-5", "since 2021", "this weekend"."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from claimx.claims.times.almanac import Basis, Moment, Now, Precision, Stamp, of_day, of_year, resolved
from claimx.claims.times.clocks import reach_point, read_clock
from claimx.claims.times.eras import read_year
from claimx.claims.times.relatives import read_shift, skip, words
from claimx.claims.times.stamps import read_day_number, read_month, with_year
from claimx.schema import Time

if TYPE_CHECKING:
    from claimx.claims.pieces import Cursor


def between(start: Moment | None, end: Moment | None) -> Time | None:
    """The range between two moments, open where one is None; None where it would run backwards."""
    if start and end and start.first and end.first and start.first > end.first:
        return None
    given = [moment for moment in (start, end) if moment is not None]
    precision: Precision = given[-1].precision if given else "day"
    if any(moment.value is None for moment in given):
        return Time(type="range", precision=precision)
    bases: list[Basis] = [moment.basis for moment in given]
    basis: Basis = "none" if "none" in bases else "published" if "published" in bases else "explicit"
    first, last = start.value if start else None, end.value if end else None
    return Time(type="range", start=first, end=last, precision=precision, basis=basis)


def _shared(low: Stamp, high: Stamp) -> tuple[Stamp, Stamp]:
    """The two ends of a range, each with what only the other one says: the year, the day of a time."""
    if high.year and not low.year and low.month and low.fixed is None and high.fixed is None:
        later = (low.month, low.day or 0) > (high.month or 12, high.day or 31)
        return replace(low, year=high.year - later), high
    if low.clock and high.clock:
        if not _is_dated(low) and _is_dated(high):
            return replace(high, clock=low.clock), high
        if _is_dated(low) and not _is_dated(high):
            return low, replace(low, clock=high.clock)
    return low, high


def _is_dated(stamp: Stamp) -> bool:
    return bool(stamp.fixed or stamp.day or stamp.weekday)


def _both_ends(low: Stamp, high: Stamp, now: Now) -> tuple[Moment, Moment] | None:
    """The two ends resolved so that the second comes after the first: each hangs on the other."""
    low, high = _shared(low, high)
    if now.tense == "future":
        start = resolved(low, now)
        later = Now(start.first, "future") if start and start.first and now.published else now
        end = resolved(high, later)
    else:
        end = resolved(high, now)
        earlier = Now(end.first, "past") if end and end.first and now.published else now
        start = resolved(low, earlier)
    return (start, end) if start and end else None


def read_pair(cursor: Cursor, now: Now) -> Time | None:  # noqa: PLR0911 - one return a form
    """The time in "between 2014 and 2016", "March to May 2005", "Monday-Friday", "Saturday and Sunday"."""
    table = words()
    framed = cursor.phrase(table["pairs"]) is not None
    place = cursor.place
    skip(cursor, "fillers", "modifiers")
    short = _clock_span(cursor)
    if short is not None:
        return short
    cursor.place = place
    low = reach_point(cursor, now)
    if low is None:
        return None
    cursor.take(",")
    if cursor.key(1) in table["joins"]:
        cursor.hyphen()  # "April-to-June"
    join = cursor.phrase(table["joins"])
    if join is None:
        return None
    cursor.hyphen()
    high = reach_point(cursor, now)
    ends = _both_ends(low, high, now) if high else None
    if ends is None:
        return None
    start, end = ends
    listed = join in ("and", "or") and not framed
    if listed and start.last and end.first and end.first - start.last != timedelta(days=1):
        return Time(type="vague")
    if listed and None in (start.value, end.value) and not _follows(low, high):
        return Time(type="vague")
    return between(start, end) or Time(type="vague")


def _follows(low: Stamp, high: Stamp | None) -> bool:
    return bool(low.weekday and high and high.weekday and high.weekday % 7 == (low.weekday + 1) % 7)


def _clock_span(cursor: Cursor) -> Time | None:
    """The time in "9 to 11 a.m.", with or without a day; None, unmoved, elsewhere."""
    start = cursor.place
    piece = cursor.piece()
    if piece is None or piece.kind != "figure" or not piece.text.isdecimal() or int(piece.text) > 12:
        return None
    cursor.place += 1
    if cursor.phrase(words()["joins"]):
        high, found = read_clock(cursor), words()["meridiems"]
        meridiem = next((found[p.key] for p in cursor.tokens[start : cursor.place] if p.key in found), None)
        if high and meridiem is not None:
            low = f"T{int(piece.text) % 12 + meridiem:02}:00"
            return (
                between(Moment(low, "time"), Moment(high, "time"))
                if low < high
                else Time(type="range", precision="time")
            )
    cursor.place = start
    return None


def read_day_span(cursor: Cursor, now: Now) -> Time | None:
    """The time in "March 3-5, 2019", "3-5 March", "Jan. 20 and 21"."""
    cursor.phrase(words()["pairs"])
    cursor.take("the")
    month = read_month(cursor)
    low = read_day_number(cursor)
    join = cursor.phrase(words()["joins"]) if low else None
    if month is None:
        cursor.take("the")
    high = read_day_number(cursor) if join else None
    if low is None or high is None:
        return None
    if month is None:
        cursor.take("of")
        month = read_month(cursor)
    if month is None:
        return None
    last = with_year(Stamp("day", month=month, day=high), cursor, now)
    end = resolved(last, now)
    start = resolved(replace(last, day=low), now)
    if start is None or end is None or low >= high or (join in ("and", "or") and high != low + 1):
        return Time(type="vague")
    if start.first and end.first and start.first > end.first:  # today lies between them
        start = resolved(replace(last, year=end.first.year, day=low), now)
        start = start and start._replace(basis="published")
    return between(start, end)


def read_year_span(cursor: Cursor, now: Now) -> Time | None:
    """The time in "2015-16", "2003/04", "1999-2000"; "2021-08" is a month."""
    del now
    cursor.phrase(words()["pairs"])
    skip(cursor, "fillers")
    piece = cursor.piece()
    if piece is not None and "/" in piece.text and piece.kind in ("fraction", "unreadable"):
        cursor.place += 1
        first, _, second = piece.text.partition("/")
        year = int(first) if len(first) == 4 and len(second) in (1, 2) else None
    else:
        year = read_year(cursor)
        after = cursor.piece(1)
        if year is None or cursor.key() != "-" or after is None or len(after.text) > 2 or not after.text.isdecimal():
            return None
        second = after.text
        cursor.place += 2
    if year is None:
        return None
    end = year - year % 10 ** len(second) + int(second) + (100 if second == "00" else 0)
    if end > year:
        return between(of_year(year), of_year(end))
    if 1 <= int(second) <= 12 and len(second) == 2:
        return Time(type="date", value=f"{year}-{second}", precision="month", basis="explicit")
    return None


def read_open(cursor: Cursor, now: Now) -> Time | None:
    """The time in "since 2021", "until Friday", "before 9 a.m."."""
    opener = cursor.phrase(words()["openers"])
    if opener is None or cursor.key() == "of":  # "beginning of 2004"
        return None
    point = reach_point(cursor, now)
    if point is None:
        return None
    starts = words()["openers"][opener] == "start"
    hung = Now(now.published, "past") if starts and opener.endswith("since") else now
    moment = resolved(point, hung)
    cursor.phrase(words()["onward"])
    if moment is None:
        return None
    return between(moment, None) if starts else between(None, moment)


def read_weekend(cursor: Cursor, now: Now) -> Time | None:
    """The Saturday and Sunday of "this weekend", "the weekend"."""
    skip(cursor, "modifiers")
    shift = read_shift(cursor)
    cursor.take("the")
    if not cursor.take("weekend"):
        return None
    saturday = resolved(Stamp("day", weekday=6, shift=shift), now)
    if saturday is None or saturday.first is None or saturday.first == date.max:
        return Time(type="range", precision="day")
    return between(saturday, of_day(saturday.first + timedelta(days=1), "published"))


def as_date(moment: Moment) -> Time:
    """The moment as a time of type date."""
    return Time(type="date", value=moment.value, precision=moment.precision, basis=moment.basis)
