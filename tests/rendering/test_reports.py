"""The fixture keeps the contract that the renderers rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.rendering.reports import EMPTY, EMPTY_TEXT, HOSTILE, HOSTILE_TEXT, REPORT, TEXT

if TYPE_CHECKING:
    from claimx.schema import Report, Span


def spans_of(report: Report) -> list[Span]:
    found: list[Span] = [*report.quotations]
    for claim in report.claims:
        found += [s for s in (claim.source, claim.cue, claim.target, claim.addressee, *claim.content) if s]
    for record in (*report.entities, *report.speakers):
        found += record.mentions
    return found


@pytest.mark.parametrize(("report", "text"), [(REPORT, TEXT), (HOSTILE, HOSTILE_TEXT), (EMPTY, EMPTY_TEXT)])
def test_reports_offsets_are_exact(report: Report, text: str):
    spans = spans_of(report)

    assert [s.text for s in spans] == [text[s.start : s.end] for s in spans]


def test_reports_claims_lie_in_the_sentence_they_name():
    sentences = {s.id: s for s in REPORT.sentences}

    for claim in REPORT.claims:
        sentence = sentences[claim.sentence]
        for part in (claim.source, claim.cue, *claim.content):
            if part:
                assert sentence.start <= part.start < part.end <= sentence.end, claim.id
