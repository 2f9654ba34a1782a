"""The rules that tell what a line of an article is, as compiled from `boilerplate.json`."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

CAPITALISED = "(?-i:[A-Z][\\w.'-]*)"
PERSON = f"{CAPITALISED}(?: (?:{CAPITALISED}|{{particle}}(?=[ -]))){{1,4}}"
PEOPLE = "{capitalised}(?:(?:, ?| and | & | ){capitalised}){0,24}"
POST = "(?:[\\w'&-]{1,20} ){0,3}{role}"
OTHERS = "(?:,? (?:and|with|&)(?: (?:our|other|local|special))? {others}(?: (?:in|at|from) {names})?)?"
DATE_LIKE = "(?:{month}\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{1,2} {month}\\.?,? \\d{4}|\\d{4}-\\d\\d-\\d\\d)"
REST = f"{OTHERS}(?:(?:,| on)? ?{{date}}.{{0,60}}| ?[|·•—–] ?.{{1,80}}| - .{{1,80}})?"
LISTS = (
    "agency",
    "role",
    "generic",
    "others",
    "outlet",
    "particle",
    "not_a_name",
)


class Rules(NamedTuple):
    """The groups of rules, each one pattern that matches a whole line as `likeness` shows it."""

    byline: re.Pattern[str]
    credits: re.Pattern[str]
    caption: re.Pattern[str]
    credit: re.Pattern[str]
    note: re.Pattern[str]
    boilerplate: re.Pattern[str]
    call: re.Pattern[str]
    said: re.Pattern[str]
    tail: re.Pattern[str]
    tail_unless_prose: re.Pattern[str]
    person: re.Pattern[str]
    role: re.Pattern[str]
    outlet: re.Pattern[str]
    agency: re.Pattern[str]
    closing: re.Pattern[str]


@cache
def data() -> dict[str, Any]:
    """The content of `boilerplate.json`."""
    content: dict[str, Any] = json.loads(files("claimx.reading").joinpath("boilerplate.json").read_text("utf-8"))
    return content


def words(name: str) -> tuple[str, ...]:
    """The words of one list of `boilerplate.json`."""
    return tuple(data()["words"][name])


@cache
def one_of(*names: str) -> str:
    """A pattern for any one of the words of some lists, the longest first."""
    every = [word for name in names for word in words(name)]
    return f"(?:{'|'.join(map(re.escape, sorted(every, key=len, reverse=True)))})"


@cache
def rules() -> Rules:
    """All rules, compiled."""
    return Rules(
        byline=compiled("byline"),
        credits=compiled("credits"),
        caption=compiled("caption"),
        credit=re.compile(f"(?:{'|'.join(_filled('caption', 'credit'))})\\W{{0,3}}$", re.IGNORECASE),
        note=compiled("note"),
        boilerplate=compiled("boilerplate"),
        call=compiled("call"),
        said=re.compile(f"\\b{one_of('said')}\\b", re.IGNORECASE),
        tail=compiled("tail"),
        tail_unless_prose=compiled("tail_unless_prose"),
        person=compiled("front", "person"),
        role=compiled("front", "role"),
        outlet=compiled("front", "outlet"),
        agency=compiled("front", "agency"),
        closing=compiled("closing"),
    )


def compiled(group: str, key: str = "patterns") -> re.Pattern[str]:
    """One pattern for all the rules of a group."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in _filled(group, key)), re.IGNORECASE)


def _filled(group: str, key: str) -> list[str]:
    return [filled(pattern) for pattern in data()[group][key]]


def filled(pattern: str) -> str:
    """A pattern with its placeholders, such as `{names}`, replaced by the patterns that they stand for."""
    word = f"(?:{CAPITALISED}|(?:{'|'.join(map(re.escape, words('connector')))})(?![\\w.'-]))"
    made_of_others = {
        "rest": REST,
        "post": POST,
        "people": PEOPLE,
        "person": PERSON,
        "date": DATE_LIKE,
    }
    for name, replacement in made_of_others.items():
        pattern = pattern.replace(f"{{{name}}}", f"(?:{replacement})")
    placeholders = {
        "names": f"{CAPITALISED}(?:(?:, ?| ){word}){{0,24}}",
        "capitalised": CAPITALISED,
        "month": month(),
        "credit": one_of("author_credit", "other_credit"),
        **{name: one_of(name) for name in LISTS},
    }
    for name, replacement in placeholders.items():
        pattern = pattern.replace(f"{{{name}}}", replacement)
    return pattern


def month() -> str:
    """A pattern for the name of a month, without a group."""
    return f"(?:{'|'.join(words('month'))})"


LIKENESS_OF = {
    **dict.fromkeys("‘’‛ʼ´`′", "'"),
    **dict.fromkeys("“”„‟«»″", '"'),
    **dict.fromkeys("‐‑", "-"),
    "―": "—",
}
UNUSUAL = re.compile("[^ -_a-~]")


def likeness(text: str) -> str:
    """`text` as the rules see it, of the same length: plain quotation marks and spaces, A and a for letters."""
    return UNUSUAL.sub(_like, text)


def _like(match: re.Match[str]) -> str:
    return _like_character(match[0])


@cache
def _like_character(character: str) -> str:
    if character.isspace():
        return " "
    if character in LIKENESS_OF or character.isascii():
        return LIKENESS_OF.get(character, character)
    if character.isupper() or character.istitle():
        return "A"
    return "a" if character.isalpha() else character
