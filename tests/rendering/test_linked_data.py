from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from claimx.rendering.linked_data import render
from tests.rendering.reports import EMPTY, HOSTILE, REPORT, TEXT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from claimx.schema import Report


def nodes(report: Report) -> dict[str, dict[str, Any]]:
    return {node["@id"]: node for node in json.loads(render(report))["@graph"]}


def walk(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from walk(part)


@pytest.mark.parametrize("report", [REPORT, HOSTILE, EMPTY], ids=["sample", "hostile", "empty"])
def test_linked_data_every_reference_leads_to_a_node(report: Report):
    graph = nodes(report)

    assert {part["@id"] for part in walk(list(graph.values())) if set(part) == {"@id"}} <= set(graph)


@pytest.mark.parametrize(
    ("id_", "expected"),
    [
        (
            "#s2",
            {
                "@type": "Person", "@id": "#s2", "name": "Shafqat Ali Khan",
                "jobTitle": "Foreign Ministry spokesperson",
                "affiliation": {"@type": "GovernmentOrganization", "name": "Pakistan", "areaServed": {"@id": "#e1"}},
                "sameAs": "#e5",
            },
        ),
        (
            "#c8",
            {
                "@type": "Claim", "@id": "#c8", "genre": "denial", "text": "that the military hardware in question has "
                "been acquired by terrorist organizations and is being utilized in attacks against Pakistani territory",
                "author": {"@id": "#s3"},
                "appearance": [
                    {"@type": "CreativeWork", "@id": "#char=1307,1451", "isPartOf": {"@id": "#article"}},
                ],
                "isPartOf": {"@id": "#article"}, "about": [{"@id": "#c2"}],
            },
        ),
        ("#e9", {"@type": "MonetaryAmount", "@id": "#e9", "name": "about $7 billion", "currency": "USD", "value": 7e9}),
        ("#e1", {"@type": "Country", "@id": "#e1", "name": "Pakistan", "identifier": "PAK"}),
    ],
)  # fmt: skip
def test_linked_data_nodes(id_: str, expected: dict[str, Any]):
    assert expected == nodes(REPORT)[id_]


def test_linked_data_gives_no_verdict():
    types = {part.get("@type") for part in walk(json.loads(render(REPORT)))}

    assert {"ClaimReview", "Rating", "Review"} & types == set()
    assert "Quotation" in types


def test_linked_data_takes_silence_for_no_claim():
    graph = nodes(REPORT)

    assert "#c18" not in graph
    assert "#c19" in graph


def test_linked_data_documents_are_not_authors():
    node = nodes(REPORT)["#c13"]

    assert {"@id": "#s6"} == node["isBasedOn"]
    assert "author" not in node


def test_linked_data_places_are_rfc_5147_fragments():
    node = nodes(REPORT)["#q3"]
    start, end = node["isBasedOn"]["@id"].removeprefix("#char=").split(",")

    assert node["text"] == TEXT[int(start) : int(end)]
