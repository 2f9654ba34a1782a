import json
import pickle
import re
import subprocess
import sys
from functools import cache
from importlib import import_module
from pathlib import Path

import numpy as np
import pytest
import spacy
import srsly
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin

from claimx.annotation import Attribution, Quotation, Token
from claimx.errors import ModelError
from claimx.pipeline import notes
from claimx.pipeline.component import opens, words_of
from claimx.pipeline.crossing import into, out_of
from claimx.pipeline.encoder import open_session
from claimx.pipeline.factories import PIPELINE
from claimx.reading.files import article_from_text
from claimx.reading.paragraphs import split_paragraphs
from tests.pipeline import tiny

TEXT = "Anna Bell said, “They told Boris left Rome!” Carl stays?\n\nCarl left."
EMPTY = ["", " ", "\n", " \n\n ", "\t\u00a0\n"]


@pytest.fixture(scope="module")
def nlp():
    return tiny.pipeline()


@pytest.fixture(scope="module")
def doc(nlp):
    return nlp(TEXT)


def texts(doc, spans):
    return [doc[start:end].text for start, end in spans]


def everything(doc):
    return doc.to_json(), doc.user_data


def test_components_are_registered_under_their_names():
    expected = {
        "claimx_quoter": ([], []),
        "claimx_encoder": ([], ["doc.tensor"]),
        "claimx_sentencizer": (["doc.tensor"], ["token.is_sent_start", "doc.sents"]),
        "claimx_tagger": (["doc.tensor"], ["token.pos", "token.morph", "token.tag"]),
        "claimx_lemmatizer": (["doc.tensor"], ["token.lemma"]),
        "claimx_parser": (["doc.tensor", "token.is_sent_start"], ["token.head", "token.dep", "doc.sents"]),
        "claimx_recognizer": (["doc.tensor"], ["doc.ents", "token.ent_iob", "token.ent_type"]),
        "claimx_attributor": (["doc.tensor"], []),
    }
    assert tuple(expected) == PIPELINE
    metas = {name: Language.get_factory_meta(name) for name in PIPELINE}
    assert expected == {name: (list(meta.requires), list(meta.assigns)) for name, meta in metas.items()}


def test_components_have_entry_points_for_spacy():
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    section = text.split('[project.entry-points."spacy_factories"]\n')[1].split("\n[")[0]
    entries = dict(re.findall(r'^(\w+) = "([\w.:]+)"$', section, re.MULTILINE))
    assert "claimx.component:make_claimx" == entries["claimx"]
    assert {*PIPELINE, "claimx"} == set(entries)
    for name, place in entries.items():
        module, _, function = place.partition(":")
        assert module in {"claimx.pipeline.factories", "claimx.component"}
        made = getattr(import_module(module), function)
        assert Language.get_factory_meta(name).factory == name
        assert function == "make_" + name.removeprefix("claimx_")
        assert callable(made)


def test_components_need_nothing_that_is_not_set_before(nlp):
    assert {name: [] for name in PIPELINE} == nlp.analyze_pipes()["problems"]
    alone = spacy.blank("en")
    alone.add_pipe("claimx_parser")
    assert ["doc.tensor", "token.is_sent_start"] == alone.analyze_pipes()["problems"]["claimx_parser"]


def test_quoter_notes_paragraphs_and_quotations(doc):
    start, end = TEXT.index("“"), TEXT.index("”") + 1
    assert (Quotation(((start, end),), "speech", 0, closed=True),) == notes.quotations_of(doc)
    assert [(0, TEXT.index("\n")), (TEXT.index("\n") + 2, len(TEXT))] == notes.blocks_of(doc)


def test_encoder_sets_a_row_for_each_word_and_notes_windows():
    nlp = tiny.pipeline("claimx_quoter", "claimx_encoder")
    doc = nlp.make_doc(TEXT)
    notes.set_blocks(doc, split_paragraphs(TEXT))  # without walls: one window
    doc = nlp(doc)
    (call,) = nlp.get_pipe("claimx_encoder").session.calls
    assert (len(doc), tiny.LAYOUT.size) == doc.tensor.shape
    expected = [np.zeros(tiny.LAYOUT.size) if token.is_space else tiny.row_of(piece_of(token.lower_)) for token in doc]
    assert (np.array(expected) == doc.tensor).all()
    assert [(0, len(doc))] == notes.windows_of(doc)
    assert len(words_of(doc)) == len(call["first"])


def piece_of(word):
    word = '"' if word in "“”" else word
    return tiny.VOCABULARY.index(word) if word in tiny.VOCABULARY else 0


