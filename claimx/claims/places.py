"""The paragraphs of an article, looked up by offset: which of them tell the story."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.reading.article import Article, Block

CLAIMED_IN = frozenset({"title", "body"})
"""The kinds of paragraph whose statements are claims."""
FOLDED = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\u00a0": " "})


class Places:
    """The paragraphs of an article, looked up by offset; a paragraph repeated word by word counts once."""

    def __init__(self, article: Article) -> None:
        self._blocks: Sequence[Block] = article.blocks
        self._starts = [block.start for block in article.blocks]
        seen: set[str] = set()
        self._claimed: list[bool] = []
        for block in article.blocks:
            folded = " ".join(article.text[block.start : block.end].translate(FOLDED).casefold().split())
            self._claimed.append(block.kind in CLAIMED_IN and folded not in seen)
            if block.kind in CLAIMED_IN:
                seen.add(folded)

    def paragraph(self, offset: int) -> int:
        """The index of the paragraph at the offset, or of the one before it; 0 where there is none."""
        return max(0, bisect_right(self._starts, offset) - 1)

    def claims_at(self, offset: int) -> bool:
        """Whether what stands at the offset can be a claim."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._blocks[at].end and self._claimed[at]
