import pytest
import spacy
from spacy.tokens import Doc, Span

from claimx.annotation import Mention
from claimx.pipeline import notes
from claimx.pipeline.crossing import into, out_of
from claimx.pipeline.host import annotation_of, is_ours, joined, label_of, start_sentences
from claimx.reading.files import article_from_text
from claimx.schema import ENTITY_LABELS
from tests.pipeline import tiny

TEXT = "Anna Bell said, “They told Boris left Rome!” Carl stays? They left Kiribati."


@pytest.fixture(scope="module")
def own():
    return tiny.pipeline()


def annotated(host, own, text=TEXT):
    return annotation_of(host(text), article_from_text(text), lambda: own)


def named(annotation):
    return [
        (annotation.text[slice(*annotation.chars(mention.start, mention.end))], mention.label)
        for mention in annotation.mentions
    ]


def sentences(annotation):
    return [annotation.text[slice(*annotation.chars(start, end))] for start, end in annotation.sentences]


class Spaces:
    """A tokenizer that splits at single spaces; it writes each one of `dropped` as a space, as careless ones do."""

    def __init__(self, vocab, dropped=""):
        self.vocab = vocab
        self.dropped = dropped

    def __call__(self, text):
        words = text.replace(self.dropped, " ").split() if self.dropped else text.split(" ")
        return Doc(self.vocab, words=words, spaces=[True] * (len(words) - 1) + [False])


@pytest.mark.parametrize(
    ("label", "text", "expected"),
    [
        *((label, "Rome", label) for label in ENTITY_LABELS),
        ("GPE", "France", "COUNTRY"),
        ("GPE", "the United States", "COUNTRY"),
        ("GPE", "U.S.", "COUNTRY"),
        ("GPE", "Islamabad", "PLACE"),
        ("GPE", "Nowhere Springs", "PLACE"),
        ("GPE", "Puerto Rico", "PLACE"),
        ("NORP", "Afghan", "GROUP"),
        ("LOC", "the Alps", "PLACE"),
        ("FAC", "the old bridge", "FACILITY"),
        ("WORK_OF_ART", "The Long Night", "PRODUCT"),
        ("LAW", "the Water Act", "PRODUCT"),
        ("CARDINAL", "three", "NUMBER"),
        ("ORDINAL", "third", "NUMBER"),
        ("QUANTITY", "3 miles", "NUMBER"),
        ("PER", "Anna", "PERSON"),
        ("LANGUAGE", "Welsh", None),
        ("MISC", "Anna", None),
        ("", "Anna", None),
    ],
)
def test_label_of_a_foreign_entity(label, text, expected):
    assert expected == label_of(label, text)


def test_annotation_of_a_host_that_sets_nothing_is_ours(own):
    assert out_of(own(TEXT)) == annotated(spacy.blank("en"), own)


def test_annotation_of_our_own_doc_needs_no_second_pass(own):
    doc = own(TEXT)
    assert is_ours(doc)
    assert out_of(doc) == annotation_of(doc, article_from_text(TEXT), lambda: pytest.fail("loaded"))
    assert not is_ours(spacy.blank("en")(TEXT))


def test_annotation_of_our_own_doc_has_only_labels_of_ours(own):
    doc = own(TEXT)
    kept = [entity for entity in doc.ents if entity.text in {"Boris", "Rome", "Carl"}]
    doc.ents = [Span(doc, 0, 2, "DISEASE"), *kept, Span(doc, len(doc) - 2, len(doc) - 1, "GPE")]
    annotation = annotation_of(doc, article_from_text(TEXT), lambda: pytest.fail("loaded"))
    assert [("Boris", "PERSON"), ("Rome", "PLACE"), ("Carl", "PERSON"), ("Kiribati", "COUNTRY")] == named(annotation)


def test_annotation_takes_over_sentences(own):
    host = spacy.blank("en")
    host.add_pipe("sentencizer", config={"punct_chars": ["!"]})
    annotation = annotated(host, own)
    assert [TEXT[:44], TEXT[45:]] == sentences(annotation)
    assert 3 == len(annotated(spacy.blank("en"), own).sentences)
    # The tree keeps to them: one root a sentence, and no arc leaves it.
    for start, end in annotation.sentences:
        heads = [token.head for token in annotation.tokens[start:end]]
        assert 1 == sum(head == place for place, head in enumerate(heads, start))
        assert all(start <= head < end for head in heads)