def test_encoder_reads_title_and_body_in_different_windows():
    nlp = tiny.pipeline("claimx_quoter", "claimx_encoder")
    text = "Anna Bell said\n\nCarl stays here with Anna Bell, who said that Boris left Rome.\n\nCarl stays, Anna said."
    article = article_from_text(text)
    assert {"title", "body"} == {block.kind for block in article.blocks}
    doc = nlp(into(nlp, article))
    wall = next(block.start for block in article.blocks if block.kind == "body")
    assert [0, wall] == [doc[start].idx for start, _ in notes.windows_of(doc)]


def test_encoder_says_that_the_weights_do_not_fit():
    nlp = tiny.pipeline("claimx_encoder")
    session = nlp.get_pipe("claimx_encoder")._session
    session.rows = session.rows[:, :-1]
    with pytest.raises(ModelError, match=f"{tiny.LAYOUT.size - 1} scores a word where {tiny.LAYOUT.size} fit"):
        nlp(TEXT)


def test_encoder_says_that_the_weights_are_none():
    with pytest.raises(ModelError, match="weights cannot be used; install claimx again"):
        open_session(b"no weights")


def test_sentencizer_starts_sentences_at_words_that_may_start_one(doc):
    # The encoder has one start at each mark “ and ”: the closing one cannot start a sentence, the word after it does.
    expected = ["Anna Bell said,", "“They told Boris left Rome!”", "Carl stays?\n\n", "Carl left."]
    assert expected == [sentence.text for sentence in doc.sents]


def test_tagger_sets_tags_and_morphology(doc):
    by_word = {token.text: (token.pos_, str(token.morph), token.tag_) for token in doc}
    assert ("NOUN", "Number=Sing", "NN") == by_word["Anna"]
    assert ("VERB", "Tense=Past", "VBD") == by_word["said"]
    assert ("PUNCT", "", ".") == by_word["“"]
    assert ("PRON", "Case=Nom|Number=Plur", "PRP") == by_word["They"]
    assert ("SPACE", "", "_SP") == by_word["\n\n"]
    assert all(doc.has_annotation(name, require_complete=True) for name in ("POS", "TAG", "MORPH"))


def test_lemmatizer_sets_lemmas(doc):
    by_word = {token.text: token.lemma_ for token in doc}
    assert ("Anna", "say", "they", "leave", "\n\n") == tuple(
        by_word[word] for word in ("Anna", "said", "They", "left", "\n\n")
    )


def test_parser_sets_a_tree_in_each_sentence(doc):
    found = [(token.text, token.dep_, token.head.text) for token in doc]
    assert [
        ("Anna", "nsubj", "said"),
        ("Bell", "flat", "Anna"),
        ("said", "ROOT", "said"),
        (",", "punct", "said"),
    ] == found[:4]
    assert ("\n\n", "dep", "?") == found[-4]
    for sentence in doc.sents:
        assert 1 == sum(token.dep_ == "ROOT" for token in sentence)
        assert all(token.head.sent == sentence for token in sentence)


def test_parser_joins_the_trees_of_a_sentence_longer_than_a_window():
    nlp = tiny.pipeline("claimx_quoter", "claimx_encoder", "claimx_sentencizer", "claimx_parser")
    doc = nlp("Anna " + "said " * 300)
    windows = notes.windows_of(doc)
    assert 2 == len(windows)
    (sentence,) = doc.sents
    first, second = (doc[start:end] for start, end in windows)
    (root,) = [token for token in first if token.head == token]
    assert "ROOT" == root.dep_
    assert [root] == [token for token in sentence if token.head == token]
    assert [("parataxis", root)] == [(token.dep_, token.head) for token in second if token.head not in second]


def test_recognizer_sets_entities_within_paragraphs(doc):
    expected = [("Anna Bell", "PERSON"), ("Boris", "PERSON"), ("Rome", "PLACE"), ("Carl", "PERSON"), ("Carl", "PERSON")]
    assert expected == [(entity.text, entity.label_) for entity in doc.ents]
    assert [1.0] * len(expected) == [mention.confidence for mention in out_of(doc).mentions]


def test_recognizer_ends_entities_at_paragraphs(nlp):
    assert ["Anna Bell", "Anna"] == [entity.text for entity in nlp("Anna Bell said\n\nAnna\n\nBell said").ents]


