"""What is disputed in an article and what is not, from its claims and the links among them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.schema import Contest, SpeakerClaims, Summary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimx.schema import Claim, Link, LinkKind


def summarize(claims: Sequence[Claim], links: Iterable[Link]) -> Summary:
    """The summary of claims in text order; links to and from other claims say nothing here."""
    order = {claim.id: place for place, claim in enumerate(claims)}
    answers: dict[tuple[str, LinkKind], set[str]] = {}
    for link in links:
        if link.from_ in order and link.to in order:
            answers.setdefault((link.to, link.kind), set()).add(link.from_)
            if link.kind == "corroborates":  # who says the same is on the same side, whoever spoke first
                answers.setdefault((link.from_, link.kind), set()).add(link.to)

    def answering(claim: str, kind: LinkKind) -> tuple[str, ...]:
        return tuple(sorted(answers.get((claim, kind), ()), key=order.__getitem__))

    contests = [
        Contest(
            claim=claim.id,
            denied_by=answering(claim.id, "denies"),
            contradicted_by=answering(claim.id, "contradicts"),
            corroborated_by=answering(claim.id, "corroborates"),
            silent=answering(claim.id, "no_response"),
        )
        for claim in claims
    ]
    denied = [contest for contest in contests if contest.denied_by or contest.contradicted_by]
    unanswered = [
        contest for contest in contests if contest.silent and not (contest.denied_by or contest.contradicted_by)
    ]
    contested = (*denied, *unanswered)
    return Summary(contested=contested, uncontested=_uncontested(claims, contested))


def _uncontested(claims: Sequence[Claim], contested: Iterable[Contest]) -> tuple[SpeakerClaims, ...]:
    """The claims that take part in no contest, by speaker in order of first claim, the speakerless last."""
    taking_part = {
        claim
        for contest in contested
        for claim in (
            contest.claim,
            *contest.denied_by,
            *contest.contradicted_by,
            *contest.corroborated_by,
            *contest.silent,
        )
    }
    by_speaker: dict[str | None, list[str]] = {}
    for claim in claims:
        if claim.id not in taking_part:
            by_speaker.setdefault(claim.speaker, []).append(claim.id)
    nobodys = by_speaker.pop(None, None)
    if nobodys is not None:
        by_speaker[None] = nobodys
    return tuple(SpeakerClaims(speaker=speaker, claims=tuple(ids)) for speaker, ids in by_speaker.items())
