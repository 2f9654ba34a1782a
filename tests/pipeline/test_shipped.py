"""What the shipped pipeline must do whatever its weights are, and what it must know of a simple sentence."""

import time

import pytest
from spacy.lang.en import English
from spacy.tokens import DocBin

from claimx.errors import ModelError
from claimx.pipeline import notes
from claimx.pipeline.crossing import out_of
from claimx.pipeline.factories import PIPELINE
from claimx.pipeline.loading import load
from claimx.schema import CLAIM_TYPES

pytestmark = pytest.mark.model

TEXTS = [
    "The minister said on Friday that France would send $5 million to Kenya.",
    "“We deny it,” said Anna Bell.\n\n“We always did.”",
    "",
    " \n\n ",
    "Boris Novak, a spokesman for the bank, told reporters that the city's mayor had admitted she was wrong.",
    "He left… (“Why?”) She didn’t ask.\nThey stayed.",
]


def test_shipped_pipeline_has_all_components(nlp):
    assert PIPELINE == tuple(nlp.pipe_names)
    assert {name: [] for name in PIPELINE} == nlp.analyze_pipes()["problems"]
    labels = nlp.get_pipe("claimx_attributor").labels
    assert list(CLAIM_TYPES) == labels["type"]


def test_shipped_pipeline_annotates_a_simple_sentence(nlp):
    doc = nlp(TEXTS[0])
    assert [TEXTS[0]] == [sentence.text for sentence in doc.sents]
    by_word = {token.text: (token.pos_, token.lemma_, token.dep_, token.head.text) for token in doc}
    assert ("NOUN", "minister", "nsubj", "said") == by_word["minister"]
    assert ("VERB", "say", "ROOT", "said") == by_word["said"]
    assert ("VERB", "send", "ccomp", "said") == by_word["send"]
    assert ("PROPN", "France", "nsubj", "send") == by_word["France"]
    entities = {(entity.text, entity.label_) for entity in doc.ents}
    assert {("Friday", "DATE"), ("France", "COUNTRY"), ("$5 million", "MONEY"), ("Kenya", "COUNTRY")} == entities
    (attribution,) = notes.attributions_of(doc)
    assert ("The minister", "said") == tuple(doc[s:e].text for s, e in (attribution.source, attribution.cue))
    assert "France would send $5 million to Kenya" in doc[attribution.content[0][0] : attribution.content[-1][1]].text


@pytest.mark.parametrize("text", TEXTS)
def test_shipped_pipeline_covers_every_token(nlp, text):
    annotation = out_of(nlp(text))
    assert text == annotation.text
    assert "".join(text.split()) == "".join("".join(token.text for token in annotation.tokens).split())
    covered = [token for start, end in annotation.sentences for token in range(start, end)]
    assert list(range(len(annotation.tokens))) == covered
    for start, end in annotation.sentences:
        words = [i for i in range(start, end) if not annotation.tokens[i].text.isspace()]
        assert all(start <= annotation.tokens[i].head < end for i in words)
        assert all(annotation.tokens[i].pos and annotation.tokens[i].lemma and annotation.tokens[i].dep for i in words)


def test_shipped_pipeline_ends_sentences_at_paragraphs_and_after_closing_marks(nlp):
    text = (
        "“We went home.” Then it rained.\n\nNo stop here\n\n"
        '"They stayed," he said. "Nobody knew."\n\nShe asked (was it late?) and left.'
    )
    doc = nlp(text)
    first_words = {sentence[0].idx for sentence in doc.sents}
    assert {start for start, _ in notes.blocks_of(doc)} <= first_words
    ends = {end for quotation in notes.quotations_of(doc) for _, end in quotation.pieces}
    assert 3 == len(ends)
    assert all(end - 1 not in first_words for end in ends)


def test_shipped_pipeline_does_the_same_in_several_processes(nlp):
    assert [out_of(doc) for doc in nlp.pipe(TEXTS)] == [out_of(doc) for doc in nlp.pipe(TEXTS, n_process=2)]


def test_shipped_pipeline_reads_each_text_as_if_alone(nlp):
    alone = [out_of(nlp(text)) for text in TEXTS]
    assert alone == [out_of(doc) for doc in nlp.pipe(TEXTS)]
    assert alone[::-1] == [out_of(doc) for doc in nlp.pipe(TEXTS[::-1], batch_size=2)]


def test_shipped_pipeline_keeps_its_notes_in_a_docbin(nlp):
    docs = list(nlp.pipe(TEXTS))
    packed = DocBin(store_user_data=True, docs=docs).to_bytes()
    again = list(DocBin().from_bytes(packed).get_docs(nlp.vocab))
    assert [out_of(doc) for doc in docs] == [out_of(doc) for doc in again]
    assert [notes.blocks_of(doc) for doc in docs] == [notes.blocks_of(doc) for doc in again]
    assert [notes.windows_of(doc) for doc in docs] == [notes.windows_of(doc) for doc in again]
    assert any(notes.attributions_of(doc) for doc in again)


def test_shipped_pipeline_survives_bytes(nlp):
    again = English.from_config(nlp.config).from_bytes(nlp.to_bytes())
    assert [out_of(doc) for doc in nlp.pipe(TEXTS)] == [out_of(doc) for doc in again.pipe(TEXTS)]


def test_shipped_pipeline_reads_a_long_paragraph_without_punctuation(nlp):
    text = ("the river rose and the people of the town left their houses " * 600)[:30_000].strip()
    started = time.perf_counter()
    annotation = out_of(nlp(text))
    assert time.perf_counter() - started < 30
    assert list(range(len(annotation.tokens))) == [t for start, end in annotation.sentences for t in range(start, end)]
    roots = [place for place, token in enumerate(annotation.tokens) if token.head == place]
    assert len(annotation.sentences) == len(roots)


def test_load_of_a_folder_without_a_pipeline_says_so(tmp_path):
    with pytest.raises(ModelError, match="there is no pipeline"):
        load(tmp_path)
    with pytest.raises(ModelError, match="there is no pipeline 'en_no_such_pipeline'"):
        load("en_no_such_pipeline")
