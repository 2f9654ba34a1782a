"""The tokens of one amount or time, the words that are looked up for them, and a place that moves through them."""

from __future__ import annotations

import json
import re
import unicodedata
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

MAX_LENGTH = 160
"""No amount or time is longer; a longer text is not read at all, which also bounds the work."""

Kind = Literal["figure", "ordinal", "fraction", "sign", "word", "mark", "unreadable"]


class Piece(NamedTuple):
    """One token of an amount or a time; `key` is its lookup form, `glued` tells that no space stands before it."""

    kind: Kind
    text: str
    key: str
    glued: bool
    value: Fraction | None = None


_PIECE = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<fraction>(?<![\d/])\d{1,4}/\d{1,4}(?![\d/]))
  | (?P<ordinal>\d[\d,]*(?:st|nd|rd|th)\b)
  | (?P<figure>\d{1,3}(?:[ ]\d{3})+(?![\d.,]*\d) | \d+(?:[.,]\d+)* | \.\d+ | [¼½¾⅐-⅞])
  | (?P<sign>(?:(?:U\.S\.|[A-Za-z]{1,4}\.?)?[\$£€¥¢₡-₿฿৳៛֏؋﷼￥₵])|\$U\b)
  | (?P<word>[^\W\d_]+(?:[.'][^\W\d_]+)*\.?)
  | (?P<mark>.)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


_SMOOTH = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("\xa0\u202f\u2009", " ") | {"’": "'", "‘": "'"})


_GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d{1,2}(,\d{2})*,\d{3}(\.\d+)?|\d{1,3}(\.\d{3}){2,}|\d*\.?\d+")


def _figure(text: str) -> Fraction | None:
    """The value of digits, or None where their grouping fits no convention ("1,23")."""
    if len(text) == 1 and not text.isascii():
        return Fraction(unicodedata.numeric(text)).limit_denominator(100)
    text = text.replace(" ", "")
    if not _GROUPED.fullmatch(text):
        return None
    return Fraction(text.replace(".", "") if text.count(".") > 1 else text.replace(",", ""))


def _piece(kind: str, text: str, *, glued: bool) -> Piece:
    if kind == "figure":
        value = _figure(text)
        return Piece("unreadable" if value is None else "figure", text, text, glued, value)
    if kind == "ordinal":
        value = _figure(text[:-2])
        return Piece("unreadable" if value is None else "ordinal", text, text.lower(), glued, value)
    if kind == "fraction":
        over, under = map(int, text.split("/"))
        proper = 0 < over < under
        return Piece("fraction" if proper else "unreadable", text, text, glued, Fraction(over, under or 1))
    key = text.lower()
    if kind == "word":
        key = key.removesuffix("'s").rstrip(".")
        return Piece("word", text, key, glued)
    return Piece("sign" if kind == "sign" else "mark", text, key, glued)


def pieces(text: str) -> tuple[Piece, ...]:
    """The tokens of a short text; none for a text that is longer than MAX_LENGTH or has only spaces."""
    if len(text) > MAX_LENGTH:
        return ()
    found = []
    glued = False
    for match in _PIECE.finditer(text.translate(_SMOOTH)):
        kind = match.lastgroup or "mark"
        if kind != "space":
            found.append(_piece(kind, match.group(), glued=glued))
        glued = kind != "space"
    return tuple(found)


def _as_read(phrase: str) -> str:
    if phrase.isupper():
        return phrase  # a code of ours, such as the unit "CE"
    return " ".join(piece.key for piece in pieces(phrase))


@cache
def word_table(name: str) -> dict[str, Any]:
    """The packaged table `name`.json, its words and phrases in the form in which tokens are looked up."""
    table: dict[str, Any] = {}
    for key, part in json.loads(files("claimx.knowledge").joinpath(f"{name}.json").read_text("utf-8")).items():
        if isinstance(part, dict):
            table[key] = {_as_read(phrase): value for phrase, value in part.items()}
        else:
            table[key] = frozenset(map(_as_read, part)) if isinstance(part, list) else part
    return table


_LONGEST = 5
"""No phrase of a table has more words."""


@lru_cache(maxsize=256)
def _runs(keys: tuple[str, ...]) -> tuple[tuple[tuple[int, str], ...], ...]:
    """For each token, the runs of words that begin with it and their lengths, the longest first."""
    return tuple(
        tuple((length, " ".join(keys[i : i + length])) for length in range(min(_LONGEST, len(keys) - i), 0, -1))
        for i in range(len(keys))
    )


class Cursor:
    """A place in the tokens of one text, which moves on as they are read.

    `spaced_letters` lets "m" and "bn"-like single letters stand apart from their figure ("$7 m");
    `joined` lets "and" join the parts of a number, which "between … and …" must not.
    """

    def __init__(self, tokens: tuple[Piece, ...], *, spaced_letters: bool = False) -> None:
        self.tokens = tokens
        self._runs = _runs(tuple(piece.key for piece in tokens))
        self.place = 0
        self.spaced_letters = spaced_letters
        self.joined = True

    @property
    def ended(self) -> bool:
        """Whether every token has been read."""
        return self.place >= len(self.tokens)

    def piece(self, ahead: int = 0) -> Piece | None:
        """The token at the place, or `ahead` of it; None past the end."""
        index = self.place + ahead
        return self.tokens[index] if index < len(self.tokens) else None

    def key(self, ahead: int = 0) -> str:
        """The lookup form of that token; empty past the end."""
        piece = self.piece(ahead)
        return piece.key if piece else ""

    def phrase(self, phrases: Iterable[str]) -> str | None:
        """The longest of the phrases (words with single spaces) that stands here, and the place moves past it."""
        wanted = phrases if isinstance(phrases, (dict, frozenset)) else frozenset(phrases)
        for length, words in self._runs[self.place] if self.place < len(self._runs) else ():
            if words in wanted:
                self.place += length
                return words
        return None

    def take(self, *keys: str) -> bool:
        """Whether exactly these keys stand here, one a token; the place moves past them if so."""
        if all(self.key(i) == key for i, key in enumerate(keys)):
            self.place += len(keys)
            return True
        return False

    def hyphen(self) -> None:
        """Nothing; moves past a hyphen that joins two words."""
        here, after = self.piece(), self.piece(1)
        if here and after and here.key == "-" and here.glued and after.glued:
            self.place += 1


@cache
def _number_words() -> frozenset[str]:
    table = word_table("number_words")
    names = ("units", "tens", "hundred", "scales", "plural_scales", "multi_scales", "ordinals", "denominators")
    return frozenset(word for name in names for word in table[name])


def is_factor(piece: Piece) -> bool:
    """Whether a word multiplies what follows: "double the 5 million" is not 5 million."""
    return piece.key in word_table("number_words")["factors"]


_THOUSANDS_OR_DECIMALS = re.compile(r"[1-9]\d{0,2}\.\d{3}")


def is_two_faced(piece: Piece) -> bool:
    """Whether a figure may be meant in either convention: "1.500" is a thousand and more on the Continent."""
    return piece.kind == "figure" and _THOUSANDS_OR_DECIMALS.fullmatch(piece.text) is not None


def is_numeric(piece: Piece) -> bool:
    """Whether a token is a figure, a number word or a sum's sign: something that must not be left unread."""
    return piece.kind not in ("word", "mark") or (piece.kind == "word" and piece.key in _number_words())
