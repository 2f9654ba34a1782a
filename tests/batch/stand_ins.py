"""Stand-ins for the extractor: workers of their own processes import them from here."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from claimx.batch.products import Product
from claimx.errors import InputError, ModelError
from claimx.schema import (
    ArticleInfo,
    Claim,
    Cue,
    Entity,
    EntityMention,
    Link,
    Paragraph,
    Report,
    Sentence,
    Span,
    Speaker,
)

if TYPE_CHECKING:
    from claimx.batch.tasks import Task
    from claimx.reading.article import Article

DIES, HANGS, BREAKS, DAMAGED, ONCE = "it dies", "it hangs", "it breaks", "it is damaged", "it ends once at "


class StandInExtractor:
    """An extractor that needs no model; words in the article make it fail as a real one might."""

    def __init__(self, model: str | None = None, *, threads: int = 1) -> None:
        self.model = model
        self.threads = threads

    @property
    def nlp(self) -> Any:
        if self.model == "nowhere":
            raise ModelError("there is no pipeline 'nowhere': give the folder of one")
        if self.model == "deadly":
            os._exit(7)
        return None

    def extract(self, article: Article) -> Report:
        """A report in which the first word says the whole text."""
        act_on(article.text)
        time.sleep(float(self.model or 0))
        return report_of(article)


class Echo:
    """Work that gives the text of a task back, after what the text asks for."""

    def open(self) -> None:
        pass

    def __call__(self, task: Task) -> Product:
        act_on(task.text)
        return Product(f"{task.text} {os.getpid()}".encode(), 1, 0)


class Masked(Echo):
    """Work that gives back the numbers of the signals that its process does not hear."""

    def __call__(self, task: Task) -> Product:  # noqa: ARG002 - work takes a task
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, [])
        return Product(" ".join(str(int(number)) for number in blocked).encode(), 1, 0)


class Unopened(Echo):
    """Work that cannot be begun: with an error, or by the end of its process."""

    def __init__(self, error: Exception | None) -> None:
        self.error = error

    def open(self) -> None:
        if self.error is None:
            os._exit(7)
        raise self.error


def act_on(text: str) -> None:
    """Do to this process what the text says."""
    if DIES in text:
        os.kill(os.getpid(), signal.SIGKILL)
    if ONCE in text:
        mark = Path(text.partition(ONCE)[2].split()[0])
        if not mark.exists():
            mark.touch()
            os._exit(3)
    if HANGS in text:
        time.sleep(60)
    if BREAKS in text:
        raise ZeroDivisionError("nobody expects this")
    if DAMAGED in text:
        raise ModelError("the model is damaged: install claimx again")
    if "it is refused" in text:
        raise InputError("holds what nobody can read")
    if text.startswith("sleep "):
        time.sleep(float(text.split()[1]))


def span(text: str, start: int, end: int) -> Span:
    """A span of the text."""
    return Span(start=start, end=end, text=text[start:end])


def report_of(article: Article) -> Report:
    """A report with two claims, the second of which denies the first and stands inside it."""
    text = article.text
    word = span(text, 0, len(text.split()[0]))
    whole = span(text, 0, len(text))
    common: dict[str, Any] = {
        "directness": "indirect",
        "polarity": "affirmed",
        "certainty": "certain",
        "writer_stance": "neutral",
        "sentence": "n1",
        "speaker": "s1",
        "source": word,
    }
    return Report(
        article=ArticleInfo(
            id=article.id,
            path=article.path,
            title=article.title,
            byline=article.byline,
            published=article.published,
            dateline=article.dateline,
            length=len(text),
            sha256=hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest(),
            encoding=article.encoding,
            paragraphs=(Paragraph(start=0, end=len(text), kind="body"),),
        ),
        sentences=(Sentence(id="n1", start=0, end=len(text), paragraph=0),),
        entities=(
            Entity(
                id="e1", label="COUNTRY", name="Freedonia", iso3="FRE", mentions=(EntityMention(**word.model_dump()),)
            ),
        ),
        speakers=(Speaker(id="s1", name=word.text, kind="person", represents="e1", mentions=(word,)),),
        claims=(
            Claim(
                id="c1",
                type="statement",
                cue=Cue(**word.model_dump(), lemma="say"),
                content=(whole,),
                parent="c2",
                entities=("e1",),
                confidence=0.9,
                why=("cue", "rule"),
                **common,
            ),
            Claim(id="c2", type="denial", cue=None, content=(), confidence=0.5, why=(), **common),
        ),
        links=(Link(kind="denies", from_="c2", to="c1", confidence=0.7, why="says no"),),
        warnings=article.warnings,
    )
