"""Where predictions come from: the pipeline on raw text, on gold tokens, on given spans; or saved reports."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from claimx.evaluation.attributions import matches
from claimx.evaluation.given import with_gold
from claimx.evaluation.records import (
    NO_CLAIM,
    Attributed,
    EntitySpan,
    GoldArticle,
    LinkSpan,
    Prediction,
    SyntaxToken,
)
from claimx.reading.files import article_from_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from claimx.annotation import Annotation
    from claimx.evaluation.attributions import Match
    from claimx.reading.article import Article
    from claimx.schema import Report

ATTRIBUTOR = "claimx_attributor"
READ = frozenset({"title", "dateline", "body", "boilerplate"})
"""The kinds of paragraph that are scored as they are read; the others (bylines, captions, notes) as body."""


def of_report(report: Report) -> Prediction:
    """What a report says, in the form in which it is scored."""
    names = {speaker.id: speaker.name for speaker in report.speakers}
    number = {claim.id: index for index, claim in enumerate(report.claims)}
    return Prediction(
        attributions=tuple(
            Attributed(
                source=() if claim.source is None else ((claim.source.start, claim.source.end),),
                cue=() if claim.cue is None else ((claim.cue.start, claim.cue.end),),
                content=tuple((piece.start, piece.end) for piece in claim.content),
                outer=claim.parent is None,
                parent=None if claim.parent is None else number[claim.parent],
                directness=claim.directness,
                claim_type=claim.type,
                speaker=None if claim.speaker is None else names[claim.speaker],
                confidence=claim.confidence,
            )
            for claim in report.claims
        ),
        entities=tuple(
            EntitySpan(mention.start, mention.end, entity.label)
            for entity in report.entities
            for mention in entity.mentions
        ),
        links=tuple(LinkSpan(number[link.from_], number[link.to], link.kind) for link in report.links),
        sentence_starts=tuple(sentence.start for sentence in report.sentences),
    )


def of_reports(articles: Iterable[GoldArticle], reports: Iterable[Report]) -> Iterator[Prediction]:
    """What saved reports say of the articles, found by the digest of the text or by id; nothing where there is none."""
    by_digest: dict[str, Report] = {}
    by_id: dict[str, Report] = {}
    for report in reports:
        by_digest[report.article.sha256] = report
        by_id[report.article.id] = report
    for article in articles:
        digest = sha256(article.text.encode("utf-8", "surrogatepass")).hexdigest()
        known = by_digest.get(digest)
        if known is None and (named := by_id.get(article.id)) and named.article.length == len(article.text):
            known = named
        yield Prediction() if known is None else of_report(known)


def predicted(
    articles: Iterable[GoldArticle], *, model: str | Path | None = None, given_spans: bool = False, threads: int = 1
) -> Iterator[Prediction]:
    """What the pipeline predicts for each article, from its raw text.

    Tags and trees are predicted on the gold's tokens. With `given_spans` the gold's attributions are given, and
    only what they mean is predicted: one predicted attribution for each of the gold, in its order.
    """
    from claimx.pipeline.loading import load

    nlp = load(model, threads=threads)
    for article in articles:
        if article.tokens is not None:
            report = _report(_scored_article(article), _annotation(nlp, article))
            yield Prediction(sentence_starts=of_report(report).sentence_starts, tokens=_on_tokens(nlp, article))
        elif given_spans and article.attributions is not None:
            yield on_spans(article, *_given(nlp, article))
        else:
            yield of_report(_report(_scored_article(article), _annotation(nlp, article)))


def on_spans(article: GoldArticle, given: Annotation, order: Sequence[int]) -> Prediction:
    """What the rules make of the gold's attributions, given the rest of a predicted annotation."""
    from claimx.claims.entities.table import entities_of
    from claimx.claims.speakers.table import resolve_speakers
    from claimx.claims.types.judgement import accused_in, judge

    gold = article.attributions or ()
    read = _scored_article(article)
    table = resolve_speakers(given, entities_of(given), read)
    accused = accused_in(given)
    attributions = list(gold)
    for place, index in enumerate(order):
        judgement = judge(given, place, accused=accused)
        speaker = table.by_attribution[place].speaker
        attributions[index] = replace(
            gold[index],
            claim_type=judgement.type if judgement.claimed else NO_CLAIM,
            also=(),
            speaker=None if speaker is None else table.speakers[speaker].name,
            speaker_also=(),
            confidence=judgement.confidence,
        )
    reported = of_report(_report(read, given))
    counterpart = _counterparts(matches(article.text, gold, reported.attributions))
    links = (
        LinkSpan(counterpart[link.origin], counterpart[link.target], link.kind)
        for link in reported.links
        if link.origin in counterpart and link.target in counterpart
    )
    return replace(reported, attributions=tuple(attributions), links=tuple(links))


