import json
import pickle
from itertools import pairwise
from pathlib import Path

import jsonschema
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import BaseModel

from claimx import Extractor
from claimx.claims.summary import summarize
from claimx.claims.types.grounds import grounds_of
from claimx.errors import ModelError
from claimx.reading.files import article_from_text, read_article
from claimx.schema import Report, Span, json_schema

pytestmark = pytest.mark.model

SAMPLES = sorted(
    path
    for path in (Path(__file__).parents[1] / "samples").iterdir()
    if path.suffix in {".txt", ".md"} and "-" in path.name
)
QUOTED = "Anna Bell said: “We did not go.” But Boris Novak, her lawyer, denied it.\n\nThe bank declined to comment."


@pytest.fixture(scope="module")
def extractor(nlp):
    made = Extractor()
    made._nlp = nlp
    return made


@pytest.fixture(scope="module")
def reports(extractor):
    """Each sample's text with its report."""
    articles = [read_article(path) for path in SAMPLES]
    return [(article.text, report) for article, report in zip(articles, extractor.extract_many(articles), strict=True)]


def parts(value):
    """Every part of a report, the report itself first."""
    if isinstance(value, BaseModel):
        yield value
        for name in type(value).model_fields:
            yield from parts(getattr(value, name))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from parts(item)


def check(report, text):
    """Nothing in a report points astray: spans are exact, ids unique, references found, the schema kept."""
    assert len(text) == report.article.length
    for span in parts(report):
        if isinstance(span, Span):
            assert 0 <= span.start < span.end <= len(text)
            assert text[span.start : span.end] == span.text
    ids = {
        kind: [part.id for part in getattr(report, kind)]
        for kind in ("sentences", "entities", "speakers", "quotations", "claims")
    }
    everything = [id_ for listed in ids.values() for id_ in listed]
    assert len(everything) == len(set(everything))
    for claim in report.claims:
        assert {claim.speaker, claim.relayed_by} <= {None, *ids["speakers"]}
        assert claim.parent in {None, *ids["claims"]} - {claim.id}
        assert claim.sentence in ids["sentences"]
        assert {*claim.entities, *claim.amounts, *claim.times} <= set(ids["entities"])
        assert claim.content
        assert all(before.end <= after.start for before, after in pairwise(claim.content))
    for speaker in report.speakers:
        assert {speaker.represents, speaker.entity} <= {None, *ids["entities"]}
    for quotation in report.quotations:
        assert quotation.claim in {None, *ids["claims"]}
        assert quotation.speaker in {None, *ids["speakers"]}
    for link in report.links:
        assert {link.from_, link.to} <= set(ids["claims"])
        assert link.from_ != link.to
    # A text of invisible characters alone has no paragraph that its sentence could name.
    paragraphs = len(report.article.paragraphs) or 1
    for sentence in report.sentences:
        assert 0 <= sentence.start < sentence.end <= len(text)
        assert 0 <= sentence.paragraph < paragraphs
    assert all(before.end <= after.start for before, after in pairwise(report.sentences))
    data = json.loads(report.model_dump_json())
    VALIDATOR.validate(data)
    assert report == Report.model_validate(data)


VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def test_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(json_schema())


def test_reports_of_the_samples_are_sound(reports):
    assert 9 == len(reports)
    for text, report in reports:
        check(report, text)
        assert report.claims
        assert report.entities
        assert report.sentences


def test_extract_gives_the_same_as_extract_many(extractor, reports):
    for path, (_, report) in list(zip(SAMPLES, reports, strict=True))[:3]:
        assert report == extractor.extract(read_article(path))


def test_extract_gives_the_same_bytes_again(extractor):
    again = Extractor()
    for path in SAMPLES[:2]:
        article = read_article(path)
        assert extractor.extract(article).model_dump_json() == again.extract(article).model_dump_json()


def test_extractor_pickles_without_its_pipeline(extractor):
    report = extractor.extract(QUOTED)
    pickled = pickle.dumps(extractor)
    assert len(pickled) < 1000
    again = pickle.loads(pickled)  # noqa: S301 (pickled here)
    assert again._nlp is None
    assert report == again.extract(QUOTED)
    assert report == pickle.loads(pickle.dumps(report))  # noqa: S301


