from __future__ import annotations

import pytest

from claimx.claims.types.frames import wording_of
from claimx.claims.types.targets import addressee_of, target_of
from tests.claims.wordings import tagged


def _text(annotation, span):
    return None if span is None else " ".join(token.text for token in annotation.tokens[span[0] : span[1]])


@pytest.mark.parametrize(
    ("marked", "kind", "expected"),
    [
        ("{s The union } {c accused~accuse } {x the mayor of fraud } .", "accusation", "the mayor"),
        ("{x The mayor } {c was accused~accuse } of fraud .", "accusation", "The mayor"),
        ("{c allegations~allegation/NNS } {x against Anna Keller } .", "accusation", "Anna Keller"),
        ("{s The union } {c said~say } {x the mayor lied~lie } .", "accusation", "the mayor"),
        ("{s He } {c said~say } {x he lied~lie } .", "accusation", None),
        ("{s She } {c said~say } {x it was a coup } .", "accusation", None),
        ("{s The bank } {c urged~urge } {x the government to act/VB } .", "demand", "the government"),
        ("{s The bank } {c said~say } {x Mr. Keller must go/VB } .", "demand", "Mr. Keller"),
        ("{s The bank } {c demanded~demand } {x the release of funds~fund/NNS } .", "demand", None),
        ("{s The bank } {c told~tell } staff {x to leave/VB } .", "demand", "staff"),
        ("{s The bank } {c said~say } {x the mayor left~leave } .", "statement", None),
    ],
)
def test_target_is_whom_an_accusation_accuses_or_a_demand_asks(marked, kind, expected):
    annotation = tagged(marked)

    assert expected == _text(annotation, target_of(annotation, 0, wording_of(annotation, 0), kind))


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{s She } {c told~tell } reporters~reporter/NNS {x that it was late/JJ } .", "reporters"),
        ("{s She } {c told~tell } the news agency Thursday {x it was late/JJ } .", "the news agency"),
        ("{s She } {c said~say in/IN a letter to the board } {x that it was late/JJ } .", "the board"),
        ("{s She } {c said~say } {x it was late/JJ } .", None),
        ("{x it was late/JJ } , {s she } {c said~say } on Monday .", None),
        ("{s She } {c was told~tell } {x it was late/JJ } .", None),
    ],
)
def test_addressee_is_to_whom_it_was_told(marked, expected):
    annotation = tagged(marked)

    assert expected == _text(annotation, addressee_of(annotation, 0, wording_of(annotation, 0)))


def test_target_in_a_tree_is_the_subject_without_its_clauses():
    annotation = tagged(
        "{s She:nsubj>1 } {c said~say:root>1 } {x the:det>3 firm:nsubj>6 that:nsubj>5 paid~pay:acl:relcl>3 "
        "cheated~cheat:ccomp>1 } .:punct>1"
    )

    assert (2, 4) == target_of(annotation, 0, wording_of(annotation, 0), "accusation")
