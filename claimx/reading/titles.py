"""Which of the first lines are the title: what looks like one, and what repeats it."""

from __future__ import annotations

import re
from collections import Counter

from claimx.reading.rules import likeness, words

MOST_WORDS = 30
MOST_WORDS_WITH_STOP = 22
SECOND_SENTENCE = re.compile("[a-z]{2}[.?!]['\")]? [A-Z]")
FULL_STOP = re.compile("[.…]['\")]{0,2}$")
WORD = re.compile("[^\\W_]+(?:['.][^\\W_]+)*")
STOP = re.compile("[.…:,]['\")\\]*_ ]{0,4}$")
ASKS = re.compile("[?!]['\")\\]*_ ]{0,4}$")
ABBREVIATION = re.compile("(?:^|[ (\"'-])(?:[A-Z]\\.){2,}['\")]*$")
SITE = re.compile(" ?(?:\\||::|»| [-–—]) (?=[^|]{2,40}$)(?P<site>[^|]*?)$")


def ends_with_stop(like: str) -> bool:
    """Whether a line, as `likeness` shows it, ends as a sentence does; "to the U.S." does not."""
    ending = like[-40:]
    return bool(ASKS.search(ending)) or (bool(STOP.search(ending)) and not ABBREVIATION.search(ending))


def is_title(like: str) -> bool:
    """Whether a first line reads like a title: short, without a final stop, or in title case."""
    count = len(WORD.findall(like[:600]))
    if not 1 <= count <= MOST_WORDS or len(like) > 250 or "://" in like:
        return False
    if count > 12 and SECOND_SENTENCE.search(like) and not in_title_case(like):
        return False
    if ASKS.search(like[-8:]):
        return count <= MOST_WORDS_WITH_STOP and not like.startswith('"')
    if not ends_with_stop(like):
        return count <= 12 or not FULL_STOP.search(like)
    return bool(FULL_STOP.search(like)) and 3 <= count <= MOST_WORDS_WITH_STOP and in_title_case(like)


def is_standfirst(like: str) -> bool:
    """Whether a line directly after the title reads like the second line of it."""
    count = len(WORD.findall(like[:600]))
    stop = ends_with_stop(like) or FULL_STOP.search(like)
    return 4 <= count <= MOST_WORDS and len(like) <= 250 and not stop and not like.startswith('"')


def in_title_case(like: str) -> bool:
    """Whether nearly all longer words are capitalised, as in no sentence of prose."""
    long_words = [word for word in WORD.findall(like) if len(word) > 3 and not word[0].isdigit()]
    capital = sum(word[0].isupper() for word in long_words)
    return len(long_words) >= 3 and capital * 10 >= len(long_words) * 9


def repeats(like: str, title: str) -> bool:
    """Whether two lines are the same title: nine in ten of their words are shared."""
    if len(like) > 300 or len(title) > 300:
        return False
    pair = without_site(like, repeated=title), without_site(title, repeated=like)
    one, other = (Counter(WORD.findall(line.lower())) for line in pair)
    shared = sum((one & other).values())
    return shared > 0 and shared * 20 >= 9 * (one.total() + other.total())


def without_site(title: str, *, repeated: str | None = None) -> str:
    """The title without the site at its end: after a bar always, after a dash if known or if `repeated` lacks it."""
    match = SITE.search(title)
    if match is None:
        return title
    head = title[: match.start()].rstrip()
    sure = "|" in match[0] or "::" in match[0] or "»" in match[0]
    known = match["site"].strip().lower() in {site.lower() for site in words("site")}
    lacks = repeated is not None and likeness(repeated).strip().lower() == likeness(head).strip().lower()
    return head if head and (sure or known or lacks) else title
