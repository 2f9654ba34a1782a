"""What became of every item of the gold, in words: so that a figure that moves can be traced to claims."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from claimx.evaluation import claims as claim_scorer
from claimx.evaluation import entities as entity_scorer
from claimx.evaluation.attributions import matches

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from claimx.evaluation.records import Attributed, GoldArticle, Prediction

Outcome = dict[str, str]
"""What became of the items of one article, by their names."""
MISSED, FOUND, EXTRA, GONE = "missed", "found", "not in the gold", "-"
EXCERPT = 60


class Change(NamedTuple):
    """An item of an article whose outcome is another than before."""

    article: str
    item: str
    before: str
    now: str

    def __str__(self) -> str:
        """The change on one line."""
        return f"{self.article}: {self.item}: {self.before} → {self.now}"


def outcome(article: GoldArticle, prediction: Prediction) -> Outcome:
    """What became of each attribution, link and entity of the gold, and what was predicted besides."""
    return dict((*_attributions(article, prediction), *_links(article, prediction), *_entities(article, prediction)))


def changes(before: Mapping[str, Outcome], now: Mapping[str, Outcome]) -> Iterator[Change]:
    """The items that changed, article by article."""
    for article in sorted({*before, *now}):
        old, new = before.get(article, {}), now.get(article, {})
        for item in dict.fromkeys((*new, *old)):
            if old.get(item) != new.get(item):
                yield Change(article, item, old.get(item, GONE), new.get(item, GONE))


def _attributions(article: GoldArticle, prediction: Prediction) -> Iterator[tuple[str, str]]:
    gold = article.attributions or ()
    found = {match.gold: match for match in matches(article.text, gold, prediction.attributions)}
    for index, wanted in enumerate(gold):
        match = found.get(index)
        name = f"attribution {index} {_excerpt(article.text, wanted)}"
        if match is None:
            yield name, MISSED
        else:
            same = match.same_source
            yield name, "; ".join(_verdicts(wanted, prediction.attributions[match.predicted], same_source=same))
    matched = {match.predicted for match in found.values()}
    for index, extra in enumerate(prediction.attributions):
        if index not in matched:
            yield f"attribution {_excerpt(article.text, extra)}", EXTRA


def _verdicts(wanted: Attributed, found: Attributed, *, same_source: bool) -> Iterator[str]:
    yield FOUND if same_source else "found with another source"
    if wanted.claim_type is not None:
        kind = claim_scorer.kind_of(found)
        yield f"type {kind}" if claim_scorer.type_right(wanted, found) else f"type {kind}, not {wanted.claim_type}"
        right = claim_scorer.speaker_right(wanted, found)
        yield f"speaker {found.speaker}" if right else f"speaker {found.speaker}, not {wanted.speaker}"


def _links(article: GoldArticle, prediction: Prediction) -> Iterator[tuple[str, str]]:
    gold = article.attributions or ()
    pairs = matches(article.text, gold, prediction.attributions)
    counterpart = {match.predicted: match.gold for match in pairs}
    found = {
        (counterpart.get(link.origin, -1), counterpart.get(link.target, -1), link.kind): None
        for link in prediction.links
    }
    wanted = {(link.origin, link.target, link.kind) for link in article.links or ()}
    for origin, target, kind in (*sorted(wanted), *(ends for ends in found if ends not in wanted)):
        ends = (origin, target, kind)
        name = f"link {_end(origin)} {kind} {_end(target)}"
        yield name, EXTRA if ends not in wanted else FOUND if ends in found else MISSED


def _end(index: int) -> str:
    return str(index) if index >= 0 else "(an attribution that is not in the gold)"


def _entities(article: GoldArticle, prediction: Prediction) -> Iterator[tuple[str, str]]:
    if article.entities is None:
        return
    scheme = entity_scorer.scheme_of(one.label for one in article.entities)
    hits = entity_scorer.hits(article.entities, prediction.entities, scheme, ignored=article.ignored)
    labels = {(one.start, one.end): one.label for one in hits.predicted}
    for one in sorted(hits.gold):
        label = labels.pop((one.start, one.end), None)
        name = f"entity {one.start}-{one.end} {_words(article.text, one.start, one.end)} {one.label}"
        yield name, MISSED if label is None else FOUND if label == one.label else f"labelled {label}"
    for (start, end), label in sorted(labels.items()):
        yield f"entity {start}-{end} {_words(article.text, start, end)} {label}", EXTRA


def _excerpt(text: str, attribution: Attributed) -> str:
    """Where an attribution stands and how its content begins."""
    spans: Iterable[tuple[int, int]] = attribution.content or attribution.cue or attribution.source
    start, end = min(spans, default=(0, 0))
    return f"{start}-{end} {_words(text, start, end)}"


def _words(text: str, start: int, end: int) -> str:
    words = " ".join(text[start:end].split())
    return words if len(words) <= EXCERPT else words[: EXCERPT - 1] + "…"
