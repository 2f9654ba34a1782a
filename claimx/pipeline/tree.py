"""The tree of a sentence from scores of arcs: the best head of each word, made a tree where it is none.

Chu-Liu/Edmonds (Edmonds 1967) runs only where the best heads make a cycle or have not one root. A root is
its own head.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from claimx.pipeline.decoding import IMPOSSIBLE, Scores

Heads = NDArray[np.intp]


def best_tree(arcs: Scores) -> Heads:
    """The head of each word of one sentence, [n], from `arcs` [n, n]: the score of head j for word i."""
    heads: Heads = arcs.argmax(axis=1)
    if is_tree(heads):
        return heads
    root = int(np.diagonal(arcs).argmax())
    graph = arcs.astype(np.float64)
    np.fill_diagonal(graph, IMPOSSIBLE)
    return maximum_tree(graph, root)


def is_tree(heads: Heads) -> bool:
    """Whether there is one root and every word reaches it."""
    if np.count_nonzero(heads == np.arange(len(heads))) != 1:
        return False
    reached = heads
    for _ in range(len(heads).bit_length()):
        reached = reached[reached]
    return bool((reached == reached[0]).all())


def maximum_tree(graph: NDArray[np.float64], root: int) -> Heads:
    """The heads of the tree of greatest total score that hangs from `root`; contracts one cycle at a time."""
    heads: Heads = graph.argmax(axis=1)
    heads[root] = root
    cycle = find_cycle(heads, root)
    if cycle is None:
        return heads
    inside = np.zeros(len(graph), dtype=bool)
    inside[cycle] = True
    outside = np.flatnonzero(~inside)
    size = len(outside)
    # The cycle becomes one word, numbered `size`. Entering it at word c costs the arc that c had inside.
    loss = graph[cycle, heads[cycle]]
    enter = graph[np.ix_(cycle, outside)] - loss[:, None]
    leave = graph[np.ix_(outside, cycle)]
    smaller = np.full((size + 1, size + 1), float(IMPOSSIBLE))
    smaller[:size, :size] = graph[np.ix_(outside, outside)]
    smaller[size, :size] = enter.max(axis=0)
    smaller[:size, size] = leave.max(axis=1)
    found = maximum_tree(smaller, int(np.flatnonzero(outside == root)[0]))
    for place, word in enumerate(outside.tolist()):
        if word != root:
            head = found[place]
            heads[word] = cycle[int(leave[place].argmax())] if head == size else outside[head]
    entry = int(enter[:, found[size]].argmax())
    heads[cycle[entry]] = outside[found[size]]
    heads[root] = root
    return heads


def find_cycle(heads: Heads, root: int) -> NDArray[np.intp] | None:
    """The words of some cycle, or None where every word reaches the root."""
    state = np.zeros(len(heads), dtype=np.int8)
    state[root] = 2
    for start in range(len(heads)):
        path = []
        word = start
        while state[word] == 0:
            state[word] = 1
            path.append(word)
            word = int(heads[word])
        if state[word] == 1:
            return np.array(path[path.index(word) :], dtype=np.intp)
        state[path] = 2
    return None


def label_arcs(base: Scores, queries: Scores, keys: Scores, heads: Heads, root: int) -> NDArray[np.intp]:
    """The best label of each arc, [n]: `root` for the root alone.

    `base` [n, R] scores labels by the dependent alone, `queries` [n, R, d] with `keys` [n, d] by the pair.
    """
    scores = base + np.matmul(queries, keys[heads][:, :, None])[:, :, 0] / np.float32(keys.shape[1] ** 0.5)
    is_root = heads == np.arange(len(heads))
    scores[~is_root, root] = IMPOSSIBLE
    labels: NDArray[np.intp] = scores.argmax(axis=1)
    labels[is_root] = root
    return labels
