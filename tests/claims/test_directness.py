from __future__ import annotations

from dataclasses import replace

import pytest

from claimx.annotation import Quotation
from claimx.claims.directness import directness_of, quoted_passages, quoted_share
from tests.claims.articles import annotated

CASES = [
    ("Doe said that it rained.", ["that it rained"], "indirect"),
    ("“It rained,” Doe said.", ["“It rained,”"], "direct"),
    ("“It rained,” Doe said. “It snowed.”", ["“It rained,”", "“It snowed.”"], "direct"),
    ("Doe said that it was “a disaster” for all.", ["that it was “a disaster” for all"], "mixed"),
    ("“It rained,” Doe said, and that it snowed.", ["“It rained,”", "that it snowed"], "mixed"),
    ("Doe said.", [], "indirect"),
]


def content_of(annotation):
    """The content of the first attribution as character spans."""
    return [annotation.chars(*piece) for piece in annotation.attributions[0].content]


@pytest.mark.parametrize(("text", "content", "expected"), CASES)
def test_directness_follows_the_share_of_quoted_words(text, content, expected):
    annotation = annotated(text, {}, ("Doe", "said", content))
    assert expected == directness_of(annotation, content_of(annotation))


@pytest.mark.parametrize(("kind", "expected"), [("scare", "mixed"), ("title", "indirect"), ("nickname", "indirect")])
def test_directness_counts_only_quotations_that_can_be_the_speakers(kind, expected):
    annotation = annotated("Doe said the “plan” failed.", {}, ("Doe", "said", "the “plan” failed"))
    annotation = replace(annotation, quotations=tuple(replace(one, kind=kind) for one in annotation.quotations))
    assert expected == directness_of(annotation, content_of(annotation))


def test_directness_nested_quotations_count_once():
    annotation = annotated(
        "“He called it ‘rain’ again,” Doe said.", {}, ("Doe", "said", "“He called it ‘rain’ again,”")
    )
    inner = Quotation(((14, 20),), "speech", depth=1)
    annotation = replace(annotation, quotations=(*annotation.quotations, inner))
    passages = quoted_passages(annotation)
    assert ((0, 28),) == passages
    assert 1.0 == quoted_share(annotation, content_of(annotation), passages)
