"""Quotation marks as they stand in one paragraph, told apart from apostrophes, and which way each one leans."""

from __future__ import annotations

import re
from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class Family(IntEnum):
    """The marks that can pair with each other."""

    DOUBLE = 0
    SINGLE = 1
    ANGLE = 2
    SMALL_ANGLE = 3


class Lean(IntEnum):
    """What the characters around a mark, and its shape, make of it."""

    CLOSE = -1
    EITHER = 0
    OPEN = 1


# By name: before Python 3.12 a member reached through its class costs a call.
DOUBLE, SINGLE, ANGLE, SMALL_ANGLE = Family
CLOSE, EITHER, OPEN = Lean


class Mark(NamedTuple):
    """One possible mark. `shape` is what the character itself says, `lean` what shape and surroundings say.

    `weak` tells a closing mark that may well be a possessive, a dropped letter, feet or inches;
    `elided` an opening one that may well be an apostrophe ('tis, '90s); `at_start` one before which
    nothing but marks stands in its paragraph; `after` is the character before it and its neighbours.
    """

    start: int
    end: int
    family: Family
    shape: Lean
    lean: Lean
    weak: bool
    elided: bool
    at_start: bool
    after: str


SHAPES: dict[str, tuple[Family, Lean]] = {
    '"': (DOUBLE, EITHER),
    "''": (DOUBLE, EITHER),
    "“": (DOUBLE, OPEN),
    "„": (DOUBLE, OPEN),
    "‟": (DOUBLE, OPEN),
    "``": (DOUBLE, OPEN),
    "‘‘": (DOUBLE, OPEN),
    "”": (DOUBLE, CLOSE),
    "’’": (DOUBLE, CLOSE),
    "'": (SINGLE, EITHER),
    "‘": (SINGLE, OPEN),
    "‚": (SINGLE, OPEN),
    "‛": (SINGLE, OPEN),
    "`": (SINGLE, OPEN),
    "’": (SINGLE, CLOSE),
    "´": (SINGLE, CLOSE),
    "«": (ANGLE, OPEN),
    "»": (ANGLE, CLOSE),
    "‹": (SMALL_ANGLE, OPEN),
    "›": (SMALL_ANGLE, CLOSE),
}
_MARK = re.compile("[" + "".join(mark for mark in SHAPES if len(mark) == 1) + "]")
_MARK_OR_TWIN = re.compile("``|''|‘‘|’’|" + _MARK.pattern)
_N_BETWEEN = re.compile(r"(?<!\w)['‘’`]n['‘’](?!\w)", re.IGNORECASE)  # rock 'n' roll
_DECADE = re.compile(r"\d\ds?\b")
_WORD = re.compile(r"[^\W\d_]{1,12}\b")
_DROPPED_END = re.compile(r"(?:\w(?:in|s|S)|\b(?:an|n|o|ol|po|th|d))$")
_ELIDED = (
    "bout cause cept coz cos cuz em fraid gainst hood im kay neath n nother nuff round sup t til till tis tisn twas "
    "tween twere twill twould twixt uns ye"
)
_ELISIONS = frozenset(_ELIDED.split())
_DASHES = frozenset("-‐‑–—―/=")
_BEFORE_OPENING = frozenset("([{<")
_AFTER_CLOSING = frozenset(",;:!?)]}>")
_ENDS_PHRASE = frozenset(("", ".", ",", ";", ":", "!", "?", "-", "–", "—", "(", ")", "'", "’"))
_INVISIBLE = frozenset("\u200b\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff")
_LOOK_BACK = 4


def find_marks(text: str, start: int, end: int) -> tuple[Mark, ...]:
    """Every possible quotation mark of the paragraph `text[start:end]`, in order, sure apostrophes left out."""
    twins = _has_twins(text, start, end)
    pattern = _MARK_OR_TWIN if twins else _MARK
    skipped = {offset for found in _N_BETWEEN.finditer(text, start, end) for offset in (found.start(), found.end() - 1)}
    spans = [found.span() for found in pattern.finditer(text, start, end) if found.start() not in skipped]
    return tuple(mark for run in _runs(spans) for mark in _read_run(text, start, end, run))


