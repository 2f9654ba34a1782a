"""A report without what the tool is not sure enough of."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from claimx.schema import Claim, Report


def confident(report: Report, minimum: float) -> Report:
    """The report without claims and links below `minimum`, nor anything that only they spoke of.

    A claim inside a dropped one moves up to the nearest claim that is kept. Quotations stay, without
    the dropped claim and its speaker; speakers left without a claim go. Sentences and entities stay.
    """
    by_id = {claim.id: claim for claim in report.claims}
    kept = {claim.id for claim in report.claims if claim.confidence >= minimum}
    claims = tuple(
        claim.model_copy(update={"parent": _kept_ancestor(claim, by_id, kept)})
        for claim in report.claims
        if claim.id in kept
    )
    quotations = tuple(
        quotation
        if quotation.claim is None or quotation.claim in kept
        else quotation.model_copy(update={"claim": None, "speaker": None})
        for quotation in report.quotations
    )
    dropped = _voices(claim for claim in report.claims if claim.id not in kept)
    silent = dropped - _voices(claims) - {quotation.speaker for quotation in quotations}
    return report.model_copy(
        update={
            "claims": claims,
            "quotations": quotations,
            "speakers": tuple(speaker for speaker in report.speakers if speaker.id not in silent),
            "links": tuple(
                link for link in report.links if link.confidence >= minimum and link.from_ in kept and link.to in kept
            ),
        },
    )


def _voices(claims: Iterable[Claim]) -> set[str | None]:
    """The speakers of `claims`, and those who pass them on."""
    return {speaker for claim in claims for speaker in (claim.speaker, claim.relayed_by)}


def _kept_ancestor(claim: Claim, by_id: dict[str, Claim], kept: set[str]) -> str | None:
    """The nearest claim around `claim` that is kept."""
    parent = claim.parent
    while parent is not None and parent not in kept:
        parent = by_id[parent].parent
    return parent
