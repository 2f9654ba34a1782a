"""A report as JSON-LD in the words of schema.org: claims and quotations, never a verdict.

`ClaimReview` says whether a claim is true; claimx does not know, so it is not used here. A place in
the text is a fragment `#char=start,end` (RFC 5147).
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from claimx.rendering.outline import content_of, outline, type_word
from claimx.schema import Money

if TYPE_CHECKING:
    from claimx.rendering.outline import Outline
    from claimx.schema import Claim, Entity, QuotationInfo, Report, Span, Speaker

_AGENTS = {
    "person": "Person",
    "government": "GovernmentOrganization",
    "organization": "Organization",
    "group": "Organization",
    "medium": "NewsMediaOrganization",
    "document": "CreativeWork",
    "unnamed": "Person",
}
_THINGS = {
    "PERSON": "Person",
    "COUNTRY": "Country",
    "GROUP": "Organization",
    "ORG": "Organization",
    "PLACE": "Place",
    "MONEY": "MonetaryAmount",
    "EVENT": "Event",
    "PRODUCT": "Product",
    "FACILITY": "Place",
}


def render(report: Report, text: str = "", *, indent: int = 2) -> str:  # noqa: ARG001 - every renderer takes the text
    """The report as JSON-LD, with one line feed at the end."""
    found = outline(report)
    graph = [
        _article(report),
        *(_speaker(found, speaker) for speaker in report.speakers),
        *(_thing(entity) for entity in report.entities if entity.label in _THINGS),
        *(_claim(found, claim) for claim in found.claims if _is_stated(found, claim.id)),
        *(_quotation(found, quotation) for quotation in report.quotations if quotation.kind == "speech"),
    ]
    data = {"@context": "https://schema.org", "@graph": graph}
    return json.dumps(data, ensure_ascii=False, indent=indent) + "\n"


def _article(report: Report) -> dict[str, Any]:
    article = report.article
    return _known(
        {
            "@type": "NewsArticle",
            "@id": "#article",
            "identifier": article.id,
            "headline": article.title,
            "author": {"@type": "Person", "name": article.byline} if article.byline else None,
            "datePublished": article.published,
            "dateline": article.dateline,
            "mentions": [_ref(entity.id) for entity in report.entities if entity.label in _THINGS],
        }
    )


def _speaker(found: Outline, speaker: Speaker) -> dict[str, Any]:
    is_person = _AGENTS[speaker.kind] == "Person"
    party = found.entity_of.get(speaker.represents or "")
    return _known(
        {
            "@type": _AGENTS[speaker.kind],
            "@id": f"#{speaker.id}",
            "name": speaker.name,
            "jobTitle": speaker.role if is_person else None,
            "description": None if is_person else speaker.role,
            "affiliation": _affiliation(party) if is_person and party else None,
            "areaServed": _ref(party.id) if speaker.kind == "government" and party else None,
            "sameAs": f"#{speaker.entity}" if speaker.entity else None,
        }
    )


def _affiliation(party: Entity) -> dict[str, Any]:
    # A country is no organization in schema.org; its government is.
    if party.label == "COUNTRY":
        return {"@type": "GovernmentOrganization", "name": party.name, "areaServed": _ref(party.id)}
    return _ref(party.id)


def _thing(entity: Entity) -> dict[str, Any]:
    value = entity.value if isinstance(entity.value, Money) else None
    return _known(
        {
            "@type": _THINGS[entity.label],
            "@id": f"#{entity.id}",
            "name": entity.name,
            "identifier": entity.iso3 if entity.label == "COUNTRY" else None,
            "currency": value and value.currency,
            "value": value.amount if value and value.high is None else None,
            "minValue": value.amount if value and value.high is not None else None,
            "maxValue": value and value.high,
        }
    )


def _claim(found: Outline, claim: Claim) -> dict[str, Any]:
    speaker = found.speaker_of.get(claim.speaker or "")
    answers = found.replies.get(claim.id, ())
    is_written = speaker is not None and speaker.kind == "document"
    return _known(
        {
            "@type": "Claim",
            "@id": f"#{claim.id}",
            "genre": type_word(claim),
            "text": content_of(claim),
            "author": _ref(speaker.id) if speaker and not is_written else None,
            "isBasedOn": _ref(speaker.id) if speaker and is_written else None,
            "appearance": [_place(span) for span in claim.content],
            "isPartOf": _whole(found, claim.parent),
            "mentions": [_ref(id_) for id_ in claim.entities],
            "about": [_ref(answer.claim.id) for answer in answers if _is_stated(found, answer.claim.id)],
        }
    )


def _quotation(found: Outline, quotation: QuotationInfo) -> dict[str, Any]:
    return _known(
        {
            "@type": "Quotation",
            "@id": f"#{quotation.id}",
            "text": quotation.text,
            "creator": _ref(quotation.speaker) if quotation.speaker else None,
            "isPartOf": _whole(found, quotation.claim),
            "isBasedOn": _place(quotation),
        }
    )


def _is_stated(found: Outline, id_: str) -> bool:
    """True for a claim that says something: who gives no comment has not claimed what he was asked about."""
    return id_ in found.claim_of and found.claim_of[id_].type != "no_comment"


def _whole(found: Outline, id_: str | None) -> dict[str, str]:
    return _ref(id_ if id_ and _is_stated(found, id_) else "article")


def _place(span: Span) -> dict[str, Any]:
    return {"@type": "CreativeWork", "@id": f"#char={span.start},{span.end}", "isPartOf": _ref("article")}


def _ref(id_: str) -> dict[str, str]:
    return {"@id": f"#{id_}"}


def _known(record: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in record.items() if value not in (None, [])}
