"""A doc of any English pipeline, with what that pipeline does not set filled in by ours.

Our own pipeline runs over the same text on a doc of its own, so that nothing on the host's is touched and the host's
way of cutting words does not matter: what is taken over goes by characters. The host's sentences are taken over
where it has any. Its entities hold, under our labels; ours stand beside them only where they overlap none of them.

Tags, lemmas and tree are always ours, whatever the host has. They cost nothing, since attributions need the encoder's
pass in any case, and the rules that read them were made and measured on them; a host's tree in ClearNLP's labels
(`dobj`, `pobj`, `nsubjpass`) would have to be turned into Universal Dependencies first, with errors of its own.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import numpy as np

from claimx.annotation import Mention
from claimx.knowledge.countries import country
from claimx.pipeline import notes
from claimx.pipeline.component import words_of
from claimx.pipeline.crossing import into, out_of
from claimx.schema import ENTITY_LABELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from spacy.language import Language
    from spacy.tokens import Doc

    from claimx.annotation import Annotation
    from claimx.reading.article import Article

SENTENCIZER = "claimx_sentencizer"


def annotation_of(doc: Doc, article: Article, own: Callable[[], Language]) -> Annotation:
    """The annotation of an article whose text some pipeline made into `doc`.

    `own` gives our pipeline; it is asked for only where `doc` does not come from a pipeline of ours.
    """
    if not len(doc) or is_ours(doc):
        annotation = out_of(doc)
        return replace(annotation, mentions=tuple(_relabelled(annotation)))
    nlp = own()
    nlp.max_length = max(nlp.max_length, len(article.text))
    made = into(nlp, article)
    # A tokenizer that drops characters leaves offsets that point astray.
    same = doc.text == article.text
    for name, component in nlp.pipeline:
        if name == SENTENCIZER and same and doc.has_annotation("SENT_START"):
            start_sentences(made, [sentence.start_char for sentence in doc.sents])
        else:
            made = component(made)
    annotation = out_of(made)
    if not same:
        return annotation
    return replace(annotation, mentions=tuple(joined(list(mentions_on(made, doc)), annotation.mentions)))


def is_ours(doc: Doc) -> bool:
    """Whether a pipeline of ours has already noted attributions and set sentences."""
    return "attributions" in doc.user_data.get(notes.KEY, {}) and doc.has_annotation("SENT_START")


def start_sentences(doc: Doc, offsets: Sequence[int]) -> None:
    """Start a sentence at the first word from each offset on; whitespace belongs to the sentence before it."""
    words = words_of(doc)
    flags = np.zeros(len(doc), dtype=bool)
    places = np.searchsorted([doc[word].idx for word in words.tolist()], offsets)
    flags[words[places[places < len(words)]]] = True
    flags[words[:1]] = False
    flags[0] = True
    for token, flag in zip(doc, flags.tolist(), strict=True):
        token.is_sent_start = flag


def mentions_on(made: Doc, doc: Doc) -> Iterator[Mention]:
    """The entities of `doc` that the report has a label for, on the tokens of `made`, in order, without overlaps."""
    last = 0
    for entity in doc.ents:
        label = label_of(entity.label_, entity.text)
        span = made.char_span(entity.start_char, entity.end_char, alignment_mode="expand")
        if label is not None and span is not None and span.start >= last and span.text.strip():
            last = span.end
            yield Mention(span.start, span.end, label, 1.0)


def joined(held: Sequence[Mention], added: Sequence[Mention]) -> list[Mention]:
    """The mentions held and those of the added that overlap none of them, in order."""
    taken = {token for mention in held for token in range(mention.start, mention.end)}
    free = [mention for mention in added if taken.isdisjoint(range(mention.start, mention.end))]
    return sorted([*held, *free], key=lambda mention: mention.start)


def label_of(label: str, text: str) -> str | None:
    """Our label for an entity that another pipeline labels so; None for what the report does not tell apart."""
    if label in ENTITY_LABELS:
        return label
    known = foreign_labels().get(label)
    if known == "COUNTRY":
        found = country(text)
        return "PLACE" if found is None or found.status == "territory" else known
    return known


@cache
def foreign_labels() -> dict[str, str]:
    """Our label by each label of `entity_labels.json`."""
    schemes = json.loads(files("claimx.pipeline").joinpath("entity_labels.json").read_text("utf-8"))["labels"]
    return {label: ours for scheme in schemes.values() for label, ours in scheme.items()}


def _relabelled(annotation: Annotation) -> Iterator[Mention]:
    """The mentions under labels of ours: components that others add to our pipeline may give other ones."""
    tokens = annotation.tokens
    for mention in annotation.mentions:
        text = annotation.text[tokens[mention.start].start : tokens[mention.end - 1].end]
        label = label_of(mention.label, text)
        if label is not None:
            yield replace(mention, label=label)
