"""The label inventories of the heads, collected from the training corpora and shipped beside the weights."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from claimx.pipeline.lemmas import script_of
from claimx.schema import CLAIM_TYPES, ENTITY_LABELS

ROLES = ("source", "cue", "content")
SILVER_ENTITIES = (
    "PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "DATE", "TIME", "MONEY", "PERCENT", "CARDINAL", "ORDINAL",
)  # fmt: skip

ALLOWED = {
    "O": ("O", "PRODUCT"),
    "PERSON": ("PERSON",),
    "ORG": ("ORG", "GROUP"),
    "GPE": ("COUNTRY", "PLACE"),
    "NORP": ("GROUP",),
    "LOC": ("PLACE",),
    "FAC": ("FACILITY", "PLACE", "ORG"),
    "EVENT": ("EVENT",),
}
"""What a label of the silver corpora can be in ours; the labels that regular expressions made tell nothing."""


def bio(labels: Sequence[str]) -> tuple[str, ...]:
    """O, then B- and I- of each label."""
    return ("O", *(f"{prefix}-{label}" for label in labels for prefix in "BI"))


@dataclass(frozen=True)
class Labels:
    """Every head's labels, in the order of its outputs."""

    morph: tuple[str, ...]
    tag: tuple[str, ...]
    lemma: tuple[str, ...]
    dep: tuple[str, ...]
    entity: tuple[str, ...] = bio(ENTITY_LABELS)
    silver: tuple[str, ...] = bio(SILVER_ENTITIES)
    role: tuple[str, ...] = bio(ROLES)
    type: tuple[str, ...] = CLAIM_TYPES

    def save(self, path: Path) -> None:
        """Write as JSON."""
        path.write_text(json.dumps(asdict(self), indent=1), encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Labels:
        """Read what `save` wrote."""
        return cls(**{name: tuple(values) for name, values in json.loads(path.read_text(encoding="utf-8")).items()})


def allowed() -> list[list[bool]]:
    """For each BIO label of the silver corpora, which of our BIO labels it can be; all where it tells nothing."""
    ours = bio(ENTITY_LABELS)
    rows = []
    for label in bio(SILVER_ENTITIES):
        prefix, _, name = label.rpartition("-")
        names = ALLOWED.get(name, ())
        row = [one in names if one == "O" else one[2:] in names and (not prefix or one[0] == prefix) for one in ours]
        rows.append(row if names else [True] * len(ours))
    return rows


def morph_of(upos: str, feats: str) -> str:
    """One label for the coarse tag and its features, as `VERB|Tense=Past|VerbForm=Fin`."""
    return f"{upos}|{feats}" if feats and feats != "_" else upos


def collect(documents: Iterable[dict]) -> Labels:
    """The inventories of the treebanks' documents; rare features and lemma rules fall back on commoner ones."""
    morph: Counter[str] = Counter()
    tag: Counter[str] = Counter()
    lemma: Counter[str] = Counter()
    dep: Counter[str] = Counter()
    for document in documents:
        for start, end, upos, xpos, base, _, deprel, feats, _ in document["tokens"]:
            morph[morph_of(upos, feats)] += 1
            tag[xpos] += 1
            lemma[script_of(document["text"][start:end], base)] += 1
            dep[deprel] += 1
    return Labels(
        morph=tuple(label for label, count in morph.most_common() if count >= 3 or "|" not in label),
        tag=tuple(label for label, _ in tag.most_common()),
        lemma=tuple(label for label, count in lemma.most_common() if count >= 3),
        dep=tuple(label for label, _ in dep.most_common()),
    )
