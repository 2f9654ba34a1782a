"""All the figures that a gold file allows: which scorer runs on which layer of it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from claimx.evaluation import attributions as attribution_scorer
from claimx.evaluation import claims as claim_scorer
from claimx.evaluation import entities as entity_scorer
from claimx.evaluation import syntax as syntax_scorer
from claimx.evaluation.attributions import DIRECTNESS, ROLES, matches
from claimx.evaluation.confidence import Bin, calibration_error, reliability
from claimx.evaluation.counts import Counts
from claimx.evaluation.figures import Figure, Kind, computed, counted
from claimx.evaluation.gold import LINK_KINDS, GoldFile
from claimx.evaluation.records import NO_CLAIM, GoldArticle, Prediction

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from claimx.evaluation.attributions import Match
    from claimx.evaluation.claims import Confusion, Pair

Scored = tuple[GoldArticle, Prediction]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What was measured on one gold file.

    `by_type` breaks figures down by label; `confusion` has (gold type, predicted type, count), the frequent first.
    `given_spans` tells that types, speakers and links are of given attributions.
    """

    name: str
    kind: str
    articles: int
    given_spans: bool
    figures: tuple[Figure, ...]
    by_type: tuple[Figure, ...] = ()
    confusion: tuple[tuple[str, str, int], ...] = ()
    reliability: tuple[Bin, ...] = ()

    def figure(self, name: str) -> Figure | None:
        """The figure of that name."""
        return next((figure for figure in self.figures if figure.name == name), None)

    def as_data(self) -> dict[str, object]:
        """The evaluation for JSON."""
        return {
            "gold": self.name,
            "kind": self.kind,
            "articles": self.articles,
            "given_spans": self.given_spans,
            "figures": {figure.name: figure.as_data() for figure in self.figures},
            "by_type": {figure.name: figure.as_data() for figure in self.by_type},
            "confusion": [list(row) for row in self.confusion],
            "reliability": [row._asdict() for row in self.reliability],
        }


def score(
    gold: GoldFile, predictions: Iterable[Prediction], *, outer: bool = False, given_spans: bool = False
) -> Evaluation:
    """The figures of the predictions, one for each article of the gold in its order.

    With `outer` only attributions that stand in no other's content are looked at, on both sides.
    With `given_spans` the predicted attributions are the gold's, one for one (`predictions.on_spans`).
    """
    scored = tuple(zip(gold.articles, predictions, strict=True))
    figures: list[Figure] = []
    by_type: list[Figure] = []
    confusion: Confusion = Counter()
    table: tuple[Bin, ...] = ()
    annotated = [one for one in scored if one[0].attributions is not None]
    if annotated and not given_spans:
        layer = [_outer(one) for one in annotated] if outer else annotated
        figures += _attribution_figures(layer)
        if not outer and any(not a.outer for article, _ in annotated for a in article.attributions or ()):
            figures += _level_figures([_outer(one) for one in annotated])
        by_type += _directness_figures(layer)
        sure = [_confidences(one) for one in layer]
        table = _reliability(sure)
        figures.append(computed("calibration_error", "error", sure, lambda part: calibration_error(_reliability(part))))
    typed = [one for one in annotated if one[0].typed]
    if typed:
        pairs = [_pairs(_outer(one) if outer and not given_spans else one, given_spans) for one in typed]
        confusion = claim_scorer.confusion_of(pair for article in pairs for pair in article)
        figures += _claim_figures(pairs)
        by_type += _type_figures(confusion)
        if not given_spans:
            layer = [_outer(one) for one in typed] if outer else typed
            counts = [_claim_counts(one, article) for one, article in zip(layer, pairs, strict=True)]
            figures.append(counted("claims", "f1", counts))
        linked = [one for one in typed if one[0].links is not None]
        figures += _link_figures(linked, given_spans=given_spans, kinds=("denies",))
        by_type += _link_figures(linked, given_spans=given_spans, kinds=LINK_KINDS)[1:]
    named = [one for one in scored if one[0].entities is not None]
    if named and not given_spans:
        found = _entity_figures(named)
        figures += found[:2]
        by_type += found[2:]
    parsed = [one for one in scored if one[0].tokens is not None]
    if parsed:
        figures += _syntax_figures(parsed)
    return Evaluation(
        name=gold.name,
        kind=gold.kind,
        articles=len(scored),
        given_spans=given_spans and bool(typed),
        figures=tuple(figures),
        by_type=tuple(by_type),
        confusion=tuple((*pair, count) for pair, count in sorted(confusion.items(), key=lambda i: (-i[1], i[0]))),
        reliability=table,
    )


