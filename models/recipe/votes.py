"""votes: how often each cue and content rule is right, and the weights that vote where no sure one decides.

Counted and fitted on the training articles alone, as the shipped pipeline reads them, with the gold's attributions in
the place of its own. Writes the precisions into `cues.json`, every line where it was, and `cue_weights.json`.
"""

from __future__ import annotations

import json
import re
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from claimx.annotation import Annotation
from claimx.claims.types.judgement import accused_in, contents_met, cues_met, find_cue, judge
from claimx.claims.types.needs import Facts, facts_of
from claimx.claims.types.votes import features_of
from claimx.evaluation.given import with_gold
from claimx.evaluation.gold import read_gold, read_texts
from claimx.evaluation.records import NO_CLAIM, Attributed, GoldArticle
from claimx.knowledge.cues import load_cues, load_weights
from claimx.pipeline.crossing import into, out_of
from claimx.pipeline.loading import load
from claimx.reading.files import article_from_text
from claimx.schema import CLAIM_TYPES

TRAIN = {"claims/train.labels.jsonl": "attribution/polnear.train.jsonl.gz", "ours/voa.train.jsonl.gz": None,
         "ours/long.train.jsonl.gz": None}  # fmt: skip
DEV = {"claims/dev.gold.jsonl": "attribution/polnear.dev.jsonl.gz", "ours/voa.dev.jsonl.gz": None,
       "ours/long.dev.jsonl.gz": None}  # fmt: skip
"""The files, and for labels alone the file with the texts."""
KNOWLEDGE = Path(str(files("claimx.knowledge")))
CUES, WEIGHTS = KNOWLEDGE / "cues.json", KNOWLEDGE / "cue_weights.json"
ENTRY = re.compile(r'^(?: |"(?:contents|cues)": \[ ?)(\[[^\[\]]*\])', re.MULTILINE)
UNSEEN = 0.5
"""The precision of an entry that the training articles do not have."""
SEEN, SEEN_WORDS = 3, 5
"""How often a feature is seen at least, and one that is a word of the content or the whole cue."""
PENALTY, SCALE, BYTES = 8.0, 0.05, 148_000
NOTE = (
    "A log-linear model over the features of claimx.claims.votes: for each feature pairs of an index into CLAIM_TYPES "
    "and a weight in units of scale. Fitted with an L2 penalty on labelled news articles, smallest weights left out; "
    "holds words, no running text."
)

Floats = NDArray[np.float64]


class Read(NamedTuple):
    """An article, its annotation with the gold's attributions, and which of the gold each of them is."""

    gold: GoldArticle
    annotation: Annotation
    order: tuple[int, ...]


class Row(NamedTuple):
    """The features of an attribution and the index of its type."""

    features: tuple[str, ...]
    kind: int


class Model(NamedTuple):
    """Weights by feature and type, and how often each feature was seen."""

    names: list[str]
    counts: NDArray[np.int64]
    weights: Floats
    bias: Floats


def read(nlp: Any, data: Path, parts: Mapping[str, str | None]) -> dict[str, list[Read]]:
    """The articles of the parts, as the pipeline reads them, by the name of the file."""
    found: dict[str, list[Read]] = {}
    for name, texts in parts.items():
        gold = read_gold(data / name, texts=None if texts is None else read_texts(data / texts))
        found[name] = [given(nlp, article) for article in gold.articles]
    return found


def given(nlp: Any, article: GoldArticle) -> Read:
    """The article with the gold's attributions, typed by the head of the encoder."""
    with nlp.select_pipes(disable=["claimx_attributor"]):
        (doc,) = nlp.pipe([into(nlp, article_from_text(article.text))])
        annotation, order = with_gold(out_of(doc), article.attributions or ())
        typed = nlp.get_pipe("claimx_attributor").typed(doc, annotation.attributions)
    return Read(article, replace(annotation, attributions=tuple(typed)), order)


