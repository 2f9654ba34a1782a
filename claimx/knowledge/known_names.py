"""Names that can mean one thing only: countries and their peoples, groups, bodies, institutions by their initials.

A tagger that reads "Tehrik-i-Taliban Pakistan" word by word may cut it in two, and one that never met "ILO" may
pass it over; a table does neither.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claimx.knowledge.ambiguity import ambiguity
from claimx.knowledge.countries import countries
from claimx.knowledge.tables import items, rows

if TYPE_CHECKING:
    from collections.abc import Iterator

_INITIALS = re.compile(r"[A-Z]{3,}")


class KnownName(NamedTuple):
    """A name as it is written, and the label of what it names; a short one is one word."""

    name: str
    label: str
    short: bool


@cache
def known_names() -> dict[str, tuple[KnownName, ...]]:
    """The names by their first word, the longer first."""
    index: dict[str, set[KnownName]] = {}
    for name, label, one_word in _every():
        first = re.match(r"\w+", name)
        if first is None or not any(letter.isupper() for letter in name) or ambiguity(name) is not None:
            continue
        short = first.end() == len(name)
        if not short or one_word or _INITIALS.fullmatch(name):
            index.setdefault(first.group(), set()).add(KnownName(name, label, short))
    return {first: tuple(sorted(found, key=_longest_first)) for first, found in index.items()}


def _every() -> Iterator[tuple[str, str, bool]]:
    """Each name with its label, and whether it is taken even if it is one ordinary word."""
    for country in countries().values():
        yield from ((name, "COUNTRY", True) for name in (country.name, *country.aliases))
        yield from ((name, "GROUP", True) for name in (*country.adjectives, *country.persons))
    for table, label in (("groups", "GROUP"), ("igos", "ORG"), ("institutions", "ORG")):
        for row in rows(table):
            names = (row.cells[1], *items(row.cells[2]))
            yield from ((name, label, False) for name in names if table != "institutions" or _INITIALS.fullmatch(name))


def _longest_first(known: KnownName) -> tuple[int, str, str]:
    return -len(known.name), known.name, known.label
