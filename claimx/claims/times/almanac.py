"""Calendar arithmetic for time expressions: what a stamp such as "Thursday" or "Jan. 20" stands for.

Values are ISO 8601 where that has one, else as in TIMEX3: `2021-08-15`, `2021-08`, `2022-W02`, `2021-Q3`,
`2021-SU` (a season), `198X` (a decade), `18XX` (a century), `2022-01-11TNI` (that night), `XXXX-01-20`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

from claimx.claims.pieces import word_table

if TYPE_CHECKING:
    from collections.abc import Iterable

Precision = Literal["year", "month", "week", "day", "time", "season", "decade", "century"]
Basis = Literal["explicit", "published", "none"]
Tense = Literal["past", "present", "future"]
Shift = Literal["last", "this", "next"]


class Now(NamedTuple):
    """What a relative expression hangs on: the day of publication and the tense around it, where they are known."""

    published: date | None
    tense: Tense | None


class Moment(NamedTuple):
    """A stretch of the calendar: its value, how fine it is, what resolves it, and its first and last day if known."""

    value: str | None
    precision: Precision
    basis: Basis = "explicit"
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Stamp:
    """A point in time as it is written, before it is resolved. `fixed` is one that needs no resolving."""

    precision: Precision
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    shift: Shift | None = None
    clock: str | None = None
    basis: Basis = "explicit"
    fixed: Moment | None = None


def of_day(day: date, basis: Basis = "explicit") -> Moment:
    """A day."""
    return Moment(day.isoformat(), "day", basis, day, day)


def of_week(day: date, basis: Basis = "published") -> Moment:
    """The ISO week around a day."""
    year, week, weekday = day.isocalendar()
    monday = day - timedelta(days=weekday - 1)
    return Moment(f"{year:04}-W{week:02}", "week", basis, monday, monday + timedelta(days=6))


def of_months(first: date, count: int, value: str, precision: Precision, basis: Basis) -> Moment:
    """So many months from the first day of one."""
    after_year, after_month = divmod(first.year * 12 + first.month - 1 + count, 12)
    last = date(after_year, after_month + 1, 1) - timedelta(days=1) if after_year <= date.max.year else date.max
    return Moment(value, precision, basis, first, last)


def of_month(year: int, month: int, basis: Basis = "explicit") -> Moment:
    """A month."""
    return of_months(date(year, month, 1), 1, f"{year:04}-{month:02}", "month", basis)


def of_year(year: int, basis: Basis = "explicit") -> Moment:
    """A year."""
    return of_months(date(year, 1, 1), 12, f"{year:04}", "year", basis)


def of_decade(decade: int, basis: Basis = "explicit") -> Moment:
    """The decade that begins with the year `decade`."""
    return of_months(date(decade, 1, 1), 120, f"{decade // 10:03}X", "decade", basis)


def of_century(hundreds: int, basis: Basis = "explicit") -> Moment:
    """The hundred years that begin with the year `hundreds`."""
    return of_months(date(max(hundreds, 1), 1, 1), 1200, f"{hundreds // 100:02}XX", "century", basis)


def shifted_months(day: date, months: int) -> tuple[int, int]:
    """The year and month so many months from a day, held inside the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return min(max(year, 1), date.max.year), month + 1


