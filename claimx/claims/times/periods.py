"""Durations and recurring times: "two and a half years", "47-year-old", "every other Friday", "twice a week"."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from claimx.claims.amounts.numerals import Numeral, read_numeral
from claimx.claims.times.relatives import skip, skip_one, words
from claimx.schema import Time

if TYPE_CHECKING:
    from claimx.claims.pieces import Cursor
    from claimx.claims.times.almanac import Now

_ONE = Numeral(Fraction(1))
_SIZES = {
    "ML": 9,
    "CE": 8,
    "DE": 7,
    "Y": 6,
    "Q": 5,
    "M": 4,
    "FN": 3,
    "W": 3,
    "D": 2,
    "N": 2,
    "TH": 1,
    "TM": 0,
    "TS": -1,
}
_MULTIPLES = {"DE": ("Y", 10), "CE": ("Y", 100), "ML": ("Y", 1000), "Q": ("M", 3), "FN": ("W", 2), "N": ("D", 1)}


def _value(count: Fraction | None, unit: str) -> str | None:
    """The ISO 8601 duration, with X for a count that is not told ("several years" is PXY)."""
    if count is None:
        return f"P{'T' if unit.startswith('T') else ''}X{unit.removeprefix('T')}"
    name, times = _MULTIPLES.get(unit, (unit, 1))
    number = f"{float(count * times):.10g}"
    if not number.replace(".", "").isdecimal() or (count * times * 1000).denominator != 1:
        return None
    return f"P{'T' if name.startswith('T') else ''}{number}{name.removeprefix('T')}"


def _unit(cursor: Cursor) -> str | None:
    """The unit of time at the cursor, which moves past it and a hyphen before it."""
    start = cursor.place
    cursor.hyphen()
    unit: str | None = words()["units"].get(cursor.key())
    if unit is None or unit == "WE":
        cursor.place = start
        return None
    cursor.place += 1
    return unit


def _count(cursor: Cursor) -> Numeral | None:
    """The count before a unit: a numeral, "a", "many", or none before a plural ("decades")."""
    number = read_numeral(cursor)
    if number is not None:
        cursor.phrase(words()["count_adjectives"])
        if number.amount is None:
            cursor.take("of")
        if number.unit == "fraction":
            cursor.hyphen()
            cursor.take("of")
            cursor.phrase(("a", "an", "the"))
        return number if number.unit != "ordinal" else None
    if cursor.phrase(words()["uncounted"]):
        return Numeral(None)
    if cursor.phrase(words()["ones"]):
        cursor.phrase(words()["count_adjectives"])
        after = cursor.place
        part = read_numeral(cursor)  # "a half-hour", "a quarter-century"
        if part is not None and part.unit == "fraction":
            return part
        cursor.place = after
        return _ONE
    plural = cursor.key().endswith("s") and cursor.key() in words()["units"]
    return Numeral(None) if plural else _ONE if cursor.key() in words()["units"] and cursor.key(1) == "-" else None


def _length(cursor: Cursor) -> tuple[Numeral, str] | None:
    """A count and its unit, "and a half" included; None, unmoved, elsewhere."""
    start = cursor.place
    count = _count(cursor)
    unit = _unit(cursor) if count else None
    if count is None or unit is None:
        cursor.place = start
        return None
    place = cursor.place
    cursor.take("'")
    cursor.hyphen()
    if count.amount is not None and cursor.take("and"):
        cursor.hyphen()
        part = read_numeral(cursor)
        if part and part.unit == "fraction" and part.amount and not (_unit(cursor)):
            return Numeral(count.amount + part.amount), unit
    cursor.place = place
    return count, unit


def _joined(cursor: Cursor, value: str, unit: str) -> str:
    """The duration with the smaller units that follow it: "2 years, 3 months"."""
    while True:
        start = cursor.place
        cursor.take(",")
        cursor.take("and")
        more = _length(cursor)
        part = None if more is None or more[0].amount is None else _value(more[0].amount, more[1])
        if more is None or part is None or _SIZES[more[1]] >= _SIZES[unit] or "X" in value:
            cursor.place = start
            return value
        part = part.removeprefix("P")
        value += part.removeprefix("T") if "T" in value else part
        unit = more[1]


def read_duration(cursor: Cursor, now: Now) -> Time | None:
    """A duration or an age: "two decades", "10 to 15 years", "three-day", "61 years old", "several months"."""
    del now
    table = words()
    cursor.phrase(words()["aged"])
    long = cursor.phrase(table["long"]) or (skip(cursor, "fillers") and cursor.phrase(table["long"]))
    if long:
        return Time(type="duration", value=table["long"][long], basis="explicit")
    cursor.place = 0
    aged = cursor.phrase(table["aged"])
    if not aged:
        while _count_is_far(cursor) and (skip_one(cursor) or cursor.phrase(("first", "last"))):
            cursor.hyphen()
    cursor.phrase(words()["pairs"])
    start = cursor.place
    ranged = _between(cursor)
    if ranged is not None:
        return ranged
    low = read_numeral(cursor) if aged else None
    if aged and low is not None and low.amount is not None and low.unit == "count":
        _unit(cursor)
        return Time(type="duration", value=_value(low.amount, "Y"), basis="explicit")
    cursor.place = start
    found = _length(cursor)
    if found is None:
        return None
    value = _value(found[0].amount, found[1])
    if value is None:
        return None
    value = _joined(cursor, value, found[1])
    _suffix(cursor)
    return Time(type="duration", value=value, basis="explicit")


def _between(cursor: Cursor) -> Time | None:
    """The duration in "10 to 15 years", "six months to a year"; None, unmoved, elsewhere."""
    start = cursor.place
    low = read_numeral(cursor)
    low_unit = _unit(cursor)
    if cursor.key(1) in ("to", "or"):
        cursor.take("-")  # "5- to 7-day"
    join = cursor.phrase(words()["duration_joins"])
    if low is not None and low.amount is not None and low.unit == "count" and join:
        cursor.hyphen()
        high = _length(cursor)
        if high is not None and high[0].amount is not None and (join != "and" or low_unit is None):
            first, last = _value(low.amount, low_unit or high[1]), _value(high[0].amount, high[1])
            if first and last and (low_unit or low.amount < high[0].amount):
                _suffix(cursor)
                return Time(type="duration", start=first, end=last, basis="explicit")
    cursor.place = start
    return None


def _count_is_far(cursor: Cursor) -> bool:
    """Whether no count stands at the cursor yet: what stands there may be skipped."""
    start = cursor.place
    found = _length(cursor)
    cursor.place = start
    return found is None


def _suffix(cursor: Cursor) -> None:
    """Nothing; moves past "-old", "of age", "long"."""
    cursor.take("'")
    cursor.hyphen()
    cursor.phrase(words()["after_durations"])


def read_set(cursor: Cursor, now: Now) -> Time | None:
    """A recurring time: "every Friday", "Sundays", "annually", "twice a week", "every four years"."""
    del now
    table = words()
    found = cursor.phrase(table["sets"])
    if found is not None:
        return Time(type="set", value=table["sets"][found], basis="explicit") if cursor.ended else None
    cursor.place = 0
    skip(cursor, "modifiers", "fillers")
    if cursor.key() in table["weekday_sets"]:
        number = table["weekday_sets"][cursor.key()]
        cursor.place += 1
        return Time(type="set", value=f"XXXX-WXX-{number}", basis="explicit")
    if cursor.key() in table["weekdays"] and cursor.key(1) in table["parts"] and cursor.key(1).endswith("s"):
        return _each(cursor)  # "Monday nights"
    cursor.place = 0
    skip(cursor, "fillers")
    times = cursor.phrase(table["set_times"]) is not None
    if not times and read_numeral(cursor) is not None:
        times = cursor.take("times") or cursor.take("-", "times") or cursor.take("time")
        if not times:
            return None
    if not cursor.phrase(table["set_words"]) and not (times and cursor.phrase(("a", "an"))):
        return None
    return _each(cursor)


def _each(cursor: Cursor) -> Time | None:
    """What recurs, after "every", "each" or "a": a unit, a weekday, a month, a season or a part of the day."""
    table = words()
    key = cursor.key()
    value: str | None
    for name, form in (("weekdays", "XXXX-WXX-{}"), ("months", "XXXX-{:02}"), ("seasons", "XXXX-{}"), ("parts", "T{}")):
        if key in table[name]:
            cursor.place += 1
            value = form.format(table[name][key])
            if name == "weekdays" and cursor.key() in table["parts"]:
                value += f"T{table['parts'][cursor.key()]}"
                cursor.place += 1
            return Time(type="set", value=value, basis="explicit")
    number = Numeral(Fraction(2)) if cursor.take("other") else read_numeral(cursor) or _ONE
    unit = _unit(cursor)
    if unit is None:
        weekend = cursor.take("weekend")
        return Time(type="set", value="XXXX-WXX-WE", basis="explicit") if weekend else None
    value = _value(number.amount, unit)
    return None if value is None else Time(type="set", value=value, basis="explicit")
