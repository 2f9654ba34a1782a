from __future__ import annotations

import pytest

from claimx.cli.confidence import confident
from claimx.schema import Speaker
from tests.cli.stand_ins import article_of, claim_of, link_of, quotation_of, report_of


@pytest.fixture
def report():
    """Three claims one inside the other, sure to 0.9, 0.5 and 0.8, of three speakers."""
    speakers = tuple(Speaker(id=f"s{n}", name=f"S{n}", kind="person", mentions=()) for n in (1, 2, 3))
    return report_of(article_of("A says B says C.")).model_copy(
        update={
            "speakers": speakers,
            "claims": (
                claim_of("c1", speaker="s1", confidence=0.9),
                claim_of("c2", speaker="s2", confidence=0.5, parent="c1", relayed_by="s1"),
                claim_of("c3", speaker="s3", confidence=0.8, parent="c2"),
            ),
            "quotations": (
                quotation_of("q1", claim="c1", speaker="s1"),
                quotation_of("q2", claim="c2", speaker="s2"),
                quotation_of("q3", claim=None, speaker=None),
            ),
            "links": (
                link_of("c1", "c2"),
                link_of("c2", "c3"),
                link_of("c3", "c1", confidence=0.6),
            ),
        }
    )


def test_confident_changes_nothing_below_every_claim(report):
    assert report == confident(report, 0.5)


@pytest.mark.parametrize(
    ("minimum", "claims", "speakers", "links", "quotations"),
    [
        (0.6, [("c1", None), ("c3", "c1")], ["s1", "s3"], [("c3", "c1")], [("c1", "s1"), (None, None), (None, None)]),
        (0.7, [("c1", None), ("c3", "c1")], ["s1", "s3"], [], [("c1", "s1"), (None, None), (None, None)]),
        (0.85, [("c1", None)], ["s1"], [], [("c1", "s1"), (None, None), (None, None)]),
        (1.0, [], [], [], [(None, None), (None, None), (None, None)]),
    ],
)
def test_confident_leaves_out_what_falls_with_a_claim(report, minimum, claims, speakers, links, quotations):
    left = confident(report, minimum)

    assert claims == [(claim.id, claim.parent) for claim in left.claims]
    assert speakers == [speaker.id for speaker in left.speakers]
    assert links == [(link.from_, link.to) for link in left.links]
    assert quotations == [(quotation.claim, quotation.speaker) for quotation in left.quotations]
    assert report.sentences == left.sentences
