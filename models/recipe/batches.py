"""Batches for training: windows of like length from one group of corpora, padded, with light augmentation."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from claimx.pipeline.windows import window
from claimx.pipeline.wordpiece import WordPiece
from models.recipe.corpora import IGNORE, Example
from models.recipe.labels import Labels

GROUPS = {
    "treebank": ("ewt", "gum"),
    "polnear": ("polnear",),
    "ours": ("voa", "long"),
    "silver": ("silver-gmb", "silver-gum", "silver-wikigold", "silver-crossner-politics", "silver-re3d"),
}
PIECES = 1_100
"""Pieces in a batch; larger ones fall out of the processor's cache."""
SWAP_SHARE, UPPER_SHARE = 0.12, 0.01


@dataclass
class Batch:
    """Padded arrays of some windows, and their labels by name, padded with IGNORE."""

    pieces: Tensor
    features: Tensor
    first: Tensor
    mask: Tensor
    labels: dict[str, Tensor]
    types: list[tuple[int, list[int], list[int], int]]
    """(window, words of the cue, words of the content, type)."""


class Augmenter:
    """Other reporting verbs in the place of those that stand there, and some windows in capitals."""

    def __init__(self, labels: Labels, seed: int) -> None:
        table = json.loads(Path(__file__).with_name("reporting_verbs.json").read_text(encoding="utf-8"))
        self._forms: dict[str, list[tuple[str, int]]] = {}
        scripts = {script: i for i, script in enumerate(labels.lemma)}
        for forms in table["forms"]:
            rows = [(form, scripts.get(script, IGNORE)) for form, script in forms]
            self._forms |= {form: rows for form, _ in forms}
        self._random = random.Random(seed)

    def __call__(self, example: Example) -> tuple[list[str], np.ndarray | None, bool]:
        """The words, their lemma rules, and whether the words changed in meaning (so that types are not told)."""
        words, lemma, changed = example.words, example.lemma, False
        if self._random.random() < UPPER_SHARE:
            return [word.upper() for word in words], lemma, changed
        hits = [i for i, word in enumerate(words) if word in self._forms and self._random.random() < SWAP_SHARE]
        if hits:
            words, lemma, changed = list(words), None if lemma is None else lemma.copy(), True
            for i in hits:
                words[i], script = self._random.choice(self._forms[words[i]])
                if lemma is not None:
                    lemma[i] = script
        return words, lemma, changed


class Batches:
    """An endless stream of batches for each group."""

    def __init__(self, examples: Sequence[Example], labels: Labels, tokenizer: WordPiece, seed: int) -> None:
        self._random = random.Random(seed)
        self._augment = Augmenter(labels, seed)
        self._tokenizer = tokenizer
        self._groups = {
            group: [e for e in examples if e.corpus in corpora and e.words] for group, corpora in GROUPS.items()
        }
        self._streams = {group: self._stream(group) for group in GROUPS}

    def next(self, group: str) -> Batch:
        """The next batch of a group."""
        return next(self._streams[group])

    def _stream(self, group: str) -> Iterator[Batch]:
        while True:
            order = list(self._groups[group])
            self._random.shuffle(order)
            for low in range(0, len(order), 256):
                chunk = sorted(order[low : low + 256], key=lambda example: len(example.words))
                plans: list[list[Example]] = [[]]
                for example in chunk:
                    if plans[-1] and (len(plans[-1]) + 1) * len(example.words) * 1.25 > PIECES:
                        plans.append([])
                    plans[-1].append(example)
                self._random.shuffle(plans)
                for plan in plans:
                    yield collate([(example, *self._augment(example)) for example in plan], self._tokenizer)


def collate(rows: Sequence[tuple[Example, list[str], np.ndarray | None, bool]], tokenizer: WordPiece) -> Batch:
    """One batch of examples with their (augmented) words and lemma rules."""
    made = []
    for example, words, _, _ in rows:
        pieces = [tokenizer.pieces(word) for word in words]
        made.append(window(0, len(words), words, example.opens, example.quotes, pieces, tokenizer))
    length = max(len(w.pieces) for w in made)
    width = max(len(w.first) for w in made)
    pieces = torch.zeros(len(made), length, dtype=torch.long)
    features = torch.zeros(len(made), length, 3, dtype=torch.long)
    first = torch.zeros(len(made), width, dtype=torch.long)
    mask = torch.zeros(len(made), length, dtype=torch.bool)
    for i, w in enumerate(made):
        pieces[i, : len(w.pieces)] = torch.from_numpy(w.pieces)
        features[i, : len(w.pieces)] = torch.from_numpy(w.features)
        first[i, : len(w.first)] = torch.from_numpy(w.first)
        mask[i, : len(w.pieces)] = True
    labels = {}
    for name in ("sentence", "morph", "tag", "lemma", "head", "dep", "entity", "silver", "roles", "links"):
        arrays = [lemma if name == "lemma" else getattr(example, name) for example, _, lemma, _ in rows]
        if arrays[0] is not None:
            shape = (len(rows), *arrays[0].shape[:-1], width)
            padded = torch.full(shape, IGNORE, dtype=torch.long)
            for i, array in enumerate(arrays):
                padded[i, ..., : array.shape[-1]] = torch.from_numpy(array.astype(np.int64))
            labels[name] = padded
    types = [
        (i, cue, content, kind)
        for i, (example, _, _, changed) in enumerate(rows)
        if not changed
        for cue, content, kind in example.types
    ]
    return Batch(pieces, features, first, mask[:, None, None, :], labels, types)
