from __future__ import annotations

import pytest

from claimx.claims.summary import summarize
from claimx.rendering.outline import content_of, doubt, manner, outline
from claimx.schema import Contest, Link, Summary
from tests.rendering.reports import REPORT

FOUND = outline(REPORT)


def test_outline_contests_put_the_denied_before_the_unanswered():
    found = [(c.claim.id, [a.claim.id for a in c.denials], [a.claim.id for a in c.silences]) for c in FOUND.contests()]

    assert [("c2", ["c8", "c9"], []), ("c15", [], ["c18"])] == found


def test_outline_claims_stand_in_text_order_parents_first():
    starts = [FOUND.place(claim).start for claim in FOUND.claims]
    ids = [claim.id for claim in FOUND.claims]

    assert sorted(starts) == starts
    assert ids.index("c1") < ids.index("c2")
    assert [1, 1] == [FOUND.depth(FOUND.claim_of[id_]) for id_ in ("c2", "c7")]


@pytest.mark.parametrize(
    ("speaker", "expected"),
    [
        ("s1", "Pakistan"),
        ("s2", "Shafqat Ali Khan · Foreign Ministry spokesperson · Pakistan"),
        ("s5", "regional experts"),
        (None, "None"),
        ("s99", "None"),
    ],
)
def test_outline_voice(speaker: str | None, expected: str):
    assert expected == str(FOUND.voice(speaker))


def test_outline_place_counts_paragraphs_from_one():
    assert "¶6 700–736" == str(FOUND.place(FOUND.claim_of["c4"]))
    assert "¶11 1820–1976" == str(FOUND.place(FOUND.claim_of["c11"]))


def test_outline_place_of_a_claim_without_content_is_its_cue():
    claim = FOUND.claim_of["c18"].model_copy(update={"content": ()})
    cue = claim.cue

    assert cue is not None
    assert (cue.start, cue.end) == FOUND.place(claim)[:2]
    assert cue.text == content_of(claim)


def test_outline_content_joins_pieces():
    expected = "Tehrik-i-Taliban Pakistan … is being sheltered and supported by the de facto Afghan rulers"

    assert expected == content_of(FOUND.claim_of["c11"])


def test_outline_tallies():
    found = [(tally.speaker.id, tally.claims, tally.quoted) for tally in FOUND.tallies()]

    assert [
        ("s1", 4, 2), ("s2", 4, 4), ("s7", 4, 2), ("s3", 2, 1), ("s8", 2, 1), ("s5", 1, 0), ("s6", 1, 0),
    ] == found  # fmt: skip


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("c4", ("quoted",)),
        ("c8", ("paraphrased",)),
        ("c9", ("quoted", "writer keeps a distance")),
        ("c10", ("paraphrased", "probable", "unsure (41%)")),
        ("c12", ("paraphrased", "writer endorses")),
        ("c18", ()),
    ],
)
def test_outline_manner(claim: str, expected: tuple[str, ...]):
    assert expected == manner(FOUND.claim_of[claim])


@pytest.mark.parametrize(("confidence", "expected"), [(0.6, ""), (0.59, "unsure (59%)"), (0.0, "unsure (0%)")])
def test_outline_doubt(confidence: float, expected: str):
    assert expected == doubt(confidence)


def test_outline_contests_bring_who_says_the_same():
    agreed = Link(kind="corroborates", from_="c2", to="c11", confidence=0.7, why="x")
    links = (*REPORT.links, agreed)
    found = outline(REPORT.model_copy(update={"links": links, "summary": summarize(REPORT.claims, links)}))

    (contest, _) = found.contests()

    assert ["c11", "c8", "c9"] == [answer.claim.id for answer in contest.answers]
    assert ["corroborates", "denies", "contradicts"] == [answer.link.kind for answer in contest.answers]


def test_outline_contests_leave_out_claims_that_are_not_there():
    link = Link(kind="denies", from_="c1", to="c99", confidence=1, why="x")
    summary = Summary(contested=(Contest(claim="c99", denied_by=("c1",)), Contest(claim="c1", denied_by=("c99",))))
    found = outline(REPORT.model_copy(update={"links": (link,), "summary": summary}))

    assert [("c1", ())] == [(contest.claim.id, contest.answers) for contest in found.contests()]


def test_outline_depth_ends_in_a_circle_of_parents():
    claims = [c.model_copy(update={"parent": p}) for c, p in zip(REPORT.claims[:2], ("c2", "c1"), strict=True)]
    found = outline(REPORT.model_copy(update={"claims": tuple(claims)}))

    assert [1, 1] == [found.depth(claim) for claim in found.claims]
