"""Forms under which names are compared, so that one thing spelt in several ways is found as one.

No form here ever reaches a report: reports hold the words of the article or of a table.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARKS = (*((mark, "'") for mark in "’‘`ʼ"), *((mark, " ") for mark in "-‐‑–\xa0"), ("&", "and"))
_ABBREVIATION = re.compile(r"(?=.*[A-Z])(?:(?:[A-Z]\.){1,9}[A-Z]?|[A-Z0-9][A-Z0-9&+]{1,9})")
_HEAD_FIRST = re.compile(
    r"(department|ministry|bureau|office|parliament|government|army|military) (?:of|for) (?:the )?"
)
_SPELLINGS = (("defence", "defense"), ("labour", "labor"), ("isation", "ization"), ("programme", "program"))
_ARTICLE = "the "
_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "to", "de", "la", "du", "del", "von"})


def loose(name: str) -> str:
    """The name case-folded, with straight apostrophes, hyphens as spaces and single spaces."""
    return " ".join(folded(name).split())


def folded(text: str) -> str:
    """The text case-folded, with straight apostrophes and hyphens as spaces."""
    text = text.casefold()
    # Not str.translate: it looks up every character, and the tables are folded when the tool starts.
    for mark, usual in _MARKS:
        text = text.replace(mark, usual)
    return text


def plain(name: str) -> str:
    """The loose form without diacritics."""
    form = loose(name)
    if form.isascii():
        return form
    return "".join(char for char in unicodedata.normalize("NFKD", form) if not unicodedata.combining(char))


def abbreviation(name: str) -> str | None:
    """The letters of a name that is an abbreviation in capitals ("U.S.", "US" → "US"), else None."""
    if len(name) > 20 or not _ABBREVIATION.fullmatch(name):
        return None
    letters = name.replace(".", "")
    return letters if len(letters) > 1 else None


def readings(name: str) -> Iterator[str]:
    """The name, then the name without possessive mark, then also without a leading article."""
    name = name.strip()
    yield name
    bare = without_possessive(name)
    if bare != name:
        yield bare
    if bare[:4].casefold() == _ARTICLE:
        yield bare[4:]


def without_possessive(name: str) -> str:
    """The name without a closing 's or, after an s, a closing apostrophe."""
    if name[-2:] in {"'s", "’s", "'S", "’S"}:
        return name[:-2]
    return name[:-1] if name[-2:] in {"s'", "s’"} else name


def keys(name: str) -> Iterator[str]:
    """The keys under which an index looks a name up, the strictest first.

    Abbreviations are found in capitals only, so that "us", "who" and "is" are never names; other names need at
    least one capital, so that "turkey" and "china" are not countries.
    """
    for reading in readings(name):
        letters = abbreviation(reading)
        if letters:
            yield letters
        if reading.islower() or not reading:
            continue
        form = loose(reading)
        yield form
        if not form.isascii():
            yield plain(reading)


def filed(alias: str, form: str) -> tuple[str, ...]:
    """The keys under which an alias with that loose form is filed."""
    if alias.isupper() and (letters := abbreviation(alias)):
        return (letters,)
    return (form,) if form.isascii() else (form, plain(alias))


def body_form(name: str) -> str:
    """The form of the name of a body: "Ministry of Foreign Affairs" and "Foreign Ministry" have the same."""
    form = plain(without_possessive(name)).removeprefix(_ARTICLE)
    for variant, usual in _SPELLINGS:
        form = form.replace(variant, usual)
    found = _HEAD_FIRST.match(form)
    if found:
        form = f"{form[found.end() :]} {found[1]}"
    return form.replace("foreign affairs ministry", "foreign ministry")


def initials(name: str) -> tuple[str, ...]:
    """The abbreviations that a name of several words can have: without its small words ("-i-", "of") and with them."""
    words = [word for word in re.split(r"[\s\-–/]+", plain(name)) if word[:1].isalnum()]
    if not 1 < len(words) <= 12:
        return ()
    every = "".join(word[0] for word in words).upper()
    great = "".join(word[0] for word in words if len(word) > 1 and word not in _SMALL).upper()
    return tuple(dict.fromkeys(form for form in (great, every) if len(form) > 1))
