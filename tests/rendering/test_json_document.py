from __future__ import annotations

import json

import pytest

from claimx.rendering import json_document, json_lines
from claimx.schema import Claim, Report
from tests.rendering.reports import EMPTY, HOSTILE, REPORT, TEXT

REPORTS = pytest.mark.parametrize("report", [REPORT, HOSTILE, EMPTY], ids=["sample", "hostile", "empty"])


@REPORTS
@pytest.mark.parametrize("renderer", [json_document, json_lines])
def test_json_gives_the_report_back(renderer, report: Report):
    assert Report.model_validate_json(renderer.render(report, TEXT)) == report


@REPORTS
def test_json_lines_is_one_line_to_every_reader(report: Report):
    assert len(json_lines.render(report).splitlines()) == 1


def test_json_document_keeps_the_order_of_the_schema():
    data = json.loads(json_document.render(REPORT))

    assert list(data) == list(Report.model_fields)
    assert list(data["claims"][0]) == list(Claim.model_fields)
    assert list(data["links"][0]) == ["kind", "from", "to", "confidence", "why"]


def test_json_document_keeps_characters_as_they_are():
    assert "“remains a source of concern,”" in json_document.render(REPORT)
    assert "漢字の引用" in json_document.render(HOSTILE)


def test_json_document_offsets_lead_to_the_text():
    for claim in json.loads(json_document.render(REPORT))["claims"]:
        for span in (claim["source"], claim["cue"], *claim["content"]):
            assert span is None or TEXT[span["start"] : span["end"]] == span["text"]
