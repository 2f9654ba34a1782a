from __future__ import annotations

import json
from importlib.resources import files
from itertools import pairwise
from typing import get_args

import pytest

from claimx.claims.types.needs import NEEDS, PLACES
from claimx.knowledge.cues import load_cues, load_weights
from claimx.schema import CLAIM_TYPES, LinkKind, WriterStance

DATA = json.loads(files("claimx.knowledge").joinpath("cues.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("deny the report", {"deny"}),
        ("decline to comment", {"decline", "decline to", "decline to {comment}"}),
        ("issue a strong statement", {"issue * statement"}),
        ("issue the new and very long statement", set()),
        ("walk", set()),
    ],
)
def test_cues_match_lemmas_from_a_place(words, expected):
    found = {cue.text for cue in load_cues().matches(words.split(), 0)}

    assert expected <= found
    assert all(text.split()[0] == words.split()[0] for text in found)
    assert bool(expected) == bool(found)


def test_cues_let_auxiliaries_stand_between_their_words():
    lemmas = ["not", "immediately", "respond"]

    assert "not * respond" in {cue.text for cue in load_cues().matches(lemmas, 0)}
    assert not {cue.text for cue in load_cues().matches(["agree", "far", "to"], 0)} & {"agree to"}
    assert "agree to" in {cue.text for cue in load_cues().matches(["agree", "far", "to"], 0, skip=frozenset({"far"}))}


def test_cues_hold_words_and_phrases_of_a_list():
    lexicon = load_cues()

    assert "allegation" == lexicon.holds("charge", ["the", "allegation"])
    assert "have to" == lexicon.holds("duty", ["they", "have", "to", "go"])
    assert None is lexicon.holds("duty", ["they", "have", "time"])


@pytest.mark.parametrize(
    ("form", "lemma", "expected"),
    [
        ("said", "sai", "say"),
        ("denies", "denie", "deny"),
        ("urged", "urge", "urge"),
        ("planned", "plann", "plan"),
        ("zebras", "zebra", "zebra"),
    ],
)
def test_cues_know_the_forms_of_their_words(form, lemma, expected):
    assert expected == load_cues().lemma(form, lemma)


def test_cues_file_is_sound():
    stances, words = get_args(WriterStance), DATA["words"]
    needs = [need.lstrip("!") for _, frame, *_ in [*DATA["cues"], *DATA["contents"]] for need in frame.split()]

    assert {"note", "sources", "words", "irregular", "contents", "cues", "links"} == set(DATA)
    assert [] == [need for need in needs if ":" not in need and need not in NEEDS]
    assert [] == [n for n in needs if ":" in n and (n.split(":")[0] not in PLACES or n.split(":")[1] not in words)]
    for _, _, kind, stance, precision, source in DATA["cues"]:
        assert kind is None or kind in CLAIM_TYPES
        assert stance in stances
        assert 0.0 <= precision <= 1.0
        assert source in DATA["sources"]
    assert [] == [(a[:2], b[:2]) for a, b in pairwise(sorted(DATA["cues"], key=str)) if a[:2] == b[:2]]
    assert set(get_args(LinkKind)) == set(DATA["links"])


def test_weights_vote_with_probabilities():
    weights = load_weights()
    votes = weights.vote(["r:denial", "w:allegation", "no such feature"])

    assert len(CLAIM_TYPES) == len(votes)
    assert 1.0 == pytest.approx(sum(votes))
    assert votes == weights.vote(["no such feature", "w:allegation", "r:denial"])
    assert "denial" == CLAIM_TYPES[max(range(len(votes)), key=votes.__getitem__)]
    assert ("r:denial",) == weights.reasons(["r:denial", "no such feature"], "denial")


def test_weights_are_small_and_known():
    data = files("claimx.knowledge").joinpath("cue_weights.json").read_bytes()

    assert len(data) < 150_000
    assert len(CLAIM_TYPES) == len(load_weights().bias)
