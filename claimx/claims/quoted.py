"""The quotations of a report: what each is, and whose claim it belongs to."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from claimx import schema

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.annotation import Annotation, Quotation
    from claimx.claims.drafts import Draft

KINDS: dict[str, schema.QuotationKind] = {kind: kind for kind in get_args(schema.QuotationKind)}


class Owners:
    """Which claim says the words at an offset: the outermost, and the innermost."""

    def __init__(self, annotation: Annotation, drafts: Sequence[Draft]) -> None:
        self._outer: dict[int, int] = {}
        self._inner: dict[int, int] = {}
        for place, draft in enumerate(drafts):
            for start, end in annotation.attributions[draft.attribution].content:
                for token in range(start, end):
                    self._outer.setdefault(token, place)
                    self._inner[token] = place
        self._starts = {token.start: index for index, token in enumerate(annotation.tokens)}
        self._annotation = annotation

    def of(self, quotation: Quotation) -> int | None:
        """The claim (an index of drafts) that the quotation belongs to: the inner one only if it holds all of it."""
        tokens = [
            index
            for start, end in quotation.pieces
            for index in self._tokens(start, end)
            if self._annotation.tokens[index].text[:1].isalnum()
        ]
        outer = [self._outer[token] for token in tokens if token in self._outer]
        if not tokens or 2 * len(outer) < len(tokens):
            return None
        inner = {self._inner.get(token) for token in tokens}
        if len(inner) == 1:
            return inner.pop()
        return max(sorted(set(outer)), key=outer.count)

    def _tokens(self, start: int, end: int) -> range:
        first = next((self._starts[at] for at in range(start, end) if at in self._starts), None)
        if first is None:
            return range(0)
        last = first
        while last < len(self._annotation.tokens) and self._annotation.tokens[last].start < end:
            last += 1
        return range(first, last)


def quotations_of(
    annotation: Annotation, drafts: Sequence[Draft], speakers: dict[int, str]
) -> tuple[schema.QuotationInfo, ...]:
    """The quotations in text order; a scare quotation that is all that is said becomes speech."""
    owners = Owners(annotation, drafts)
    contents = {span for draft in drafts for span in _cores(annotation.text, draft)}
    out: list[schema.QuotationInfo] = []
    for place, quotation in enumerate(annotation.quotations):
        kind = KINDS.get(quotation.kind, "speech")
        if kind == "scare" and _core(annotation.text, quotation.start, quotation.end) in contents:
            kind = "speech"
        owner = owners.of(quotation) if kind in {"speech", "scare"} else None
        speaker = None if owner is None else drafts[owner].resolution.speaker
        out.append(
            schema.QuotationInfo(
                id=f"q{place + 1}",
                start=quotation.start,
                end=quotation.end,
                text=annotation.text[quotation.start : quotation.end],
                kind=kind,
                claim=None if owner is None else f"c{owner + 1}",
                speaker=None if speaker is None else speakers[speaker],
            )
        )
    return tuple(out)


def _cores(text: str, draft: Draft) -> list[tuple[int, int]]:
    return [_core(text, start, end) for start, end in draft.content]


def _core(text: str, start: int, end: int) -> tuple[int, int]:
    """The span from its first to its last letter or digit."""
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return start, end
