from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.annotation import Attribution
from claimx.pipeline.attribution import CONTENT, CUE, SOURCE, Leanings, Pointers, find_attributions
from claimx.pipeline.attributor import surer
from claimx.pipeline.decoding import Found
from claimx.pipeline.heads import LINK, LINKS

TYPES = 3
PLACES = {
    "role": slice(0, 14),
    "type": slice(14, 14 + 2 * TYPES),
    "link_query": slice(20, 20 + LINKS * LINK),
    "link_key": slice(20 + LINKS * LINK, 20 + 2 * LINKS * LINK),
}
SIZE = PLACES["link_key"].stop
NO_TYPES = pytest.approx((1 / 3,) * 3)
SURE = pytest.approx(1.0, abs=1e-3)
TO_CUE, TO_SOURCE = 0, 1


def scored(count, spans, links=(), types=()):
    """Rows of scores: `spans` are (level, role, start, end), `links` are (level, which, start, end, target word).

    `types` are (word, 1 for content or 0 for cue, type). A word points to itself where no link says otherwise.
    """
    rows = np.zeros((count, SIZE), dtype=np.float32)
    roles = rows[:, PLACES["role"]].reshape(count, 2, 7)
    roles[:, :, 0] = 10
    for level, role, start, end in spans:
        roles[start:end, level, 2 + 2 * role] = 20
        roles[start, level, 1 + 2 * role] = 30
    rows[:, PLACES["role"]] = roles.reshape(count, -1)
    target = np.tile(np.arange(count), (LINKS, 1))
    for level, which, start, end, word in links:
        target[2 * level + which, start:end] = word
    unit = 100 * np.eye(count, LINK, dtype=np.float32)
    rows[:, PLACES["link_key"]] = np.tile(unit, (1, LINKS))
    rows[:, PLACES["link_query"]] = np.concatenate([unit[words] for words in target], axis=1)
    kinds = rows[:, PLACES["type"]].reshape(count, 2, TYPES)
    for word, side, kind in types:
        kinds[word, side, kind] = 2
    rows[:, PLACES["type"]] = kinds.reshape(count, -1)
    return rows


def found(rows, breaks=(), marks=(), **options):
    words = range(len(rows))
    return find_attributions(rows, PLACES, np.isin(words, breaks), np.isin(words, marks), **options)


def parts(attributions):
    return [(a.source, a.cue, a.content, a.level, a.parent) for a in attributions]


def test_attribution_of_source_cue_and_content():
    # Anna Bell | said | it rains
    rows = scored(
        5,
        [(0, SOURCE, 0, 2), (0, CUE, 2, 3), (0, CONTENT, 3, 5)],
        [(0, TO_CUE, 3, 5, 2), (0, TO_SOURCE, 2, 3, 0)],
    )
    (attribution,) = found(rows)
    assert ((0, 2), (2, 3), ((3, 5),)) == (attribution.source, attribution.cue, attribution.content)
    assert (0, None) == (attribution.level, attribution.parent)
    assert SURE == attribution.confidence
    assert NO_TYPES == attribution.type_scores


def test_attribution_joins_the_pieces_that_point_to_one_cue():
    # “ It | said Anna | rains ” : content before and after its cue
    rows = scored(
        6,
        [(0, CONTENT, 0, 2), (0, CUE, 2, 3), (0, SOURCE, 3, 4), (0, CONTENT, 4, 6)],
        [(0, TO_CUE, 0, 2, 2), (0, TO_CUE, 4, 6, 2), (0, TO_SOURCE, 2, 3, 3)],
    )
    assert [((3, 4), (2, 3), ((0, 2), (4, 6)), 0, None)] == parts(found(rows))


def test_attribution_shares_a_source_between_two_cues():
    # Anna | said | A | and added | B
    rows = scored(
        5,
        [(0, SOURCE, 0, 1), (0, CUE, 1, 2), (0, CONTENT, 2, 3), (0, CUE, 3, 4), (0, CONTENT, 4, 5)],
        [(0, TO_CUE, 2, 3, 1), (0, TO_CUE, 4, 5, 3), (0, TO_SOURCE, 1, 2, 0), (0, TO_SOURCE, 3, 4, 0)],
    )
    assert [((0, 1), (1, 2), ((2, 3),), 0, None), ((0, 1), (3, 4), ((4, 5),), 0, None)] == parts(found(rows))


@pytest.mark.parametrize("with_cue", [False, True])
def test_attribution_of_content_without_a_cue(with_cue):
    spans = [(0, CONTENT, 0, 2)] + [(0, CUE, 3, 4)] * with_cue
    assert [(None, None, ((0, 2),), 0, None)] == parts(found(scored(5, spans)))