def matched(article: GoldArticle, prediction: Prediction) -> tuple[Match, ...]:
    """The attributions of an article that have one content."""
    return matches(article.text, article.attributions or (), prediction.attributions)


def _outer(scored: Scored) -> Scored:
    article, prediction = scored
    return (
        replace(article, attributions=attribution_scorer.outer(article.attributions or ())),
        replace(prediction, attributions=attribution_scorer.outer(prediction.attributions)),
    )


def _attribution_figures(scored: Sequence[Scored]) -> list[Figure]:
    figures = _pair_of_figures(scored, "attributions", "content")
    for role in ROLES:
        counts = [
            attribution_scorer.exact_counts(article.text, article.attributions or (), prediction.attributions, role)
            for article, prediction in scored
        ]
        figures.append(counted(f"{role}_exact", "f1", counts))
    for directness in DIRECTNESS:
        found = _of_directness(scored, directness)
        if any(contents.gold for contents, _ in found):
            figures.append(counted(f"{directness}_recall", "recall", [contents for contents, _ in found]))
    return figures


def _level_figures(scored: Sequence[Scored]) -> list[Figure]:
    return _pair_of_figures(scored, "attributions_outer", "content_outer")


def _pair_of_figures(scored: Sequence[Scored], attributions: str, content: str) -> list[Figure]:
    both: tuple[tuple[str, Callable[..., Counts]], ...] = (
        (attributions, attribution_scorer.attribution_counts),
        (content, attribution_scorer.content_counts),
    )
    return [
        counted(
            name,
            "f1",
            [counts(article.text, article.attributions or (), found.attributions) for article, found in scored],
        )
        for name, counts in both
    ]


def _directness_figures(scored: Sequence[Scored]) -> list[Figure]:
    """The recall of attributions, source and all, by directness."""
    figures = []
    for directness in DIRECTNESS:
        counts = [attributions for _, attributions in _of_directness(scored, directness)]
        if any(one.gold for one in counts):
            figures.append(counted(f"{directness} attributions", "recall", counts, resample=False))
    return figures


def _of_directness(scored: Sequence[Scored], directness: str) -> list[tuple[Counts, Counts]]:
    return [
        attribution_scorer.directness_counts(
            article.text, article.attributions or (), prediction.attributions, directness
        )
        for article, prediction in scored
    ]


def _confidences(scored: Scored) -> list[tuple[float, bool]]:
    """The confidence of each predicted attribution, and whether it is right."""
    right = {match.predicted for match in matched(*scored) if match.same_source}
    return [(one.confidence, at in right) for at, one in enumerate(scored[1].attributions) if one.content]


def _reliability(articles: Iterable[list[tuple[float, bool]]]) -> tuple[Bin, ...]:
    return reliability(pair for article in articles for pair in article)


def _pairs(scored: Scored, given_spans: bool) -> list[Pair]:  # noqa: FBT001
    article, prediction = scored
    gold = article.attributions or ()
    if given_spans:
        return list(zip(gold, prediction.attributions, strict=True))
    return [(gold[match.gold], prediction.attributions[match.predicted]) for match in matched(article, prediction)]


