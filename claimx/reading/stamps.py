"""Date-stamp lines: "Published: 30 January 2025, 10:45 GMT". Not a reader of dates in prose."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from claimx.reading.rules import filled, likeness, month, one_of, words

LONGEST = 160

DATE = (
    "(?P<amonth>{month})\\.? (?P<aday>\\d{1,2})(?:st|nd|rd|th)?,? ?(?P<ayear>\\d{4})(?!\\d)"
    "|(?P<bday>\\d{1,2})(?:st|nd|rd|th)?(?: of)?[ -](?P<bmonth>{month})\\.?,?[ -](?P<byear>\\d{4})(?!\\d)"
    "|(?P<cyear>\\d{4})[-/](?P<cmonth>\\d{1,2})[-/](?P<cday>\\d{1,2})(?!\\d)(?:T\\d\\d:\\d\\d[\\d:.]*(?:Z|[+-]\\d\\d:?\\d\\d)?)?"
    "|(?P<eday>\\d{1,2})\\.(?P<emonth>\\d{1,2})\\.(?P<eyear>\\d{4})(?!\\d)"
    "|(?P<first>\\d{1,2})[/-](?P<second>\\d{1,2})[/-](?P<dyear>\\d{4})(?!\\d)"
)
TIME = (
    "\\d{1,2}[:.]\\d{2}(?:[:.]\\d{2})?(?: ?(?:am|pm|a\\.m\\.|p\\.m\\.)(?!\\w))?(?: ?(?:hours|hrs|h)\\b)?"
    "|\\d{1,2} ?(?:am|pm|a\\.m\\.|p\\.m\\.)(?!\\w)|noon|midnight"
)
ZONE = (
    "(?-i:[ECMP][SD]?T|GMT|UTC|BST|CES?T|EES?T|IST|PKT|AEST|AEDT|JST|MSK|Z)(?:[ ]?[+-]\\d{1,2}(?::?\\d\\d)?)?(?!\\w)"
    "|[+-]\\d\\d:?\\d\\d(?!\\d)"
    "|(?:eastern|pacific|central|local)(?: standard| daylight)? time"
)
READING = "(?:about )?\\d{1,3}[ -]?min(?:ute)?s?\\.? read"
FILLER = "[ ,;:|·•()/@—–-]+|(?:on|at|by)(?= )"


class Stamp(NamedTuple):
    """A date of a stamp line: ISO, or null where its figures can be read in two ways; and what it is the date of."""

    date: str | None
    label: str | None  # "published", "updated" or none


@cache
def _scanner() -> re.Pattern[str]:
    parts = (
        f"(?P<published>\\b{one_of('stamp_published')}\\b)",
        f"(?P<updated>\\b{one_of('stamp_updated')}\\b)",
        f"(?P<date>\\b(?:{DATE.replace('{month}', month())}))",
        f"(?P<time>\\b(?:{TIME}))",
        f"(?P<weekday>\\b(?:{'|'.join(words('weekday'))})\\b\\.?)",
        f"(?P<zone>{ZONE})",
        f"(?P<reading>{READING})",
        f"(?P<partial>\\b{filled('{month}')}\\.? \\d{{1,2}}(?!\\d))",
        f"(?P<filler>{FILLER})",
    )
    return re.compile("|".join(parts), re.IGNORECASE)


def is_stamp(line: str) -> bool:
    """Whether `line` is a date stamp and nothing else."""
    if not 6 <= len(line) <= LONGEST or not any(map(str.isdigit, line)):
        return False
    position, kinds = 0, set()
    line = likeness(line)
    for match in _scanner().finditer(line):
        if match.start() != position:
            return False
        position = match.end()
        kinds.add(match.lastgroup)
    if position != len(line):
        return False
    if "date" in kinds:
        return True
    return "partial" in kinds and bool(kinds & {"time", "published", "updated"})


def read_stamps(line: str) -> tuple[Stamp, ...]:
    """The dates of `line`, each with the label before it."""
    stamps, label = [], None
    for match in _scanner().finditer(likeness(line[:LONGEST])):
        if match.lastgroup in {"published", "updated"}:
            label = match.lastgroup
        elif match.lastgroup == "date":
            stamps.append(Stamp(_iso(match), label))
    return tuple(stamps)


def _iso(match: re.Match[str]) -> str | None:
    found = match.groupdict()
    for form in "abce":
        if found[f"{form}year"]:
            year, named, day = (found[form + part] for part in ("year", "month", "day"))
            return _day(int(year), int(named) if named.isdigit() else month_number(named), day)
    first, second, year = int(found["first"]), int(found["second"]), int(found["dyear"])
    if first == second or first > 12:
        return _day(year, second, first)
    return _day(year, first, second) if second > 12 else None


def month_number(name: str) -> int:
    """1 for "January", "Jan" or "jan"."""
    low = name.lower()
    return next(number for number, forms in enumerate(words("month"), 1) if low in forms.split("|"))


def _day(year: int, number: int, day: str | int) -> str | None:
    try:
        return date(year, number, int(day)).isoformat()
    except ValueError:
        return None
