"""On what grounds a claim has its type: every voice that was heard, with its score, and which of them decided."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from claimx.claims.drafts import trimmed
from claimx.claims.types.judgement import LEARNED, SURE, accused_in, contents_met, cues_met, find_cue
from claimx.claims.types.needs import facts_of
from claimx.claims.types.votes import features_of, name_of
from claimx.knowledge.cues import load_weights
from claimx.schema import CLAIM_TYPES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from claimx.annotation import Annotation
    from claimx.knowledge.cues import Cue
    from claimx.schema import Claim, ClaimType, Span

Decider = Literal["cue", "content rule", "vote"]
SHOWN = 4
"""So many of the likeliest types of a vote are told."""


class CueEntry(NamedTuple):
    """A cue of the lexicon whose frame holds: `type` is None for a false friend, `precision` how often it is right."""

    cue: str
    frame: str
    type: ClaimType | None
    precision: float
    source: str


class RuleMet(NamedTuple):
    """A rule about contents that holds."""

    rule: str
    type: ClaimType
    precision: float
    source: str


class Score(NamedTuple):
    """A type and its probability."""

    type: ClaimType
    probability: float


@dataclass(frozen=True, slots=True)
class Grounds:
    """What spoke for the type of a claim.

    `cue` is the entry that is believed, `other_cues` the rest of those met. `weights` and `learned` are the
    likeliest types by the log-linear weights and by the head of the encoder, `together` by both; `features` are what
    speaks most, among the weights, for the type that won the vote. `threshold` is the precision from which on a cue
    or a rule decides alone.
    """

    decided_by: Decider
    threshold: float
    cue: CueEntry | None
    other_cues: tuple[CueEntry, ...]
    rules: tuple[RuleMet, ...]
    weights: tuple[Score, ...]
    learned: tuple[Score, ...]
    together: tuple[Score, ...]
    features: tuple[str, ...]


def grounds_of(annotation: Annotation, claim: Claim) -> Grounds | None:
    """The grounds of a claim of this annotation's article; None where the annotation has no such attribution."""
    index = attribution_of(annotation, claim)
    if index is None:
        return None
    facts = facts_of(annotation, index, accused_in(annotation))
    best = find_cue(facts)
    met, rules = cues_met(facts), contents_met(facts)
    features, weights = features_of(annotation, facts, best), load_weights()
    votes = together = weights.vote(features)
    scores = annotation.attributions[index].type_scores
    if len(scores) == len(CLAIM_TYPES):
        together = tuple((1 - LEARNED) * vote + LEARNED * score for vote, score in zip(votes, scores, strict=True))
    else:
        scores = ()
    first = _ranked(together)[0].type
    return Grounds(
        decided_by=_decider(best, (rule.precision for rule in rules)),
        threshold=SURE,
        cue=None if best is None else _entry(best),
        other_cues=tuple(_entry(cue) for cue in met if cue is not best),
        rules=tuple(RuleMet(rule.name, rule.type, rule.precision, rule.source) for rule in rules),
        weights=_ranked(votes)[:SHOWN],
        learned=_ranked(scores)[:SHOWN],
        together=_ranked(together)[:SHOWN],
        features=tuple(dict.fromkeys(name_of(feature) for feature in weights.reasons(features, first, limit=6))),
    )


def attribution_of(annotation: Annotation, claim: Claim) -> int | None:
    """The attribution that the claim was made of, found by its spans."""
    cue, source = _place(claim.cue), _place(claim.source)
    content = {(piece.start, piece.end) for piece in claim.content}
    for index, attribution in enumerate(annotation.attributions):
        if (
            _chars(annotation, attribution.cue) == cue
            and _chars(annotation, attribution.source) == source
            and content <= {trimmed(annotation.text, *annotation.chars(*piece)) for piece in attribution.content}
        ):
            return index
    return None


def _decider(cue: Cue | None, rules: Iterable[float]) -> Decider:
    """Who decides, in the order of `judge`."""
    if cue is not None and cue.type is not None and cue.precision >= SURE:
        return "cue"
    return "content rule" if any(precision >= SURE for precision in rules) else "vote"


def _entry(cue: Cue) -> CueEntry:
    return CueEntry(cue.text, " ".join(cue.frame), cue.type, cue.precision, cue.source)


def _ranked(scores: Sequence[float]) -> tuple[Score, ...]:
    """The types with their scores, the likeliest first."""
    pairs = zip(CLAIM_TYPES, scores, strict=True) if scores else ()
    return tuple(sorted((Score(kind, round(score, 4)) for kind, score in pairs), key=_unlikelihood))


def _unlikelihood(score: Score) -> float:
    return -score.probability


def _place(span: Span | None) -> tuple[int, int] | None:
    return None if span is None else (span.start, span.end)


def _chars(annotation: Annotation, tokens: tuple[int, int] | None) -> tuple[int, int] | None:
    return None if tokens is None else annotation.chars(*tokens)
