"""corpora: the folder of corpora → windows of labelled words, one pickle of plain arrays."""

from __future__ import annotations

import gzip
import json
import pickle
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.language import Language

from claimx.pipeline.lemmas import script_of
from claimx.pipeline.quotations import find_quotations, mark_states
from claimx.pipeline.windows import cut
from claimx.pipeline.wordpiece import WordPiece
from models.recipe.labels import ROLES, Labels, collect, morph_of

IGNORE = -1
"""A label that the corpus does not tell: no loss there."""
LINKS = 4
"""Rows of `links`: content → cue and cue → source, at the outer level and inside it."""

Ints = NDArray[np.int16]


@dataclass
class Example:
    """The words of a window and what its corpus says of them; an array that is None is not told at all.

    `links[r, i]` is the word that word i points to under relation r, itself for none. `types` holds, for
    each attribution, the words of its cue and of its content and the index of its type.
    """

    corpus: str
    words: list[str]
    opens: list[bool]
    quotes: list[int]
    sentence: Ints | None = None
    morph: Ints | None = None
    tag: Ints | None = None
    lemma: Ints | None = None
    head: Ints | None = None
    dep: Ints | None = None
    entity: Ints | None = None
    silver: Ints | None = None
    roles: Ints | None = None
    links: Ints | None = None
    types: list[tuple[list[int], list[int], int]] = field(default_factory=list)

    def part(self, start: int, end: int) -> Example:
        """The words from `start` up to `end`; arcs and links that leave the part are not told."""
        arrays = {
            name: None if getattr(self, name) is None else getattr(self, name)[..., start:end].copy()
            for name in ("sentence", "morph", "tag", "lemma", "head", "dep", "entity", "silver", "roles", "links")
        }
        for name in ("head", "links"):
            if arrays[name] is not None:
                shifted = arrays[name] - start
                arrays[name] = np.where((shifted >= 0) & (shifted < end - start), shifted, IGNORE).astype(np.int16)
        types = [
            ([i - start for i in cue], [i - start for i in content], kind)
            for cue, content, kind in self.types
            if all(start <= i < end for i in (*cue, *content))
        ]
        return Example(
            self.corpus, self.words[start:end], self.opens[start:end], self.quotes[start:end], **arrays, types=types
        )


