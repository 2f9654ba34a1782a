from __future__ import annotations

import pytest

from claimx.evaluation.attributions import (
    Match,
    attribution_counts,
    content_counts,
    directness_counts,
    exact_counts,
    matches,
    outer,
    trimmed,
)
from claimx.evaluation.counts import Counts
from claimx.evaluation.records import Attributed

TEXT = "abcdefghij, klmnopqrst. uvwxyz"  # letters at 0-10, 12-22, 24-30


def _said(*content, source=(), cue=(), **fields):
    return Attributed(source=tuple(source), cue=tuple(cue), content=content, **fields)


@pytest.mark.parametrize(
    ("gold", "predicted", "expected"),
    [
        ((0, 10), (0, 10), 1.0),
        ((0, 10), (0, 5), 0.5),  # exactly half is enough
        ((0, 10), (0, 4), None),
        ((0, 10), (0, 12), 1.0),  # the comma and the space are no word characters
        ((0, 10), (0, 22), 0.5),
        ((0, 10), (12, 22), None),
        ((10, 12), (10, 12), None),  # without a word character nothing matches
    ],
)
def test_matches_by_overlap_of_word_characters(gold, predicted, expected):
    found = matches(TEXT, [_said(gold)], [_said(predicted)])

    assert ([] if expected is None else [Match(0, 0, expected, same_source=True)]) == list(found)


def test_matches_count_pieces_together_and_shared_characters_once():
    gold, predicted = _said((0, 10), (12, 22)), _said((0, 8), (4, 10), (24, 30))

    assert (Match(0, 0, 10 / 26, same_source=True),) != matches(TEXT, [gold], [predicted])
    assert () == matches(TEXT, [gold], [predicted])
    assert 10 / 20 == matches(TEXT, [gold], [_said((0, 8), (4, 10))])[0].overlap


def test_matches_are_one_to_one_and_the_best_overlap_goes_first():
    gold = [_said((0, 10)), _said((0, 8))]
    predicted = [_said((0, 8)), _said((0, 9))]

    assert [(0, 1, 0.9), (1, 0, 1.0)] == [match[:3] for match in matches(TEXT, gold, predicted)]


def test_matches_of_equal_overlap_take_the_later_gold_then_the_later_predicted():
    gold = [_said((0, 10)), _said((0, 10))]
    predicted = [_said((0, 10), source=[(12, 14)]), _said((0, 10), source=[(20, 22)])]

    assert [(0, 0), (1, 1)] == [match[:2] for match in matches(TEXT, gold, predicted)]
    assert [(1, 0)] == [match[:2] for match in matches(TEXT, gold, predicted[:1])]
    assert [(0, 1)] == [match[:2] for match in matches(TEXT, gold[:1], predicted)]


@pytest.mark.parametrize(
    ("gold", "predicted", "right"),
    [
        ([(12, 16)], [(14, 22)], 1),
        ([(12, 16)], [(16, 22)], 0),  # half-open: they touch and do not overlap
        ([], [], 1),
        ([(12, 16)], [], 0),
        ([], [(12, 16)], 0),
    ],
)
def test_attributions_are_right_where_the_sources_overlap_or_neither_has_one(gold, predicted, right):
    one, other = [_said((0, 10), source=gold)], [_said((0, 10), source=predicted)]

    assert Counts(1, 1, 1) == content_counts(TEXT, one, other)
    assert Counts(right, 1, 1) == attribution_counts(TEXT, one, other)


def test_attributions_without_content_are_counted_on_neither_side():
    gold = [_said((0, 10)), _said(cue=[(12, 14)])]
    predicted = [_said(cue=[(12, 14)]), _said((0, 10)), _said((24, 30))]

    assert Counts(1, 2, 1) == content_counts(TEXT, gold, predicted)


def test_exact_spans_are_trimmed_and_counted_once():
    gold = [_said((0, 11), source=[(12, 22)]), _said((24, 30), source=[(12, 23)])]
    predicted = [_said((0, 10), source=[(11, 22)]), _said((24, 29), (10, 12))]

    assert Counts(1, 1, 1) == exact_counts(TEXT, gold, predicted, "source")
    assert Counts(1, 2, 2) == exact_counts(TEXT, gold, predicted, "content")  # a piece of punctuation is none
    assert Counts(0, 0, 0) == exact_counts(TEXT, gold, predicted, "cue")


@pytest.mark.parametrize(
    ("span", "expected"), [((0, 11), (0, 10)), ((10, 24), (12, 22)), ((10, 12), (12, 12)), ((3, 5), (3, 5))]
)
def test_trimmed_keeps_letters_and_digits_at_the_edges(span, expected):
    assert expected == trimmed(TEXT, *span)


def test_recall_by_directness_sees_every_prediction():
    gold = [_said((0, 10), directness="direct"), _said((12, 22), directness="indirect", source=[(24, 30)])]
    predicted = [_said((0, 9)), _said((12, 20)), _said((24, 30))]

    assert (Counts(1, 3, 1), Counts(1, 3, 1)) == directness_counts(TEXT, gold, predicted, "direct")
    assert (Counts(1, 3, 1), Counts(0, 3, 1)) == directness_counts(TEXT, gold, predicted, "indirect")
    assert (Counts(0, 3, 0), Counts(0, 3, 0)) == directness_counts(TEXT, gold, predicted, "mixed")


def test_outer_leaves_out_what_stands_inside():
    whole, inner = _said((0, 22)), _said((12, 22), outer=False, parent=0)

    assert (whole,) == outer([whole, inner])
