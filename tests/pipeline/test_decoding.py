import itertools
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.pipeline.decoding import Found, best_tags, softmax, spans

O, B, I = 0, 1, 2  # noqa: E741


def is_well_formed(tags, breaks):
    """Whether every I follows the B or I of its own label, and none stands where a paragraph starts."""
    return all(
        tag == 0 or tag % 2 or (place and not breaks[place] and tags[place - 1] in {tag, tag - 1})
        for place, tag in enumerate(tags)
    )


def one_hot(tags, size):
    return np.eye(size, dtype=np.float32)[list(tags)]


@st.composite
def cases(draw, *, longest, labels=3):
    size = 1 + 2 * draw(st.integers(1, labels))
    length = draw(st.integers(1, longest))
    scores = draw(st.lists(st.integers(-200, 200), min_size=size * length, max_size=size * length))
    breaks = draw(st.lists(st.booleans(), min_size=length, max_size=length))
    # Eighths, so that sums are exact and ties are ties.
    return np.array(scores, dtype=np.float32).reshape(length, size) / 8, np.array(breaks, dtype=bool)


@given(cases(longest=24))
@settings(max_examples=100, deadline=None)
def test_best_tags_are_well_formed(case):
    scores, breaks = case
    tags = best_tags(scores, breaks)
    assert len(scores) == len(tags)
    assert is_well_formed(tags.tolist(), breaks.tolist())


@given(cases(longest=4, labels=2))
@settings(max_examples=100, deadline=None)
def test_best_tags_score_as_much_as_any_well_formed_sequence(case):
    scores, breaks = case
    tags = best_tags(scores, breaks)
    every = itertools.product(range(scores.shape[1]), repeat=len(scores))
    best = max(sum(scores[range(len(scores)), list(other)]) for other in every if is_well_formed(other, breaks))
    assert best == sum(scores[range(len(scores)), tags])


@given(cases(longest=24))
@settings(max_examples=100, deadline=None)
def test_best_tags_keep_what_is_well_formed_already(case):
    scores, breaks = case
    tags = best_tags(scores, breaks).tolist()
    assert tags == best_tags(scores + 100 * one_hot(tags, scores.shape[1]), breaks).tolist()


@pytest.mark.parametrize(
    ("tags", "breaks", "expected"),
    [
        ([O, B, I, O], [], [O, B, I, O]),
        ([B, B, I, I], [], [B, B, I, I]),
        ([B, I, 3, 4], [], [B, I, 3, 4]),
        ([B, I, B, I], [2], [B, I, B, I]),
        ([O, O, O], [0, 1, 2], [O, O, O]),
    ],
)
def test_best_tags_leave_well_formed_ones_alone(tags, breaks, expected):
    assert expected == best_tags(one_hot(tags, 5), np.isin(range(len(tags)), breaks)).tolist()


@pytest.mark.parametrize(
    ("rows", "breaks", "expected"),
    [
        # I at the start becomes B where that is the next best, O where that is.
        ([[0, 2, 3], [0, 0, 3]], [], [B, I]),
        ([[2, 0, 3], [0, 1, 3]], [], [O, B]),
        # A label that changes inside a span: the two words are worth most as one span of the second label.
        ([[0, 4, 0, 3, 0], [0, 0, 0, 0, 9]], [], [3, 4]),
        # A break ends the span: the word after it opens another.
        ([[0, 3, 0], [0, 1, 3]], [1], [B, B]),
        ([[0, 3, 0], [0, 1, 3]], [], [B, I]),
    ],
)
def test_best_tags_mend_ill_formed_ones(rows, breaks, expected):
    assert expected == best_tags(np.array(rows, dtype=np.float32), np.isin(range(len(rows)), breaks)).tolist()


def test_spans_have_bounds_labels_and_confidence():
    scores = np.log(
        np.array(
            [
                [0.2, 0.5, 0.1, 0.1, 0.1],
                [0.1, 0.0, 0.8, 0.05, 0.05],
                [0.0, 0.0, 0.0, 1.0, 0.0],
                [0.9, 0.1, 0.0, 0.0, 0.0],
                [0.0, 0.6, 0.4, 0.0, 0.0],
            ],
            dtype=np.float32,
        )
        + np.float32(1e-9)
    )
    found = spans(scores, np.zeros(5, dtype=bool))
    assert [(0, 2, 0), (2, 3, 1), (4, 5, 0)] == [span[:3] for span in found]
    assert pytest.approx([0.4**0.5, 1.0, 0.6], abs=1e-4) == [span.confidence for span in found]


def test_spans_of_nothing():
    assert [] == spans(np.zeros((0, 5), dtype=np.float32), np.zeros(0, dtype=bool))
    assert [] == spans(one_hot([O, O], 5), np.zeros(2, dtype=bool))


@given(cases(longest=30))
@settings(max_examples=100, deadline=None)
def test_spans_stand_in_order_apart_and_within_paragraphs(case):
    scores, breaks = case
    found = spans(scores, breaks)
    assert all(left.end <= right.start for left, right in itertools.pairwise(found))
    assert all(not breaks[span.start + 1 : span.end].any() for span in found)
    assert all(0 < span.confidence <= 1 and 0 <= span.label < scores.shape[1] // 2 for span in found)
    assert all(isinstance(value, int) for span in found for value in span[:3])


def test_spans_of_huge_scores_have_a_confidence():
    scores = np.array([[-1e4, 1e4, 0], [-1e4, 0, 1e4]], dtype=np.float32)
    assert [Found(0, 2, 0, pytest.approx(1.0))] == spans(scores, np.zeros(2, dtype=bool))


@pytest.mark.parametrize("pattern", [[I], [B, I, 4], [O, I], [B]])
def test_spans_are_linear(pattern):
    count = 60_000
    scores = one_hot((pattern * count)[:count], 5)
    started = time.perf_counter()
    spans(scores, np.zeros(count, dtype=bool))
    assert time.perf_counter() - started < 5


def test_softmax_sums_to_one_whatever_the_scores():
    scores = np.array([[1000.0, 1000.0], [-1000.0, 0.0], [0.0, np.log(3.0)]], dtype=np.float32)
    assert pytest.approx(np.array([[0.5, 0.5], [0.0, 1.0], [0.25, 0.75]])) == softmax(scores)
