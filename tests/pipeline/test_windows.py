import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.pipeline.windows import CASINGS, FEATURES, QUOTE_STATES, WINDOW_PIECES, casing, cut, windows
from claimx.pipeline.wordpiece import WordPiece

PIECES = WordPiece(["[UNK]", "[CLS]", "[SEP]", "a", "##a", "b", "."])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("", 0),
        ("42", 0),
        ("“", 0),
        ("中文", 0),
        ("lower", 1),
        ("it's", 1),
        ("état", 1),
        ("ª", 1),
        ("UPPER", 2),
        ("U.S.", 2),
        ("G7", 2),
        ("A", 3),
        ("Title", 3),
        ("Élan", 3),
        ("Al-Hadid", 3),
        ("ǅ", 3),
        ("McCain", 4),
        ("iPhone", 4),
        ("al-Hadid", 4),
        ("It’s", 4),
    ],
)
def test_casing_of_words(word, expected):
    assert expected == casing(word)


@pytest.mark.parametrize(
    ("marked", "limit", "expected"),
    [
        ("", 4, []),
        ("a", 4, ["a"]),
        ("a a a a", 4, ["a a a a"]),
        ("a a a a a", 4, ["a a a a", "a"]),
        ("a . a a a", 4, ["a .", "a a a"]),
        ("a . a ? a", 4, ["a . a ?", "a"]),
        ("a ! a a a a a", 4, ["a !", "a a a a", "a"]),
        ("a ¶a . a a", 4, ["a", "¶a . a a"]),
        ("a ¶a ¶a ¶a ¶a", 4, ["a ¶a ¶a ¶a", "¶a"]),
        ("a . a ¶a a a", 4, ["a . a", "¶a a a"]),
        ("¶a a a a a ¶a a", 4, ["¶a a a a", "a ¶a a"]),
        ("a |a a", 4, ["a", "|a a"]),
        ("|a |a |a", 4, ["|a", "|a", "|a"]),
        ("a . a |a a a a", 4, ["a . a", "|a a a a"]),
        ("a ¶a a |a a", 4, ["a ¶a a", "|a a"]),
        ("aaa aa a", 4, ["aaa", "aa a"]),
        ("aaaaaa a", 4, ["aaaaaa", "a"]),
        ("a aaaaaa aaaaa a", 4, ["a", "aaaaaa", "aaaaa", "a"]),
        ("a a . a a", 3, ["a a .", "a a"]),
        # A closing mark stays with its sentence; a straight one may be either, so that the cut falls elsewhere.
        ("a . a . ” a", 4, ["a .", "a . ” a"]),
        ("a . ” a a a", 4, ["a . ”", "a a a"]),
        ("a . ” ) a a", 4, ["a . ” )", "a a"]),
        ("a ) a a a", 4, ["a ) a a", "a"]),
        ('a . " a a a', 4, ['a . " a', "a a"]),
        ("a a . a", 4, ["a a . a"]),
        ("a", 0, ["a"]),
    ],
)
def test_cut_ends_at_walls_then_paragraphs_then_sentences(marked, limit, expected):
    words = marked.split()
    plain = [word.strip("¶|") for word in words]
    spans = cut(
        [len(word) for word in plain],
        ["¶" in word for word in words],
        plain,
        walls=["|" in word for word in words],
        limit=limit,
    )
    assert expected == [" ".join(words[start:end]) for start, end in spans]


@given(
    st.lists(st.tuples(st.integers(1, 9), st.booleans(), st.sampled_from("a.?"), st.booleans()), max_size=30),
    st.integers(1, 20),
)
@settings(max_examples=100, deadline=None)
def test_cut_puts_every_word_into_one_span_within_the_limit(words, limit):
    sizes = [size for size, _, _, _ in words]
    walls = [wall for _, _, _, wall in words]
    spans = cut(sizes, [opens for _, opens, _, _ in words], [word for _, _, word, _ in words], walls=walls, limit=limit)
    assert list(range(len(words))) == [word for start, end in spans for word in range(start, end)]
    assert all(start < end for start, end in spans)
    assert all(sum(sizes[start:end]) <= limit or end == start + 1 for start, end in spans)
    assert {word for word, wall in enumerate(walls) if wall and word} <= {start for start, _ in spans}
    # No cut without a reason.
    for start, end in spans[:-1]:
        is_full = sum(sizes[start : end + 1]) > limit
        assert is_full or walls[end] or words[end][1] or words[end - 1][2] != "a"


def test_windows_hold_pieces_features_and_first_pieces():
    words = ["AA", "b", ".", "Ab"]
    (first, second) = windows(words, [True, False, False, True], [0, 2, 1, 0], PIECES, walls=[False] * 3 + [True])
    assert (0, 3, 3, 4) == (first.start, first.end, second.start, second.end)
    quoted, opening = CASINGS, CASINGS + QUOTE_STATES
    assert [1, 3, 4, 5, 6, 2] == first.pieces.tolist()
    assert [1, 3, 4] == first.first.tolist()
    assert [
        [0, quoted, opening],
        [2, quoted, opening + 1],
        [2, quoted, opening + 1],
        [1, quoted + 2, opening],
        [0, quoted + 1, opening],
        [0, quoted, opening],
    ] == first.features.tolist()
    assert [1, PIECES.unknown, 2] == second.pieces.tolist()
    assert [[0, quoted, opening], [3, quoted, opening + 1], [0, quoted, opening]] == second.features.tolist()
    assert {np.dtype(np.int64)} == {array.dtype for window in (first, second) for array in window[2:]}


def test_windows_of_nothing():
    assert [] == windows([], [], [], PIECES)


def test_windows_cut_a_word_of_ten_thousand_characters():
    words = ["a", "." * 10_000, "b"]
    found = windows(words, [False] * 3, [0] * 3, PIECES)
    assert [(0, 1), (1, 2), (2, 3)] == [(window.start, window.end) for window in found]
    assert [1, WINDOW_PIECES, 1] == [len(window.pieces) - 2 for window in found]
    assert [[1], [1], [1]] == [window.first.tolist() for window in found]


@given(st.lists(st.text("aAb.中-é😀", max_size=300), max_size=12), st.data())
@settings(max_examples=100, deadline=None)
def test_windows_fit_the_encoder(words, data):
    count = len(words)
    opens = data.draw(st.lists(st.booleans(), min_size=count, max_size=count))
    states = data.draw(st.lists(st.integers(0, QUOTE_STATES - 1), min_size=count, max_size=count))
    found = windows(words, opens, states, PIECES)
    assert list(range(count)) == [word for window in found for word in range(window.start, window.end)]
    for window in found:
        assert (len(window.pieces), 3) == window.features.shape
        assert len(window.pieces) <= WINDOW_PIECES + 2
        assert window.end - window.start == len(window.first)
        for word, place in zip(words[window.start : window.end], window.first.tolist(), strict=True):
            assert PIECES.pieces(word)[0] == window.pieces[place]
        assert 0 <= window.features.min() <= window.features.max() < FEATURES


@pytest.mark.parametrize("paragraph", [1, 2, 223, 10**9])
def test_cut_is_linear(paragraph):
    count = 200_000
    opens = [place % paragraph == 0 for place in range(count)]
    started = time.perf_counter()
    spans = cut([1] * count, opens, ["."] * count)
    assert time.perf_counter() - started < 2
    assert count == spans[-1][1]
    assert len(spans) <= 2 * count // WINDOW_PIECES + 1
