"""Annotations of short articles written by hand, without tags or tree: names and attributions are given as substrings.

`"he@2"` is the second "he" of the text.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right

from claimx.annotation import Annotation, Attribution, Mention, Quotation, Token
from claimx.reading.article import Article, Block

_TOKEN = re.compile(r"(?:[A-Z]\.)+|(?:Mr|Mrs|Ms|Dr|Sen)\.|['’]s\b|\w+(?:-\w+)*|[^\w\s]")
_SENTENCE = re.compile(r"(?<=[.!?”])\s+(?=[A-Z“])|\n+")
_QUOTED = re.compile(r"“[^”]*”")


def annotated(
    text: str,
    names: dict[str, str],
    *attributions: tuple[str | None, str | None, str | list[str]] | tuple[str | None, str | None, str | list[str], int],
) -> Annotation:
    """The annotation of a text: each name with its label wherever it stands; (source, cue, content[, parent])."""
    tokens = tuple(
        Token(m.start(), m.end(), m.group(), "", "", "", "", "", place) for place, m in enumerate(_TOKEN.finditer(text))
    )
    starts = [token.start for token in tokens]

    def span(start: int, end: int) -> tuple[int, int]:
        first = bisect_right(starts, start) - 1
        return first, max(first + 1, bisect_left(starts, end))

    def found(wanted: str | None) -> tuple[int, int] | None:
        if wanted is None:
            return None
        word, _, nth = wanted.partition("@")
        places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(word)}(?!\w)", text)]
        start = places[int(nth or 1) - 1]
        return span(start, start + len(word))

    mentions: dict[int, Mention] = {}
    for name, label in sorted(names.items(), key=lambda item: -len(item[0])):
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            low, high = span(match.start(), match.end())
            if not any(held.start < high and low < held.end for held in mentions.values()):
                mentions[low] = Mention(low, high, label, 1.0)
    bounds = [0, *(m.end() for m in _SENTENCE.finditer(text))]
    firsts = [bisect_left(starts, bound) for bound in bounds]
    made = []
    for source, cue, content, *parent in attributions:
        pieces = [content] if isinstance(content, str) else content
        level = 1 if parent else 0
        contents = tuple(piece for wanted in pieces if (piece := found(wanted)) is not None)
        made.append(Attribution(found(source), found(cue), contents, level, 0.9, parent[0] if parent else None))
    return Annotation(
        text=text,
        tokens=tokens,
        sentences=tuple(zip(firsts, [*firsts[1:], len(tokens)], strict=True)),
        mentions=tuple(mentions[low] for low in sorted(mentions)),
        quotations=tuple(Quotation((m.span(),), "speech") for m in _QUOTED.finditer(text)),
        attributions=tuple(made),
    )


def article(text: str, *, title: str | None = None, byline: str | None = None) -> Article:
    """An article whose paragraphs are body, but for the one that is the title."""
    blocks = []
    for match in re.finditer(r"[^\n]+", text):
        kind = "title" if match.group() == title else "byline" if match.group() == byline else "body"
        blocks.append(Block(match.start(), match.end(), kind))
    return Article("a", text, tuple(blocks), title=title, byline=byline)
