"""What the encoder reads: the pieces and features of a text's words, cut into windows at paragraph ends."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from claimx.pipeline.wordpiece import WordPiece

WINDOW_PIECES = 224
"""Pieces in a window at most, the start and end marks not counted."""

CASINGS = 5
QUOTE_STATES = 3
FEATURES = CASINGS + QUOTE_STATES + 2
"""Rows of the feature table: casing, then place in a quotation, then whether a paragraph starts."""

SENTENCE_ENDS = frozenset(".?!")
CLOSING = frozenset(("”", "’", "''", "»", ")", "]", "}"))
STRAIGHT = frozenset("\"'")
"""Marks that may open as well as close: a sentence may end before or after one."""


class Window(NamedTuple):
    """One pass of the encoder over words `start` up to `end`.

    `pieces` (int64, [L]) has the start and end marks; `features` (int64, [L, 3]) are rows of the feature
    table; `first` (int64, [T]) is the place of each word's first piece among the pieces.
    """

    start: int
    end: int
    pieces: NDArray[np.int64]
    features: NDArray[np.int64]
    first: NDArray[np.int64]


def casing(word: str) -> int:
    """0 without letters that have case, 1 lower, 2 UPPER, 3 Title, 4 mixed."""
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) > 1 else 3
    if word.istitle():
        return 3
    return 0 if word.lower() == word.upper() else 4


def cut(
    sizes: Sequence[int],
    opens: Sequence[bool],
    words: Sequence[str],
    *,
    walls: Sequence[bool] = (),
    limit: int = WINDOW_PIECES,
) -> list[tuple[int, int]]:
    """Half-open word spans that cover all words, each of at most `limit` pieces unless one word has more.

    `sizes` are the words' numbers of pieces; `opens` tells which words open a paragraph. A window ends before a
    wall, else at the last paragraph end that fits, else at the last sentence end that fits, else anywhere.
    """
    spans = []
    start = total = 0
    paragraph = sentence = 0  # the last places, after `start`, where a window may end
    position = 0
    while position < len(sizes):
        if position > start:
            if opens[position]:
                paragraph = position
            if _between_sentences(words, position):
                sentence = position
        wall = position > start and bool(walls) and walls[position]
        if wall or (total and total + sizes[position] > limit):
            end = position if wall else paragraph if paragraph > start else sentence if sentence > start else position
            spans.append((start, end))
            start = position = end
            total = 0
            continue
        total += sizes[position]
        position += 1
    if start < len(sizes):
        spans.append((start, len(sizes)))
    return spans


def _between_sentences(words: Sequence[str], position: int) -> bool:
    """Whether a sentence surely ends before the word at `position`, its closing mark included."""
    if words[position] in CLOSING or words[position] in STRAIGHT:
        return False
    last = words[position - 1]
    return last in SENTENCE_ENDS or (last in CLOSING and position > 1 and words[position - 2] in SENTENCE_ENDS)


def windows(
    words: Sequence[str],
    opens: Sequence[bool],
    quote_states: Sequence[int],
    tokenizer: WordPiece,
    *,
    walls: Sequence[bool] = (),
) -> list[Window]:
    """The windows of a text, in order; every word stands in exactly one."""
    pieces = [tokenizer.pieces(word)[:WINDOW_PIECES] for word in words]
    return [
        window(start, end, words, opens, quote_states, pieces, tokenizer)
        for start, end in cut([len(found) for found in pieces], opens, words, walls=walls)
    ]


def window(
    start: int,
    end: int,
    words: Sequence[str],
    opens: Sequence[bool],
    quote_states: Sequence[int],
    pieces: Sequence[Sequence[int]],
    tokenizer: WordPiece,
) -> Window:
    """The arrays of one window."""
    ids = [tokenizer.start]
    rows = [(0, CASINGS, CASINGS + QUOTE_STATES)]
    first = []
    for index in range(start, end):
        first.append(len(ids))
        row = (
            casing(words[index]),
            CASINGS + quote_states[index],
            CASINGS + QUOTE_STATES + (1 if opens[index] else 0),
        )
        ids.extend(pieces[index])
        rows.extend([row] * len(pieces[index]))
    ids.append(tokenizer.end)
    rows.append(rows[0])
    return Window(
        start,
        end,
        np.array(ids, dtype=np.int64),
        np.array(rows, dtype=np.int64),
        np.array(first, dtype=np.int64),
    )
