import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.pipeline.sentences import sentence_starts


def starts(scores, opens=(), held=()):
    count = len(scores)
    found = sentence_starts(
        np.array(scores, dtype=np.float32), np.isin(range(count), opens), np.isin(range(count), held)
    )
    return np.flatnonzero(found).tolist()


@pytest.mark.parametrize(
    ("scores", "opens", "held", "expected"),
    [
        ([], [], [], []),
        ([-1], [], [], [0]),
        ([-1, -1, 1, 0], [], [], [0, 2]),
        ([-1, -1, -1], [2], [], [0, 2]),
        # A start on a closing mark moves to the word after it, past further closing marks.
        ([1, -1, 1, -1], [], [2], [0, 3]),
        ([1, -1, 1, 1, -1, -1], [], [2, 3, 4], [0, 5]),
        ([1, -1, 1, -1], [], [2, 3], [0]),
        ([1, -1, 1, 1], [], [2], [0, 3]),
        ([1, 1], [], [0], [0, 1]),
        # But a paragraph starts where it starts.
        ([1, -1, 1, -1], [2], [2], [0, 2]),
        ([1, 1, -1, -1, -1], [2], [1, 2, 3], [0, 2]),
        ([1, -1, 1, -1], [3], [2, 3], [0, 3]),
    ],
)
def test_sentence_starts(scores, opens, held, expected):
    assert expected == starts(scores, opens, held)


@given(st.lists(st.tuples(st.sampled_from([-1.0, 0.0, 1.0]), st.booleans(), st.booleans()), min_size=1, max_size=30))
@settings(max_examples=100, deadline=None)
def test_sentence_starts_hold_to_paragraphs_and_closing_marks(words):
    scores, opens, held = (list(column) for column in zip(*words, strict=True))
    found = sentence_starts(np.array(scores, dtype=np.float32), np.array(opens), np.array(held))
    assert found[0]
    assert all(found[place] for place, is_open in enumerate(opens) if is_open)
    assert not any(found[place] for place in range(1, len(words)) if held[place] and not opens[place])
    free = [score > 0 or is_open for score, is_open, is_held in words if not is_held]
    assert sum(free) <= sum(found) + 1


def test_sentence_starts_are_linear_in_closing_marks():
    count = 200_000
    started = time.perf_counter()
    assert [0, count] == starts([1] * (count + 1), held=range(count))
    assert time.perf_counter() - started < 2