def _has_twins(text: str, start: int, end: int) -> bool:
    """Whether two single marks side by side are one double mark in this paragraph."""
    return text.find("``", start, end) >= 0 or text.find("‘‘", start, end) >= 0 or text.count("''", start, end) > 1


def _runs(spans: Sequence[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    """The marks grouped into runs that touch; a run shares what stands before and after it."""
    run: list[tuple[int, int]] = []
    for span in spans:
        if run and span[0] != run[-1][1]:
            yield run
            run = []
        run.append(span)
    if run:
        yield run


def _read_run(text: str, start: int, end: int, run: Sequence[tuple[int, int]]) -> Iterator[Mark]:
    """The marks of one run, each with its lean."""
    first, last = run[0][0], run[-1][1]
    before = text[first - 1] if first > start else ""
    after = text[last] if last < end else ""
    around = _surroundings(before, after, text[last : min(last + 2, end)])
    for at, until in run:
        family, shape = SHAPES[text[at:until]]
        lean, weak, elided = _lean(family, shape, around), before.isdigit(), False
        if family is SINGLE:
            if _is_apostrophe(before, after):
                continue
            goes_on = after.isspace() and text[last + 1 : min(last + 2, end)] not in _ENDS_PHRASE
            weak = goes_on and (weak or _DROPPED_END.search(text[max(start, first - _LOOK_BACK) : first]) is not None)
            elided = until == last and _is_elision(text, last, end)
        yield Mark(at, until, family, shape, EITHER if elided else lean, weak, elided, not before, before)


def _surroundings(before: str, after: str, ahead: str) -> Lean:
    """What the characters on both sides of a mark say."""
    blank = not after or after.isspace() or after in _INVISIBLE
    closing = after in _AFTER_CLOSING or (after == "." and ahead != "..")
    if not before or before in _BEFORE_OPENING:
        return EITHER if blank or closing else OPEN
    if before.isspace() or before in _INVISIBLE:
        return EITHER if blank else CLOSE if closing else OPEN
    if blank or closing:
        return CLOSE
    return CLOSE if before not in _DASHES and (after in _DASHES or after in ".…") else EITHER


def _lean(family: Family, shape: Lean, around: Lean) -> Lean:
    """Shape and surroundings together: where they disagree, neither is sure."""
    if shape is EITHER:
        return around
    if around is EITHER or around is shape:
        return shape
    if family is SINGLE and shape is OPEN:
        return around  # the closing mark of German and the typist's slip
    return EITHER


def _is_apostrophe(before: str, after: str) -> bool:
    """Whether a single mark with these neighbours can only be an apostrophe: don't, U.S.'s, (WHO)'s."""
    return after.isalnum() and (before.isalnum() or (bool(before) and before in ".)]}%$&"))


def _is_elision(text: str, at: int, end: int) -> bool:
    """Whether the word at `at` is one that an apostrophe shortens: 'tis, '90s."""
    if _DECADE.match(text, at, end):
        return True
    word = _WORD.match(text, at, end)
    return word is not None and word.group().lower() in _ELISIONS


class Ahead:
    """What follows each mark in its paragraph, among the marks of its family."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self.size = len(marks)
        self.closings = [0] * self.size
        """By how many the sure closing marks ahead outnumber, at best, the opening ones on the way."""
        self.decided: list[Lean | None] = [None] * self.size
        """The lean of the next mark that is sure of it."""
        self.following: list[Lean | None] = [None] * self.size
        """The lean of the very next mark."""
        self._last_closing = [-1] * len(Family)
        closings = [0] * len(Family)
        decided: list[Lean | None] = [None] * len(Family)
        following: list[Lean | None] = [None] * len(Family)
        for index in range(self.size - 1, -1, -1):
            mark = marks[index]
            family = mark.family
            self.closings[index] = closings[family]
            self.decided[index] = decided[family]
            self.following[index] = following[family]
            following[family] = mark.lean
            if mark.lean is not OPEN:
                self._last_closing[family] = max(self._last_closing[family], mark.start)
            if mark.lean is EITHER or (mark.lean is CLOSE and mark.weak):
                continue
            decided[family] = mark.lean
            closings[family] = max(0, closings[family] - mark.lean)

    def can_close(self, family: Family, at: int) -> bool:
        """Whether a mark after `at` could close a quotation of this family."""
        return self._last_closing[family] > at
