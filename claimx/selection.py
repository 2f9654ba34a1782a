"""A part of a report: the claims that somebody asks for, and of the rest only what belongs to them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from claimx.claims.summary import summarize
from claimx.schema import Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from claimx.schema import Claim, ClaimType, Contest, Link, QuotationInfo, Report

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Selection:
    """What to keep of a report. What is left empty asks nothing; of several words in one field any will do.

    `speakers` are parts of names or roles. `about` are words of the content or of what it accuses, or names of the
    entities in it, under any of the names that the article has for them. `direct_only` keeps what is quoted whole.
    """

    types: frozenset[ClaimType] = frozenset()
    speakers: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    direct_only: bool = False
    min_confidence: float = 0.0


def select(report: Report, selection: Selection) -> Report:
    """The report with only the claims that are asked for, and what belongs to them.

    A claim inside one that is left out moves up to the nearest one that is kept, and so does a quotation; where there
    is none, the quotation goes. Links stay where both of their claims do, speakers where one of their claims does, and
    sentences, entities and quotations that are nobody's claim stay. A contest stays in the summary with what is left
    of it: what somebody disputes is never called uncontested because the dispute was not asked for, only because
    claimx is not as sure of it as `min_confidence` wants.
    """
    sure = _sure(report, selection.min_confidence)
    fits = _Fitting(sure, selection)
    kept = tuple(claim for claim in sure.claims if fits(claim))
    if len(kept) == len(sure.claims):
        return sure
    ids = {claim.id for claim in kept}
    return _only(sure, kept, sure.links, _part_of(sure.summary, ids))


def _sure(report: Report, minimum: float) -> Report:
    """The report without claims and links below the minimum; the summary follows from what is left."""
    claims = tuple(claim for claim in report.claims if claim.confidence >= minimum)
    links = tuple(link for link in report.links if link.confidence >= minimum)
    if len(claims) == len(report.claims) and len(links) == len(report.links):
        return report
    return _only(report, claims, links, summarize(claims, links))


def _only(report: Report, kept: tuple[Claim, ...], links: tuple[Link, ...], summary: Summary) -> Report:
    """The report with these of its claims and, of what it says of claims, only what is about them."""
    around = {claim.id: claim.parent for claim in report.claims}
    ids = {claim.id: claim for claim in kept}
    gone = _voices(report.claims) - _voices(kept)
    return report.model_copy(
        update={
            "claims": tuple(claim.model_copy(update={"parent": _nearest(claim.parent, around, ids)}) for claim in kept),
            "quotations": tuple(_lifted(report.quotations, around, ids)),
            "speakers": tuple(speaker for speaker in report.speakers if speaker.id not in gone),
            "links": tuple(link for link in links if link.from_ in ids and link.to in ids),
            "summary": summary,
        }
    )


def _voices(claims: Iterable[Claim]) -> set[str | None]:
    """The speakers of the claims, and those who pass them on."""
    return {speaker for claim in claims for speaker in (claim.speaker, claim.relayed_by)}


def _lifted(
    quotations: Iterable[QuotationInfo], around: dict[str, str | None], kept: dict[str, Claim]
) -> Iterator[QuotationInfo]:
    """The quotations that are nobody's claim or stand in a claim that is kept, as that claim's."""
    for quotation in quotations:
        owner = _nearest(quotation.claim, around, kept)
        if owner == quotation.claim:
            yield quotation
        elif owner is not None:
            yield quotation.model_copy(update={"claim": owner, "speaker": kept[owner].speaker})


def _nearest(claim: str | None, around: dict[str, str | None], kept: dict[str, Claim]) -> str | None:
    """The claim itself if it is kept, or else the nearest one around it that is."""
    seen: set[str] = set()
    while claim is not None and claim not in kept:
        seen.add(claim)
        claim = around.get(claim)
        claim = None if claim in seen else claim
    return claim


def _part_of(summary: Summary, ids: set[str]) -> Summary:
    """What the summary says of these claims."""

    def left(claims: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(claim for claim in claims if claim in ids)

    contested = (
        contest.model_copy(
            update={
                "denied_by": left(contest.denied_by),
                "contradicted_by": left(contest.contradicted_by),
                "corroborated_by": left(contest.corroborated_by),
                "silent": left(contest.silent),
            }
        )
        for contest in summary.contested
        if contest.claim in ids
    )
    uncontested = (one.model_copy(update={"claims": left(one.claims)}) for one in summary.uncontested)
    return Summary(
        contested=tuple(contest for contest in contested if _is_disputed(contest)),
        uncontested=tuple(one for one in uncontested if one.claims),
    )


def _is_disputed(contest: Contest) -> bool:
    return bool(contest.denied_by or contest.contradicted_by or contest.silent)


class _Fitting:
    """Whether a claim is asked for; names are looked up once for the whole report."""

    def __init__(self, report: Report, selection: Selection) -> None:
        self._selection = selection
        parts = [_folded(part) for part in selection.speakers]
        self._speakers = {
            speaker.id
            for speaker in report.speakers
            if any(part in _folded(name or "") for part in parts for name in (speaker.name, speaker.role))
        }
        self._about = [words for text in selection.about if (words := _words(text)).strip()]
        self._entities = {
            entity.id
            for entity in report.entities
            if self._speaks(entity.name, *(mention.text for mention in entity.mentions))
        }

    def __call__(self, claim: Claim) -> bool:
        asked = self._selection
        return (
            (not asked.types or claim.type in asked.types)
            and (not asked.speakers or claim.speaker in self._speakers)
            and (not asked.about or self._is_about(claim))
            and (not asked.direct_only or claim.directness == "direct")
        )

    def _is_about(self, claim: Claim) -> bool:
        if not self._entities.isdisjoint((*claim.entities, *claim.amounts, *claim.times)):
            return True
        return self._speaks(" ".join(piece.text for piece in claim.content), claim.target.text if claim.target else "")

    def _speaks(self, *texts: str) -> bool:
        """Whether one of the texts holds the words of one of the subjects, whole and in their order."""
        return any(words in text for text in map(_words, texts) for words in self._about) if self._about else False


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())


def _words(text: str) -> str:
    """The words of the text in lower case between single spaces, also at both ends; a plural is its singular."""
    return f" {' '.join(_singular(word) for word in _WORD.findall(text.casefold()))} "


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word
