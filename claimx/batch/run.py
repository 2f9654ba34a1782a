"""A run: tasks through the pool into the ledger; what became of each, as it happens."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING, NamedTuple

from claimx.batch.tasks import Failure

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable

    from claimx.batch.ledger import Ledger
    from claimx.batch.pool import Pool
    from claimx.batch.tasks import Task


class Outcome(NamedTuple):
    """What became of an input, once it is written: `failure` is None where there is a report."""

    name: str
    weight: int
    claims: int = 0
    warnings: int = 0
    failure: Failure | None = None


def run(items: Iterable[Task | Failure], *, pool: Pool, ledger: Ledger) -> Generator[Outcome, None, None]:
    """The outcome of each item that is not done yet, in order, after it was written.

    Raises ModelError where no article can be reported on, and UsageError where nothing can be written.
    """
    with closing(pool.results(ledger.remaining(items))) as results:
        for item, result in results:
            ledger.add(item, result)
            if isinstance(result, Failure):
                yield Outcome(item.name, item.weight, failure=result)
            else:
                yield Outcome(item.name, item.weight, result.claims, result.warnings)
    ledger.finish()
