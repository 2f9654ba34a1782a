from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.annotation import Annotation, Attribution, Mention, Quotation, Token
from claimx.extractor import Extractor
from claimx.pipeline.segments import cuts, joined, segments
from claimx.reading.article import Article, Block
from claimx.reading.files import article_from_text


def words_of(text, head=0):
    return Token(0, len(text), text, text, "X", "X", "", "root", head)


@given(st.lists(st.integers(1, 60), max_size=12), st.integers(5, 40))
@settings(max_examples=150, deadline=None)
def test_segments_hold_the_whole_article_in_order(sizes, longest):
    text, blocks = "", []
    for size in sizes:
        start = len(text)
        text += "word " * (size // 5) + "x" * (size % 5)
        if text[start:].strip():
            blocks.append(Block(start, len(text.rstrip()), "body"))
        text += "\n\n"
    article = Article("a", text, tuple(blocks))

    parts = list(segments(article, longest=longest))

    assert text == "".join(part.text for _, part in parts)
    assert all(text.startswith(part.text, start) for start, part in parts)
    assert all(len(part.text) <= longest for _, part in parts if len(parts) > 1)
    whole = {place for block in blocks for place in range(block.start, block.end)}
    assert whole == {
        start + place for start, part in parts for block in part.blocks for place in range(block.start, block.end)
    }


def test_cuts_fall_at_paragraphs_then_at_spaces_then_anywhere():
    article = Article(
        "a",
        "one two\n\nthree four five\n\n" + "x" * 25,
        (Block(0, 7, "body"), Block(9, 24, "body"), Block(26, 51, "body")),
    )

    assert [9, 19, 26, 38, 50, 51] == list(cuts(article, longest=12))


def test_joined_moves_words_characters_and_parents():
    part = Annotation(
        "ab",
        (words_of("ab"),),
        ((0, 1),),
        (Mention(0, 1, "ORG", 0.5),),
        (Quotation(((0, 2),), "speech"),),
        (Attribution(None, (0, 1), ((0, 1),), 0, 0.5), Attribution((0, 1), None, ((0, 1),), 1, 0.5, parent=0)),
    )

    whole = joined("ab ab", [(0, part), (3, part)])

    assert [(0, 2, 0), (3, 5, 1)] == [(token.start, token.end, token.head) for token in whole.tokens]
    assert ((0, 1), (1, 2)) == whole.sentences
    assert [(0, 1), (1, 2)] == [(mention.start, mention.end) for mention in whole.mentions]
    assert [0, 3] == [quotation.start for quotation in whole.quotations]
    assert [None, 0, None, 2] == [attribution.parent for attribution in whole.attributions]
    assert [(0, 1), None, (1, 2), None] == [attribution.cue for attribution in whole.attributions]


def test_joined_one_part_is_that_part():
    part = Annotation("", (), (), (), (), ())

    assert part is joined("", [(0, part)])


@pytest.mark.model
def test_segments_give_the_annotation_of_the_whole(monkeypatch):
    text = "\n\n".join(["The mayor said the bridge was safe.", "Engineers denied it on Monday."] * 4)
    article = article_from_text(text)
    extractor = Extractor()
    whole = extractor.annotate(article)[1]
    monkeypatch.setattr("claimx.pipeline.segments.LONGEST", 70)
    monkeypatch.setattr(segments, "__kwdefaults__", {"longest": 70})

    parts = extractor.annotate(article)[1]

    assert [token.start for token in whole.tokens] == [token.start for token in parts.tokens]
    assert whole.sentences == parts.sentences
    assert [replace(a, confidence=0, type_scores=()) for a in whole.attributions] == [
        replace(a, confidence=0, type_scores=()) for a in parts.attributions
    ]
