"""Times of day as news writes them: "9 a.m.", "0600 GMT", "noon", "Tuesday night", "the early hours of Monday"."""

from __future__ import annotations

from dataclasses import replace

from claimx.claims.pieces import Cursor, word_table
from claimx.claims.times.almanac import Moment, Now, Stamp, of_day, shifted_days
from claimx.claims.times.relatives import read_shift, skip, skip_one, words
from claimx.claims.times.stamps import read_date


def _hour_and_minute(cursor: Cursor) -> tuple[int, int, bool] | None:
    """The hour and minute at the cursor, and whether they are written as on a 24-hour clock."""
    piece = cursor.piece()
    if piece is None:
        return None
    if piece.kind == "word" and piece.key in word_table("number_words")["units"]:
        cursor.place += 1
        return int(word_table("number_words")["units"][piece.key]), 0, False
    if piece.kind != "figure":
        return None
    cursor.place += 1
    hour, _, minute = piece.text.partition(".")
    if not minute and cursor.key() == ":" and (after := cursor.piece(1)) and after.glued and len(after.text) == 2:
        cursor.place += 2
        minute = after.text
        if cursor.key() == ":" and (seconds := cursor.piece(1)) and seconds.glued:
            cursor.place += 2
    if len(hour) in (3, 4) and not minute and hour.isdecimal():
        hour, minute = hour[:-2], hour[-2:]
        full = True
    else:
        full = bool(minute) and (hour.startswith("0") or (hour.isdecimal() and int(hour) > 12))
    if not hour.isdecimal() or (minute and not (minute.isdecimal() and len(minute) == 2)):
        return None
    if int(hour) > 24 or int(minute or 0) > 59:
        return None
    return int(hour), int(minute or 0), full


def _meridiem(cursor: Cursor) -> int | None:
    found = cursor.phrase(words()["meridiems"])
    meridiem: int | None = None if found is None else words()["meridiems"][found]
    return meridiem


def read_clock(cursor: Cursor) -> str | None:
    """The time on a clock ("T09:00"), "" where morning and evening are open; None, unmoved, where there is none."""
    table = words()
    start = cursor.place
    if (phrase := cursor.phrase(table["clock_words"])) is not None:
        skip(cursor, "zones")
        return str(table["clock_words"][phrase])
    read = _hour_and_minute(cursor)
    if read is None:
        cursor.place = start
        return None
    hour, minute, full = read
    four_digits = len(cursor.tokens[start].text) in (3, 4) and cursor.tokens[start].text.isdecimal()
    colon = cursor.place - start > 1
    oclock = cursor.take("o'clock") or cursor.take("oclock")
    meridiem = None if four_digits else _meridiem(cursor)
    zone = cursor.phrase(table["zones"])
    if zone in ("hours", "hrs") and not four_digits:
        cursor.place = start
        return None
    universal = zone in table["universal"] or (zone == "hours" and cursor.phrase(table["universal"]) is not None)
    if meridiem is not None and 1 <= hour <= 12:
        hour, full = hour % 12 + meridiem, True
    elif meridiem is not None or not (colon or oclock or zone) or (four_digits and not zone):
        cursor.place = start
        return None
    skip(cursor, "zones")
    if not full and not universal:
        return ""
    return f"T{hour:02}:{minute:02}" + ("Z" if universal else "")


def _part(cursor: Cursor, now: Now) -> Stamp | None:
    """A part of the day, by itself or hung on the day of publication: "evening", "this morning", "last night"."""
    table = words()
    start = cursor.place
    shift = read_shift(cursor)
    if cursor.key() == "pre" and cursor.key(1) == "-":
        cursor.place += 2
    key = cursor.key()
    if key not in table["parts"]:
        cursor.place = start
        return None
    cursor.place += 1
    cursor.phrase(table["after_parts"])
    clock = f"T{table['parts'][key]}"
    if shift is None and key != "tonight":
        return Stamp("time", clock=clock)
    days = {"last": -1, "this": 0, "next": 1}[shift or "this"]
    day = None if now.published is None else shifted_days(now.published, days)
    fixed = Moment(None, "day", "none") if day is None else of_day(day, "published")
    return Stamp("time", clock=clock, fixed=fixed)


def _time_of_day(cursor: Cursor, now: Now) -> Stamp | None:
    clock = read_clock(cursor)
    return Stamp("time", clock=clock) if clock is not None else _part(cursor, now)


def read_point(cursor: Cursor, now: Now) -> Stamp | None:
    """The point in time at the cursor: a date, a time of day, or both; None, unmoved, where none stands there."""
    table = words()
    start = cursor.place
    skip(cursor, "modifiers")
    time = _time_of_day(cursor, now)
    if time is not None:
        place = cursor.place
        cursor.phrase(table["before_days"])
        skip(cursor, "modifiers")
        day = None if time.fixed is not None else read_date(cursor, now)
        if day is not None and _is_day(day):
            return replace(day, clock=time.clock, precision="time")
        cursor.place = place
        return time
    day = read_date(cursor, now)
    if day is None:
        cursor.place = start
        return None
    place = cursor.place
    if _is_day(day):
        cursor.phrase(table["before_clocks"])
        skip(cursor, "modifiers")
        time = _time_of_day(cursor, now)
        if time is not None and time.fixed is None:
            return replace(_dated(cursor, day, now), clock=time.clock, precision="time")
        cursor.place = place
    return day


def _dated(cursor: Cursor, day: Stamp, now: Now) -> Stamp:
    """The weekday with the date that follows the time of day: "Friday evening, Jan. 14"."""
    place = cursor.place
    if day.weekday and not day.month and cursor.take(","):
        dated = read_date(cursor, now)
        if dated is not None and dated.month and dated.day:
            return replace(dated, weekday=day.weekday)
    cursor.place = place
    return day


def reach_point(cursor: Cursor, now: Now) -> Stamp | None:
    """The first point in time at the cursor or after words that change nothing ("around", "shortly before")."""
    while not cursor.ended:
        point = read_point(cursor, now)
        if point is not None:
            return point
        if not skip_one(cursor):
            return None
        cursor.hyphen()
    return None


def _is_day(stamp: Stamp) -> bool:
    fixed = stamp.fixed
    return fixed.precision == "day" if fixed is not None else bool(stamp.day or stamp.weekday)
