from __future__ import annotations

from typing import get_args

from claimx.rendering.families import FAMILY_OF, Family
from claimx.rendering.html_page import page_part
from claimx.rendering.outline import DIRECTNESS_WORDS, LINK_WORDS
from claimx.rendering.terminal.palette import STYLE_OF, STYLE_OF_ANSWER
from claimx.schema import CLAIM_TYPES, Directness, LinkKind


def test_families_hold_every_type():
    assert set(CLAIM_TYPES) == set(FAMILY_OF) == set(STYLE_OF)
    assert set(get_args(Family)) == set(FAMILY_OF.values())


def test_families_each_have_a_colour_on_the_page():
    css = page_part("page.css")

    assert [f for f in get_args(Family) if f".{f} {{ --hue: var(--{f}); }}" not in css] == []
    assert [f for f in get_args(Family) if css.count(f"--{f}: #") != 2] == []


def test_families_words_cover_the_schema():
    assert set(get_args(LinkKind)) == set(LINK_WORDS)
    assert set(get_args(Directness)) == set(DIRECTNESS_WORDS)
    assert set(get_args(LinkKind)) == set(STYLE_OF_ANSWER)
