from __future__ import annotations

import csv
import io

import pytest

from claimx.rendering.csv_table import COLUMNS, render
from claimx.schema import Span
from tests.rendering.reports import EMPTY, HOSTILE, HOSTILE_WORDS, REPORT, TEXT


def rows_of(rendered: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(rendered, newline="")))


def test_csv_gives_a_row_for_each_claim():
    rows = rows_of(render(REPORT))

    assert {claim.id for claim in REPORT.claims} == {row["claim"] for row in rows}
    assert list(COLUMNS) == list(rows[0])


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        (
            "c2",
            {"type": "accusation", "speaker": "Pakistan", "iso3": "PAK", "parent": "c1", "start": "312", "end": "420",
             "paragraph": "4", "linked_from": "denies c8; contradicts c9", "links_to": "", "confidence": "0.84"},
        ),
        (
            "c3",
            {"speaker": "Shafqat Ali Khan", "role": "Foreign Ministry spokesperson", "represents": "Pakistan",
             "entities": "United States; Taliban", "directness": "mixed", "cue": "stated"},
        ),
        ("c8", {"times": "Thursday = 2025-01-30", "links_to": "denies c2", "polarity": "negated"}),
        ("c9", {"relayed_by": "Taliban-run state television"}),
        ("c10", {"speaker": "", "role": "", "source": "", "source_start": ""}),
        ("c11", {"pieces": "1820-1845; 1914-1976"}),
        ("c13", {"amounts": "about $7 billion = USD 7,000,000,000", "speaker_kind": "document"}),
    ],
)  # fmt: skip
def test_csv_columns(claim: str, expected: dict[str, str]):
    row = next(row for row in rows_of(render(REPORT)) if row["claim"] == claim)

    assert expected == {column: row[column] for column in expected}


def test_csv_offsets_lead_to_the_text():
    for row in rows_of(render(REPORT)):
        pieces = [tuple(map(int, piece.split("-"))) for piece in row["pieces"].split("; ")]

        assert row["content"] == " … ".join(TEXT[start:end] for start, end in pieces)
        assert row["cue"] == TEXT[int(row["cue_start"]) : int(row["cue_end"])]


@pytest.mark.parametrize("lead", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_csv_makes_formulas_inert(lead: str):
    words = f"{lead}cmd|' /C calc'!A0"
    target = Span(start=0, end=len(words), text=words)
    claim = REPORT.claims[0].model_copy(update={"target": target})
    (row,) = rows_of(render(REPORT.model_copy(update={"claims": (claim,)})))

    assert f"'{words}" == row["target"]


@pytest.mark.parametrize("words", ["a\rb", "a\nb", 'say "a", b', "a\r\nb"])
def test_csv_keeps_breaks_and_quotes_in_their_cell(words: str):
    target = Span(start=0, end=len(words), text=words)
    claim = REPORT.claims[0].model_copy(update={"target": target})
    (row,) = rows_of(render(REPORT.model_copy(update={"claims": (claim,)})))

    assert words == row["target"]


def test_csv_keeps_hostile_words():
    expected = ["'=HYPERLINK(evil)" if words.startswith("=") else words for words in HOSTILE_WORDS]

    assert expected == [row["source"] for row in rows_of(render(HOSTILE))]


def test_csv_tables_of_many_reports_join():
    rows = rows_of(render(REPORT) + render(HOSTILE, header=False) + render(EMPTY, header=False))

    assert len(REPORT.claims) + len(HOSTILE.claims) == len(rows)


def test_csv_of_no_claims_is_the_header():
    assert ",".join(COLUMNS) + "\n" == render(EMPTY)
