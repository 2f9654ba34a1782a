"""A sheet of styled lines of a given width: hanging labels, folded text, rules. It knows nothing of reports."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, NamedTuple

from rich.color import ColorSystem
from rich.console import Console
from rich.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterable

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_COLORS = ColorSystem.STANDARD
_BREAKS = re.compile(r"\r\n|[\t\r\n]")


class Glyphs(NamedTuple):
    """The characters that the layout itself draws with; article text is never changed to fit them."""

    rule: str
    dot: str
    ellipsis: str
    branch: str
    corner: str
    stem: str
    dash: str
    arrow: str
    bar: str
    paragraph: str
    times: str


FANCY = Glyphs("─", " · ", "…", "├ ", "└ ", "│ ", "–", "→", "▪", "¶", "×")
PLAIN = Glyphs("-", " - ", "...", "+ ", "` ", "| ", "-", "->", "#", "par. ", "x")


def shown(text: str) -> str:
    """The text on one line and safe to print: control characters and bidi overrides become visible symbols."""
    return _CONTROLS.sub(_symbol, _BREAKS.sub(" ", text))


def _symbol(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else "␡" if code == 0x7F else "�"


class Sheet:
    """Lines that are gathered one by one and printed at once."""

    def __init__(self, *, width: int, color: bool, glyphs: Glyphs) -> None:
        self.width = width
        self.glyphs = glyphs
        self._lines: list[Text] = []
        self._color = color
        # It only knows the styles and the rules of folding; nothing is written to it.
        self._console = Console(file=io.StringIO(), width=width, legacy_windows=False, _environ={})

    def line(self, *parts: tuple[str, str], indent: int = 0) -> None:
        """Add one line of styled parts, cut at the width."""
        text = Text(" " * indent)
        for words, style in parts:
            text.append(shown(words), style)
        self._lines.append(self._cut(text, self.width))

    def gap(self) -> None:
        """Add an empty line, unless the last one is empty already."""
        if self._lines and self._lines[-1].plain:
            self._lines.append(Text())

    def rule(self, title: str) -> None:
        """Add a heading with a rule to the right of it."""
        self.gap()
        line = Text(shown(title) + " ", "bold")
        line.append(self.glyphs.rule * max(0, self.width - line.cell_len), "dim")
        self._lines.append(line)

    def hang(
        self,
        label: Iterable[tuple[str, str]],
        body: Iterable[tuple[str, str]],
        *,
        indent: int = 0,
        column: int = 0,
        below: str = "",
        rows: int | None = None,
    ) -> None:
        """Add a label and, beside it at `column`, text folded to at most `rows` lines; `below` marks the later ones."""
        room = max(8, self.width - column)
        text, is_cut = Text(), False
        for words, style in body:
            # What will not be shown is not measured: a content of a megabyte is folded as fast as a short one.
            limit = len(words) if rows is None else room * (rows + 1)
            is_cut = is_cut or len(words) > limit
            text.append(shown(words[:limit]), style)
        lines = [text] if text.cell_len <= room else list(text.wrap(self._console, room, overflow="fold"))
        if rows is not None and (is_cut or len(lines) > rows):
            lines = lines[:rows]
            last = lines[-1]
            last.rstrip()
            last.truncate(room - len(self.glyphs.ellipsis), overflow="crop")
            last.rstrip()
            last.append(self.glyphs.ellipsis, "dim")
        first = Text(" " * indent)
        for words, style in label:
            first.append(shown(words), style)
        for number, line in enumerate(lines):
            head = first if number == 0 else Text(" " * indent).append(below, "dim")
            line.rstrip()
            self._lines.append(_padded(head, column).append_text(line))

    def aside(self, left: Iterable[tuple[str, str]], right: str, *, indent: int = 0) -> None:
        """Add one line with some words at its right edge; the left side gives way."""
        tail = Text(shown(right), "dim")
        text = Text(" " * indent)
        for words, style in left:
            text.append(shown(words), style)
        text = self._cut(text, max(8, self.width - tail.cell_len - 2))
        self._lines.append(_padded(text, self.width - tail.cell_len).append_text(tail))

    def __str__(self) -> str:
        """All lines, each without trailing spaces, ANSI codes among them only where the sheet has colour."""
        return "".join(f"{self._printed(line)}\n" for line in self._lines)

    def _printed(self, line: Text) -> str:
        # Console.print would do the same at ten times the cost: it measures the terminal anew for each line.
        line.rstrip()
        if not self._color:
            return line.plain
        segments = line.render(self._console)
        return "".join(
            segment.style.render(segment.text, color_system=_COLORS) if segment.style else segment.text
            for segment in segments
        )

    def _cut(self, text: Text, room: int) -> Text:
        if text.cell_len > room:
            text.truncate(max(1, room - len(self.glyphs.ellipsis)), overflow="crop")
            text.rstrip()
            text.append(self.glyphs.ellipsis, "dim")
        return text


def _padded(text: Text, column: int) -> Text:
    text.append(" " * max(0, column - text.cell_len))
    return text
