"""Wordpieces of words that are already split: BERT's uncased vocabulary, greedy longest match first.

Quotation marks and apostrophes of every shape are looked up as their straight forms, so that a text
with curly marks and the same text with straight ones give the encoder the same pieces.
The method is that of Wu et al. 2016 (https://arxiv.org/abs/1609.08144) as in BERT's reference code.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MAX_CHARS = 100
"""A longer run of characters is one unknown piece, as in BERT's reference code."""
FOLDED_MARKS = {ord(mark): '"' for mark in "“”„‟«»″〝〞"} | {ord(mark): "'" for mark in "‘’‚‛‹›′`´"}


class WordPiece:
    """The pieces of one word after another, each form computed once."""

    def __init__(self, vocabulary: Iterable[str]) -> None:
        self._ids = {piece: index for index, piece in enumerate(vocabulary)}
        self.unknown = self._ids["[UNK]"]
        self.start = self._ids["[CLS]"]
        self.end = self._ids["[SEP]"]
        self._cache: dict[str, tuple[int, ...]] = {}

    @classmethod
    def from_file(cls, path: Path) -> WordPiece:
        """A tokenizer over a vocabulary with one piece a line."""
        return cls(path.read_text(encoding="utf-8").splitlines())

    def pieces(self, word: str) -> tuple[int, ...]:
        """The piece ids of one word, never empty."""
        found = self._cache.get(word)
        if found is None:
            found = tuple(piece for run in _runs(word) for piece in self._match(run)) or (self.unknown,)
            if len(self._cache) < MAX_CACHED:
                self._cache[word] = found
        return found

    def _match(self, run: str) -> list[int]:
        if len(run) > MAX_CHARS:
            return [self.unknown]
        pieces = []
        start = 0
        while start < len(run):
            for end in range(len(run), start, -1):
                piece = self._ids.get(run[start:end] if start == 0 else "##" + run[start:end])
                if piece is not None:
                    pieces.append(piece)
                    start = end
                    break
            else:
                return [self.unknown]
        return pieces


MAX_CACHED = 200_000
"""Forms kept; past that memory stays flat and new forms are computed each time."""


def _runs(word: str) -> list[str]:
    """The word lower-cased and stripped of accents, cut at punctuation and around CJK characters."""
    plain = word.translate(FOLDED_MARKS).lower()
    if not plain.isascii():
        plain = "".join(
            character for character in unicodedata.normalize("NFD", plain) if unicodedata.category(character) != "Mn"
        )
    elif plain.isalnum():
        return [plain]
    runs: list[str] = []
    current = ""
    for character in plain:
        if _is_dropped(character):
            continue
        if character.isspace() or _stands_alone(character):
            if current:
                runs.append(current)
            current = ""
            if not character.isspace():
                runs.append(character)
        else:
            current += character
    return [*runs, current] if current else runs


def _is_dropped(character: str) -> bool:
    return character in "\x00\ufffd" or (unicodedata.category(character).startswith("C") and character not in "\t\n\r")


def _stands_alone(character: str) -> bool:
    code = ord(character)
    if code < 128:
        return not character.isalnum() and not character.isspace()
    return unicodedata.category(character).startswith("P") or any(low <= code <= high for low, high in CJK_BLOCKS)


CJK_BLOCKS = (
    (0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
    (0x2B820, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F),
)  # fmt: skip
