"""The word tables of the speaker rules: pronouns, titles, roles, documents, media (`knowledge/roles.json`)."""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple


class Words(NamedTuple):
    """The tables of `knowledge/roles.json` as sets and look-ups; all keys are lower case."""

    pronouns: dict[str, str]
    owners: frozenset[str]
    vague: frozenset[str]
    utterances: frozenset[str]
    generic: frozenset[str]
    weak_roles: frozenset[str]
    leading: frozenset[str]
    open_cues: frozenset[str]
    synonyms: dict[str, str]
    epithets: frozenset[str]
    soft: frozenset[str]
    labels: frozenset[str]
    national: frozenset[str]
    containers: frozenset[str]
    honorifics: dict[str, str]
    titles: frozenset[str]
    role_of: dict[str, str]
    subsumes: dict[str, frozenset[str]]
    offices: frozenset[str]
    go_between: frozenset[str]
    modifiers: frozenset[str]
    documents: frozenset[str]
    media: frozenset[str]
    government: frozenset[str]
    seats: frozenset[str]
    institutions: frozenset[str]
    collectives: frozenset[str]
    prepositions: frozenset[str]
    relatives: frozenset[str]
    postnominal: frozenset[str]
    determiners: frozenset[str]
    quantifiers: frozenset[str]
    keep_quantifier: frozenset[str]
    adjectives: frozenset[str]
    fronting: dict[str, frozenset[str]]
    bare_possessor: frozenset[str]
    relay_cues: frozenset[str]
    genders: dict[str, str]


def _by_word(groups: dict[str, list[str]]) -> dict[str, str]:
    return {word: group for group, words in groups.items() for word in words}


@cache
def words() -> Words:
    """The tables, read once."""
    data: dict[str, Any] = json.loads(files("claimx.knowledge").joinpath("roles.json").read_text("utf-8"))
    return Words(
        pronouns=data["pronouns"],
        owners=frozenset(data["owners"]),
        vague=frozenset(data["vague"]),
        utterances=frozenset(data["utterances"]),
        generic=frozenset(data["generic"]),
        weak_roles=frozenset(data["weak_roles"]),
        leading=frozenset(data["leading"]),
        open_cues=frozenset(data["open_cues"]),
        synonyms=_by_word(data["synonyms"]),
        epithets=frozenset(data["epithets"]),
        soft=frozenset(data["soft_modifiers"]),
        labels=frozenset(data["labels"]),
        national=frozenset(data["national"]),
        containers=frozenset(data["containers"]),
        honorifics=_by_word(data["honorifics"]),
        titles=frozenset(data["titles"]),
        role_of={**_by_word(data["roles"]), "president": "president"},
        subsumes={role: frozenset(others) for role, others in data["subsumes"].items()},
        offices=frozenset(data["offices"]),
        go_between=frozenset(data["go_between"]),
        modifiers=frozenset(data["role_modifiers"]),
        documents=frozenset(data["documents"]),
        media=frozenset(data["media"]),
        government=frozenset(data["government"]),
        seats=frozenset(seat.casefold() for seat in data["seats"]),
        institutions=frozenset(data["institutions"]),
        collectives=frozenset(data["collectives"]),
        prepositions=frozenset(data["prepositions"]),
        relatives=frozenset(data["relatives"]),
        postnominal=frozenset(data["postnominal"]),
        determiners=frozenset(data["determiners"]),
        quantifiers=frozenset(data["quantifiers"]),
        keep_quantifier=frozenset(data["keep_quantifier"]),
        adjectives=frozenset(data["adjectives"]),
        fronting={preposition: frozenset(heads) for preposition, heads in data["fronting"].items()},
        bare_possessor=frozenset(data["bare_possessor"]),
        relay_cues=frozenset(data["relay_cues"]),
        genders={**_by_word(data["first_names"]), **_by_word(data["role_genders"])},
    )


def key(text: str) -> str:
    """The form in which a word is looked up: case folded, without a closing full stop."""
    return text.casefold().rstrip(".") or text


def gender_of(forename: str) -> str:
    """`m` or `f` as the word (a first name, a role) tells it, else an empty string."""
    return words().genders.get(key(forename), "")


def is_possessive(text: str) -> bool:
    """Whether the token is the mark of a possessive."""
    return text.casefold() in {"'s", "’s", "'", "’", "`s"}
