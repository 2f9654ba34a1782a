from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimx.claims.types.grounds import Grounds, attribution_of, grounds_of
from claimx.claims.types.judgement import SURE, accused_in, judge
from claimx.schema import CLAIM_TYPES, Claim, Cue, Span
from tests.claims.test_types import BY_CUE
from tests.claims.wordings import tagged

if TYPE_CHECKING:
    from claimx.annotation import Annotation

HEAD = tuple(0.84 if kind == "warning" else 0.01 for kind in CLAIM_TYPES)
MARKED = [marked for marked, _ in BY_CUE] + [
    "{s The mayor } {c said~say } {x he would resign/VB } .",
    "{s The mayor } {c said~say } {x the report was false/JJ } .",
    "{s The mayor } {c said~say } {x the council had lied~lie/VBN } .",
    "{s Police } {c said~say } {x two/CD men~man/NNS entered~enter the bank } .",
    "{s The mayor } {x the bridge was a disaster } .",
    "{s The floods~flood/NNS } {c claimed~claim } {x 20/CD lives~life/NNS } .",
]


def claim_of(annotation: Annotation, index: int = 0) -> Claim:
    """The claim that would be made of an attribution."""
    attribution = annotation.attributions[index]

    def span(tokens: tuple[int, int]) -> Span:
        start, end = annotation.chars(*tokens)
        return Span(start=start, end=end, text=annotation.text[start:end])

    return Claim(
        id="c1",
        type="statement",
        directness="indirect",
        speaker=None,
        source=None if attribution.source is None else span(attribution.source),
        cue=None if attribution.cue is None else Cue(**span(attribution.cue).model_dump(), lemma="x"),
        content=tuple(span(piece) for piece in attribution.content),
        polarity="affirmed",
        certainty="certain",
        writer_stance="neutral",
        sentence="n1",
        confidence=1,
        why=(),
    )


def decided(grounds: Grounds) -> str | None:
    """The type that the voice that decides gives."""
    if grounds.decided_by == "cue":
        return grounds.cue.type
    if grounds.decided_by == "content rule":
        return next(rule.type for rule in grounds.rules if rule.precision >= grounds.threshold)
    return grounds.together[0].type


@pytest.mark.parametrize("scores", [(), HEAD], ids=["no head", "head"])
@pytest.mark.parametrize("marked", MARKED)
def test_grounds_decide_as_the_judgement_does(marked, scores):
    annotation = tagged(marked, scores=scores)

    grounds = grounds_of(annotation, claim_of(annotation))

    assert judge(annotation, 0, accused=accused_in(annotation)).type == decided(grounds)


def test_grounds_name_the_entry_that_is_believed():
    annotation = tagged("{s Turkey } {c denied~deny } {x the reports~report/NNS } .")

    grounds = grounds_of(annotation, claim_of(annotation))

    assert ("cue", SURE) == (grounds.decided_by, grounds.threshold)
    assert "denial" == grounds.cue.type
    assert grounds.cue.precision >= SURE
    assert grounds.cue not in grounds.other_cues


def test_grounds_tell_each_vote_and_the_sum_of_both():
    annotation = tagged("{s The mayor } {c said~say } {x the bridge could fail/VB } .", scores=HEAD)

    grounds = grounds_of(annotation, claim_of(annotation))

    assert ("vote", "warning", 0.84) == (grounds.decided_by, *grounds.learned[0])
    by_weights = dict(grounds.weights).get("warning")
    if by_weights is not None:
        assert pytest.approx((by_weights + 0.84) / 2, abs=1e-3) == dict(grounds.together)["warning"]
    for scores in (grounds.weights, grounds.learned, grounds.together):
        assert 4 == len(scores)
        assert sorted(scores, key=lambda score: -score.probability) == list(scores)
    assert grounds.features


def test_grounds_without_a_learned_head_are_the_weights():
    annotation = tagged("{s The mayor } {c said~say } {x the bridge could fail/VB } .")

    grounds = grounds_of(annotation, claim_of(annotation))

    assert ((), grounds.weights) == (grounds.learned, grounds.together)


def test_grounds_find_the_attribution_by_its_spans():
    annotation = tagged("{s The mayor } {c said~say } {x it rained } . || {s She } {c denied~deny } {x the leak } .")

    assert [0, 1] == [attribution_of(annotation, claim_of(annotation, index)) for index in (0, 1)]


def test_grounds_are_none_for_a_claim_of_another_article():
    claim = claim_of(tagged("{s The mayor } {c denied~deny } {x a leak } ."))

    assert None is grounds_of(tagged("{s The firm } {c denied~deny } {x the theft } ."), claim)
