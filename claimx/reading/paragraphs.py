"""Text → paragraphs: where each one stands, whichever way the text marks them."""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

LINE = re.compile("[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
BREAK = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
PARAGRAPH_SEPARATOR = "\u2029"
INVISIBLE = re.compile("[\\s\u200b\u200c\u200d\u2060\ufeff]*")

BULLET = re.compile("(?:[•‣▪●○◦·*+■□➢✓-]|[–—]|\\d{1,2}[.)]|\\(?[a-z]\\)|\\(\\d{1,2}\\))[ \t\u00a0]")
ENDS_SENTENCE = re.compile("[.!?…:;]['\"”’»)\\]*_]*$")
LOWER_START = re.compile("[\"'“‘«(\\[]?[^\\W\\d_A-Z]")

ENOUGH = 8  # wrapped lines that show in what manner a text is wrapped
NARROWEST, WIDEST = 28, 110  # columns of hard-wrapped text; the usual 60 to 90, and newspaper columns


class _Line(NamedTuple):
    start: int
    end: int
    indent: int
    first_word: int
    bullet: bool
    gap: bool  # an empty line, or a paragraph separator, comes before

    @property
    def width(self) -> int:
        return self.end - self.start + self.indent


class Wrap(NamedTuple):
    """The width of hard-wrapped lines; `greedy` where each line is filled as far as it goes, as editors do."""

    width: int
    greedy: bool


def split_paragraphs(text: str) -> tuple[tuple[int, int], ...]:
    """The half-open spans of the paragraphs of `text`, in order, without the whitespace around them.

    Empty lines always divide. Whether a single line break does is decided for the whole text: lines
    that stop mid-sentence at one width are hard-wrapped and are joined, others are paragraphs each.
    """
    lines = tuple(_lines(text))
    wrap = find_wrap(text, lines)
    spans: list[tuple[int, int]] = []
    in_list = False
    for index, line in enumerate(lines):
        if index and wrap and not line.gap and _continues(text, lines[index - 1], line, wrap, in_list=in_list):
            spans[-1] = spans[-1][0], line.end
        else:
            spans.append((line.start, line.end))
            in_list = line.bullet
    return tuple(spans)


def _lines(text: str) -> list[_Line]:
    lines = []
    end_before = 0
    for match in LINE.finditer(text):
        line = match[0]
        if INVISIBLE.fullmatch(line):
            continue
        body = line.strip()
        start = match.start() + len(line) - len(line.lstrip())
        between = text[end_before : match.start()]
        gap = PARAGRAPH_SEPARATOR in between or _breaks(between) > 1
        first_word = len(body[:80].split(None, 1)[0])
        bullet = bool(BULLET.match(body))
        lines.append(_Line(start, start + len(body), start - match.start(), first_word, bullet, gap))
        end_before = match.end()
    return lines


def _breaks(between: str) -> int:
    # A page break (line break, form feed) may fall inside a sentence: it counts as one line break.
    return len(BREAK.findall(between.replace("\f", ""))) or 1 if len(between) > 1 else 1


def find_wrap(text: str, lines: Sequence[_Line]) -> Wrap | None:
    """How the lines of `text` are wrapped; none where a line is a paragraph.

    Nine lines in ten keep within the width, and of those that stop mid-sentence at least half go on
    in lower case on the next one: headlines and paragraphs seldom do.
    """
    if len(lines) < 2:
        return None
    lengths = sorted(line.width for line in lines)
    width = lengths[(len(lengths) * 9) // 10 if len(lengths) > 10 else -1]
    if not NARROWEST <= width <= WIDEST:
        return None
    pairs = [(before, line) for before, line in itertools.pairwise(lines) if not line.gap]
    cut = [(before, line) for before, line in pairs if not _ends_sentence(text, before)]
    wrapped = [(before, line) for before, line in cut if before.width * 2 > width and _starts_lower(text, line)]
    if not wrapped or len(wrapped) * 2 < len(cut) or len(wrapped) * 6 < len(pairs):
        return None
    widest = sorted(before.width for before, _ in wrapped)[(len(wrapped) * 49) // 50]
    full = sum(before.width + 1 + line.first_word > widest for before, line in wrapped)
    greedy = len(wrapped) >= ENOUGH and full * 20 >= len(wrapped) * 19
    return Wrap(widest if greedy else width, greedy)


def _ends_sentence(text: str, line: _Line) -> bool:
    return bool(ENDS_SENTENCE.search(text[max(line.start, line.end - 12) : line.end]))


def _starts_lower(text: str, line: _Line) -> bool:
    match = LOWER_START.match(text, line.start, line.end)
    return match is not None and text[match.end() - 1].islower()


def _continues(text: str, before: _Line, line: _Line, wrap: Wrap, *, in_list: bool) -> bool:
    """Whether `line` goes on with the paragraph of `before` in hard-wrapped text."""
    room = wrap.width - before.width - 1 - line.first_word
    ended = _ends_sentence(text, before)
    if line.bullet and (in_list or ended or room > wrap.width // 5):
        return False
    if not in_list and line.indent >= before.indent + 2 and ended:
        return False
    if ended:
        return room < (0 if wrap.greedy else wrap.width // 8)
    if _starts_lower(text, line):
        return room < wrap.width // 2
    return room < (0 if wrap.greedy else wrap.width // 3)
