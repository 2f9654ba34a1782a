"""Quotations found from their marks alone: what is quoted, how deep, over how many paragraphs, and of what kind.

Deterministic and linear in the length of the text; nothing in the text is changed and nothing raises.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from claimx.annotation import Quotation
from claimx.pipeline.marks import CLOSE, DOUBLE, EITHER, OPEN, SINGLE, Ahead, Family, Mark, find_marks
from claimx.pipeline.quotation_kinds import CONTEXT_REACH, KIND_REACH, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    _Found = tuple[tuple[tuple[int, int], ...], str, bool]
    """The pieces of a quotation, its kind, and whether it is closed."""

OUTSIDE, INSIDE, ON_A_MARK = 0, 1, 2

_ENDS_INSIDE = frozenset(".,!?…")


@dataclass(slots=True)
class _Opened:
    """A quotation whose closing mark has not come yet."""

    mark: Mark
    block: tuple[int, int]
    pieces: list[tuple[int, int]] = field(default_factory=list)
    piece_start: int = 0


def find_quotations(text: str, blocks: Sequence[tuple[int, int]]) -> tuple[Quotation, ...]:
    """The quotations of the paragraphs `blocks`, in the order of their opening marks.

    Text outside the blocks is ignored. A quotation whose mark is repeated at the start of the next
    block is one quotation with a piece in each. One that is never closed ends where its paragraph
    ends, or where another of its kind opens in it, or before the closing mark of the quotation
    around it; with only a straight single mark to go by it is dropped instead.

    `kind` comes from form alone. A later stage, which knows the attributions, may well turn a scare
    quotation into speech.
    """
    pairing = _Pairing(text)
    for block in _clean_blocks(blocks, len(text)):
        pairing.read_block(block)
    pairing.finish()
    return _with_depths(pairing.found)


def mark_states(quotations: Sequence[Quotation], starts: Sequence[int]) -> list[int]:
    """For each token start, ascending: 0 outside quotations, 1 inside one (at any depth), 2 on one of its marks."""
    marks = {start for quotation in quotations for start, _ in quotation.pieces}
    pieces = sorted(piece for quotation in quotations for piece in quotation.pieces)
    states: list[int] = []
    reach = following = 0
    for start in starts:
        while following < len(pieces) and pieces[following][0] <= start:
            reach = max(reach, pieces[following][1])
            following += 1
        states.append(ON_A_MARK if start in marks else INSIDE if start < reach else OUTSIDE)
    for quotation in quotations:
        if quotation.closed:
            # The closing mark is one or two characters ('') long: its token is the last to start before its end.
            last = bisect_right(starts, quotation.end - 1) - 1
            if last >= 0 and starts[last] >= max(quotation.end - 2, quotation.start):
                states[last] = ON_A_MARK
    return states


def warnings_of(quotations: Sequence[Quotation], text: str) -> tuple[str, ...]:
    """One sentence for each quotation that is never closed, with its offset and first words."""
    return tuple(
        f"The quotation that opens at offset {quotation.start} is never closed: "
        f"{' '.join(text[quotation.start : quotation.start + CONTEXT_REACH].split())}"
        for quotation in quotations
        if not quotation.closed
    )


def _clean_blocks(blocks: Iterable[tuple[int, int]], length: int) -> list[tuple[int, int]]:
    """The blocks in order, inside the text, without overlap."""
    cleaned: list[tuple[int, int]] = []
    reached = 0
    for start, end in sorted(blocks):
        start, end = max(start, reached), min(end, length)  # noqa: PLW2901
        if start < end:
            cleaned.append((start, end))
            reached = end
    return cleaned


def _trim(text: str, start: int, end: int) -> int:
    """Where `text[start:end]` ends without its trailing whitespace."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


