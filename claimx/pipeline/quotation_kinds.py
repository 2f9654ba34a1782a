"""What kind of quotation its form shows: speech, or words set apart as a nickname, a title or a scare quotation."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from claimx.pipeline.marks import Mark

NICKNAME_WORDS = 3
SCARE_WORDS = 4
TITLE_WORDS = 12
HEADLINE_WORDS = 4
KIND_REACH = 120
"""Quotations longer than this many characters are speech."""
CONTEXT_REACH = 48
"""How many characters before and after a quotation its kind may depend on."""

_WORD = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*")
_NAME_BEFORE = re.compile(r"(?:^|[\s(])([^\W\d_][\w.'’-]*)\s\(?$")
_NAME_AFTER = re.compile(r"\)?\s[^\W\d_]\w")
_SUBJECT_WORDS = 3
_SENTENCE_INSIDE = re.compile(r"[.!?…]\s+[^\W\d_]|n['’]t\b|['’](?:ll|re|ve)\b", re.IGNORECASE)
_LIST_BEFORE = ("”,", "’,", '",', "',", "»,")
_APART = frozenset(",—–-")
_APART_AND_SPACE = " ,—–-"
_SENTENCE_ENDS = (".", "!", "?", "…")


class Listed(NamedTuple):
    """The words of `quotation_words.json`, in lower case, with straight apostrophes."""

    small: frozenset[str]
    """Those that a title leaves in lower case."""
    not_given_names: frozenset[str]
    """Others that are no given name, though a sentence that begins with one writes it like a name."""
    persons: frozenset[str]
    """Those of a speaker who speaks of himself or to somebody."""
    works: frozenset[str]
    """Things that have titles, in the singular."""
    titled: frozenset[str]
    """Participles that a title follows."""
    reporting: frozenset[str]
    """The forms of verbs of speech."""
    subjects: frozenset[str]
    """Pronouns that stand before such a verb."""


@cache
def listed() -> Listed:
    """The words that kinds depend on."""
    words = json.loads(files("claimx.pipeline").joinpath("quotation_words.json").read_text("utf-8"))
    return Listed(**{name: frozenset(words[name]) for name in Listed._fields})


def kind_of(text: str, block: tuple[int, int], opening: Mark, closing: Mark, content: str) -> str:
    """What kind of quotation the form shows: nickname, title, scare or speech."""
    if len(content) > KIND_REACH:
        return "speech"
    before = text[max(block[0], opening.start - CONTEXT_REACH) : opening.start]
    after = text[closing.end : min(block[1], closing.end + CONTEXT_REACH)]
    content = content.strip()
    words = _WORD.findall(content)
    if not words:
        return "speech"
    if _is_nickname(words, content, before, after):
        return "nickname"
    if _is_title(words, content, before, after):
        return "title"
    return "scare" if _is_scare(words, content, before, after) else "speech"


def _is_nickname(words: Sequence[str], content: str, before: str, after: str) -> bool:
    if len(words) > NICKNAME_WORDS or content[-1] in ",.;:!?" or not all(_capital(word) for word in words):
        return False
    given = _NAME_BEFORE.search(before)
    if given is None or not _capital(given[1]):
        return False
    if given[1].lower() in listed().not_given_names or given[1].lower() in listed().small:
        return False
    if given[1].endswith(("'s", "’s")) or _is_headline(before, after):
        return False
    surname = _NAME_AFTER.match(after)
    return surname is not None and surname.group()[-2].isupper()


def _is_title(words: Sequence[str], content: str, before: str, after: str) -> bool:
    if len(words) > TITLE_WORDS or not _title_case(words):
        return False
    lead = before.lower().replace(",", "").split()[-2:]
    if lead and (lead[-1] in listed().titled or _is_work(lead[-1])):
        return True
    if _is_headline(before, after):
        return False
    capitals = sum(word[0].isupper() for word in words)
    return capitals > 1 and content[-1] not in ",.;:!" and not _reported(content, before, after)


def _is_scare(words: Sequence[str], content: str, before: str, after: str) -> bool:
    if len(words) > SCARE_WORDS or content[-1] in ",.;:!?…" or _SENTENCE_INSIDE.search(content):
        return False
    lower = {word.lower().replace("’", "'") for word in words}
    if lower & listed().persons or lower & listed().reporting:
        return False
    return not _reported(content, before, after)


def _reported(content: str, before: str, after: str) -> bool:
    """Whether a reporting comma, colon or verb touches the quotation."""
    before = before.rstrip()
    if before.endswith(":") or before.rstrip(",").rpartition(" ")[2].lower() in listed().reporting:
        return True
    if before.endswith(",") and content[0].isupper() and not before.endswith(_LIST_BEFORE):
        return True
    apart = after.lstrip()[:1] in _APART
    words = [word.lower() for word in after.strip(_APART_AND_SPACE).split(maxsplit=_SUBJECT_WORDS + 1)]
    verbs = listed().reporting
    told = [index for index, word in enumerate(words[: _SUBJECT_WORDS + 1]) if word.rstrip(".,;:!?") in verbs]
    if not told:
        return False
    if told[0] == 0:  # 'The “expert” said' has the quotation in its subject
        return apart or not before or before.endswith(_SENTENCE_ENDS)
    return apart or words[0] in listed().subjects


def _is_headline(before: str, after: str) -> bool:
    """Whether the words around are capitalised too, so that capitals inside mean nothing."""
    around = _WORD.findall(before)[1:] + _WORD.findall(after)[:-1]
    return len(around) >= HEADLINE_WORDS and all(_capital(word) or word in listed().small for word in around)


def _is_work(word: str) -> bool:
    return word in listed().works or (word.endswith("s") and word[:-1] in listed().works)


def _capital(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()


def _title_case(words: Sequence[str]) -> bool:
    """Whether the words are capitalised as in a title: the first, and all but the small ones."""
    return _capital(words[0]) and all(_capital(word) or word.lower() in listed().small for word in words)