def test_attributor_notes_attributions_and_empties_the_scores(doc):
    outer, inner = notes.attributions_of(doc)
    assert ["Anna Bell", "said", "“They told Boris left Rome!”"] == texts(
        doc, [outer.source, outer.cue, (outer.content[0][0], outer.content[-1][1])]
    )
    assert ["They", "told", "Boris left Rome"] == texts(doc, [inner.source, inner.cue, *inner.content])
    assert ((0, None), (1, 0)) == ((outer.level, outer.parent), (inner.level, inner.parent))
    assert outer.type_scores[1] > outer.type_scores[0]
    assert 0 == doc.tensor.size


def test_attributor_counts_parents_over_all_windows(nlp):
    sentence = "Anna Bell said, “They told Boris left Rome!” "
    doc = nlp.make_doc(sentence * 20)
    notes.set_blocks(doc, split_paragraphs(doc.text))
    notes.set_walls(doc, range(0, len(doc.text), len(sentence)))
    doc = nlp(doc)
    assert 20 == len(notes.windows_of(doc))
    found = notes.attributions_of(doc)
    assert [None if number % 2 == 0 else number - 1 for number in range(40)] == [a.parent for a in found]
    assert {"They told Boris left Rome"} == {doc[a.cue[0] - 1 : a.content[-1][1]].text for a in found if a.level == 1}


def test_attributor_turns_probabilities_into_confidences():
    attributor = spacy.blank("en").add_pipe("claimx_attributor", config={"calibration": [2.0, 0.5]})
    odds = np.exp(2 * np.log(0.5) + 0.5)
    assert pytest.approx(odds / (1 + odds)) == attributor.calibrated(0.5)
    assert 0 <= attributor.calibrated(0.0) < attributor.calibrated(0.9) < attributor.calibrated(1.0) <= 1


def test_crossing_holds_all_that_was_found(doc):
    annotation = out_of(doc)
    assert TEXT == annotation.text
    assert [token.text for token in annotation.tokens] == [TEXT[token.start : token.end] for token in annotation.tokens]
    assert Token(10, 14, "said", "say", "VERB", "VBD", "Tense=Past", "root", 2) == annotation.tokens[2]
    assert [(sentence.start, sentence.end) for sentence in doc.sents] == list(annotation.sentences)
    assert [(entity.start, entity.end, entity.label_) for entity in doc.ents] == [
        (mention.start, mention.end, mention.label) for mention in annotation.mentions
    ]
    assert notes.quotations_of(doc) == annotation.quotations
    assert notes.attributions_of(doc) == annotation.attributions
    assert annotation == pickle.loads(pickle.dumps(annotation))  # noqa: S301 (pickled here)


@pytest.mark.parametrize("text", EMPTY)
def test_components_accept_texts_without_words(nlp, text):
    annotation = out_of(nlp(text))
    assert text == annotation.text
    assert "".join(text.split(" ")) == "".join(token.text for token in annotation.tokens).replace(" ", "")
    assert ([(0, len(annotation.tokens))] if text else []) == list(annotation.sentences)
    assert ((), (), ()) == (annotation.mentions, annotation.quotations, annotation.attributions)


def test_components_accept_whitespace_tokens_anywhere(nlp):
    words = ["\n", "\t", "Anna", " ", "said", "\n", "\n", "Carl", "\n"]
    doc = Doc(nlp.vocab, words=words, spaces=[False] * len(words))
    doc = nlp(doc)
    assert [0, 7] == [sentence.start for sentence in doc.sents]
    assert [2, 2, 4, 2, 4, 4, 4, 7, 7] == [token.head.i for token in doc]
    assert ["Anna", "Carl"] == [entity.text for entity in doc.ents]
    blank = nlp(Doc(nlp.vocab, words=["\n", "\t"], spaces=[False, False]))
    assert ((0, 2),) == out_of(blank).sentences


@given(st.lists(st.sampled_from([*tiny.KNOWN, "Zed", "“", "”", "‘", "’", "\n\n", "\n", " ", "😀", "("]), max_size=40))
@settings(max_examples=60, deadline=None)
def test_components_agree_on_any_sequence_of_words(words):
    nlp = pipeline_once()
    doc = nlp(" ".join(words))
    starts = {start for start, _ in notes.blocks_of(doc)}
    sentences = [(sentence.start, sentence.end) for sentence in doc.sents]
    assert list(range(len(doc))) == [token for start, end in sentences for token in range(start, end)]
    assert {token.i for token in doc if token.idx in starts} - {0} <= {
        next(token.i for token in doc[start:end] if not token.is_space) for start, end in sentences if doc.text.strip()
    } | {token.i for token in doc if not doc[: token.i].text.strip()}
    for start, end in sentences:
        roots = [token for token in doc[start:end] if token.head == token]
        assert 1 == len(roots) or not doc[start:end].text.strip()
        assert all(start <= token.head.i < end for token in doc[start:end])
    again = nlp(nlp.make_doc(doc.text))
    assert out_of(doc) == out_of(again)