class _Pairing:
    """The pairing of marks: a stack of opened quotations, read block by block."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[_Found] = []
        self.stack: list[_Opened] = []
        self.places: list[list[int]] = [[] for _ in Family]  # where in the stack each family stands
        self.block = (0, 0)

    def read_block(self, block: tuple[int, int]) -> None:
        """Reads one paragraph; what is open at its end stays open until the next one says otherwise."""
        marks = find_marks(self.text, *block)
        previous, self.block = self.block, block
        first = self._resume(marks, previous)
        ahead = Ahead(marks)
        for index in range(first, len(marks)):
            self._read(marks[index], ahead, index)

    def finish(self) -> None:
        """Ends what is still open after the last block."""
        self._abandon(0, self.block[1])

    def _resume(self, marks: Sequence[Mark], previous: tuple[int, int]) -> int:
        """Goes on with the open quotations whose marks stand again at the start, and ends the others."""
        resumed = 0
        while resumed < min(len(self.stack), len(marks)):
            mark, opened = marks[resumed], self.stack[resumed]
            if mark.shape is CLOSE and self.text[mark.end : mark.end + 1].strip() == "":
                break
            touches = resumed == 0 or not self.text[marks[resumed - 1].end : mark.start].strip()
            at_start = resumed > 0 or not self.text[self.block[0] : mark.start].strip()
            if mark.family is not opened.mark.family or mark.elided or not (touches and at_start):
                break
            resumed += 1
        end = self._abandon(resumed, previous[1])
        for mark, opened in zip(marks, self.stack, strict=False):
            opened.pieces.append((opened.piece_start, end))
            opened.piece_start = mark.start
        return resumed

    def _read(self, mark: Mark, ahead: Ahead, index: int) -> None:
        if self._opens(mark, ahead, index):
            if self.places[mark.family] and not self._nests(mark, ahead, index):
                self._abandon(self.places[mark.family][-1], mark.start)
            self.places[mark.family].append(len(self.stack))
            self.stack.append(_Opened(mark, self.block, piece_start=mark.start))
        elif self._closes(mark, ahead, index):
            at = self.places[mark.family][-1]
            if at + 1 < len(self.stack):
                self._abandon(at + 1, mark.start)
            self._close(mark)
        elif self._closes_amiss(mark, ahead):
            self._close(mark)

    def _nests(self, mark: Mark, ahead: Ahead, index: int) -> bool:
        """Whether a mark that opens inside a quotation of its own family leaves that one open."""
        straight = self.stack[self.places[mark.family][-1]].mark.shape is EITHER
        apart = straight is not (mark.shape is EITHER)
        return ahead.closings[index] >= (1 if apart else 2)

    def _opens(self, mark: Mark, ahead: Ahead, index: int) -> bool:
        is_open = bool(self.places[mark.family])
        if mark.lean is OPEN:
            # A straight mark that has nothing to close it, while another is open, closes that one or is none.
            return not is_open or mark.shape is OPEN or ahead.closings[index] > 0
        if is_open:
            return False
        following = ahead.following[index]
        if mark.lean is CLOSE:  # he said," we go "
            spaced = mark.family is DOUBLE
            spaced = spaced and (mark.at_start or (mark.shape is EITHER and mark.after in (",", ":")))
            return spaced and following is not None and following is not OPEN
        if mark.family is SINGLE:
            stands = mark.elided or mark.at_start or mark.shape is CLOSE or not mark.after.isspace()
            spaced = mark.at_start and not mark.elided and following is EITHER
            return spaced or (stands and ahead.decided[index] is CLOSE)
        return not mark.after.isalnum() or not (mark.weak or following is None or following is OPEN)

    def _closes(self, mark: Mark, ahead: Ahead, index: int) -> bool:
        if not self.places[mark.family]:
            return False
        if mark.elided:
            return False
        if mark.weak and ahead.decided[index] is CLOSE:
            return False
        if mark.family is not SINGLE:
            return True
        if mark.lean is not CLOSE and (mark.lean is OPEN or ahead.decided[index] is CLOSE):
            return False
        inner = self.stack[-1].mark
        return inner.family is SINGLE or not ahead.can_close(inner.family, mark.start)

    def _closes_amiss(self, mark: Mark, ahead: Ahead) -> bool:
        """Whether a mark closes a quotation that a curly mark of the other family opens and none closes: “We go,'."""
        if mark.lean is not CLOSE or not mark.after or mark.after not in _ENDS_INSIDE or not self.stack:
            return False
        inner = self.stack[-1].mark
        plain = {mark.family, inner.family} == {SINGLE, DOUBLE}
        return plain and inner.shape is OPEN and not ahead.can_close(inner.family, mark.start)

    def _close(self, mark: Mark) -> None:
        opened = self.stack.pop()
        self.places[opened.mark.family].pop()
        pieces = (*opened.pieces, (opened.piece_start, mark.end))
        content = self.text[opened.mark.end : min(mark.start, opened.mark.end + KIND_REACH + 1)]
        if not content.strip() and len(content) <= KIND_REACH:
            return
        kind = "speech" if opened.pieces else kind_of(self.text, opened.block, opened.mark, mark, content)
        self.found.append((pieces, kind, True))

    def _abandon(self, keep: int, end: int) -> int:
        """Ends all but the `keep` outermost open quotations at `end`, unclosed; gives back `end` without whitespace."""
        end = _trim(self.text, self.block[0] if end > self.block[0] else 0, end)
        while len(self.stack) > keep:
            opened = self.stack.pop()
            mark = opened.mark
            self.places[mark.family].pop()
            sure = mark.family is not SINGLE and mark.lean is OPEN
            sure = sure or (mark.shape is OPEN and self.text[mark.start] != "`")
            if end > mark.end and (sure or opened.pieces):
                self.found.append(((*opened.pieces, (opened.piece_start, end)), "speech", False))
        return end


def _with_depths(found: Iterable[_Found]) -> tuple[Quotation, ...]:
    """The quotations in the order of their opening marks, each with the number of those around it."""
    ends: list[int] = []
    quotations: list[Quotation] = []
    for pieces, kind, closed in sorted(found):
        while ends and ends[-1] <= pieces[0][0]:
            ends.pop()
        quotations.append(Quotation(pieces, kind, len(ends), closed))
        ends.append(pieces[-1][1])
    return tuple(quotations)
