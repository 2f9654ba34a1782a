import json
import pickle
import subprocess
import sys
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, DocBin, Span
from typer.testing import CliRunner

from claimx import Extractor
from claimx.cli.app import app
from claimx.component import Reporter
from claimx.errors import ModelError
from claimx.reading.files import article_from_text
from claimx.schema import Report
from tests.pipeline import tiny
from tests.test_extractor import check

TEXT = "Anna Bell said, “They told Boris left Rome!” Carl stays?"
NEWS = (
    "Anna Bell was quoted by the Daily Post as saying that France would send $5 million to Kenya on Thursday.",
    "“We did not ask for it,” said Boris Novak, a spokesman of the government. The bank declined to comment.",
)
CLEAR = [
    # NEWS[0] in the manner of en_core_web: head, label and tag of each word; "quoted" is the root.
    *((1, "compound", "NNP"), (3, "nsubjpass", "NNP"), (3, "auxpass", "VBD"), (3, "ROOT", "VBN"), (3, "agent", "IN")),
    *((7, "det", "DT"), (7, "compound", "NNP"), (4, "pobj", "NNP"), (3, "prep", "IN"), (8, "pcomp", "VBG")),
    *((13, "mark", "IN"), (13, "nsubj", "NNP"), (13, "aux", "MD"), (9, "ccomp", "VB"), (16, "quantmod", "$")),
    *((16, "compound", "CD"), (13, "dobj", "CD"), (13, "prep", "IN"), (17, "pobj", "NNP"), (13, "prep", "IN")),
    *((19, "pobj", "NNP"), (3, "punct", ".")),
]
UD = [
    *((1, "compound", "NNP"), (3, "nsubj:pass", "NNP"), (3, "aux:pass", "VBD"), (3, "ROOT", "VBN"), (7, "case", "IN")),
    *((7, "det", "DT"), (7, "compound", "NNP"), (3, "obl:agent", "NNP"), (9, "mark", "IN"), (3, "advcl", "VBG")),
    *((13, "mark", "IN"), (13, "nsubj", "NNP"), (13, "aux", "MD"), (9, "ccomp", "VB"), (16, "compound", "$")),
    *((16, "compound", "CD"), (13, "obj", "CD"), (18, "case", "IN"), (13, "obl", "NNP"), (20, "case", "IN")),
    *((13, "obl", "NNP"), (3, "punct", ".")),
]
ENTITIES = [(0, 2, "PERSON"), (5, 8, "ORG"), (11, 12, "GPE"), (14, 17, "MONEY"), (18, 19, "GPE"), (20, 21, "DATE")]


@Language.factory("hand_set")
def make_hand_set(nlp, name, tree: list, entities: bool):  # noqa: ARG001, FBT001  (spaCy's names)
    """A component that sets NEWS[0] as a trained host would: tree, tags, lemmas, a tensor, and entities if wanted."""

    def hand_set(doc):
        heads, deps, tags = zip(*tree, strict=True)
        made = Doc(
            doc.vocab,
            words=[token.text for token in doc],
            spaces=[bool(token.whitespace_) for token in doc],
            heads=heads,
            deps=deps,
            tags=tags,
            pos=["X"] * len(doc),
            lemmas=[token.lower_ + "*" for token in doc],
        )
        if entities:
            made.ents = [Span(made, start, end, label) for start, end, label in ENTITIES]
        made.tensor = np.arange(len(doc), dtype="float32").reshape(-1, 1)
        made.user_data["their"] = "own"
        return made

    return hand_set


def host(*names, own=None):
    """A pipeline of the components with these names, then claimx."""
    nlp = spacy.blank("en")
    for name in names:
        nlp.add_pipe(name)
    nlp.add_pipe("claimx")._own = own
    return nlp


def ruled(nlp, patterns):
    """The pipeline, with a ruler in front that gives each of the texts its label."""
    ruler = nlp.add_pipe("entity_ruler", first=True)
    ruler.add_patterns([{"label": label, "pattern": text} for text, label in patterns.items()])
    return nlp


def as_data(report):
    return json.loads(report.model_dump_json(by_alias=True))


def named(data):
    return [(entity["label"], entity["name"]) for entity in data["entities"]]


@cache
def tiny_once():
    return tiny.pipeline()


@pytest.fixture
def own():
    return tiny_once()


def test_component_is_registered_with_what_it_sets():
    meta = Language.get_factory_meta("claimx")
    assert (["doc._.claimx"], [], {"model": None, "threads": 1}) == (
        list(meta.assigns),
        list(meta.requires),
        meta.default_config,
    )
    assert None is spacy.blank("en")("Anna left.")._.claimx


def test_component_leaves_an_extension_that_is_there_already():
    code = (
        "from spacy.tokens import Doc; Doc.set_extension('claimx', default='mine'); import claimx.component; "
        "print(Doc.get_extension('claimx')[0])"
    )
    root = Path(__file__).parents[1]
    result = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert "mine" == result.stdout.strip()


