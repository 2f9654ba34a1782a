"""measure: the figures of the model card, from raw text through a pipeline, beside those of a second one.

The second is mostly the same weights in float, so that the last column is what int8 costs. Every figure is
`claimx evaluate`'s.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from claimx.evaluation.gold import read_gold, read_texts
from claimx.evaluation.predictions import predicted
from claimx.evaluation.scoring import Evaluation, score


class Run(NamedTuple):
    """One scoring of a pipeline: on which file, how, and which figures are told."""

    on: str
    file: str
    figures: tuple[str, ...]
    outer: bool = False
    given_spans: bool = False
    texts: str | None = None


SPANS = ("attributions", "content", "source_exact", "cue_exact", "content_exact", "direct_recall", "calibration_error")
RUNS = (
    Run("PolNeAR dev, outer level", "attribution/polnear.dev.jsonl.gz", SPANS, outer=True),
    Run("voa.dev, all levels", "ours/voa.dev.jsonl.gz", (*SPANS[:5], "calibration_error", "entities", "names")),
    Run("long.dev, all levels", "ours/long.dev.jsonl.gz", (*SPANS[:5], "entities", "names")),
    Run("worldwide.dev", "entities/worldwide.dev.jsonl.gz", ("names",)),
    Run("EWT dev", "syntax/ewt.dev.jsonl.gz", ("las", "uas", "upos", "lemma", "sentences")),
    Run("GUM dev", "syntax/gum.dev.jsonl.gz", ("las", "uas", "upos", "lemma", "sentences")),
    Run(
        "claims dev, given spans",
        "claims/dev.gold.jsonl",
        ("claim_type", "speaker", "links"),
        given_spans=True,
        texts="attribution/polnear.dev.jsonl.gz",
    ),
    Run("voa.dev, given spans", "ours/voa.dev.jsonl.gz", ("claim_type", "speaker", "links"), given_spans=True),
    Run("long.dev, given spans", "ours/long.dev.jsonl.gz", ("claim_type", "speaker", "links"), given_spans=True),
)


def evaluated(run: Run, data: Path, model: Path) -> Evaluation:
    """All figures of one scoring."""
    texts = None if run.texts is None else read_texts(data / run.texts)
    gold = read_gold(data / run.file, texts=texts)
    return score(
        gold,
        predicted(gold.articles, model=model, given_spans=run.given_spans),
        outer=run.outer,
        given_spans=run.given_spans,
    )


def values(run: Run, data: Path, model: Path) -> Mapping[str, float]:
    """The told figures in percent."""
    found = evaluated(run, data, model)
    told = ((name, found.figure(name)) for name in run.figures)
    return {name: 100 * figure.value for name, figure in told if figure is not None}


def measure(data: Path, model: Path, against: Path | None) -> None:
    """Print the table, in Markdown."""
    print("| on | figure | shipped |" + (" second | difference |" if against else ""))
    print("|---|---|---|" + ("---|---|" if against else ""))
    for run in RUNS:
        ours = values(run, data, model)
        theirs = values(run, data, against) if against else {}
        for name, value in ours.items():
            row = f"| {run.on} | {name.replace('_', ' ')} | {value:.1f} |"
            print(row + (f" {theirs[name]:.1f} | {value - theirs[name]:+.1f} |" if name in theirs else ""), flush=True)
