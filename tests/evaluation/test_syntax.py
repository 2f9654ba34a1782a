from __future__ import annotations

import pytest

from claimx.evaluation.counts import Counts
from claimx.evaluation.predictions import spelled
from claimx.evaluation.records import SyntaxToken
from claimx.evaluation.syntax import sentence_counts, token_counts

GOLD = [
    SyntaxToken(0, 3, "PRON", "PRP$", "her", 1, "nmod:poss", "Case=Gen|Poss=Yes", starts_sentence=True),
    SyntaxToken(4, 8, "NOUN", "NN", "team", 2, "nsubj", "Number=Sing", starts_sentence=False),
    SyntaxToken(9, 12, "VERB", "VBD", "win", 2, "root", "Tense=Past", starts_sentence=False),
    SyntaxToken(12, 13, "PUNCT", ".", ".", 2, "punct", "", starts_sentence=False),
]


@pytest.mark.parametrize(
    ("place", "change", "wrong"),
    [
        (0, {}, set()),
        (0, {"dep": "nmod"}, {"las"}),  # the subtype counts
        (1, {"head": 0}, {"las", "uas"}),
        (3, {"head": 1}, {"las", "uas"}),  # punctuation counts
        (2, {"pos": "AUX"}, {"upos"}),
        (2, {"tag": "VBN"}, {"xpos"}),
        (2, {"lemma": "Win"}, {"lemma"}),
        (2, {"morph": "Tense=Pres"}, {"morph"}),
        (0, {"morph": "Poss=Yes|Case=Gen"}, set()),  # the order does not
        (3, {"morph": "_"}, set()),
    ],
)
def test_token_counts_tell_what_is_wrong(place, change, wrong):
    found = list(GOLD)
    found[place] = found[place]._replace(**change)

    for measure in ("las", "uas", "upos", "xpos", "morph", "lemma"):
        assert Counts(3 if measure in wrong else 4, 4, 4) == token_counts(GOLD, found, measure)


def test_sentence_counts_compare_offsets_of_the_raw_text():
    gold = [*GOLD, GOLD[0]._replace(start=15, end=18)]

    assert Counts(1, 3, 2) == sentence_counts(gold, [0, 9, 14])
    assert Counts(2, 2, 2) == sentence_counts(gold, (15, 0))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("her team won.", (["her", "team", "won", "."], [True, True, False, False], [0, 1, 2, 3])),
        ("her\nteam won.", (["her", "\n", "team", "won", "."], [False, False, True, False, False], [0, 2, 3, 4])),
        ("her team won. \n", (["her", "team", "won", ".", "\n"], [True, True, False, True, False], [0, 1, 2, 3])),
    ],
)
def test_spelled_words_join_to_the_text(text, expected):
    words, spaces, places = spelled(text, GOLD)

    assert expected == (words, spaces, places)
    assert text == "".join(word + " " * space for word, space in zip(words, spaces, strict=True))


def test_spelled_keeps_what_stands_before_the_first_token():
    words, _, places = spelled("  a", [SyntaxToken(2, 3, "X", "X", "a", 0, "root", "", starts_sentence=True)])

    assert (["  ", "a"], [1]) == (words, places)