def test_component_reports_on_a_pipeline_that_sets_nothing(own):
    doc = host(own=own)(TEXT)
    assert doc._.claimx["claims"]
    assert as_data(Reporter().report(own(TEXT), article_from_text(TEXT))) == doc._.claimx
    assert [("._.", "claimx", None, None)] == list(doc.user_data)
    assert not any(doc.has_annotation(name) for name in ("SENT_START", "DEP", "TAG", "POS", "LEMMA", "ENT_IOB"))
    assert 0 == doc.tensor.size
    check(Report.model_validate(doc._.claimx), TEXT)


def test_component_takes_over_sentences(own):
    text = TEXT + " They told Boris left."
    doc = host("sentencizer", own=own)(text)
    expected = [sentence.text for sentence in doc.sents]
    assert expected == [text[found["start"] : found["end"]] for found in doc._.claimx["sentences"]]
    assert host(own=own)(text)._.claimx["sentences"] != doc._.claimx["sentences"]


def test_component_takes_over_entities(own):
    text = TEXT + " Carl told France."
    doc = ruled(host(own=own), {"France": "GPE", "Rome": "FAC", "Boris": "MYTH"})(text)
    assert [
        ("PERSON", "Anna Bell"),
        ("PERSON", "Boris"),
        ("FACILITY", "Rome"),
        ("PERSON", "Carl"),
        ("COUNTRY", "France"),
    ] == (named(doc._.claimx))
    assert [("Boris", "MYTH"), ("Rome", "FAC"), ("France", "GPE")] == [(span.text, span.label_) for span in doc.ents]


def test_component_reads_the_day_of_publication(own):
    nlp = host(own=own)
    for day, expected in [("2025-01-30", "2025-01-30"), (date(2025, 1, 30), "2025-01-30"), (None, None)]:
        doc = nlp.make_doc(TEXT)
        doc.user_data["published"] = day
        assert expected == nlp(doc)._.claimx["article"]["published"]


def test_component_loads_nothing_for_docs_of_our_own(own, monkeypatch):
    nlp = tiny.pipeline()
    nlp.add_pipe("claimx")
    expected = host(own=own)(TEXT)._.claimx
    monkeypatch.setattr(Reporter, "own", lambda _: pytest.fail("loaded"))
    assert expected == nlp(TEXT)._.claimx
    assert [] == nlp("")._.claimx["claims"]


def test_component_reports_on_texts_without_words(own):
    nlp = host("sentencizer", own=own)
    for text in ("", " \n\n "):
        report = Report.model_validate(nlp(text)._.claimx)
        check(report, text)
        assert ((), ()) == (report.claims, report.entities)


WORDS = st.sampled_from([*tiny.KNOWN, "Zed", "“", "”", "\n\n", "\n", " ", "😀", "$5", "France"])
FOREIGN = st.sampled_from(["GPE", "PERSON", "MYTH", "MONEY", "DATE", "CARDINAL"])


@given(st.lists(st.tuples(WORDS, st.booleans(), st.none() | FOREIGN), max_size=25))
@settings(max_examples=40, deadline=None)
def test_component_gives_sound_reports_whatever_the_host_says(tokens):
    nlp = host(own=tiny_once())
    words = [word for word, _, _ in tokens]
    starts = [start or place == 0 for place, (_, start, _) in enumerate(tokens)]
    doc = Doc(nlp.vocab, words=words, sent_starts=starts)
    doc.ents = [Span(doc, place, place + 1, label) for place, (_, _, label) in enumerate(tokens) if label]
    before = doc.to_bytes(exclude=["user_data"])
    doc = nlp(doc)
    assert before == doc.to_bytes(exclude=["user_data"])
    check(Report.model_validate(doc._.claimx), doc.text)


def test_component_pickles_without_its_pipeline(own):
    reporter = Reporter("mine", model="there", threads=3)
    reporter._own = own
    again = pickle.loads(pickle.dumps(reporter))  # noqa: S301 (pickled here)
    assert {"name": "mine", "model": "there", "threads": 3, "_own": None} == vars(again)


def test_component_wants_a_pipeline_of_claimx_for_its_model(tmp_path):
    spacy.blank("en").to_disk(tmp_path)
    nlp = spacy.blank("en")
    nlp.add_pipe("claimx", config={"model": str(tmp_path)})
    with pytest.raises(ModelError, match="cannot find attributions, since it has no claimx_quoter"):
        nlp("Anna left.")


def test_component_is_saved_with_its_pipeline(tmp_path):
    nlp = spacy.blank("en")
    nlp.add_pipe("claimx", config={"threads": 2})
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert ["claimx"] == again.pipe_names
    assert 2 == again.get_pipe("claimx").threads


