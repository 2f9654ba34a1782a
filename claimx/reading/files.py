"""Article files → articles."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from claimx.errors import InputError
from claimx.reading.article import Article, Block
from claimx.reading.encodings import decode
from claimx.reading.kinds import mark
from claimx.reading.markdown import read_markdown
from claimx.reading.metadata import describe
from claimx.reading.paragraphs import split_paragraphs

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST = 50 * 1024 * 1024  # bytes
MOSTLY = 0.4  # the share of boilerplate that is worth a warning
MARKDOWN = frozenset({".md", ".markdown", ".mdown", ".mkd"})
SAVE_PAGE = "save the page as text (.txt) and give that file"
SAVE_TEXT = "save it as plain text (.txt) and give that file"
ONE_EACH = "put each article's text into a .txt file of its own"
UNSUPPORTED = {
    **dict.fromkeys((".html", ".htm", ".xhtml", ".mhtml", ".xml"), ("a web page", SAVE_PAGE)),
    **dict.fromkeys((".json", ".jsonl", ".ndjson", ".csv", ".tsv", ".parquet"), ("a table of records", ONE_EACH)),
    **dict.fromkeys((".docx", ".doc", ".odt", ".rtf", ".epub"), ("a document with formatting", SAVE_TEXT)),
    ".pdf": ("a PDF file", "convert it to text first, for example with pdftotext"),
}
HTML = re.compile("\\s*(?:<\\?xml[^>]{0,200}>\\s*)?<(?:!doctype html|html|head|body)\\b", re.IGNORECASE)


def read_article(path: Path | str, *, encoding: str | None = None, id: str | None = None) -> Article:  # noqa: A002
    """The article in the file at `path`; its id is the name of the file without the suffix, unless given."""
    file = Path(path)
    unsupported = UNSUPPORTED.get(file.suffix.lower())
    try:
        if file.is_dir():
            raise InputError(f"{path} is a folder: name the files in it, for example `claimx extract {file}/*.txt`")
        if unsupported and file.exists():
            raise InputError(f"{path} is {unsupported[0]}, which cannot be read: {unsupported[1]}")
        with file.open("rb") as stream:
            data = stream.read(LARGEST + 1)
    except FileNotFoundError as error:
        raise InputError(f"{path} does not exist: check the name and the folder") from error
    except PermissionError as error:
        raise InputError(f"{path} may not be read: give yourself permission with `chmod u+r`") from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(f"{path} cannot be opened ({reason}): check the path") from error
    markdown = file.suffix.lower() in MARKDOWN
    return _read(data, str(path), path=str(path), id=id or file.stem, encoding=encoding, markdown=markdown)


def read_stdin(
    stream: BinaryIO,
    *,
    encoding: str | None = None,
    id: str = "stdin",  # noqa: A002
    markdown: bool = False,
) -> Article:
    """The article that `stream` holds, such as `sys.stdin.buffer`; it has no path."""
    data = stream.read(LARGEST + 1)
    return _read(data, "standard input", path=None, id=id, encoding=encoding, markdown=markdown)


def article_from_text(
    text: str,
    *,
    id: str = "text",  # noqa: A002
    path: str | None = None,
    encoding: str = "utf-8",
    markdown: bool = False,
    published: str | None = None,
) -> Article:
    """The article whose text is `text`; `published`, an ISO date, counts more than what the text says."""
    title = byline = stated = None
    if markdown:
        blocks, title, byline, stated = read_markdown(text)
    else:
        blocks = mark(text, split_paragraphs(text))
    found = describe(text, blocks)
    return Article(
        id=id,
        text=text,
        blocks=blocks,
        path=path,
        title=title or found.title,
        byline=byline or found.byline,
        published=published or stated or found.published,
        dateline=found.dateline,
        encoding=encoding,
        warnings=_warnings(blocks),
    )


def _read(data: bytes, name: str, *, path: str | None, id: str, encoding: str | None, markdown: bool) -> Article:  # noqa: A002
    if len(data) > LARGEST:
        raise InputError(f"{name} is larger than 50 MB, no single article: divide it into one file an article")
    try:
        decoded = decode(data, encoding=encoding)
    except InputError as error:
        raise InputError(f"{name}: {error}") from error
    if not decoded.text or decoded.text.isspace():
        raise InputError(f"{name} is empty: give a file that holds the text of an article")
    if HTML.match(decoded.text[:2000]):
        raise InputError(f"{name} holds a web page (HTML), which cannot be read: {SAVE_PAGE}")
    article = article_from_text(decoded.text, id=id, path=path, encoding=decoded.encoding, markdown=markdown)
    return replace(article, warnings=decoded.warnings + article.warnings)


def _warnings(blocks: Sequence[Block]) -> tuple[str, ...]:
    length = sum(block.end - block.start for block in blocks)
    boilerplate = sum(block.end - block.start for block in blocks if block.kind == "boilerplate")
    warnings = []
    if length and boilerplate > MOSTLY * length:
        warnings.append(
            f"{round(100 * boilerplate / length)} % of the text looks like page furniture and is read past: "
            "check the paragraphs' kinds"
        )
    if blocks and not any(block.kind == "body" for block in blocks):
        warnings.append("no paragraph looks like the body of an article")
    return tuple(warnings)
