"""Forms of names: equal for one thing spelt in several ways, different for two things."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.knowledge.personal_names import generation, is_short_for, name_words, same_person
from claimx.knowledge.spelling import abbreviation, body_form, initials, keys, loose, plain, without_possessive


@pytest.mark.parametrize(("name", "expected"), [
    ("U.S.", "US"), ("US", "US"), ("U.S", "US"), ("G7", "G7"), ("OPEC+", "OPEC+"), ("Us", None), ("us", None),
    ("A", None), ("Nato", None), ("ISIS-K", None), ("2003", None), ("U.S. Army", None),
])  # fmt: skip
def test_spelling_abbreviations_are_in_capitals(name, expected):
    assert expected == abbreviation(name)


@pytest.mark.parametrize(("name", "expected"), [
    ("Iran's", "Iran"), ("Iran’s", "Iran"), ("Philippines'", "Philippines"), ("Iran", "Iran"), ("IRAN'S", "IRAN"),
])  # fmt: skip
def test_spelling_possessive_mark_is_left_out(name, expected):
    assert expected == without_possessive(name)


def test_spelling_plain_folds_marks_and_diacritics():
    assert "al shabab" == loose("al‑Shabab")
    assert "sao tome and principe" == plain("São Tomé & Príncipe")


@pytest.mark.parametrize(("one", "other"), [
    ("Department of Defense", "Defense Department"),
    ("Ministry of Defence", "Defense Ministry"),
    ("the Ministry of Foreign Affairs", "Foreign Ministry"),
    ("Ministry for the Interior", "Interior Ministry"),
    ("World Health Organisation", "World Health Organization"),
])  # fmt: skip
def test_spelling_bodies_have_one_form(one, other):
    assert body_form(other) == body_form(one)


@pytest.mark.parametrize(("name", "expected"), [
    ("Tehrik-i-Taliban Pakistan", ("TTP", "TITP")),
    ("Movement for Democratic Change", ("MDC", "MFDC")),
    ("Reuters", ()),
    ("", ()),
])  # fmt: skip
def test_spelling_initials(name, expected):
    assert expected == initials(name)


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_spelling_takes_any_text(text):
    assert all(isinstance(key, str) for key in keys(text))
    assert plain(plain(text)) == plain(plain(plain(text)))
    assert isinstance(body_form(text), str)
    assert all(len(form) > 1 for form in initials(text))


@pytest.mark.parametrize(("one", "other", "expected"), [
    ("George Bush", "George W. Bush", True),
    ("G. Bush", "George W. Bush", True),
    ("George H.W. Bush", "George W. Bush", False),
    ("Jeb Bush", "George W. Bush", False),
    ("Ali Khan", "Shafqat Ali Khan", True),
    ("Imran Khan", "Shafqat Ali Khan", False),
    ("José Serra", "Jose Serra", True),
    ("Kim Jong Il", "Kim Jong Un", False),
    ("Ban Ki-moon", "Ban Ki Moon", True),
])  # fmt: skip
def test_personal_names_same_person(one, other, expected):
    assert expected == same_person(name_words(one), name_words(other))


@pytest.mark.parametrize(("short", "full", "expected"), [
    ("Khan", "Shafqat Ali Khan", True),
    ("bin Laden", "Osama bin Laden", True),
    ("al-Maliki", "Nouri Maliki", True),
    ("Maliki", "Nouri al-Maliki", True),
    ("Ali", "Shafqat Ali Khan", False),
])  # fmt: skip
def test_personal_names_short_forms(short, full, expected):
    assert expected == is_short_for(name_words(short), name_words(full))


def test_personal_names_generation():
    assert ("jr", "iii", "") == tuple(generation(name) for name in ("Ed Reyes, Jr.", "Ed Reyes III", "Ed Reyes"))
