"""speed: how fast the bare encoder is, how fast everything around it, and where the rest of the time goes.

CPU time of one process in one run over the same articles, so that only the ratios are worth comparing
between machines.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

import claimx.pipeline.factories  # noqa: F401  (registers the components)
from claimx.claims.report import build_report
from claimx.pipeline.component import words_of
from claimx.pipeline.crossing import into, out_of
from claimx.pipeline.encoder import run
from claimx.pipeline.loading import load
from claimx.reading.article import Article
from claimx.reading.files import article_from_text, read_article


def timed(action: Callable[[], Any]) -> tuple[float, Any]:
    """The seconds of CPU time that an action takes, and what it returns."""
    start = time.process_time()
    result = action()
    return time.process_time() - start, result


def shares(nlp: Any, articles: Sequence[Article]) -> dict[str, float]:
    """Seconds of each step for all articles, the bare session's windows first."""
    encoder = nlp.get_pipe("claimx_encoder")
    prepared = [nlp.get_pipe("claimx_quoter")(into(nlp, article)) for article in articles]
    windows = [window for doc in prepared for window in encoder.windows(doc, words_of(doc))]
    seconds = {"bare session": timed(lambda: [run(encoder.session, window) for window in windows])[0]}
    seconds["tokenizer"], docs = timed(lambda: [into(nlp, article) for article in articles])
    for name, component in nlp.pipeline:
        seconds[name], docs = timed(lambda component=component, docs=docs: [component(doc) for doc in docs])
    seconds["out of spaCy"], found = timed(lambda: [out_of(doc) for doc in docs])
    seconds["claims"], reports = timed(lambda: [build_report(*pair) for pair in zip(articles, found, strict=True)])
    seconds["json"], _ = timed(lambda: [report.model_dump_json() for report in reports])
    return seconds | {"pieces": float(sum(len(window.pieces) for window in windows))}


def speed(model: Path | None, paths: Sequence[Path], *, repeats: int = 5, threads: int = 1) -> None:
    """Print the table of rates and shares, and that of cost against length."""
    nlp = load(model, threads=threads)
    articles = [read_article(path) for path in paths]
    shares(nlp, articles)
    rounds = [shares(nlp, articles) for _ in range(repeats)]
    middle = {name: median(found[name] for found in rounds) for name in rounds[0]}
    pieces, bare = middle.pop("pieces"), middle.pop("bare session")
    whole = sum(middle.values())
    pipeline = whole - middle["claims"] - middle["json"]
    print(f"{len(articles)} articles, {pieces:.0f} wordpieces, {threads} thread(s), median of {repeats} rounds")
    for name, seconds in (("bare session", bare), ("pipeline", pipeline), ("articles to JSON", whole)):
        print(f"  {name:18} {pieces / seconds:8.0f} wordpieces/s {100 * bare / seconds:6.0f} % of the bare session")
    print("share of each step")
    for name, seconds in middle.items():
        print(f"  {name:18} {100 * seconds / whole:5.1f} %")
    print("cost against length (one article repeated)")
    text = "\n\n".join(
        articles[0].text[block.start : block.end] for block in articles[0].blocks if block.kind == "body"
    )
    for times in (1, 10, 100):
        article = article_from_text("\n\n".join([text] * times))
        seconds = timed(lambda article=article: build_report(article, out_of(nlp(into(nlp, article)))))[0]
        print(f"  {times:4} × {len(text):6} characters {seconds:8.2f} s {seconds / times:8.3f} s for each")
