"""The recipe's commands, each reading what the one before wrote: from corpora to measure, and speed.

    python -m models.recipe corpora WORK --data CORPORA --start MINILM
    python -m models.recipe train   WORK --start MINILM --steps 6500
    python -m models.recipe export  WORK --start MINILM --to models/en_claimx_news
    python -m models.recipe export  WORK --start MINILM --to WORK/float --float
    python -m models.recipe tune    --data CORPORA --model models/en_claimx_news
    python -m models.recipe votes   --data CORPORA
    cp models/en_claimx_news/config.cfg WORK/float/
    python -m models.recipe measure --data CORPORA --against WORK/float
    python -m models.recipe speed   samples/*.txt

CORPORA is a folder laid out as models/README.md tells; MINILM is a folder with the files `model.safetensors` and
`vocab.txt` of sentence-transformers/all-MiniLM-L6-v2; WORK is any folder for what is in between.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from claimx.pipeline.place import model_folder


def parser() -> argparse.ArgumentParser:
    """The options of every step."""
    root = argparse.ArgumentParser(
        prog="python -m models.recipe", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    steps = root.add_subparsers(dest="step", required=True)
    corpora = steps.add_parser("corpora", help="the corpora → WORK/labels.json, WORK/examples.pickle")
    train = steps.add_parser("train", help="windows → WORK/checkpoint.pt; goes on where it stopped")
    export = steps.add_parser("export", help="weights → a pipeline's folder")
    for step in (corpora, train, export):
        step.add_argument("work", type=Path)
        step.add_argument("--start", type=Path, required=True, metavar="MINILM")
    corpora.add_argument("--data", type=Path, required=True, metavar="CORPORA")
    train.add_argument("--steps", type=int, default=6500)
    train.add_argument("--workers", type=int, default=1, help="processes of one thread each")
    train.add_argument("--seed", type=int, default=20)
    export.add_argument("--to", type=Path, required=True)
    export.add_argument("--float", action="store_true", help="no int8, to measure what it costs")
    tune = steps.add_parser("tune", help="biases and calibration of attributions, fitted on development data")
    votes = steps.add_parser("votes", help="precisions of the cue lexicon and the weights that vote on claim types")
    measure = steps.add_parser("measure", help="the figures of the model card")
    for step in (tune, votes, measure):
        step.add_argument("--data", type=Path, required=True, metavar="CORPORA")
        step.add_argument("--model", type=Path, default=model_folder())
    measure.add_argument("--against", type=Path, help="a second pipeline, measured in the same run")
    speed = steps.add_parser("speed", help="wordpieces a second, bare and with everything around")
    speed.add_argument("articles", type=Path, nargs="+")
    speed.add_argument("--model", type=Path)
    speed.add_argument("--threads", type=int, default=1)
    return root


def main() -> None:
    """Run one step."""
    options = parser().parse_args()
    if options.step == "corpora":
        from models.recipe.corpora import prepare

        prepare(options.data, options.work, options.start / "vocab.txt")
    elif options.step == "train":
        from models.recipe.train import Plan, train

        train(options.work, options.start, Plan(options.steps, options.workers, options.seed))
    elif options.step == "export":
        from models.recipe.export import export

        export(options.work, options.start, options.to, int8=not options.float)
    elif options.step == "tune":
        from models.recipe.tune import tune

        tune(options.data, options.model)
    elif options.step == "votes":
        from models.recipe.votes import votes

        votes(options.data, options.model)
    elif options.step == "measure":
        from models.recipe.measure import measure

        measure(options.data, options.model, options.against)
    else:
        from models.recipe.speed import speed

        speed(options.model, options.articles, threads=options.threads)


if __name__ == "__main__":
    main()