def labelled(articles: Iterable[Read]) -> Iterator[tuple[Read, int, Facts, Attributed]]:
    """Every attribution that has a type: where it stands in the annotation, what the rules see, and its gold."""
    for article in articles:
        accused = accused_in(article.annotation)
        for place, index in enumerate(article.order):
            gold = (article.gold.attributions or ())[index]
            if gold.claim_type is not None:
                yield article, place, facts_of(article.annotation, place, accused), gold


def precisions(articles: Iterable[Read]) -> dict[tuple[str, ...], float]:
    """How often the entries that were met are right, smoothed: cues by text and frame, content rules by name."""
    met, right = Counter[tuple[str, ...]](), Counter[tuple[str, ...]]()
    for _, _, facts, gold in labelled(articles):
        told = [((cue.text, " ".join(cue.frame)), cue.type) for cue in cues_met(facts)]
        told += [((rule.name,), rule.type) for rule in contents_met(facts)]
        for entry, kind in told:
            met[entry] += 1
            right[entry] += (kind or NO_CLAIM) == gold.claim_type
    return {entry: round((right[entry] + (1.2 if len(entry) == 2 else 1)) / (n + 2), 2) for entry, n in met.items()}


def with_precisions(text: str, found: Mapping[tuple[str, ...], float]) -> str:
    """The text of `cues.json` with these precisions in its entries; those of rules by definition stay."""

    def entry(match: re.Match[str]) -> str:
        values = json.loads(match[1])
        if values[-1] != "definition":
            values[-2] = found.get((values[0],) if len(values) == 5 else (values[0], values[1]), UNSEEN)
        return match[0].replace(match[1], json.dumps(values, ensure_ascii=False))

    return ENTRY.sub(entry, text)


def rows(articles: Iterable[Read]) -> list[Row]:
    """The features and types of the attributions in which somebody claims something."""
    return [
        Row(features_of(article.annotation, facts, find_cue(facts)), CLAIM_TYPES.index(kind))
        for article, _, facts, gold in labelled(articles)
        if (kind := gold.claim_type) is not None and kind != NO_CLAIM
    ]


