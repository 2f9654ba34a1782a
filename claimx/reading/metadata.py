"""What an article says of itself: its title, who wrote it, when and where."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from claimx.reading.datelines import Dateline, read_dateline
from claimx.reading.kinds import LINK, MARKUP
from claimx.reading.rules import DATE_LIKE, filled, likeness, one_of, rules
from claimx.reading.stamps import Stamp, is_stamp, read_stamps
from claimx.reading.titles import without_site

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from claimx.reading.article import Block

KICKER = 2  # words of a line above the title that names the section


class Metadata(NamedTuple):
    """Title, byline, ISO date and place of an article; null for what it does not say."""

    title: str | None = None
    byline: str | None = None
    published: str | None = None
    dateline: str | None = None


def describe(text: str, blocks: Sequence[Block]) -> Metadata:
    """The metadata that the title, byline and dateline blocks of an article give."""
    of_kind = {
        kind: [text[block.start : block.end] for block in blocks if block.kind == kind]
        for kind in ("title", "byline", "dateline")
    }
    authors = [(line, name) for line in of_kind["byline"] if (name := _name(line))]
    datelines = [found for line in of_kind["dateline"] if (found := _dateline(line))]
    stamps = list(_stamps(text, blocks))
    return Metadata(
        title=_title(of_kind["title"]),
        byline=next((name for line, name in authors if not _is_beside(line)), authors[0][1] if authors else None),
        published=_published(stamps) or next((found.date for found in datelines if found.date), None),
        dateline=next((found.place for found in datelines if found.place), None),
    )


def _stamps(text: str, blocks: Sequence[Block]) -> Iterator[Stamp]:
    """The date stamps above the article, and those with a label anywhere: others may be headings of a chronicle."""
    bodies = 0
    for block in blocks:
        bodies += block.kind == "body"
        if block.kind == "byline":
            yield from (stamp for stamp in read_stamps(text[block.start : block.end]) if bodies < 2 or stamp.label)


def plain(line: str) -> str:
    """A line on one row, without the Markdown around and in it."""
    return " ".join(LINK.sub("\\1", line).replace("**", "").replace("__", "").strip(MARKUP).split())


def _dateline(line: str) -> Dateline | None:
    # A dateline must stand before a sentence to be one: here the sentence has been cut off.
    return read_dateline(line) or read_dateline(f"{line} A")


def _title(lines: list[str]) -> str | None:
    lines = [plain(line) for line in lines]
    if len(lines) > 1 and len(lines[0].split()) <= KICKER and len(lines[1].split()) > 2 * KICKER:
        lines = lines[1:]
    return without_site(lines[0], repeated=lines[1] if len(lines) > 1 else None) if lines else None


def _published(stamps: list[Stamp]) -> str | None:
    for label in ("published", None, "updated"):
        for stamp in stamps:
            if stamp.label == label and stamp.date:
                return stamp.date
    return None


@cache
def _by() -> re.Pattern[str]:
    verbs = "story|written|posted|published|reported|words|text|analysis|opinion|report"
    return re.compile(
        f"(?:(?:{verbs})(?: and (?:photos?|video))? )?by:? |(?:authors?|writer|reporter|byline): ?|from ", re.IGNORECASE
    )


@cache
def _credits() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What opens the credit of an author among credits, and what opens that of another."""
    return (
        re.compile(f"\\b{one_of('author_credit')}: ?", re.IGNORECASE),
        re.compile(f"[ .;,|·/]{{0,4}}\\b{one_of('author_credit', 'other_credit')}: ?", re.IGNORECASE),
    )


@cache
def _after_name() -> re.Pattern[str]:
    return re.compile(
        f" ?[|·•—–].*| - .*|[, ]+(?:on )?{filled(DATE_LIKE)}.*|,? ?\\S+@\\S+|,? @\\w+"
        f"|, ?(?:(?!and )[\\w'&-]{{1,20}} ){{0,3}}{one_of('role')}(?!\\w).*|[,; ]+$|(?<![ .][A-Z])(?<! [JS]r)\\.$",
        re.IGNORECASE,
    )


def _name(line: str) -> str | None:
    line = plain(line)
    like = likeness(line)
    line, like = _credit(line, like)
    opening = _by().match(like)
    start = opening.end() if opening else 0
    if is_stamp(line) or not like[start : start + 1].isalpha():
        return None
    ending = _after_name().search(like, start)
    name = line[start : ending.start() if ending else None].strip()
    return name or None


def _credit(line: str, like: str) -> tuple[str, str]:
    """The credit of the author alone, where a line has those of others too: "Words: Ann Poe. Pictures: John Roe"."""
    author, other = _credits()
    opening = author.search(like)
    if opening is None:
        return line, like
    ending = other.search(like, opening.end())
    span = slice(opening.end(), ending.start() if ending else None)
    return line[span], like[span]


def _is_beside(line: str) -> bool:
    """Whether a byline is only what stands beside an author: a newspaper, an agency, a role."""
    like = likeness(plain(line))
    return any(form.fullmatch(like) for form in (rules().outlet, rules().agency, rules().role))
