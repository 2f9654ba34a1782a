from __future__ import annotations

import json

import pytest

from tests.cli import stand_ins
from tests.rendering.reports import REPORT, SAMPLE, TEXT

pytestmark = pytest.mark.usefixtures("articles")


@pytest.fixture
def saved(articles):
    """A report of the sample article beside the others, with the article where it says."""
    path = articles / "samples" / SAMPLE.name
    path.parent.mkdir()
    path.write_text(TEXT, encoding="utf-8")
    (articles / "report.json").write_text(REPORT.model_dump_json(by_alias=True), encoding="utf-8")
    return path


def test_explain_lists_the_claims_of_an_article(claimx):
    result = claimx("explain", "one.txt")

    assert (0, "") == (result.exit_code, result.stderr)
    assert "c1  statement    Anna: Anna says “yes”.\n" == result.stdout


def test_explain_lists_the_claims_of_an_article_as_data(claimx):
    result = claimx("explain", "one.txt", "--format", "json")

    expected = [{"id": "c1", "type": "statement", "speaker": "Anna", "content": "Anna says “yes”."}]
    assert expected == json.loads(result.stdout)


def test_explain_explains_a_claim_of_an_article(claimx):
    result = claimx("explain", "one.txt", "--claim", "c1")

    assert (0, "") == (result.exit_code, result.stderr)
    assert result.stdout.startswith("c1 statement\none.txt\n")
    assert "⟨content: ⟨source: Anna⟩ says “yes”. ⟩\n" in result.stdout
    assert [(None, 1)] == stand_ins.StandInExtractor.made


def test_explain_reads_an_article_from_standard_input(claimx):
    result = claimx("explain", "-", stdin="Clara says “maybe”.")

    assert (0, "c1  statement    Clara: Clara says “maybe”.\n") == (result.exit_code, result.stdout)


def test_explain_passes_its_options_on(claimx, articles):
    (articles / "old.txt").write_bytes("Zoë says “no”.".encode("cp1252"))

    result = claimx("explain", "old.txt", "-e", "cp1252", "-m", "en_core_web_sm", "-d", "2025-01-30", "-o", "told.txt")

    assert (0, "") == (result.exit_code, result.stdout)
    assert (articles / "told.txt").read_text(encoding="utf-8").startswith("c1  statement    Zoë: ")
    assert [("en_core_web_sm", 1)] == stand_ins.StandInExtractor.made


@pytest.mark.usefixtures("saved")
def test_explain_takes_a_saved_report_without_the_model(claimx):
    result = claimx("explain", "report.json", "--claim", "c8", "--format", "json")

    told = json.loads(result.stdout)
    assert (0, "", "c8", True) == (result.exit_code, result.stderr, told["claim"], told["text_at_hand"])
    assert [] == stand_ins.StandInExtractor.made


@pytest.mark.usefixtures("saved")
def test_explain_takes_a_saved_report_from_standard_input(claimx, articles):
    result = claimx("explain", "-", "-c", "c8", stdin=(articles / "report.json").read_bytes())

    assert (0, "") == (result.exit_code, result.stderr)
    assert result.stdout.startswith("c8 denial\n")


def test_explain_takes_the_article_of_a_saved_report_from_elsewhere(claimx, articles, saved):
    saved.rename(articles / "moved.txt")

    told = claimx("explain", "report.json", "-c", "c8", "-a", "moved.txt", "-f", "json").stdout

    assert json.loads(told)["text_at_hand"]


def test_explain_says_that_the_article_is_not_at_hand(claimx, saved):
    saved.unlink()

    told = claimx("explain", "report.json", "-c", "c8")

    assert 0 == told.exit_code
    assert "The article is not at hand: only what the report quotes is shown." in " ".join(told.stdout.split())


@pytest.mark.usefixtures("saved")
@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["one.txt", "-c", "c2"], "claimx: There is no claim 'c2' in one.txt: it has c1.\n"),
        (["report.json", "-c", "6"], "claimx: There is no claim '6' in report.json: it has c1 to c19.\n"),
        (["parts.json", "-c", "c2"], "claimx: There is no claim 'c2' in parts.json: it has c1, c3 to c5, c8 and c9.\n"),
        (["none.json", "-c", "c2"], "claimx: There is no claim 'c2' in none.json: it has none.\n"),
        (["many.jsonl", "-c", "c2"], "claimx: many.jsonl holds 2 reports: give a file that holds one.\n"),
        (["one.txt", "-a", "two.txt"], "claimx: one.txt is an article itself: --article goes with a saved report.\n"),
        (
            ["report.json", "-m", "x"],
            "claimx: report.json is a report already: --date, --encoding and --model go with an article.\n",
        ),
    ],
)
def test_explain_says_in_a_sentence_what_cannot_be_explained(claimx, articles, arguments, message):
    parts = tuple(claim for claim in REPORT.claims if claim.id in {"c1", "c3", "c4", "c5", "c8", "c9"})
    for name, claims in (("parts.json", parts), ("none.json", ())):
        report = REPORT.model_copy(update={"claims": claims})
        (articles / name).write_text(report.model_dump_json(by_alias=True), encoding="utf-8")
    (articles / "many.jsonl").write_text(f"{REPORT.model_dump_json(by_alias=True)}\n" * 2, encoding="utf-8")

    result = claimx("explain", *arguments)

    assert (2, "", message) == (result.exit_code, result.stdout, result.stderr)


@pytest.mark.parametrize("name", ["missing.txt", "empty.txt"])
def test_explain_fails_on_a_file_that_cannot_be_read(claimx, name):
    result = claimx("explain", name)

    assert (3, "", 1) == (result.exit_code, result.stdout, len(result.stderr.splitlines()))
    assert name in result.stderr


def test_explain_says_the_warnings_of_an_article(claimx):
    assert "untitled.txt: has no title\n" == claimx("explain", "untitled.txt").stderr
