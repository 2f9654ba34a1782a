"""Which lines are the credits of an article because of where they stand: directly above it, or at its very end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from claimx.reading.rules import rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.schema import ParagraphKind

LONGEST = 300  # characters of a credit
MOST_CLOSING = 4  # credits at the end of an article
EMPHASIS = re.compile('[*_] ?(?![\\s*_])[^*_"]{1,300}[*_]')


def front_credits(likes: Sequence[str], kinds: Sequence[ParagraphKind | None], front: int) -> tuple[int, ...]:
    """The indices of the lines above the article that are credits only beside others; none of them is the first.

    A role ("Health correspondent") is one below a byline, or below a name, which is one with it. The name of a
    newspaper or an agency is one directly above or below a byline. `front` is the number of lines above the article.
    """
    found: set[int] = set()

    def is_byline(index: int) -> bool:
        return index in found or (0 <= index < front and kinds[index] == "byline")

    def is_open(index: int) -> bool:
        return 0 < index < front and kinds[index] is None and index not in found and len(likes[index]) <= LONGEST

    for index in range(1, front):
        if not is_open(index) or not rules().role.fullmatch(likes[index]):
            continue
        if is_byline(index - 1):
            found.add(index)
        elif is_open(index - 1) and rules().person.fullmatch(likes[index - 1]):
            found.update((index - 1, index))
    for index in range(1, front):
        beside = is_byline(index - 1) or is_byline(index + 1)
        if beside and is_open(index) and rules().outlet.fullmatch(likes[index]):
            found.add(index)
    return tuple(sorted(found))


def closing_credits(
    likes: Sequence[str], marked: Sequence[str], kinds: Sequence[ParagraphKind | None]
) -> tuple[int, ...]:
    """The indices of the lines at the very end that are credits: known forms, and lines wholly in italics.

    `marked` has the same lines with their Markdown. Lines that are no body may come after or between.
    """
    found: list[int] = []
    for index in range(len(likes) - 1, 0, -1):
        if kinds[index] is not None:
            continue
        like = likes[index]
        form = len(like) <= LONGEST and rules().closing.fullmatch(like)
        if len(found) == MOST_CLOSING or not (form or EMPHASIS.fullmatch(marked[index])):
            break
        found.append(index)
    return tuple(reversed(found))