def test_attribution_of_a_cue_without_a_source():
    # It | reportedly | rains ; another's source stands by
    rows = scored(4, [(0, SOURCE, 0, 1), (0, CUE, 1, 2), (0, CONTENT, 2, 4)], [(0, TO_CUE, 2, 4, 1)])
    assert [(None, (1, 2), ((2, 4),), 0, None)] == parts(found(rows))


@pytest.mark.parametrize("spans", [[], [(0, SOURCE, 0, 1)], [(0, SOURCE, 0, 1), (0, CUE, 1, 2)]])
def test_attribution_needs_content(spans):
    assert [] == found(scored(3, spans))


INNER = [(1, SOURCE, 3, 4), (1, CUE, 4, 5), (1, CONTENT, 5, 7)]
INNER_LINKS = [(1, TO_CUE, 5, 7, 4), (1, TO_SOURCE, 4, 5, 3)]


def test_attribution_inside_another_names_it_as_parent():
    # X | . | Anna says | Boris denies it all | : another claim before, so that the parent is not the first
    rows = scored(
        7,
        [(0, CONTENT, 0, 1), (0, SOURCE, 1, 2), (0, CUE, 2, 3), (0, CONTENT, 3, 7), *INNER],
        [(0, TO_CUE, 3, 7, 2), (0, TO_SOURCE, 2, 3, 1), *INNER_LINKS],
    )
    assert [
        (None, None, ((0, 1),), 0, None),
        ((1, 2), (2, 3), ((3, 7),), 0, None),
        ((3, 4), (4, 5), ((5, 7),), 1, 1),
    ] == parts(found(rows))


@pytest.mark.parametrize(
    ("outer", "parent"),
    [
        ([(0, CONTENT, 0, 3)], None),
        ([(0, CONTENT, 0, 5)], None),  # holds one word in three
        ([(0, CONTENT, 0, 6)], 0),  # holds two
        ([(0, CONTENT, 0, 5), (0, CONTENT, 5, 7)], 1),  # each holds some: that which holds most
    ],
)
def test_attribution_has_the_parent_that_holds_half_of_it(outer, parent):
    inside = found(scored(7, [*outer, *INNER], INNER_LINKS))
    assert [parent] == [attribution.parent for attribution in inside if attribution.level == 1]


def test_attribution_ends_at_a_paragraph():
    rows = scored(4, [(0, CONTENT, 0, 4)])
    rows[2, 5] = 25  # the second best label of the third word opens another content
    assert [((0, 2),), ((2, 4),)] == [attribution.content for attribution in found(rows, breaks=[2])]


def test_attribution_types_come_from_cue_and_content():
    spans = [(0, CUE, 0, 1), (0, CONTENT, 1, 3)]
    types = [(0, 0, 2), (0, 1, 0), (1, 1, 1), (2, 1, 2), (1, 0, 0)]
    (attribution,) = found(scored(3, spans, [(0, TO_CUE, 1, 3, 0)], types))
    scores = np.exp([0, 1, 1 + 2])  # the content's mean, and what the cue says of type 2
    assert pytest.approx(tuple(scores / scores.sum())) == attribution.type_scores


def test_attribution_is_as_sure_as_its_links():
    rows = scored(3, [(0, SOURCE, 0, 1), (0, CUE, 1, 2), (0, CONTENT, 2, 3)], [(0, TO_SOURCE, 1, 2, 0)])
    query = rows[:, PLACES["link_query"]].reshape(3, LINKS, LINK)
    query[2, TO_CUE] = 0
    query[2, TO_CUE, 1] = 8 * np.log(3) / 100  # three to one for the cue: e^(product / √64)
    rows[:, PLACES["link_query"]] = query.reshape(3, -1)
    (attribution,) = found(rows)
    assert (1, 2) == attribution.cue
    assert pytest.approx(0.75, abs=1e-3) == attribution.confidence


def test_attribution_leanings_bring_out_roles():
    rows = np.zeros((2, SIZE), dtype=np.float32)
    rows[:, 0], rows[:, 7] = 1, 9
    rows[0, 5], rows[1, 6] = 0.5, 0.5
    given_rows = rows.copy()
    assert [] == found(rows)
    (attribution,) = found(rows, leanings=Leanings(content=1.0))
    assert ((0, 2),) == attribution.content
    assert (given_rows == rows).all()


def test_pointers_choose_the_best_target_or_none():
    query = np.array([[0, 0], [8, 0], [8, 16]], dtype=np.float32)
    key = np.array([[1, 0], [0, 1], [0, 0]], dtype=np.float32)
    first, second, third = (Found(word, word + 1, 0, 1.0) for word in range(3))
    share = float(np.exp(2) / (np.exp(2) + np.exp(1) + 1))
    assert (1, pytest.approx(share)) == Pointers(query, key).choose(third, [first, second], 0.0)
    assert (None, 1.0) == Pointers(query, key).choose(third, [], 0.0)
    (chosen, _) = Pointers(query, np.array([[0, 0], [9, 0], [0, 0]], dtype=np.float32)).choose(second, [first], 0.0)
    assert None is chosen


