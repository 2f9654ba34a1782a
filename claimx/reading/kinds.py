"""Paragraphs → blocks: what each paragraph of an article is. Nothing is deleted.

What is not body is read past, so every rule here is strict: in doubt a paragraph is body.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from claimx.reading.article import Block
from claimx.reading.credits import closing_credits, front_credits
from claimx.reading.datelines import Dateline, has_colon, read_dateline
from claimx.reading.rules import likeness, rules
from claimx.reading.stamps import is_stamp
from claimx.reading.titles import ends_with_stop, is_standfirst, is_title, repeats, without_site

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from claimx.schema import ParagraphKind

LONGEST_LINE = 700  # characters; no rule looks at a longer paragraph
HEAD = 15  # paragraphs that may be title and byline
TAIL = 0.6  # the share of the text after which it may end
ENOUGH_PROSE = 3  # paragraphs of prose in an article that may end in credits
PROSE = 12  # words of a paragraph that, with a final stop, is surely prose
MARKUP = " \t*_#>~`"
LINK = re.compile("!?\\[([^\\[\\]]{0,300})\\]\\([^()\\s]{0,300}(?: [^()]{0,100})?\\)")
SPEAKER = re.compile("[A-Z][A-Z .'-]{1,30}: ")


class _Line(NamedTuple):
    """A paragraph as the rules see it."""

    like: str
    marked: str  # the same with its Markdown
    prose: bool
    stop: bool


def mark(
    text: str, paragraphs: Sequence[tuple[int, int]], *, known: Mapping[int, ParagraphKind] | None = None
) -> tuple[Block, ...]:
    """The blocks of `text`: each paragraph with its kind, in order; a dateline is a block before its body.

    `known` gives the kinds of paragraphs (by index) that the format of the file tells.
    """
    lines = [_line(text[start:end]) for start, end in paragraphs]
    kinds: list[ParagraphKind | None] = [(known or {}).get(index) for index in range(len(lines))]
    head = _head(lines)
    for index, line in enumerate(lines):
        if kinds[index] is None:
            kinds[index] = _kind_of_line(line.like, in_head=index < head)
            if index == 0 and kinds[0] in {"boilerplate", "caption"} and ": " in line.like and is_title(line.like):
                kinds[0] = None  # "Watch: Minister denies report" is a title where the text begins with it
    _cut_tail(lines, kinds, [start for start, _ in paragraphs], len(text))
    _mark_credits(lines, kinds, head)
    _mark_titles(lines, kinds, head)
    return tuple(_blocks(text, paragraphs, lines, kinds))


def _line(paragraph: str) -> _Line:
    marked = likeness(paragraph[:LONGEST_LINE])
    if "](" in marked:
        marked = LINK.sub("\\1", marked)
    like = marked.strip(MARKUP)
    if len(paragraph) > LONGEST_LINE:
        return _Line(like, marked, prose=True, stop=True)
    stop = ends_with_stop(like)
    return _Line(like, marked, stop and like.count(" ") + 1 >= PROSE, stop)


def _head(lines: Sequence[_Line]) -> int:
    """The number of paragraphs up to the second one of prose."""
    prose = [index for index, line in enumerate(lines[:HEAD]) if line.prose]
    return prose[1] if len(prose) > 1 else min(len(lines), HEAD)


def _kind_of_line(like: str, *, in_head: bool) -> ParagraphKind | None:
    if not like:
        return "boilerplate"  # a row of stars or underscores
    if len(like) >= LONGEST_LINE:
        return None
    found = rules()
    if (in_head and (found.byline.fullmatch(like) or found.credits.fullmatch(like))) or is_stamp(like):
        return "byline"
    if found.caption.fullmatch(like) or (like[-1] in ")]" and found.credit.search(like, len(like) - 160)):
        return "caption"
    if found.note.fullmatch(like) or found.credits.fullmatch(like):
        return "note"
    page = any(group.fullmatch(like) for group in (found.boilerplate, found.tail, found.tail_unless_prose))
    return "boilerplate" if page or (found.call.fullmatch(like) and not found.said.search(like)) else None


def _cut_tail(lines: list[_Line], kinds: list[ParagraphKind | None], starts: list[int], length: int) -> None:
    """Marks all after the line where the article ends as boilerplate."""
    body = [kind is None for kind in kinds]
    first = next((index for index, line in enumerate(lines) if body[index] and line.stop), len(lines))
    prose_after = [0] * (len(lines) + 1)
    for index in range(len(lines) - 1, -1, -1):
        prose_after[index] = prose_after[index + 1] + (lines[index].prose and body[index])
    for index, line in enumerate(lines):
        if index < first or kinds[index] != "boilerplate":
            continue
        late = starts[index] >= TAIL * length
        prose = prose_after[index]
        if (late or not prose) and rules().tail.fullmatch(line.like):
            break
        if ((late and prose < 2) or not prose) and rules().tail_unless_prose.fullmatch(line.like):
            break
    else:
        return
    for after in range(index, len(lines)):
        if kinds[after] != "note":
            kinds[after] = "boilerplate"


def _mark_credits(lines: list[_Line], kinds: list[ParagraphKind | None], head: int) -> None:
    """Marks the lines around the article that are credits because of where they stand."""
    likes = [line.like for line in lines]
    front = next((index for index in range(head) if lines[index].prose and kinds[index] is None), head)
    for index in front_credits(likes, kinds, front):
        kinds[index] = "byline"
    if sum(line.prose for line, kind in zip(lines, kinds, strict=True) if kind is None) < ENOUGH_PROSE:
        return
    for index in closing_credits(likes, [line.marked for line in lines], kinds):
        kinds[index] = "note"


def _mark_titles(lines: list[_Line], kinds: list[ParagraphKind | None], head: int) -> None:
    """Marks the first line if it is a title, the lines after it that go on with it, and its repetitions."""
    first = next((index for index in range(head) if kinds[index] in {None, "title"}), None)
    if first is None or first + 1 == len(lines):
        return
    if kinds[first] is None:
        like = lines[first].like
        again = any(kinds[i] is None and repeats(lines[i].like, like) for i in range(first + 1, head))
        if read_dateline(like) or not (is_title(like) or (again and len(like) <= 250)):
            return
        if not any(line.prose or line.stop for line in lines[first + 1 :]):
            return  # verse, a list, a table: nothing tells a title from the rest
        kinds[first] = "title"
    titles = [without_site(lines[first].like)]
    in_front = True
    for index in range(first + 1, head):
        like = lines[index].like
        if kinds[index] is not None:
            in_front = in_front and kinds[index] == "title"
        elif any(repeats(like, title) for title in titles):
            kinds[index] = "title"
        elif in_front and len(titles) < 3 and is_standfirst(like) and not read_dateline(like):
            kinds[index] = "title"
            titles.append(like)
        else:
            in_front = False


def _blocks(
    text: str, paragraphs: Sequence[tuple[int, int]], lines: list[_Line], kinds: list[ParagraphKind | None]
) -> list[Block]:
    blocks: list[Block] = []
    bodies = 0
    transcript = sum(bool(SPEAKER.match(line.like)) for line in lines) > 2
    for (start, end), kind in zip(paragraphs, kinds, strict=True):
        if kind is not None:
            blocks.append(Block(start, end, kind))
            continue
        bodies += 1
        dateline = read_dateline(text[start : min(end, start + 200)])
        if dateline is None or not _holds(text[start:end][:200], dateline, bodies, transcript=transcript):
            blocks.append(Block(start, end, "body"))
            continue
        blocks.append(Block(start, start + dateline.length, "dateline"))
        body = start + dateline.length
        while body < end and text[body].isspace():
            body += 1
        if body < end:
            blocks.append(Block(body, end, "body"))
    return blocks


def _holds(paragraph: str, dateline: Dateline, bodies: int, *, transcript: bool) -> bool:
    """Whether a dateline is believed: a weak one only where an article begins."""
    if has_colon(paragraph, dateline):
        return bodies == 1 and not transcript
    return dateline.strong or bodies <= 2
