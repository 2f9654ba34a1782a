from __future__ import annotations

import pytest

from claimx.claims.types.judgement import Judgement, accused_in, judge
from claimx.schema import CLAIM_TYPES
from tests.claims.wordings import tagged

BY_CUE = [
    ("{s Turkey } {c denied~deny } {x the reports~report/NNS } .", "denial"),
    ("{s The firm } {c dismissed~dismiss } {x the allegations~allegation/NNS } .", "denial"),
    ("{s The minister } {c rejected~reject } {x the proposal } .", "refusal"),
    ("{s The union } {c accused~accuse } {x the firm of fraud } .", "accusation"),
    ("{s The bank } {c urged~urge } {x the government to act/VB } .", "demand"),
    ("{s The bank } {c called~call for } {x a review } .", "demand"),
    ("{s The mayor } {c pledged~pledge } {x to resign/VB } .", "commitment"),
    ("{s The mayor } {c warned~warn } {x that the dam could fail/VB } .", "warning"),
    ("{s The army } {c admitted~admit } {x that it fired~fire first/RB } .", "confirmation"),
    ("{s The group } {c claimed~claim responsibility for } {x the blast } .", "confirmation"),
    ("{s The mayor } {c praised~praise } {x the crew } .", "support"),
    ("{s The mayor } {c condemned~condemn } {x the raid } .", "criticism"),
    ("{s Analysts~analyst/NNS } {c expect/VBP } {x prices~price/NNS to rise/VB } .", "prediction"),
    ("{s The firm } {c declined~decline to comment/VB } {x on the case } .", "no_comment"),
    ("{s The firm } {c declined~decline } {x to comment/VB } .", "no_comment"),
    ("{s The firm } {c did not respond/VB to } {x a request } .", "no_comment"),
    ("{s Polls~poll/NNS } {c show/VBP } {x that the race is close/JJ } .", "report"),
    ("{s The board } {c apologized~apologize for } {x the delay } .", "retraction"),
]


@pytest.mark.parametrize(("marked", "expected"), BY_CUE)
def test_judge_goes_by_a_sure_cue_in_its_frame(marked, expected):
    assert expected == judge(tagged(marked), 0).type


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{s The firm } {c did not deny/VB } {x the reports~report/NNS } .", "no_comment"),
        ("{s The firm } {c neither confirmed~confirm nor/CC denied~deny } {x the reports~report/NNS } .", "no_comment"),
        ("{s The mayor } {c said~say } {x he would resign/VB } .", "commitment"),
        ("{s The mayor } {c said~say } {x the council must act/VB } .", "demand"),
        ("{s The mayor } {c said~say } {x the plan was a disaster } .", "criticism"),
        ("{s The mayor } {c said~say } {x the report was false/JJ } .", "denial"),
        ("{s The mayor } {c said~say } {x she was sorry/JJ for the delay } .", "retraction"),
        ("{s The mayor } {c said~say } {x the council had lied~lie/VBN } .", "accusation"),
        ("{s The mayor } {c said~say } {x she fears~fear/VBZ a flood } .", "opinion"),
        ("{s The army } {c said~say } {x it would not withdraw/VB } .", "refusal"),
        ("{s The firm } {c stopped~stop short of denying~deny/VBG } {x the reports~report/NNS } .", "no_comment"),
        ("{s The mayor } {c asked~ask } {x whether/IN the bridge was safe/JJ } .", "question"),
        ("{s Police } {c said~say } {x two/CD men~man/NNS entered~enter the bank } .", "statement"),
    ],
)
def test_judge_goes_by_what_the_speaker_does_with_the_content(marked, expected):
    assert expected == judge(tagged(marked), 0).type


def test_judge_takes_own_negation_as_denial_where_the_article_carries_the_charge():
    annotation = tagged(
        "{s The union } {c accused~accuse } {x Mertens of fraud } . "
        "|| {s Mertens } {c said~say } {x he did not take/VB the money } ."
    )
    accused = accused_in(annotation)

    assert frozenset({"mertens"}) == accused
    assert "denial" == judge(annotation, 1, accused=accused).type


@pytest.mark.parametrize(
    "marked",
    [
        "{s The flood } {c claimed~claim } {x 20/CD lives~life/NNS } .",
        "{s The coach } {c admitted~admit to hospital } {x the boy } .",
    ],
)
def test_judge_leaves_out_false_friends(marked):
    assert not judge(tagged(marked), 0).claimed


def test_judge_says_why():
    annotation = tagged("{s The firm } {c dismissed~dismiss } {x the allegations~allegation/NNS } .")

    assert ("cue 'dismiss' + object 'allegation' → denial",) == judge(annotation, 0).why


def test_judge_lets_a_sure_cue_stand_against_the_learned_head():
    scores = tuple(0.84 if kind == "support" else 0.01 for kind in CLAIM_TYPES)
    annotation = tagged("{s Turkey } {c denied~deny } {x the reports~report/NNS } .", scores=scores)

    assert "denial" == judge(annotation, 0).type


def test_judge_averages_the_votes_with_the_learned_head():
    scores = tuple(0.984 if kind == "support" else 0.001 for kind in CLAIM_TYPES)
    marked = "{s Police } {c said~say } {x two/CD men~man/NNS entered~enter the bank } ."
    found = judge(tagged(marked, scores=scores), 0)

    assert "support" == found.type
    assert "learned head: support 0.98" == found.why[-1]


def test_judge_leaves_out_scores_of_another_length():
    marked = "{s Police } {c said~say } {x two/CD men~man/NNS entered~enter the bank } ."

    assert judge(tagged(marked), 0) == judge(tagged(marked, scores=(1.0,)), 0)


@pytest.mark.parametrize("marked", ["{x Nobody came~come }", "{c said~say }", "{s He } {c :/. } {x No }", "{s She }"])
def test_judge_answers_for_any_part_missing(marked):
    found = judge(tagged(marked), 0)

    assert isinstance(found, Judgement)
    assert found.type in CLAIM_TYPES
    assert 0.0 <= found.confidence <= 1.0
    assert found.why
