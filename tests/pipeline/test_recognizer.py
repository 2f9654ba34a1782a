import time

import numpy as np
import pytest
import spacy

from claimx.pipeline.recognizer import Tagged, merged, names_in, with_nicknames


def tagged(spans, confidence):
    return [Tagged(start, end, "ORG", confidence) for start, end in spans]


@pytest.mark.parametrize(
    ("found", "known", "expected"),
    [
        ([], [], []),
        ([(0, 2)], [], [(0, 2)]),
        ([], [(0, 2)], [(0, 2)]),
        ([(0, 1), (4, 5)], [(2, 4)], [(0, 1), (2, 4), (4, 5)]),
        ([(0, 1), (1, 3)], [(0, 3)], [(0, 3)]),
        ([(0, 2), (2, 6)], [(1, 4)], [(1, 4)]),
        ([(0, 5)], [(1, 3)], [(0, 5)]),
        ([(0, 3)], [(0, 3)], [(0, 3)]),
        ([(0, 5)], [(0, 2), (3, 5)], [(0, 5)]),
        ([(0, 5), (6, 7)], [(0, 2), (3, 6)], [(3, 6), (6, 7)]),
        ([(1, 4)], [(0, 2), (3, 6)], [(0, 2), (3, 6)]),
    ],
)
def test_merged_entities(found, known, expected):
    entities = merged(tagged(found, 0.5), [(name, False) for name in tagged(known, 1.0)])
    assert expected == [(entity.start, entity.end) for entity in entities]
    # What was found keeps its own confidence, even where a known name is the same.
    assert [0.5 if span in found else 1.0 for span in expected] == [entity.confidence for entity in entities]


def test_merged_names_of_one_word_fill_gaps_only():
    known = [(name, True) for name in tagged([(0, 1), (3, 4)], 1.0)]
    assert [(0, 2), (3, 4)] == [(e.start, e.end) for e in merged(tagged([(0, 2)], 0.5), known)]


def test_merged_is_linear():
    count = 100_000
    found = tagged([(3 * place, 3 * place + 2) for place in range(count)], 0.5)
    known = tagged([(3 * place + 1, 3 * place + 3) for place in range(count)], 1.0)
    started = time.perf_counter()
    assert known == merged(found, [(name, False) for name in known])
    assert time.perf_counter() - started < 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He spoke to the United Nations Security Council today.", [("United Nations Security Council", "ORG")]),
        ("Sierra Leone and Burkina Faso agreed.", [("Sierra Leone", "COUNTRY"), ("Burkina Faso", "COUNTRY")]),
        ("The sierra leone was short.", []),
        ("Experts of the ILO met Kenyans.", [("ILO", "ORG"), ("Kenyans", "GROUP")]),
        ("MEETING OF ILO EXPERTS", []),
        ("Georgia and Turkey are not sure.", []),
        ("Sierra\nLeone", []),
        ("", []),
    ],
)
def test_known_names_in_a_text(text, expected):
    doc = spacy.blank("en")(text)
    found = [name for name, _ in names_in(doc)]
    assert expected == [(doc[name.start : name.end].text, name.label) for name in found]
    assert np.all(np.diff([bound for name in found for bound in (name.start, name.end)]) >= 0)


@pytest.mark.parametrize(
    ("persons", "nickname", "expected"),
    [
        ([(0, 1), (4, 5)], (1, 4), [(0, 5)]),  # Ann “Red” Lee
        ([(0, 2), (4, 5)], (1, 4), [(0, 5)]),  # the first piece took the mark along
        ([(0, 1), (2, 3), (4, 5)], (1, 4), [(0, 5)]),  # the nickname is a piece too
        ([(0, 1)], (1, 4), [(0, 1)]),
        ([(0, 1), (6, 7)], (1, 4), [(0, 1), (6, 7)]),  # the second is too far
    ],
)
def test_nicknames_join_the_pieces_of_a_name(persons, nickname, expected):
    found = [Tagged(start, end, "PERSON", 0.9) for start, end in persons]

    assert expected == [(e.start, e.end) for e in with_nicknames(found, [nickname])]
