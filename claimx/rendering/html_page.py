"""A report as one self-contained page: the article with its claims marked, and beside it who says what.

The page loads nothing and sends nothing: its policy names the hashes of its own style and script alone.
"""

from __future__ import annotations

import base64
import hashlib
import json
from functools import cache
from importlib.resources import files
from string import Template
from typing import TYPE_CHECKING

from claimx.rendering.html_article import escape, marked_article
from claimx.rendering.html_lists import (
    claims_html,
    contested_html,
    filters_html,
    header_html,
    named_html,
    speakers_html,
    warnings_html,
)
from claimx.rendering.outline import outline

if TYPE_CHECKING:
    from claimx.schema import Report

_ESCAPES = str.maketrans({c: f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"})


def render(report: Report, text: str) -> str:
    """The report as an HTML page; `text` is the article's decoded text."""
    found = outline(report)
    article = marked_article(found, text)
    info = report.article
    style, script = page_part("page.css"), page_part("page.js")
    return Template(page_part("page.html")).substitute(
        policy=policy(style, script),
        page_title=escape(info.title or info.path or info.id),
        style=style,
        script=script,
        header=header_html(found),
        contested=contested_html(found),
        filters=filters_html(found),
        article=article.html,
        claims=claims_html(found, article.placed),
        speakers=speakers_html(found),
        named=named_html(found),
        warnings=warnings_html(found),
        download=escape(f"{info.id}.json"),
        report=embedded(report),
    )


def policy(style: str, script: str) -> str:
    """The content security policy of a page that loads nothing and has this one style and this one script."""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; base-uri 'none'; form-action 'none'"
    )


def embedded(report: Report) -> str:
    """The report as JSON that can stand inside a script element: nothing in it can end the element."""
    return json.dumps(report.model_dump(mode="json", by_alias=True), ensure_ascii=False).translate(_ESCAPES)


@cache
def page_part(name: str) -> str:
    """The text of a file that the page is made of."""
    return files("claimx.rendering").joinpath(name).read_text(encoding="utf-8")


@cache
def _hash(source: str) -> str:
    digest = hashlib.sha256(source.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
