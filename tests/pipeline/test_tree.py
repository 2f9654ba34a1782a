import itertools
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.pipeline.tree import best_tree, find_cycle, is_tree, label_arcs, maximum_tree


def hangs_together(heads):
    """Whether there is one root and every word leads up to it, word by word."""
    roots = [word for word, head in enumerate(heads) if word == head]
    for start in range(len(heads)):
        word, steps = start, 0
        while heads[word] != word and steps <= len(heads):
            word, steps = heads[word], steps + 1
        if heads[word] != word:
            return False
    return len(roots) == 1


def total(arcs, heads):
    return sum(float(arcs[word, head]) for word, head in enumerate(heads))


@st.composite
def arcs_of(draw, *, longest):
    size = draw(st.integers(1, longest))
    # Few values, so that ties are common; halves, so that sums are exact.
    scores = draw(st.lists(st.integers(-20, 20), min_size=size * size, max_size=size * size))
    return np.array(scores, dtype=np.float32).reshape(size, size) / 2


@pytest.mark.parametrize(
    ("heads", "expected"),
    [
        ([0], True),
        ([0, 0], True),
        ([1, 1], True),
        ([1, 2, 2], True),
        ([1, 1, 1, 2, 3, 4], True),
        ([1, 0], False),
        ([0, 1], False),
        ([0, 2, 1], False),
        ([1, 2, 0], False),
        ([0, 0, 3, 4, 2], False),
    ],
)
def test_is_tree_of_heads(heads, expected):
    assert expected is is_tree(np.array(heads, dtype=np.intp))


@given(st.integers(1, 7).flatmap(lambda size: st.lists(st.integers(0, size - 1), min_size=size, max_size=size)))
@settings(max_examples=200, deadline=None)
def test_is_tree_agrees_with_walking_up(heads):
    assert hangs_together(heads) is is_tree(np.array(heads, dtype=np.intp))


@given(arcs_of(longest=14))
@settings(max_examples=100, deadline=None)
def test_best_tree_is_a_tree(arcs):
    given_arcs = arcs.copy()
    heads = best_tree(arcs).tolist()
    assert hangs_together(heads)
    assert (given_arcs == arcs).all()


@given(arcs_of(longest=14))
@settings(max_examples=100, deadline=None)
def test_best_tree_keeps_the_best_heads_where_they_make_a_tree(arcs):
    heads = best_tree(arcs)
    arcs[np.arange(len(arcs)), heads] += 100
    assert heads.tolist() == best_tree(arcs).tolist()


@given(arcs_of(longest=4))
@settings(max_examples=100, deadline=None)
def test_best_tree_is_the_greatest_that_hangs_from_its_root(arcs):
    heads = best_tree(arcs).tolist()
    size = len(arcs)
    (root,) = [word for word in range(size) if heads[word] == word]
    every = itertools.product(range(size), repeat=size)
    best = max(total(arcs, other) for other in every if other[root] == root and hangs_together(other))
    assert best == total(arcs, heads)


@pytest.mark.parametrize(
    ("arcs", "expected"),
    [
        ([[7]], [0]),
        # No root among the best heads: the best of the words for it is chosen, and the cycle broken there.
        ([[0, 9], [5, 1]], [1, 1]),
        # Two roots: the better stays.
        ([[5, 1], [1, 3]], [0, 0]),
        # A cycle of two beside the root is entered where that costs least.
        ([[9, 0, 0], [3, 0, 5], [1, 6, 0]], [0, 0, 1]),
        # All the same.
        ([[0, 0, 0], [0, 0, 0], [0, 0, 0]], [0, 0, 0]),
    ],
)
def test_best_tree_of_arcs(arcs, expected):
    assert expected == best_tree(np.array(arcs, dtype=np.float32)).tolist()


def test_find_cycle_or_none():
    assert None is find_cycle(np.array([0, 0, 1]), 0)
    assert {1, 2} == set(find_cycle(np.array([0, 2, 1, 1]), 0).tolist())


def chained(size):
    """Arcs of a sentence whose words pair off, then the pairs, and so on: as many contractions as there can be."""
    far = np.abs(np.subtract.outer(np.arange(size), np.arange(size))).astype(np.float64)
    graph = -far
    np.fill_diagonal(graph, -1e9)
    return graph


@pytest.mark.parametrize("arcs", [chained(230), np.random.default_rng(0).normal(size=(230, 230))])
def test_maximum_tree_of_a_whole_window_takes_no_time(arcs):
    started = time.perf_counter()
    for root in (0, 115, 229):
        heads = maximum_tree(arcs.copy(), root).tolist()
        assert hangs_together(heads)
        assert root == heads[root]
    assert time.perf_counter() - started < 3


def test_label_arcs_gives_the_root_label_to_the_root_alone():
    base = np.array([[9, 0, 0], [9, 0, 0], [0, 1, 2]], dtype=np.float32)
    queries, keys = np.zeros((3, 3, 4), dtype=np.float32), np.zeros((3, 4), dtype=np.float32)
    assert [1, 0, 2] == label_arcs(base.copy(), queries, keys, np.array([1, 1, 1]), 0).tolist()


def test_label_arcs_scores_pairs_of_words():
    # Word 0 is what word 1 makes it: its query for label 2 points the way of word 1's key, that for label 1 away.
    base = np.zeros((2, 3), dtype=np.float32)
    queries = np.zeros((2, 3, 4), dtype=np.float32)
    queries[0, 1], queries[0, 2] = -1, 1
    keys = np.array([[-3, -3, -3, -3], [1, 1, 1, 1]], dtype=np.float32)
    assert [2, 0] == label_arcs(base.copy(), queries, keys, np.array([1, 1]), 0).tolist()
    # The pair weighs 4 / √4 = 2 for label 2 and -2 for label 1: less than what the word alone may say.
    base[0, 1] = 4.5
    assert [1, 0] == label_arcs(base.copy(), queries, keys, np.array([1, 1]), 0).tolist()
    base[0, 1] = 3.5
    assert [2, 0] == label_arcs(base.copy(), queries, keys, np.array([1, 1]), 0).tolist()
