from __future__ import annotations

import pytest

from claimx.evaluation.claims import (
    confusion_of,
    link_counts,
    macro_f1,
    same_name,
    speaker_counts,
    speaker_right,
    type_counts,
    type_f1,
    type_right,
)
from claimx.evaluation.counts import Counts
from claimx.evaluation.records import Attributed, LinkSpan


def _claim(kind="statement", speaker=None, **fields):
    return Attributed(source=(), cue=(), content=((0, 4),), claim_type=kind, speaker=speaker, **fields)


@pytest.mark.parametrize(
    ("gold", "also", "predicted", "right"),
    [
        ("denial", (), "denial", True),
        ("denial", (), "refusal", False),
        ("denial", ("refusal", "claim"), "refusal", True),
        ("none", (), None, True),
        ("statement", ("none",), None, True),
        ("statement", (), None, False),
    ],
)
def test_type_is_right_where_the_gold_has_it_or_would_take_it(gold, also, predicted, right):
    assert right is type_right(_claim(gold, also=also), _claim(predicted))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Pentagon", "pentagon"),
        ("U.S. Senate", "US Senate"),
        ("José Núñez", "Jose Nunez"),
        ("Clinton’s campaign", "Clinton campaign"),
        ("al-Shabab", "al Shabab"),
        ("  Ann   Lee ", "Ann Lee"),
        (None, None),
    ],
)
def test_names_are_the_same_in_spite_of_spelling(one, other):
    assert same_name(one) == same_name(other)
    assert speaker_right(_claim(speaker=one), _claim(speaker=other))


@pytest.mark.parametrize(
    ("one", "other"), [("Ann Lee", "Lee"), ("Ann Lee", None), (None, "Ann Lee"), ("O'Hara", "Hara")]
)
def test_names_differ(one, other):
    assert not speaker_right(_claim(speaker=one), _claim(speaker=other))


def test_speaker_is_right_where_another_reader_had_it():
    gold = _claim(speaker="judges in such cases", speaker_also=("several judges", None))

    assert speaker_right(gold, _claim(speaker="Several judges"))
    assert speaker_right(gold, _claim(speaker=None))
    assert not speaker_right(gold, _claim(speaker="judges"))


def test_figures_over_pairs():
    pairs = [
        (_claim("denial", "Ann"), _claim("denial", "Ann")),
        (_claim("denial", "Ann"), _claim("statement", "Bob")),
        (_claim("statement", "Bob"), _claim("statement", "Bob")),
        (_claim("none", "Bob"), _claim("claim", "Cy")),
    ]

    assert Counts(2, 4, 4) == type_counts(pairs)
    assert Counts(2, 3, 3) == speaker_counts(pairs)  # of what is no claim, the speaker does not matter
    table = confusion_of(pairs)
    assert Counts(1, 1, 2) == type_f1(table)["denial"]
    assert Counts(1, 2, 1) == type_f1(table)["statement"]
    assert Counts(0, 1, 0) == type_f1(table)["claim"]
    assert pytest.approx((2 / 3 + 2 / 3 + 0) / 3) == macro_f1(table)


def test_confusion_counts_a_type_that_would_do_as_the_golds():
    table = confusion_of([(_claim("denial", also=("refusal",)), _claim("refusal"))])

    assert {("denial", "denial"): 1} == dict(table)


def test_links_want_ends_direction_and_kind():
    gold = [LinkSpan(2, 0, "denies"), LinkSpan(3, 1, "corroborates")]
    predicted = [LinkSpan(2, 0, "denies"), LinkSpan(1, 3, "corroborates"), LinkSpan(2, 0, "contradicts")]

    assert Counts(1, 3, 2) == link_counts(gold, predicted)
    assert Counts(1, 1, 1) == link_counts(gold, predicted, kind="denies")


def test_links_that_are_not_sure_are_neither_wanted_nor_wrong():
    gold = [LinkSpan(2, 0, "denies"), LinkSpan(3, 0, "denies", sure=False)]

    assert Counts(0, 0, 1) == link_counts(gold, [LinkSpan(3, 0, "denies")])
    assert Counts(1, 2, 1) == link_counts(gold, [LinkSpan(2, 0, "denies"), LinkSpan(3, 0, "contradicts")])


def test_links_of_found_attributions_go_by_their_counterparts():
    gold = [LinkSpan(2, 0, "denies")]
    predicted = [LinkSpan(5, 4, "denies"), LinkSpan(5, 6, "denies")]

    assert Counts(1, 2, 1) == link_counts(gold, predicted, counterpart={5: 2, 4: 0})
    assert Counts(0, 2, 1) == link_counts(gold, predicted, counterpart={5: 2})