def documents(path: Path) -> list[dict[str, Any]]:
    """The lines of a gzipped or plain JSON-lines file."""
    data = path.read_bytes()
    text = (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8")
    return [json.loads(line) for line in text.split("\n") if line]


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Half-open spans of the passages between blank lines."""
    return [match.span() for match in re.finditer(r"\S(?:.*?\S)??(?=\s*\n\s*\n|\s*\Z)", text, re.DOTALL)]


def spread(document: dict[str, Any], spans: Sequence[tuple[int, int]], corpus: str) -> Example:
    """The bare example over the words at `spans`: their forms, paragraphs and places in quotations."""
    text = document["text"]
    blocks = paragraphs(text)
    starts = {start for start, _ in blocks}
    states = mark_states(find_quotations(text, blocks), [start for start, _ in spans])
    return Example(
        corpus,
        [text[start:end] for start, end in spans],
        [start in starts for start, _ in spans],
        list(states),
    )


class Speller:
    """Word spans by spaCy's English tokenizer, and fast look-up of the words under characters."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp

    def spans(self, text: str) -> list[tuple[int, int]]:
        """The words of a text; whitespace tokens are no words."""
        return [(token.idx, token.idx + len(token)) for token in self._nlp.make_doc(text) if not token.is_space]


def index_of(text: str, spans: Sequence[tuple[int, int]]) -> NDArray[np.int32]:
    """For each character the word it stands in, or -1."""
    index = np.full(len(text) + 1, IGNORE, dtype=np.int32)
    for number, (start, end) in enumerate(spans):
        index[start:end] = number
    return index


def under(index: NDArray[np.int32], start: int, end: int) -> list[int]:
    """The words under the characters from `start` up to `end`, in order."""
    return sorted({int(word) for word in index[start:end]} - {IGNORE})


def tag_spans(
    row: Ints, index: NDArray[np.int32], spans: Iterable[tuple[int, int, str]], labels: Sequence[str]
) -> None:
    """Write BIO labels of character spans into a row of words; words already taken stay as they are."""
    for start, end, label in spans:
        words = under(index, start, end)
        if f"B-{label}" in labels and words and all(row[word] == 0 for word in words):
            row[words] = labels.index(f"I-{label}")
            row[words[0]] = labels.index(f"B-{label}")


def treebank(document: dict[str, Any], labels: Labels, corpus: str) -> Example:
    """A treebank document: sentence starts, tags, features, lemma rules and the tree."""
    rows = document["tokens"]
    example = spread(document, [(row[0], row[1]) for row in rows], corpus)
    known = {
        name: {label: i for i, label in enumerate(getattr(labels, name))} for name in ("morph", "tag", "lemma", "dep")
    }
    example.sentence = np.array([row[8] for row in rows], dtype=np.int16)
    example.morph = np.array([known["morph"].get(morph_of(row[2], row[7]), IGNORE) for row in rows], dtype=np.int16)
    example.tag = np.array([known["tag"].get(row[3], IGNORE) for row in rows], dtype=np.int16)
    example.lemma = np.array(
        [known["lemma"].get(script_of(word, row[4]), IGNORE) for word, row in zip(example.words, rows, strict=True)],
        dtype=np.int16,
    )
    heads = [row[5] if row[6] != "root" and row[5] >= 0 else i for i, row in enumerate(rows)]
    example.head = np.array(heads, dtype=np.int16)
    example.dep = np.array([known["dep"][row[6]] for row in rows], dtype=np.int16)
    return example


def entities(document: dict[str, Any], labels: Labels, speller: Speller, corpus: str, *, silver: bool) -> Example:
    """A document with entities, in our labels or in those of the silver corpora."""
    spans = speller.spans(document["text"])
    index = index_of(document["text"], spans)
    example = spread(document, spans, corpus)
    row = np.zeros(len(spans), dtype=np.int16)
    found = [(entity["start"], entity["end"], entity["label"]) for entity in document["entities"]]
    tag_spans(row, index, found, labels.silver if silver else labels.entity)
    for start, end in document.get("ignore", []):
        row[under(index, start, end)] = IGNORE
    if silver:
        example.silver = row
    else:
        example.entity = row
    return example


def add_attributions(
    example: Example, document: dict[str, Any], labels: Labels, speller: Speller, kinds: dict[int, str], *, inner: bool
) -> None:
    """Write the roles, links and types of a document's attributions; without `inner` only one level is told."""
    spans = speller.spans(document["text"])
    index = index_of(document["text"], spans)
    size = len(spans)
    attributions = document["attributions"]
    roles = np.zeros((2, size), dtype=np.int16)
    links = np.full((LINKS, size), IGNORE, dtype=np.int16)

    def level(number: int) -> int:
        outer = attributions[number].get("in")
        return 0 if outer is None else 1 + level(outer)

    for number in sorted(range(len(attributions)), key=level):
        row = min(level(number), 1)
        attribution = attributions[number]
        pieces = {role: [under(index, *span) for span in attribution[role]] for role in ROLES}
        for role in ROLES:
            tag_spans(roles[row], index, [(*span, role) for span in attribution[role]], labels.role)
        cue = pieces["cue"][0] if pieces["cue"] else []
        source = pieces["source"][0] if pieces["source"] else []
        for piece in pieces["content"]:
            links[2 * row, piece] = cue[0] if cue else piece
        if cue:
            links[2 * row + 1, cue] = source[0] if source else cue
        if number in kinds and kinds[number] in labels.type:
            content = [word for piece in pieces["content"] for word in piece]
            example.types.append(
                ([word for piece in pieces["cue"] for word in piece], content, labels.type.index(kinds[number]))
            )
    if not inner:
        roles[1] = IGNORE
        links[2:] = IGNORE
    example.roles, example.links = roles, links


def without_title_stop(text: str) -> str:
    """The text with a space for the stop that this corpus puts after every title, where real titles have none."""
    end = text.find("\n\n")
    return text[: end - 1] + " " + text[end:] if end > 0 and text[end - 1] == "." else text


def sources(folder: Path, labels: Labels, speller: Speller) -> Iterator[Example]:
    """Every training document of every corpus as one example."""
    for name in ("ewt", "gum"):
        for document in documents(folder / f"syntax/{name}.train.jsonl.gz"):
            yield treebank(document, labels, name)
    read = {line["id"]: line["labels"] for line in documents(folder / "claims/train.labels.jsonl")}
    for number, document in enumerate(documents(folder / "attribution/polnear.train.jsonl.gz")):
        if number % 2:
            document["text"] = without_title_stop(document["text"])
        example = spread(document, speller.spans(document["text"]), "polnear")
        kinds = {label["i"]: label["type"] for label in read.get(document["id"], [])}
        add_attributions(example, document, labels, speller, kinds, inner=False)
        yield example
    for name in ("voa", "long"):
        for document in documents(folder / f"ours/{name}.train.jsonl.gz"):
            example = entities(document, labels, speller, name, silver=False)
            kinds = {i: attribution["claim_type"] for i, attribution in enumerate(document["attributions"])}
            add_attributions(example, document, labels, speller, kinds, inner=True)
            yield example
    for name in ("gmb", "gum", "wikigold", "crossner-politics", "re3d"):
        for document in documents(folder / f"entities/{name}.train.jsonl.gz"):
            yield entities(document, labels, speller, f"silver-{name}", silver=True)


def prepare(folder: Path, work: Path, vocabulary: Path) -> None:
    """Write `labels.json` and `examples.pickle` to the work folder."""
    labels = collect(
        document for name in ("ewt", "gum") for document in documents(folder / f"syntax/{name}.train.jsonl.gz")
    )
    tokenizer = WordPiece.from_file(vocabulary)
    speller = Speller(spacy.blank("en"))
    parts = []
    for example in sources(folder, labels, speller):
        sizes = [len(tokenizer.pieces(word)) for word in example.words]
        parts.extend(example.part(*span) for span in cut(sizes, example.opens, example.words))
    work.mkdir(parents=True, exist_ok=True)
    labels.save(work / "labels.json")
    with (work / "examples.pickle").open("wb") as target:
        pickle.dump(parts, target, protocol=pickle.HIGHEST_PROTOCOL)
    for corpus in sorted({part.corpus for part in parts}):
        chosen = [part for part in parts if part.corpus == corpus]
        print(f"{corpus:28} {len(chosen):6} windows {sum(len(part.words) for part in chosen):8} words")
