"""The two crossings: an article into spaCy, and what the pipeline found out of it as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from claimx.annotation import Annotation, Mention, Token
from claimx.pipeline import notes

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

    from claimx.reading.article import Article


def into(nlp: Language, article: Article) -> Doc:
    """The tokenised doc of an article with its paragraphs noted, ready for `nlp.pipe`."""
    doc = nlp.make_doc(article.text)
    notes.set_article(doc, article.blocks)
    return doc


def out_of(doc: Doc) -> Annotation:
    """Everything that the pipeline set on a doc; nothing of it refers to spaCy."""
    sure = notes.notes(doc).get("entity_confidence", ())
    confidences = sure if len(sure) == len(doc.ents) else [1.0] * len(doc.ents)
    return Annotation(
        text=doc.text,
        tokens=tuple(
            Token(
                token.idx,
                token.idx + len(token),
                token.text,
                token.lemma_,
                token.pos_,
                token.tag_,
                str(token.morph),
                token.dep_ if token.dep_ != "ROOT" else "root",
                token.head.i,
            )
            for token in doc
        ),
        sentences=tuple((sentence.start, sentence.end) for sentence in doc.sents) if len(doc) else (),
        mentions=tuple(
            Mention(span.start, span.end, span.label_, confidence)
            for span, confidence in zip(doc.ents, confidences, strict=True)
        ),
        quotations=notes.quotations_of(doc),
        attributions=notes.attributions_of(doc),
    )