def test_start_sentences_at_words_only(own):
    doc = into(own, article_from_text("  \nAnna left.\n\n Carl stays.  "))
    places = [doc.text.index(word) for word in ("\n\n", "stays")]
    start_sentences(doc, [0, *places, len(doc.text)])
    # A start on whitespace moves to the word after it; the doc itself starts the first sentence.
    assert [0, doc.text.index("Carl"), doc.text.index("stays")] == [token.idx for token in doc if token.is_sent_start]
    blank = own.make_doc(" \n ")
    start_sentences(blank, [0, 1])
    assert [True] == [token.is_sent_start for token in blank]


def test_annotation_takes_over_entities_and_adds_ours_beside_them(own):
    host = spacy.blank("en")
    host.add_pipe("entity_ruler").add_patterns(
        [
            {"label": "ORG", "pattern": "Bell"},
            {"label": "DISEASE", "pattern": "Boris"},
            {"label": "FAC", "pattern": "Rome!"},
            {"label": "GPE", "pattern": "Kiribati"},
        ]
    )
    assert [
        ("Bell", "ORG"),
        ("Boris", "PERSON"),
        ("Rome!", "FACILITY"),
        ("Carl", "PERSON"),
        ("Kiribati", "COUNTRY"),
    ] == named(annotated(host, own))


def test_joined_mentions_are_in_order_and_do_not_overlap():
    held = [Mention(2, 4, "ORG", 1.0), Mention(6, 7, "ORG", 1.0)]
    added = [Mention(0, 3, "PERSON", 0.5), Mention(4, 6, "PERSON", 0.5), Mention(6, 8, "PERSON", 0.5)]
    assert [held[0], added[1], held[1]] == joined(held, added)
    assert added == joined([], added)
    assert held == joined(held, [])


def test_annotation_does_not_depend_on_how_the_host_cuts_words(own):
    host = spacy.blank("en")
    host.tokenizer = Spaces(host.vocab)
    host.add_pipe("entity_ruler").add_patterns(
        [{"label": "GPE", "pattern": "Rome!”"}, {"label": "GPE", "pattern": "left"}]
    )
    plain = out_of(own(TEXT))
    annotation = annotated(host, own)
    assert (plain.tokens, plain.attributions) == (annotation.tokens, annotation.attributions)
    assert ("Rome!”", "PLACE") in named(annotation)
    glued = spacy.blank("en")
    glued.add_pipe("entity_ruler").add_patterns([{"label": "PERSON", "pattern": "Anna Bell"}])
    glued.add_pipe("merge_entities")
    assert "Anna Bell" == glued(TEXT)[0].text
    assert plain == annotated(glued, own)


def test_annotation_leaves_out_what_stands_on_another_text(own):
    text = "Anna Bell said,  “They told Boris left Rome!”"
    host = spacy.blank("en")
    host.tokenizer = Spaces(host.vocab, dropped=",")
    host.add_pipe("sentencizer")
    host.add_pipe("entity_ruler").add_patterns([{"label": "ORG", "pattern": "Boris"}])
    assert text != host(text).text
    assert out_of(own(text)) == annotated(host, own, text)


def test_annotation_puts_no_notes_on_the_host(own):
    doc = spacy.blank("en")(TEXT)
    annotation_of(doc, article_from_text(TEXT), lambda: own)
    assert {} == doc.user_data
    assert notes.KEY not in doc.user_data


def test_annotation_of_nothing(own):
    for text in ("", " \n\n "):
        annotation = annotated(spacy.blank("en"), own, text)
        assert (text, (), ()) == (annotation.text, annotation.mentions, annotation.attributions)


def test_annotation_of_a_text_as_long_as_the_host_allows(own, monkeypatch):
    monkeypatch.setattr(own, "max_length", 10)
    assert annotated(spacy.blank("en"), own).attributions
