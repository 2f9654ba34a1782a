"""What a reader expects of an article, asked of the library and of the command line alike."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from claimx.extractor import Extractor
from claimx.reading.files import read_article

pytestmark = pytest.mark.model
ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "tests" / "golden").glob("*.json"))


def by_library(path: str) -> dict:
    return json.loads(Extractor().extract(read_article(ROOT / path)).model_dump_json(by_alias=True))


def by_command_line(path: str) -> dict:
    command = [sys.executable, "-m", "claimx", "extract", path, "--format", "json"]
    return json.loads(subprocess.run(command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8").stdout)


@pytest.fixture(scope="module", params=[by_library, by_command_line])
def extract(request):
    return request.param


def is_met(expected: dict, claim: dict, speakers: dict) -> bool:
    words = " ".join(piece["text"] for piece in claim["content"])
    return (
        expected["content"] in words
        and speakers.get(claim["speaker"], "").casefold() == expected["speaker"].casefold()
        and (claim["parent"] is not None or not expected.get("nested"))
        and all(claim[name] == expected[name] for name in ("type", "directness") if name in expected)
    )


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_golden_statements_are_found_with_their_speakers(case, extract):
    golden = json.loads(case.read_text(encoding="utf-8"))
    report = extract(golden["article"])
    speakers = {speaker["id"]: speaker["name"] for speaker in report["speakers"]}

    missed = [
        expected
        for expected in golden["expected"]
        if not any(is_met(expected, claim, speakers) for claim in report["claims"])
    ]

    assert len(golden["expected"]) - len(missed) >= golden["at_least"], missed


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_golden_furniture_makes_no_claims(case, extract):
    golden = json.loads(case.read_text(encoding="utf-8"))
    report = extract(golden["article"])

    told = [piece["text"] for claim in report["claims"] for piece in claim["content"]]

    assert [] == [words for words in golden["silent"] if any(words in piece for piece in told)]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_golden_sums_are_read(case, extract):
    golden = json.loads(case.read_text(encoding="utf-8"))
    report = extract(golden["article"])

    sums = {e["mentions"][0]["text"]: e["value"] for e in report["entities"] if e["label"] == "MONEY"}
    wanted = golden["money"]

    assert wanted["text"] in sums
    assert {key: sums[wanted["text"]][key] for key in ("amount", "currency", "qualifier")} == {
        key: wanted[key] for key in ("amount", "currency", "qualifier")
    }
