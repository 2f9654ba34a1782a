"""Names that can mean several things, and which one is meant where nothing else tells (`ambiguous.csv`)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from claimx.knowledge.spelling import keys
from claimx.knowledge.tables import items, rows


class Ambiguity(NamedTuple):
    """An ambiguous name. `owners` are actor ids, `place:` with a code, or kinds of things outside the tables.

    `default` is the owner that is meant where nothing else tells, or None; `overrule` says whether the countries that
    the article names may choose another one.
    """

    alias: str
    owners: tuple[str, ...]
    default: str | None
    overrule: bool
    ground: str


@cache
def ambiguities() -> dict[str, Ambiguity]:
    """Every ambiguous name by its key."""
    index: dict[str, Ambiguity] = {}
    for row in rows("ambiguous"):
        alias, owners, default, overrule, ground = row.cells
        note = Ambiguity(alias, items(owners), default or None, overrule == "yes", ground)
        index.update((key, note) for key in row.keys(0))
    return index


def ambiguity(name: str) -> Ambiguity | None:
    """What is known of an ambiguous name; None for a name with one owner."""
    index = ambiguities()
    return next((index[key] for key in keys(name) if key in index), None)