def shifted_days(day: date, days: int) -> date | None:
    """The day so many days on; None outside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _in_year(stamp: Stamp, year: int, basis: Basis) -> Moment | None:  # noqa: PLR0911 - one return a form
    """What the stamp stands for in that year, None for a day that it does not have."""
    if not 0 < year < date.max.year:
        return None
    if stamp.season:
        month = word_table("time_words")["season_months"][stamp.season]
        return of_months(date(year, month, 1), 3, f"{year:04}-{stamp.season}", "season", basis)
    if stamp.quarter:
        return of_months(date(year, stamp.quarter * 3 - 2, 1), 3, f"{year:04}-Q{stamp.quarter}", "season", basis)
    if stamp.month is None:
        return of_year(year, basis)
    if stamp.day is None:
        return of_month(year, stamp.month, basis)
    try:
        return of_day(date(year, stamp.month, stamp.day), basis)
    except ValueError:
        return None


def _partial(stamp: Stamp) -> str | None:
    """The value of a stamp without its year, or None where nothing of it is fixed."""
    if stamp.season:
        return f"XXXX-{stamp.season}"
    if stamp.quarter:
        return f"XXXX-Q{stamp.quarter}"
    month = f"{stamp.month:02}" if stamp.month else "XX"
    if stamp.day:
        return f"XXXX-{month}-{stamp.day:02}"
    return f"XXXX-{month}" if stamp.month else None


def _candidates(stamp: Stamp, published: date) -> list[Moment]:
    """What the stamp may stand for around the day of publication, in order."""
    found: Iterable[Moment | None]
    if stamp.month is None and stamp.day:
        months = [shifted_months(published, ahead) for ahead in (-2, -1, 0, 1, 2)]
        found = [_in_year(Stamp("day", month=month, day=stamp.day), year, "published") for year, month in months]
    elif stamp.weekday and not stamp.month:
        monday = shifted_days(published, -published.weekday())
        days = (
            []
            if monday is None
            else [shifted_days(monday, stamp.weekday - 1 + 7 * ahead) for ahead in (-2, -1, 0, 1, 2)]
        )
        found = [None if day is None else of_day(day, "published") for day in days]
    else:
        found = [_in_year(stamp, published.year + ahead, "published") for ahead in range(-9, 10)]
    moments = [moment for moment in found if moment is not None]
    if stamp.weekday and stamp.month:
        dated = [m for m in moments if m.first is not None and m.first.isoweekday() == stamp.weekday]
        moments = [m for m in dated if m.first is not None and abs((m.first - published).days) < 400]
    return moments


def _nearest(moments: list[Moment], now: Now, shift: Shift | None, *, weekday: bool) -> Moment | None:  # noqa: PLR0911 - one return a form
    published = now.published or date.min
    before = [m for m in moments if m.first is not None and m.first <= published]
    after = [m for m in moments if m.last is not None and m.last >= published]
    if shift == "last":
        return next((m for m in reversed(moments) if m.last is not None and m.last < published), None)
    if shift == "next":
        return next((m for m in moments if m.first is not None and m.first > published), None)
    if shift == "this":
        return _this(moments, published, weekday=weekday)
    if now.tense == "future":
        return after[0] if after else None
    if now.tense == "past" or weekday:
        return before[-1] if before else None
    if not before or not after:
        return before[-1] if before else after[0] if after else None
    back = (published - (before[-1].last or published)).days
    ahead = ((after[0].first or published) - published).days
    return before[-1] if back <= ahead else after[0]


def _this(moments: list[Moment], published: date, *, weekday: bool) -> Moment | None:
    for moment in moments:
        if moment.first is None or moment.last is None:
            continue
        same_week = moment.first.isocalendar()[:2] == published.isocalendar()[:2]
        if moment.first <= published <= moment.last or (same_week if weekday else moment.first.year == published.year):
            return moment
    return None


def resolved(stamp: Stamp, now: Now) -> Moment | None:
    """The moment that a stamp stands for, unresolved where nothing tells it; None for no such day."""
    moment = _day_resolved(stamp, now)
    if moment is None or stamp.clock is None:
        return moment
    if stamp.precision == "time" and stamp.fixed is None and stamp.weekday is None and stamp.day is None:
        return Moment(stamp.clock or None, "time", "explicit" if stamp.clock else "none")
    value = moment.value + stamp.clock if moment.value and moment.precision == "day" and stamp.clock else None
    return moment._replace(value=value, precision="time", basis=moment.basis if value else "none")


def _day_resolved(stamp: Stamp, now: Now) -> Moment | None:
    if stamp.fixed is not None:
        return stamp.fixed
    precision: Precision = "day" if stamp.weekday or stamp.day else stamp.precision
    if stamp.year is not None:
        return _in_year(stamp, stamp.year, stamp.basis)
    if stamp.month and stamp.day and _in_year(stamp, 2000, "none") is None:
        return None
    if not (stamp.weekday or stamp.day or stamp.month or stamp.season or stamp.quarter):
        return Moment(None, precision, "none")
    if now.published is not None:
        weekday = bool(stamp.weekday and not stamp.month)
        tense = now.tense
        if stamp.weekday and stamp.month:
            tense = None  # the weekday tells the year
        elif stamp.quarter and tense != "future":
            tense = "past"
        candidates = _candidates(stamp, now.published)
        found = _nearest(candidates, Now(now.published, tense), stamp.shift, weekday=weekday)
        if found is not None:
            return found
    return Moment(_partial(stamp), precision, "none")
