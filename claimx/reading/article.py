"""An article as read: its text exactly as decoded, and what each paragraph of it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from claimx.schema import ParagraphKind


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph: a half-open character span without surrounding whitespace, and what it is."""

    start: int
    end: int
    kind: ParagraphKind


@dataclass(frozen=True, slots=True)
class Article:
    """An article. Nothing is deleted from `text`: offsets into it are offsets into the decoded file.

    A paragraph that opens with a dateline is two blocks: the dateline, and the rest.
    """

    id: str
    text: str
    blocks: tuple[Block, ...]
    path: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    dateline: str | None = None
    encoding: str = "utf-8"
    warnings: tuple[str, ...] = ()
