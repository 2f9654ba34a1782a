from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from claimx.annotation import Annotation, Attribution, Mention, Quotation, Token
from claimx.claims.report import build_report
from claimx.reading.article import Article, Block
from claimx.schema import ENTITY_LABELS, QuotationKind, Report
from tests.claims.articles import annotated, article

TEXT = """Minister denies leak

Minister denies leak

By Ann Roe

Water Minister Jane Doe said on Monday that the dam is “perfectly safe” and cost about $7 million.

“Nobody told us,” she said.

Tom Roe, a farmer, said Doe knew that the dam leaked. The ministry has not responded.

Contact us: Tom Roe said it."""
NAMES = {"Jane Doe": "PERSON", "Doe": "PERSON", "Tom Roe": "PERSON", "about $7 million": "MONEY", "Monday": "DATE"}


def sample() -> tuple[Article, Annotation]:
    annotation = annotated(
        TEXT,
        NAMES,
        ("Minister", "denies", "leak"),
        ("Minister@2", "denies@2", "leak@2"),
        ("Water Minister Jane Doe", "said", "that the dam is “perfectly safe” and cost about $7 million"),
        ("she", "said@2", "“Nobody told us,”"),
        ("Tom Roe, a farmer", "said@3", "Doe knew that the dam leaked"),
        ("Doe@2", "knew", "that the dam leaked", 4),
        ("The ministry", "has not responded", []),
        ("Tom Roe@2", "said@4", "it"),
    )
    told = article(TEXT, title="Minister denies leak", byline="By Ann Roe")
    last = replace(told.blocks[-1], kind="boilerplate")
    return replace(told, blocks=(*told.blocks[:-1], last), published="2025-01-30"), annotation


@pytest.fixture
def report() -> Report:
    return build_report(*sample())


def test_report_claims_stand_in_text_order_each_once(report):
    expected = [
        ("c1", "denies", ["leak"]),
        ("c2", "said", ["that the dam is “perfectly safe” and cost about $7 million"]),
        ("c3", "said", ["“Nobody told us,”"]),
        ("c4", "said", ["Doe knew that the dam leaked"]),
        ("c5", "knew", ["that the dam leaked"]),
        ("c6", "has not responded", []),
    ]
    assert expected == [(claim.id, claim.cue.text, [piece.text for piece in claim.content]) for claim in report.claims]


def test_report_claims_point_at_speakers_parents_and_sentences(report):
    who = {speaker.id: speaker.name for speaker in report.speakers}
    sentences = {one.id: TEXT[one.start : one.end] for one in report.sentences}
    said = report.claims[1]
    assert ["Jane Doe", "Jane Doe", "Tom Roe"] == [who[claim.speaker] for claim in report.claims[1:4]]
    assert [None, "c4"] == [claim.parent for claim in report.claims[3:5]]
    assert sentences[said.sentence].startswith("Water Minister")
    assert ["direct", "indirect"] == [claim.directness for claim in report.claims[2:4]]
    assert "speaker: named: Tom Roe" in report.claims[3].why


def test_report_claims_list_amounts_times_and_entities_of_their_content(report):
    names = {entity.id: entity.name for entity in report.entities}
    said, knew = report.claims[1], report.claims[3]
    assert (["about $7 million"], []) == ([names[one] for one in said.amounts], [names[one] for one in said.times])
    assert ["Jane Doe"] == [names[one] for one in knew.entities]


def test_report_values_are_read_against_the_day_of_publication(report):
    values = {entity.label: entity.value for entity in report.entities if entity.value is not None}
    assert (7_000_000, "USD", "about") == (values["MONEY"].amount, values["MONEY"].currency, values["MONEY"].qualifier)
    assert "2025-01-27" == values["DATE"].value
    later = build_report(*sample(), published=date(2025, 3, 5))
    assert "2025-03-03" == next(one.value.value for one in later.entities if one.label == "DATE")


def test_report_quotations_belong_to_claims(report):
    assert [("q1", "speech", "c2"), ("q2", "speech", "c3")] == [
        (one.id, one.kind, one.claim) for one in report.quotations
    ]
    assert {"Jane Doe"} == {
        next(who.name for who in report.speakers if who.id == one.speaker) for one in report.quotations
    }


@pytest.mark.parametrize(("content", "kind"), [("“fine”", "speech"), ("the “fine” dam", "scare")])
def test_report_scare_quotation_that_is_all_that_is_said_becomes_speech(content, kind):
    text = f"Doe called it {content}."
    annotation = annotated(text, {"Doe": "PERSON"}, ("Doe", "called", content))
    annotation = replace(annotation, quotations=tuple(replace(one, kind="scare") for one in annotation.quotations))
    (quotation,) = build_report(article(text), annotation).quotations
    assert (kind, "c1", "s1") == (quotation.kind, quotation.claim, quotation.speaker)


def test_report_titles_of_works_are_nobodys_claim():
    text = "Doe said “Rain” was good."
    annotation = annotated(text, {"Doe": "PERSON"}, ("Doe", "said", "“Rain” was good"))
    annotation = replace(annotation, quotations=tuple(replace(one, kind="title") for one in annotation.quotations))
    (quotation,) = build_report(article(text), annotation).quotations
    assert ("title", None, None) == (quotation.kind, quotation.claim, quotation.speaker)