def _counterparts(found: Sequence[Match]) -> Mapping[int, int]:
    return {match.predicted: match.gold for match in found}


def _scored_article(article: GoldArticle) -> Article:
    """The article as it is scored: what is claimed in a byline, a caption or a note counts too, unlike in a report.

    The corpora annotate every paragraph, and whether it belongs to the body is another question.
    """
    read = article_from_text(article.text, id=article.id)
    blocks = tuple(block if block.kind in READ else replace(block, kind="body") for block in read.blocks)
    return replace(read, blocks=blocks)


def _annotation(nlp: Any, article: GoldArticle) -> Annotation:
    from claimx.pipeline.crossing import into, out_of

    (doc,) = nlp.pipe([into(nlp, article_from_text(article.text))])
    return out_of(doc)


def _given(nlp: Any, article: GoldArticle) -> tuple[Annotation, tuple[int, ...]]:
    """The annotation with the gold's attributions, typed by the pipeline's head, and which of the gold each is."""
    from claimx.pipeline.crossing import into, out_of

    with nlp.select_pipes(disable=[ATTRIBUTOR]):
        (doc,) = nlp.pipe([into(nlp, article_from_text(article.text))])
        given, order = with_gold(out_of(doc), article.attributions or ())
        typed = nlp.get_pipe(ATTRIBUTOR).typed(doc, given.attributions)
        return replace(given, attributions=tuple(typed)), order


def _report(article: Article, annotation: Annotation) -> Report:
    from claimx.claims.report import build_report

    return build_report(article, annotation)


def _on_tokens(nlp: Any, article: GoldArticle) -> tuple[SyntaxToken, ...]:
    """The predicted tags and tree on the gold's tokens."""
    from claimx.pipeline.crossing import into, out_of

    gold = article.tokens or ()
    words, spaces, places = spelled(article.text, gold)
    raw = into(nlp, article_from_text(article.text))
    doc = type(raw)(nlp.vocab, words=words, spaces=spaces)  # a Doc: spaCy itself is imported in `pipeline` only
    doc.user_data.update(raw.user_data)
    (doc,) = nlp.pipe([doc])
    annotation = out_of(doc)
    index = {place: number for number, place in enumerate(places)}
    firsts = {start for start, _ in annotation.sentences}
    return tuple(
        SyntaxToken(
            token.start,
            token.end,
            token.pos,
            token.tag,
            token.lemma,
            index.get(token.head, -1),
            token.dep,
            token.morph,
            place in firsts,
        )
        for place, token in ((place, annotation.tokens[place]) for place in places)
    )


def spelled(text: str, tokens: Sequence[SyntaxToken]) -> tuple[list[str], list[bool], list[int]]:
    """The words of the text, gold tokens and what lies between them, with a flag for a space after each.

    Joined again they are the text, character by character. The third list gives the place of each gold token.
    """
    words: list[str] = []
    spaces: list[bool] = []
    places: list[int] = []
    here = 0

    def between(gap: str) -> None:
        """Spell what lies between two tokens: the first space belongs to the token before it."""
        if gap.startswith(" ") and words:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)

    for token in tokens:
        between(text[here : token.start])
        places.append(len(words))
        words.append(text[token.start : token.end])
        spaces.append(False)
        here = token.end
    between(text[here:])
    return words, spaces, places