def test_pointers_prefer_what_is_near():
    flat = np.zeros((9, 2), dtype=np.float32)
    far, near, pointing = Found(0, 1, 0, 1.0), Found(6, 7, 0, 1.0), Found(8, 9, 0, 1.0)
    query, key = flat.copy(), flat.copy()
    query[8], key[0], key[6] = 8, 1, 1

    (chosen, share) = Pointers(query, key).choose(pointing, [far, near], 1.0)

    assert 1 == chosen
    assert share > Pointers(query, key).choose(pointing, [far, near], 0.0)[1]


@given(st.integers(1, 30), st.integers(0, 2**32 - 1), st.floats(0, 8))
@settings(max_examples=60, deadline=None)
def test_attribution_of_any_scores_is_sound(count, seed, width):
    random = np.random.default_rng(seed)
    rows = (width * random.normal(size=(count, SIZE))).astype(np.float32)
    breaks = random.random(count) < 0.2
    attributions = find_attributions(rows, PLACES, breaks, np.zeros(count, dtype=bool))
    assert sorted(a.content[0][0] for a in attributions) == [a.content[0][0] for a in attributions]
    for attribution in attributions:
        spans = [*attribution.content, *filter(None, (attribution.source, attribution.cue))]
        assert all(0 <= start < end <= count and not breaks[start + 1 : end].any() for start, end in spans)
        assert 0 <= attribution.confidence <= 1 + 1e-6
        assert pytest.approx(1, abs=1e-5) == sum(attribution.type_scores)
        assert attribution.cue is not None or attribution.source is None
        if attribution.parent is not None:
            assert (1, 0) == (attribution.level, attributions[attribution.parent].level)
    for level in (0, 1):
        contents = [piece for a in attributions if a.level == level for piece in a.content]
        cues = [a.cue for a in attributions if a.level == level and a.cue]
        assert len(contents) == len(set(contents))
        assert len(cues) == len(set(cues))


def test_attribution_loses_a_weak_piece_and_not_itself():
    spans = [(0, CONTENT, 0, 2), (0, CUE, 2, 3), (0, CONTENT, 3, 5)]
    rows = scored(5, spans, [(0, TO_CUE, 0, 2, 2), (0, TO_CUE, 3, 5, 2)])
    rows[3:5, :7] = 0
    rows[3, 5] = rows[4, 6] = 0.3  # barely the likeliest of seven labels

    (attribution,) = found(rows)

    assert ((0, 2),) == attribution.content
    assert SURE == attribution.confidence


def test_surer_attributions_keep_their_parents_numbers():
    outer, weak, inner, orphan = (
        Attribution(None, None, ((0, 1),), level, sure, parent=parent)
        for level, sure, parent in ((0, 0.9, None), (0, 0.1, None), (1, 0.8, 0), (1, 0.7, 1))
    )

    kept = surer([weak, outer, replace(inner, parent=1), replace(orphan, parent=0)], 0.3)

    assert [(0.9, None), (0.8, 0), (0.7, None)] == [(a.confidence, a.parent) for a in kept]


@pytest.mark.parametrize(
    ("reach", "marks", "doubt", "end"),
    [
        (0.0, (), 1.0, 2),  # nothing runs on
        (2.0, (), 1.0, 6),  # to the end of the window
        (2.0, (4,), 1.0, 4),  # to the next mark
        (2.0, (1,), 1.0, 2),  # it ends at a mark already
        (2.0, (2,), 1.0, 2),
        (2.0, (), 5.0, 2),  # the words ahead are surely outside
    ],
)
def test_attribution_content_runs_on_through_doubtful_words(reach, marks, doubt, end):
    rows = scored(6, [(0, CONTENT, 0, 2)])
    rows[2:, :7] = 0
    rows[2:, 0] = doubt

    (attribution,) = found(rows, marks=marks, leanings=Leanings(reach=reach))

    assert ((0, end),) == attribution.content


def test_attribution_content_runs_on_to_the_next_span_at_most():
    rows = scored(6, [(0, CONTENT, 0, 2), (0, CUE, 4, 5)], [(0, TO_CUE, 0, 2, 4)])
    rows[2:4, :7] = 0
    rows[2:4, 0] = 1

    (attribution,) = found(rows, leanings=Leanings(reach=2.0))

    assert ((0, 4),) == attribution.content
