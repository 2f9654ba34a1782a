"""Datelines: the "KABUL, Afghanistan (AP) — " that a paragraph may open with."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import NamedTuple

from claimx.reading.rules import likeness, month, one_of, words
from claimx.reading.stamps import month_number

LONGEST = 140
MOST_WORDS = 4  # of a place and its region where nothing but capitals tells that they are a dateline


class Dateline(NamedTuple):
    """A dateline: its length in characters, dash included, its place as given, and its date where it has a year.

    `strong` tells that an agency, a region or a date stands in it; one of capitals and a dash alone is weak.
    """

    length: int
    place: str | None
    date: str | None
    strong: bool


PLACE = "(?P<place>(?!(?:{not_a_place})(?:[ :,–—-]|$))[A-Z][A-Z.'-]+(?:[ /-](?:[A-Z][A-Z.'-]*|de|del|al-[A-Z]+)){0,4}"
TITLE_PLACE = "(?P<place>[A-Z][\\w.'-]+(?: [A-Z][\\w.'-]*){0,3}"
REGION = "(?P<region>(?:, ?(?!(?i:{month})\\.? \\d)[A-Z][\\w.'-]*(?: (?:of |and )?[A-Z][\\w.'-]*){0,2}){0,2}))"
DATE = "(?P<date>[, ]{1,2}(?P<month>(?i:{month}))\\.? (?P<day>\\d{1,2})(?:st|nd|rd|th)?(?:,? (?P<year>\\d{4}))?)?"
AGENCY = "(?P<agency>,? ?\\((?:{agency}|[A-Z][\\w.&' /-]{1,30})\\))?"
KNOWN_AGENCY = ",? ?(?P<agency>\\((?:the )?{agency}\\))"
DASH = "(?P<dash> ?— ?| – | ?-- ?| -{1,3} | ?\\.-{1,2} ?| \\| )"
COLON = "(?P<dash>: )"
AHEAD = "(?=[A-Z0-9\"'$£€(\\[])"


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    forms = (
        f"{PLACE}{REGION}{DATE}{AGENCY}{DATE.replace('?P<', '?P<late_')}(?:{DASH}(?:{AHEAD}|$)|$)",
        f"{TITLE_PLACE}{REGION}{DATE}{KNOWN_AGENCY}{DATE.replace('?P<', '?P<late_')}(?:{DASH}{AHEAD}|$)",
        f"{PLACE}{REGION}{DATE}{AGENCY}{COLON}{AHEAD}",
        f"(?P<place>)(?P<region>)(?P<date>)(?P<month>)(?P<day>)(?P<year>){KNOWN_AGENCY}(?: ?[—–:-]{{1,2}} ?){AHEAD}",
    )
    not_a_place = "|".join(re.escape(word) for word in words("not_a_place"))
    return tuple(
        re.compile(
            form.replace("{not_a_place}", not_a_place)
            .replace("{agency}", f"(?i:{one_of('agency')})")
            .replace("{month}", month())
        )
        for form in forms
    )


def read_dateline(paragraph: str) -> Dateline | None:
    """The dateline that `paragraph` opens with, or none. The text after it must begin like a sentence."""
    opening = paragraph[:LONGEST]
    like = likeness(opening)
    for form in _forms():
        match = form.match(like)
        if match is None:
            continue
        found = match.groupdict()
        dated = found["date"] or found.get("late_date")
        strong = bool(found["region"] or dated or found["agency"])
        if match.end() == len(like) and not (found.get("dash") or found["agency"] or dated):
            continue
        if len(paragraph) > LONGEST and match.end() == LONGEST:
            continue
        if not (found["agency"] or dated) and found["place"].count(" ") + found["region"].count(" ") > MOST_WORDS:
            continue
        place = opening[match.start("place") : match.end("region")].strip(" ,") or None
        length = len(opening[: match.end()].rstrip())
        return Dateline(length, place, _iso(found, "") or _iso(found, "late_"), strong)
    return None


def has_colon(paragraph: str, dateline: Dateline) -> bool:
    """Whether the dateline ends with a colon, which may as well mark who speaks in a transcript."""
    return paragraph[: dateline.length].endswith(":")


def _iso(found: dict[str, str | None], prefix: str) -> str | None:
    year, name, day = (found.get(prefix + part) for part in ("year", "month", "day"))
    if not (year and name and day):
        return None
    try:
        return date(int(year), month_number(name), int(day)).isoformat()
    except ValueError:
        return None