def test_report_article_is_described(report):
    info = report.article
    assert (len(TEXT), sha256(TEXT.encode()).hexdigest(), "2025-01-30") == (info.length, info.sha256, info.published)
    assert ["title", "title", "byline", "body", "body", "body", "boilerplate"] == [one.kind for one in info.paragraphs]
    assert [0, 1, 2, 3, 4, 5, 5, 6] == [one.paragraph for one in report.sentences]


def test_report_links_name_claims_and_warnings_are_gathered():
    told, annotation = sample()
    annotation = replace(annotation, quotations=(replace(annotation.quotations[0], closed=False),))
    report = build_report(replace(told, warnings=("Odd bytes.",)), annotation)
    opened = annotation.quotations[0].start
    assert ("Odd bytes.", f"The quotation that opens at offset {opened} is never closed.") == report.warnings
    ids = {claim.id for claim in report.claims}
    assert {link.from_ for link in report.links} | {link.to for link in report.links} <= ids


def test_report_of_nothing_is_empty():
    report = build_report(Article("a", "", ()), Annotation("", (), (), (), (), ()))
    assert ((), (), (), (), ()) == (
        report.sentences,
        report.entities,
        report.speakers,
        report.quotations,
        report.claims,
    )


def test_report_is_the_same_every_time(report):
    assert report.model_dump_json() == build_report(*sample()).model_dump_json()


WORDS = [
    "Doe",
    "Jane",
    "said",
    "he",
    "the",
    "ministry",
    "who",
    "and",
    "of",
    ",",
    "“",
    "”",
    "U.S.",
    "officials",
    "\n",
    "’s",
    "it",
]
KINDS = ["title", "body", "boilerplate"]


@st.composite
def annotations(draw) -> tuple[Article, Annotation]:
    """Any tokens, any spans over them, attributions in one another in any way."""
    words = draw(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30))
    tokens, at = [], 0
    for word in words:
        head = draw(st.integers(0, len(words) - 1))
        tokens.append(
            Token(at, at + len(word), word, "", "", "", "", draw(st.sampled_from(["", "acl", "nsubj"])), head)
        )
        at += len(word) + draw(st.integers(0, 1))
    text = ""
    for token in tokens:
        text = text.ljust(token.start) + token.text

    spans = st.tuples(st.integers(0, len(words) - 1), st.integers(1, 5)).map(lambda s: (s[0], min(len(words), sum(s))))
    cuts = sorted({0, *draw(st.lists(st.integers(0, len(words) - 1), max_size=4))})
    mentions, free = [], 0
    for low, high in sorted(draw(st.lists(spans, max_size=6))):
        if low >= free:
            mentions.append(Mention(low, high, draw(st.sampled_from(ENTITY_LABELS)), 1.0))
            free = high
    kinds = st.sampled_from(QuotationKind.__args__)
    quotations = tuple(
        Quotation(((tokens[low].start, tokens[high - 1].end),), draw(kinds), 0, draw(st.booleans()))
        for low, high in sorted(draw(st.lists(spans, max_size=3)))
    )
    maybe = st.one_of(st.none(), spans)
    count = draw(st.integers(0, 6))
    attributions = tuple(
        Attribution(
            draw(maybe),
            draw(maybe),
            tuple(sorted(draw(st.lists(spans, max_size=2)))),
            0,
            draw(st.floats(0, 1)),
            draw(st.one_of(st.none(), st.integers(0, count - 1))),
        )
        for _ in range(count)
    )
    middle = draw(st.integers(0, len(text)))
    blocks = tuple(
        Block(low, high, draw(st.sampled_from(KINDS))) for low, high in ((0, middle), (middle, len(text))) if low < high
    )
    sentences = tuple(zip(cuts, [*cuts[1:], len(words)], strict=True))
    return Article("a", text, blocks), Annotation(
        text, tuple(tokens), sentences, tuple(mentions), quotations, attributions
    )


@settings(max_examples=120, deadline=None)
@given(annotations())
def test_report_every_span_is_exact_and_every_id_known(given_):
    told, annotation = given_
    report = build_report(told, annotation)
    spans = [span for entity in report.entities for span in entity.mentions]
    spans += [span for speaker in report.speakers for span in speaker.mentions]
    spans += report.quotations
    for claim in report.claims:
        named = (claim.source, claim.cue, claim.target, claim.addressee, *claim.content)
        spans += [span for span in named if span is not None]
        assert all(piece.text == piece.text.strip() for piece in claim.content)
    assert all(told.text[span.start : span.end] == span.text for span in spans)
    ids = {one.id for part in (report.entities, report.speakers, report.claims, report.sentences) for one in part}
    used = {claim.sentence for claim in report.claims}
    used |= {one for claim in report.claims for one in (*claim.entities, *claim.amounts, *claim.times)}
    used |= {one for claim in report.claims for one in (claim.speaker, claim.relayed_by, claim.parent) if one}
    used |= {one for speaker in report.speakers for one in (speaker.represents, speaker.entity) if one}
    used |= {one for quotation in report.quotations for one in (quotation.claim, quotation.speaker) if one}
    assert used <= ids
