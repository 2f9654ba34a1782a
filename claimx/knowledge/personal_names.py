"""Which personal names can be those of one person: "J. Smith" of John Smith, "Khan" of Shafqat Ali Khan."""

from __future__ import annotations

import re

from claimx.knowledge.spelling import plain, without_possessive

_GENERATION = re.compile(r",? (?:jr|sr|ii|iii|iv)\.?$")


def name_words(name: str) -> tuple[str, ...]:
    """The words by which a personal name is compared, without possessive mark, generation and full stops."""
    form = _GENERATION.sub("", plain(without_possessive(name)))
    return tuple(word.rstrip(".,") or word for word in form.split())


def generation(name: str) -> str:
    """What tells a son from his father in a name: "jr", "iii", or an empty string."""
    found = _GENERATION.search(plain(without_possessive(name)))
    return found[0].strip(" ,.") if found else ""


def same_person(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two names of several words can be one person's: "George Bush", "George W. Bush", "G. W. Bush".

    The surname is the same, and the shorter name's words stand in the longer one in their order, an initial standing
    for its name; given names that contradict each other keep namesakes apart.
    """
    short, full = sorted((one, other), key=len)
    if short == full:
        return True
    if not short or short[-1] != full[-1]:
        return False
    if full[-len(short) :] == short:
        return True
    return _agree(short[0], full[0]) and _in_order(short, full)


def is_short_for(words: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether the words are the surname, with or without its particle, of a full name."""
    if full[-len(words) :] == words:
        return True
    return len(words) > 1 and full[-len(words) + 1 :] == words[1:] and len(words[0]) <= 3


def _agree(one: str, other: str) -> bool:
    return one == other or (min(len(one), len(other)) == 1 and one[0] == other[0])


def _in_order(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether each word of the short name meets its like in the full one."""
    rest = iter(full)
    return all(any(_agree(word, other) for other in rest) for word in short)