def test_extractor_takes_pipelines_without_claimx(own, tmp_path):
    host("sentencizer").to_disk(tmp_path)
    extractor = Extractor(tmp_path)
    assert ["sentencizer"] == extractor.nlp.pipe_names
    extractor._reporter = Reporter()
    extractor._reporter._own = own
    article = article_from_text(TEXT, id="a", path="a.txt", published="2025-01-30")
    report = extractor.extract(article)
    assert ("a", "a.txt", "2025-01-30") == (report.article.id, report.article.path, report.article.published)
    assert host("sentencizer", own=own)(TEXT)._.claimx["claims"] == as_data(report)["claims"]
    assert None is pickle.loads(pickle.dumps(extractor))._reporter  # noqa: S301 (pickled here)


def test_extract_ends_with_4_and_a_command_where_the_model_is_missing(tmp_path):
    path = tmp_path / "one.txt"
    path.write_text(TEXT, encoding="utf-8")
    result = CliRunner().invoke(app, ["extract", str(path), "--model", "en_core_web_none_sm"])
    assert (4, "") == (result.exit_code, result.stdout)
    assert "claimx: there is no pipeline 'en_core_web_none_sm': install it with `" in result.stderr
    assert "-m pip install en_core_web_none_sm`" in result.stderr


@pytest.mark.model
@pytest.mark.parametrize("tree", [CLEAR, UD])
@pytest.mark.parametrize("entities", [True, False])
def test_component_overwrites_nothing_of_a_trained_host(nlp, tree, entities):
    trained = spacy.blank("en")
    trained.add_pipe("hand_set", config={"tree": tree, "entities": entities})
    before = trained(NEWS[0])
    trained.add_pipe("claimx")._own = nlp
    doc = trained(NEWS[0])
    assert before.to_bytes(exclude=["user_data"]) == doc.to_bytes(exclude=["user_data"])
    assert {"their": "own", ("._.", "claimx", None, None): doc._.claimx} == doc.user_data
    (sentence,) = doc._.claimx["sentences"]
    assert (0, len(NEWS[0])) == (sentence["start"], sentence["end"])
    if entities:
        expected = ["PERSON", "ORG", "COUNTRY", "MONEY", "COUNTRY", "DATE"]
        assert expected == [entity["label"] for entity in doc._.claimx["entities"]]
    # The claims rest on our own tree, so the scheme of the host's makes no difference.
    plain = spacy.blank("en")
    plain.add_pipe("hand_set", config={"tree": UD, "entities": entities})
    plain.add_pipe("claimx")._own = nlp
    assert plain(NEWS[0])._.claimx == doc._.claimx
    check(Report.model_validate(doc._.claimx), NEWS[0])


@pytest.mark.model
def test_component_reports_what_extract_reports(nlp):
    extractor = Extractor()
    extractor._nlp = nlp
    ours = spacy.blank("en")
    ours.add_pipe("claimx")._own = nlp
    for path in sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))[:3]:
        text = path.read_text(encoding="utf-8")
        expected = as_data(extractor.extract(text))
        assert expected["claims"]
        assert expected == ours(text)._.claimx
        doc = nlp(text)
        assert expected == as_data(Reporter().report(doc, article_from_text(text)))


@pytest.mark.model
def test_reports_travel_between_processes_and_in_docbins(nlp):
    theirs = ruled(host("sentencizer", own=nlp), {"the bank": "ORG", "Boris Novak": "PERSON"})
    alone = [theirs(text) for text in NEWS]
    assert all(doc._.claimx["claims"] for doc in alone)
    theirs.get_pipe("claimx")._own = None
    several = list(theirs.pipe(NEWS, n_process=2, batch_size=1))
    assert [doc._.claimx for doc in alone] == [doc._.claimx for doc in several]
    assert [doc.to_bytes() for doc in alone] == [doc.to_bytes() for doc in several]
    packed = DocBin(store_user_data=True, docs=several).to_bytes()
    again = [doc._.claimx for doc in DocBin().from_bytes(packed).get_docs(spacy.blank("en").vocab)]
    # As with all user data, lists come out of a DocBin as tuples.
    assert [json.dumps(doc._.claimx) for doc in alone] == [json.dumps(data) for data in again]
    assert [Report.model_validate(doc._.claimx) for doc in alone] == [Report.model_validate(data) for data in again]


@pytest.mark.model
def test_extract_takes_a_pipeline_without_claimx(tmp_path):
    theirs = ruled(spacy.blank("en"), {"Daily Post": "WORK_OF_ART"})
    theirs.to_disk(tmp_path / "theirs")
    path = tmp_path / "one.txt"
    path.write_text(NEWS[0], encoding="utf-8")
    result = CliRunner().invoke(app, ["extract", str(path), "-f", "json", "--model", str(tmp_path / "theirs")])
    assert (0, "") == (result.exit_code, result.stderr)
    data = json.loads(result.stdout)
    assert data["claims"]
    assert ("PRODUCT", "Daily Post") in named(data)
    assert "Anna Bell" in [name for _, name in named(data)]
