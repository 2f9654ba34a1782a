"""An index page of several articles: how much is claimed in each, of what type, and what of it is contested.

It is as self-contained as the pages that it leads to: it loads nothing, and its policy allows its own style and
script alone. The folder that holds it can be moved, opened from a disk or put on a server.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from string import Template
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from claimx.rendering.families import FAMILY_OF
from claimx.rendering.html_article import escape
from claimx.rendering.html_page import page_part, policy
from claimx.rendering.outline import outline
from claimx.schema import CLAIM_TYPES

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from claimx.schema import ClaimType, Report

INDEX = "index.html"
"""The name of the index page itself, which no page of an article takes."""

_LONGEST = 100
_NOT_IN_NAMES = re.compile(r"[^\w.-]+")
_DEVICES = frozenset({"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(10))})
"""Names that Windows keeps for devices, whatever their ending."""


class Entry(NamedTuple):
    """One article of the index: the file name of its page, and what the table tells of it."""

    page: str
    title: str
    path: str | None
    published: str | None
    types: Mapping[ClaimType, int]
    contested: int
    warnings: tuple[str, ...]


def entry_of(report: Report, page: str) -> Entry:
    """What the index tells of a report whose page is the file `page` beside it."""
    article = report.article
    return Entry(
        page=page,
        title=article.title or article.path or article.id,
        path=article.path,
        published=article.published,
        types=Counter(claim.type for claim in report.claims),
        contested=sum(1 for contest in outline(report).contests() if contest.denials),
        warnings=report.warnings,
    )


def page_name(name: str, taken: Collection[str]) -> str:
    """A file name for the page of the article called `name`, numbered where it is taken.

    It is one plain name on every system: no folder, no hidden file, no device. `taken` holds the names given so far,
    folded by `str.casefold`, for some file systems do not tell case.
    """
    stem = _NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", name))
    stem = stem.encode("utf-8", "ignore")[:_LONGEST].decode("utf-8", "ignore").strip("-._") or "article"
    if stem.split(".")[0].casefold() in _DEVICES:
        stem = f"article-{stem}"
    number, page = 1, f"{stem}.html"
    while page.casefold() in taken or page.casefold() == INDEX:
        number += 1
        page = f"{stem}-{number}.html"
    return page


def render(entries: Sequence[Entry]) -> str:
    """The index as an HTML page; the rows stand as the entries do, until the reader sorts them."""
    style, script = page_part("page.css"), page_part("index.js")
    types = [type_ for type_ in reversed(CLAIM_TYPES) if any(entry.types.get(type_) for entry in entries)]
    return Template(page_part("index.html")).substitute(
        policy=policy(style, script),
        style=style,
        script=script,
        counts=_counts(entries),
        types="".join(
            f'<th scope="col" class="n {FAMILY_OF[type_]}">{type_.replace("_", " ")}</th>' for type_ in types
        ),
        rows="\n".join(_row(entry, types) for entry in entries),
    )


def _counts(entries: Sequence[Entry]) -> str:
    numbers = (
        (len(entries), "article", "articles"),
        (sum(sum(entry.types.values()) for entry in entries), "claim", "claims"),
        (sum(entry.contested for entry in entries), "contested", "contested"),
        (sum(len(entry.warnings) for entry in entries), "warning", "warnings"),
    )
    return "".join(
        f"<li><b>{count:,}</b> {one if count == 1 else many}</li>"
        for count, one, many in numbers
        if count or one != "warning"
    )


def _row(entry: Entry, types: Sequence[ClaimType]) -> str:
    link = f'<a href="{escape(quote(entry.page))}"><bdi>{escape(entry.title)}</bdi></a>'
    path = f"<small><bdi>{escape(entry.path)}</bdi></small>" if entry.path and entry.path != entry.title else ""
    warnings = "".join(f"<li><bdi>{escape(warning)}</bdi></li>" for warning in entry.warnings)
    count = f"{len(entry.warnings)} warning{'' if len(entry.warnings) == 1 else 's'}"
    folded = f"<details><summary>{count}</summary><ul>{warnings}</ul></details>" if warnings else ""
    return (
        f'<tr><th scope="row" data-v="{escape(entry.title)}">{link}{path}{folded}</th>'
        f'<td class="date" data-v="{escape(entry.published or "")}">{escape(entry.published or "")}</td>'
        f"{_number(sum(entry.types.values()))}{_number(entry.contested, family='against')}"
        f"{''.join(_number(entry.types.get(type_, 0), family=FAMILY_OF[type_]) for type_ in types)}"
        f"{_number(len(entry.warnings))}</tr>"
    )


def _number(count: int, *, family: str = "") -> str:
    """A cell with a count; a zero is left empty, so that what is there stands out."""
    name = f"n {family}".strip()
    return f'<td class="{name}" data-v="{count}">{f"{count:,}" if count else ""}</td>'
