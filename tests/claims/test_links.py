from __future__ import annotations

from dataclasses import replace

import pytest

from claimx.claims.links import ClaimEvidence, evidence_of, find_links
from claimx.claims.types.frames import wording_of
from claimx.claims.types.judgement import judge
from claimx.claims.types.targets import target_of
from tests.claims.wordings import tagged


def _evidence(marked: str, *speakers: str | None) -> list[ClaimEvidence]:
    annotation = tagged(marked)
    found = []
    for index, speaker in enumerate(speakers):
        wording, judgement = wording_of(annotation, index), judge(annotation, index)
        target = target_of(annotation, index, wording, judgement.type)
        found.append(
            evidence_of(
                annotation, index, wording, judgement, speaker=speaker, target=target, sentence=index, paragraph=index
            )
        )
    return found


def _links(claims):
    return [(link.kind, link.source_index, link.target_index) for link in find_links(claims)]


ACCUSATION = "{s The union } {c accused~accuse } {x Anna Keller of fraud } ."


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ("{s Keller } {c denied~deny } {x the allegations~allegation/NNS } .", [("denies", 1, 0)]),
        ("{s Keller } {c denied~deny } {x any wrongdoing } .", [("denies", 1, 0)]),
        ("{s Keller } {c rejected~reject } {x the accusation } .", [("denies", 1, 0)]),
        ("{s Keller } {c declined~decline to comment/VB } {x on the accusation } .", [("no_response", 1, 0)]),
        ("{s Keller } {c said~say } {x trains~train/NNS run~run/VBP on Sundays } .", []),
    ],
)
def test_links_tie_an_answer_to_the_charge_before_it(answer, expected):
    assert expected == _links(_evidence(f"{ACCUSATION} || {answer}", "Union", "Anna Keller"))


def test_links_tie_an_answer_to_the_claim_that_it_takes_up():
    claims = _evidence(
        "{s Police } {c said~say } {x the bridge was closed/JJ } . || " + ACCUSATION + " || "
        "{s Keller } {c denied~deny } {x the fraud allegations~allegation/NNS } .",
        "Police",
        "Union",
        "Anna Keller",
    )

    assert [("denies", 2, 1)] == _links(claims)


def test_links_need_two_speakers():
    claims = _evidence(ACCUSATION + " || {s Keller } {c denied~deny } {x the allegations~allegation/NNS } .", "A", "B")

    assert [("denies", 1, 0)] == _links(claims)
    assert [] == _links([replace(claim, speaker="A") for claim in claims])


def test_links_leave_a_denial_alone_whose_charge_stands_nowhere_else():
    assert [] == _links(_evidence("{s Keller } {c denied~deny } {x that she took~take bribes~bribe/NNS } .", "Keller"))


def test_links_tie_an_echo_to_the_view_before_it():
    claims = _evidence(
        "{s Anna Keller } {c criticized~criticize } {x the slow ferry service } . || "
        "{s Other members~member/NNS } {c echoed~echo } {x her concerns~concern/NNS } .",
        "Anna Keller",
        "other members",
    )

    assert [("corroborates", 1, 0)] == _links(claims)


def test_links_say_why():
    claims = _evidence(
        ACCUSATION + " || {s Keller } {c denied~deny } {x the allegations~allegation/NNS } .", "Union", "Anna Keller"
    )

    assert ["'the allegation' takes up the accusation; which is about the answering side"] == [
        link.why for link in find_links(claims)
    ]


def test_links_are_one_a_pair_and_within_the_claims():
    claims = _evidence(" || ".join([ACCUSATION, "{s She } {c denied~deny } {x it } ."] * 30), *["Union", "Keller"] * 30)
    found = find_links(claims)
    pairs = [frozenset((link.source_index, link.target_index)) for link in found]

    assert found
    assert len(pairs) == len(set(pairs))
    assert all(0.0 <= link.confidence <= 1.0 and link.source_index != link.target_index for link in found)


def test_links_of_no_claims_are_none():
    assert () == find_links(())
