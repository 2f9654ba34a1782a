"""Stand-ins for the reading, the library path and the renderers: the command line is tested without the model."""

from __future__ import annotations

import hashlib
import json
import signal
from dataclasses import replace
from types import ModuleType
from typing import TYPE_CHECKING, ClassVar

from claimx.annotation import Annotation
from claimx.errors import InputError, ModelError
from claimx.reading.article import Article, Block
from claimx.rendering.formats import Format
from claimx.schema import ArticleInfo, Claim, Link, Paragraph, QuotationInfo, Report, Sentence, Span, Speaker

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from pathlib import Path
    from typing import IO

BUG = "a bug stands in this article"
INTERRUPT = "the user presses Ctrl-C at this article"
MODEL_DAMAGE = "the model breaks on this article"


def article_of(text: str, *, path: str | None = None) -> Article:
    """An article of one paragraph."""
    identifier = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    warnings = ("has no title",) if "untitled" in text else ()
    return Article(id=identifier, text=text, blocks=(Block(0, len(text), "body"),), path=path, warnings=warnings)


def report_of(article: Article) -> Report:
    """A report of the article: its first word speaks, and the whole text is what it says."""
    text = article.text
    word = Span(start=0, end=len(text.split()[0]), text=text.split()[0])
    whole = Span(start=0, end=len(text), text=text)
    return Report(
        article=ArticleInfo(
            id=article.id,
            path=article.path,
            title=None,
            byline=None,
            published=article.published,
            dateline=None,
            length=len(text),
            sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            encoding=article.encoding,
            paragraphs=(Paragraph(start=0, end=len(text), kind="body"),),
        ),
        sentences=(Sentence(id="n1", start=0, end=len(text), paragraph=0),),
        speakers=(Speaker(id="s1", name=word.text, kind="person", mentions=(word,)),),
        claims=(claim_of("c1", speaker="s1", source=word, content=whole, confidence=0.9),),
        warnings=article.warnings,
    )


def claim_of(
    identifier: str,
    *,
    speaker: str | None = None,
    source: Span | None = None,
    content: Span | None = None,
    confidence: float = 1.0,
    parent: str | None = None,
    relayed_by: str | None = None,
) -> Claim:
    """A statement."""
    return Claim(
        id=identifier,
        type="statement",
        directness="indirect",
        speaker=speaker,
        relayed_by=relayed_by,
        source=source,
        cue=None,
        content=(content or Span(start=0, end=1, text="A"),),
        polarity="affirmed",
        certainty="certain",
        writer_stance="neutral",
        parent=parent,
        sentence="n1",
        confidence=confidence,
        why=(),
    )


def link_of(start: str, end: str, *, confidence: float = 1.0) -> Link:
    """A denial."""
    return Link(kind="denies", from_=start, to=end, confidence=confidence, why="says no")


def quotation_of(identifier: str, *, claim: str | None, speaker: str | None) -> QuotationInfo:
    """A quotation of one character."""
    return QuotationInfo(id=identifier, start=0, end=1, text="A", kind="speech", claim=claim, speaker=speaker)


class StandInExtractor:
    """An extractor that needs no model; `made` keeps how each was made."""

    made: ClassVar[list[tuple[str | None, int]]] = []

    def __init__(self, model: str | None = None, *, threads: int = 1) -> None:
        if model == "nowhere":
            raise ModelError("There is no model 'nowhere'; give another with --model.")
        self.made.append((model, threads))

    def extract(self, article: str | Article, *, published: str | None = None) -> Report:
        assert published is None
        if isinstance(article, str):
            article = article_of(article)
        if BUG in article.text:
            raise ZeroDivisionError("a thing that nobody expects")
        if INTERRUPT in article.text:
            signal.raise_signal(signal.SIGINT)
        if MODEL_DAMAGE in article.text:
            raise ModelError("The model is damaged; install claimx again.")
        return report_of(article)

    def annotate(self, article: Article, *, published: str | None = None) -> tuple[Report, Annotation]:
        """The report, and an annotation without attributions."""
        report = self.extract(article if published is None else replace(article, published=published))
        return report, Annotation(article.text, (), (), (), (), ())

    def extract_many(self, articles: Iterable[Article]) -> Iterator[Report]:
        return map(self.extract, articles)


def extract_module() -> ModuleType:
    """A module in the place of claimx.extractor."""
    module = ModuleType("claimx.extractor")
    StandInExtractor.made = []
    module.Extractor = StandInExtractor
    return module


def read_article(path: Path, *, encoding: str | None = None) -> Article:
    """The article at `path`."""
    try:
        text = path.read_text(encoding=encoding or "utf-8")
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}).") from None
    if not text.strip():
        raise InputError(f"{path} is empty: give a file that holds the text of an article")
    return article_of(text, path=str(path))


def read_stdin(stream: IO[bytes], *, encoding: str | None = None) -> Article:
    """The article on standard input."""
    return article_of(stream.read().decode(encoding or "utf-8"))


def files_module() -> ModuleType:
    """A module in the place of claimx.reading.files."""
    module = ModuleType("claimx.reading.files")
    module.read_article = read_article
    module.read_stdin = read_stdin
    return module


def renderer_of(form: Format) -> Callable[..., str]:
    """A renderer that shows what it was given; JSON and JSON lines are the real thing."""

    def render(report: Report, text: str, **view: object) -> str:
        if form.value in {"json", "jsonl"}:
            indent = 2 if form.value == "json" else None
            return json.dumps(report.model_dump(mode="json", by_alias=True), ensure_ascii=False, indent=indent) + "\n"
        if form.value == "csv":
            return f"id,text\r\n{report.article.id},{text!r}\r\n"
        return f"{form.value}: {text.strip()} {view or ''}".rstrip() + "\n"

    return render


def formats_module() -> ModuleType:
    """A module in the place of claimx.rendering.formats, with the names of the real one."""
    module = ModuleType("claimx.rendering.formats")
    module.Format = Format
    module.renderer_of = renderer_of
    return module


def modules() -> dict[str, ModuleType]:
    """The stand-ins, by the names of the modules that they stand for."""
    return {
        "claimx.extractor": extract_module(),
        "claimx.reading.files": files_module(),
        "claimx.rendering.formats": formats_module(),
    }
