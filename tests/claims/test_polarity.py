from __future__ import annotations

import pytest

from claimx.claims.types.frames import content_negated, is_negated, lemma_of, wording_of
from claimx.claims.types.judgement import judge
from tests.claims.wordings import tagged


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("he do not take it", True),
        ("he never take it", True),
        ("no one be hurt", True),
        ("there be no link", True),
        ("he take it", False),
        ("it be not only late but dear", False),
        ("there be no doubt", False),
        ("not without risk", False),
        ("no one do not know", False),
        ("whether or not he go", False),
    ],
)
def test_polarity_negations_count_by_parity_and_leave_pseudo_negations_out(words, expected):
    assert expected == is_negated(words.split())


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{s He } {c said~say } {x he took~take the money } .", "affirmed"),
        ("{s He } {c said~say } {x he did not take/VB the money } .", "negated"),
        ("{s He } {c denied~deny } {x the charge } .", "negated"),
        ("{s He } {c denied~deny } {x that he took~take the money } .", "negated"),
        ("{s He } {c denied~deny } {x that he had not paid~pay } .", "affirmed"),
        ("{s He } {c did not deny/VB } {x the charge } .", "affirmed"),
        ("{s She } {c refused~refuse } {x to sign/VB } .", "negated"),
        ("{s She } {c does not think/VB } {x that he lied~lie } .", "negated"),
        ("{s She } {c said~say } {x it was not only late/JJ but/CC dear/JJ } .", "affirmed"),
        ("{s She } {c left~leave without denying~deny } {x the charge } .", "affirmed"),
    ],
)
def test_polarity_is_that_of_the_content_as_the_speaker_has_it(marked, expected):
    assert expected == judge(tagged(marked), 0).polarity


def test_polarity_leaves_negations_of_subordinate_clauses_out():
    annotation = tagged(
        "{s She:nsubj>1 } {c said~say:root>1 } {x the:det>3 firm:nsubj>4 paid~pay:ccomp>1 staff:obj>4 "
        "who/WP:nsubj>9 did:aux>9 not:advmod>9 strike/VB:acl:relcl>5 } .:punct>1"
    )
    wording = wording_of(annotation, 0)

    assert not content_negated(wording)
    assert ("the", "firm", "pay", "staff") == wording.main_lemmas


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{s He } {c said~say } {x two/CD men~man/NNS left~leave } .", "certain"),
        ("{s He } {c said~say } {x the dam may fail/VB } .", "possible"),
        ("{s He } {c said~say } {x the dam will probably/RB hold/VB } .", "probable"),
        ("{s He } {c believes~believe/VBZ } {x the dam held~hold } .", "probable"),
        ("{s He } {c hopes~hope/VBZ } {x the dam holds~hold/VBZ } .", "unknown"),
        ("{s He } {c asked~ask } {x whether/IN the dam held~hold } .", "unknown"),
        ("{s The firm } {c did not deny/VB } {x the reports~report/NNS } .", "unknown"),
        ("{s He } {c said~say } {x if it rains~rain/VBZ the dam fails~fail/VBZ } .", "possible"),
        ("{c According/VBG to } {s preliminary/JJ results~result/NNS } {x the dam held~hold } .", "probable"),
    ],
)
def test_certainty_goes_by_cue_modals_and_hedges(marked, expected):
    assert expected == judge(tagged(marked), 0).certainty


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        ("{s He } {c said~say } {x the dam held~hold } .", "neutral"),
        ("{s He } {c claimed~claim } {x the dam held~hold } .", "distanced"),
        ("{s He } {c insisted~insist } {x the dam held~hold } .", "distanced"),
        ("{s He } {c admitted~admit } {x the dam failed~fail } .", "endorsed"),
        ("{s He } {c noted~note } {x that the dam held~hold } .", "endorsed"),
        ("{s He } {c falsely/RB said~say } {x the dam held~hold } .", "distanced"),
        ("{s He } {c said~say } {x the so-called/JJ experts~expert/NNS left~leave } .", "distanced"),
        ("{s He } {c said~say } {x the {k “ experts~expert/NNS ” } left~leave } .", "distanced"),
        ("{s He } {c said~say } {x {q “ the so-called/JJ experts~expert/NNS left~leave ” } } .", "neutral"),
    ],
)
def test_stance_of_the_writer_goes_by_the_cue_and_the_words_around_it(marked, expected):
    assert expected == judge(tagged(marked), 0).writer_stance


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("said", "say"),
        ("denies~denie/VBZ", "deny"),
        ("accusing/VBG", "accuse"),
        ("Berlin", "berlin"),
        ("has~has", "have"),
    ],
)
def test_lemma_of_a_word_of_the_lexicon_survives_a_wrong_lemma(word, expected):
    assert expected == lemma_of(tagged(f"{{c {word} }}").tokens[0])
