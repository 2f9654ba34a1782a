"""Saved web pages → articles, by trafilatura (the extra `html`)."""

from __future__ import annotations

import importlib.util
from dataclasses import replace
from typing import TYPE_CHECKING

from claimx.batch.lines import LARGEST
from claimx.errors import InputError
from claimx.reading.encodings import decode
from claimx.reading.files import article_from_text
from claimx.reading.kinds import mark
from claimx.reading.paragraphs import split_paragraphs

if TYPE_CHECKING:
    from pathlib import Path

    from claimx.reading.article import Article

INSTALL_HTML = "web pages need one more package: pip install 'claimx[html]'"
EXTRACTED = "the text was taken out of a web page: offsets count in that text, which begins with the title"


def can_read_pages() -> bool:
    """Whether trafilatura is installed."""
    return importlib.util.find_spec("trafilatura") is not None


def read_page(path: Path, *, id: str, encoding: str | None = None) -> Article:  # noqa: A002
    """The article of a saved web page: its title and text, an empty line between paragraphs.

    The author and the date are those that the page states. Raises InputError where there is no article in it.
    """
    if not can_read_pages():
        raise InputError(f"{path} cannot be read: {INSTALL_HTML}")
    from trafilatura import bare_extraction

    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except OSError as error:
        raise InputError(f"{path} cannot be opened ({error.strerror or error}): check the path") from error
    if len(data) > LARGEST:
        raise InputError(f"{path} is larger than {LARGEST // 1024**2} MB, no single page")
    try:
        decoded = decode(data, encoding=encoding)
    except InputError as error:
        raise InputError(f"{path}: {error}") from error
    found = bare_extraction(decoded.text, with_metadata=True, include_comments=False, include_tables=False)
    body = (found.text or "").strip() if found is not None else ""
    if found is None or not body:
        raise InputError(f"{path} holds no text that looks like an article: save its text as .txt and give that file")
    title = " ".join((found.title or "").split())
    lines = [line for line in body.split("\n") if line.strip()]
    if title and " ".join(lines[0].split()) != title:
        lines.insert(0, title)
    text = "\n\n".join(lines)
    article = article_from_text(text, id=id, path=str(path), encoding=decoded.encoding, published=found.date or None)
    if title and article.blocks[0].kind != "title":
        article = replace(article, blocks=mark(text, split_paragraphs(text), known={0: "title"}))
    return replace(
        article,
        title=title or article.title,
        byline=found.author or article.byline,
        warnings=(EXTRACTED, *decoded.warnings, *article.warnings),
    )
