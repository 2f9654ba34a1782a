from __future__ import annotations

import json

import pytest

from claimx.claims.directness import SOME, WHOLE
from claimx.rendering.explanation import MEANINGS, Reason, as_data, claim_lines, explain
from claimx.schema import Claim, QuotationInfo, Span
from tests.rendering.reports import EMPTY, HOSTILE, HOSTILE_TEXT, REPORT, TEXT, offsets

DENIAL = explain(REPORT, TEXT, "c8")


def test_explanation_marks_spans_of_the_text():
    assert ["source", "cue", "content"] == [part.role for part in DENIAL.spans]
    assert [TEXT[part.start : part.end] for part in DENIAL.spans] == [part.text for part in DENIAL.spans]
    assert [None, "dismiss", None] == [part.lemma for part in DENIAL.spans]
    assert ["addressee"] == [part.role for part in explain(REPORT, TEXT, "c7").spans if part.role != "content"][2:]
    assert "target" == explain(REPORT, TEXT, "c15").spans[-1].role


def test_explanation_has_the_sentences_in_which_the_claim_stands():
    (sentence,) = DENIAL.sentences

    assert TEXT[sentence.start : sentence.end] == sentence.text
    assert (sentence.id, 9) == (REPORT.claims[7].sentence, sentence.paragraph)
    assert DENIAL.text_at_hand


def test_explanation_has_every_sentence_that_a_content_reaches_into():
    first, last = REPORT.sentences[3], REPORT.sentences[5]
    content = Span(start=first.start + 5, end=last.start + 9, text=TEXT[first.start + 5 : last.start + 9])
    claim = REPORT.claims[0].model_copy(update={"content": (content,), "source": None, "cue": None, "sentence": "n9"})
    found = explain(REPORT.model_copy(update={"claims": (claim,)}), TEXT, claim.id)

    assert ["n4", "n5", "n6", "n9"] == [sentence.id for sentence in found.sentences]


def test_explanation_without_the_text_says_so():
    assert not explain(REPORT, " " * len(TEXT), "c8").text_at_hand


def test_explanation_parts_reasons_of_the_type_from_those_of_the_speaker():
    why = (
        "cue 'say' → denial",
        "learned head: denial 0.61",
        "learned head: of old",
        "speaker: named: Hamdullah Fitrat",
    )
    claim = REPORT.claims[7].model_copy(update={"why": why})
    found = explain(REPORT.model_copy(update={"claims": (claim,)}), TEXT, "c8")

    reasons = (
        Reason("cue 'say' → denial", None),
        Reason("learned head: denial", 0.61),
        Reason("learned head: of old", None),
    )
    assert (reasons, ("named: Hamdullah Fitrat",)) == (found.type_reasons, found.speaker_reasons)


def test_explanation_tells_who_speaks_and_who_passes_it_on():
    found = explain(REPORT, TEXT, "c9")

    assert ("s3", "Hamdullah Fitrat", "person", "deputy Taliban spokesperson", "Taliban") == found.speaker
    assert ("s4", "Taliban-run state television") == found.relayed_by[:2]
    assert None is explain(REPORT, TEXT, "c10").speaker


@pytest.mark.parametrize(
    ("claim", "share", "quotations"),
    [
        ("c4", 1.0, [("q4", True)]),
        ("c3", 0.158, [("q3", True)]),
        ("c8", 0.0, []),
        ("c18", 0.0, []),
    ],
)
def test_explanation_tells_which_quotation_marks_decide(claim, share, quotations):
    found = explain(REPORT, TEXT, claim)

    assert (share, quotations) == (found.quoted_share, [(one.id, one.counts) for one in found.quotations])


def test_explanation_agrees_with_the_directness_of_claims_whose_quotations_are_known():
    owned = {quotation.claim for quotation in REPORT.quotations}
    for claim in REPORT.claims:
        share = explain(REPORT, TEXT, claim.id).quoted_share
        if claim.id in owned:
            assert claim.directness == ("direct" if share >= WHOLE else "mixed" if share > SOME else "indirect")


def test_explanation_does_not_count_names_of_works():
    words = "“The proofs are regularly provided,”"
    title = QuotationInfo(**offsets(words), id="q9", kind="title")
    found = explain(REPORT.model_copy(update={"quotations": (title,)}), TEXT, "c4")

    assert (0.0, [("title", False)]) == (found.quoted_share, [(one.kind, one.counts) for one in found.quotations])


def test_explanation_links_stand_in_both_directions():
    ties = [(tie.kind, tie.direction, tie.claim, tie.confidence) for tie in explain(REPORT, TEXT, "c2").links]

    assert [("denies", "from", "c8", 0.81), ("contradicts", "from", "c9", 0.55)] == ties
    assert [("denies", "to", "c2", "Pakistan")] == [
        (tie.kind, tie.direction, tie.claim, tie.speaker) for tie in DENIAL.links
    ]


def test_explanation_tells_what_the_claim_stands_in_and_around():
    assert (("c2",), None) == (explain(REPORT, TEXT, "c1").children, explain(REPORT, TEXT, "c1").parent)
    assert "c6" == explain(REPORT, TEXT, "c7").parent


@pytest.mark.parametrize(("report", "text"), [(REPORT, TEXT), (HOSTILE, HOSTILE_TEXT)], ids=["sample", "hostile"])
def test_explanation_of_every_claim_is_data(report, text):
    for claim in report.claims:
        data = as_data(explain(report, text, claim.id))

        assert data == json.loads(json.dumps(data))
        assert (claim.id, claim.type, claim.confidence) == (data["claim"], data["type"], data["confidence"])
        assert [one.text for one in claim.content] == [s["text"] for s in data["spans"] if s["role"] == "content"]


def test_explanation_has_words_for_every_value():
    values = {
        value
        for field in ("directness", "polarity", "certainty", "writer_stance")
        for value in Claim.model_fields[field].annotation.__args__
    }

    assert values == set(MEANINGS)


def test_explanation_lists_claims_in_a_line_each():
    lines = claim_lines(REPORT)

    assert [claim.id for claim in REPORT.claims] == [line.id for line in lines]
    assert ("c18", "no_comment", "Taliban officials", "Trump’s assertions") == lines[17]
    assert ("c10", None) == (lines[9].id, lines[9].speaker)
    assert () == claim_lines(EMPTY)