@cache
def pipeline_once():
    return tiny.pipeline()


def test_notes_are_plain_data(doc):
    noted = doc.user_data[notes.KEY]
    assert noted == srsly.msgpack_loads(srsly.msgpack_dumps(noted))
    assert noted == json.loads(json.dumps(noted))
    assert {"blocks", "walls", "quotations", "windows", "entity_confidence", "attributions"} == set(noted)


def test_notes_give_back_what_was_set(nlp):
    doc = nlp.make_doc(TEXT)
    attributions = (
        Attribution((0, 2), (2, 3), ((3, 5), (6, 7)), 0, 0.5, None, (0.25, 0.75)),
        Attribution(None, None, ((4, 5),), 1, 0.25, 0),
    )
    quotations = (Quotation(((0, 4), (6, 9)), "speech", 0, closed=False), Quotation(((1, 3),), "scare", 1))
    notes.set_attributions(doc, attributions)
    notes.set_quotations(doc, quotations)
    notes.set_walls(doc, [5, 9])
    assert attributions == notes.attributions_of(doc)
    assert quotations == notes.quotations_of(doc)
    assert frozenset({5, 9}) == notes.walls_of(doc)
    assert [] == notes.windows_of(doc)


def test_notes_travel_with_docs(nlp, doc):
    packed = DocBin(store_user_data=True, docs=[doc]).to_bytes()
    (unpacked,) = DocBin().from_bytes(packed).get_docs(nlp.vocab)
    assert out_of(doc) == out_of(unpacked)
    assert out_of(doc) == out_of(Doc(nlp.vocab).from_bytes(doc.to_bytes()))


def test_opens_marks_the_first_word_of_each_paragraph(nlp):
    doc = nlp.make_doc("Anna said.\n\nCarl left.")
    assert [True, False, False, True, False, False] == opens(doc, words_of(doc)).tolist()
    # A block that begins inside a token opens with the next one.
    notes.set_blocks(doc, [(0, 2), (2, 10), (12, 22)])
    assert [True, True, False, True, False, False] == opens(doc, words_of(doc)).tolist()


@pytest.mark.parametrize("name", PIPELINE)
def test_component_without_labels_says_what_to_load(name):
    nlp = spacy.blank("en")
    component = nlp.add_pipe(name)
    doc = nlp.make_doc(TEXT)
    notes.notes(doc)["windows"] = [[0, len(doc)]]
    doc.tensor = np.zeros((len(doc), 0), dtype=np.float32)
    if name == "claimx_quoter":
        component(doc)
        return
    with pytest.raises(ModelError, match=f"'{name}' knows no labels: load a trained pipeline"):
        component(doc)


def test_pipeline_survives_bytes(nlp, doc):
    again = spacy.blank("en")
    for name in PIPELINE:
        again.add_pipe(name)
    again.from_bytes(nlp.to_bytes())
    encoder = again.get_pipe("claimx_encoder")
    assert (b"no weights", tiny.VOCABULARY) == (encoder._weights, encoder._vocabulary)
    assert everything(doc) == everything(tiny.with_session(again)(TEXT))


def test_pipeline_survives_the_disk(nlp, doc, tmp_path):
    nlp.to_disk(tmp_path / "tiny")
    again = spacy.load(tmp_path / "tiny")
    encoder = again.get_pipe("claimx_encoder")
    assert (b"no weights", tiny.VOCABULARY) == (encoder._weights, encoder._vocabulary)
    assert everything(doc) == everything(tiny.with_session(again)(TEXT))


def test_pipeline_survives_pickling(nlp, doc):
    again = pickle.loads(pickle.dumps(nlp))  # noqa: S301
    assert again.get_pipe("claimx_encoder")._session is None
    assert everything(doc) == everything(tiny.with_session(again)(TEXT))


def test_package_of_the_pipeline_imports_nothing_heavy():
    check = "import claimx.pipeline.place, sys; sys.exit('spacy' in sys.modules or 'numpy' in sys.modules)"
    assert 0 == subprocess.run([sys.executable, "-c", check], check=False, cwd=Path(__file__).parents[2]).returncode
