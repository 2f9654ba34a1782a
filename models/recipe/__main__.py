"""The recipe's commands: `python -m models.recipe corpora|train|export|measure --help`."""

from __future__ import annotations

import argparse
from pathlib import Path


def main() -> None:
    """Run one step; each reads what the one before wrote to the work folder."""
    parser = argparse.ArgumentParser(prog="python -m models.recipe", description=__doc__)
    verbs = parser.add_subparsers(dest="verb", required=True)
    for verb, text in {
        "corpora": "the folder of corpora → WORK/labels.json, WORK/examples.pickle",
        "train": "windows → WORK/checkpoint.pt (resumes where it stopped)",
    }.items():
        command = verbs.add_parser(verb, help=text, description=text)
        command.add_argument("work", type=Path, help="the folder of intermediate files")
        command.add_argument(
            "--start", type=Path, required=True, help="folder of all-MiniLM-L6-v2: model.safetensors, vocab.txt"
        )
        if verb == "corpora":
            command.add_argument("--data", type=Path, required=True, help="the folder of corpora")
        if verb == "train":
            command.add_argument("--steps", type=int, default=6000)
            command.add_argument("--workers", type=int, default=1)
            command.add_argument("--seed", type=int, default=20)
    options = parser.parse_args()
    if options.verb == "corpora":
        from models.recipe.corpora import prepare

        prepare(options.data, options.work, options.start / "vocab.txt")
    elif options.verb == "train":
        from models.recipe.train import Plan, train

        train(options.work, options.start, Plan(options.steps, options.workers, options.seed))


if __name__ == "__main__":
    main()
