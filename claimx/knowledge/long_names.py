"""Names of several words that can mean one thing only: groups, intergovernmental bodies and countries.

A tagger that reads "Tehrik-i-Taliban Pakistan" word by word may cut it in two; a table does not.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from claimx.knowledge.ambiguity import ambiguity
from claimx.knowledge.countries import countries
from claimx.knowledge.tables import items, rows

_FIRST = re.compile(r"\w+")
_LABELS = {"groups": "GROUP", "igos": "ORG"}


class LongName(NamedTuple):
    """A name as it is written, and the label of what it names."""

    name: str
    label: str


@cache
def long_names() -> dict[str, tuple[LongName, ...]]:
    """The names by their first word, the longer first."""
    index: dict[str, list[LongName]] = {}
    for name, label in _every():
        first = _FIRST.match(name)
        if first and first.end() < len(name) and any(letter.isupper() for letter in name) and ambiguity(name) is None:
            index.setdefault(first.group(), []).append(LongName(name, label))
    return {first: tuple(sorted(found, key=_longest_first)) for first, found in index.items()}


def _every() -> list[tuple[str, str]]:
    found = [(country.name, "COUNTRY") for country in countries().values()]
    for table, label in _LABELS.items():
        for row in rows(table):
            found.extend((name, label) for name in (row.cells[1], *items(row.cells[2])))
    return found


def _longest_first(long: LongName) -> tuple[int, str]:
    return -len(long.name), long.name
