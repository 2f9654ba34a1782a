"""tune: the attributor's leanings and calibration, fitted on development data and written into config.cfg.

The leanings are found one after the other on a grid, for the mean of attribution F1 and exact cue F1 over the three
corpora (attribution F1 alone would let cues swallow their neighbours); the calibration is Platt's (1999). Seven numbers
in all, so that fitting them on the data that the floors are measured on tells little more than it should.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from spacy.attrs import IS_PUNCT
from spacy.util import load_config

from claimx.evaluation.attributions import exact_counts, matches
from claimx.evaluation.counts import summed
from claimx.evaluation.gold import read_gold
from claimx.evaluation.records import Attributed, GoldArticle
from claimx.pipeline.attribution import UNMOVED, Leanings, find_attributions
from claimx.pipeline.component import opens, rows_of, words_of
from claimx.pipeline.crossing import into
from claimx.pipeline.loading import load
from claimx.pipeline.notes import windows_of
from claimx.reading.files import article_from_text

CORPORA = {"attribution/polnear.dev.jsonl.gz": True, "ours/voa.dev.jsonl.gz": False, "ours/long.dev.jsonl.gz": False}
"""The files, and whether only the outer level is told."""
GRID = np.arange(0.0, 3.01, 0.5).tolist()
THRESHOLD = 0.2
"""Less sure attributions are left out: it costs no F1 on any of the corpora, and a reader is spared the worst."""
HEADS = ("role", "type", "link_query", "link_key")


class Read(NamedTuple):
    """An article as the encoder read it: per window the rows of the attribution heads, breaks, marks and word spans."""

    gold: GoldArticle
    windows: list[tuple[NDArray[np.float32], NDArray[np.bool_], NDArray[np.bool_], list[tuple[int, int]]]]


def read(nlp: Any, path: Path) -> Iterator[Read]:
    """The articles of a gold file, encoded."""
    quoter, encoder = nlp.get_pipe("claimx_quoter"), nlp.get_pipe("claimx_encoder")
    for article in read_gold(path).articles:
        doc = encoder(quoter(into(nlp, article_from_text(article.text))))
        words, places = words_of(doc), encoder.places
        breaks = opens(doc, words)
        marks = doc.to_array([IS_PUNCT])[words] == 1
        windows = []
        for start, end in windows_of(doc):
            low, high = np.searchsorted(words, (start, end)).tolist()
            rows = rows_of(doc, words[low:high])
            kept = np.concatenate([rows[:, places[head]] for head in HEADS], axis=1)
            spans = [(doc[word].idx, doc[word].idx + len(doc[word])) for word in words[low:high].tolist()]
            windows.append((kept, breaks[low:high], marks[low:high], spans))
        yield Read(article, windows)


def found(article: Read, places: dict[str, slice], leanings: Leanings, *, outer: bool) -> list[Attributed]:
    """The attributions of an article under these leanings; their confidence is not calibrated."""
    attributions = []
    for rows, breaks, marks, spans in article.windows:

        def chars(span: tuple[int, int], spans: list[tuple[int, int]] = spans) -> tuple[int, int]:
            return spans[span[0]][0], spans[span[1] - 1][1]

        for a in find_attributions(rows, places, breaks, marks, leanings=leanings):
            if a.level == 0 or not outer:
                source = () if a.source is None else (chars(a.source),)
                cue = () if a.cue is None else (chars(a.cue),)
                content = tuple(chars(piece) for piece in a.content)
                attributions.append(Attributed(source, cue, content, confidence=a.confidence))
    return attributions


def judged(
    articles: Sequence[Read], places: dict[str, slice], leanings: Leanings, *, outer: bool
) -> tuple[float, list[tuple[float, bool]]]:
    """The mean of attribution F1 and exact cue F1; each predicted attribution's confidence and whether it is right."""
    right = gold = 0
    cues = []
    pairs: list[tuple[float, bool]] = []
    for article in articles:
        predicted = found(article, places, leanings, outer=outer)
        truth = [a for a in article.gold.attributions or () if a.content]
        good = {match.predicted for match in matches(article.gold.text, truth, predicted) if match.same_source}
        cues.append(exact_counts(article.gold.text, truth, predicted, "cue"))
        right += len(good)
        gold += len(truth)
        pairs.extend((a.confidence, number in good) for number, a in enumerate(predicted))
    return right / (gold + len(pairs)) + summed(cues).f1 / 2, pairs


def platt(pairs: Sequence[tuple[float, bool]]) -> tuple[float, float]:
    """The slope and intercept of the logistic regression of being right on the log of the confidence."""
    x = np.array([[math.log(max(confidence, 1e-9)), 1.0] for confidence, _ in pairs])
    y = np.array([good for _, good in pairs], dtype=np.float64)
    weights = np.array([1.0, 0.0])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        gradient = x.T @ (y - p) - 1e-3 * weights
        hessian = (x * (p * (1 - p))[:, None]).T @ x + 1e-3 * np.eye(2)
        weights = weights + np.linalg.solve(hessian, gradient)
    return float(weights[0]), float(weights[1])


def tune(data: Path, model: Path) -> None:
    """Write the best leanings and the calibration into the pipeline's config.cfg."""
    nlp = load(model)
    sizes = nlp.get_pipe("claimx_encoder").places
    places, start = {}, 0
    for head in HEADS:
        size = sizes[head].stop - sizes[head].start
        places[head] = slice(start, start + size)
        start += size
    corpora = [(list(read(nlp, data / name)), outer) for name, outer in CORPORA.items()]

    def mean(leanings: Leanings) -> float:
        return float(np.mean([judged(articles, places, leanings, outer=outer)[0] for articles, outer in corpora]))

    leanings = UNMOVED
    print(f"{leanings}: mean of attribution and cue F1 {100 * mean(leanings):.2f}")
    for _ in range(2):
        for name in reversed(Leanings._fields):
            tried = [leanings._replace(**{name: value}) for value in GRID]
            leanings = max(tried, key=mean)
        print(f"{leanings}: mean of attribution and cue F1 {100 * mean(leanings):.2f}")
    slope, intercept = platt(
        [pair for articles, outer in corpora for pair in judged(articles, places, leanings, outer=outer)[1]]
    )
    print(f"calibration: slope {slope:.3f}, intercept {intercept:.3f}")
    config = load_config(model / "config.cfg")
    config["components"]["claimx_attributor"] |= {
        "leanings": leanings._asdict(),
        "calibration": [round(slope, 3), round(intercept, 3)],
        "threshold": THRESHOLD,
    }
    config.to_disk(model / "config.cfg")
