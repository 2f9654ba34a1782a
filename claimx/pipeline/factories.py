"""Every component's factory: its name in a pipeline, what it needs and what it sets."""

from __future__ import annotations

from spacy.language import Language

from claimx.pipeline.attribution import UNMOVED, Leanings
from claimx.pipeline.attributor import Attributor
from claimx.pipeline.encoder import Encoder
from claimx.pipeline.lemmatizer import Lemmatizer
from claimx.pipeline.parser import Parser
from claimx.pipeline.quoter import Quoter
from claimx.pipeline.recognizer import Recognizer
from claimx.pipeline.sentencizer import Sentencizer
from claimx.pipeline.tagger import Tagger

PIPELINE = (
    "claimx_quoter",
    "claimx_encoder",
    "claimx_sentencizer",
    "claimx_tagger",
    "claimx_lemmatizer",
    "claimx_parser",
    "claimx_recognizer",
    "claimx_attributor",
)
"""The shipped pipeline, in order."""


@Language.factory("claimx_quoter")
def make_quoter(nlp: Language, name: str) -> Quoter:
    """A component that notes paragraphs and quotations."""
    return Quoter(nlp.vocab, name)


@Language.factory("claimx_encoder", assigns=["doc.tensor"], default_config={"threads": 1})
def make_encoder(nlp: Language, name: str, threads: int) -> Encoder:
    """A component that runs the encoder once over a doc, on `threads` threads."""
    return Encoder(nlp.vocab, name, threads=threads)


@Language.factory("claimx_sentencizer", requires=["doc.tensor"], assigns=["token.is_sent_start", "doc.sents"])
def make_sentencizer(nlp: Language, name: str) -> Sentencizer:
    """A component that sets sentence starts."""
    return Sentencizer(nlp.vocab, name)


@Language.factory("claimx_tagger", requires=["doc.tensor"], assigns=["token.pos", "token.morph", "token.tag"])
def make_tagger(nlp: Language, name: str) -> Tagger:
    """A component that sets coarse tags, morphology and fine tags."""
    return Tagger(nlp.vocab, name)


@Language.factory("claimx_lemmatizer", requires=["doc.tensor"], assigns=["token.lemma"])
def make_lemmatizer(nlp: Language, name: str) -> Lemmatizer:
    """A component that sets lemmas."""
    return Lemmatizer(nlp.vocab, name)


@Language.factory(
    "claimx_parser", requires=["doc.tensor", "token.is_sent_start"], assigns=["token.head", "token.dep", "doc.sents"]
)
def make_parser(nlp: Language, name: str) -> Parser:
    """A component that sets the dependency tree."""
    return Parser(nlp.vocab, name)


@Language.factory("claimx_recognizer", requires=["doc.tensor"], assigns=["doc.ents", "token.ent_iob", "token.ent_type"])
def make_recognizer(nlp: Language, name: str) -> Recognizer:
    """A component that sets entities."""
    return Recognizer(nlp.vocab, name)


@Language.factory(
    "claimx_attributor",
    requires=["doc.tensor"],
    default_config={"leanings": UNMOVED._asdict(), "calibration": [1.0, 1.0], "threshold": 0.0},
)
def make_attributor(
    nlp: Language, name: str, leanings: dict[str, float], calibration: list[float], threshold: float
) -> Attributor:
    """A component that notes attributions; `calibration` is a slope and an intercept."""
    return Attributor(nlp.vocab, name, leanings=Leanings(**leanings), calibration=calibration, threshold=threshold)
