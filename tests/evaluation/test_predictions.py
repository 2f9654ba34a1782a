from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

import pytest

from claimx.annotation import Annotation, Attribution, Token
from claimx.evaluation.given import with_gold
from claimx.evaluation.predictions import of_report, of_reports, predicted
from claimx.evaluation.records import Attributed, EntitySpan, GoldArticle, LinkSpan, Prediction, SyntaxToken
from claimx.schema import ArticleInfo, Claim, Cue, Entity, EntityMention, Link, Report, Sentence, Span, Speaker

TEXT = "Ann says no. He says Ann lies."


def _span(start, end):
    return Span(start=start, end=end, text=TEXT[start:end])


def _report(identifier="a", text=TEXT):
    claim = {"directness": "indirect", "polarity": "affirmed", "certainty": "certain", "writer_stance": "neutral"}
    return Report(
        article=ArticleInfo(
            id=identifier,
            path=None,
            title=None,
            byline=None,
            published=None,
            dateline=None,
            length=len(text),
            sha256=sha256(text.encode()).hexdigest(),
            encoding="utf-8",
            paragraphs=(),
        ),
        sentences=(Sentence(id="n1", start=0, end=12, paragraph=0), Sentence(id="n2", start=13, end=30, paragraph=0)),
        entities=(
            Entity(
                id="e1",
                label="PERSON",
                name="Ann",
                mentions=(EntityMention(start=0, end=3, text="Ann"), EntityMention(start=21, end=24, text="Ann")),
            ),
        ),
        speakers=(Speaker(id="s1", name="Ann", kind="person", mentions=(_span(0, 3),)),),
        claims=(
            Claim(
                id="c1",
                type="denial",
                speaker="s1",
                source=_span(0, 3),
                cue=Cue(start=4, end=8, text="says", lemma="say"),
                content=(_span(9, 11),),
                sentence="n1",
                confidence=0.9,
                why=(),
                **claim,
            ),
            Claim(
                id="c2",
                type="accusation",
                speaker=None,
                source=None,
                cue=None,
                content=(_span(21, 29),),
                parent="c1",
                sentence="n2",
                confidence=0.5,
                why=(),
                **claim,
            ),
        ),
        links=(Link(kind="denies", from_="c1", to="c2", confidence=0.5, why=""),),
    )


DENIAL = Attributed(((0, 3),), ((4, 8),), ((9, 11),), claim_type="denial", speaker="Ann", confidence=0.9)
CHARGE = Attributed((), (), ((21, 29),), outer=False, parent=0, claim_type="accusation", confidence=0.5)
EXPECTED = Prediction(
    attributions=(replace(DENIAL, directness="indirect"), replace(CHARGE, directness="indirect")),
    entities=(EntitySpan(0, 3, "PERSON"), EntitySpan(21, 24, "PERSON")),
    links=(LinkSpan(0, 1, "denies"),),
    sentence_starts=(0, 13),
)


def test_report_is_scored_as_it_stands():
    assert EXPECTED == of_report(_report())


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        (GoldArticle("another name", TEXT), EXPECTED),  # by the digest of the text
        (GoldArticle("a", TEXT.replace("lies", "errs")), EXPECTED),  # by the id
        (GoldArticle("a", TEXT + "\n"), Prediction()),  # the same id, but another text
        (GoldArticle("b", "Other."), Prediction()),
    ],
)
def test_reports_go_to_their_articles(article, expected):
    assert [expected] == list(of_reports([article], [_report()]))


def _annotation(attributions=()):
    places = [(0, 3), (4, 8), (9, 11), (11, 12), (13, 15), (16, 20), (21, 24), (25, 29), (29, 30)]
    tokens = tuple(Token(s, e, TEXT[s:e], TEXT[s:e].lower(), "X", "X", "", "dep", 0) for s, e in places)
    return Annotation(TEXT, tokens, ((0, 4), (4, 9)), (), (), tuple(attributions))


def test_gold_attributions_take_the_place_of_the_predicted_in_text_order():
    gold = [
        Attributed(((13, 15),), ((16, 20),), ((21, 29),)),
        Attributed((), ((25, 29),), ((20, 24), (24, 25)), outer=False, parent=0),
        Attributed(((0, 3),), ((4, 8),), ((9, 11),)),
    ]
    found = Attribution((0, 1), (1, 2), ((2, 4),), 0, 0.7, None, (0.25, 0.75))

    annotation, order = with_gold(_annotation([found]), gold)

    assert (2, 0, 1) == order
    assert (
        Attribution((0, 1), (1, 2), ((2, 3),), 0, 1.0),
        Attribution((4, 5), (5, 6), ((6, 8),), 0, 1.0),
        Attribution(None, (7, 8), ((6, 7),), 1, 1.0, 1),
    ) == annotation.attributions


ARTICLE = GoldArticle(
    "bridge",
    "The mayor, Ann Lee, said on Monday that the bridge is safe.\n\n“Nobody has to worry,” she added.\n",
    attributions=(
        Attributed(((0, 18),), ((20, 24),), ((35, 58),), claim_type="statement", speaker="Ann Lee"),
        Attributed(((84, 87),), ((88, 93),), ((61, 83),), claim_type="statement", speaker="Ann Lee"),
    ),
    typed=True,
    entities=(EntitySpan(11, 18, "PERSON"),),
    links=(),
)


@pytest.mark.model
def test_pipeline_predicts_from_raw_text():
    (found,) = predicted([ARTICLE])

    assert EntitySpan(11, 18, "PERSON") in found.entities
    assert {0, 61} <= set(found.sentence_starts)
    assert {"Ann Lee"} == {one.speaker for one in found.attributions}


@pytest.mark.model
def test_pipeline_judges_given_spans_one_for_one():
    (found,) = predicted([ARTICLE], given_spans=True)

    assert [one.content for one in ARTICLE.attributions] == [one.content for one in found.attributions]
    assert ["Ann Lee", "Ann Lee"] == [one.speaker for one in found.attributions]
    assert "statement" == found.attributions[0].claim_type


@pytest.mark.model
def test_pipeline_parses_the_golds_own_tokens():
    text = "Ann can not sleep.\n\nBob sleeps."
    gold = (
        SyntaxToken(0, 3, "PROPN", "NNP", "Ann", 3, "nsubj", "", starts_sentence=True),
        SyntaxToken(4, 11, "AUX", "MD", "can", 3, "aux", "", starts_sentence=False),  # one token, with a space inside
        SyntaxToken(12, 17, "VERB", "VB", "sleep", 3, "root", "", starts_sentence=False),
        SyntaxToken(17, 18, "PUNCT", ".", ".", 3, "punct", "", starts_sentence=False),
        SyntaxToken(20, 23, "PROPN", "NNP", "Bob", 5, "nsubj", "", starts_sentence=True),
        SyntaxToken(24, 30, "VERB", "VBZ", "sleep", 5, "root", "", starts_sentence=False),
        SyntaxToken(30, 31, "PUNCT", ".", ".", 5, "punct", "", starts_sentence=False),
    )

    (found,) = predicted([GoldArticle("a", text, tokens=gold)])

    assert [token[:2] for token in gold] == [token[:2] for token in found.tokens]
    assert ["Ann", "Bob"] == [text[t.start : t.end] for t in found.tokens if t.pos == "PROPN"]
    assert {4, 5} >= {found.tokens[4].head, found.tokens[6].head}
    assert (0, 20) == found.sentence_starts
