"""Markdown → blocks. The text is not changed; the marks that open a heading or a quotation lie outside the blocks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimx.reading.kinds import mark
from claimx.reading.stamps import read_stamps

if TYPE_CHECKING:
    from claimx.reading.article import Block
    from claimx.schema import ParagraphKind

LINE = re.compile("[^\r\n]*(?:\r\n|[\r\n]|$)")
FRONT_MATTER = re.compile("\ufeff?(?P<fence>---|\\+\\+\\+)[ \t]*(?:\r\n|[\r\n])")
FIELD = re.compile("[ \t]*(?P<key>\\w+)[ \t]*[:=][ \t]*(?P<value>[^\r\n]*)")
FENCE = re.compile("(?P<marks>`{3,}|~{3,})[^`]*$")
HEADING = re.compile("(?P<marks>#{1,6})(?:[ \t]+|$)")
HEADING_END = re.compile("[ \t]+#+$")
UNDERLINE = re.compile("=+|-{2,}")
RULE = re.compile("(?:[-*_][ \t]*){3,}")
QUOTE = re.compile("(?:>[ \t]?)+[ \t]*")
ITEM = re.compile("[-*+•][ \t]+|\\d{1,9}[.)][ \t]+")
IMAGE = re.compile("!\\[[^\\[\\]]*\\]\\([^()]*\\)")
ASIDE = re.compile("<!--.*|\\[[^\\[\\]]+\\]: *\\S.*|\\|? *:?-{2,}[ :|-]*\\|.*")


class Page(NamedTuple):
    """The blocks of a Markdown text, and what its front matter says."""

    blocks: tuple[Block, ...]
    title: str | None = None
    byline: str | None = None
    published: str | None = None


class _Part(NamedTuple):
    start: int
    end: int
    kind: ParagraphKind | None
    open: bool  # a following line of text belongs to it


def read_markdown(text: str) -> Page:
    """The blocks of a Markdown text: the first heading of the top level is the title, other headings are body.

    Front matter, code and rules are boilerplate, a line with an image alone is a caption.
    """
    front = _front_matter(text)
    parts = _parts(text, front)
    if front:
        parts.insert(0, _Part(0, len(text[:front].rstrip()), "boilerplate", open=False))
    known = {index: part.kind for index, part in enumerate(parts) if part.kind is not None}
    blocks = mark(text, [(part.start, part.end) for part in parts], known=known)
    return Page(blocks, *_fields(text[:front]))


def _front_matter(text: str) -> int:
    """The offset after the front matter; 0 where there is none."""
    opening = FRONT_MATTER.match(text)
    if opening is None:
        return 0
    closing = re.compile(f"^{re.escape(opening['fence'])}[ \t]*(?=[\r\n]|$)", re.MULTILINE).search(text, opening.end())
    inside = text[opening.end() : closing.start()] if closing else ""
    return closing.end() if closing and FIELD.match(inside) else 0


def _fields(front: str) -> tuple[str | None, str | None, str | None]:
    fields = {match["key"].lower(): match["value"].strip(" \t\"'[]") for match in FIELD.finditer(front)}
    stamps = [stamp.date for key in ("date", "published", "pubdate") for stamp in read_stamps(fields.get(key, ""))]
    published = next((date for date in stamps if date), None)
    return fields.get("title") or None, fields.get("author") or fields.get("byline") or None, published


def _parts(text: str, front: int) -> list[_Part]:
    parts: list[_Part] = []
    fence = ""
    for match in LINE.finditer(text, front):
        line = match[0].strip()
        start = match.start() + len(match[0]) - len(match[0].lstrip())
        opening = FENCE.match(line)
        if fence:
            if line:
                parts[-1] = parts[-1]._replace(end=start + len(line))
            if set(line) == {fence[0]} and len(line) >= len(fence):
                fence = ""
        elif not line:
            parts[-1:] = [part._replace(open=False) for part in parts[-1:]]
        elif opening:
            fence = opening["marks"]
            parts.append(_Part(start, start + len(line), "boilerplate", open=False))
        else:
            _add_line(parts, line, start)
    top = next((index for index, part in enumerate(parts) if part.kind == "title"), None)
    return [part._replace(kind="body") if part.kind == "title" and i != top else part for i, part in enumerate(parts)]


def _add_line(parts: list[_Part], line: str, start: int) -> None:
    end = start + len(line)
    if heading := HEADING.match(line):
        trailing = HEADING_END.search(line, heading.end())
        words = start + heading.end(), start + (trailing.start() if trailing else len(line))
        if words[0] < words[1]:
            parts.append(_Part(*words, "title" if len(heading["marks"]) == 1 else "body", open=False))
    elif parts and parts[-1].open and UNDERLINE.fullmatch(line):
        parts[-1] = parts[-1]._replace(kind="title" if line[0] == "=" else "body", open=False)
        parts.append(_Part(start, end, "boilerplate", open=False))
    elif RULE.fullmatch(line) or ASIDE.fullmatch(line):
        parts.append(_Part(start, end, "boilerplate", open=False))
    elif IMAGE.fullmatch(line):
        parts.append(_Part(start, end, "caption", open=False))
    else:
        _add_text(parts, line, start, end)


def _add_text(parts: list[_Part], line: str, start: int, end: int) -> None:
    quote = QUOTE.match(line)
    inside = quote.end() if quote else 0
    if inside == len(line):
        if parts:
            parts[-1] = parts[-1]._replace(open=False)
    elif parts and parts[-1].open and not ITEM.match(line, inside):
        parts[-1] = parts[-1]._replace(end=end)
    else:
        parts.append(_Part(start + inside, end, None, open=True))
