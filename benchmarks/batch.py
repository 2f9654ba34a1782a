"""How fast a batch is: articles a second for each number of processes, and the most memory that a worker took.

    python benchmarks/batch.py --articles 1000 --jobs 1 2

The articles are the samples over and over, each copy with a paragraph of its own at the end.
"""

# ruff: noqa: INP001

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from claimx.batch.inputs import Inputs
from claimx.batch.pool import Pool
from claimx.batch.products import Maker, Rendered
from claimx.batch.tasks import Failure
from claimx.extractor import Extractor
from claimx.rendering import json_lines

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.batch.products import Product
    from claimx.batch.tasks import Task

SAMPLES = Path(__file__).parent.parent / "samples"
UNIT = 1 if sys.platform == "darwin" else 1024  # of ru_maxrss, in bytes


@dataclass(frozen=True)
class Measured:
    """The work of a batch; the most memory that its process took stands in a file named by its id."""

    maker: Maker
    notes: Path

    def open(self) -> None:
        """Load the pipeline."""
        self.maker.open()
        self._note()

    def __call__(self, task: Task, /) -> Product:
        """The product of a task."""
        product = self.maker(task)
        self._note()
        return product

    def _note(self) -> None:
        most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT
        (self.notes / str(os.getpid())).write_text(str(most))


class Figures(NamedTuple):
    """What one run gives; `seconds` go from the first result to the last, `start` before it."""

    articles: int
    characters: int
    claims: int
    start: float
    seconds: float
    memory: tuple[int, ...]


def measure(folder: Path, notes: Path, *, jobs: int) -> Figures:
    """The figures of one run over a folder."""
    notes.mkdir()
    pool = Pool(Measured(Maker(Extractor(), Rendered(json_lines.render)), notes), jobs=jobs)
    began = time.perf_counter()
    first = last = began
    count = claims = characters = 0
    for item, result in pool.results(Inputs([str(folder)]).tasks()):
        if isinstance(result, Failure):
            raise SystemExit(result.message)
        last = time.perf_counter()
        first = first if count else last
        count += 1
        claims += result.claims
        characters += item.weight
    memory = tuple(int(note.read_text()) for note in notes.iterdir())
    return Figures(count, characters, claims, first - began, last - first, memory)


def repeat_samples(folder: Path, count: int) -> None:
    """Write `count` articles into a folder."""
    samples = sorted(path for path in SAMPLES.iterdir() if path.suffix in {".txt", ".md"} and path.stem != "README")
    for number in range(count):
        sample = samples[number % len(samples)]
        text = sample.read_text(encoding="utf-8").rstrip("\n")
        copy = folder / f"{number:07}{sample.suffix}"
        copy.write_text(f"{text}\n\nThis is copy number {number}.\n", encoding="utf-8")


def main(arguments: Sequence[str] | None = None) -> None:
    """Print a row of figures for each number of processes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1])
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place, "articles")
        folder.mkdir()
        repeat_samples(folder, given.articles)
        print("| jobs | articles | articles/s | bytes/s | claims | start, s | memory of a worker, MB |")  # noqa: T201
        print("|---|---|---|---|---|---|---|")  # noqa: T201
        for jobs in given.jobs:
            found = measure(folder, Path(place, f"notes{jobs}"), jobs=jobs)
            pace = max(found.seconds, 1e-9)
            cells = (
                jobs,
                f"{found.articles:,}",
                f"{(found.articles - 1) / pace:.1f}",
                f"{found.characters / pace:,.0f}",
                f"{found.claims:,}",
                f"{found.start:.1f}",
                ", ".join(f"{most / 1e6:.0f}" for most in sorted(found.memory)),
            )
            print("| " + " | ".join(map(str, cells)) + " |", flush=True)  # noqa: T201


if __name__ == "__main__":
    main()