def test_extract_finds_who_says_what(extractor):
    report = extractor.extract(QUOTED)
    names = {speaker.id: speaker.name for speaker in report.speakers}
    said = [(names.get(claim.speaker), claim.cue and claim.cue.text.strip(":,")) for claim in report.claims]
    assert ("Anna Bell", "said") in said
    assert ("Boris Novak", "denied") in said
    assert ["“We did not go.”"] == [quotation.text for quotation in report.quotations]


def test_extract_takes_the_day_of_publication(extractor):
    text = "Anna Bell said on 3 March that she would leave tomorrow."
    assert None is extractor.extract(text).article.published
    assert "2024-03-04" == extractor.extract(text, published="2024-03-04").article.published
    article = article_from_text(text, published="2023-01-01")
    assert "2023-01-01" == extractor.extract(article).article.published
    assert "2024-03-04" == extractor.extract(article, published="2024-03-04").article.published


def test_extract_of_nothing(extractor):
    for text in ("", " \n\n "):
        report = extractor.extract(text)
        check(report, text)
        assert ((), (), (), ()) == (report.sentences, report.entities, report.quotations, report.claims)


def test_extractor_without_a_pipeline_says_so(tmp_path):
    with pytest.raises(ModelError, match="there is no pipeline"):
        Extractor(tmp_path).extract(QUOTED)


WORDS = st.sampled_from(
    [
        *("Anna", "said", "that", "Boris", "Novak", "denied", "declined", "told", "according to", "According to"),
        *("he", "they", "'s", "n't", "U.S.", "Islamabad", "$5", "million", "12%", "Monday", "1990s", "2025-02-31"),
        *("“", "”", "‘", "’", '"', "'", "«", "»", "(", ")", "[", "]", "—", ".", ",", "?", "#", ">", "*"),
        *("😀", "𝔘𝔫𝔦", "नमस्ते", "مرحبا", "עברית", "中文。", "e\u0301"),
        *("\u200b", "\ufeff", "\x00", "\x1c", "\u2028", "\xad", "\u202e", "\x85"),
    ]
)
SPACES = st.sampled_from([" ", " ", " ", "", "\n", "\n\n", "\r\n", "\t", "\u00a0", "\u2029", "\x0b"])
MIXED = st.lists(st.tuples(WORDS, SPACES), max_size=30).map(lambda pairs: "".join(map("".join, pairs)))


@given(MIXED | st.text(st.characters(codec="utf-8"), max_size=60))
@example("“" * 300 + "Anna said ‘" * 50)
@example("\x00")
@example("\u200b\u200b\n\n\u200b")
@example("Anna said\x1c“We\u2028go”\x85 Boris denied it.")
@example("# Title\n\n> “Quoted\n\n* Anna said\n")
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_report_of_any_text_is_sound(extractor, text):
    for markdown in (False, True):
        check(extractor.extract(article_from_text(text, markdown=markdown)), text)


def test_extract_sums_up_its_claims_and_links(reports):
    for _, report in reports:
        assert summarize(report.claims, report.links) == report.summary
        told = [claim for one in report.summary.uncontested for claim in one.claims]
        assert sorted(told) == sorted(set(told))


def test_annotate_gives_the_report_and_the_grounds_of_every_claim(extractor, reports):
    article = read_article(SAMPLES[0])

    report, annotation = extractor.annotate(article)

    assert reports[0][1] == report
    for claim in report.claims:
        grounds = grounds_of(annotation, claim)
        by_rules = next((rule.type for rule in grounds.rules if rule.precision >= grounds.threshold), None)
        kinds = {"cue": grounds.cue and grounds.cue.type, "content rule": by_rules, "vote": grounds.together[0].type}
        assert claim.type == kinds[grounds.decided_by]


def test_package_names_are_functions_in_any_order_of_import():
    import claimx
    import claimx.extractor

    assert callable(claimx.extract)
    assert claimx.extractor.extract is claimx.extract
