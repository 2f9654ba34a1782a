import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from claimx.pipeline.lemmas import IDENTITY, apply, script_of

SCRIPTS = [
    ("studies", "study", "3:y"),
    ("said", "say", "2:y"),
    ("Said", "say", "2:y"),
    ("weapons", "weapon", "1:"),
    ("denied", "deny", "3:y"),
    ("running", "run", "4:"),
    ("is", "be", "=be"),
    ("was", "be", "=be"),
    ("better", "good", "=good"),
    ("House", "House", "^0:"),
    ("Nations", "Nation", "^1:"),
    ("the", "the", IDENTITY),
    ("The", "the", IDENTITY),
    ("n't", "not", "2:ot"),
    ("’s", "’s", IDENTITY),
    ("$", "$", IDENTITY),
    ("us", "U.S.", "=U.S."),
    ("a:b", "a:c", "1:c"),
    ("", "", "="),
]


@pytest.mark.parametrize(("form", "lemma", "script"), SCRIPTS)
def test_script_of_a_form_and_its_lemma(form, lemma, script):
    assert script == script_of(form, lemma)
    assert lemma == apply(script, form)


@pytest.mark.parametrize(
    ("script", "form", "expected"),
    [
        ("3:y", "Flurries", "flurry"),
        ("1:", "UNITS", "unit"),
        ("^1:", "UNITS", "UNIT"),
        ("=be", "anything", "be"),
        # More is to be cut than there is: nothing is, and no lemma is empty.
        ("3:y", "ies", "ies"),
        ("3:y", "As", "as"),
        ("1:", "s", "s"),
        ("^1:", "S", "S"),
    ],
)
def test_apply_a_script_to_other_forms(script, form, expected):
    assert expected == apply(script, form)


@given(st.text(max_size=12), st.text(max_size=12))
@example("İİ", "i̇x")
@example("ΣΑΣ", "σας")
@example("=x", "=y")
@example("^x", "^X")
@settings(max_examples=200, deadline=None)
def test_apply_undoes_script_of(form, lemma):
    assert lemma == apply(script_of(form, lemma), form)


@given(st.text("abAB", min_size=1, max_size=8), st.text("abAB", max_size=4), st.text("abAB", max_size=4))
@settings(max_examples=200, deadline=None)
def test_apply_undoes_script_of_words_that_share_a_stem(stem, ending, other):
    assert stem + other == apply(script_of(stem + ending, stem + other), stem + ending)
