"""The words and names of a source phrase, and where it falls apart: commas, conjunctions, prepositions."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimx.claims.speakers.roles import is_possessive, words

if TYPE_CHECKING:
    from collections.abc import Sequence

NAMES = frozenset({"PERSON", "COUNTRY", "GROUP", "ORG", "PLACE", "FACILITY", "EVENT", "PRODUCT"})
WHEN = frozenset({"DATE", "TIME"})
MARKS = frozenset("\"'“”‘’«»„()[],;:-–—.…―") | {"''", "``", "--"}


class Unit(NamedTuple):
    """A word of the phrase, or a whole entity mention (`mention` is its index)."""

    start: int
    end: int
    mention: int | None
    label: str
    word: str
    open: int
    close: int


class Part(NamedTuple):
    """One conjunct of a source: token spans of its core, of what follows it, and of a role beside the name.

    `kind` is pronoun, name or noun; `lead` is the determiner or possessive pronoun before the core.
    """

    kind: str
    start: int
    end: int
    mention: int | None = None
    lead: str = ""
    tail: tuple[int, int] | None = None
    role: tuple[int, int] | None = None
    counted: bool = False


def trim(units: list[Unit]) -> list[Unit]:
    """The units without marks at the edges, and without the possessive at the end."""
    low, high = 0, len(units)
    while low < high and units[low].word in MARKS:
        low += 1
    while low < high and (units[high - 1].word in MARKS or is_possessive(units[high - 1].word)):
        high -= 1
    return units[low:high]


def segments_of(units: list[Unit]) -> list[list[Unit]]:
    """The units between commas, dashes and brackets, up to the first relative pronoun."""
    out: list[list[Unit]] = [[]]
    bracket = False
    for place, unit in enumerate(units):
        if unit.mention is None and unit.word in {"(", "["}:
            bracket = True
        elif unit.mention is None and unit.word in {")", "]"}:
            bracket = False
        elif bracket:
            continue
        elif unit.mention is None and (
            unit.word in {",", ";"} or (unit.word in {"-", "–", "—", "--"} and not joined(units, place))
        ):
            out.append([])
        elif unit.mention is None and unit.word in words().relatives and place:
            break
        else:
            out[-1].append(unit)
    return [segment for segment in out if segment]


def joined(units: list[Unit], place: int) -> bool:
    """Whether a dash stands within a word ("long-range"): a tokenizer may have cut it there."""
    return 0 < place < len(units) - 1 and units[place - 1].close == units[place].open == units[place + 1].open - 1


def conjuncts_of(units: list[Unit]) -> list[list[Unit]]:
    """The units between conjunctions."""
    out: list[list[Unit]] = [[]]
    for unit in units:
        if unit.mention is None and unit.word in {"and", "&", "or", "both"}:
            out.append([])
        else:
            out[-1].append(unit)
    return [piece for piece in out if piece]


def without_and(units: list[Unit]) -> list[Unit]:
    """The units without a conjunction before them."""
    return units[1:] if units and units[0].word in {"and", "&"} else units


def untimed(units: Sequence[Unit]) -> list[Unit]:
    """The units without a date at the end ("the ministry Sunday")."""
    out = [*units]
    while len(out) > 1 and (out[-1].label in WHEN or is_possessive(out[-1].word)):
        out.pop()
    return out


def are_adjectives(segments: list[list[Unit]]) -> bool:
    """Whether the commas stand between adjectives of one noun: "Dutch, Thai and Greek envoys"."""
    if len(segments) < 2 or segments[-1][-1].mention is not None:
        return False
    first = [unit for unit in segments[0] if unit.word not in words().determiners]
    if not all(unit.label in {"GROUP", "COUNTRY"} for unit in first):
        return False
    return any(unit.word == "and" for unit in segments[-1]) and segments[-1][0].label in {"GROUP", "COUNTRY"}


def reaching(segments: list[list[Unit]]) -> list[list[Unit]]:
    """The segments, the first one with the places that a list or an address adds: "police in Basra, Kut and Hilla"."""
    first = segments[0]
    places = {"PLACE", "COUNTRY"}
    if len(first) < 3 or first[-1].label not in places or not any(stops(first, at) for at in range(1, len(first))):
        return segments
    rest = 1
    while rest < len(segments) and all(
        unit.label in places or unit.word in {"and", "the", "or"} for unit in segments[rest]
    ):
        first = [*first, *segments[rest]]
        rest += 1
    return [first, *segments[rest:]]


def is_qualified(core: list[Unit]) -> bool:
    """Whether other words than the kind of body stand before a group ("mainstream Greens", not "the party Greens")."""
    known = words()
    before = core[:-1]
    return bool(before) and not any(unit.mention is None and unit.word in known.institutions for unit in before)


def stops(units: list[Unit], place: int) -> bool:
    """Whether the core of a phrase ends before this unit."""
    unit = units[place]
    known = words()
    if unit.mention is not None:
        return False
    word = unit.word
    if word == "under" and place + 1 < len(units) and units[place + 1].word in known.titles:
        return False
    if word in known.prepositions:
        return True
    if word not in known.postnominal or units[place - 1].word in known.determiners:
        return False
    if word.endswith("ing") or place == len(units) - 1:
        return True
    after = units[place + 1]
    return after.label in WHEN or after.word in known.prepositions or after.word in known.postnominal