def fit(
    data: Sequence[Row],
    *,
    kinds: int = len(CLAIM_TYPES),
    penalty: float = PENALTY,
    seen: tuple[int, int] = (SEEN, SEEN_WORDS),
) -> Model:
    """The log-linear model of the type given the features, with an L2 penalty on all but the bias."""
    counted = Counter(feature for row in data for feature in row.features)
    rare = dict.fromkeys(("w", "m", "b", "o", "cc"), seen[1])
    names = sorted(name for name, n in counted.items() if n >= rare.get(name.partition(":")[0], seen[0]))
    number = {name: place for place, name in enumerate(names)}
    # The last column is the bias: every row has it, so that no row and no column is empty, as reduceat needs.
    found = [[*(number[name] for name in row.features if name in number), len(names)] for row in data]
    columns = np.array([column for row in found for column in row], dtype=np.int64)
    lengths = np.array([len(row) for row in found], dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    by_column = np.argsort(columns, kind="stable")
    row_of = np.repeat(np.arange(len(data)), lengths)[by_column]
    column_starts = np.searchsorted(columns[by_column], np.arange(len(names) + 1))
    gold = np.array([row.kind for row in data], dtype=np.int64)
    shape, every = (len(names) + 1, kinds), np.arange(len(data))

    def loss(flat: Floats) -> tuple[float, Floats]:
        """The negative log-likelihood with the penalty, and its gradient."""
        weights = flat.reshape(shape)
        scores = np.add.reduceat(weights[columns], starts, axis=0)
        scores -= scores.max(axis=1, keepdims=True)
        masses = np.exp(scores)
        totals = masses.sum(axis=1, keepdims=True)
        value = float(np.log(totals).sum() - scores[every, gold].sum() + penalty / 2 * (weights[:-1] ** 2).sum())
        error = masses / totals
        error[every, gold] -= 1
        gradient = np.add.reduceat(error[row_of], column_starts, axis=0)
        gradient[:-1] += penalty * weights[:-1]
        return value, gradient.ravel()

    weights = lbfgs(loss, np.zeros(shape[0] * kinds)).reshape(shape)
    return Model(names, np.array([counted[name] for name in names], dtype=np.int64), weights[:-1], weights[-1])


def lbfgs(loss: Callable[[Floats], tuple[float, Floats]], point: Floats, *, steps: int = 80, memory: int = 8) -> Floats:
    """Where a smooth convex loss is least, by limited-memory BFGS with backtracking."""
    value, gradient = loss(point)
    pairs: deque[tuple[Floats, Floats]] = deque(maxlen=memory)
    for _ in range(steps):
        way, kept = -gradient, []
        for moved, turned in reversed(pairs):
            share = moved @ way / (moved @ turned)
            kept.append(share)
            way = way - share * turned
        way = way * (pairs[-1][0] @ pairs[-1][1] / (pairs[-1][1] @ pairs[-1][1]) if pairs else 1 / len(point) ** 0.5)
        for (moved, turned), share in zip(pairs, reversed(kept), strict=True):
            way = way + moved * (share - turned @ way / (moved @ turned))
        length, slope = 1.0, gradient @ way
        while length > 1e-8 and (there := loss(point + length * way))[0] > value + 1e-4 * length * slope:
            length /= 2
        if length <= 1e-8:
            break
        if (length * way) @ (there[1] - gradient) > 0:
            pairs.append((length * way, there[1] - gradient))
        gained, point, (value, gradient) = value - there[0], point + length * way, there
        if gained <= 1e-7 * abs(value):
            break
    return point


def packed(model: Model, *, limit: int = BYTES) -> str:
    """The model as `cue_weights.json`: its most telling weights, as many as stay below so many bytes."""
    telling = np.abs(model.weights) * np.sqrt(model.counts)[:, None]
    units = np.rint(model.weights / SCALE).astype(int)
    levels = np.sort(telling[units != 0])[::-1]

    def built(least: float) -> str:
        kept = (telling >= least) & (units != 0)
        features = {
            model.names[row]: [
                value for kind in np.flatnonzero(kept[row]).tolist() for value in (kind, units[row, kind].item())
            ]
            for row in np.flatnonzero(kept.any(axis=1)).tolist()
        }
        bias = np.rint(model.bias / SCALE).astype(int).tolist()
        data = {"note": NOTE, "scale": SCALE, "bias": bias, "features": features}
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        return text.replace('],"', '],\n"') + "\n"

    low, high = 0, len(levels)  # so many weights fit; so many may not
    while low < high:
        middle = (low + high + 1) // 2
        if len(built(levels[middle - 1]).encode()) < limit:
            low = middle
        else:
            high = middle - 1
    return built(levels[low - 1] if low else float("inf"))


def accuracies(parts: Mapping[str, Sequence[Read]]) -> str:
    """How often the type is right, of all attributions and of those in which somebody claims something."""
    told = []
    for name, articles in parts.items():
        right: list[tuple[bool, bool]] = []
        for article in articles:
            accused = accused_in(article.annotation)
            for place, index in enumerate(article.order):
                gold = (article.gold.attributions or ())[index]
                judged = judge(article.annotation, place, accused=accused)
                kind = judged.type if judged.claimed else NO_CLAIM
                right.append((kind in {gold.claim_type, *gold.also}, gold.claim_type != NO_CLAIM))
        claims = [good for good, claimed in right if claimed]
        told.append(f"{name} {np.mean([good for good, _ in right]):.2%}, where claimed {np.mean(claims):.2%}")
    return "; ".join(told)


def votes(data: Path, model: Path) -> None:
    """Write the precisions and the weights, and tell what they change on the development articles."""
    nlp = load(model)
    train = [article for part in read(nlp, data, TRAIN).values() for article in part]
    dev = read(nlp, data, DEV)
    print(f"before: {accuracies(dev)}")
    CUES.write_text(with_precisions(CUES.read_text(encoding="utf-8"), precisions(train)), encoding="utf-8")
    load_cues.cache_clear()
    learned = rows(train)
    WEIGHTS.write_text(packed(fit(learned)), encoding="utf-8")
    load_weights.cache_clear()
    print(f"{len(learned)} attributions; after: {accuracies(dev)}")