def _claim_figures(pairs: Sequence[list[Pair]]) -> list[Figure]:
    claimed = [claim_scorer.type_counts(claim_scorer.claimed(article)) for article in pairs]
    figures = [counted("claim_type", "accuracy", [claim_scorer.type_counts(article) for article in pairs])]
    if any(one.gold < len(article) for one, article in zip(claimed, pairs, strict=True)):
        figures.append(counted("claim_type_claimed", "accuracy", claimed))

    def macro(confusions: Sequence[Confusion]) -> float:
        total: Confusion = Counter()
        for confusion in confusions:
            total.update(confusion)
        return claim_scorer.macro_f1(total)

    tables = [claim_scorer.confusion_of(article) for article in pairs]
    figures.append(computed("claim_type_macro", "mean", tables, macro))
    figures.append(counted("speaker", "accuracy", [claim_scorer.speaker_counts(article) for article in pairs]))
    return figures


def _type_figures(confusion: Confusion) -> list[Figure]:
    return [
        counted(f"type {kind}", "f1", [counts], resample=False)
        for kind, counts in claim_scorer.type_f1(confusion).items()
    ]


def _claim_counts(scored: Scored, pairs: Sequence[Pair]) -> Counts:
    """Counts of claims of which all is right: the content, the source, the type, the speaker."""
    article, prediction = scored
    right = sum(
        attribution_scorer.same_source(gold, found)
        and claim_scorer.type_right(gold, found)
        and claim_scorer.speaker_right(gold, found)
        for gold, found in claim_scorer.claimed(pairs)
    )
    wanted = sum(claim_scorer.kind_of(one) != NO_CLAIM for one in article.attributions or ())
    return Counts(right, len(prediction.attributions), wanted)


def _link_figures(scored: Sequence[Scored], *, given_spans: bool, kinds: Sequence[str]) -> list[Figure]:
    """The figure over all links, then one for each of the kinds that the gold has."""
    if not any(article.links for article, _ in scored):
        return []
    counterparts = [None if given_spans else {match.predicted: match.gold for match in matched(*one)} for one in scored]

    def counts(kind: str | None) -> list[Counts]:
        return [
            claim_scorer.link_counts(article.links or (), prediction.links, counterpart=counterpart, kind=kind)
            for (article, prediction), counterpart in zip(scored, counterparts, strict=True)
        ]

    wanted = {link.kind for article, _ in scored for link in article.links or ()}
    return [
        counted("links", "f1", counts(None)),
        *(counted(kind, "f1", counts(kind)) for kind in kinds if kind in wanted),
    ]


def _entity_figures(scored: Sequence[Scored]) -> list[Figure]:
    """The figures over all labels and over names, then one for each label."""
    scheme = entity_scorer.scheme_of(mention.label for article, _ in scored for mention in article.entities or ())

    def found(scheme: entity_scorer.Scheme) -> list[entity_scorer.EntityHits]:
        return [
            entity_scorer.hits(article.entities or (), prediction.entities, scheme, ignored=article.ignored)
            for article, prediction in scored
        ]

    every, names = found(scheme), found(entity_scorer.names_of(scheme))
    labels = sorted({mention.label for article in every for mention in article.gold | article.predicted})
    whole: tuple[tuple[str, Kind, list[entity_scorer.EntityHits]], ...] = (
        ("entities", "f1", every),
        ("names", "f1", names),
    )
    return [
        *(counted(name, kind, [article.counts() for article in hits]) for name, kind, hits in whole),
        *(counted(f"entity {one}", "f1", [a.counts(one) for a in every], resample=False) for one in labels),
    ]


def _syntax_figures(scored: Sequence[Scored]) -> list[Figure]:
    """The figures over the predicted tokens, if there are any (saved reports have none), and over sentence starts."""
    figures = []
    tagged = [(article.tokens or (), found.tokens) for article, found in scored if found.tokens is not None]
    for measure in syntax_scorer.MEASURES if tagged else ():
        counts = [syntax_scorer.token_counts(gold, found, measure) for gold, found in tagged]
        figures.append(counted(measure, "accuracy", counts))
    counts = [syntax_scorer.sentence_counts(article.tokens or (), found.sentence_starts) for article, found in scored]
    figures.append(counted("sentences", "f1", counts))
    return figures
