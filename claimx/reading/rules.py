"""The rules that tell what a line of an article is, as compiled from `boilerplate.json`."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

CAPITALISED = "(?-i:[A-Z][\\w.'-]*)"
DATE_LIKE = "(?:{month}\\.? \\d{1,2}(?:st|nd|rd|th)?,? \\d{4}|\\d{1,2} {month}\\.?,? \\d{4}|\\d{4}-\\d\\d-\\d\\d)"
REST = "(?:(?:,| on)? ?{date}.{0,60}| ?[|·•—–] ?.{1,80}| - .{1,80})?"


class Rules(NamedTuple):
    """The groups of rules, each one pattern that matches a whole line as `likeness` shows it."""

    byline: re.Pattern[str]
    caption: re.Pattern[str]
    credit: re.Pattern[str]
    note: re.Pattern[str]
    boilerplate: re.Pattern[str]
    tail: re.Pattern[str]
    tail_unless_prose: re.Pattern[str]


@cache
def data() -> dict[str, Any]:
    """The content of `boilerplate.json`."""
    content: dict[str, Any] = json.loads(files("claimx.reading").joinpath("boilerplate.json").read_text("utf-8"))
    return content


def words(name: str) -> tuple[str, ...]:
    """The words of one list of `boilerplate.json`."""
    return tuple(data()["words"][name])


def one_of(name: str) -> str:
    """A pattern for any one of a list of words, the longest first."""
    return f"(?:{'|'.join(map(re.escape, sorted(words(name), key=len, reverse=True)))})"


@cache
def rules() -> Rules:
    """All rules, compiled."""
    return Rules(
        byline=compiled("byline"),
        caption=compiled("caption"),
        credit=re.compile(f"(?:{'|'.join(_filled('caption', 'credit'))})\\W{{0,3}}$", re.IGNORECASE),
        note=compiled("note"),
        boilerplate=compiled("boilerplate"),
        tail=compiled("tail"),
        tail_unless_prose=compiled("tail_unless_prose"),
    )


def compiled(group: str) -> re.Pattern[str]:
    """One pattern for all the rules of a group."""
    return re.compile("|".join(f"(?:{pattern})" for pattern in _filled(group, "patterns")), re.IGNORECASE)


def _filled(group: str, key: str) -> list[str]:
    return [filled(pattern) for pattern in data()[group][key]]


def filled(pattern: str) -> str:
    """A pattern with its placeholders, such as `{names}`, replaced by the patterns that they stand for."""
    word = f"(?:{CAPITALISED}|(?:{'|'.join(map(re.escape, words('connector')))})(?![\\w.'-]))"
    pattern = pattern.replace("{rest}", REST).replace("{date}", DATE_LIKE)
    placeholders = {
        "{names}": f"{CAPITALISED}(?:(?:, ?| ){word}){{0,24}}",
        "{month}": month(),
        **{f"{{{name}}}": one_of(name) for name in ("agency", "role", "generic", "not_a_name")},
    }
    for placeholder, replacement in placeholders.items():
        pattern = pattern.replace(placeholder, replacement)
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
